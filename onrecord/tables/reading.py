"""The tables of a database, read back as the records that were written."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.tables.columns import Kind, Table
from onrecord.tables.schema import DATABASE_TABLES

READS: dict[Kind, Callable[[Any], Any]] = {
    "text": lambda value: value or "",
    "boolean": bool,
    "date": lambda value: value and date.fromisoformat(value),
    "list": lambda value: () if value == "[]" else tuple(json.loads(value)),  # most are empty
}
"""How a stored value becomes the record's, where the two differ."""


class Records:
    """Reads the records of one database, a few at a time.

    Example:
        with Records(Path("outputs/onrecord.db")) as records:
            for row in records.read(COMMITMENTS, "WHERE due > ? ORDER BY due", "2025-04-09"):
                ...
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    def __enter__(self) -> "Records":
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def read(self, table: Table, rest: str = "", *values: object) -> Iterator[Any]:
        """The records of ``table``, called ``t``, that the ``rest`` of the statement leaves."""
        make = LOADERS[table.name]
        columns = ", ".join(f't."{name}"' for name in table.names)
        for stored in self._connection.execute(f'SELECT {columns} FROM "{table.name}" AS t {rest}', values):
            yield make(stored)

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The answer to a statement of a size that fits into memory."""
        return self._connection.execute(statement, values).fetchall()


def make_loader(table: Table) -> Callable[[Sequence[Any]], Any]:
    """What turns stored values into the record of a table."""
    reads = [(place, READS[c.kind]) for place, c in enumerate(table.columns) if c.kind in READS]
    names, record = table.names, table.record

    def load(stored: Sequence[Any]) -> Any:
        values = list(stored)
        for place, read in reads:
            values[place] = read(values[place])
        return record(**dict(zip(names, values, strict=True)))

    return load


LOADERS = {table.name: make_loader(table) for table in DATABASE_TABLES}
