"""The tables as a SQLite database, with keys, indexes, full-text search and views."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models import Link, Row
from onrecord.tables.columns import Column, Kind, Reference, Table
from onrecord.tables.records import BodyRow, CommitmentBodyRow, EvidenceRow
from onrecord.tables.schema import BODIES, COMMITMENT_BODIES, DATABASE_TABLES, EVIDENCE
from onrecord.tables.views import INDEXES, SEARCH, VIEWS

# Rows of one table held before they are inserted together.
BATCH = 500

TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "list": "TEXT",
}

# Bytes 96 to 99 of the header name the SQLite library that wrote the file, and mean nothing to a
# reader (https://www.sqlite.org/fileformat.html#wvn). They are set to one version everywhere.
LIBRARY_AT = 96
LIBRARY = (3_040_000).to_bytes(4, "big")

ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Database:
    """The database of one run, made in one pass and packed at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(path.name + ".draft")
        self._connection = sqlite3.connect(self._draft, isolation_level=None)
        # A draft is made whole or thrown away, so it needs no journal and no flushing.
        for statement in (
            "PRAGMA page_size = 4096",
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "BEGIN",
        ):
            self._connection.execute(statement)
        for table in DATABASE_TABLES:
            self._connection.execute(make_table(table))
        self._stores = {table.name: make_store(table) for table in DATABASE_TABLES}
        self._held: dict[str, list[list[Any]]] = {table.name: [] for table in DATABASE_TABLES}
        self._bodies: set[str] = set()

    def add(self, table: Table, row: Any) -> None:
        """Take one row of one table."""
        held = self._held[table.name]
        held.append(self._stores[table.name](row))
        if len(held) == BATCH:
            self._insert(table)

    def add_bodies(self, row: Row) -> None:
        """Take the bodies of one commitment."""
        for role, bodies in (("responsible", row.responsible_bodies), ("partner", row.partner_bodies)):
            for body in dict.fromkeys(bodies):
                if body not in self._bodies:
                    self._bodies.add(body)
                    self.add(BODIES, BodyRow(body=body))
                part = CommitmentBodyRow(commitment_id=row.commitment_id, body=body, role=role)
                self.add(COMMITMENT_BODIES, part)

    def add_evidence(self, link: Link) -> None:
        """Take what each witness said of one link."""
        for place, each in enumerate(link.evidence, start=1):
            evidence = EvidenceRow(
                commitment_id=link.commitment_id,
                recommendation_id=link.recommendation_id,
                place=place,
                witness=each.witness,
                weight=each.weight,
                reason=each.words,
            )
            self.add(EVIDENCE, evidence)

    def close(self) -> None:
        """Insert what is still held, check the keys, index, and pack the database into its file."""
        for table in DATABASE_TABLES:
            self._insert(table)
        for statement in (*INDEXES, *VIEWS.values(), *SEARCH, "COMMIT"):
            self._connection.execute(statement)
        self._check_keys()
        self._connection.execute("VACUUM INTO ?", (str(self._path),))
        self.drop()
        with self._path.open("r+b") as file:
            file.seek(LIBRARY_AT)
            file.write(LIBRARY)

    def drop(self) -> None:
        """Throw the draft away."""
        self._connection.close()
        self._draft.unlink(missing_ok=True)

    def _insert(self, table: Table) -> None:
        held = self._held[table.name]
        try:
            self._connection.executemany(make_insert(table), held)
        except sqlite3.IntegrityError as error:
            raise ValueError(f"two rows of {table.name} have one key, or a row lacks one: {error}") from error
        held.clear()

    def _check_keys(self) -> None:
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise ValueError(f"row {broken[1]} of {broken[0]} names a row of {broken[2]} that is not there")


def make_store(table: Table) -> Callable[[Any], list[Any]]:
    """What turns a row into the values that the database holds: dates and lists as ISO and JSON text."""
    lists = [place for place, column in enumerate(table.columns) if column.kind == "list"]
    dates = [place for place, column in enumerate(table.columns) if column.kind == "date"]

    def store(row: Any) -> list[Any]:
        values = list(table.values(row))
        for place in lists:
            values[place] = ENCODE(values[place]) if values[place] else "[]"
        for place in dates:
            values[place] = values[place] and values[place].isoformat()
        return values

    return store


def make_insert(table: Table) -> str:
    """The statement that inserts a row; an absent text is NULL."""
    places = ", ".join("NULLIF(?, '')" if column.kind == "text" else "?" for column in table.columns)
    return f'INSERT INTO "{table.name}" VALUES ({places})'


def make_table(table: Table) -> str:
    """The statement that makes a table with its keys."""
    lines = [_declare(column) for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_quote(table.key)})")
    lines += [_refer(reference) for reference in table.references]
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n)'


def _declare(column: Column) -> str:
    return f'"{column.name}" {TYPES[column.kind]}{" NOT NULL" if column.required else ""}'


def _refer(reference: Reference) -> str:
    columns, to = _quote(reference.columns), _quote(reference.to)
    return f'FOREIGN KEY ({columns}) REFERENCES "{reference.table}" ({to})'


def _quote(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
