"""Printed lines to paragraphs: across lines, columns and pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from extract.readers.bullets import BY_PLACE
from extract.readers.pdf_lines import MARK_CLOSE, MARK_OPEN, PLAIN_NUMBER, Line

# In units of the letters' size, but where another unit is named.
INDENT = 0.8  # a left edge this far from the paragraph's begins another
MORE_WHITE = 0.16  # white beyond the usual pitch that parts paragraphs, at least 1.8 points
NO_ROOM = 0.15  # room that is none: printed widths are rounded
SLACK = 4.0  # room at a line's end that only a forced break leaves
SAME_EDGE = 2.0  # points by which left edges that agree may differ
USUAL_PITCH = 1.35  # distance of baselines where the document shows none for a size
HEADING_PITCH = 1.5  # at most, between the lines of one heading

RAISED = re.compile(rf"{MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE}")
ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What holds through a document.

    Attributes:
        body: Size of most of its letters, in points.
        pitch: Usual distance of baselines for each size, in points.
        numbered: True where most of its paragraphs bear numbers.
    """

    body: float
    pitch: dict[float, float]
    numbered: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """The layout of a document's lines, in reading order."""
        letters: Counter[float] = Counter()
        steps: dict[float, Counter[float]] = defaultdict(Counter)
        for line in lines:
            letters[_round(line.size)] += len(line.text)
        for line, after in pairwise(lines):
            step = after.base - line.base
            if (
                line.column == after.column
                and _round(line.size) == _round(after.size)
                and 0.8 < step / line.size < 2.7
            ):
                steps[_round(line.size)][round(step * 2) / 2] += 1
        pitch = {size: min(found, key=lambda step: (-found[step], step)) for size, found in steps.items()}
        numbers = sum(1 for line in lines if line.marker[:1].isdigit())
        ends = sum(1 for line in lines if not line.bullet and is_ended(line.text))
        body = max(letters, key=lambda size: (letters[size], size), default=0.0)
        return cls(body=body, pitch=pitch, numbered=numbers > 0.3 * ends)

    def pitch_of(self, line: Line) -> float:
        """Usual distance from a line to the next of its paragraph, in points."""
        return self.pitch.get(_round(line.size), USUAL_PITCH * line.size)

    def stands_out(self, line: Line) -> bool:
        """Holds for a line in a heading's letters: larger than the text's or bold."""
        return line.bold or line.size > 1.08 * self.body


def join_paragraphs(lines: Iterable[Line], layout: Layout) -> list[list[Line]]:
    """Lines in reading order gathered into paragraphs; a table's row stands alone."""
    paragraphs: list[list[Line]] = []
    counted = 0  # the last number without a point that a paragraph bore
    for line in lines:
        line = _settle_marker(paragraphs[-1] if paragraphs else [], line, layout, counted)
        if PLAIN_NUMBER.match(line.marker):
            counted = int(line.marker)
        if paragraphs and _goes_on(paragraphs[-1], line, layout):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def is_ended(text: str) -> bool:
    """Holds for words that end as a sentence, a lead-in or an item does."""
    return bool(ENDED.search(RAISED.sub("", text).rstrip()))


def _settle_marker(paragraph: Sequence[Line], line: Line, layout: Layout, counted: int) -> Line:
    """A line whose dash or number is a word of the running sentence gets it back."""
    if not line.marker:
        return line
    if PLAIN_NUMBER.match(line.marker) and int(line.marker) != counted + 1:
        return _restore(line)
    if line.bullet and line.marker not in BY_PLACE:
        return line
    return _restore(line) if paragraph and _runs_into(paragraph, line, layout) else line


def _runs_into(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Holds where the line stands as the next line of the paragraph would."""
    last = paragraph[-1]
    if last.column != line.column or is_ended(last.text) or not _is_full(last, line):
        return False
    level = abs(line.x - _inner_edge(paragraph)) <= SAME_EDGE or (
        len(paragraph) == 1 and line.x == paragraph[0].x
    )
    return level and line.base - last.base <= layout.pitch_of(line) + _more_white(line)


def _restore(line: Line) -> Line:
    return replace(line, text=f"{line.marker} {line.text}", marker="", bullet=False, text_x=line.x)


def _goes_on(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Holds for a line that belongs to the paragraph before it."""
    last = paragraph[-1]
    if line.cells or last.cells or line.marker or line.tail or last.tail:
        return False
    if abs(line.size - last.size) > 0.06 * max(line.size, last.size):
        return False
    if layout.stands_out(line) and layout.stands_out(last) and line.bold == last.bold:
        return _heading_goes_on(last, line, layout)
    if line.column != last.column:
        return _goes_over(paragraph, line, layout)
    step = line.base - last.base
    if not 0.5 * line.size <= step <= layout.pitch_of(line) + _more_white(line):
        return False
    if line.bold != last.bold and (is_ended(last.text) or not _is_full(last, line)):
        return False
    return _has_shape(paragraph, line)


def _heading_goes_on(last: Line, line: Line, layout: Layout) -> bool:
    """Lines in a heading's letters belong together while they follow closely and no sentence ends."""
    step = line.base - last.base
    if line.column != last.column:
        return not is_ended(last.text) and _is_full(last, line) and len(last.text) > 60
    close = min(layout.pitch_of(line) + _more_white(line), HEADING_PITCH * line.size)
    return 0.5 * line.size <= step <= close and not (is_ended(last.text) and not _is_full(last, line))


def _has_shape(paragraph: Sequence[Line], line: Line) -> bool:
    """Holds where the left edge and the line before leave it in the paragraph."""
    first, last = paragraph[0], paragraph[-1]
    indent = INDENT * line.size
    if len(paragraph) > 1:
        if abs(line.x - last.x) > indent:
            return False
    elif first.marker:  # its second line hangs, or stands below the marker
        if min(abs(line.x - first.text_x), abs(line.x - first.x)) > indent:
            return False
    elif line.x > last.x + indent or (line.x < last.x - indent and not _is_full(last, line)):
        return False
    if _is_full(last, line):
        return True
    return not is_ended(last.text) and _slack(last, line) <= SLACK * line.size


def _goes_over(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Holds for a line at the head of a column or page that goes on with the paragraph before."""
    last = paragraph[-1]
    if layout.stands_out(line) != layout.stands_out(last):
        return False
    if not is_ended(last.text):
        return _is_full(last, line) or line.text[:1].islower()
    if line.text[:1].islower():
        return True
    if not _is_full(last, line):
        return False
    deep = _inner_edge(paragraph) - paragraph[-1].left
    if deep > INDENT * line.size:  # it hangs, as only the paragraph's own lines do
        return abs(line.x - line.left - deep) <= INDENT * line.size
    return layout.numbered and not last.text.endswith(":")


def _inner_edge(paragraph: Sequence[Line]) -> float:
    """Left edge of the lines behind the first."""
    first, last = paragraph[0], paragraph[-1]
    if len(paragraph) > 1:
        return last.text_x
    return first.text_x


def _is_full(last: Line, line: Line) -> bool:
    """Holds for a line that had no room for the first word of the next."""
    return _slack(last, line) <= NO_ROOM * line.size


def _slack(last: Line, line: Line) -> float:
    """Room left at a line's end beyond a space and the next line's first word, in points."""
    return last.edge - last.right - 0.25 * last.size - line.first_word


def _more_white(line: Line) -> float:
    return max(1.8, MORE_WHITE * line.size)


def _round(size: float) -> float:
    return round(size * 2) / 2
