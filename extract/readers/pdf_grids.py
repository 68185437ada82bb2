"""Tables without a full grid: known by their rules, by rows that begin level, by short cells in line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.readers.bullets import PLAIN
from extract.readers.pdf_glyphs import PageText, Span
from extract.readers.pdf_lines import NUMBER, PLAIN_NUMBER, Row, group_rows, merge_boxes
from extract.readers.reading import Box

Cells = tuple[tuple[tuple[Span, ...], ...], ...]
"""Rows of cells of spans."""

RULES = 3  # horizontal rules of one width that make a table
RULE_SHARE = 0.35  # of the page's width: shorter ones underline words
SAME_END = 4.0  # points by which the ends of a table's rules may differ
SAME_LEVEL = 2.5  # points by which the baselines of cells that begin level may differ
COLUMN_WHITE = 0.8  # white between columns, in units of the letters' size
CELL_WHITE = 1.5  # the same where nothing else shows that they are columns
ROW_WHITE = 1.35  # white between rows, in line pitches
ROWS = 3
MATCHED = 0.6  # share of the first column's cells that begin level with a cell of the next
SHORT = 0.6  # share of a column's width that the lines of a table of short cells fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on one page: its place, and the spans of each cell of each row."""

    box: Box
    rows: Cells
    row_boxes: tuple[Box, ...]


def find_ruled_rows(page: PageText) -> list[Table]:
    """Tables whose rows are parted by horizontal rules of one width, without uprights."""
    tables: list[Table] = []
    for rules in _group_rules(page):
        inside = [
            span for span in page.spans if rules[0][1] < span.base < rules[-1][1] and _within(span, rules[0])
        ]
        cuts = find_cuts(inside)
        rows = [
            _cells([s for s in inside if above[1] < s.base <= below[1]], cuts)
            for above, below in pairwise(rules)
        ]
        rows = [row for row in rows if any(row)]
        if len(cuts) >= 2 and len(rows) >= 2:
            boxes = tuple(merge_boxes(span.box for cell in row for span in cell) for row in rows)
            tables.append(Table(box=merge_boxes(boxes), rows=tuple(rows), row_boxes=boxes))
    return tables


def find_aligned(rows: Sequence[Row], x0: float, x1: float, needed: int = ROWS) -> Cells:
    """The cells of a table without rulings beside a gutter from ``x0`` to ``x1``; empty for columns of text.

    A table's cells begin level with each other; columns of text break where their own paragraphs do.
    ``needed`` rows must begin level; columns that stand on other pages as well are no proof of either.
    """
    spans = [span for row in rows for span in row.spans]
    cuts = find_cuts(spans)
    left = group_rows([span for span in spans if span.x1 <= x1])
    right = group_rows([span for span in spans if span.x1 > x1])
    if len(cuts) < 2 or not left or not right or _are_side_heads(left, right):
        return ()
    begins = [chunk[0].base for chunk in chunk_rows(left)]
    beside = [chunk[0].base for chunk in chunk_rows(right)]
    level = [base for base in begins if any(abs(base - other) <= SAME_LEVEL for other in beside)]
    if len(level) >= needed and len(level) >= MATCHED * len(begins):
        return _split_rows(spans, cuts, level)
    both = sum(1 for row in rows if row.spans[0].x1 <= x1 < row.spans[-1].x1)
    width = max(1.0, x0 - min(span.x0 for span in spans))
    filling = median(sum(span.x1 - span.x0 for span in row.spans) / width for row in left)
    if both >= 0.8 * len(rows) and len(rows) >= ROWS and filling < SHORT:
        return _split_rows(spans, cuts, [row.base for row in rows])
    return ()


def _are_side_heads(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Holds for headings in the margin: few lines in bold type beside many that are not."""
    bold = all(span.bold for row in left for span in row.spans)
    plain = sum(not span.bold for row in right for span in row.spans)
    return bold and len(left) < 0.35 * len(right) and plain > 0.9 * sum(len(row.spans) for row in right)


def find_tabular(rows: Sequence[Row]) -> dict[int, tuple[tuple[Span, ...], ...]]:
    """Cells of the rows that are a table of short cells: wide white in each, at one place in several."""
    split = [_split_row(row) for row in rows]
    found: dict[int, tuple[tuple[Span, ...], ...]] = {}
    start = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and _lines_up(split[index - 1], split[index]):
            continue
        if index - start >= ROWS and len(split[start]) >= 2:
            found.update({i: split[i] for i in range(start, index)})
        start = index
    return found


def find_cuts(spans: Sequence[Span]) -> list[float]:
    """Left edges of the columns that white parts from top to bottom."""
    cuts: list[float] = []
    reach = float("-inf")
    for span in sorted(spans, key=lambda s: s.x0):
        if span.x0 - reach > COLUMN_WHITE * span.size:
            cuts.append(span.x0)
        reach = max(reach, span.x1)
    return cuts


def chunk_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows parted by white that is wider than between the lines of one paragraph."""
    steps = [after.base - row.base for row, after in pairwise(rows)]
    usual = Counter(round(step * 2) / 2 for step in steps if step > 0.8 * rows[0].size)
    pitch = max(usual, key=lambda step: (usual[step], -step), default=rows[0].size)
    chunks = [[rows[0]]]
    for step, row in zip(steps, rows[1:], strict=True):
        if step > ROW_WHITE * pitch:
            chunks.append([])
        chunks[-1].append(row)
    return chunks


def _group_rules(page: PageText) -> list[list[Box]]:
    """Horizontal rules of one width below each other; pieces of one rule are put together."""
    whole: list[Box] = []
    for line in sorted(page.lines, key=lambda box: (round(box[1]), box[0])):
        if whole and abs(line[1] - whole[-1][1]) < 1.5 and line[0] - whole[-1][2] < SAME_END:
            whole[-1] = merge_boxes((whole[-1], line))
        else:
            whole.append(line)
    groups: list[list[Box]] = []
    for rule in (rule for rule in whole if rule[2] - rule[0] >= RULE_SHARE * page.width):
        fits = (
            groups
            and abs(groups[-1][-1][0] - rule[0]) < SAME_END
            and abs(groups[-1][-1][2] - rule[2]) < SAME_END
        )
        if fits and rule[1] - groups[-1][-1][1] > 2:
            groups[-1].append(rule)
        elif not fits:
            groups.append([rule])
    return [group for group in groups if len(group) >= RULES]


def _within(span: Span, rule: Box) -> bool:
    return rule[0] - SAME_END <= span.x0 and span.x1 <= rule[2] + SAME_END


def _cells(spans: Iterable[Span], cuts: Sequence[float]) -> tuple[tuple[Span, ...], ...]:
    ends = (*cuts[1:], float("inf"))
    kept = list(spans)
    return tuple(
        tuple(span for span in kept if start - 0.5 <= span.x0 < end - 0.5)
        for start, end in zip(cuts, ends, strict=True)
    )


def _split_rows(spans: Sequence[Span], cuts: Sequence[float], begins: Sequence[float]) -> Cells:
    """Rows that begin at the given baselines."""
    ends = (*begins[1:], float("inf"))
    return tuple(
        _cells([s for s in spans if start - SAME_LEVEL <= s.base < end - SAME_LEVEL], cuts)
        for start, end in zip((float("-inf"), *begins[1:]), ends, strict=True)
    )


def _split_row(row: Row) -> tuple[tuple[Span, ...], ...]:
    """A row's spans parted at wide white; whole where a bullet or number opens it."""
    cells: list[list[Span]] = [[row.spans[0]]]
    for last, span in pairwise(row.spans):
        if span.x0 - last.x1 > CELL_WHITE * row.size:
            cells.append([])
        cells[-1].append(span)
    first = cells[0][0].text
    if first.strip(PLAIN) == "" or NUMBER.match(first) or PLAIN_NUMBER.match(first) or len(first) == 1:
        return (row.spans,)
    return tuple(tuple(cell) for cell in cells)


def _lines_up(above: Sequence[Sequence[Span]], below: Sequence[Sequence[Span]]) -> bool:
    """Holds for rows with as many cells that begin, end or are centred at one place."""
    if len(above) != len(below) or len(below) < 2:
        return False
    return all(
        abs(a[0].x0 - b[0].x0) <= SAME_END
        or abs(a[-1].x1 - b[-1].x1) <= SAME_END
        or abs(a[0].x0 + a[-1].x1 - b[0].x0 - b[-1].x1) <= 2 * SAME_END
        for a, b in zip(above, below, strict=True)
    )
