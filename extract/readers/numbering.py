"""Printed numbers: of paragraphs that are counted through a document, or of the items of one list."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from extract.readers.compose import Piece

DECIMAL = re.compile(r"(\d{1,3})[.)]?$")
ROMAN = {
    "m": 1000,
    "cm": 900,
    "d": 500,
    "cd": 400,
    "c": 100,
    "xc": 90,
    "l": 50,
    "xl": 40,
    "x": 10,
    "ix": 9,
    "v": 5,
    "iv": 4,
    "i": 1,
}


def settle_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """Items whose numbers run on past a heading become paragraphs, counted paragraphs under a lead-in items.

    Word processors and browsers number both alike; what tells them apart is that a list ends where
    the next matter begins, and that a lead-in with a colon opens it.
    """
    settled = list(pieces)
    runs = _find_runs(settled)
    counted = _find_counted(settled, runs)
    for index, run in enumerate(runs):
        if index in counted and settled[run[0]].kind == "item":
            _turn(settled, run, "paragraph")
        elif index not in counted and settled[run[0]].kind == "paragraph" and _is_led_in(settled, run):
            _turn(settled, run, "item")
    return settled


def shift_headings(pieces: Sequence[Piece], titled: bool) -> list[Piece]:
    """Headings one level deeper where the document has a title above them."""
    first = next((i for i, piece in enumerate(pieces) if piece.kind == "heading"), -1)
    return [
        replace(piece, level=piece.level + 1)
        if titled and piece.kind == "heading" and index != first
        else piece
        for index, piece in enumerate(pieces)
    ]


def format_number(value: int, style: str) -> str:
    """A list number as printed: style ``1``, ``a``, ``A``, ``i`` or ``I``, as in HTML's ``type``."""
    if style in "aA" and value > 0:
        letters = ""
        while value:
            value, place = divmod(value - 1, 26)
            letters = chr(ord("a") + place) + letters
        return letters if style == "a" else letters.upper()
    if style in "iI" and 0 < value < 4000:
        roman = _roman(value)
        return roman if style == "i" else roman.upper()
    return str(value)


def _roman(value: int) -> str:
    letters = ""
    for letter, size in ROMAN.items():
        count, value = divmod(value, size)
        letters += letter * count
    return letters


def _find_runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """Indexes of pieces that count on by one, broken at each heading."""
    runs: list[list[int]] = []
    open_run = False
    for index, piece in enumerate(pieces):
        if piece.kind == "heading":
            open_run = False
        elif _number(piece) >= 0:
            if open_run and _number(pieces[runs[-1][-1]]) + 1 == _number(piece):
                runs[-1].append(index)
            else:
                runs.append([index])
            open_run = True
    return runs


def _number(piece: Piece) -> int:
    """The decimal number of an outermost item or a paragraph; -1 if it has none."""
    found = DECIMAL.match(piece.marker)
    return int(found[1]) if found and piece.level <= 1 and piece.kind in ("item", "paragraph") else -1


def _find_counted(pieces: Sequence[Piece], runs: Sequence[Sequence[int]]) -> set[int]:
    """Which runs count on from a run before them, or are counted on by a later one."""
    counted: set[int] = set()
    ended: dict[int, int] = {}  # the number that would count on: the latest run that ended before it
    for index, run in enumerate(runs):
        earlier = ended.get(_number(pieces[run[0]]))
        if earlier is not None:
            counted |= {earlier, index}
        ended[_number(pieces[run[-1]]) + 1] = index
    return counted


def _is_led_in(pieces: Sequence[Piece], run: Sequence[int]) -> bool:
    first = run[0]
    return (
        len(run) > 1 and _number(pieces[first]) == 1 and first > 0 and pieces[first - 1].words.endswith(":")
    )


def _turn(pieces: list[Piece], run: Sequence[int], kind: Literal["paragraph", "item"]) -> None:
    """Make the run's pieces paragraphs or items; the items that hang on them move by one level."""
    deeper = 1 if kind == "item" else -1
    for index in _hanging(pieces, run, kind):
        pieces[index] = replace(pieces[index], level=max(1, pieces[index].level + deeper))
    for index in run:
        pieces[index] = replace(pieces[index], kind=kind, level=int(kind == "item"))


def _hanging(pieces: Sequence[Piece], run: Sequence[int], kind: str) -> list[int]:
    """Indexes of the items that hang on a run; behind its last item a paragraph ends a list."""
    inside, index = [], run[0] + 1
    while index < len(pieces) and pieces[index].kind != "heading":
        listed = pieces[index].kind == "item"
        if index > run[-1] and (_number(pieces[index]) >= 0 or (kind == "item" and not listed)):
            break
        if index not in run and listed:
            inside.append(index)
        index += 1
    return inside
