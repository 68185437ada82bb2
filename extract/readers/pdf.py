"""PDF files: pages of letters to the text that they print."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extract.readers.characters import fold
from extract.readers.compose import Piece, compose
from extract.readers.days import read_day
from extract.readers.hyphens import read_vocabulary
from extract.readers.numbering import settle_numbers
from extract.readers.pdf_furniture import strip_furniture
from extract.readers.pdf_glyphs import PageText, damaged_page, read_page
from extract.readers.pdf_lines import Line
from extract.readers.pdf_notes import join_notes, split_notes
from extract.readers.pdf_order import read_lines
from extract.readers.pdf_paragraphs import Layout, join_paragraphs
from extract.readers.pdf_pieces import PieceMaker
from extract.readers.pdf_tables import is_boxed, read_tables
from extract.readers.reading import Metadata, Reading
from models import Problem, Source

if TYPE_CHECKING:
    import pypdfium2

OCR = "run OCR on it first, for example with ocrmypdf"
SHOWN = 8  # page numbers in a warning
PICTURE_WORDS = 20  # letters below which a page with a picture is taken for a scan


def read(path: Path, source: Source) -> Reading:
    """Read a PDF.

    Raises:
        Problem: It is encrypted, damaged, without pages or without text.
    """
    pages, metadata = _read_pages(path, source)
    warnings = _check_pages(pages, source)
    bare, furniture = strip_furniture(pages)
    tables = read_tables(path, bare)
    vocabulary = read_vocabulary(_plain_lines(bare))
    lines, contents = read_lines(bare, tables, vocabulary)
    layout = Layout.of(lines)
    text_lines, note_lines = _split_all_notes(lines, bare, layout)
    notes = join_notes(note_lines)
    maker = PieceMaker(
        layout=Layout.of(text_lines), vocabulary=vocabulary, marks=frozenset(n.mark for n in notes)
    )
    pieces = maker.make(join_paragraphs(text_lines, maker.layout))
    below = [maker.make_note(note) for note in notes]
    text, blocks, places = compose([*settle_numbers(pieces), *(note for note in below if note.words)])
    return Reading(
        text=text,
        blocks=blocks,
        metadata=_with_title(metadata, pieces),
        places=places,
        furniture=tuple(sorted([*furniture, *contents], key=lambda one: (one.page, one.box))),
        warnings=warnings,
    )


def has_text(path: Path, source: Source) -> bool:
    """Whether every page that has a picture has words as well: else OCR may find more.

    Raises:
        Problem: The file is encrypted, damaged or without pages.
    """
    pages, _ = _read_pages(path, source)
    return not any(page.pictures and _is_empty(page) for page in pages)


def _read_pages(path: Path, source: Source) -> tuple[list[PageText], Metadata]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Problem(f"{source.file}: {_why_closed(str(error))}") from error
    try:
        if len(pdf) == 0:
            raise Problem(f"{source.file}: has no pages; fetch it again")
        return [_read_one(pdf, index) for index in range(len(pdf))], _read_metadata(pdf)
    finally:
        pdf.close()


def _why_closed(error: str) -> str:
    if "password" in error.lower():
        return "is encrypted; save it without a password"
    if "security" in error.lower():
        return "is protected in a way that cannot be read; save it without protection"
    return "is damaged and cannot be opened as a PDF; fetch it again"


def _read_one(pdf: "pypdfium2.PdfDocument", index: int) -> PageText:
    """One page; a damaged one is empty and says so."""
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return damaged_page(index + 1)
    try:
        return read_page(page, index + 1)
    finally:
        page.close()


def _check_pages(pages: Sequence[PageText], source: Source) -> tuple[str, ...]:
    """Warnings naming the pages that are damaged or pictures of text; if all are, that is a Problem."""
    damaged = [page.number for page in pages if page.damaged]
    if len(damaged) == len(pages):
        raise Problem(f"{source.file}: its pages are damaged; fetch it again")
    scans = [page.number for page in pages if page.pictures and _is_empty(page)]
    if len(scans) == len(pages) or not any(page.spans for page in pages):
        raise Problem(f"{source.file}: its pages are pictures and hold no text; {OCR}")
    warnings = [f"{_name_pages(scans, 'picture')} without text; {OCR}"] if scans else []
    if damaged:
        warnings.append(f"{_name_pages(damaged, 'ruin')} that cannot be read; fetch the file again")
    return tuple(f"{source.file}: {words}" for words in warnings)


def _is_empty(page: PageText) -> bool:
    return sum(len(span.text) for span in page.spans) < PICTURE_WORDS


def _name_pages(numbers: Sequence[int], what: str) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} is a {what}"
    others = f" and {len(numbers) - SHOWN} others" if len(numbers) > SHOWN else ""
    return f"pages {', '.join(map(str, numbers[:SHOWN]))}{others} are {what}s"


def _plain_lines(pages: Sequence[PageText]) -> Iterator[str]:
    """The printed lines as far as the first pass knows them: enough to know the words."""
    for page in pages:
        for span in page.spans:
            yield fold(span.text.rstrip("\u00ad")) + ("\u00ad" if span.text.endswith("\u00ad") else "")


def _split_all_notes(
    lines: Sequence[Line], pages: Sequence[PageText], layout: Layout
) -> tuple[list[Line], list[Line]]:
    text: list[Line] = []
    notes: list[Line] = []
    by_page: dict[int, list[Line]] = {page.number: [] for page in pages}
    for line in lines:
        by_page[line.page].append(line)
    for page in pages:
        rules = () if is_boxed(page) else page.lines
        above, below = split_notes(by_page[page.number], rules, layout.body, (page.width, page.height))
        text += above
        notes += below
    return text, notes


def _read_metadata(pdf: "pypdfium2.PdfDocument") -> Metadata:
    said = {key: fold(value) for key, value in pdf.get_metadata_dict(skip_empty=True).items()}
    found: dict[str, str | date | tuple[str, ...]] = {}
    for key, name in (("title", "Title"), ("author", "Author"), ("description", "Subject")):
        if words := said.get(name):
            found[key] = words
    for key, name in (("created", "CreationDate"), ("modified", "ModDate")):
        digits = said.get(name, "").removeprefix("D:")
        if day := read_day(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"):
            found[key] = day
    return found


def _with_title(metadata: Metadata, pieces: Sequence[Piece]) -> Metadata:
    """The largest heading of the first page is the title; else what the file's properties say."""
    first = [piece for piece in pieces if piece.kind == "heading" and piece.page == pieces[0].page]
    best = min(first, key=lambda piece: piece.level, default=None)
    if best is not None:
        return {**metadata, "title": best.words}
    return metadata
