import re
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from models import Source
from onrecord.tables.cells import restore
from onrecord.tables.rows import make_row
from onrecord.tables.schema import COMMITMENTS, SHEETS
from onrecord.tables.sheet_rows import CUT, LONGEST_TEXT, MOST_LINKS, SheetRows, fit
from onrecord.tables.spreadsheet import Spreadsheet
from tests.tables_samples import HOSTILE, SOURCE, make_commitment, make_rows, write_outputs


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_outputs(tmp_path_factory.mktemp("spreadsheet") / "outputs") / "commitments.xlsx"


@pytest.fixture(scope="module")
def book(path):
    return load_workbook(path)


def cell(sheet, row, column):
    return sheet.cell(row, COMMITMENTS.names.index(column) + 1)


def exact(value):
    """The text of a cell, with Excel's escapes and the apostrophe against formulas taken off."""
    value = re.sub("_x000D_", "\r", value or "").replace("_x005F_", "_")
    return restore(value)


def test_the_sheets_stand_in_order(book):
    assert book.sheetnames == ["commitments", "recommendations", "documents", "columns"]


@pytest.mark.parametrize("table", SHEETS, ids=lambda table: table.name)
def test_a_sheet_has_a_frozen_header_and_a_filter_over_all_rows(book, table):
    sheet = book[table.name]
    assert [header.value for header in sheet[1]] == list(table.names)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.max_row > 1


def test_every_row_is_there_with_its_words(book):
    sheet = book["commitments"]
    quotes = [exact(cell(sheet, number, "quote").value) for number in range(2, sheet.max_row + 1)]
    wanted = [re.sub("[\x00\x07\x1f\ufffe\uffff]", "\ufffd", row.quote) for row, _ in make_rows()]
    assert quotes == wanted


def test_nothing_is_a_formula(book):
    for sheet in book:
        assert {each.data_type for row in sheet.iter_rows() for each in row} <= {
            "s",
            "n",
            "b",
            "d",
            "inlineStr",
        }


def test_days_amounts_and_flags_are_real_ones(book):
    sheet = book["commitments"]
    assert cell(sheet, 2, "due").value == datetime(2031, 6, 30)
    assert cell(sheet, 2, "due").number_format == "yyyy-mm-dd"
    assert cell(sheet, 2, "amount_gbp").value == 2_500_000
    assert cell(sheet, 2, "page").value == 3
    assert cell(sheet, 2, "reported").value is False
    assert cell(sheet, 3, "due").value is None


def test_quotes_are_wrapped_in_a_wide_column(book):
    sheet = book["commitments"]
    quote = cell(sheet, 2, "quote")
    assert quote.alignment.wrap_text
    assert sheet.column_dimensions[quote.column_letter].width > 60


def test_the_citation_opens_in_a_browser(book):
    link = cell(book["commitments"], 2, "citation_url").hyperlink
    assert (link.target, link.location) == (SOURCE.url, ":~:text=We%20will%20publish")


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("https://www.example.org/a b?q=[1]#é", True),
        ("http://localhost:8001/a", True),
        ("harbour-plan-2031.txt#page=3", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://bad host/", False),
        ("file:///etc/passwd", False),
        ("https://example.org/" + "x" * 3000, False),
    ],
)
def test_only_sound_web_addresses_become_links(tmp_path, address, opens):
    rows = SheetRows(tmp_path, COMMITMENTS, [0] * len(COMMITMENTS.names), 10)
    commitment = make_commitment("We will.", citation="")
    source = Source(id="a", file="a", title="a", url=address)
    rows.add(make_row(source, commitment, [], ""))
    rows.close()
    assert rows.links == opens
    for path in rows.files:
        etree.fromstring(f'<a xmlns:r="r">{path.read_text(encoding="utf-8")}</a>')


def test_a_sheet_has_no_more_links_than_excel_takes(tmp_path):
    rows = SheetRows(tmp_path, COMMITMENTS, [0] * len(COMMITMENTS.names), 10)
    rows.links = MOST_LINKS
    rows.add(make_rows()[0][0])
    rows.close()
    assert rows.links == MOST_LINKS
    assert rows.files[1].read_text() == ""


def test_a_megabyte_of_sentence_is_cut_with_a_mark(tmp_path):
    book = Spreadsheet(tmp_path / "a.xlsx", (COMMITMENTS,))
    book.add(COMMITMENTS, make_row(SOURCE, make_commitment("\U0001f6a2" * 1_000_000), [], ""))
    book.close()
    value = cell(load_workbook(tmp_path / "a.xlsx")["commitments"], 2, "quote").value
    assert value.endswith(CUT)
    assert len(value.encode("utf-16-le")) <= 2 * LONGEST_TEXT


@pytest.mark.parametrize("length", [LONGEST_TEXT - 1, LONGEST_TEXT])
def test_the_longest_text_is_kept_whole(length):
    assert fit("x" * length) == "x" * length


def test_rows_beyond_the_last_are_left_out_and_this_is_said(tmp_path):
    book = Spreadsheet(tmp_path / "a.xlsx", (COMMITMENTS,), last_row=2)
    for row, _ in make_rows():
        book.add(COMMITMENTS, row)
    book.close()
    read = load_workbook(tmp_path / "a.xlsx")
    assert read["commitments"].max_row == 3
    notes = [each.value for each in read["columns"]["D"]]
    assert f"The sheet commitments stops after 2 of {len(make_rows())} rows" in notes[2]


def test_a_day_before_excel_counts_is_written_as_text(tmp_path):
    book = Spreadsheet(tmp_path / "a.xlsx", (COMMITMENTS,))
    source = Source(id="a", file="a", title="a", published=date(1834, 8, 14))
    book.add(COMMITMENTS, make_row(source, make_commitment("We will."), [], ""))
    book.close()
    assert cell(load_workbook(tmp_path / "a.xlsx")["commitments"], 2, "published").value == "1834-08-14"


def test_one_sheet_explains_every_column(book):
    explained = {
        (sheet, column) for sheet, column, *_ in book["columns"].iter_rows(min_row=2, values_only=True)
    }
    assert explained >= {(table.name, name) for table in SHEETS for name in table.names}


def test_the_package_holds_no_clock_time_and_is_sound_xml(path):
    with ZipFile(path) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(HOSTILE) < book.read("xl/worksheets/sheet1.xml").count(b"<row ")
        for name in book.namelist():
            etree.fromstring(book.read(name))
