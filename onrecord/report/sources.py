"""Documents in full with their commitments marked, and a page for each commitment."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.citations import cite_as_bibtex, cite_as_text
from onrecord.report.passages import Line, Mark, group_lines, make_lines, make_marks
from onrecord.report.press import Press
from onrecord.tables.reading import Records
from onrecord.tables.records import BlockRow, DocumentRow, EvidenceRow, LinkRow
from onrecord.tables.schema import BLOCKS, COMMITMENTS, DECISIONS, DOCUMENTS, EVIDENCE, LINKS, THREADS


def write_sources(records: Records, press: Press) -> None:
    """Write ``sources.html``, ``sources/ID.html`` for each document and ``commitments/ID.html`` for each row."""
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
    rest = "WHERE t.commitment_id = ? ORDER BY t.band, t.score DESC, t.rowid"
    links = list(records.read(LINKS, rest, own))
    return {
        "links": [(link, _find_evidence(records, link)) for link in links if link.band != "none"],
        "passed_over": [link for link in links if link.band == "none"],
        "said_again": _find_repeats(records, row),
        "thread": _find_thread(records, own) if press.facts.threads else [],
        "decisions": _find_decisions(records, own) if press.facts.decisions else [],
    }


def _find_evidence(records: Records, link: LinkRow) -> list[EvidenceRow]:
    rest = "WHERE t.commitment_id = ? AND t.recommendation_id = ? ORDER BY t.place"
    return list(records.read(EVIDENCE, rest, link.commitment_id, link.recommendation_id))


def _find_repeats(records: Records, row: Row) -> list[Row]:
    """The other rows that promise the same, oldest first."""
    first = row.repeats or row.commitment_id
    rest = "WHERE (t.commitment_id = ? OR t.repeats = ?) AND t.commitment_id <> ? ORDER BY t.rowid"
    return list(records.read(COMMITMENTS, rest, first, first, row.commitment_id))


def _find_thread(records: Records, own: str) -> list[Any]:
    rest = "WHERE t.thread_id IN (SELECT thread_id FROM threads WHERE commitment_id = ?) ORDER BY t.thread_id, t.place"
    places = list(records.read(THREADS, rest, own))
    names = [place.commitment_id for place in places]
    marks = ", ".join("?" * len(names))
    rows = {row.commitment_id: row for row in records.read(COMMITMENTS, f"WHERE t.commitment_id IN ({marks})", *names)}
    return [(place, rows.get(place.commitment_id)) for place in places]


def _find_decisions(records: Records, own: str) -> list[Any]:
    return list(records.read(DECISIONS, "WHERE t.commitment_id = ? ORDER BY t.decision", own))
