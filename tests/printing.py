"""PDFs drawn line by line for the tests, as a typesetter sets them."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.readers import Reading, read_file
from models import Source

LEFT, TOP, WIDTH, LEADING = 80.0, 760.0, 430.0, 15.0
PROSE = (
    "The Department will publish a plan for every region before the end of the year, and it will say who is to act.",
    "We have asked the inspectorate to look at the records of all forces, because the inquiry found that many of "
    "them had been kept badly and that nobody had been told of it for a long time.",
    "Ministers agreed in March that the fund should be opened to councils that had not applied for it before, and "
    "that those which had been refused should be asked to apply again.",
)


def read_pdf(path: Path) -> Reading:
    return read_file(path, Source(id="made", file=path.name, title="made"))


def words_of(reading: Reading, kind: str = "") -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if kind in ("", b.kind)]


def wrap(words: str, width: float = WIDTH, font: str = "Times-Roman", size: float = 11) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Printer:
    """Prints on a page from top to bottom, as a typesetter does."""

    def __init__(self, path: Path, **options: object) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=True, **options)
        self.y = TOP

    def line(self, words: str, x: float = LEFT, font: str = "Times-Roman", size: float = 11) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, words)
        self.y -= LEADING

    def paragraph(self, words: str, x: float = LEFT, width: float = WIDTH) -> None:
        for line in wrap(words, width):
            self.line(line, x)
        self.y -= 6

    def page(self) -> None:
        self.canvas.showPage()
        self.y = TOP

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()


def print_pages(path: Path, each: Callable[[Printer, int], None], pages: int = 4) -> Reading:
    """Pages of the same prose, each dressed by ``each``."""
    printer = Printer(path)
    for number in range(1, pages + 1):
        each(printer, number)
        for words in prose_of(number):
            printer.paragraph(words)
        printer.page()
    printer.canvas.save()
    return read_pdf(path)


def prose_of(page: int) -> list[str]:
    """Prose that no two pages begin or end with."""
    months = ("January", "February", "March", "April", "May", "June")
    return [f"In {months[page - 1]} we said so. {PROSE[(page + place) % 3]}" for place in range(3)]
