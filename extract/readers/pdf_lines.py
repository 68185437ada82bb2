"""From spans to rows, and from rows to printed lines with their bullets, numbers and note marks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.readers.bullets import BY_PLACE, PLAIN
from extract.readers.pdf_glyphs import Span
from extract.readers.reading import Box

# In units of the letters' size.
ROW_SLIP = 0.2  # how far the baselines of one row may differ
RAISED_AT_MOST = 0.65  # how high above the baseline a note mark may stand
LOWERED_AT_MOST = 0.35
SMALL = 0.8  # a raised letter is smaller than this share of its row
INITIAL = 1.8  # an initial over several lines is larger than the text by this
NEAR = 1.0  # white between a raised mark and the word that it follows
TOUCHING = 0.12  # white between two spans that is no space
HANGING_GAP = 0.45  # white behind a bullet or number that shows that it hangs

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"  # round a raised mark until it is known to call a note
MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|[*†‡§¶]{1,3}|[a-z])[\])]?$")
NUMBER = re.compile(
    r"(?:\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}[.)]?|\((?:[A-Za-z]|([a-z])\1|[ivxlc]{1,6}|\d{1,2})\)"
    r"|(?:[a-z]|[ivxlc]{1,6})\)|(?:[a-hj-z]|[ivx]{1,5}|[A-H])\.)$"
)
PLAIN_NUMBER = re.compile(r"\d{1,3}$")
LEADERS = re.compile(r"(?:\.[ \xa0]?){4,}\s*\d{0,4}$|…{2,}\s*\d{0,4}$")
TAIL_NUMBER = re.compile(r"(?:\d{1,4}|[ivxlc]{1,6})$")
GLUED = re.compile(rf"[{PLAIN}](?=\S)|\d{{1,3}}\.(?=[A-Z“‘])")
OPENING = re.compile(r"[A-Z“‘\"'(\[£\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Spans on one baseline, from left to right."""

    spans: tuple[Span, ...]
    base: float
    size: float

    @property
    def box(self) -> Box:
        """Where it stands."""
        return merge_boxes(span.box for span in self.spans)

    @property
    def words(self) -> str:
        """The words of all spans."""
        return " ".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line of one column.

    Attributes:
        text: Words without the marker; raised marks stand between ``MARK_OPEN`` and ``MARK_CLOSE``.
        marker: Bullet or printed number at its head; empty if none.
        bullet: True where the marker is a bullet.
        x: Left edge, the marker's if there is one.
        text_x: Left edge of the words.
        right: Right edge of the words.
        base: Baseline, from the page's top.
        size: Size of most of its letters.
        bold: True where all of its letters are bold.
        page: Page from 1.
        column: Number of its column, counted through the document.
        left: Left edge of the column.
        edge: Right edge of the column.
        box: Where it stands.
        first_word: Width of its first word: what the line before had no room for.
        tail: True where a number stands far behind the words, as in a table of contents.
        cells: Words of the cells, for a line that is a row of a table.
    """

    text: str
    marker: str = ""
    bullet: bool = False
    x: float
    text_x: float
    right: float
    base: float
    size: float
    bold: bool
    page: int
    column: int
    left: float
    edge: float
    box: Box
    first_word: float = 0.0
    tail: bool = False
    cells: tuple[str, ...] = ()


def merge_boxes(boxes: Iterable[Box]) -> Box:
    """The smallest box round boxes, of which there must be one."""
    sides = list(zip(*boxes, strict=True))
    return (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


def group_rows(spans: Sequence[Span]) -> list[Row]:
    """Rows from top to bottom; small raised or lowered spans join the row that they belong to."""
    groups: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: (s.base, s.x0)):
        if groups and span.base - groups[-1][0].base <= ROW_SLIP * max(span.size, groups[-1][0].size):
            groups[-1].append(span)
        else:
            groups.append([span])
    _attach_raised(groups)
    return [_make_row(group) for group in groups if group]


def join_initials(spans: Sequence[Span]) -> list[Span]:
    """Large initials over several lines go to the word that they begin; the lines beside reach below them."""
    joined = list(spans)
    for initial in [span for span in spans if len(span.text) == 1 and span.text.isupper()]:
        beside = [
            span
            for span in joined
            if INITIAL * span.size < initial.size
            and -0.2 * span.size < span.x0 - initial.x1 < NEAR * span.size
            and initial.top < span.base < initial.base + ROW_SLIP * span.size
        ]
        if len(beside) >= 2:
            first = min(beside, key=lambda span: span.base)
            letters = {id(span): initial.text if span is first else "" for span in beside}
            joined = [
                replace(span, text=letters[id(span)] + span.text, x0=initial.x0)
                if id(span) in letters
                else span
                for span in joined
                if span is not initial
            ]
    return joined


def make_line(row: Row, page: int, column: int, left: float, edge: float) -> Line:
    """A row's words as one line, its marker apart; ``left`` and ``edge`` bound its column."""
    size = _main_size(row.spans)
    marker, bullet, spans = _split_marker(row.spans, size)
    text = _join(spans, row.base, size)
    solid = [span for span in spans if not _is_raised(span, row.base, size)] or list(spans)
    return Line(
        text=text,
        marker=marker,
        bullet=bullet,
        x=row.spans[0].x0,
        text_x=spans[0].x0,
        right=spans[-1].x1,
        base=row.base,
        size=size,
        bold=all(span.bold for span in solid if any(map(str.isalnum, span.text)))
        and any(s.bold for s in solid),
        page=page,
        column=column,
        left=left,
        edge=edge,
        box=row.box,
        first_word=spans[0].word_end - spans[0].x0,
        tail=_has_tail(spans, size),
    )


def _has_tail(spans: Sequence[Span], size: float) -> bool:
    if LEADERS.search(spans[-1].text):
        return True
    far = len(spans) > 1 and spans[-1].x0 - spans[-2].x1 > 2 * size
    return far and bool(TAIL_NUMBER.match(spans[-1].text))


def _attach_raised(groups: list[list[Span]]) -> None:
    for index, group in enumerate(groups):
        for span in list(group):
            target = _find_row_of(span, groups, index)
            if target is not None:
                group.remove(span)
                groups[target].append(span)


def _find_row_of(span: Span, groups: Sequence[Sequence[Span]], index: int) -> int | None:
    """The neighbouring row that a small span is raised above or lowered below."""
    for other in (index + 1, index - 1, index + 2, index - 2):
        if not 0 <= other < len(groups):
            continue
        for main in groups[other]:
            height = main.base - span.base
            level = -LOWERED_AT_MOST * main.size <= height <= RAISED_AT_MOST * main.size
            near = (
                -0.5 * main.size <= span.x0 - main.x1 <= NEAR * main.size
                or 0 <= main.x0 - span.x1 <= NEAR * main.size
            )
            if span.size <= SMALL * main.size and level and near:
                return other
    return None


def _make_row(spans: list[Span]) -> Row:
    ordered = tuple(sorted(spans, key=lambda s: (s.x0, s.x1)))
    size = _main_size(ordered)
    base = median(span.base for span in ordered if span.size > 0.9 * size)
    return Row(spans=ordered, base=base, size=size)


def _main_size(spans: Sequence[Span]) -> float:
    """Size of most letters."""
    weights: dict[float, int] = {}
    for span in spans:
        weights[span.size] = weights.get(span.size, 0) + len(span.text)
    return max(weights, key=lambda size: (weights[size], size))


def _is_raised(span: Span, base: float, size: float) -> bool:
    return span.size <= SMALL * size and base - span.base > 0.15 * size


def _split_marker(spans: Sequence[Span], size: float) -> tuple[str, bool, tuple[Span, ...]]:
    """The bullet or number at a line's head, whether it is a bullet, and the spans of the words.

    A number needs white behind it that hangs, or its point; a dash needs white.
    """
    first, rest = spans[0], tuple(spans[1:])
    gap = (rest[0].x0 - first.x1) / size if rest else 0.0
    if rest and first.text.strip(PLAIN) == "":
        return first.text, True, rest
    if rest and gap >= HANGING_GAP and len(first.text) == 1 and first.text in BY_PLACE + "\u00ad":
        return first.text, True, rest
    if rest and (NUMBER.match(first.text) or (gap >= HANGING_GAP and PLAIN_NUMBER.match(first.text))):
        return first.text, False, rest
    return _split_inner_marker(first, rest)


def _split_inner_marker(first: Span, rest: tuple[Span, ...]) -> tuple[str, bool, tuple[Span, ...]]:
    """A marker that only a space parts from the words of its span."""
    head, _, words = first.text.partition(" ")
    words = words.lstrip()
    bullet = bool(head) and head.strip(PLAIN) == ""
    if bullet and not words and rest:
        return head, True, rest
    numbered = NUMBER.match(head) and (head.endswith(")") or OPENING.match(words))
    if words and (bullet or numbered):
        return head, bullet, (_cut(first, words), *rest)
    if glued := GLUED.match(first.text):
        return glued[0], not glued[0][0].isdigit(), (_cut(first, first.text[glued.end() :].lstrip()), *rest)
    return "", False, (first, *rest)


def _cut(span: Span, words: str) -> Span:
    """The span's end, with a left edge by the share of its letters."""
    share = 1 - len(words) / len(span.text)
    return Span(
        text=words,
        x0=span.x0 + share * (span.x1 - span.x0),
        x1=span.x1,
        top=span.top,
        bottom=span.bottom,
        base=span.base,
        size=span.size,
        bold=span.bold,
        word_end=span.x0 + (share + len(words.split(" ", 1)[0]) / len(span.text)) * (span.x1 - span.x0),
    )


def _join(spans: Sequence[Span], base: float, size: float) -> str:
    parts: list[str] = []
    for index, span in enumerate(spans):
        raised = _is_raised(span, base, size) and bool(MARK.match(span.text))
        if index and span.x0 - spans[index - 1].x1 > TOUCHING * size and not raised:
            parts.append(" ")
        parts.append(f"{MARK_OPEN}{span.text}{MARK_CLOSE}" if raised else span.text)
    return "".join(parts)
