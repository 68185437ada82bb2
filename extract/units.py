"""Blocks to units: one sentence, or one sentence of a list item, in clean words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.sentences import find_sentences
from extract.shadow import Shadow, cast_shadow
from models import Document, Unit

# Code points of a unit that are read; what is longer is no sentence, and its quote stays whole.
LONGEST = 5_000
SPEAKING = frozenset(("paragraph", "item", "row"))


@dataclass(frozen=True, slots=True)
class CleanUnit:
    """A unit with its clean words and their way back to the canonical text.

    Attributes:
        unit: The unit in canonical offsets.
        text: Its clean words, up to ``LONGEST``.
        shadow: The shadow of its block.
        offset: Where ``text`` begins in the shadow.
        last: True for the last unit of its block.
    """

    unit: Unit
    text: str
    shadow: Shadow
    offset: int
    last: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Canonical offsets of ``text[start:end]``."""
        return self.shadow.span(self.offset + start, self.offset + end)


def find_units(document: Document) -> Iterator[CleanUnit]:
    """All units of a document that may hold a commitment, in reading order."""
    for index, block in enumerate(document.blocks):
        if block.kind not in SPEAKING or block.start == block.end:
            continue
        shadow = cast_shadow(document.text, block.start, block.end)
        spans = _cells(shadow.text) if block.kind == "row" else find_sentences(shadow.text)
        for number, (start, end) in enumerate(spans):
            first, stop = shadow.span(start, end)
            unit = Unit(start=first, end=stop, block=index, first=number == 0)
            yield CleanUnit(
                unit, shadow.text[start : min(end, start + LONGEST)], shadow, start, number == len(spans) - 1
            )


def _cells(text: str) -> list[tuple[int, int]]:
    """Sentences of a table row, cell by cell."""
    spans, start = [], 0
    for cell in re.split(r"[|\t]", text):
        spans += [(start + a, start + b) for a, b in find_sentences(cell)]
        start += len(cell) + 1
    return spans
