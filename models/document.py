"""A publication: where it came from, its text, and the blocks the text falls into."""

import sys
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "question", "quotation", "aside"]
"""``aside`` is matter that promises nothing by its place: letterhead, address, salutation, caption."""

RANKS = ("primary", "parliamentary", "press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from, as far as anybody has said.

    Attributes:
        id: Stable name of the document; the file's stem where nothing else is given.
        file: File name relative to the corpus folder, with forward slashes.
        title: Title of the publication, or the id where none is known.
        publisher: Publishing organisations as printed, ``, ``-separated; empty if unknown.
        published: Day of publication; ``None`` if unknown.
        kind: What it is: ``letter``, ``news-report``, ``progress-update``, ``oral-statement`` ...
        signatory: Name or office of whoever says "I"; empty if nobody does.
        speaker: Person whose words the document reports or records; empty if unknown.
        url: Address where it was published; empty if unknown.
        licence: Terms on which the text is held; empty if unknown.
        rank: ``primary`` (the promiser's own), ``parliamentary`` or ``press``.
        sha256: Hash of the file's bytes, in hex.
        retrieved: When the bytes were fetched, ``2025-04-09T10:20:30Z``; empty if the program did not.
        replaces: Id of the earlier edition at the same address; empty if none is known.
        assumed: Names of the fields that were inferred and not stated by a person.
    """

    id: str
    file: str
    title: str
    publisher: str = ""
    published: date | None = None
    kind: str = "document"
    signatory: str = ""
    speaker: str = ""
    url: str = ""
    licence: str = ""
    rank: str = "primary"
    sha256: str = ""
    retrieved: str = ""
    replaces: str = ""
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list item, table row, question or quotation.

    ``document.text[start:end]`` is the block without its printed number or bullet.

    Attributes:
        kind: What the block is.
        start: First code point of the block in the canonical text.
        end: One past its last code point.
        level: Heading level from 1, or list depth from 1; 0 for other blocks.
        number: Printed paragraph number such as ``"47"`` or ``"2.3"``; empty if none.
        lead_in: Index in ``document.blocks`` of the block a list item hangs on; ``None`` if none.
        headings: Indexes of the headings above, outermost first.
        question: Index of the question that the block answers; ``None`` if none.
        page: Page from 1, for paged sources; ``None`` otherwise.
        anchor: Element id (HTML) or other address inside the source; empty if none.
        speaker: Whose words the block holds, by the name at its head or above; empty if none.
        box: ``(x0, top, x1, bottom)`` in PDF points from the page's top left corner; ``None`` if unknown.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str = ""
    lead_in: int | None = None
    headings: tuple[int, ...] = ()
    question: int | None = None
    page: int | None = None
    anchor: str = ""
    speaker: str = ""
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A publication's canonical text and its blocks, in reading order.

    Offsets everywhere count code points of ``text``; for a plain-text file that is the
    file's own text, so that anyone can check them with nothing but the file.

    Attributes:
        source: Where it came from.
        text: The canonical text.
        blocks: What the text falls into, in reading order.
        warnings: What a person should know about the reading.
        pages: ``(offset, page)`` wherever the text goes over to another page, in the order of the text;
            empty where the source has no pages.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, on which a code point of the text is printed; ``None`` without pages."""
        turned = bisect_right(self.pages, (offset, sys.maxsize))
        return self.pages[max(0, turned - 1)][1] if self.pages else None

    def words(self, block: Block) -> str:
        """The block's words exactly as they stand in the canonical text."""
        return self.text[block.start : block.end]
