"""The page of a PDF with one sentence highlighted."""

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.corpus import hash_file
from extract.readers import Place, Reading, read_file
from models import Problem, Row, Source
from onrecord.tables.records import DocumentRow

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

SCALE = 2.0  # pixels a point: 144 dots an inch, at which a screen shows 9-point notes well
LARGEST = 4000  # pixels of a picture's longer side; a poster is drawn smaller
YELLOW = (255, 236, 92)
MARGIN = 2  # pixels by which the colour reaches beyond the letters
UNSURE = frozenset(" -\u2010\u2011\u00ad\ufffe\ufffd")
TURNS = (0, 90, 270)  # degrees by which a page is turned whose text reads upwards or downwards

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter or mark as printed, and where it stands in the picture, in pixels."""

    text: str
    box: Box


def draw_row(row: Row, document: DocumentRow, corpus: Path, picture: Path) -> list[int]:
    """Draw the page on which a row begins, its words highlighted, as a PNG file.

    Returns:
        The pages on which its words are printed; the first of them is drawn.

    Raises:
        Problem: The source is no PDF, is not the file that was read, or the picture cannot be written.
    """
    if picture.suffix.lower() != ".png":
        raise Problem(f"{picture}: a picture is written as PNG; give a name that ends in .png")
    path, reading = _read(row, document, corpus)
    places = [place for place in reading.places if place.start < row.end and row.start < place.end]
    if not places:
        raise Problem(f"{document.file}: has no pages that could be drawn; only a PDF has")
    pages = list(dict.fromkeys(place.page for place in places))
    lines = [place for place in places if place.page == pages[0]]
    image = _draw(path, pages[0], lines, reading.text, row)
    draft = picture.with_name(f".{picture.name}.partial")
    try:
        image.save(draft, format="PNG")
        os.replace(draft, picture)
    except OSError as error:
        raise Problem(f"{picture}: cannot be written ({error.strerror}); name another file") from error
    finally:
        draft.unlink(missing_ok=True)
    return pages


def _read(row: Row, document: DocumentRow, corpus: Path) -> tuple[Path, Reading]:
    path = corpus / document.file
    if not path.is_file():
        raise Problem(f"{path}: no such file; give the folder of the documents with --corpus")
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise Problem(f"{document.file}: is no PDF, and only a PDF has pages that could be drawn")
    if hash_file(path) != row.source_sha256:
        raise Problem(f"{document.file}: is not the file that was read; run `onrecord run` again")
    reading = read_file(path, Source(id=document.document_id, file=document.file, title=document.title))
    if reading.text[row.start : row.end] != row.quote:
        raise Problem(f"{document.file}: is read otherwise by this version; run `onrecord run` again")
    return path, reading


def _draw(path: Path, number: int, lines: Sequence[Place], text: str, row: Row) -> "Image":
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        page = pdf[number - 1]
        scale = min(SCALE, LARGEST / max(page.get_size()))
        for turn in TURNS:
            bitmap = page.render(scale=scale, rotation=turn)
            letters = _read_letters(page, bitmap)
            boxes = [_find_box(place, letters, scale, text, row) for place in lines]
            if all(boxes):
                return _highlight(bitmap.to_pil(), [box for box in boxes if box])
        whole = [_scale(place.box, scale) for place in lines]
        return _highlight(page.render(scale=scale).to_pil(), whole)
    finally:
        pdf.close()


def _read_letters(page: "pypdfium2.PdfPage", bitmap: "pypdfium2.PdfBitmap") -> list[_Letter]:
    """The letters of a page with their places in its picture."""
    import pypdfium2.raw as pdfium

    view, words = bitmap.get_posconv(page), page.get_textpage()
    letters = []
    for index in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, index)
        plain = _plain(chr(code)) if code else ""
        if plain:
            left, bottom, right, top = words.get_charbox(index)
            (ax, ay), (bx, by) = view.to_bitmap(left, bottom), view.to_bitmap(right, top)
            box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            letters += [_Letter(letter, box) for letter in plain]
    words.close()
    return letters


def _plain(text: str) -> str:
    """What is printed, without what is not always read as it is printed: spaces and hyphens."""
    kept = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in kept if letter.isprintable() and letter not in UNSURE)


def _find_box(place: Place, letters: Sequence[_Letter], scale: float, text: str, row: Row) -> Box | None:
    """Where a row's words stand on one printed line; ``None`` if the letters there are others."""
    x0, top, x1, bottom = _scale(place.box, scale)
    inside = [
        letter
        for letter in letters
        if x0 - MARGIN <= (letter.box[0] + letter.box[2]) / 2 <= x1 + MARGIN
        and top - MARGIN <= (letter.box[1] + letter.box[3]) / 2 <= bottom + MARGIN
    ]
    printed = "".join(letter.text for letter in inside)
    start, end = max(place.start, row.start), min(place.end, row.end)
    wanted = _plain(text[start:end])
    at = _nearest(printed, wanted, len(_plain(text[place.start : start])))
    if at < 0:
        return None
    boxes = [letter.box for letter in inside[at : at + len(wanted)]] or [(x0, top, x0, bottom)]
    return (min(box[0] for box in boxes), top, max(box[2] for box in boxes), bottom)


def _nearest(printed: str, wanted: str, expected: int) -> int:
    """Where words stand in a line that holds them perhaps twice: the place nearest to the expected one."""
    places = [at for at in range(len(printed) - len(wanted) + 1) if printed.startswith(wanted, at)]
    return min(places, key=lambda at: abs(at - expected), default=-1)


def _scale(box: Box, scale: float) -> Box:
    x0, top, x1, bottom = (scale * edge for edge in box)
    return (x0, top, x1, bottom)


def _highlight(page: "Image", boxes: Sequence[Box]) -> "Image":
    """The picture with colour behind the letters of some boxes."""
    from PIL import Image, ImageChops, ImageDraw

    colour = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(colour)
    for x0, top, x1, bottom in boxes:
        if x0 < x1:
            draw.rectangle((x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN), fill=YELLOW)
    return ImageChops.multiply(page.convert("RGB"), colour)
