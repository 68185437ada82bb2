"""The columns of a table, read from the record whose attributes they are.

A record's docstring says what each column means, once: the data package, the spreadsheet's sheet of
columns, the database's metadata and the Parquet schema all take their words from it.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Kind = Literal["text", "integer", "number", "boolean", "date", "list"]
"""What stands in a column; a ``list`` is of texts."""

KINDS: dict[type, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
    tuple: "list",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: Name of the record's attribute.
        kind: What stands in it.
        meaning: What the record's docstring says of it, in one line.
        required: True when no row may leave it empty.
        choices: The only values that it takes, beside none; empty if it is free.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns whose values name a row of a table: a foreign key.

    Attributes:
        columns: The columns that refer.
        table: Name of the table referred to.
        to: Its columns, in the same order.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: a record for each row, and how its rows are told apart.

    Attributes:
        name: Name of the table, and of its files.
        title: What it holds, in one line.
        record: The dataclass of its rows.
        key: Columns that name a row; empty if nothing does.
        references: Columns that name rows of other tables, or of this one.
        columns: Read from the record.
        values: A row's values in the order of the columns.
    """

    name: str
    title: str
    record: type
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    columns: tuple[Column, ...] = field(init=False)
    values: Callable[[Any], tuple[Any, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        columns = read_columns(self.record, self.key)
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "values", _make_getter([column.name for column in columns]))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


def read_columns(record: type, key: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns that a record's attributes make, with what its docstring says of each."""
    hints = get_type_hints(record)
    meanings = read_meanings(record)
    return tuple(
        Column(
            name=each.name,
            kind=_kind(hints[each.name]),
            meaning=meanings.get(each.name, ""),
            required=each.name in key or _always_there(hints[each.name]),
            choices=_choices(hints[each.name]),
        )
        for each in fields(record)
    )


def read_meanings(record: type) -> dict[str, str]:
    """What the Attributes section of a record's docstring says of each attribute, in one line each."""
    _, _, section = (inspect.getdoc(record) or "").partition("Attributes:\n")
    section = section.partition("\n\n")[0].replace("``", "")
    entries = re.findall(r"^    (\w+): (.+(?:\n     .+)*)", section, re.MULTILINE)
    return {name: " ".join(words.split()) for name, words in entries}


def _make_getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda row: (get(row),)


def _kind(hint: Any) -> Kind:
    """The kind of a type hint such as ``str``, ``date | None`` or ``Literal["accept", "none"]``."""
    plain = next((part for part in _parts(hint) if part is not NoneType), str)
    return KINDS.get(get_origin(plain) or plain, "text")


def _choices(hint: Any) -> tuple[str, ...]:
    literals = [part for part in _parts(hint) if get_origin(part) is Literal]
    return tuple(value for literal in literals for value in get_args(literal) if value)


def _always_there(hint: Any) -> bool:
    """True of numbers, flags and closed choices that are never absent; a text may be empty."""
    if NoneType in _parts(hint) or "" in _literals(hint):
        return False
    return bool(_choices(hint)) or _kind(hint) in ("integer", "number", "boolean")


def _literals(hint: Any) -> tuple[Any, ...]:
    return tuple(value for part in _parts(hint) for value in get_args(part) if isinstance(value, str))


def _parts(hint: Any) -> tuple[Any, ...]:
    """The members of a union; the hint alone if it is none."""
    return (hint,) if get_origin(hint) in (None, tuple, Literal) else get_args(hint)
