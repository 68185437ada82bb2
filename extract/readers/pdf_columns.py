"""Reading order: where the gutters of a page run, and which stretch is read before which."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.readers.pdf_glyphs import Span
from extract.readers.pdf_grids import Cells, chunk_rows, find_aligned
from extract.readers.pdf_lines import Row, group_rows

GUTTER = 0.8  # narrowest gutter, in units of the letters' size
ROWS = 3  # rows on either side that make a column
NARROWEST = 60.0  # points: what is narrower is no column but numbers, bullets or dates
NARROWEST_SHARE = 0.15  # of the width of what is divided
SAME_EDGE = 3.0  # points by which the left edges of a column's lines may differ
APART = 2.6  # distance of baselines that parts what stands below the columns, in units of the letters' size
WIDE_GUTTER = 72.0  # points: what stands on either side of more white is no running text but a letter's head
SIDE_NOTES = 0.35  # a left column with fewer lines than this share of the right one's holds side heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch of a page that is read from top to bottom.

    Attributes:
        rows: Its rows; a gutter parts none of them.
        left: Left edge of its column; 0 where the page's own is meant.
        edge: Right edge that its lines may reach; 0 where the page's own is meant.
        table: Rows of cells of a table without rulings; empty for text.
    """

    rows: tuple[Row, ...]
    left: float = 0.0
    edge: float = 0.0
    table: Cells = ()


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White from ``x0`` to ``x1`` beside the rows from ``first`` to ``last``."""

    x0: float
    x1: float
    first: int
    last: int


def find_regions(spans: Sequence[Span], known: Sequence[float] = ()) -> tuple[list[Region], list[float]]:
    """The regions of a page in reading order: columns from left to right between what spans them.

    Args:
        spans: The page's words.
        known: Left edges of columns on other pages: one row shows a column that begins there.

    Returns:
        The regions, and the left edges of the columns that were found.
    """
    divider = _Divider(known=tuple(known))
    regions = divider.divide(group_rows(spans), 0.0, 0.0)
    return regions, divider.edges


@dataclass(slots=True)
class _Divider:
    """Divides rows at gutters, outermost first.

    Attributes:
        known: Left edges of columns on other pages.
        edges: Left edges of the columns found.
    """

    known: tuple[float, ...]
    edges: list[float] = field(default_factory=list)

    def divide(self, rows: list[Row], start: float, edge: float) -> list[Region]:
        """Regions of rows whose column reaches from ``start`` to ``edge``; 0 stands for the page's own."""
        gutter = _find_gutter(rows, self.known)
        if gutter is None:
            return [Region(rows=tuple(rows), left=start, edge=edge)] if rows else []
        self.edges.append(gutter.x1 + 0.5)
        above, inside, below = (
            rows[: gutter.first],
            rows[gutter.first : gutter.last + 1],
            rows[gutter.last + 1 :],
        )
        return [
            *self.divide(above, start, edge),
            *self._columns(inside, gutter, start, edge),
            *self.divide(below, start, edge),
        ]

    def _columns(self, rows: list[Row], gutter: _Gutter, start: float, edge: float) -> list[Region]:
        table = find_aligned(
            rows, gutter.x0, gutter.x1, 1 if _is_known(gutter.x1 + 0.5, self.known) else ROWS
        )
        if table:
            return [Region(rows=tuple(rows), left=start, edge=edge, table=table)]
        left = group_rows([span for row in rows for span in row.spans if span.x1 <= gutter.x1])
        right = group_rows([span for row in rows for span in row.spans if span.x1 > gutter.x1])
        if len(left) < SIDE_NOTES * len(right) and _extent(left) < 0.5 * _extent(right):
            return self._interleave(left, right, gutter, edge)
        room = max(gutter.x0, gutter.x1 - WIDE_GUTTER)
        return [*self.divide(left, start, room), *self.divide(right, gutter.x1, edge)]

    def _interleave(self, left: list[Row], right: list[Row], gutter: _Gutter, edge: float) -> list[Region]:
        """Side heads before the text that they stand beside."""
        regions: list[Region] = []
        blocks = chunk_rows(left)
        for block, follows in zip(blocks, [*blocks[1:], None], strict=True):
            top = block[0].base - block[0].size
            bottom = follows[0].base - follows[0].size if follows else float("inf")
            if not regions and (before := [row for row in right if row.base < top]):
                regions += self.divide(before, gutter.x1, edge)
            regions.append(Region(rows=tuple(block), edge=gutter.x0))
            regions += self.divide([row for row in right if top <= row.base < bottom], gutter.x1, edge)
        return regions


def _find_gutter(rows: Sequence[Row], known: Sequence[float]) -> _Gutter | None:
    """The gutter beside most rows, the leftmost of those that are about as long."""
    edges = sorted({*_find_edges(rows), *known})
    found = [g for x in edges if (g := _measure(rows, x, known)) is not None]
    if not found:
        return None
    longest = max(gutter.last - gutter.first for gutter in found)
    best = min((g for g in found if g.last - g.first >= 0.9 * longest), key=lambda g: (g.x1, g.first))
    return _lengthen(rows, best)


def _lengthen(rows: Sequence[Row], gutter: _Gutter) -> _Gutter:
    """The gutter past rows on its right that begin further left than most, as those of a broken item do."""
    first, last, x1 = gutter.first, gutter.last, gutter.x1
    while first and (start := _start_beside(rows[first - 1], gutter)):
        first, x1 = first - 1, min(x1, start - 0.5)
    while last + 1 < len(rows) and (start := _start_beside(rows[last + 1], gutter)):
        last, x1 = last + 1, min(x1, start - 0.5)
    return _Gutter(x0=gutter.x0, x1=x1, first=first, last=last)


def _start_beside(row: Row, gutter: _Gutter) -> float:
    """Left edge of a row's words on the right of a gutter; 0 where there are none or one crosses it."""
    strip = gutter.x0 + GUTTER * row.size
    if any(span.x0 < strip and span.x1 > gutter.x0 + 1 for span in row.spans):
        return 0.0
    return min((span.x0 for span in row.spans if span.x0 >= strip), default=0.0)


def _find_edges(rows: Sequence[Row]) -> list[float]:
    """Left edges at which several lines begin behind white."""
    starts = sorted(span.x0 for row in rows for span in row.spans)
    edges: list[float] = []
    index = 0
    while index < len(starts):
        group = [x for x in starts[index:] if x - starts[index] <= SAME_EDGE]
        if len(group) >= ROWS:
            edges.append(group[0])
        index += len(group)
    return edges


def _measure(rows: Sequence[Row], x: float, known: Sequence[float]) -> _Gutter | None:
    """The longest stretch of rows that leave white to the left of ``x`` with columns on either side."""
    best: _Gutter | None = None
    first = 0
    for index in range(len(rows) + 1):
        if index < len(rows) and not _crosses(rows[index], x):
            continue
        gutter = _check(rows, x, range(first, index), known)
        if gutter and (best is None or gutter.last - gutter.first > best.last - best.first):
            best = gutter
        first = index + 1
    return best


def _crosses(row: Row, x: float) -> bool:
    return any(span.x0 < x - 1 and span.x1 > x - GUTTER * min(row.size, span.size) for span in row.spans)


def _check(rows: Sequence[Row], x: float, inside: range, known: Sequence[float]) -> _Gutter | None:
    """The gutter to the left of ``x`` beside some rows, if both sides are columns."""
    right = [i for i in inside if any(s.x0 >= x - 1 for s in rows[i].spans)]
    left = [i for i in inside if any(s.x1 < x for s in rows[i].spans)]
    needed = 1 if _is_known(x, known) else ROWS
    if len(right) < needed or len(left) < needed:
        return None
    end = max(s.x1 for i in left for s in rows[i].spans if s.x1 < x)
    start = min((edge for edge in known if end < edge <= x), default=x)
    last = right[-1] if start - end > WIDE_GUTTER else _trim(rows, left, right)
    left_spans = [s for i in left if i <= last for s in rows[i].spans if s.x1 < x]
    right_spans = [s for i in right for s in rows[i].spans if s.x0 >= x - 1]
    if not left_spans:
        return None
    whole = max(s.x1 for s in right_spans) - min(s.x0 for s in left_spans)
    narrow = max(NARROWEST, NARROWEST_SHARE * whole)
    if _width(left_spans) < narrow or _width(right_spans) < narrow:
        return None
    return _Gutter(x0=max(s.x1 for s in left_spans), x1=start - 0.5, first=min(left[0], right[0]), last=last)


def _trim(rows: Sequence[Row], left: Sequence[int], right: Sequence[int]) -> int:
    """Last row beside the gutter: lines on the left that stand apart below the right column are not."""
    last = right[-1]
    for index in left:
        if index > last:
            if rows[index].base - rows[index - 1].base > APART * rows[index].size:
                break
            last = index
    return last


def _is_known(x: float, known: Sequence[float]) -> bool:
    return any(abs(x - other) <= SAME_EDGE for other in known)


def _width(spans: Sequence[Span]) -> float:
    return max(span.x1 for span in spans) - min(span.x0 for span in spans)


def _extent(rows: Sequence[Row]) -> float:
    return _width([span for row in rows for span in row.spans])
