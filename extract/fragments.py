"""Text directives: what follows ``#:~:text=`` in an address, and which words of a page it opens at.

Source: WICG, "URL Fragment Text Directives", sections 3.2 (syntax) and 3.5.2 (finding ranges in a
document): whole words, without regard to case; the prefix, the start, the end and the suffix each
within one block; the first match is taken.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote

import numpy

DIRECTIVE = "#:~:text="
RUN = 4  # words that are looked up together: long enough to be nearly always the only ones of their kind
MIX = 0x9E3779B97F4A7C15  # odd and large, so that runs of other words get other keys
WORD = re.compile(r"\w+")
QUOTATION_MARKS = {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """Words to open a page at.

    Attributes:
        start: The first words, or all of them.
        end: The last words; empty if ``start`` is all.
        prefix: Words that must stand right before; empty for any.
        suffix: Words that must stand right after; empty for any.
    """

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def show(self) -> str:
        """The directive as the end of an address, such as ``#:~:text=We%20will,by%20May.``"""
        parts = [f"{encode(self.prefix)}-"] if self.prefix else []
        parts += [encode(words) for words in (self.start, self.end) if words]
        parts += [f"-{encode(self.suffix)}"] if self.suffix else []
        return DIRECTIVE + ",".join(parts)


def encode(words: str) -> str:
    """Percent-encoding; hyphen, comma and ampersand are syntax in a directive and are encoded too."""
    return quote(words, safe="").replace("-", "%2D")


def read_directive(address: str) -> Directive | None:
    """The first text directive of an address; ``None`` if it has none."""
    _, mark, rest = address.partition(":~:text=")
    parts = rest.split("&")[0].split(",")
    if not mark or not 1 <= len(parts) <= 4:
        return None
    prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if parts and parts[-1].startswith("-") else ""
    if not 1 <= len(parts) <= 2 or not parts[0]:
        return None
    start, end, prefix, suffix = (unquote(part) for part in (parts[0], "".join(parts[1:]), prefix, suffix))
    return Directive(start=start, end=end, prefix=prefix, suffix=suffix)


class _Alike(dict[int, str]):
    """For each letter one that stands for all which browsers do not tell apart: case, accents, quotes.

    A letter stays one letter, so that places in the folded text are places in the text.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        parts = unicodedata.normalize("NFKD", QUOTATION_MARKS.get(letter, letter))
        plain = parts[0].lower() if all(map(unicodedata.combining, parts[1:])) else letter
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_ALIKE = _Alike()


class PageText:
    """The text of a page as a browser searches it: one line a block."""

    def __init__(self, lines: str) -> None:
        """Take the blocks, a line each, their white space squeezed."""
        self.said = lines
        self._seen = lines.translate(_ALIKE)
        self._runs = _Runs(self._seen)

    def find(self, directive: Directive) -> list[tuple[int, int]]:
        """The first two places that a directive matches; more than one of them makes it no address."""
        return list(islice(self._find(_fold(directive)), 2))

    def opens(self, directive: Directive, place: tuple[int, int]) -> bool:
        """True if a directive matches this place and no other."""
        if self._runs.count(directive.start.translate(_ALIKE)) != 1:
            return self.find(directive) == [place]
        wanted = _fold(directive)
        begun = self._seen.startswith(wanted.start, place[0])
        return begun and self._end(wanted, place[0] + len(wanted.start)) == place[1]

    def _find(self, wanted: Directive) -> Iterator[tuple[int, int]]:
        for start in self._starts(wanted):
            end = self._end(wanted, start + len(wanted.start))
            if end is not None:
                yield start, end

    def _starts(self, wanted: Directive) -> Iterator[int]:
        """Where the first words stand as whole words, behind the prefix if there is one."""
        if not wanted.prefix:
            yield from self._whole(wanted.start, 0)
            return
        for before in self._whole(wanted.prefix, 0):
            start = self._skip_space(before + len(wanted.prefix))
            if self._seen.startswith(wanted.start, start):
                yield start

    def _end(self, wanted: Directive, start_ends: int) -> int | None:
        """Where a match ends whose first words end at ``start_ends``; ``None`` if it is none."""
        ends = (
            (at + len(wanted.end) for at in self._whole(wanted.end, start_ends))
            if wanted.end
            else iter([start_ends])
        )
        for end in ends:
            if self._is_followed(wanted.suffix, end):
                return end
        return None

    def _is_followed(self, suffix: str, end: int) -> bool:
        if not suffix:
            return self.is_edge(end)
        at = self._skip_space(end)
        return self._seen.startswith(suffix, at) and self.is_edge(at + len(suffix))

    def _whole(self, words: str, start: int) -> Iterator[int]:
        at = self._seen.find(words, start)
        while at >= 0:
            if self.is_edge(at):
                yield at
            at = self._seen.find(words, at + 1)

    def _skip_space(self, at: int) -> int:
        while self._seen[at : at + 1].isspace():
            at += 1
        return at

    def is_edge(self, at: int) -> bool:
        """True where no word goes on across this place."""
        return not (self._seen[max(0, at - 1) : at].isalnum() and self._seen[at : at + 1].isalnum())


def _fold(directive: Directive) -> Directive:
    start, end, prefix, suffix = (
        words.translate(_ALIKE)
        for words in (directive.start, directive.end, directive.prefix, directive.suffix)
    )
    return Directive(start=start, end=end, prefix=prefix, suffix=suffix)


class _Runs:
    """How often the same few words follow each other in a text."""

    def __init__(self, text: str) -> None:
        words = WORD.findall(text)
        self._numbers: dict[str, int] = {}
        numbers = (self._numbers.setdefault(word, len(self._numbers) + 1) for word in words)
        column = numpy.fromiter(numbers, numpy.uint64, len(words))
        keys = numpy.zeros(max(0, len(words) - RUN + 1), numpy.uint64)
        for place in range(RUN):
            keys = keys * numpy.uint64(MIX) + column[place : place + len(keys)]
        self._keys = numpy.sort(keys)

    def count(self, words: str) -> int:
        """How often the first words stand in the text; 0 where there are too few of them to say."""
        numbers = [self._numbers.get(word, 0) for word in WORD.findall(words)[:RUN]]
        if len(numbers) < RUN or 0 in numbers:
            return 0
        key = 0
        for number in numbers:
            key = (key * MIX + number) % 2**64
        first, end = (numpy.searchsorted(self._keys, numpy.uint64(key), side) for side in ("left", "right"))
        return int(end - first)
