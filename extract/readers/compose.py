"""From the pieces that a reader found to canonical text, blocks and places.

Blocks stand apart by a blank line; the items of one list and the rows of one table follow each other
line by line. Bullets, indents, printed numbers and a row's outer bars are in the text but outside the
blocks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extract.readers.reading import Box, Place
from models import Block, BlockKind

PRINTED_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})+[.)]?(?=\s+[A-Z“‘\"'(\[£])|\d{1,3}[.)](?=\s+\S))\s+"
)


RUN_TOGETHER = re.compile(r"(?<=[.;:])\s+[-–•]\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line of a piece: where its words begin in the piece, and where they stand."""

    start: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block before it has its place in the canonical text.

    Attributes:
        kind: What it is.
        words: Its words on one line, without bullet and number; a row's cells stand between bars.
        level: Heading level or list depth from 1; 0 for other kinds.
        marker: Printed number with its point or brackets: ``"47."``, ``"(a)"``; empty for a bullet.
        page: Page from 1 on which it begins.
        anchor: Element id; empty if none.
        box: Where it stands on its first page.
        lines: Its printed lines, in order.
    """

    kind: BlockKind
    words: str
    level: int = 0
    marker: str = ""
    page: int | None = None
    anchor: str = ""
    box: Box | None = None
    lines: tuple[Line, ...] = ()


def compose(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...], tuple[Place, ...]]:
    """Canonical text, blocks and places of the pieces, in their order."""
    parts: list[str] = []
    blocks: list[Block] = []
    places: list[Place] = []
    length = 0
    before: Piece | None = None
    for piece in chain.from_iterable(map(_split_item, pieces)):
        head = _separator(before, piece) + _printed_head(piece)
        start = length + len(head)
        tail = " |" if piece.kind == "row" else ""
        parts += [head, piece.words, tail]
        length = start + len(piece.words) + len(tail)
        blocks.append(_block(piece, start))
        places += _places(piece, start)
        before = piece
    return "".join([*parts, "\n" if parts else ""]), tuple(blocks), tuple(places)


def split_number(words: str) -> tuple[str, str]:
    """A printed paragraph number such as ``47.`` or ``2.3``, if there is one, and the words behind it."""
    found = PRINTED_NUMBER.match(words)
    return (found["number"], words[found.end() :]) if found else ("", words)


def _split_item(piece: Piece) -> Iterator[Piece]:
    """Two list items that ran together on one line: "... as needed. - We will also ..."."""
    found = RUN_TOGETHER.search(piece.words) if piece.kind == "item" else None
    if not found:
        yield piece
        return
    before = [line for line in piece.lines if line.start < found.start()]
    after = [replace(line, start=max(0, line.start - found.end())) for line in piece.lines[len(before) - 1 :]]
    yield replace(piece, words=piece.words[: found.start()], lines=tuple(before))
    rest = replace(piece, words=piece.words[found.end() :], marker="", lines=tuple(after if before else ()))
    yield from _split_item(rest)


def _separator(before: Piece | None, piece: Piece) -> str:
    if before is None:
        return ""
    listed = before.kind == piece.kind and piece.kind in ("item", "row")
    return "\n" if listed else "\n\n"


def _printed_head(piece: Piece) -> str:
    if piece.kind == "row":
        return "| "
    if piece.kind == "item":
        return "  " * (piece.level - 1) + (piece.marker or "-") + " "
    return f"{piece.marker} " if piece.marker else ""


def _block(piece: Piece, start: int) -> Block:
    return Block(
        kind=piece.kind,
        start=start,
        end=start + len(piece.words),
        level=piece.level,
        number=piece.marker.strip("().:[]"),
        page=piece.page,
        anchor=piece.anchor,
        box=piece.box,
    )


def _places(piece: Piece, start: int) -> list[Place]:
    ends = [line.start for line in piece.lines[1:]] + [len(piece.words)]
    return [
        Place(start=start + line.start, end=start + end, page=line.page, box=line.box)
        for line, end in zip(piece.lines, ends, strict=False)
        if end > line.start
    ]
