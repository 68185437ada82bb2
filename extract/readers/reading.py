"""What a reader hands over: canonical text, flat blocks, and where each line stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models import Block

Box = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` in PDF points from the page's top left corner."""

Metadata = Mapping[str, str | date | tuple[str, ...]]
"""What the file says of itself. Keys that ``models.Source`` knows bear its names; others are ``modified``,
``description``, ``author``, ``language``, ``history`` and ``attachments``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a stretch of the canonical text is printed: one record a printed line.

    Attributes:
        start: First code point in the canonical text.
        end: One past the last.
        page: Page from 1.
        box: Where it stands on that page, in points.
    """

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Words that a page repeats and no sentence contains.

    Attributes:
        page: Page from 1.
        box: Where they stand, in points.
        words: The words.
        role: ``head``, ``foot``, ``page-number``, ``line-number`` or ``margin``.
    """

    page: int
    box: Box
    words: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file as read, before its blocks are arranged.

    Attributes:
        text: The canonical text; every offset counts its code points.
        blocks: In reading order; lead-ins, heading paths and questions not yet set.
        metadata: What the file itself states.
        places: Printed lines of a paged source, in the order of the text.
        furniture: Running heads and feet, page and line numbers: noted, not in the text.
        warnings: What a person should look at, each with its place.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[str, ...] = ()
