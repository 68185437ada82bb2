"""The first pass over a PDF: every page's letters with their boxes and fonts, as spans, and its rulings."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.readers.reading import Box

if TYPE_CHECKING:
    import pypdfium2

BOLD_NAME = re.compile(r"bold|black|heavy|demi|semib|extrab|(?:^|[-,])bd\b", re.I)
# All lengths below are in units of the letters' size.
WORD_GAP = 0.19  # white between two letters that is a space though none is written
HINTED_GAP = 0.08  # the same where PDFium holds it for a space too
FEW_LETTERS = 5  # letters below which it does not show whether they are set wide
SPAN_GAP = 0.75  # white that ends a span: it may be a gutter, a table's or a hanging number's
BASELINE_SLIP = 0.12  # how far letters of one span may stand above each other
OVERPRINT = 0.12  # a letter this near to the same letter is that one, printed twice for weight
SOFT_HYPHEN = "\u00ad"  # what a span has for U+2010 and U+00AD: hyphens that typesetters put at line ends
SPECIAL = {0x2010: SOFT_HYPHEN, 0xFFFE: "-", 2: "-", 0: "\ufffd", 9: " ", 10: " ", 13: " "}
SPECIAL |= dict.fromkeys(
    range(0xE000, 0xE010), "\ufffd"
)  # letters of a font's own; signs stand for marks here
FORCED_BOLD = 0x40000  # the font descriptor's flag
UPRIGHT = math.radians(10)
THIN = 3.0  # points: a drawn shape thinner than this is a line
DOT = (1.5, 8.0)  # points: height of a drawn bullet
DOT_GAP = 3.0  # white between a drawn bullet and its line, in units of the line's size
SHAPES_LOOKED_AT = 5000  # drawn shapes of one page: a chart may have more, a table's rulings never


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Letters of one font that follow each other on one baseline; points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    word_end: float = 0.0  # right edge of its first word

    @property
    def box(self) -> Box:
        """Where it stands."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page as printed.

    Attributes:
        number: From 1.
        width: In points, as the page is shown.
        height: In points.
        spans: In the order of the file.
        turned: Spans that do not read from left to right, such as stamps in the margin.
        lines: Drawn horizontal lines.
        uprights: Number of drawn vertical lines and boxes: with ``lines``, the mark of a table.
        pictures: Number of pictures.
        damaged: True for a page that could not be opened.
    """

    number: int
    width: float
    height: float
    spans: tuple[Span, ...]
    turned: tuple[Span, ...]
    lines: tuple[Box, ...]
    uprights: int
    pictures: int
    damaged: bool = False


_Style = tuple[float, float, bool, float]
"""Baseline, size, weight and angle of a text object's letters."""


class _Letter(NamedTuple):
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    angle: float
    owner: int  # the text object that it belongs to
    hinted: bool  # a space that PDFium made up stands before it


@dataclass(slots=True)
class _Shapes:
    """What is drawn on a page: horizontal lines, dots that may be bullets, counts of the rest."""

    lines: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    uprights: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is shown: its visible box and its turn, clockwise in quarters."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's space in points from the shown page's top left corner."""
        if not self.quarters:
            return x - self.left, self.top - y
        x, y = x - self.left, y - self.bottom
        width, height = self.right - self.left, self.top - self.bottom
        return ((x, height - y), (y, x), (width - x, y), (height - y, width - x))[self.quarters]

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the file's space, lower left and upper right corner, as shown."""
        if not self.quarters:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def read_page(page: "pypdfium2.PdfPage", number: int) -> PageText:
    """Spans and rulings of one page; the caller closes it."""
    view = _find_view(page)
    letters = _read_letters(page, view)
    if turn := _find_turn(letters):
        view = _View(view.left, view.bottom, view.right, view.top, (view.quarters + turn) % 4)
        letters = _read_letters(page, view)
    upright = [letter for letter in letters if abs(letter.angle) <= UPRIGHT]
    others = [letter for letter in letters if abs(letter.angle) > UPRIGHT]
    width, height = page.get_size()
    if turn % 2:
        width, height = height, width
    shapes = _read_shapes(page, view)
    spans = _make_spans([one for one in upright if -5 < one.x0 < width + 5 and -5 < one.base < height + 5])
    return PageText(
        number=number,
        width=width,
        height=height,
        spans=(*spans, *_make_bullets(shapes.dots, spans)),
        turned=tuple(_make_turned(others)),
        lines=tuple(shapes.lines),
        uprights=shapes.uprights,
        pictures=shapes.pictures,
    )


def damaged_page(number: int) -> PageText:
    """A page that could not be opened."""
    return PageText(
        number=number,
        width=1.0,
        height=1.0,
        spans=(),
        turned=(),
        lines=(),
        uprights=0,
        pictures=0,
        damaged=True,
    )


def _find_view(page: "pypdfium2.PdfPage") -> _View:
    left, bottom, right, top = page.get_cropbox()
    outer = page.get_mediabox()
    left, bottom = max(left, outer[0]), max(bottom, outer[1])
    right, top = min(right, outer[2]), min(top, outer[3])
    return _View(left, bottom, right, top, page.get_rotation() // 90)


def _find_turn(letters: list[_Letter]) -> int:
    """Quarters by which to turn a page whose text mostly reads upwards or downwards."""
    if not letters:
        return 0
    ways = Counter(round(letter.angle / (math.pi / 2)) % 4 for letter in letters)
    way, count = ways.most_common(1)[0]
    return way if way in (1, 3) and count > 0.8 * len(letters) else 0


def _read_letters(page: "pypdfium2.PdfPage", view: _View) -> list[_Letter]:
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    handle = textpage.raw
    styles: dict[int, _Style] = {}
    weights: dict[int, bool] = {}
    box = pdfium.FS_RECTF()
    letters: list[_Letter] = []
    hinted, high = False, 0
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        pointer = pdfium.FPDFText_GetTextObject(handle, index)
        owner = ctypes.cast(pointer, ctypes.c_void_p).value
        if owner is None:
            hinted = True
        elif 0xD800 <= code < 0xDC00:  # the first half of a character beyond the basic plane
            high = code - 0xD800
        else:
            if owner not in styles:
                styles[owner] = _read_style(handle, index, pointer, weights, view)
            pdfium.FPDFText_GetLooseCharBox(handle, index, box)
            x0, top, x1, bottom = view.box(box.left, box.bottom, box.right, box.top)
            text = chr(0x10000 + (high << 10) + code - 0xDC00) if 0xDC00 <= code < 0xE000 else _letter(code)
            letters.append(_Letter(text, x0, x1, top, bottom, *styles[owner], owner, hinted))
            hinted = False
    textpage.close()
    return letters


def _letter(code: int) -> str:
    return SPECIAL.get(code) or chr(code)


def _read_style(handle: Any, index: int, owner: Any, weights: dict[int, bool], view: _View) -> _Style:
    """What the letters of one text object share."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(handle, index, matrix)
    pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
    size = abs(pdfium.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)) or 1.0
    font = ctypes.cast(pdfium.FPDFTextObj_GetFont(owner), ctypes.c_void_p).value or 0
    if font not in weights:
        weights[font] = _is_bold(pdfium, handle, index)
    angle = math.remainder(math.atan2(matrix.b, matrix.a) - view.quarters * math.pi / 2, 2 * math.pi)
    return view.place(x.value, y.value)[1], size, weights[font], angle


def _is_bold(pdfium: Any, handle: Any, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(handle, index, name, 200, flags)
    named = BOLD_NAME.search(name.value.decode("utf-8", "replace"))
    return (
        bool(named) or bool(flags.value & FORCED_BOLD) or pdfium.FPDFText_GetFontWeight(handle, index) >= 600
    )


def _make_spans(letters: list[_Letter]) -> list[Span]:
    spans: list[Span] = []
    current: list[_Letter] = []
    for letter in _without_overprint(letters):
        if current and not _goes_on(current[-1], letter):
            _keep(spans, current)
            current = []
        current.append(letter)
    _keep(spans, current)
    return spans


def _make_turned(letters: list[_Letter]) -> Iterator[Span]:
    """Spans of letters that do not read from left to right: one for each text object."""
    for _, group in groupby(letters, key=lambda letter: letter.owner):
        kept = list(group)
        x0, top = min(one.x0 for one in kept), min(one.top for one in kept)
        x1, bottom = max(one.x1 for one in kept), max(one.bottom for one in kept)
        words, last = "".join(one.text for one in kept), kept[-1]
        yield Span(
            text=words, x0=x0, x1=x1, top=top, bottom=bottom, base=last.base, size=last.size, bold=last.bold
        )


def _without_overprint(letters: list[_Letter]) -> list[_Letter]:
    """The letters without those that another text object has printed at the same place."""
    firsts = Counter(
        (letter.text, round(letter.x0 / 2), round(letter.base))
        for last, letter in pairwise([None, *letters])
        if letter and (last is None or last.owner != letter.owner) and letter.text != " "
    )
    if not any(count > 1 for count in firsts.values()):
        return letters
    printed: dict[tuple[str, int, int], _Letter] = {}
    return [letter for letter in letters if letter.text == " " or not _is_overprint(letter, printed)]


def _is_overprint(letter: _Letter, printed: dict[tuple[str, int, int], _Letter]) -> bool:
    """Holds for a letter that stands where another object's does; notes it if not."""
    x, y, near = round(letter.x0), round(letter.base), OVERPRINT * letter.size
    for column in (x - 1, x, x + 1):
        other = printed.get((letter.text, column, y))
        if other and other.owner != letter.owner and abs(other.x0 - letter.x0) < near:
            return True
    printed[letter.text, x, y] = letter
    return False


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    if last.bold != letter.bold or abs(last.size - letter.size) > 0.03 * letter.size:
        return False
    if abs(letter.base - last.base) > BASELINE_SLIP * letter.size:
        return False
    ligature = letter.x0 == last.x0 and letter.x1 == last.x1  # its letters come with one box
    return ligature or -0.5 * letter.size < letter.x0 - last.x1 < SPAN_GAP * letter.size


def _keep(spans: list[Span], letters: list[_Letter]) -> None:
    """Close a span; white at its ends goes, a wide gap inside becomes a space."""
    while letters and letters[-1].text.isspace():
        letters.pop()
    start = next((i for i, letter in enumerate(letters) if not letter.text.isspace()), len(letters))
    if not (kept := letters[start:]):
        return
    words = [kept[0].text]
    spaced = _find_spacing(kept)
    for last, letter in pairwise(kept):
        gap = (letter.x0 - last.x1) / letter.size - spaced
        wide = gap > WORD_GAP or (letter.hinted and gap > HINTED_GAP)
        words.append(" " + letter.text if wide and " " not in (last.text, letter.text) else letter.text)
    text = "".join(words)
    first = next((index for index, word in enumerate(words) if index and word[0] == " "), len(words))
    spans.append(
        Span(
            text=text,
            x0=kept[0].x0,
            x1=kept[-1].x1,
            top=min(letter.top for letter in kept),
            bottom=max(letter.bottom for letter in kept),
            base=kept[0].base,
            size=kept[0].size,
            bold=kept[0].bold,
            word_end=kept[first - 1].x1,
        )
    )


def _find_spacing(letters: list[_Letter]) -> float:
    """White between all letters of a word that is set wide, in units of their size; 0 for usual text."""
    if len(letters) < FEW_LETTERS:
        return 0.0
    usual = median((letter.x0 - last.x1) / letter.size for last, letter in pairwise(letters))
    return usual if usual > HINTED_GAP else 0.0


def _make_bullets(dots: Sequence[Box], spans: Sequence[Span]) -> list[Span]:
    """Bullets that are drawn, as browsers print them: a dot before a line, with nothing before it."""
    bullets = []
    for x0, top, x1, bottom in dots:
        middle = (top + bottom) / 2
        level = [span for span in spans if span.base - 0.85 * span.size <= middle <= span.base]
        after = [span for span in level if 0 < span.x0 - x1 < DOT_GAP * span.size]
        before = any(-0.5 * span.size < x0 - span.x1 < DOT_GAP * span.size for span in level)
        if after and not before:
            line = min(after, key=lambda span: span.x0)
            bullets.append(replace(line, text="•", x0=x0, x1=x1, top=top, bottom=bottom, bold=False))
    return bullets


def _read_shapes(page: "pypdfium2.PdfPage", view: _View) -> _Shapes:
    import pypdfium2.raw as pdfium

    shapes = _Shapes()
    for kind, bounds in _find_shapes(pdfium, page.raw):
        x0, top, x1, bottom = view.box(*bounds)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            shapes.pictures += 1
        elif DOT[0] < bottom - top < DOT[1] and abs((bottom - top) - (x1 - x0)) < 1:
            shapes.dots.append((x0, top, x1, bottom))
        elif bottom - top <= THIN < x1 - x0:
            shapes.lines.append((x0, top, x1, bottom))
        elif bottom - top > THIN:
            shapes.uprights += 1
    return shapes


def _find_shapes(pdfium: Any, page: Any) -> Iterator[tuple[int, Box]]:
    """Kind and bounds of the drawn shapes and pictures of a page, those inside forms as well."""
    count = min(pdfium.FPDFPage_CountObjects(page), SHAPES_LOOKED_AT)
    waiting = [pdfium.FPDFPage_GetObject(page, index) for index in range(count)]
    wanted = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    sides = [ctypes.c_float() for _ in range(4)]
    for shape in waiting:  # grows while forms are opened
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(waiting) < SHAPES_LOOKED_AT:
            inner = pdfium.FPDFFormObj_CountObjects(shape)
            waiting += [pdfium.FPDFFormObj_GetObject(shape, index) for index in range(inner)]
        elif kind in wanted and pdfium.FPDFPageObj_GetBounds(shape, *sides):
            yield kind, (sides[0].value, sides[1].value, sides[2].value, sides[3].value)
