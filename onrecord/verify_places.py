"""Where the words of rows stand in one document, read anew from its file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from extract.citation import Citations, Opening
from extract.corpus import hash_file
from extract.readers import read_document
from models import Document, Problem, Source
from onrecord.verify_records import Claim, Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One document of a run as its file gives it now.

    Attributes:
        file: File relative to the corpus folder; empty if the run names none.
        sha256: SHA-256 of the file as it is now; empty if there is none.
        document: What was read from it; ``None`` if it could not be read.
        complaints: What is not as the run left it, each a sentence that names the file.
    """

    file: str
    sha256: str = ""
    document: Document | None = None
    complaints: tuple[str, ...] = ()


def open_exhibit(source: Source, corpus: Path, outputs: Path) -> Exhibit:
    """Hash and read the file of one document again, and compare the text that the run kept of it.

    Args:
        source: The document as the run names it.
        corpus: Folder of the documents.
        outputs: Folder of the run.
    """
    digest, complaints = hash_source(source, corpus)
    if not digest:
        return Exhibit(file=source.file, complaints=tuple(complaints))
    try:
        document = read_document(corpus / source.file, source)
    except Problem as problem:
        return Exhibit(file=source.file, sha256=digest, complaints=(str(problem),))
    if not complaints:
        complaints = list(_compare_text(source, document, outputs))
    return Exhibit(file=source.file, sha256=digest, document=document, complaints=tuple(complaints))


def hash_source(source: Source, corpus: Path) -> tuple[str, list[str]]:
    """SHA-256 of a document's file, empty if it is gone, and what is not as the run found it."""
    path = corpus / source.file
    if not path.is_file():
        return "", [f"{source.file}: no such file in {corpus}; put it back, or give its folder with --corpus"]
    try:
        digest = hash_file(path)
    except OSError as error:
        return "", [f"{source.file}: cannot be read ({error.strerror}); check the file"]
    if digest == source.sha256:
        return digest, []
    changed = "is not the file that the run read (its SHA-256 differs); run `onrecord run` again"
    return digest, [f"{source.file}: {changed}"]


def _compare_text(source: Source, document: Document, outputs: Path) -> Iterator[str]:
    """The kept canonical text of a source that is no plain text must be what reading it gives."""
    if PurePosixPath(source.file).suffix == ".txt":
        return
    name = f"text/{source.id}.txt"
    try:
        kept = (outputs / name).read_bytes()
    except OSError as error:
        yield f"{name}: cannot be read ({error.strerror}); run `onrecord run` again"
        return
    if kept != document.text.encode():
        yield f"{name}: is not what {source.file} gives when it is read now; run `onrecord run` again"


class Judge:
    """Judges the rows of one document."""

    def __init__(self, exhibit: Exhibit) -> None:
        """Take the document as it is now."""
        self._exhibit = exhibit
        self._citations = Citations(exhibit.document) if exhibit.document else None

    def judge(self, claim: Claim) -> Verdict:
        """Whether the words of a row stand where it says, elsewhere, at several places, or nowhere."""
        if self._exhibit.document is None:
            return self._verdict(claim, "ORPHAN", [], note="the document cannot be read")
        text = self._exhibit.document.text
        here = bool(claim.quote) and claim.start >= 0 and text[claim.start : claim.end] == claim.quote
        if here and (claim.source_sha256 == self._exhibit.sha256 or _is_around(text, claim, claim.start)):
            return self._verdict(claim, "EXACT", [claim.start])
        places = find_places(text, claim.quote)
        if len(places) > 1:
            return self._verdict(claim, "AMBIGUOUS", places, note=_note_context(text, claim, places))
        if not places:
            return self._verdict(claim, "ORPHAN", [], note="the document does not hold the quote")
        return self._verdict(claim, "EXACT" if here else "MOVED", places)

    def _verdict(self, claim: Claim, status: Status, places: list[int], note: str = "") -> Verdict:
        opens: Opening | Literal[""] = ""
        if status == "EXACT" and self._citations:
            opens = self._citations.check(claim.citation_url, claim.start, claim.end)
        return Verdict(
            commitment_id=claim.commitment_id,
            document_id=claim.document_id,
            file=self._exhibit.file,
            status=status,
            start=claim.start,
            end=claim.end,
            found=tuple(_show(claim, place) for place in places),
            opens=opens,
            note=note or self._note_file(claim),
        )

    def _note_file(self, claim: Claim) -> str:
        return "" if claim.source_sha256 == self._exhibit.sha256 else "the row names another file's SHA-256"


def find_places(text: str, words: str) -> list[int]:
    """Where the very same words stand in a text, all of them; nowhere for no words."""
    places = []
    at = text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _is_around(text: str, claim: Claim, start: int) -> bool:
    """True if the words that the row gives before and after its quote stand around this place."""
    end = start + len(claim.quote)
    before = text[max(0, start - len(claim.prefix)) : start]
    return before == claim.prefix and text[end : end + len(claim.suffix)] == claim.suffix


def _note_context(text: str, claim: Claim, places: list[int]) -> str:
    """Which of several places has the row's own neighbours: a hint for a person, never a verdict."""
    alike = [_show(claim, place) for place in places if _is_around(text, claim, place)]
    return f"the words before and after it are the same at {', '.join(alike)}" if alike else ""


def _show(claim: Claim, place: int) -> str:
    return f"{place}-{place + len(claim.quote)}"
