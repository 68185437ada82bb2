"""The rows of the tables that stand beside the commitments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models import Band, Block, BlockKind, Document, Evidence, Link, Source

if TYPE_CHECKING:
    from link.coverage import CoverageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRow:
    """One recommendation of a catalogue, and what the documents read say of it.

    Attributes:
        recommendation_id: Id, unique among the catalogues in use, such as FR13.
        report: Id of the catalogue of the report that makes it.
        report_title: Title of the report.
        inquiry: Full name of the inquiry.
        number: Number as printed in the report.
        title: Title of the recommendation, or its first words.
        summary: What it asks, in the catalogue maker's words; empty if nobody wrote any.
        addressees: Bodies that it is addressed to.
        url: Address of the recommendation; empty if unknown.
        repeats: Id of the earlier recommendation that it repeats, in whatever catalogue; empty if none.
        commitments: How many commitments are linked to it (band "accept").
        delivered: How many of them are said to be done.
        underway: How many are said to be happening.
        committed: How many are promised.
        considering: How many promise only to think about it.
        declined: How many refuse it, or a part of it.
        earliest_due: Earliest last day among them; empty if none sets a day.
        latest_due: Latest last day among them; empty if none sets a day.
        next_due: Earliest of them from the day on which the newest document was published; empty if none.
        bodies: Canonical names of those who have to act.
        strongest: commitment_id of the row that promises most; empty if there is none.
        strongest_quote: That row's source words.
        refusal: commitment_id of the row that refuses it; empty if none does.
        refusal_quote: That row's source words.
        finding: What was found, or that nothing was found, and in how many documents as of when.
    """

    recommendation_id: str
    report: str
    report_title: str
    inquiry: str
    number: str
    title: str
    summary: str
    addressees: tuple[str, ...]
    url: str
    repeats: str
    commitments: int
    delivered: int
    underway: int
    committed: int
    considering: int
    declined: int
    earliest_due: date | None
    latest_due: date | None
    next_due: date | None
    bodies: tuple[str, ...]
    strongest: str
    strongest_quote: str
    refusal: str
    refusal_quote: str
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One pair of a commitment and a recommendation that was considered, and the verdict.

    Attributes:
        commitment_id: The commitment.
        recommendation_id: The recommendation.
        band: "accept" if the link is borne out, "review" if a person should judge it, else "none".
        score: 0 to 1, from the witnesses' weights.
        runner_up: Id of the next best recommendation; empty if there is none.
        evidence: What each witness said, strongest first: its id, its weight, and its reason in words.
    """

    commitment_id: str
    recommendation_id: str
    band: Band
    score: float
    runner_up: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document that was read.

    Attributes:
        document_id: Stable id of the document; its text stands in text/ID.txt.
        file: File name relative to the corpus folder.
        title: Title of the publication, or the id where none is known.
        publisher: Publishing organisations as printed; empty if unknown.
        published: Day of publication; empty if unknown.
        kind: What it is: letter, news-report, progress-update ...
        signatory: Name or office of whoever says "I"; empty if nobody does.
        speaker: Person whose words it reports or records; empty if unknown.
        url: Address where it was published; empty if unknown.
        licence: Terms on which its text is held; empty if unknown.
        rank: primary (the promiser's own words), parliamentary or press.
        sha256: SHA-256 of the file's bytes, in hex.
        retrieved: When the bytes were fetched (UTC); empty if the program did not fetch them.
        replaces: Id of the earlier edition at the same address, whose text differs; empty if none is known.
        assumed: Names of the fields above that were inferred and not stated by a person.
        commitments: How many commitments were found in it.
        warnings: What to know about the reading of it.
    """

    document_id: str
    file: str
    title: str
    publisher: str
    published: date | None
    kind: str
    signatory: str
    speaker: str
    url: str
    licence: str
    rank: str
    sha256: str
    retrieved: str
    replaces: str
    assumed: tuple[str, ...]
    commitments: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    """One document that could not be read to the end.

    Attributes:
        file: File name relative to the corpus folder.
        stage: What was being done with it.
        reason: Why it failed, in one sentence.
    """

    file: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """One body that has a part in some commitment.

    Attributes:
        body: Canonical name.
    """

    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentBodyRow:
    """One body's part in one commitment.

    Attributes:
        commitment_id: The commitment.
        body: Canonical name of the body.
        role: "responsible" if it has to act, "partner" if it has another part in the act.
    """

    commitment_id: str
    body: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """What one witness said of one link.

    Attributes:
        commitment_id: The commitment.
        recommendation_id: The recommendation.
        place: Place in the order of the evidence, from 1: strongest first.
        witness: Id of the witness.
        weight: What it adds to the score; negative when it speaks against the link.
        reason: The reason in words.
    """

    commitment_id: str
    recommendation_id: str
    place: int
    witness: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """One block of a document: a heading, paragraph, list item, table row, question or quotation.

    Attributes:
        document_id: The document.
        block: Place in the document's reading order, from 0.
        kind: What the block is; an aside promises nothing by its place (letterhead, address, caption).
        level: Heading level from 1, or list depth from 1; 0 for other blocks.
        number: Printed paragraph number; empty if none.
        start: Offset of the block's first character in the canonical text, in code points from 0.
        end: Offset one past its last character.
        page: Page from 1; empty where the source has no pages.
        heading: Place of the nearest heading above; empty if none.
        lead_in: Place of the block that a list item hangs on; empty if none.
        question: Place of the question that the block answers; empty if none.
        anchor: Element id or other address inside the source; empty if none.
        speaker: Whose words the block holds; empty if unknown.
        words: The block's words, exactly as they stand in the canonical text.
    """

    document_id: str
    block: int
    kind: BlockKind
    level: int
    number: str
    start: int
    end: int
    page: int | None
    heading: int | None
    lead_in: int | None
    question: int | None
    anchor: str
    speaker: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRow:
    """One place of a thread: the same promise, followed through the documents.

    Attributes:
        thread_id: Id of the thread: the commitment_id of its earliest row.
        place: Place in the thread, from 1, in order of publication.
        document_id: The document of this place.
        commitment_id: The row that says it there; empty where the document no longer says it.
        change: How it moved since the place before: first said, restated, sharpened, softened ...
        reason: What the two sentences show, in words.
    """

    thread_id: str
    place: int
    document_id: str
    commitment_id: str
    change: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision of a person on a row.

    Attributes:
        decision: Place in the file of decisions, from 1.
        commitment_id: The row that it is about, which may be gone since.
        field: The column that it changes; empty if it accepts or rejects the row itself.
        old_value: What stood there when it was made.
        new_value: What is to stand there, or accept or reject.
        decided_by: Who decided.
        decided_on: When; empty if nobody noted it.
        reason: Why they decided so.
        applies: False when the row or the old value is no longer there.
    """

    decision: int
    commitment_id: str
    field: str
    old_value: str
    new_value: str
    decided_by: str
    decided_on: date | None
    reason: str
    applies: bool


def make_recommendation_row(coverage: "CoverageRow") -> RecommendationRow:
    """The row of one recommendation, from what the links bear out about it."""
    asked, report = coverage.recommendation, coverage.catalogue
    return RecommendationRow(
        recommendation_id=asked.id,
        report=report.id,
        report_title=report.title,
        inquiry=report.inquiry,
        number=asked.number,
        title=asked.title,
        summary=asked.summary,
        addressees=asked.addressees,
        url=asked.url,
        repeats=asked.repeats,
        commitments=coverage.commitments,
        delivered=coverage.delivered,
        underway=coverage.underway,
        committed=coverage.committed,
        considering=coverage.considering,
        declined=coverage.declined,
        earliest_due=coverage.earliest_due,
        latest_due=coverage.latest_due,
        next_due=coverage.next_due,
        bodies=coverage.bodies,
        strongest=coverage.strongest,
        strongest_quote=coverage.strongest_quote,
        refusal=coverage.refusal,
        refusal_quote=coverage.refusal_quote,
        finding=coverage.finding,
    )


def make_link_row(link: Link) -> LinkRow:
    """The row of one pair that was considered."""
    return LinkRow(
        commitment_id=link.commitment_id,
        recommendation_id=link.recommendation_id,
        band=link.band,
        score=round(link.score, 4),
        runner_up=link.runner_up,
        evidence=tuple(_show_witness(each) for each in link.evidence),
    )


def _show_witness(evidence: Evidence) -> str:
    return f"{evidence.witness} {evidence.weight:+.2f}: {evidence.words}"


def make_document_row(source: Source, commitments: int, warnings: Sequence[str]) -> DocumentRow:
    """The row of one document that was read."""
    return DocumentRow(
        document_id=source.id,
        file=source.file,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        kind=source.kind,
        signatory=source.signatory,
        speaker=source.speaker,
        url=source.url,
        licence=source.licence,
        rank=source.rank,
        sha256=source.sha256,
        retrieved=source.retrieved,
        replaces=source.replaces,
        assumed=source.assumed,
        commitments=commitments,
        warnings=tuple(warnings),
    )


def make_block_rows(document: Document) -> Iterator[BlockRow]:
    """The rows of a document's blocks, in reading order."""
    for place, block in enumerate(document.blocks):
        yield _make_block_row(document, place, block)


def _make_block_row(document: Document, place: int, block: Block) -> BlockRow:
    return BlockRow(
        document_id=document.source.id,
        block=place,
        kind=block.kind,
        level=block.level,
        number=block.number,
        start=block.start,
        end=block.end,
        page=block.page,
        heading=block.headings[-1] if block.headings else None,
        lead_in=block.lead_in,
        question=block.question,
        anchor=block.anchor,
        speaker=block.speaker,
        words=document.words(block),
    )
