"""Ruled tables: pdfplumber finds the cells, the spans of the first pass fill them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.readers.bullets import PLAIN
from extract.readers.characters import fold
from extract.readers.hyphens import Vocabulary, join_lines
from extract.readers.pdf_glyphs import PageText, Span
from extract.readers.pdf_grids import Table, find_ruled_rows
from extract.readers.pdf_lines import Row, group_rows
from extract.readers.reading import Box

if TYPE_CHECKING:
    import pdfplumber

RULINGS = 4  # drawn lines and boxes below which a page holds no table
UPRIGHTS = 2  # of them upright: underlined words have none
FILLED = 0.25  # share of a table's cells that must hold words
SAME_END = 2.0  # points by which the ends of a table's uprights may differ


def read_tables(path: Path, pages: Sequence[PageText]) -> dict[int, list[Table]]:
    """The ruled tables of each page that has rulings."""
    found = {page.number: tables for page in pages if (tables := find_ruled_rows(page))}
    boxed = [page for page in pages if page.spans and is_boxed(page)]
    if not boxed:
        return found
    import pdfplumber

    with pdfplumber.open(path, pages=[page.number for page in boxed]) as pdf:
        for page, text in zip(pdf.pages, boxed, strict=True):
            if tables := list(_find_tables(page, text)):
                found[text.number] = tables
            page.close()
    return found


def is_boxed(page: PageText) -> bool:
    """Holds for a page with drawn uprights: it may hold a table, and its lines are no footnotes' rules."""
    return page.uprights >= UPRIGHTS and len(page.lines) + page.uprights >= RULINGS


def without_tables(page: PageText, tables: Sequence[Table]) -> PageText:
    """The page without the spans that stand in its tables."""
    inside = {id(span) for table in tables for row in table.rows for cell in row for span in cell}
    return replace(page, spans=tuple(span for span in page.spans if id(span) not in inside))


def cell_words(spans: Sequence[Span], vocabulary: Vocabulary) -> str:
    """The words of a cell on one line, its bullets kept as signs between them."""
    words = ""
    for row in group_rows(spans):
        line = fold(_row_words(row))
        words = join_lines(words, line, vocabulary) if words else line
    return words.replace("|", "¦")


def _row_words(row: Row) -> str:
    bullet = row.spans[0].text[0] in PLAIN
    return ("• " + row.words[1:].lstrip()) if bullet else row.words


def _find_tables(page: "pdfplumber.page.Page", text: PageText) -> Iterator[Table]:
    try:
        candidates: list[Any] = page.find_tables({"explicit_horizontal_lines": _open_ends(page)})
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
    ):  # what damaged pages make pdfminer raise
        return
    taken: set[int] = set()
    for candidate in candidates:
        rows = tuple(tuple(_inside(text.spans, cell, taken) for cell in row.cells) for row in candidate.rows)
        kept = [(row, box) for row, box in zip(rows, candidate.rows, strict=True) if any(row)]
        columns = {index for row in rows for index, cell in enumerate(row) if cell}
        filled = sum(1 for row in rows for cell in row if cell)
        if len(kept) >= 2 and len(columns) >= 2 and filled >= FILLED * sum(len(row) for row in rows):
            taken |= {id(span) for row in rows for cell in row for span in cell}
            yield Table(
                box=candidate.bbox,
                rows=tuple(row for row, _ in kept),
                row_boxes=tuple(tuple(row.bbox) for _, row in kept),
            )


def _open_ends(page: "pdfplumber.page.Page") -> list[float]:
    """Where uprights end together without a line across: a row that the page's end has cut."""
    uprights = [edge for edge in page.edges if edge["orientation"] == "v"]
    across = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    ends = Counter(round(edge[side]) for edge in uprights for side in ("top", "bottom"))
    return sorted(
        float(end)
        for end, count in ends.items()
        if count >= UPRIGHTS + 1 and not any(abs(end - line) <= SAME_END for line in across)
    )


def _inside(spans: Sequence[Span], cell: Box | None, taken: set[int]) -> tuple[Span, ...]:
    """Spans whose middle stands in a cell and in no table before."""
    if cell is None:
        return ()
    x0, top, x1, bottom = cell
    return tuple(
        span
        for span in spans
        if id(span) not in taken
        and x0 <= (span.x0 + span.x1) / 2 <= x1
        and top <= span.base - 0.3 * span.size <= bottom
    )
