"""Lines of letters to headings, paragraphs, items, rows and notes."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.printing import (
    LEADING,
    LEFT,
    PROSE,
    WIDTH,
    Printer,
    read_pdf,
    words_of,
    wrap,
)


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


def test_an_annex_in_small_letters_is_no_footnote(tmp_path: Path):
    printer = Printer(tmp_path / "made.pdf")
    for words in PROSE * 3:
        printer.paragraph(words)
    printer.page()
    printer.y = 500
    for number, words in enumerate(PROSE, start=1):
        for line in wrap(f"{number}. {words}", size=9.5):
            printer.line(line, size=9.5)
        printer.y -= 6
    printer.save()
    reading = read_pdf(tmp_path / "made.pdf")
    assert words_of(reading, "paragraph") == [*PROSE * 3, *PROSE]
    assert [block.number for block in reading.blocks[-3:]] == ["1", "2", "3"]


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
