"""Running heads and feet, page numbers and line numbers: noted, and kept out of the sentences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.readers.characters import fold
from extract.readers.pdf_glyphs import PageText, Span
from extract.readers.pdf_lines import Row, group_rows
from extract.readers.reading import Furniture

HEAD_ZONE, FOOT_ZONE = 0.16, 0.84  # share of the page's height in which heads end and feet begin
ROWS_LOOKED_AT = 4  # outermost rows of a page that may be furniture
SAME_HEIGHT = 3.0  # points by which a head's baseline may differ from page to page
REPEATS = 3  # pages on which words must stand to be a running head; 2 where the document has 2 or 3
PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?)?[-–—|\[ ]*(?P<number>\d{1,4}|[ivxlc]{1,7})[-–—|\] ]*"
    r"(?:(?:of|/) ?\d{1,4})?(?: ?\| ?page)?$",
    re.I,
)
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """An outermost row of one page."""

    page: int
    row: Row
    zone: str  # head or foot
    outermost: bool

    @property
    def pattern(self) -> str:
        """Its words with numbers made alike."""
        words = fold(self.row.words).casefold()
        return "#" if PAGE_NUMBER.match(words) and not DIGITS.search(words) else DIGITS.sub("#", words)


def strip_furniture(pages: Sequence[PageText]) -> tuple[list[PageText], list[Furniture]]:
    """The pages without their furniture, and the furniture."""
    bare, found = [], []
    for page in pages:
        page, numbers = _strip_line_numbers(page)
        found += numbers + [_note(page.number, span, "margin") for span in page.turned]
        bare.append(replace(page, turned=()))
    gone = _find_repeated(_find_candidates(bare), len(bare))
    for index, page in enumerate(bare):
        spans = {id(span) for one in gone.get(page.number, ()) for span in one.row.spans}
        found += [
            Furniture(page=page.number, box=one.row.box, words=fold(one.row.words), role=_role(one))
            for one in gone.get(page.number, ())
        ]
        bare[index] = replace(page, spans=tuple(span for span in page.spans if id(span) not in spans))
    return bare, found


def _note(page: int, span: Span, role: str) -> Furniture:
    return Furniture(page=page, box=span.box, words=fold(span.text), role=role)


def _role(one: _Candidate) -> str:
    return "page-number" if PAGE_NUMBER.match(fold(one.row.words)) else one.zone


def _find_candidates(pages: Sequence[PageText]) -> list[_Candidate]:
    candidates = []
    for page in pages:
        rows = group_rows(page.spans)
        for place, row in enumerate(rows[:ROWS_LOOKED_AT]):
            if row.base < HEAD_ZONE * page.height:
                candidates.append(_Candidate(page=page.number, row=row, zone="head", outermost=place == 0))
        for place, row in enumerate(reversed(rows[-ROWS_LOOKED_AT:])):
            if row.base > FOOT_ZONE * page.height:
                candidates.append(_Candidate(page=page.number, row=row, zone="foot", outermost=place == 0))
    return candidates


def _find_repeated(candidates: Sequence[_Candidate], pages: int) -> dict[int, list[_Candidate]]:
    """Furniture by page: words that come back at one height, and what else stands there."""
    needed = REPEATS if pages > REPEATS else 2
    gone: dict[int, list[_Candidate]] = defaultdict(list)
    heights: dict[str, Counter[int]] = {"head": Counter(), "foot": Counter()}
    for group in _group(candidates):
        kept = _at_one_height(group)
        alone = pages == 1 and kept[0].outermost and _is_first_page_number(kept[0])
        if len({one.page for one in kept}) >= needed or alone:
            for one in kept:
                gone[one.page].append(one)
                heights[one.zone][round(one.row.base)] += 1
    _add_at_same_height(candidates, gone, heights, pages)
    return gone


def _group(candidates: Sequence[_Candidate]) -> Iterator[list[_Candidate]]:
    """Rows with the same words; rows whose numbers count the pages go together whatever the number."""
    groups: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        groups[one.zone, one.pattern].append(one)
    for (_, pattern), group in groups.items():
        if "#" not in pattern or _is_counting(_at_one_height(group)) or len(group) == 1:
            yield group
            continue
        same: dict[str, list[_Candidate]] = defaultdict(list)
        for one in group:
            same[one.row.words].append(one)
        yield from same.values()


def _at_one_height(group: list[_Candidate]) -> list[_Candidate]:
    """The largest part of a group whose baselines agree."""
    best: list[_Candidate] = []
    for one in group:
        near = [other for other in group if abs(other.row.base - one.row.base) <= SAME_HEIGHT]
        if len(near) > len(best):
            best = near
    return best


def _is_counting(group: Sequence[_Candidate]) -> bool:
    """Holds where a number goes up with the pages, as page numbers do and those of notes and years do not."""
    offsets = Counter(value - one.page for one in group for value in set(_values(one)))
    return bool(offsets) and offsets.most_common(1)[0][1] >= max(2, 0.6 * len({one.page for one in group}))


def _values(one: _Candidate) -> list[int]:
    """The numbers of a row; a row that is a page number in small Roman letters has that one."""
    words = fold(one.row.words)
    if (found := PAGE_NUMBER.match(words)) and not found["number"].isdigit():
        return [_roman(found["number"])]
    return [int(digits) for digits in DIGITS.findall(words) if len(digits) <= 4]


def _roman(words: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in words.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _is_first_page_number(one: _Candidate) -> bool:
    return bool(PAGE_NUMBER.match(fold(one.row.words))) and _values(one)[:1] == [1]


def _add_at_same_height(
    candidates: Sequence[_Candidate],
    gone: dict[int, list[_Candidate]],
    heights: dict[str, Counter[int]],
    pages: int,
) -> None:
    """A head that names the chapter changes its words: what stands where others stand is one as well."""
    sizes = [one.row.size for group in gone.values() for one in group]
    taken = {id(one) for group in gone.values() for one in group}
    for one in candidates:
        common = sum(heights[one.zone][round(one.row.base) + slip] for slip in (-1, 0, 1))
        fits = one.outermost and any(abs(one.row.size - size) < 0.5 for size in sizes)
        if id(one) not in taken and fits and common >= max(REPEATS, 0.3 * pages) and len(one.row.words) < 100:
            gone[one.page].append(one)


def _strip_line_numbers(page: PageText) -> tuple[PageText, list[Furniture]]:
    """The page without a column of numbers that counts its lines, each or every fifth."""
    numbers = [span for span in page.spans if span.text.isdigit() and len(span.text) <= 4]
    rows = len({round(span.base) for span in page.spans if span not in numbers})
    columns: dict[int, list[Span]] = defaultdict(list)
    for span in numbers:
        columns[round(span.x1 / 4)].append(span)
    for edge in sorted(columns):
        column = sorted(columns[edge] + columns.get(edge + 1, []), key=lambda span: span.base)
        if len(column) >= 3 and _counts_lines(column, rows) and _is_outside(column, page):
            found = [_note(page.number, span, "line-number") for span in column]
            return replace(page, spans=tuple(span for span in page.spans if span not in column)), found
    return page, []


def _counts_lines(column: Sequence[Span], rows: int) -> bool:
    values = [int(span.text) for span in column]
    steps = Counter(later - earlier for earlier, later in pairwise(values))
    step, count = steps.most_common(1)[0]
    if len(values) < 4 and (step < 5 or values[0] % step):
        return False
    return step in (1, 5, 10) and count >= 0.8 * (len(values) - 1) and len(values) * step >= 0.75 * rows


def _is_outside(column: Sequence[Span], page: PageText) -> bool:
    """Holds where no words stand on the far side of the numbers."""
    others = [span for span in page.spans if not span.text.isdigit() or len(span.text) > 4]
    left = max(span.x1 for span in column) < min((span.x0 for span in others), default=0)
    right = min(span.x0 for span in column) > max((span.x1 for span in others), default=page.width)
    return left or right
