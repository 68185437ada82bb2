"""Word files: the XML of the package, with the numbers that Word prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extract.readers.characters import fold
from extract.readers.compose import Piece, compose, split_number
from extract.readers.days import read_day
from extract.readers.docx_numbering import Numbering, read_numbering
from extract.readers.docx_styles import Style, is_on, read_styles
from extract.readers.numbering import settle_numbers, shift_headings
from extract.readers.package import Package
from extract.readers.plain import find_title, join_cell, make_plain
from extract.readers.reading import Metadata, Reading
from models import BlockKind, Problem, Source

if TYPE_CHECKING:
    from lxml import etree

BODY = re.compile(r"word/document\d*\.xml$")
LEFT_OUT = frozenset(
    (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "Fallback",
        "footnoteReference",
        "endnoteReference",
        "pPr",
        "rPr",
    )
)
SPACES = frozenset(("tab", "br", "cr", "ptab"))
COUNTED = re.compile(r"\d+(?:\.\d+)+\.?$")


def read(path: Path, source: Source) -> Reading:
    """Read a Word file.

    Raises:
        Problem: The package is damaged, unsafe or empty.
    """
    with Package(path) as package:
        body = next((name for name in package.names() if BODY.match(name)), "word/document.xml")
        root = package.read_xml(body)
        reader = _Reader(w=root.tag[: root.tag.index("}") + 1])
        if "word/styles.xml" in package:
            reader.styles = read_styles(package.read_xml("word/styles.xml"))
        if "word/numbering.xml" in package:
            reader.numbering = read_numbering(package.read_xml("word/numbering.xml"))
        for child in root:
            reader.read_container(child)
        notes = _read_notes(package, reader)
        metadata = _read_metadata(package, reader.pieces)
    if not reader.pieces:
        raise Problem(
            f"{source.file}: holds no text; if its pages are pictures, save it as PDF and run OCR on it"
        )
    text, blocks, places = compose([*settle_numbers(shift_headings(reader.pieces, reader.titled)), *notes])
    return Reading(text=text, blocks=blocks, places=places, metadata=metadata)


@dataclass(slots=True)
class _Reader:
    """Reads block elements into pieces, in order.

    Attributes:
        w: Namespace of the package's words in braces.
        pieces: What was read so far.
        called: Ids of the notes that the text calls, in order.
        titled: Whether a paragraph is styled as the document's title.
    """

    w: str
    styles: dict[str, Style] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    pieces: list[Piece] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)
    titled: bool = False
    _heading: int = 0

    def read_container(self, element: "etree._Element") -> None:
        """Read the paragraphs and tables of a body, a content control or a text box."""
        for child in element:
            name = _local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                self.read_container(child)

    def _paragraph(self, element: "etree._Element") -> None:
        style = self._style(element)
        if not style.contents:
            runs = list(self._runs(element))
            words = fold("".join(text for text, _ in runs))
            bullet, marker, depth = self._number(element, style, words)
            if words:
                bold = all(style.bold if own is None else own for text, own in runs if text.strip())
                self._keep(words, style, bold, bullet, marker, depth)
        for box in element.iter(f"{self.w}txbxContent"):
            if not any(_local(above) == "Fallback" for above in box.iterancestors()):
                self.read_container(box)

    def _keep(self, words: str, style: Style, bold: bool, bullet: bool, marker: str, depth: int) -> None:
        level = depth + style.indent + 1
        if style.title or style.heading:
            self.titled |= style.title
            self._heading = 0 if style.title else style.heading
            number, rest = (marker, words) if marker else split_number(words)
            piece = Piece(kind="heading", level=max(1, style.heading), marker=number, words=rest)
        elif bullet:
            piece = Piece(kind="item", level=level, words=words)
        elif marker:
            counted = bool(COUNTED.match(marker))
            kind: BlockKind = "paragraph" if counted else "item"
            piece = Piece(kind=kind, level=0 if counted else level, marker=marker, words=words)
        else:
            piece = make_plain(words, bold, self._heading)
        self.pieces.append(piece)

    def _style(self, element: "etree._Element") -> Style:
        properties = element.find(f"{self.w}pPr")
        named = properties.find(f"{self.w}pStyle") if properties is not None else None
        style = self.styles.get(str(named.get(f"{self.w}val")) if named is not None else "", Style())
        outline = properties.find(f"{self.w}outlineLvl") if properties is not None else None
        level = str(outline.get(f"{self.w}val")) if outline is not None else ""
        return replace(style, heading=int(level) + 1 if int(level) < 9 else 0) if level.isdigit() else style

    def _number(self, element: "etree._Element", style: Style, words: str) -> tuple[bool, str, int]:
        """Bullet, printed number and depth of a paragraph; an empty one prints and counts nothing."""
        own = element.find(f"{self.w}pPr/{self.w}numPr")
        number_id, depth = style.number_id, style.depth
        if own is not None:
            identity, level = own.find(f"{self.w}numId"), own.find(f"{self.w}ilvl")
            number_id = str(identity.get(f"{self.w}val")) if identity is not None else number_id
            depth = int(level.get(f"{self.w}val", "0")) if level is not None else depth
        if not words or number_id in ("", "0"):
            return False, "", depth
        bullet, marker = self.numbering.next_label(number_id, depth)
        return bullet, marker, depth

    def _runs(self, element: "etree._Element") -> Iterator[tuple[str, bool | None]]:
        """Text of a paragraph with the weight that each run sets; ``None`` if it leaves that to the style."""
        for child in element:
            name = _local(child)
            if name == "r":
                properties = child.find(f"{self.w}rPr")
                if not is_on(properties, f"{self.w}vanish"):
                    yield "".join(self._run_text(child)), is_on(properties, f"{self.w}b")
            elif name not in LEFT_OUT and name not in ("txbxContent", "tbl"):
                yield from self._runs(child)

    def _run_text(self, run: "etree._Element") -> Iterator[str]:
        for child in run:
            name = _local(child)
            if name == "t":
                yield child.text or ""
            elif name in SPACES:
                yield " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _symbol(child, self.w)
            elif name in ("footnoteReference", "endnoteReference"):
                self.called.append((name[: name.index("R")], str(child.get(f"{self.w}id"))))

    def _table(self, element: "etree._Element") -> None:
        rows = [list(_inside(row, "tc")) for row in _inside(element, "tr")]
        if all(len(row) <= 1 for row in rows):
            for cell in (cell for row in rows for cell in row):
                self.read_container(cell)
            return
        for row in rows:
            cells = [self._cell(cell) for cell in row]
            if any(cells):
                self.pieces.append(Piece(kind="row", words=" | ".join(cells)))

    def _cell(self, element: "etree._Element") -> str:
        inner = replace(self, pieces=[])
        inner.read_container(element)
        return join_cell(inner.pieces)


def _inside(element: "etree._Element", name: str) -> Iterator["etree._Element"]:
    """Rows of a table or cells of a row, those in content controls as well; not those of inner tables."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(child, name)


def _symbol(element: "etree._Element", w: str) -> str:
    code = str(element.get(f"{w}char", ""))
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""


def _local(element: "etree._Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _read_notes(package: Package, reader: _Reader) -> list[Piece]:
    """Footnotes and endnotes in the order in which the text calls them."""
    words: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        if (member := f"word/{kind}s.xml") in package:
            for entry in package.read_xml(member).iter(f"{reader.w}{kind}"):
                inner = replace(reader, pieces=[])
                inner.read_container(entry)
                words[kind, str(entry.get(f"{reader.w}id"))] = " ".join(piece.words for piece in inner.pieces)
    called = list(dict.fromkeys(reader.called))
    numbered = ((number, words.get(call, "")) for number, call in enumerate(called, start=1))
    return [Piece(kind="aside", marker=f"{number}.", words=note) for number, note in numbered if note]


def _read_metadata(package: Package, pieces: list[Piece]) -> Metadata:
    found: dict[str, str | date | tuple[str, ...]] = {}
    said: dict[str, str] = {}
    for member in ("docProps/core.xml", "docProps/app.xml"):
        if member in package:
            said |= {_local(e): fold(e.text or "") for e in package.read_xml(member) if not len(e)}
    for key, words in (
        ("title", find_title(pieces) or said.get("title", "")),
        ("author", said.get("creator", "")),
        ("publisher", said.get("Company", "")),
    ):
        if words:
            found[key] = words
    if language := said.get("language", ""):
        found["language"] = language
    for key in ("created", "modified"):
        if day := read_day(said.get(key, "")):
            found[key] = day
    return found
