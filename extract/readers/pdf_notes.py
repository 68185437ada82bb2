"""Footnotes: told from the text above them, and their marks taken out of the sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.readers.pdf_lines import MARK_CLOSE, MARK_OPEN, Line
from extract.readers.reading import Box

SMALLER = 0.94  # a footnote's letters are smaller than this share of the text's
SHORT_RULE = 0.6  # a rule above footnotes is shorter than this share of the page's width
LOWER_PART = 0.35  # share of the page's height above which nothing is a footnote
MARK_AT_HEAD = re.compile(
    rf"{MARK_OPEN}(?P<raised>[^{MARK_CLOSE}]+){MARK_CLOSE}\s*|(?P<plain>\d{{1,3}}|[*†‡§]{{1,3}})\s+(?=\S)"
)
RAISED = re.compile(rf"(?P<before>\S*)\s?{MARK_OPEN}(?P<mark>[^{MARK_CLOSE}]*){MARK_CLOSE}")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS = frozenset(("m", "km", "cm", "mm", "ft", "in", "mi", "yd"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: its mark and its lines."""

    mark: str
    lines: tuple[Line, ...]


def split_notes(
    lines: Sequence[Line], rules: Sequence[Box], body: float, page_size: tuple[float, float]
) -> tuple[list[Line], list[Line]]:
    """The lines of one page's text, and those of its footnotes, column by column.

    Args:
        lines: The page's lines in reading order.
        rules: Its drawn horizontal lines.
        body: Size of the document's text.
        page_size: The page's width and height in points.
    """
    text: list[Line] = []
    notes: list[Line] = []
    for column in dict.fromkeys(line.column for line in lines):
        inside = [line for line in lines if line.column == column]
        start = _find_start(inside, rules, body, page_size)
        text += inside[:start]
        notes += inside[start:]
    return text, notes


def join_notes(lines: Iterable[Line]) -> list[Note]:
    """Footnotes from their lines; a line without a mark goes on with the note before it."""
    notes: list[Note] = []
    for line in lines:
        mark, line = _split_mark(line)
        if mark or not notes:
            notes.append(Note(mark=mark, lines=(line,)))
        else:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
    return notes


def drop_marks(text: str, marks: frozenset[str]) -> str:
    """A line without the raised marks that call a note; raised figures of units stay.

    Args:
        text: The line, raised marks between their signs.
        marks: Marks of the notes of the document.
    """

    def settle(found: re.Match[str]) -> str:
        before, mark = found["before"], found["mark"]
        called = {part for part in re.split(r"[,\s\[\]()–-]+", mark) if part}
        if called & marks:
            return before
        if not mark.isdigit():
            return before + mark
        word = re.split(r"[\W\d_]+", before)[-1] if before else ""
        return before + mark.translate(SUPERSCRIPTS) if word in UNITS or not before else before

    return RAISED.sub(settle, text)


def _find_start(
    lines: Sequence[Line], rules: Sequence[Box], body: float, page_size: tuple[float, float]
) -> int:
    """Index of the first footnote line of a column; its length if it has none.

    Small letters are a footnote's only below larger ones or a rule: an annex may be small throughout.
    """
    width, height = page_size
    start = len(lines)
    while start and _is_small(lines[start - 1], body) and lines[start - 1].base > LOWER_PART * height:
        start -= 1
    stands_out = any(not _is_small(line, body) and not line.bold for line in lines[:start])
    for index in range(start, len(lines)):
        if _below_rule(lines, index, rules, width) or (stands_out and _has_mark(lines[index])):
            return index
    return _find_below_rule(lines, rules, page_size)


def _find_below_rule(lines: Sequence[Line], rules: Sequence[Box], page_size: tuple[float, float]) -> int:
    """Footnotes in letters as large as the text's: a mark below a short rule in the page's lower part."""
    width, height = page_size
    for index, line in enumerate(lines):
        if line.base > LOWER_PART * height and _has_mark(line) and _below_rule(lines, index, rules, width):
            return index
    return len(lines)


def _is_small(line: Line, body: float) -> bool:
    return line.size <= SMALLER * body and not line.cells


def _has_mark(line: Line) -> bool:
    return (
        bool(MARK_AT_HEAD.match(line.text)) or line.marker.rstrip(".").isdigit() or line.marker in ("*", "†")
    )


def _below_rule(lines: Sequence[Line], index: int, rules: Sequence[Box], width: float) -> bool:
    line = lines[index]
    above = lines[index - 1].base if index else line.base - 3 * line.size
    under = above + 0.3 * line.size  # an underlined line's own rule stands nearer
    return any(
        under <= top <= line.base - 0.5 * line.size
        and x1 - x0 < SHORT_RULE * width
        and abs(x0 - line.x) < 2 * line.size
        for x0, top, x1, _ in rules
    )


def _split_mark(line: Line) -> tuple[str, Line]:
    """The mark at a note's head and the line without it."""
    if line.marker:
        return line.marker.rstrip(".)"), line
    found = MARK_AT_HEAD.match(line.text)
    if not found:
        return "", line
    mark = (found["raised"] or found["plain"]).strip("[]() ")
    return mark, replace(line, text=line.text[found.end() :])
