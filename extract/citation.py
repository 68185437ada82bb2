"""Addresses that open a source at one sentence: text fragments of pages, page numbers of PDFs.

A browser takes the first place that a text fragment matches, so a fragment is given only if it
matches one place of the whole text. Where none does, the nearest named element above is all that an
address can say.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote, urlsplit

from extract.fragments import Directive, PageText, read_directive
from extract.shadow import Shadow, cast_shadow
from models import Document, Source

WHOLE = 120  # quotes up to this length (code points) are given whole; longer ones by both ends
LONGEST = 400  # code points at either end in which words are looked for; a longer word is none
EDGES = (5, 8, 12, 20)  # words at either end of a long quote: the fewest that do
CONTEXTS = (3, 6, 12, 24)  # words before or after a quote that stands more than once: the fewest that do
INNER = frozenset(".,:;'’‘·_")  # between two letters or two digits these end no word (Unicode, UAX 29)

# What browsers do not show as a page, whether it is the publication or only what was read of it.
NO_PAGES = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".ods", ".csv"),
    *(".ppt", ".pptx", ".xml", ".zip"),
)
NOT_READ_FROM_PAGES = (".pdf", ".docx", ".odt")

SEAM = re.compile(r"\s*\n\s*\n\s*")
CELL = re.compile(r"\s*[|\t]\s*|\s*\n\s*\n\s*")
UNEVEN = re.compile(r"\s*[\n\r\t\f\v]\s*|\s{2,}")
TOKEN = re.compile(r"\S+")

Kind = Literal["page", "plain", "other"]
Opening = Literal["unique", "several", "elsewhere", "nowhere", "none"]
"""Where an address opens a source: at the sentence or its page alone (``unique``), at the first of
``several`` places, ``elsewhere``, or ``nowhere``; ``none`` if it names no place in the source."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of the canonical text that a browser sees in one piece.

    Attributes:
        start: First code point in the canonical text.
        end: One past the last.
        at: Where its words begin in the page's text.
        stop: One past their end there.
        apart: True if the page may show something between it and the one before, such as a number.
    """

    start: int
    end: int
    at: int
    stop: int
    apart: bool


class Citations:
    """Makes the ends of addresses that open one document at its sentences."""

    def __init__(self, document: Document) -> None:
        """Take the document; its text is gone through when the first fragment is asked for."""
        self._document = document
        self._kind = find_kind(document.source)
        self._segments: list[_Segment] = []
        self._page = PageText("")
        self._last: tuple[_Segment, Shadow, bool] | None = None

    def fragment(self, start: int, end: int) -> str:
        """The end of an address that opens the source at ``text[start:end]``.

        Returns:
            ``#page=7`` for a paged source; for a page ``#:~:text=...`` that matches this place alone,
            or ``#name`` of the nearest element above if no fragment can tell the place from another;
            empty where nothing can be said.
        """
        if page := self._document.page_at(start):
            return f"#page={page}"
        if place := self._find_place(start, end):
            for directive in self._directives(*place):
                if self._page.opens(directive, place):
                    return directive.show()
        return self._anchor(start)

    def check(self, address: str, start: int, end: int) -> Opening:
        """Where an address opens the source that should open it at ``text[start:end]``."""
        if page := self._document.page_at(start):
            return "unique" if address.endswith(f"#page={page}") else "elsewhere"
        directive = read_directive(address)
        place = self._find_place(start, end)
        if directive is None or place is None:
            return "none" if directive is None else "nowhere"
        if self._page.opens(directive, place):
            return "unique"
        return ("nowhere", "elsewhere", "several")[len(self._page.find(directive))]

    def _anchor(self, start: int) -> str:
        """The nearest element with a name at or above a place of a web page."""
        blocks = self._document.blocks if self._kind == "page" else ()
        above = bisect_right(blocks, start, key=lambda block: block.start)
        names = (block.anchor for block in reversed(blocks[:above]))
        return next((f"#{quote(name)}" for name in names if name), "")

    def _find_place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the canonical text stands in the page's text, as whole words."""
        if not self._segments and self._kind != "other":
            self._take_text()
        first, last = self._segment_at(start), self._segment_at(end - 1)
        if not first or not last:
            return None
        said = self._page.said
        a, b = self._position(first, start), self._position(last, end)
        while a < b and (said[a].isspace() or not _parts(said, a)):
            a += 1
        while a < b and (said[b - 1].isspace() or not _parts(said, b)):
            b -= 1
        return (a, b) if a < b else None

    def _take_text(self) -> None:
        """Put the page's text together as a browser sees it."""
        lines, at = [], 0
        for start, end, apart in self._stretches():
            words = " ".join(self._shadow(start, end).text.split())
            self._segments.append(_Segment(start, end, at, at + len(words), apart))
            lines.append(words)
            at += len(words) + 1
        self._page = PageText("\n".join(lines))

    def _stretches(self) -> Iterator[tuple[int, int, bool]]:
        """Start and end of each segment, and whether something may stand before it."""
        text = self._document.text
        if self._kind == "plain":
            yield from _split(text, 0, len(text), UNEVEN, False)
            return
        for block in self._document.blocks:
            seam = CELL if block.kind == "row" else SEAM
            yield from _split(text, block.start, block.end, seam, bool(block.number))

    def _shadow(self, start: int, end: int) -> Shadow:
        """A browser shows a page's words without the scars of a copy of it; a text file's as they are."""
        text = self._document.text
        return (
            cast_shadow(text, start, end) if self._kind == "page" else Shadow(text[start:end], (0,), (start,))
        )

    def _segment_at(self, offset: int) -> _Segment | None:
        index = bisect_right(self._segments, offset, key=lambda segment: segment.start) - 1
        found = self._segments[index] if index >= 0 else None
        return found if found and offset < found.end else None

    def _position(self, segment: _Segment, offset: int) -> int:
        """Where a place of the canonical text stands in the page's text."""
        if self._last is None or self._last[0] is not segment:
            shadow = self._shadow(segment.start, segment.end)
            self._last = segment, shadow, len(shadow.text) == segment.stop - segment.at
        _, shadow, even = self._last
        position = len(shadow.text) if offset >= segment.end else shadow.position(offset)
        return segment.at + (position if even else len(" ".join(f"{shadow.text[:position]}x".split())) - 1)

    def _directives(self, a: int, b: int) -> Iterator[Directive]:
        """Directives for a place of the page's text, the plainest first.

        Words that stand twice with one start and one end may need to be given whole: a suffix behind
        the second end would open the page from the first start.
        """
        plain = list(self._plain(a, b))
        yield from plain
        for words in dict.fromkeys(plain[:1] + plain[-1:]):
            for prefix, suffix in self._contexts(a, b):
                yield Directive(start=words.start, end=words.end, prefix=prefix, suffix=suffix)

    def _plain(self, a: int, b: int) -> Iterator[Directive]:
        """The words whole if they are few, else the first and the last of them."""
        said = self._page.said
        single = "\n" not in said[a:b]
        if single and b - a <= WHOLE:
            yield Directive(start=said[a:b])
        heads, tails = _heads(said, a, b), _tails(said, a, b)
        for count in EDGES if heads and tails else ():
            head, tail = heads[:count][-1], tails[-count:][0]
            if single and head >= tail:
                break
            yield Directive(start=said[a:head], end=said[tail:b])
        if single and WHOLE < b - a <= LONGEST:
            yield Directive(start=said[a:b])

    def _contexts(self, a: int, b: int) -> Iterator[tuple[str, str]]:
        """Words before and after a place, more and more of them."""
        before, after = self._before(a), self._after(b)
        tried = {("", "")}
        for count in CONTEXTS:
            prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
            for pair in ((prefix, ""), ("", suffix), (prefix, suffix)):
                if pair not in tried:
                    tried.add(pair)
                    yield pair

    def _before(self, a: int) -> list[str]:
        """Words before a place, of its own line or else of the line before."""
        index = self._line_at(a)
        segment = self._segments[index]
        if not segment.apart and index and a == segment.at:
            segment, a = self._segments[index - 1], self._segments[index - 1].stop
        return self._page.said[max(segment.at, a - LONGEST) : a].split()

    def _after(self, b: int) -> list[str]:
        """Words after a place, of its own line or else of the line after."""
        index = self._line_at(b - 1)
        segment, later = self._segments[index], self._segments[index + 1 : index + 2]
        if b == segment.stop and later and not later[0].apart:
            segment, b = later[0], later[0].at
        return self._page.said[b : min(segment.stop, b + LONGEST)].split()

    def _line_at(self, position: int) -> int:
        return bisect_right(self._segments, position, key=lambda segment: segment.at) - 1


def opens_at_words(document: Document) -> bool:
    """True if a browser can open the source at words, so that only repetition stands against it."""
    return not document.pages and find_kind(document.source) != "other"


def find_kind(source: Source) -> Kind:
    """What a browser shows of a source: a web page, a plain text, or nothing that words can open."""
    read_from = PurePosixPath(source.file).suffix.lower()
    published = PurePosixPath(urlsplit(source.url).path).suffix.lower()
    if read_from in NOT_READ_FROM_PAGES or published in NO_PAGES:
        return "other"
    if (published or read_from) == ".txt" and (published or not source.url):
        return "plain"
    return "page" if source.url or read_from in (".html", ".htm", ".xhtml") else "other"


def _split(
    text: str, start: int, end: int, seam: re.Pattern[str], apart: bool
) -> Iterator[tuple[int, int, bool]]:
    """The stretches between the seams of a stretch of text."""
    for found in seam.finditer(text, start, end):
        if start < found.start():
            yield start, found.start(), apart
            apart = False
        start = found.end()
    if start < end:
        yield start, end, apart


def _heads(said: str, a: int, b: int) -> list[int]:
    """Where the first words of a stretch end, as far as its first line and some length go."""
    line = said.find("\n", a, b)
    stop = min(b if line < 0 else line, a + LONGEST)
    ends = [token.end() for token in TOKEN.finditer(said, a, stop)]
    return ends if not ends or _parts(said, ends[-1]) else ends[:-1]


def _tails(said: str, a: int, b: int) -> list[int]:
    """Where the last words of a stretch start, as far as its last line and some length go."""
    start = max(said.rfind("\n", a, b) + 1, a, b - LONGEST)
    starts = [token.start() for token in TOKEN.finditer(said, start, b)]
    return starts if not starts or _parts(said, starts[0]) else starts[1:]


def _parts(text: str, at: int) -> bool:
    """True where one word surely ends and another may begin."""
    left, right = text[max(0, at - 1) : at], text[at : at + 1]
    if not _in_word(left + right):
        return True
    if _in_word(left) and _in_word(right):
        return False
    joined = text[max(0, at - 2) : at - 1] + right if left in INNER else left + text[at + 1 : at + 2]
    return not ((left in INNER or right in INNER) and len(joined) == 2 and all(map(_in_word, joined)))


def _in_word(letters: str) -> bool:
    return any(letter.isalnum() or letter == "_" for letter in letters)
