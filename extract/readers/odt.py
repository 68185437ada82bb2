"""OpenDocument text: headings, lists with the numbers that they print, tables, notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extract.readers.characters import fold
from extract.readers.compose import Piece, compose, split_number
from extract.readers.days import read_day
from extract.readers.numbering import format_number, settle_numbers, shift_headings
from extract.readers.package import Package
from extract.readers.plain import find_title, join_cell, make_plain
from extract.readers.reading import Metadata, Reading
from models import Problem, Source

if TYPE_CHECKING:
    from lxml import etree

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LEFT_OUT = frozenset(
    [
        "table-of-content",
        "illustration-index",
        "table-index",
        "alphabetical-index",
        "bibliography",
        "user-index",
        "tracked-changes",
        "annotation",
        "annotation-end",
        "note",
        "forms",
        "sequence-decls",
        "variable-decls",
        "hidden-text",
        "hidden-paragraph",
        "ruby-text",
    ]
)
SPACES = frozenset(("s", "tab", "line-break"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """How one level of a list style prints: a bullet, or a number with what stands round it."""

    bullet: bool = True
    style: str = "1"
    before: str = ""
    after: str = "."
    start: int = 1
    shown: int = 1


def read(path: Path, source: Source) -> Reading:
    """Read an OpenDocument text.

    Raises:
        Problem: The package is damaged, unsafe, encrypted or empty.
    """
    with Package(path) as package:
        if b"encryption-data" in (
            package.read_bytes("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else b""
        ):
            raise Problem(f"{source.file}: is encrypted; save it without a password")
        content = package.read_xml("content.xml")
        roots = [content] + ([package.read_xml("styles.xml")] if "styles.xml" in package else [])
        reader = _Reader(lists=_read_lists(roots), bold=_read_bold(roots), titles=_read_titles(roots))
        for body in content.iter(f"{OFFICE}text"):
            reader.read_container(body)
        metadata = _read_metadata(package, reader.pieces)
    if not reader.pieces:
        raise Problem(
            f"{source.file}: holds no text; if its pages are pictures, save it as PDF and run OCR on it"
        )
    text, blocks, places = compose(
        [*settle_numbers(shift_headings(reader.pieces, reader.titled)), *reader.notes]
    )
    return Reading(text=text, blocks=blocks, places=places, metadata=metadata)


@dataclass(slots=True)
class _Reader:
    """Reads block elements into pieces, in order."""

    lists: dict[str, dict[int, ListLevel]]
    bold: frozenset[str]
    titles: frozenset[str]
    titled: bool = False
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    _heading: int = 0
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _by_id: dict[str, str] = field(default_factory=dict)

    def read_container(self, element: "etree._Element") -> None:
        """Read the paragraphs, lists and tables of a body, a section or a text box."""
        for child in element:
            name = _local(child)
            if name in LEFT_OUT:
                continue
            if name == "h":
                self._heading_piece(child)
            elif name == "p":
                self._paragraph(child)
            elif name == "list":
                self._list(child, 1, "")
            elif name == "table":
                self._table(child)
            else:
                self.read_container(child)

    def _heading_piece(self, element: "etree._Element") -> None:
        if words := self._words(element):
            self._heading = int(element.get(f"{TEXT}outline-level", "1"))
            number, rest = split_number(words)
            self.pieces.append(Piece(kind="heading", level=self._heading, marker=number, words=rest))

    def _paragraph(self, element: "etree._Element") -> None:
        if not (words := self._words(element)):
            return
        if element.get(f"{TEXT}style-name") in self.titles:
            self.titled = True
            self.pieces.append(Piece(kind="heading", level=1, words=words))
        else:
            self.pieces.append(make_plain(words, self._is_bold(element), self._heading))

    def _list(self, element: "etree._Element", depth: int, name: str) -> None:
        name = element.get(f"{TEXT}style-name") or name
        counts = self._open_list(element, depth, name)
        for entry in element:
            if _local(entry) in ("list-item", "list-header"):
                self._item(entry, depth, name, counts)

    def _open_list(self, element: "etree._Element", depth: int, name: str) -> dict[int, int]:
        """The counts of a list: its own, or those of the list that it goes on from."""
        continued = element.get(f"{TEXT}continue-list")
        key = self._by_id.get(str(continued), name)
        if identity := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._by_id[identity] = key
        counts = self._counts.setdefault(key, {})
        goes_on = continued is not None or element.get(f"{TEXT}continue-numbering") == "true"
        if not goes_on:
            for deep in [d for d in counts if d >= depth]:
                del counts[deep]
        return counts

    def _item(self, entry: "etree._Element", depth: int, name: str, counts: dict[int, int]) -> None:
        marker = self._marker(entry, depth, name, counts) if _local(entry) == "list-item" else ""
        fresh = True
        for child in entry:
            if _local(child) == "list":
                self._list(child, depth + 1, name)
            elif _local(child) == "h":
                self._heading_piece(child)
            elif words := self._words(child):
                self._keep_item(words, depth, marker, fresh)
                fresh = False

    def _keep_item(self, words: str, depth: int, marker: str, fresh: bool) -> None:
        if not fresh and self.pieces[-1].kind == "item":
            self.pieces[-1] = replace(self.pieces[-1], words=f"{self.pieces[-1].words} {words}")
        elif not fresh:
            self.pieces.append(Piece(kind="paragraph", words=words))
        elif marker.count(".") > 1:
            self.pieces.append(Piece(kind="paragraph", marker=marker, words=words))
        else:
            self.pieces.append(Piece(kind="item", level=depth, marker=marker, words=words))

    def _marker(self, entry: "etree._Element", depth: int, name: str, counts: dict[int, int]) -> str:
        levels = self.lists.get(name, {})
        level = levels.get(depth, ListLevel())
        if not any(self._words(child) for child in entry if _local(child) in ("p", "h")):
            return ""
        start = entry.get(f"{TEXT}start-value", "")
        counts[depth] = int(start) if start.isdigit() else counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.bullet or not level.style:
            return ""
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        numbers = [format_number(counts.get(d, 1), levels.get(d, level).style or "1") for d in shown]
        return level.before + ".".join(numbers) + level.after

    def _table(self, element: "etree._Element") -> None:
        rows = [[c for c in row if _local(c) == "table-cell"] for row in _rows(element)]
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

    def _words(self, element: "etree._Element") -> str:
        return fold("".join(self._text(element)))

    def _text(self, element: "etree._Element") -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = _local(child)
            if name == "note":
                self._note(child)
            elif name in SPACES:
                yield " "
            elif name == "text-box":
                self.read_container(child)
            elif name and name not in LEFT_OUT and name not in ("p", "h", "list"):
                yield from self._text(child)
            yield child.tail or ""

    def _note(self, element: "etree._Element") -> None:
        inner = replace(self, pieces=[])
        for body in element.iter(f"{TEXT}note-body"):
            inner.read_container(body)
        words = " ".join(piece.words for piece in inner.pieces)
        if words:
            self.notes.append(Piece(kind="aside", marker=f"{len(self.notes) + 1}.", words=words))

    def _is_bold(self, element: "etree._Element") -> bool:
        if element.get(f"{TEXT}style-name") in self.bold:
            return True
        inner = [child for child in element if "".join(child.itertext()).strip()]
        return (
            bool(inner)
            and not (element.text or "").strip()
            and all(
                child.get(f"{TEXT}style-name") in self.bold and not (child.tail or "").strip()
                for child in inner
            )
        )


def _rows(table: "etree._Element") -> Iterator["etree._Element"]:
    """A table's rows, in groups and headers as well; not those of inner tables."""
    for child in table:
        if _local(child) == "table-row":
            yield child
        elif _local(child) in ("table-header-rows", "table-row-group", "table-rows"):
            yield from _rows(child)


def _local(element: "etree._Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _read_lists(roots: list["etree._Element"]) -> dict[str, dict[int, ListLevel]]:
    lists: dict[str, dict[int, ListLevel]] = {}
    for style in (style for root in roots for style in root.iter(f"{TEXT}list-style")):
        levels = {
            int(level.get(f"{TEXT}level", "1")): _read_level(level)
            for level in style
            if level.get(f"{TEXT}level")
        }
        lists.setdefault(str(style.get(f"{STYLE}name")), levels)
    return lists


def _read_level(level: "etree._Element") -> ListLevel:
    start, shown = level.get(f"{TEXT}start-value", "1"), level.get(f"{TEXT}display-levels", "1")
    return ListLevel(
        bullet=_local(level) != "list-level-style-number",
        style=level.get(f"{STYLE}num-format", "")[:1],
        before=level.get(f"{STYLE}num-prefix", ""),
        after=level.get(f"{STYLE}num-suffix", ""),
        start=int(start) if start.isdigit() else 1,
        shown=int(shown) if shown.isdigit() else 1,
    )


def _read_bold(roots: list["etree._Element"]) -> frozenset[str]:
    """Names of the styles whose letters are bold, by themselves or by the style that they are based on."""
    entries = {str(s.get(f"{STYLE}name")): s for root in reversed(roots) for s in root.iter(f"{STYLE}style")}
    return frozenset(name for name in entries if _weight(entries, name, 0) == "bold")


def _read_titles(roots: list["etree._Element"]) -> frozenset[str]:
    """Names of the styles of a document's title: ``Title``, and those that are based on it."""
    based = {
        str(s.get(f"{STYLE}name")): str(s.get(f"{STYLE}parent-style-name"))
        for root in roots
        for s in root.iter(f"{STYLE}style")
    }
    return frozenset({"Title", *(name for name, parent in based.items() if parent == "Title")})


def _weight(entries: dict[str, "etree._Element"], name: str, depth: int) -> str:
    if name not in entries or depth > 20:
        return ""
    own = next((p.get(f"{FO}font-weight") for p in entries[name].iter(f"{STYLE}text-properties")), None)
    return own or _weight(entries, str(entries[name].get(f"{STYLE}parent-style-name")), depth + 1)


def _read_metadata(package: Package, pieces: list[Piece]) -> Metadata:
    found: dict[str, str | date | tuple[str, ...]] = {}
    said: dict[str, str] = {}
    if "meta.xml" in package:
        said = {
            _local(e): fold(e.text or "")
            for e in package.read_xml("meta.xml").iter()
            if _local(e) and not len(e)
        }
    for key, words in (
        ("title", find_title(pieces) or said.get("title", "")),
        ("author", said.get("creator", "")),
    ):
        if words:
            found[key] = words
    if language := said.get("language", ""):
        found["language"] = language
    for key, name in (("created", "creation-date"), ("modified", "date")):
        if day := read_day(said.get(name, "")):
            found[key] = day
    return found
