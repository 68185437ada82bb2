"""How one value is written in a cell of text.

Text from documents is never trusted. A spreadsheet takes a cell that starts with ``=``, ``+``, ``-``
or ``@`` for a formula, also after a tab or a carriage return (OWASP, CSV Injection), so such a cell
gets a leading apostrophe. A cell that starts with apostrophes before such a character gets one more,
so that taking one off always gives the exact text back.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from onrecord.tables.columns import Kind

STARTS_FORMULA = re.compile(r"'*[=+\-@\t\r]")
SUSPECT = frozenset("=+-@\t\r'")  # asked first: nearly every text is done with here

SEPARATOR = "; "

APOSTROPHE_NOTE = (
    "In CSV and XLSX a text that starts with = + - @, a tab or a carriage return has an apostrophe put "
    "before it, so that no spreadsheet takes it for a formula: take that one apostrophe off before you "
    "check text[start:end] against the quote. A text that itself starts with apostrophes before such a "
    "character gets one more. JSON Lines, Parquet and the database hold the exact text."
)


def defuse(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in SUSPECT and STARTS_FORMULA.match(text) else text


def restore(cell: str) -> str:
    """The exact text of a cell that ``defuse`` wrote."""
    return cell[1:] if cell.startswith("'") and STARTS_FORMULA.match(cell) else cell


def show_list(values: tuple[str, ...]) -> str:
    """The values in one cell."""
    return defuse(SEPARATOR.join(values))


def show_number(value: float | None) -> str:
    """A number without the noise of binary fractions: ``2000000``, ``0.83``."""
    return "" if value is None else repr(round(value, 6)).removesuffix(".0")


def show_date(value: date | None) -> str:
    """An ISO date, or nothing."""
    return "" if value is None else value.isoformat()


def _show_integer(value: int | None) -> str:
    return "" if value is None else str(value)


def _show_boolean(value: bool) -> str:
    return "true" if value else "false"


SHOWS: dict[Kind, Callable[[Any], str]] = {
    "text": defuse,
    "integer": _show_integer,
    "number": show_number,
    "boolean": _show_boolean,
    "date": show_date,
    "list": show_list,
}
"""How a value of each kind is written in a CSV cell."""
