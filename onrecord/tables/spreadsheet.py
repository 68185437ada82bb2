"""The tables as an XLSX workbook: one sheet a table, and one that explains the columns."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from onrecord.tables.cells import APOSTROPHE_NOTE
from onrecord.tables.columns import Column, Table
from onrecord.tables.sheet_rows import ADDRESSES, LAST_ROW, SheetRows

WIDTHS = {
    "quote": 80,
    "strongest_quote": 60,
    "refusal_quote": 60,
    "action": 50,
    "finding": 50,
    "link_evidence": 50,
    "summary": 50,
    "warnings": 50,
    "citation_url": 40,
    "lead_in": 40,
    "question": 40,
    "section": 40,
    "url": 40,
    "condition": 36,
    "document_title": 36,
    "title": 36,
    "partner_bodies": 28,
    "responsible_bodies": 28,
}
"""Widths in characters of the columns that hold more than a few words; their text is wrapped."""

USUAL_WIDTH = 16

FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#E8EDF2", "bottom": 1},
    "plain": {},
    "wrapped": {"text_wrap": True},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "amount": {"num_format": "#,##0.00"},
    "address": {"font_color": "#0B4F9E", "underline": 1},
}

# The earliest time that a zip file can hold; the outputs hold no clock time.
CREATED = (1980, 1, 1, 0, 0, 0)

# The number of code points or bytes copied at a time.
CHUNK = 1 << 20

RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
    "</Relationships>",
)


class Spreadsheet:
    """The workbook of one run: xlsxwriter makes its frame, into which the rows are put at the end."""

    def __init__(self, path: Path, tables: tuple[Table, ...], last_row: int = LAST_ROW) -> None:
        self._path = path
        self._tables = tables
        self._parts = path.with_name(path.name + ".parts")
        self._parts.mkdir()
        with ZipFile(make_frame(tables, dict.fromkeys((table.name for table in tables), 0), [])) as frame:
            styles = [read_styles(frame, number) for number in range(1, len(tables) + 1)]
        self._sheets = {
            table.name: SheetRows(self._parts, table, numbers, last_row)
            for table, numbers in zip(tables, styles, strict=True)
        }

    def add(self, table: Table, row: Any) -> None:
        """Write one row of one of the tables."""
        self._sheets[table.name].add(row)

    def close(self) -> None:
        """Put the workbook together."""
        for sheet in self._sheets.values():
            sheet.close()
        rows = {name: sheet.kept for name, sheet in self._sheets.items()}
        frame = make_frame(self._tables, rows, list(self._notes()))
        with ZipFile(frame) as old, ZipFile(self._path, "w", ZIP_DEFLATED) as new:
            self._fill(old, new)
        shutil.rmtree(self._parts)

    def drop(self) -> None:
        """Leave the workbook unmade."""
        for sheet in self._sheets.values():
            sheet.close()

    def _notes(self) -> Iterator[str]:
        yield APOSTROPHE_NOTE
        for name, sheet in self._sheets.items():
            if sheet.given > sheet.kept:
                yield (
                    f"The sheet {name} stops after {sheet.kept:,} of {sheet.given:,} rows, all that a sheet "
                    f"can hold; {name}.csv holds every row."
                )

    def _fill(self, frame: ZipFile, book: ZipFile) -> None:
        """Copy the frame, with each sheet's rows and links in their places."""
        sheets = {sheet_path(n): sheet for n, sheet in enumerate(self._sheets.values(), start=1)}
        for name in frame.namelist():
            parts: list[str | Path] = [frame.read(name).decode()]
            if name in sheets:
                parts = list(fill_sheet(str(parts[0]), sheets[name]))
            write_member(book, name, parts)
        for name, sheet in sheets.items():
            if sheet.links:
                relations = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
                write_member(book, relations, [RELATIONSHIPS[0], sheet.files[2], RELATIONSHIPS[1]])


def make_frame(tables: tuple[Table, ...], rows: dict[str, int], notes: list[str]) -> IO[bytes]:
    """A workbook with everything but the rows.

    Args:
        tables: The tables, in the order of their sheets.
        rows: How many rows the filter of each sheet spans.
        notes: What the sheet of columns says before it explains them.
    """
    frame = BytesIO()
    book = Workbook(frame, {"in_memory": True})
    book.set_properties({"title": "onrecord", "created": datetime(*CREATED)})
    formats = {name: book.add_format({"valign": "top", **look}) for name, look in FORMATS.items()}
    for table in tables:
        _make_sheet(book, table, rows[table.name], formats)
    _explain(book, tables, notes, formats)
    book.close()
    return frame


def _make_sheet(book: Workbook, table: Table, rows: int, formats: dict[str, Format]) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(table.columns) - 1)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDTHS.get(column.name, USUAL_WIDTH), formats[_choose_format(column)])
        sheet.write_string(0, place, column.name, formats["header"])


def _explain(book: Workbook, tables: tuple[Table, ...], notes: list[str], formats: dict[str, Format]) -> None:
    """Add the sheet that says what stands in each column."""
    sheet = book.add_worksheet("columns")
    sheet.freeze_panes(1, 0)
    for place, (name, width) in enumerate((("sheet", 18), ("column", 22), ("kind", 10), ("meaning", 110))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, formats["header"])
    lines = [("", "", "", note) for note in notes] + [
        (table.name, column.name, column.kind, column.meaning) for table in tables for column in table.columns
    ]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, formats["wrapped"])


def _choose_format(column: Column) -> str:
    if column.name in ADDRESSES:
        return "address"
    if column.name == "amount_gbp":
        return "amount"
    if column.kind == "date":
        return "date"
    return "wrapped" if column.name in WIDTHS else "plain"


def sheet_path(number: int) -> str:
    """Where a sheet stands in the workbook's package."""
    return f"xl/worksheets/sheet{number}.xml"


def read_styles(frame: ZipFile, number: int) -> list[int]:
    """The style number of each column of a sheet, as xlsxwriter gave them."""
    columns = re.findall(r"<col [^>]*>", frame.read(sheet_path(number)).decode())
    styles = []
    for column in columns:
        said = {name: int(value) for name, value in re.findall(r'(min|max|style)="(\d+)"', column)}
        styles += [said["style"]] * (said["max"] - said["min"] + 1)
    return styles


def fill_sheet(xml: str, sheet: SheetRows) -> Iterator[str | Path]:
    """The parts of a worksheet: its frame, and the files that stand between the pieces of it."""
    xml = re.sub(r'<dimension ref="A1:([A-Z]+)1"/>', rf'<dimension ref="A1:\g<1>{sheet.kept + 1}"/>', xml)
    before, _, after = xml.partition("</sheetData>")
    filters, _, margins = after.partition("<pageMargins")
    rows, links, _ = sheet.files
    yield from (before, rows, f"</sheetData>{filters}")
    if sheet.links:
        yield from ("<hyperlinks>", links, "</hyperlinks>")
    yield f"<pageMargins{margins}"


def write_member(book: ZipFile, name: str, parts: list[str | Path]) -> None:
    """Write one member of the package from pieces of text and whole files."""
    info = ZipInfo(name, CREATED)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    info.file_size = sum(p.stat().st_size if isinstance(p, Path) else len(p.encode()) for p in parts)
    with book.open(info, "w") as member:
        for part in parts:
            if isinstance(part, str):
                member.write(part.encode())
            else:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, member, CHUNK)
