"""A unit: one sentence, or one sentence of a list item, with its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One sentence and where it stands.

    Attributes:
        start: First code point in the document's canonical text.
        end: One past the last code point.
        block: Index of the unit's block in ``document.blocks``.
        first: True for the first unit of its block.
    """

    start: int
    end: int
    block: int
    first: bool
