"""A lock on an output folder: two runs never write into one folder at once."""

import fcntl
import json
import os
from datetime import datetime
from pathlib import Path

from models import Problem

_held: set[int] = set()


def _close_in_child() -> None:
    """Close a forked child's share of the locks: a child that outlives its run must not keep them."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_close_in_child)


class Lock:
    """A lock file that names the process which holds it; the system lets it go when that process dies."""

    def __init__(self, path: Path, out: Path) -> None:
        self._path = path
        self._out = out
        self._handle = -1

    def take(self) -> None:
        """Lock, or say who has.

        Raises:
            Problem: Another run holds the lock.
        """
        while self._handle < 0:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Problem(self._refuse(handle)) from None
            if self._is_current(handle):
                self._handle = handle
            else:
                os.close(handle)
        self._sign()

    def release(self) -> None:
        """Unlock, and leave no file behind."""
        if self._handle >= 0:
            self._path.unlink(missing_ok=True)
            _held.discard(self._handle)
            os.close(self._handle)
            self._handle = -1

    def _sign(self) -> None:
        _held.add(self._handle)
        name = {"process": os.getpid(), "started": datetime.now().isoformat(sep=" ", timespec="seconds")}
        os.truncate(self._handle, 0)
        os.pwrite(self._handle, json.dumps(name).encode(), 0)

    def _is_current(self, handle: int) -> bool:
        """False when the run that held the lock has since taken the file away."""
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self._path))
        except FileNotFoundError:
            return False

    def _refuse(self, handle: int) -> str:
        words = os.pread(handle, 200, 0).decode()
        os.close(handle)
        name = json.loads(words) if words else {"process": "unknown", "started": "just now"}
        return (
            f"{self._out}: process {name['process']}, started {name['started']}, is writing here; "
            "wait until it is done, or name another folder"
        )
