"""A limit on the memory that one document may take."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEBI = 1 << 20
STATM = Path("/proc/self/statm")  # pages in use; Linux alone has it, and elsewhere no limit is set


@contextmanager
def limited(memory: int) -> Iterator[None]:
    """Let the process take no more than ``memory`` mebibytes beyond what it holds; 0 for no limit.

    Raises:
        MemoryError: More was asked for. A library that does not raise it ends the process.
    """
    if not memory or not STATM.exists():
        yield
        return
    import resource

    held = int(STATM.read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + memory * MEBI
    resource.setrlimit(resource.RLIMIT_AS, (_least(wanted, soft, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _least(*limits: int) -> int:
    """The lowest limit that is one; -1 stands for none."""
    return min(limit for limit in limits if limit >= 0)
