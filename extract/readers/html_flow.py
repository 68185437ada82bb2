"""From elements to pieces: headings, paragraphs, list items, table rows, quotations, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.readers.bullets import split_bullet
from extract.readers.characters import fold
from extract.readers.compose import Piece, split_number
from extract.readers.html_tables import BLOCK_TAGS, is_layout, is_note_link, read_cell
from extract.readers.numbering import format_number
from extract.readers.plain import is_bold_heading
from models import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset(("b", "strong"))
NOTE_NAMES = frozenset(("footnotes", "footnote", "endnotes", "footnote-list"))
NOTE_ROLES = frozenset(("doc-endnotes", "doc-footnote", "doc-endnote"))
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(slots=True)
class Frame:
    """What the text being read belongs to."""

    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str = ""
    opened: bool = False  # whether its first words are out
    inside: bool = False  # whether it stands in a list item, where headings are words


@dataclass(slots=True)
class Flow:
    """Reads elements in document order into pieces.

    Attributes:
        pieces: The text's pieces in reading order.
        notes: Footnotes, to stand behind the text.
    """

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _bold: int = 0
    _letters: int = 0
    _anchor: str = ""
    _depth: int = 0
    _heading: int = 0
    _marks: frozenset[str] = frozenset()

    def read(self, roots: Sequence["HtmlElement"]) -> None:
        """Read elements one after the other."""
        self._marks = frozenset(mark for root in roots for mark in _find_note_marks(root))
        for root in roots:
            self._element(root, Frame())
            self._flush(Frame())

    def _element(self, element: "HtmlElement", frame: Frame, bold: bool = False) -> None:
        """Read one element without its tail."""
        self._anchor = (
            element.get("id", "") or (element.get("name", "") if element.tag == "a" else "") or self._anchor
        )
        tag = element.tag
        if tag == "br":
            self._break(element, frame)
        elif tag == "sup":
            self._superscript(element, frame, bold)
        elif is_note_link(element):
            return
        elif tag not in BLOCK_TAGS:
            self._inline(element, frame, bold)
        else:
            self._flush(frame)
            self._anchor = element.get("id", "") or self._anchor
            self._block(element, frame)

    def _inline(self, element: "HtmlElement", frame: Frame, bold: bool) -> None:
        if element.tag == "q":
            self._say("“", bold)
        self._children(element, frame, bold or element.tag in BOLD)
        if element.tag == "q":
            self._say("”", bold)

    def _block(self, element: "HtmlElement", frame: Frame) -> None:
        tag = element.tag
        if _holds_notes(element):
            self._note(element)
        elif tag in HEADINGS and not frame.inside:
            self._heading = HEADINGS[tag]
            self._within(element, Frame(kind="heading", level=HEADINGS[tag]))
        elif tag in ("ol", "ul", "dir", "menu"):
            self._list(element, frame)
        elif tag == "li":
            self._item(element, "", self._depth + 1)
        elif tag == "table":
            self._table(element, frame)
        elif tag == "blockquote" and frame.kind == "paragraph":
            self._within(element, Frame(kind="quotation"))
        elif tag == "address" or tag == "caption":
            self._within(element, Frame(kind="aside"))
        elif tag == "pre":
            self._preformatted(element, frame)
        else:
            self._within(element, frame)

    def _within(self, element: "HtmlElement", frame: Frame) -> None:
        self._children(element, frame, False)
        self._flush(frame)

    def _children(self, element: "HtmlElement", frame: Frame, bold: bool) -> None:
        self._say(element.text, bold)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, frame, bold)
            self._say(child.tail, bold)

    def _list(self, element: "HtmlElement", frame: Frame) -> None:
        numbers = _numbers(element)
        self._depth += 1
        self._say(element.text, False)
        for child in element:
            if child.tag == "li":
                self._flush(frame)
                self._item(child, numbers.get(child, ""), self._depth)
            elif isinstance(child.tag, str):
                self._element(child, Frame(kind="item", level=self._depth, inside=True))
            self._say(child.tail, False)
        self._flush(frame)
        self._depth -= 1

    def _item(self, element: "HtmlElement", marker: str, level: int) -> None:
        self._anchor = element.get("id", "") or self._anchor
        depth, self._depth = self._depth, level
        self._within(element, Frame(kind="item", level=level, marker=marker, inside=True))
        self._depth = depth

    def _note(self, element: "HtmlElement") -> None:
        """Read a footnote or a list of them apart from the text."""
        entries = list(element.iter("li")) or [element]
        for place, entry in enumerate(entries, start=1):
            kept, depth = self.pieces, self._depth
            self.pieces, self._depth = [], 0
            self._anchor = entry.get("id", "")
            self._within(entry, Frame(kind="aside"))
            words = " ".join(piece.words for piece in self.pieces).replace("↩", "").strip()
            anchor = self.pieces[0].anchor if self.pieces else ""
            self.pieces, self._depth = kept, depth
            if words:
                self.notes.append(
                    Piece(
                        kind="aside",
                        words=words,
                        marker=f"{place}." if entry.tag == "li" else "",
                        anchor=anchor,
                    )
                )

    def _table(self, element: "HtmlElement", frame: Frame) -> None:
        if is_layout(element):
            self._within(element, frame)
            return
        for caption in element.iter("caption"):
            self._within(caption, Frame(kind="aside"))
        for row in element.iter("tr"):
            cells = [read_cell(cell) for cell in row if cell.tag in ("td", "th")]
            if any(cells):
                anchor = row.get("id", "") or self._anchor
                self.pieces.append(Piece(kind="row", words=" | ".join(cells), anchor=anchor))
                self._anchor = ""

    def _preformatted(self, element: "HtmlElement", frame: Frame) -> None:
        """Text set in lines of its own: a blank line ends a paragraph."""
        for part in element.text_content().replace("\r", "").split("\n\n"):
            self._say(part, False)
            self._flush(frame)

    def _superscript(self, element: "HtmlElement", frame: Frame, bold: bool) -> None:
        words = fold(element.text_content())
        linked = any(_is_inner_link(link) for link in element.iter("a")) or any(
            map(is_note_link, element.iter())
        )
        if linked or (words.strip("[]()*, ") in self._marks and self._words):
            return
        digits = words.isascii() and words.strip("+-").isdigit()
        self._say(words.translate(SUPERSCRIPTS) if digits and self._words else "", bold)
        if not (digits and self._words):
            self._children(element, frame, bold)

    def _break(self, element: "HtmlElement", frame: Frame) -> None:
        """A line break is a space; two end a paragraph, and so does one before a typed bullet or number."""
        after, words = element.getnext(), fold(element.tail or "")
        twice = after is not None and after.tag == "br" and not words
        self._say(" ", False)
        if twice or split_bullet(words)[0] or split_number(words)[0]:
            self._flush(frame)

    def _say(self, text: str | None, bold: bool) -> None:
        if text:
            letters = len(text) - text.count(" ")
            self._words.append(text)
            self._letters += letters
            self._bold += letters if bold else 0

    def _flush(self, frame: Frame) -> None:
        """End the words gathered so far as a piece of the frame's kind."""
        words = fold("".join(self._words))
        bold = self._bold > 0.9 * self._letters
        self._words, self._bold, self._letters = [], 0, 0
        if not words:
            return
        last = self.pieces[-1] if self.pieces else None
        if last and frame.opened and frame.kind == last.kind == "item" and frame.level == last.level:
            self._join(words)
        else:
            self.pieces.append(self._piece(words, frame, bold))
        frame.opened = True

    def _join(self, words: str) -> None:
        last = self.pieces[-1]
        self.pieces[-1] = Piece(
            kind="item",
            words=f"{last.words} {words}",
            level=last.level,
            marker=last.marker,
            anchor=last.anchor,
        )

    def _piece(self, words: str, frame: Frame, bold: bool) -> Piece:
        anchor, self._anchor = self._anchor, ""
        kind, level, marker = frame.kind, frame.level, "" if frame.opened else frame.marker
        if kind == "item" and frame.opened:
            kind, level = "paragraph", 0
        if kind in ("paragraph", "heading") or (kind == "item" and not marker):
            number, rest = split_number(words)
            marker, words = (number, rest) if number else (marker, words)
        if kind == "paragraph" and not marker and not frame.inside:
            bullet, rest = split_bullet(words)
            kind, level, words = ("item", 1, rest) if bullet else (kind, level, words)
        if kind == "paragraph" and bold and not frame.inside and is_bold_heading(words):
            kind, level = "heading", self._heading + 1
        return Piece(kind=kind, words=words, level=level, marker=marker, anchor=anchor)


def _numbers(element: "HtmlElement") -> dict["HtmlElement", str]:
    """The printed number of each item of an ordered list, as a browser counts."""
    style = element.get("style", "").replace(" ", "")
    names = element.get("class", "").split()
    if (
        element.tag != "ol"
        or "list-style:none" in style
        or "list-style-type:none" in style
        or "legislative-list" in names
    ):
        return {}
    items = [child for child in element if child.tag == "li"]
    backwards = element.get("reversed") is not None
    value = _integer(element.get("start"), len(items) if backwards else 1)
    numbers = {}
    for item in items:
        value = _integer(item.get("value"), value)
        numbers[item] = f"{format_number(value, element.get('type', '1')[:1] or '1')}."
        value += -1 if backwards else 1
    return numbers


def _integer(words: str | None, otherwise: int) -> int:
    try:
        return int(words) if words else otherwise
    except ValueError:
        return otherwise


def _holds_notes(element: "HtmlElement") -> bool:
    names = element.get("class", "").lower().split()
    return not NOTE_NAMES.isdisjoint(names) or element.get("role", "").lower() in NOTE_ROLES


def _is_inner_link(link: "HtmlElement") -> bool:
    return str(link.get("href", "")).startswith("#")


def _find_note_marks(root: "HtmlElement") -> list[str]:
    """Marks that open a block of their own somewhere: there the notes stand that they call."""
    marks = []
    for sup in root.iter("sup"):
        parent = sup.getparent()
        if (
            parent is not None
            and parent.tag in ("p", "li", "div")
            and not (parent.text or "").strip()
            and parent[0] is sup
        ):
            marks.append(fold(sup.text_content()).strip("[]()*, "))
    return [mark for mark in marks if mark.isdigit()]
