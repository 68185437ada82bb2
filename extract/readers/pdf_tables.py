"""Ruled tables: pdfplumber finds the cells, the spans of the first pass fill them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.readers.bullets import PLAIN
from extract.readers.characters import fold
from extract.readers.hyphens import Vocabulary, join_lines
from extract.readers.pdf_glyphs import PageText, Span
from extract.readers.pdf_lines import Row, group_rows
from extract.readers.reading import Box

if TYPE_CHECKING:
    import pdfplumber

RULINGS = 4  # drawn lines and boxes below which a page holds no table
UPRIGHTS = 2  # of them upright: underlined words have none
FILLED = 0.25  # share of a table's cells that must hold words


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table on one page: its place, and the spans of each cell of each row."""

    box: Box
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    row_boxes: tuple[Box, ...]


def read_tables(path: Path, pages: Sequence[PageText]) -> dict[int, list[Table]]:
    """The ruled tables of each page that has rulings."""
    ruled = [page for page in pages if page.spans and _is_ruled(page)]
    if not ruled:
        return {}
    import pdfplumber

    found = {}
    with pdfplumber.open(path, pages=[page.number for page in ruled]) as pdf:
        for page, text in zip(pdf.pages, ruled, strict=True):
            tables = list(_find_tables(page, text))
            page.close()
            if tables:
                found[text.number] = tables
    return found


def _is_ruled(page: PageText) -> bool:
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
    first = row.spans[0].text
    bullet = first[0] in PLAIN
    return ("• " + row.words[1:].lstrip()) if bullet else row.words


def _find_tables(page: "pdfplumber.page.Page", text: PageText) -> Iterator[Table]:
    try:
        candidates: list[Any] = page.find_tables()
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):  # what damaged pages make pdfminer raise
        return
    for candidate in candidates:
        cells = [[cell for cell in row.cells] for row in candidate.rows]
        rows = tuple(tuple(_inside(text.spans, cell) for cell in row) for row in cells)
        rows_kept = [(row, box) for row, box in zip(rows, candidate.rows, strict=True) if any(row)]
        columns = {index for row in rows for index, cell in enumerate(row) if cell}
        filled = sum(1 for row in rows for cell in row if cell)
        if len(rows_kept) >= 2 and len(columns) >= 2 and filled >= FILLED * sum(len(row) for row in rows):
            yield Table(
                box=candidate.bbox,
                rows=tuple(row for row, _ in rows_kept),
                row_boxes=tuple(tuple(row.bbox) for _, row in rows_kept),
            )


def _inside(spans: Sequence[Span], cell: Box | None) -> tuple[Span, ...]:
    """Spans whose middle stands in a cell."""
    if cell is None:
        return ()
    x0, top, x1, bottom = cell
    return tuple(
        span
        for span in spans
        if x0 <= (span.x0 + span.x1) / 2 <= x1 and top <= span.base - 0.3 * span.size <= bottom
    )
