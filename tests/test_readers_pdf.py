"""Pages of letters to the text that they print."""

from collections.abc import Callable
from pathlib import Path

import pytest
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


def test_running_heads_feet_and_page_numbers_are_noted_and_left_out(tmp_path: Path):
    def dress(printer: Printer, number: int) -> None:
        printer.canvas.setFont("Helvetica", 8)
        printer.canvas.drawString(LEFT, 805, "Annual report" if number % 2 else "Chapter two: what we did")
        printer.canvas.drawString(LEFT, 40, "CP 1234")
        printer.canvas.drawString(500, 40, f"{number} | Page")

    reading = print_pages(tmp_path / "made.pdf", dress, pages=6)
    assert words_of(reading) == [words for page in range(1, 7) for words in prose_of(page)]
    assert {one.role for one in reading.furniture} == {"head", "foot"}
    assert len(reading.furniture) == 12


@pytest.mark.parametrize("marks", ["{}", "Page {} of 4", "- {} -"])
def test_page_numbers_of_every_form_are_left_out(marks: str, tmp_path: Path):
    def dress(printer: Printer, number: int) -> None:
        printer.canvas.setFont("Times-Roman", 11)
        printer.canvas.drawCentredString(297, 40, marks.format(number))

    reading = print_pages(tmp_path / "made.pdf", dress)
    assert words_of(reading) == [words for page in range(1, 5) for words in prose_of(page)]
    assert {one.role for one in reading.furniture} == {"page-number"}


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_are_noted_and_left_out(step: int, tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    lines = [line for words in PROSE * 3 for line in wrap(words)]
    for number, line in enumerate(lines, start=1):
        if number % step == 0:
            printer.canvas.setFont("Times-Roman", 8)
            printer.canvas.drawRightString(LEFT - 15, printer.y, str(number))
        printer.line(line)
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    assert " ".join(words_of(reading)) == " ".join(PROSE * 3)
    assert {one.role for one in reading.furniture} == {"line-number"}


def test_a_sentence_goes_on_over_the_page_past_a_footnote_and_a_head(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    lines = wrap(PROSE[1])
    printer.paragraph(PROSE[0])
    printer.line(lines[0])
    printer.canvas.setFont("Times-Roman", 7)
    printer.canvas.drawString(
        LEFT + stringWidth(lines[0], "Times-Roman", 11) + 0.5, printer.y + LEADING + 4, "1"
    )
    printer.canvas.line(LEFT, 110, LEFT + 120, 110)
    printer.y = 95
    printer.line("1", size=6)
    printer.y = 92
    printer.line("Home Office, A report that was made for this test, 2024.", LEFT + 5, size=9)
    printer.page()
    for line in lines[1:]:
        printer.line(line)
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    assert words_of(reading, "paragraph") == list(PROSE[:2])
    assert words_of(reading, "aside") == ["Home Office, A report that was made for this test, 2024."]
    note = reading.blocks[-1]
    assert (note.kind, note.number, note.page) == ("aside", "1", 1)
    assert [b.page for b in reading.blocks] == [1, 1, 1]
    assert {place.page for place in reading.places} == {1, 2}


@pytest.mark.parametrize(
    ("before", "raised", "printed"),
    [
        pytest.param("It covers 12 km", "2", "It covers 12 km² of land.", id="a unit keeps its figure"),
        pytest.param(
            "It was agreed in the House", "3", "It was agreed in the House of land.", id="a note's mark goes"
        ),
        pytest.param("It opened on the 20", "th", "It opened on the 20th of land.", id="letters stay"),
    ],
)
def test_raised_marks_are_no_part_of_the_sentence(before: str, raised: str, printed: str, tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.paragraph(PROSE[0])
    printer.line(before)
    at = LEFT + stringWidth(before, "Times-Roman", 11)
    printer.y += LEADING + 4
    printer.line(raised, at, size=6)
    printer.y += LEADING - 4
    printer.line("of land.", at + stringWidth(raised, "Times-Roman", 6) + 3)
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf"))[-1] == printed


def test_headings_are_known_by_their_letters(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.line("The title of the report", font="Helvetica-Bold", size=22)
    printer.y -= 20
    for chapter in ("First chapter", "Second chapter"):
        printer.line(chapter, font="Helvetica-Bold", size=15)
        printer.y -= 6
        printer.line("A section in bold", font="Times-Bold")
        printer.y -= 4
        printer.paragraph(PROSE[0])
        printer.line("3. A numbered section", font="Times-Bold")
        printer.y -= 4
        printer.paragraph(PROSE[1])
    printer.save()
    headings = [b for b in read_pdf(tmp_path / "made.pdf").blocks if b.kind == "heading"]
    assert [(b.level, b.number) for b in headings] == [(1, ""), *[(2, ""), (3, ""), (3, "3")] * 2]


def test_columns_are_read_one_after_the_other_between_what_spans_them(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.paragraph(PROSE[0])
    start = printer.y
    printer.paragraph(PROSE[1], LEFT, 200)
    printer.paragraph(PROSE[2], LEFT, 200)
    ends = printer.y
    printer.y = start - 7  # the columns' lines do not stand level
    printer.paragraph(PROSE[2], LEFT + 225, 200)
    printer.paragraph(PROSE[1], LEFT + 225, 200)
    printer.y = min(printer.y, ends) - 20
    printer.paragraph(PROSE[0])
    printer.save()
    order = [PROSE[0], PROSE[1], PROSE[2], PROSE[2], PROSE[1], PROSE[0]]
    assert words_of(read_pdf(tmp_path / "made.pdf")) == order


def test_a_letters_head_is_no_pair_of_columns_of_running_text(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    for left, right in (("A Person MP", "A Department"), ("The Committee", "1 Street"), ("London", "London")):
        printer.line(left)
        printer.y += LEADING
        printer.line(right, 420)
    printer.y -= 10
    printer.line("Dear Chair,")
    printer.y -= 6
    printer.paragraph(PROSE[0])
    printer.save()
    words = words_of(read_pdf(tmp_path / "made.pdf"))
    assert words[:3] == ["A Person MP", "The Committee", "London"]
    assert words[-2:] == ["Dear Chair,", PROSE[0]]


def draw_table(printer: Printer, rows: list[list[str]], uprights: bool, rules: bool) -> None:
    """A table of three columns whose cells wrap."""
    edges = [LEFT, LEFT + 120, LEFT + 250, LEFT + 430]
    tops = [printer.y]
    for row in rows:
        lines = [wrap(cell, edges[i + 1] - edges[i] - 14) for i, cell in enumerate(row)]
        for column, cell in enumerate(lines):
            printer.y = tops[-1] - 13
            for line in cell:
                printer.line(line, edges[column] + 4)
        tops.append(tops[-1] - LEADING * max(map(len, lines)) - 10)
    for y in tops if rules else []:
        printer.canvas.line(edges[0], y, edges[-1], y)
    for x in edges if uprights else []:
        printer.canvas.line(x, tops[0], x, tops[-1])
    printer.y = tops[-1] - 25


@pytest.mark.parametrize(
    ("uprights", "rules"),
    [
        pytest.param(True, True, id="grid"),
        pytest.param(False, True, id="horizontal rules"),
        pytest.param(False, False, id="white"),
    ],
)
def test_tables_are_rows_of_cells(uprights: bool, rules: bool, tmp_path: Path):
    rows = [
        ["Recommendation", "Answer", "What we do"],
        ["1. Publish a plan for every region", "Accepted in full by the Government", PROSE[0]],
        ["2. Look at the records of forces", "Accepted in part", PROSE[1]],
        ["3. Open the fund to councils that were refused", "Refused", PROSE[2]],
    ]
    printer = Printer(tmp_path / "made.pdf")
    printer.paragraph(PROSE[2])
    draw_table(printer, rows, uprights, rules)
    printer.paragraph(PROSE[1])
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    assert words_of(reading, "row") == [" | ".join(row) for row in rows]
    assert words_of(reading, "paragraph") == [PROSE[2], PROSE[1]]
    assert f"\n| {' | '.join(rows[0])} |\n| {' | '.join(rows[1])} |\n" in reading.text


def test_a_table_of_contents_is_noted_and_left_out(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.line("Contents", font="Helvetica-Bold", size=16)
    for number, chapter in enumerate(("Introduction", "What we found", "What we will do"), start=1):
        printer.line(f"{chapter} {'.' * (60 - len(chapter))} {number}")
    printer.page()
    printer.line("Introduction", font="Helvetica-Bold", size=16)
    printer.y -= 8
    printer.paragraph(PROSE[0])
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    assert words_of(reading) == ["Introduction", PROSE[0]]
    assert [one.role for one in reading.furniture] == ["contents"] * 4


def test_paragraphs_are_known_by_their_indents_where_no_white_parts_them(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    for words in PROSE:
        first, *others = wrap("      " + words)
        printer.line(first.strip(), LEFT + 20)
        for line in others:
            printer.line(line)
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf")) == list(PROSE)


def test_items_keep_their_levels_and_numbers(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.paragraph("We will:")
    for mark, x, words in (
        ("•", 90, PROSE[0]),
        ("–", 110, PROSE[1]),
        ("–", 110, "Do it."),
        ("•", 90, PROSE[2]),
    ):
        printer.canvas.setFont("Times-Roman", 11)
        printer.canvas.drawString(x, printer.y, mark)
        printer.paragraph(words, x + 15, WIDTH - 60)
    printer.paragraph("(a) the first thing that the law asks for; and")
    printer.paragraph("(b) the second thing.")
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    items = [(b.level, b.number) for b in reading.blocks if b.kind == "item"]
    assert items == [(1, ""), (2, ""), (2, ""), (1, ""), (1, "a"), (1, "b")]
    assert words_of(reading, "item")[:4] == [PROSE[0], PROSE[1], "Do it.", PROSE[2]]
    assert "\n- The Department" in reading.text
    assert "\n  - We have asked" in reading.text
    assert "\n(a) the first thing" in reading.text


def test_drawn_dots_are_bullets(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.paragraph("We will:")
    for words in PROSE:
        printer.canvas.circle(LEFT + 8, printer.y + 3.5, 1.8, fill=1)
        printer.paragraph(words, LEFT + 20, WIDTH - 20)
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf"), "item") == list(PROSE)


def test_a_dash_or_number_at_a_wrapped_lines_head_is_no_bullet(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.line("It was agreed that the plan which had been put before the House in the year of the")
    printer.line("– by then widely known – report should be acted on without delay, as set out in section")
    printer.line("12. The Government agrees with that, and with what others have said of it since then as")
    printer.line("well.")
    printer.save()
    assert len(words_of(read_pdf(tmp_path / "made.pdf"))) == 1


def test_the_order_of_drawing_does_not_matter(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    lines = [(TOP - LEADING * n, line) for n, line in enumerate(wrap(" ".join(PROSE)))]
    for y, line in reversed(lines):
        printer.y = y
        printer.line(line)
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf")) == [" ".join(PROSE)]


def test_letters_printed_twice_for_weight_are_read_once(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    for shift in (0.0, 0.3):
        printer.y = TOP
        printer.paragraph(PROSE[0], LEFT + shift)
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf")) == [PROSE[0]]


def test_stamps_across_the_page_are_noted_and_left_out(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.paragraph(PROSE[1])
    printer.canvas.translate(150, 500)
    printer.canvas.rotate(50)
    printer.canvas.setFont("Helvetica-Bold", 60)
    printer.canvas.drawString(0, 0, "DRAFT")
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    assert words_of(reading) == [PROSE[1]]
    assert [(one.role, one.words) for one in reading.furniture] == [("margin", "DRAFT")]


@pytest.mark.parametrize("declared", [True, False])
def test_pages_on_their_side_are_turned(declared: bool, tmp_path: Path):
    canvas = Canvas(str(tmp_path / "made.pdf"), pagesize=(A4[1], A4[0]))
    if declared:
        canvas.setPageRotation(90)
    canvas.translate(A4[1] if not declared else A4[0], 0)
    canvas.rotate(90)
    canvas.setFont("Times-Roman", 11)
    for number, line in enumerate(wrap(PROSE[1])):
        canvas.drawString(LEFT, 400 - LEADING * number, line)
    canvas.save()
    assert words_of(read_pdf(tmp_path / "made.pdf")) == [PROSE[1]]


def test_boxes_count_from_the_visible_page(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf", cropBox=(50, 50, A4[0], A4[1] - 20))
    printer.paragraph(PROSE[0])
    printer.save()
    x0, top, _, _ = read_pdf(tmp_path / "made.pdf").blocks[0].box or (0, 0, 0, 0)
    assert x0 == pytest.approx(LEFT - 50, abs=1)
    assert top == pytest.approx(A4[1] - 20 - TOP - 9, abs=4)


def test_the_title_is_the_largest_heading_of_the_first_page(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.canvas.setTitle("Microsoft Word - draft 7.docx")
    printer.canvas.setAuthor("A Writer")
    printer.line("What we will do", font="Helvetica-Bold", size=20)
    printer.y -= 10
    printer.paragraph(PROSE[0])
    printer.save()
    metadata = read_pdf(tmp_path / "made.pdf").metadata
    assert metadata["title"] == "What we will do"
    assert metadata["author"] == "A Writer"
