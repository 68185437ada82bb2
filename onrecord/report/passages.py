"""A document's blocks with its commitments marked in them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from models import Row
from onrecord.tables.records import BlockRow

DEEPEST = 6  # levels of headings that HTML has
TOP = 2  # level of a document's highest heading: the page's own title is above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A commitment, as it is marked in its document.

    Attributes:
        row: The commitment.
        number: Its place among the document's commitments, from 1.
        at: Where it begins, as a share of the whole text from 0 to 1.
    """

    row: Row
    number: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a block that are marked alike.

    Attributes:
        words: The words.
        mark: The commitment that they are part of; the later one where two overlap; ``None`` if none.
        opens: Ids of the commitments that begin with the piece.
        closes: True where ``mark`` ends.
    """

    words: str
    mark: Mark | None = None
    opens: tuple[str, ...] = ()
    closes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One block as it is shown.

    Attributes:
        block: The block.
        depth: Level of its HTML heading; 0 for other blocks.
        pieces: Its words, in order.
        begun: The commitments that begin in it.
        turns: True for the first block of a page.
    """

    block: BlockRow
    depth: int
    pieces: tuple[Piece, ...]
    begun: tuple[Mark, ...]
    turns: bool


def make_marks(rows: Sequence[Row], length: int) -> list[Mark]:
    """The marks of a document of ``length`` characters, in the order of the text."""
    ordered = sorted(rows, key=lambda row: (row.start, row.end))
    return [Mark(row=row, number=n, at=row.start / max(1, length)) for n, row in enumerate(ordered, start=1)]


def make_lines(blocks: Sequence[BlockRow], marks: Sequence[Mark]) -> Iterator[Line]:
    """The blocks of a document as they are shown.

    Args:
        blocks: In reading order.
        marks: In the order of the text.
    """
    starts = [mark.row.start for mark in marks]
    longest = max((mark.row.end - mark.row.start for mark in marks), default=0)
    depth, page = TOP - 1, None
    ranks = rank_levels(blocks)
    for block in blocks:
        near = marks[bisect_left(starts, block.start - longest) : bisect_left(starts, block.end)]
        here = [mark for mark in near if mark.row.end > block.start]
        if block.kind == "heading":
            depth = min(depth + 1, ranks[block.level], DEEPEST)
        yield Line(
            block=block,
            depth=depth if block.kind == "heading" else 0,
            pieces=tuple(cut(block, here)),
            begun=tuple(mark for mark in here if block.start <= mark.row.start),
            turns=block.page is not None and block.page != page,
        )
        page = block.page or page


def rank_levels(blocks: Sequence[BlockRow]) -> dict[int, int]:
    """HTML levels for the levels of a document's headings, without gaps between them."""
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    return {level: rank for rank, level in enumerate(levels, start=TOP)}


def cut(block: BlockRow, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The words of a block, cut where a commitment begins or ends."""
    edges = {block.start, block.end}
    for each in marks:
        edges |= {max(block.start, each.row.start), min(block.end, each.row.end)}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        over = [each for each in marks if each.row.start <= start and end <= each.row.end]
        mark = over[-1] if over else None
        yield Piece(
            words=block.words[start - block.start : end - block.start],
            mark=mark,
            opens=tuple(each.row.commitment_id for each in over if each.row.start == start),
            closes=mark is not None and mark.row.end == end,
        )


def group_lines(lines: Iterator[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines in runs: those of a list together, and the others; with whether they are a list."""
    for is_list, run in groupby(lines, key=lambda line: line.block.kind == "item"):
        yield is_list, list(run)
