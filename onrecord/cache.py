"""What was worked out before, kept in a folder that can be deleted at any time."""

import hashlib
import os
import zlib
from contextlib import suppress
from pathlib import Path

FORMAT = b"onrecord 1 "  # first bytes of every entry; another number is another form, and is remade
LEVEL = 1  # of compression: a quarter of the size for a tenth of a millisecond a document
DIGEST = 32  # bytes of a SHA-256


def place_of(out: Path) -> Path:
    """Where the results that go into a folder of outputs are kept: a hidden folder beside it."""
    out = out.resolve()
    return out.parent / f".{out.name}.cache"


class Cache:
    """Entries under keys. A key names all that its entry was made from, so an entry is never out of date.

    An entry is written under a name of its own and then renamed, so that a killed process leaves no half
    of one and two runs may share the folder. One that does not match its checksum counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when the first entry is put."""
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The entry under a key; ``None`` if there is no whole one."""
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        head = len(FORMAT) + DIGEST
        packed = content[head:]
        if content[:head] != FORMAT + hashlib.sha256(packed).digest():
            return None
        return zlib.decompress(packed)

    def put(self, key: str, entry: bytes) -> None:
        """Keep an entry. A full disk or a folder without write access costs the entry, never the run."""
        path = self._path(key)
        packed = zlib.compress(entry, LEVEL)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(FORMAT + hashlib.sha256(packed).digest() + packed)
                draft.replace(path)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]
