"""A table as Parquet, in row groups."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.tables.columns import Kind, Table

# Rows held in memory at a time: about 10 MB of commitments, and small beside what a reader skips by.
GROUP = 4096

TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "list": pa.list_(pa.string()),
}


class ParquetFile:
    """One table as Parquet: what is absent is null, a list without entries is empty."""

    def __init__(self, path: Path, table: Table) -> None:
        self._table = table
        self._schema = make_schema(table)
        self._texts = [column.kind == "text" for column in table.columns]
        self._rows: list[tuple[Any, ...]] = []
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, row: Any) -> None:
        """Take one row."""
        self._rows.append(self._table.values(row))
        if len(self._rows) == GROUP:
            self._write_group()

    def close(self) -> None:
        """Write what is still held, and close the file."""
        if self._rows:
            self._write_group()
        self._file.close()

    def drop(self) -> None:
        """Close the file as it is."""
        self._file.close()

    def _write_group(self) -> None:
        columns = zip(zip(*self._rows, strict=True), self._texts, self._schema, strict=True)
        arrays = [
            pa.array([value or None for value in values] if is_text else values, type=column.type)
            for values, is_text, column in columns
        ]
        self._file.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._rows.clear()


def make_schema(table: Table) -> pa.Schema:
    """The table's columns with their types and, as metadata, their meanings."""
    return pa.schema(
        pa.field(column.name, TYPES[column.kind], metadata={"description": column.meaning})
        for column in table.columns
    )
