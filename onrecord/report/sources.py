"""Documents in full with their commitments marked, and a page for each commitment."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.citations import cite_as_bibtex, cite_as_text
from onrecord.report.passages import Line, Mark, group_lines, make_lines, make_marks
from onrecord.report.press import Press
from onrecord.report.threads import find_threads
from onrecord.tables.reading import Records
from onrecord.tables.records import BlockRow, DocumentRow, EvidenceRow, LinkRow
from onrecord.tables.schema import BLOCKS, COMMITMENTS, DECISIONS, DOCUMENTS, EVIDENCE, LINKS

SHOWN_AGAIN = 10  # rows that say the same, where no thread leads through all of them

PASSED_OVER = """
SELECT recommendation_id, score FROM links
WHERE commitment_id = ? AND band = 'none' ORDER BY score DESC, rowid"""


def write_sources(records: Records, press: Press) -> None:
    """Write ``sources.html``, a page for each document, and one for each commitment in it."""
    documents = list(records.read(DOCUMENTS, "ORDER BY t.rowid"))
    press.write("sources.html", "sources.html", documents=documents)
    for document in documents:
        _write_source(records, press, document)


def _write_source(records: Records, press: Press, document: DocumentRow) -> None:
    blocks = list(records.read(BLOCKS, "WHERE t.document_id = ? ORDER BY t.block", document.document_id))
    rows = list(records.read(COMMITMENTS, "WHERE t.document_id = ? ORDER BY t.rowid", document.document_id))
    marks = make_marks(rows, max((block.end for block in blocks), default=0))
    lines = list(make_lines(blocks, marks))
    press.write(
        f"sources/{name_page(document.document_id)}",
        "source.html",
        document=document,
        marks=marks,
        runs=list(group_lines(iter(lines))),
    )
    passages = _find_passages(lines, blocks)
    for before, mark, after in _with_neighbours(marks):
        context = _find_context(records, press, mark.row)
        press.write(
            f"commitments/{name_page(mark.row.commitment_id)}",
            "commitment.html",
            row=mark.row,
            document=document,
            passage=passages.get(mark.row.commitment_id, ()),
            before=before,
            after=after,
            text=cite_as_text(mark.row),
            bibtex=cite_as_bibtex(mark.row),
            **context,
        )


def _with_neighbours(marks: Sequence[Mark]) -> Iterator[tuple[Mark | None, Mark, Mark | None]]:
    padded = [None, *marks, None]
    for (before, mark), (_, after) in pairwise(pairwise(padded)):
        assert mark is not None
        yield before, mark, after


def _find_passages(lines: Sequence[Line], blocks: Sequence[BlockRow]) -> dict[str, list[Line]]:
    """The blocks that each commitment stands in, by its id."""
    passages: dict[str, list[Line]] = {}
    for line in lines:
        for name in dict.fromkeys(piece.mark.row.commitment_id for piece in line.pieces if piece.mark):
            passages.setdefault(name, []).append(line)
    return passages


def _find_context(records: Records, press: Press, row: Row) -> dict[str, Any]:
    """What else is known of a commitment: its links, its repeats, its thread, what a person decided."""
    own = row.commitment_id
    threads = find_threads(records, own) if press.facts.threads else []
    rest = "WHERE t.commitment_id = ? AND t.band <> 'none' ORDER BY t.band, t.score DESC, t.rowid"
    return {
        "links": [(link, _find_evidence(records, link)) for link in records.read(LINKS, rest, own)],
        "passed_over": records.ask(PASSED_OVER, own),
        "threads": threads,
        "said_again": [] if threads else _find_repeats(records, row),
        "decisions": _find_decisions(records, own) if press.facts.decisions else [],
    }


def _find_evidence(records: Records, link: LinkRow) -> list[EvidenceRow]:
    rest = "WHERE t.commitment_id = ? AND t.recommendation_id = ? ORDER BY t.place"
    return list(records.read(EVIDENCE, rest, link.commitment_id, link.recommendation_id))


def _find_repeats(records: Records, row: Row) -> list[Row]:
    """Other rows that promise the same, oldest first."""
    first = row.repeats or row.commitment_id
    rest = "WHERE (t.commitment_id = ? OR t.repeats = ?) AND t.commitment_id <> ? ORDER BY t.rowid LIMIT ?"
    return list(records.read(COMMITMENTS, rest, first, first, row.commitment_id, SHOWN_AGAIN))


def _find_decisions(records: Records, own: str) -> list[Any]:
    return list(records.read(DECISIONS, "WHERE t.commitment_id = ? ORDER BY t.decision", own))
