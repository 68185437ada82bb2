"""Paragraphs that no style describes: their bullet, number or weight is typed."""

from collections.abc import Sequence

from extract.readers.bullets import split_bullet, split_letter
from extract.readers.characters import fold
from extract.readers.compose import Piece, split_number

HEADING_LENGTH = 150  # letters of a bold line above which it is a paragraph in bold type
TITLE_WITHIN = 10  # first pieces among which a title stands


def make_plain(words: str, bold: bool, heading: int) -> Piece:
    """The piece of a paragraph by its typed marks.

    Args:
        words: Its words.
        bold: Whether all of them are bold.
        heading: Level of the heading above it; a bold line is one level deeper.
    """
    bullet, rest = split_bullet(words)
    letter, after = split_letter(words)
    if bullet or letter:
        return Piece(kind="item", level=1, marker=letter, words=after if letter else rest)
    number, rest = split_number(words)
    if bold and is_bold_heading(rest):
        return Piece(kind="heading", level=heading + 1, marker=number, words=rest)
    return Piece(kind="paragraph", marker=number, words=rest)


def is_bold_heading(words: str) -> bool:
    """Holds for a line in bold type that is a heading by its length and its end."""
    return (
        len(words) <= HEADING_LENGTH
        and not words.endswith((".", ",", ";", ":"))
        and any(map(str.isalpha, words))
    )


def join_cell(pieces: Sequence[Piece]) -> str:
    """A table cell's pieces on one line; bullets show where its list items begin."""
    marks = [piece.marker or ("•" if piece.kind == "item" else "") for piece in pieces]
    words = (f"{mark} {piece.words}" for mark, piece in zip(marks, pieces, strict=True))
    return fold(" ".join(words)).replace("|", "¦")


def find_title(pieces: Sequence[Piece]) -> str:
    """The first heading of the highest level near the document's head; empty if there is none."""
    near = pieces[:TITLE_WITHIN]
    return next((piece.words for piece in near if piece.kind == "heading" and piece.level == 1), "")
