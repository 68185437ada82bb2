"""Paragraphs of printed lines to pieces: headings by their letters, items by their bullets, rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.readers.characters import fold
from extract.readers.compose import Line as Printed
from extract.readers.compose import Piece
from extract.readers.hyphens import Vocabulary, join_lines
from extract.readers.pdf_lines import MARK_CLOSE, MARK_OPEN, Line, merge_boxes
from extract.readers.pdf_notes import Note, drop_marks
from extract.readers.pdf_paragraphs import Layout, is_ended
from models import BlockKind

HEADING_LENGTH = 200  # letters; longer ones in bold or large type are text
DEEPER = 4.0  # points by which a bullet stands further in than those of the level above
INNER = 1.5  # how far in, in units of the letters' size, a number must stand to be an item's
DECIMAL = re.compile(r"\d{1,3}[.)]?$")
LETTERED = re.compile(r"\(?[a-z]{1,6}[.)]$|\(\d{1,2}\)$|\(?[A-Z][.)]$")
CAPITALS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*$")


@dataclass(slots=True)
class PieceMaker:
    """Makes pieces of a document's paragraphs, one after the other.

    Attributes:
        layout: The document's layout.
        vocabulary: Its words, which settle hyphens.
        marks: Marks of its footnotes.
    """

    layout: Layout
    vocabulary: Vocabulary
    marks: frozenset[str]
    _levels: list[float] = field(default_factory=list)
    _outermost: float = 0.0

    def make(self, paragraphs: Sequence[Sequence[Line]]) -> list[Piece]:
        """The pieces of the text, in order."""
        styles = sorted({_style(lines[0]) for lines in paragraphs if self._is_heading(lines)}, reverse=True)
        numbered = [lines[0] for lines in paragraphs if DECIMAL.match(lines[0].marker)]
        self._outermost = min((line.x - line.left for line in numbered), default=0.0)
        return [piece for lines in paragraphs if (piece := self._make(lines, styles)).words]

    def make_note(self, note: Note) -> Piece:
        """A footnote's piece."""
        words, printed = self._join(note.lines)
        return _piece(
            "aside", words, printed, note.lines, marker=f"{note.mark}." if note.mark.isdigit() else note.mark
        )

    def _make(self, lines: Sequence[Line], styles: Sequence[tuple[float, bool]]) -> Piece:
        first = lines[0]
        if first.cells:
            return _piece("row", " | ".join(first.cells), (), lines)
        words, printed = self._join(lines)
        if first.bullet or LETTERED.match(first.marker) or self._is_inner_number(first):
            marker = "" if first.bullet else first.marker
            return _piece("item", words, printed, lines, level=self._level(first), marker=marker)
        self._levels.clear()
        if self._is_heading(lines):
            level = styles.index(_style(first)) + 1
            return _piece("heading", words, printed, lines, level=level, marker=first.marker)
        return _piece("paragraph", words, printed, lines, marker=first.marker)

    def _is_inner_number(self, first: Line) -> bool:
        """Holds for a number that stands further in than those of the numbered paragraphs."""
        inner = first.x - first.left > self._outermost + INNER * first.size
        return bool(DECIMAL.match(first.marker)) and inner and not self.layout.stands_out(first)

    def _level(self, first: Line) -> int:
        """Depth of an item by how far in its bullet stands."""
        x = first.x - first.left
        while self._levels and x < self._levels[-1] - DEEPER:
            self._levels.pop()
        if not self._levels or x > self._levels[-1] + DEEPER:
            self._levels.append(x)
        return len(self._levels)

    def _is_heading(self, lines: Sequence[Line]) -> bool:
        first = lines[0]
        if first.bullet or first.cells or LETTERED.match(first.marker):
            return False
        words = " ".join(line.text for line in lines)
        if len(words) > HEADING_LENGTH or not any(map(str.isalpha, words)):
            return False
        ended = is_ended(words) and not words.rstrip().endswith("?")
        if all(self.layout.stands_out(line) for line in lines):
            return not ended
        return (
            len(lines) <= 2
            and not ended
            and len(words) < 100
            and bool(CAPITALS.match(words))
            and " " in words
        )

    def _join(self, lines: Sequence[Line]) -> tuple[str, tuple[Printed, ...]]:
        """Words of printed lines on one line, and where each begins in them."""
        words = ""
        printed = []
        for line in lines:
            text = fold_line(drop_marks(line.text, self.marks))
            if not text:
                continue
            joined = join_lines(words, text, self.vocabulary) if words else text
            printed.append(Printed(start=len(joined) - len(text), page=line.page, box=line.box))
            words = joined
        return settle_hyphens(words), tuple(printed)


def fold_line(text: str) -> str:
    """A line's clean letters; the typesetter's hyphen at its end stays until the next line is known."""
    ends_soft = text.rstrip().endswith("\u00ad")
    return fold(settle_hyphens(text.rstrip().removesuffix("\u00ad"))) + ("\u00ad" if ends_soft else "")


def settle_hyphens(text: str) -> str:
    """Hyphens that stayed within words as plain ones, marks that stayed as their letters."""
    return text.replace("\u00ad", "-").replace(MARK_OPEN, "").replace(MARK_CLOSE, "")


def _style(line: Line) -> tuple[float, bool]:
    return (round(line.size * 2) / 2, line.bold)


def _piece(
    kind: BlockKind,
    words: str,
    printed: tuple[Printed, ...],
    lines: Sequence[Line],
    *,
    level: int = 0,
    marker: str = "",
) -> Piece:
    first = lines[0]
    beside = [line.box for line in lines if (line.page, line.column) == (first.page, first.column)]
    return Piece(
        kind=kind,
        words=words,
        level=level,
        marker=marker,
        page=first.page,
        box=_rounded(merge_boxes(beside)),
        lines=printed or (Printed(start=0, page=first.page, box=first.box),),
    )


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Tenths of a point: finer differs between versions of the libraries and shows nowhere."""
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
