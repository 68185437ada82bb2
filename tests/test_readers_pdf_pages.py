"""Pages: what belongs to the text, in which order it is read, and what the page adds."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.printing import (
    LEADING,
    LEFT,
    PROSE,
    TOP,
    WIDTH,
    Printer,
    print_pages,
    prose_of,
    read_pdf,
    words_of,
    wrap,
)


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


def test_words_that_are_set_wide_are_words(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    printer.canvas.setFont("Helvetica-Bold", 16)
    printer.canvas.drawString(LEFT, printer.y, "WHAT WE WILL DO", charSpace=5)
    printer.y -= 40
    printer.paragraph(PROSE[0])
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf")) == ["WHAT WE WILL DO", PROSE[0]]


def test_a_large_initial_belongs_to_its_word(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    lines = wrap(PROSE[1][1:], WIDTH - 30)
    printer.canvas.setFont("Times-Roman", 50)
    printer.canvas.drawString(LEFT, printer.y - 2 * LEADING, PROSE[1][0])
    for number, line in enumerate(lines):
        printer.line(line, LEFT + (48 if number < 3 else 0))
    printer.save()
    assert words_of(read_pdf(tmp_path / "made.pdf")) == [PROSE[1]]


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
