"""Which recommendations stand over each block: those its headings name, one or many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from link.numbers import Mention, find_label, find_row_label
from link.passages import Passages
from models import Block, Document

# An item or paragraph that is labelled "Recommendation 7: ..." stands as a heading half a level below
# the heading above it: any heading of that level ends it, a deeper one does not.
HALF = 0.5
LABEL = 400  # code points of a block that are searched for a label


@dataclass(frozen=True, slots=True)
class Cited:
    """A recommendation that a text cites by number.

    Attributes:
        place: Place of the recommendation on the shelf.
        clear: False when the number could be another report's as well.
        words: The words that cite it.
        together: True when the same words cite a few others with it: "Recommendations 3 and 4".
    """

    place: int
    clear: bool
    words: str
    together: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands over a block.

    Attributes:
        cited: Recommendations that headings or labels cite by number.
        named: Recommendations that an unnumbered heading, or a row's first cell, names by its words.
        heading: These words.
    """

    cited: tuple[Cited, ...] = ()
    named: tuple[int, ...] = ()
    heading: str = ""


@dataclass(slots=True)
class _Open:
    """A heading or a run of labels whose section is still open."""

    level: float
    standing: Standing
    run: bool = field(default=False)


Resolve = Callable[[Mention, int, str], Sequence[Cited]]


def find_standings(
    document: Document, passages: Passages, resolve: Resolve, plain: Callable[[str], object]
) -> list[Standing]:
    """What stands over each block of a document, in order.

    Several labels in a row stand together over all that follows, up to the next heading of the level
    above them.

    Args:
        document: The document.
        passages: Its passages.
        resolve: Gives the recommendations of a mention in a block with the block's index and words.
        plain: True for a heading that only says which part of an answer follows.
    """
    open_sections: list[_Open] = []
    standings: list[Standing] = []
    header = ""
    for index, block in enumerate(document.blocks):
        if block.kind == "row":
            header = header or document.words(block)
            standings.append(_row(document, passages, index, header, resolve) or _over(open_sections))
            continue
        header = ""
        own = _read_label(document, index, block, resolve)
        if block.kind == "heading" and not own:
            _close(open_sections, document, block, plain)
            _open_named(open_sections, passages, index, block)
        elif own:
            _open_cited(open_sections, document, block, own)
        elif open_sections:
            open_sections[-1].run = False
        standings.append(Standing(cited=own) if own else _over(open_sections))
    return standings


def find_openings(document: Document, plain: Callable[[str], object]) -> list[int]:
    """The block that opens the section of each block: the last heading that is more than a plain one."""
    opening, openings = 0, []
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" and not plain(document.words(block)):
            opening = index
        openings.append(opening)
    return openings


def _read_label(document: Document, index: int, block: Block, resolve: Resolve) -> tuple[Cited, ...]:
    words = document.text[block.start : min(block.end, block.start + LABEL)]
    label = find_label(words, heading=block.kind == "heading") if block.kind != "question" else None
    return tuple(resolve(label, index, words)) if label else ()


def _row(
    document: Document, passages: Passages, index: int, header: str, resolve: Resolve
) -> Standing | None:
    """What the first cell of a table's row says of the others."""
    words = document.words(document.blocks[index])
    if label := find_row_label(words[:LABEL], header):
        return Standing(cited=tuple(resolve(label, index, words)))
    cell = next((cell.strip() for cell in words.split("|") if cell.strip()), "")
    named = passages.named_in(cell)
    return Standing(named=named, heading=cell) if named else None


def _close(
    open_sections: list[_Open], document: Document, block: Block, plain: Callable[[str], object]
) -> None:
    if open_sections and open_sections[-1].standing.cited and plain(document.words(block)):
        open_sections[-1].run = False
        return
    while open_sections and open_sections[-1].level >= block.level:
        open_sections.pop()
    if open_sections:
        open_sections[-1].run = False


def _open_named(open_sections: list[_Open], passages: Passages, index: int, block: Block) -> None:
    named = tuple(dict.fromkeys(place for passage in passages.of(index) for place in passage.named))
    if named and (index or len(named) == 1):  # a document's first heading that names several sums it up
        heading = " ".join(passage.text for passage in passages.of(index))
        open_sections.append(_Open(block.level, Standing(named=named, heading=heading)))


def _open_cited(open_sections: list[_Open], document: Document, block: Block, own: tuple[Cited, ...]) -> None:
    above = document.blocks[block.headings[-1]].level if block.headings else 0
    level = float(block.level) if block.kind == "heading" else above + HALF
    if open_sections and open_sections[-1].run:
        top = open_sections[-1]
        old = tuple(c for c in top.standing.cited if c.place not in {new.place for new in own})
        top.standing = Standing(cited=old + own)
        return
    while open_sections and open_sections[-1].level >= level:
        open_sections.pop()
    open_sections.append(_Open(level, Standing(cited=own), run=True))


def _over(open_sections: Sequence[_Open]) -> Standing:
    """The innermost numbers, and the innermost words below them."""
    named: tuple[int, ...] = ()
    heading = ""
    for section in reversed(open_sections):
        if section.standing.cited:
            return Standing(cited=section.standing.cited, named=named, heading=heading)
        if not named:
            named, heading = section.standing.named, section.standing.heading
    return Standing(named=named, heading=heading)
