"""A PDF's words in reading order: regions to printed lines, tables to rows, tables of contents left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.readers.characters import fold
from extract.readers.furniture import CONTENTS
from extract.readers.hyphens import Vocabulary, join_lines
from extract.readers.pdf_columns import Region, find_regions
from extract.readers.pdf_glyphs import PageText, Span
from extract.readers.pdf_grids import Table, find_tabular
from extract.readers.pdf_lines import TAIL_NUMBER, Line, join_initials, make_line, merge_boxes
from extract.readers.pdf_tables import cell_words, without_tables
from extract.readers.reading import Box, Furniture

TABLE_SIGN = "\ue002"  # stands for a table among the spans of its page, followed by its number
SEVERAL = 2  # pages on which a column begins at one place to be known on the others
FEW_LINES = 8  # lines below which a column's right edge is not to be read from them
EDGE_SHARE = 0.12  # share of a column's lines that come near its right edge
EDGE_NEAR = 2.0  # how near, in units of the letters' size


def read_lines(
    pages: Sequence[PageText], tables: dict[int, list[Table]], vocabulary: Vocabulary
) -> tuple[list[Line], list[Furniture]]:
    """All lines of a document in reading order, and those of its table of contents."""
    lines: list[Line] = []
    contents: list[Furniture] = []
    column = 0
    regions_of = _find_all_regions(pages, tables)
    margins = _find_margins(regions_of)
    for number, regions in regions_of.items():
        found: list[Line] = []
        for region in regions:
            column += 1
            left = region.left or margins[number]
            found += _read_region(region, number, column, left, tables.get(number, []), vocabulary)
        kept, gone = _strip_contents(found)
        lines += kept
        contents += gone
    return _with_edges(_joined_rows(lines, vocabulary)), contents


def _find_all_regions(pages: Sequence[PageText], tables: dict[int, list[Table]]) -> dict[int, list[Region]]:
    """The regions of each page; a column that several pages have is known on one that shows little of it."""
    spans = {
        page.number: [*join_initials(without_tables(page, inside).spans), *_signs(inside)]
        for page in pages
        for inside in (tables.get(page.number, []),)
    }
    found = {number: find_regions(words) for number, words in spans.items()}
    counts = Counter(round(edge) for _, edges in found.values() for edge in set(map(round, edges)))
    known = sorted(edge for edge in counts if counts[edge] >= SEVERAL)
    if not known:
        return {number: regions for number, (regions, _) in found.items()}
    return {number: find_regions(words, known)[0] for number, words in spans.items()}


def _find_margins(regions: dict[int, list[Region]]) -> dict[int, float]:
    """The left edge of each page's text: its own, or that of most pages on its side of the spread."""
    own = {
        number: min(
            (row.spans[0].x0 for region in inside for row in region.rows if not region.left), default=0.0
        )
        for number, inside in regions.items()
    }
    usual = {}
    for side in (0, 1):
        edges = Counter(round(edge) for number, edge in own.items() if number % 2 == side)
        usual[side] = float(max(edges, key=lambda edge: (edges[edge], -edge), default=0))
    return {
        number: min(edge, usual[number % 2]) if edge else usual[number % 2] for number, edge in own.items()
    }


def _signs(tables: Sequence[Table]) -> list[Span]:
    """A span in the place of each table, so that it is read where it stands."""
    return [
        Span(
            text=f"{TABLE_SIGN}{number}",
            x0=table.box[0],
            x1=table.box[2],
            top=table.box[1],
            bottom=table.box[3],
            base=table.box[1] + 5,
            size=10.0,
            bold=False,
            word_end=table.box[2],
        )
        for number, table in enumerate(tables)
    ]


def _read_region(
    region: Region, page: int, column: int, left: float, tables: Sequence[Table], vocabulary: Vocabulary
) -> Iterator[Line]:
    if region.table:
        for cells in region.table:
            box = merge_boxes(span.box for cell in cells for span in cell)
            yield _row_line(tuple(cell_words(cell, vocabulary) for cell in cells), box, page, column)
        return
    tabular = find_tabular(region.rows)
    for index, row in enumerate(region.rows):
        signs = [span for span in row.spans if span.text.startswith(TABLE_SIGN)]
        words = tuple(span for span in row.spans if span not in signs)
        if index in tabular:
            yield _row_line(
                tuple(cell_words(cell, vocabulary) for cell in tabular[index]), row.box, page, column
            )
        elif words:
            yield make_line(replace(row, spans=words), page, column, left, region.edge)
        for sign in signs:
            yield from _read_table(tables[int(sign.text[1:])], page, column, vocabulary)


def _read_table(table: Table, page: int, column: int, vocabulary: Vocabulary) -> Iterator[Line]:
    for row, box in zip(table.rows, table.row_boxes, strict=True):
        yield _row_line(tuple(cell_words(cell, vocabulary) for cell in row), box, page, column)


def _joined_rows(lines: list[Line], vocabulary: Vocabulary) -> list[Line]:
    """Rows of tables that a page's end has cut are one row: what is left of one has an empty first cell."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last
            and last.page + 1 == line.page
            and len(last.cells) == len(line.cells) > 1
            and not line.cells[0]
        ):
            cells = zip(last.cells, line.cells, strict=True)
            joined[-1] = replace(last, cells=tuple(join_lines(a, b, vocabulary).strip() for a, b in cells))
        else:
            joined.append(line)
    return joined


def _row_line(cells: tuple[str, ...], box: Box, page: int, column: int) -> Line:
    return Line(
        text=" ".join(cells),
        x=box[0],
        text_x=box[0],
        right=box[2],
        base=box[3],
        size=10.0,
        bold=False,
        page=page,
        column=column,
        left=box[0],
        edge=box[2],
        box=box,
        tail=bool(TAIL_NUMBER.match(cells[-1])),
        cells=cells,
    )


def _strip_contents(lines: list[Line]) -> tuple[list[Line], list[Furniture]]:
    """A page's lines without those of a table of contents: words, leaders and a page number."""
    tails = [line for line in lines if line.tail]
    headed = next(
        (i for i, line in enumerate(lines) if fold(line.text).lower().strip(": ") in CONTENTS), None
    )
    if len(tails) < 3 or (headed is None and not any(".." in line.text for line in tails)):
        return lines, []
    start = headed if headed is not None else lines.index(tails[0])
    end = max(index for index, line in enumerate(lines) if line.tail)
    gone = [
        line
        for index, line in enumerate(lines)
        if start <= index <= end and (line.tail or index == start or len(tails) > 0.4 * (end - start))
    ]
    kept = [line for line in lines if line not in gone]
    return kept, [
        Furniture(page=line.page, box=line.box, words=fold(line.text), role="contents") for line in gone
    ]


def _with_edges(lines: list[Line]) -> list[Line]:
    """Lines with the right edge of their column where the gutters did not say it."""
    inside: dict[int, list[Line]] = {}
    for line in lines:
        inside.setdefault(line.column, []).append(line)
    own = {column: _find_edge(group) for column, group in inside.items()}
    usual = Counter(round(edge) for edge in own.values() if edge)
    common = float(max(usual, key=lambda edge: (usual[edge], edge), default=0))
    widest = max((line.right for line in lines), default=0.0)
    return [line if line.edge else replace(line, edge=own[line.column] or common or widest) for line in lines]


def _find_edge(lines: Sequence[Line]) -> float:
    """The right edge that several of a column's lines come near; one overlong line sets none."""
    needed = max(FEW_LINES // 2, round(EDGE_SHARE * len(lines)))
    rights = sorted((line.right for line in lines if not line.cells), reverse=True)
    if len(lines) < FEW_LINES or len(rights) < needed:
        return 0.0
    near = EDGE_NEAR * lines[0].size
    return next(
        (
            right
            for i, right in enumerate(rights)
            if i + needed <= len(rights) and right - rights[i + needed - 1] <= near
        ),
        0.0,
    )
