"""What verification reads of a row, and what it says of it."""

from dataclasses import dataclass
from typing import Literal

from extract.citation import Opening

Status = Literal["EXACT", "MOVED", "AMBIGUOUS", "ORPHAN"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a row of the commitments says of its place.

    Attributes:
        commitment_id: The commitment.
        document_id: The document that says it.
        quote: The source words.
        start: Offset of the first character in the canonical text.
        end: Offset one past the last.
        prefix: Text before it.
        suffix: Text after it.
        citation_url: Address that opens the source at it.
        source_sha256: SHA-256 of the source file's bytes.
    """

    commitment_id: str
    document_id: str
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str
    citation_url: str
    source_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one row stands in its source.

    Attributes:
        commitment_id: The commitment.
        document_id: The document that should say it.
        file: The document's file, relative to the corpus folder; empty if the run names none.
        status: EXACT if the quote stands where the row says; MOVED if it stands once, elsewhere; AMBIGUOUS
            if it stands at several places and none of them is known to be the row's; ORPHAN if it
            stands nowhere.
        start: Offset of the quote as the row says.
        end: Offset of its end as the row says.
        found: Where the quote stands, as start-end.
        opens: Where citation_url opens the source: "unique" (the sentence, or its page of a PDF), "several",
            "elsewhere", "nowhere", or "none" if it names no place; empty if the row is not EXACT.
        note: What else is to be known.
    """

    commitment_id: str
    document_id: str
    file: str
    status: Status
    start: int
    end: int
    found: tuple[str, ...]
    opens: Opening | Literal[""]
    note: str
