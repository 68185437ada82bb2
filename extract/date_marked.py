"""A text in which what has been read stands as one character, so that patterns around it stay short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.date_reading import Reading
from extract.date_rules import PLACE, Rule
from models import Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A reading and where it stands in the text.

    Attributes:
        start: First code point.
        end: One past the last.
        reading: What the words name.
        rule: The rule that read them.
        led_by: Leads without one of which the words name no time; empty if none is needed.
        timing: The timing, once the preposition has been read.
    """

    start: int
    end: int
    reading: Reading
    rule: Rule
    led_by: frozenset[str] = frozenset()
    timing: Timing | None = None


class Marked:
    """A text with the readings in it, in order and apart from each other.

    Attributes:
        text: The text.
        placed: The readings.
        reduced: The text with ``PLACE`` for each of them.
    """

    def __init__(self, text: str, placed: Sequence[Placed] = ()) -> None:
        self.text = text
        self.placed = tuple(placed)
        pieces, at = [], 0
        for each in self.placed:
            pieces.append(text[at : each.start])
            at = each.end
        self.reduced = PLACE.join([*pieces, text[at:]])

    def inside(self, match: re.Match[str], group: str | int = 0) -> tuple[Placed, ...]:
        """The readings inside a match in the reduced text, or inside one of its groups."""
        first, last = (self.reduced.count(PLACE, 0, at) for at in match.span(group))
        return self.placed[first:last]

    def where(self, match: re.Match[str], group: str | int = 0) -> tuple[int, int]:
        """Where a match in the reduced text, or one of its groups, stands in the text."""
        start, end = match.span(group)
        return self._original(start), self._original(end)

    def with_one(self, new: Placed) -> "Marked":
        """The same text with one reading in the place of all that it overlaps."""
        apart = [each for each in self.placed if not overlap(each, new)]
        return Marked(self.text, sorted([*apart, new], key=lambda placed: placed.start))

    def _original(self, index: int) -> int:
        for each in self.placed:
            if each.start >= index:
                break
            index += each.end - each.start - 1
        return index


def overlap(first: Placed, second: Placed) -> bool:
    """True if the two have words in common."""
    return first.start < second.end and second.start < first.end


def longest(candidates: Sequence[Placed]) -> list[Placed]:
    """The longest of overlapping candidates, then the first, then the earlier rule's; in text order."""
    chosen: list[Placed] = []
    for each in sorted(candidates, key=lambda placed: (placed.start - placed.end, placed.start)):
        if not any(overlap(each, other) for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda placed: placed.start)
