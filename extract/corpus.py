"""A folder of documents and what is known about each."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
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
        warnings: What a person should know of entries that are used, each a sentence that names the file.
    """

    folder: Path
    sources: tuple[Source, ...]
    problems: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...] = ()


def read_corpus(folder: Path) -> Corpus:
    """Find the documents of ``folder``, with what its register and sidecars say of them.

    Raises:
        Problem: The folder is missing, holds no document, or its register cannot be read at all.
    """
    if not folder.is_dir():
        raise Problem(f"{folder}: no such folder; give the folder that holds the documents")
    problems: list[tuple[str, str]] = []
    warnings: list[str] = []
    listed = list(_registered(folder, problems, warnings))
    named = {source.file for source in listed}
    refused = {file for file, _ in problems}
    loose = [path for path in _files(folder) if _relative(folder, path) not in named | refused]
    sources = _distinct([*listed, *(_loose(folder, path, problems) for path in loose)], problems)
    if not sources and not problems:
        raise Problem(f"{folder}: holds no document; put {', '.join(SUFFIXES)} files there")
    warnings += _lost_editions(sources)
    ordered = sorted(sources, key=lambda s: (s.published or date.max, s.retrieved, s.id))
    return Corpus(folder=folder, sources=tuple(ordered), problems=tuple(problems), warnings=tuple(warnings))


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


def read_register(folder: Path) -> list[dict[str, Any]]:
    """The entries of a corpus's register, as written; none where there is no register.

    Raises:
        Problem: It is no TOML, or its entries are not written as ``[[source]]``.
    """
    register = folder / REGISTER
    if not register.is_file():
        return []
    entries = _read_toml(register).get("source", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Problem(f"{REGISTER}: write each document as an entry of its own under [[source]]")
    return entries


def _registered(folder: Path, problems: list[tuple[str, str]], warnings: list[str]) -> Iterable[Source]:
    for number, entry in enumerate(read_register(folder), start=1):
        name = str(entry.get("file") or entry.get("id") or f"entry {number}")
        try:
            source = _source(f"{REGISTER}: {name}", folder, entry)
        except Problem as problem:
            problems.append((name, str(problem)))
            continue
        if entry.get("sha256", source.sha256) != source.sha256:
            warnings.append(
                f"{source.file}: is not the file that was registered (its SHA-256 differs); "
                f"fetch it again, or correct sha256 in {REGISTER}"
            )
        yield source


def _lost_editions(sources: Iterable[Source]) -> list[str]:
    known = {source.id for source in sources}
    return [
        f"{source.file}: replaces {source.replaces!r}, which is no document here; correct it in {REGISTER}"
        for source in sources
        if source.replaces and source.replaces not in known
    ]


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
    kept = [*KEYS, "replaces"]
    known = {key: str(entry[key]).strip() for key in kept if key in entry and key != "published"}
    known.setdefault("id", path.stem)
    known.setdefault("title", known["id"])
    if known.get("kind") in PRESS_KINDS:
        known.setdefault("rank", "press")
    if known.get("rank", RANKS[0]) not in RANKS:
        raise Problem(f"{where}: rank {known['rank']!r} is none of {', '.join(RANKS)}; correct it")
    return Source(
        **known,  # type: ignore[arg-type]
        published=_published(where, entry.get("published")),
        retrieved=_retrieved(where, entry.get("retrieved")),
        sha256=hash_file(path),
    )


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


def _retrieved(where: str, value: Any) -> str:
    """A date and time in UTC as ``2025-04-09T10:20:30Z``; empty if there is none."""
    if value is None or value == "":
        return ""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise Problem(
            f"{where}: retrieved = {value!r} is no time; write it as 2025-04-09T10:20:30Z"
        ) from None
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


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
