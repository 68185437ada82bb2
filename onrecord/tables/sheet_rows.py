"""The rows of one worksheet as SpreadsheetML, written to the disk as they come.

xlsxwriter makes the workbook, but over rows of this width it takes longer (2,700 a second) than all
other outputs together. The rows, of which there may be a million, are written here (8,700 a second).

Source: ECMA-376 part 1, sections 18.3.1.73 (row), 18.3.1.4 (c) and 18.3.1.47 (hyperlink).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter.utility import xl_col_to_name

from onrecord.tables.cells import SEPARATOR, defuse, show_number
from onrecord.tables.columns import Column, Kind, Table

# Limits of the format (Microsoft, "Excel specifications and limits"); a text counts UTF-16 units.
LAST_ROW = 1_048_575
LONGEST_TEXT = 32_767
LONGEST_ADDRESS = 2_079
MOST_LINKS = 65_530

CUT = " … [cut here: the whole text is in the CSV file]"

# Days count from here; Excel has a 29 February 1900, so the days before 1 March are written as text.
DAY_ZERO = date(1899, 12, 30)
FIRST_DAY = date(1900, 3, 1)

# What XML must escape, what XML 1.0 cannot hold at all, a carriage return (which XML reads as a line
# feed), and what a spreadsheet would take for the escape of another character ("_x0041_").
ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

ADDRESSES = ("citation_url", "url")
"""The columns that open in a browser."""

# An address that opens in a browser and that every reader of packages takes for a sound one.
OPENS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#]|$)")
SAFE = "%/:=&?~#+!$,;'@()*"

Place = tuple[str, int]
"""Column letters and style of a cell."""


class SheetRows:
    """The rows of one table below its header.

    Attributes:
        table: The table.
        last_row: The most rows that it takes.
        given: How many rows it was given.
        links: How many of its cells open in a browser.
        files: The files of rows, of hyperlinks, and of the addresses that these lead to.
    """

    def __init__(self, folder: Path, table: Table, styles: Sequence[int], last_row: int) -> None:
        self.table = table
        self.last_row = last_row
        self.given = 0
        self.links = 0
        self.files = tuple(folder / f"{table.name}.{part}" for part in ("rows", "links", "targets"))
        self._rows, self._links, self._targets = (
            path.open("w", encoding="utf-8", newline="") for path in self.files
        )
        self._cells = [
            (self._choose(column), (xl_col_to_name(n), style))
            for n, (column, style) in enumerate(zip(table.columns, styles, strict=True))
        ]

    @property
    def kept(self) -> int:
        """How many rows stand in the sheet."""
        return min(self.given, self.last_row)

    def add(self, row: Any) -> None:
        """Write one row, unless the sheet is full."""
        self.given += 1
        if self.given > self.last_row:
            return
        number = self.given + 1  # the header is row 1
        cells = [
            show(value, place, number)
            for (show, place), value in zip(self._cells, self.table.values(row), strict=True)
            if value is not None and value != "" and value != ()
        ]
        self._rows.write(f'<row r="{number}">{"".join(cells)}</row>')

    def close(self) -> None:
        """Write what is still held, and close the files."""
        for file in (self._rows, self._links, self._targets):
            file.close()

    def _choose(self, column: Column) -> Callable[[Any, Place, int], str]:
        return self._show_address if column.name in ADDRESSES else SHOWS[column.kind]

    def _show_address(self, value: str, place: Place, row: int) -> str:
        page, _, element = quote(value, safe=SAFE).partition("#")
        if OPENS.match(value) and self.links < MOST_LINKS and len(page + element) <= LONGEST_ADDRESS:
            self.links += 1
            location = f" location={quoteattr(element)}" if element else ""
            self._links.write(f'<hyperlink ref="{place[0]}{row}" r:id="rId{self.links}"{location}/>')
            self._targets.write(
                f'<Relationship Id="rId{self.links}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                f'relationships/hyperlink" Target={quoteattr(page)} TargetMode="External"/>'
            )
        return show_text(value, place, row)


def show_text(value: str, place: Place, row: int) -> str:
    """The cell of a text; one that is too long is cut, with a mark that says so."""
    value = fit(value)
    preserve = "" if value == value.strip() else ' xml:space="preserve"'
    start = f'<c r="{place[0]}{row}" s="{place[1]}" t="inlineStr"><is><t{preserve}>'
    return f"{start}{clean(value) if ODD.search(value) else value}</t></is></c>"


def fit(text: str) -> str:
    """The text as a cell may hold it: no formula, and not too long."""
    text = defuse(text)
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le", errors="surrogatepass")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


def clean(text: str) -> str:
    """The text as XML; what XML cannot hold becomes U+FFFD."""
    text = LOOKS_ESCAPED.sub("_x005F_", text)
    return escape(NOT_IN_XML.sub("\ufffd", text)).replace("\r", "_x000D_")


def _show_list(value: tuple[str, ...], place: Place, row: int) -> str:
    return show_text(SEPARATOR.join(value), place, row)


def _show_number(value: float, place: Place, row: int) -> str:
    return f'<c r="{place[0]}{row}" s="{place[1]}"><v>{show_number(value)}</v></c>'


def _show_boolean(value: bool, place: Place, row: int) -> str:
    return f'<c r="{place[0]}{row}" s="{place[1]}" t="b"><v>{value:d}</v></c>'


def _show_date(value: date, place: Place, row: int) -> str:
    if value < FIRST_DAY:
        return show_text(value.isoformat(), place, row)
    return _show_number((value - DAY_ZERO).days, place, row)


SHOWS: dict[Kind, Callable[[Any, Place, int], str]] = {
    "text": show_text,
    "integer": _show_number,
    "number": _show_number,
    "boolean": _show_boolean,
    "date": _show_date,
    "list": _show_list,
}
"""How a value of each kind is written in a cell."""
