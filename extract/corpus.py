"""A folder of documents and what is known about each."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models import Problem, Source
from models.document import RANKS

REGISTER = "sources.toml"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".json", ".pdf", ".docx", ".odt")
CATALOGUES = "recommendations"  # a folder of this name in a corpus holds catalogues, not documents
KEYS = (
    "id",
    "file",
    "title",
    "publisher",
    "published",
    "kind",
    "signatory",
    "speaker",
    "url",
    "licence",
    "rank",
)
RECORDS = ("sha256", "retrieved", "replaces")  # written by the program when it fetched the file
PRESS_KINDS = ("news-report", "news", "press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The readable documents of a folder.

    Attributes:
        folder: The folder.
        sources: What is known of each document, in order of publication and then of id.
        problems: File and message of each entry that could not be used.
    """

    folder: Path
    sources: tuple[Source, ...]
    problems: tuple[tuple[str, str], ...]


def read_corpus(folder: Path) -> Corpus:
    """Find the documents of ``folder``, with what its register and sidecars say of them.

    Raises:
        Problem: The folder is missing, holds no document, or its register cannot be read at all.
    """
    if not folder.is_dir():
        raise Problem(f"{folder}: no such folder; give the folder that holds the documents")
    problems: list[tuple[str, str]] = []
    listed = list(_registered(folder, problems))
    named = {source.file for source in listed}
    refused = {file for file, _ in problems}
    loose = [path for path in _files(folder) if _relative(folder, path) not in named | refused]
    sources = _distinct([*listed, *(_loose(folder, path, problems) for path in loose)], problems)
    if not sources and not problems:
        raise Problem(f"{folder}: holds no document; put {', '.join(SUFFIXES)} files there")
    ordered = sorted(sources, key=lambda s: (s.published or date.max, s.id))
    return Corpus(folder=folder, sources=tuple(ordered), problems=tuple(problems))


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and CATALOGUES not in path.relative_to(folder).parts[:-1]
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _relative(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _registered(folder: Path, problems: list[tuple[str, str]]) -> Iterable[Source]:
    register = folder / REGISTER
    if not register.is_file():
        return
    for number, entry in enumerate(_read_toml(register).get("source", []), start=1):
        name = str(entry.get("file") or entry.get("id") or f"entry {number}")
        try:
            yield _source(f"{REGISTER}: {name}", folder, entry)
        except Problem as problem:
            problems.append((name, str(problem)))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Problem(f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{path.name}: not valid TOML: {error}; mend that place") from error


def _source(where: str, folder: Path, entry: Mapping[str, Any]) -> Source:
    """One entry as a record, with its file's hash."""
    if unknown := sorted(set(entry) - {*KEYS, *RECORDS}):
        raise Problem(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(KEYS)}")
    if "file" not in entry:
        raise Problem(f'{where}: says no file; add file = "NAME"')
    path = folder / entry["file"]
    if not path.is_file():
        raise Problem(
            f"{where}: there is no such file in {folder.name}; correct the name or remove the entry"
        )
    known = {key: str(entry[key]).strip() for key in KEYS if key in entry and key != "published"}
    known.setdefault("id", path.stem)
    known.setdefault("title", known["id"])
    if known.get("kind") in PRESS_KINDS:
        known.setdefault("rank", "press")
    if known.get("rank", RANKS[0]) not in RANKS:
        raise Problem(f"{where}: rank {known['rank']!r} is none of {', '.join(RANKS)}; correct it")
    return Source(**known, published=_published(where, entry.get("published")), sha256=hash_file(path))  # type: ignore[arg-type]


def _published(where: str, value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Problem(f"{where}: published = {value!r} is no date; write it as 2025-04-09") from None


def _loose(folder: Path, path: Path, problems: list[tuple[str, str]]) -> Source:
    """A file that no register names: its sidecar ``NAME.toml`` speaks for it, if there is one."""
    file = _relative(folder, path)
    sidecar = path.with_suffix(".toml")
    plain = Source(
        id=file.rsplit(".", 1)[0].replace("/", "-"), file=file, title=path.stem, sha256=hash_file(path)
    )
    if not sidecar.is_file() or sidecar.name == REGISTER:
        return plain
    try:
        return _source(
            _relative(folder, sidecar), folder, {"id": plain.id, **_read_toml(sidecar), "file": file}
        )
    except Problem as problem:
        problems.append((file, str(problem)))
        return plain


def _distinct(sources: Iterable[Source], problems: list[tuple[str, str]]) -> list[Source]:
    """Two documents with one id: the first keeps it, the second is set aside by name."""
    by_id: dict[str, Source] = {}
    for source in sources:
        if first := by_id.get(source.id):
            stems = (
                Path(source.file).suffix != Path(first.file).suffix
                and Path(source.file).stem == Path(first.file).stem
            )
            if stems and source.id == Path(source.file).stem:  # report.pdf beside report.txt
                other = replace(source, id=f"{source.id}-{Path(source.file).suffix[1:]}")
                by_id[other.id] = other
                continue
            message = (
                f"{source.file}: has the id {source.id!r} of {first.file}; give one another id in {REGISTER}"
            )
            problems.append((source.file, message))
        else:
            by_id[source.id] = source
    return list(by_id.values())
