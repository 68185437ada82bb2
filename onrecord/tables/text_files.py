"""Tables as lines of text: CSV and JSON Lines."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from onrecord.tables.cells import SHOWS
from onrecord.tables.columns import Table

# Line ends to many a reader (``str.splitlines``), but not to JSON, which leaves them as they are.
LINE_ENDS = re.compile("[\x85\u2028\u2029]")

ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class UnixLines:
    """Takes the csv module's lines and ends each with a line feed alone.

    The csv module quotes a lone carriage return, which readers take for a line end, only where its
    own line end has one, so it is told to end lines with both.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        """Write one whole line."""
        return self._file.write(line.removesuffix("\r\n") + "\n")


class CsvFile:
    """One table as CSV: UTF-8, a header, a line feed after each row, nothing quoted without need."""

    def __init__(self, path: Path, table: Table) -> None:
        self._table = table
        self._shows = [SHOWS[column.kind] for column in table.columns]
        self._file = path.open("w", encoding="utf-8", newline="")
        self._lines = csv.writer(UnixLines(self._file), lineterminator="\r\n")
        self._lines.writerow(table.names)

    def add(self, row: Any) -> None:
        """Write one row."""
        values = zip(self._shows, self._table.values(row), strict=True)
        self._lines.writerow([show(value) for show, value in values])

    def close(self) -> None:
        """Write what is still held, and close the file."""
        self._file.close()

    drop = close


class JsonLinesFile:
    """One table as JSON Lines: an object a row, its keys in the order of the columns.

    A list is an array, a date an ISO string or ``""``; an absent number is ``null``.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self._table = table
        self._names = table.names
        self._dates = [n for n, column in enumerate(table.columns) if column.kind == "date"]
        self._file = path.open("w", encoding="utf-8", newline="")

    def add(self, row: Any) -> None:
        """Write one row."""
        values = list(self._table.values(row))
        for place in self._dates:
            values[place] = _show_day(values[place])
        line = ENCODE(dict(zip(self._names, values, strict=True)))
        self._file.write((line if line.isascii() else LINE_ENDS.sub(_escape, line)) + "\n")

    def close(self) -> None:
        """Write what is still held, and close the file."""
        self._file.close()

    drop = close


def _show_day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
