"""A folder beside the outputs: what a run writes is made whole there, and then swapped in."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from models import Problem
from onrecord.tables.lock import Lock

# Written into the folder when all in it is whole. A folder with it is swapped in to the end, by the
# next run if this one is killed between two renames; one without it is thrown away.
READY = ".ready"

# What other commands write beside a run's files about that run: it is untrue of the next.
ABOUT_A_RUN = frozenset(("verify.csv",))


class Staging:
    """The folder in which one run's files are made, and the lock on the outputs.

    Attributes:
        folder: The folder; on the same file system as the outputs, so that a rename moves a file whole.
    """

    def __init__(self, out: Path) -> None:
        self._given = out
        self._out = out.resolve()
        place = find_place(self._out)
        self.folder = place / f".{self._out.name}.partial"
        self._lock = Lock(place / f".{self._out.name}.lock", out)

    def open(self) -> None:
        """Lock the outputs, tidy up after a killed run, and make the folder.

        Raises:
            Problem: Another run is writing there, or ``out`` is a file or may not be written in.
            OSError: The file system refuses.
        """
        if self._out.exists() and not self._out.is_dir():
            raise Problem(f"{self._given}: is a file; name a folder for the outputs")
        if self._out.is_dir() and not os.access(self._out, os.W_OK):
            raise Problem(f"{self._given}: no right to write in this folder; name another one")
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._lock.take()
        try:
            self._tidy()
            self.folder.mkdir()
        except BaseException:
            self._lock.release()
            raise

    def commit(self) -> None:
        """Put the files in the place of the earlier ones, and take away what only an earlier run wrote."""
        stale = sorted((read_written(self._out) | ABOUT_A_RUN) - set(list_files(self.folder)))
        draft = self.folder / f"{READY}.draft"
        draft.write_text(json.dumps(stale), encoding="utf-8")
        draft.rename(self.folder / READY)
        try:
            self._swap()
        except KeyboardInterrupt:
            self._tidy()  # an interrupt comes too late now: half of the old files are replaced
            raise
        self._lock.release()

    def discard(self) -> None:
        """Throw the folder away, unless it is ready: then the next run swaps it in to the end."""
        if not (self.folder / READY).exists():
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()

    def _tidy(self) -> None:
        if (self.folder / READY).exists():
            self._swap()
        elif self.folder.exists():
            shutil.rmtree(self.folder)

    def _swap(self) -> None:
        ready = self.folder / READY
        for name in sorted(set(list_files(self.folder)) - {READY}):
            (self._out / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).replace(self._out / name)
        remove(self._out, json.loads(ready.read_text(encoding="utf-8")))
        shutil.rmtree(self.folder)


def find_place(out: Path) -> Path:
    """Where the folder is made: beside the outputs, or in them if they are a file system of their own."""
    parent = out.parent
    if out.is_dir() and (out.stat().st_dev != parent.stat().st_dev or not os.access(parent, os.W_OK)):
        return out
    return parent


def list_files(folder: Path) -> list[str]:
    """The files below a folder, by their paths from it with forward slashes, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def read_written(out: Path) -> set[str]:
    """The files that the last run wrote into a folder, as its ``run.json`` names them."""
    try:
        files = json.loads((out / "run.json").read_text(encoding="utf-8"))["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in files if _is_below(name)} if isinstance(files, dict) else set()


def remove(out: Path, names: Iterable[str]) -> None:
    """Remove files from the outputs, and the folders that this leaves empty."""
    for name in names:
        path = out / name
        if path.is_file():
            path.unlink()
        while (path := path.parent) != out and path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
