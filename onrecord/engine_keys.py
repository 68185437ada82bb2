"""Keys of what is kept: hashes of everything that a result was made from."""

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from models import Catalogue, Source
from onrecord.engine_records import encode

ROOT = Path(__file__).resolve().parent.parent

# The folders whose code and rules have a part in a result. Reading ends before the blocks are arranged
# (`extract.readers.read_file`), so that no rule about words touches what was read of a PDF.
READ = ("extract/readers", "models")
EXTRACT = ("extract", "models")
LINK = ("link", "models")
KEPT = ("onrecord/worker.py", "onrecord/engine_records.py")  # how results are put together and written


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Hashes of the code and rules of each stage, from which a document's keys are made.

    Attributes:
        reading: Of the readers.
        extracting: Of all code, rules and word lists of extraction, readers included.
        linking: Of the code and rules of linking, and of the catalogues.
    """

    reading: str
    extracting: str
    linking: str

    def read(self, source: Source) -> str:
        """Key of what was read of a file: its bytes, its name, and the readers."""
        return _digest("read", self.reading, source.sha256, source.file)

    def extract(self, source: Source) -> str:
        """Key of a document with its commitments: what is known of it counts as well as its bytes."""
        return _digest("extract", self.extracting, encode(source).decode())

    def link(self, source: Source) -> str:
        """Key of the links of a document's commitments."""
        return _digest("link", self.linking, self.extract(source))


def make_keys(catalogues: Sequence[Catalogue]) -> Keys:
    """Hash code, rules and libraries, once a run."""
    made = json.dumps(libraries(), sort_keys=True)
    return Keys(
        reading=_digest(made, hash_files(READ)),
        extracting=_digest(made, hash_files(EXTRACT)),
        linking=_digest(made, hash_files(LINK), encode(tuple(catalogues)).decode()),
    )


def libraries() -> dict[str, str]:
    """Versions of Python and of the libraries that the project needs, by name."""
    try:
        needed = requires("onrecord") or []
    except PackageNotFoundError:
        needed = []
    names = sorted(re.split(r"[^\w.-]", need)[0] for need in needed if "extra ==" not in need)
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


def hash_files(folders: Iterable[str]) -> str:
    """One hash of the names and bytes of all files below some folders of the project.

    Code, rules, word lists, templates: whatever lies there has a part in what comes out.
    """
    total = hashlib.sha256()
    for path in sorted({path for folder in (*folders, *KEPT) for path in _files(ROOT / folder)}):
        content = path.read_bytes()
        total.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return [place]
    return (path for path in place.rglob("*") if path.is_file() and path.parent.name != "__pycache__")


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
