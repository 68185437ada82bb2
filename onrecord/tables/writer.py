"""Everything that a run writes, taken as it comes: all of it, or nothing."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from models import Document, Link, Problem, Row, Source
from onrecord.tables.columns import Table
from onrecord.tables.database import Database
from onrecord.tables.package import describe_csvw, describe_database, describe_package, hash_file
from onrecord.tables.parquet import ParquetFile
from onrecord.tables.records import (
    DecisionRow,
    FailureRow,
    ThreadRow,
    make_block_rows,
    make_document_row,
    make_link_row,
    make_recommendation_row,
)
from onrecord.tables.schema import (
    BLOCKS,
    COMMITMENTS,
    CSV_TABLES,
    DECISIONS,
    DOCUMENTS,
    FAILURES,
    LINKS,
    RECOMMENDATIONS,
    SHEETS,
    THREADS,
)
from onrecord.tables.spreadsheet import Spreadsheet
from onrecord.tables.staging import Staging, list_files
from onrecord.tables.text_files import CsvFile, JsonLinesFile

if TYPE_CHECKING:
    from link.coverage import CoverageRow


# What the libraries raise when the file system refuses, as a full disk does.
REFUSALS = (OSError, sqlite3.OperationalError)
SQLITE_REFUSALS = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
)

AnyFile = TypeVar("AnyFile", CsvFile, JsonLinesFile, ParquetFile, Spreadsheet, Database)


class TableWriter:
    """Takes the rows of one run, and puts all files in the place of the earlier ones at its end.

    The files are made in a folder beside the outputs. If the ``with`` block ends in an error or an
    interruption, that folder goes and the earlier outputs stay as they were. What is held in memory
    does not grow with the rows.

    Example:
        with TableWriter(Path("outputs"), {"version": "0.1.0"}) as writer:
            writer.add_document(source, len(rows), document.warnings)
            for row, links in rows:
                writer.add(row, links)
    """

    def __init__(self, out: Path, run: Mapping[str, object]) -> None:
        self._out = out
        self._run = run
        with explained(out):
            self._staging = Staging(out)
        self._hashes: dict[str, str] = {}
        self._files: list[CsvFile | JsonLinesFile | ParquetFile | Spreadsheet | Database] = []
        self._sheets = {table.name for table in SHEETS}
        self._finished = False

    @property
    def folder(self) -> Path:
        """Where the files are being made; what else is put there goes into the outputs with them."""
        return self._staging.folder

    def __enter__(self) -> Self:
        with explained(self._out):
            self._staging.open()
            try:
                self._open_files()
            except BaseException:
                self._drop()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._drop()
            return
        try:
            self.finish()
            self._commit()
        except BaseException:
            self._drop()
            raise

    def add_document(self, source: Source, row_count: int, warnings: Sequence[str]) -> None:
        """Take one document that was read, and how many rows it has."""
        with explained(self._out):
            self._put(DOCUMENTS, make_document_row(source, row_count, warnings))

    def add_blocks(self, document: Document) -> None:
        """Take the blocks of one document, for the database and for the report."""
        with explained(self._out):
            for row in make_block_rows(document):
                self._database.add(BLOCKS, row)

    def add(self, row: Row, links: Sequence[Link]) -> None:
        """Take one commitment, and the pairs that were considered for it."""
        with explained(self._out):
            self._put(COMMITMENTS, row)
            self._lines.add(row)
            self._parquet.add(row)
            self._database.add_bodies(row)
            for link in links:
                self._put(LINKS, make_link_row(link))
                self._database.add_evidence(link)

    def add_recommendation(self, coverage: "CoverageRow") -> None:
        """Take one recommendation, and what was found about it; each one of every catalogue, once."""
        with explained(self._out):
            self._put(RECOMMENDATIONS, make_recommendation_row(coverage))

    def add_failure(self, file: str, stage: str, reason: str) -> None:
        """Take one document that could not be read to the end."""
        with explained(self._out):
            self._put(FAILURES, FailureRow(file=file, stage=stage, reason=reason))

    def add_thread(self, row: ThreadRow) -> None:
        """Take one place of a thread."""
        with explained(self._out):
            self._put(THREADS, row)

    def add_decision(self, row: DecisionRow) -> None:
        """Take one decision of a person."""
        with explained(self._out):
            self._database.add(DECISIONS, row)

    def text(self, document_id: str, text: str) -> None:
        """Take the canonical text of one document, in which the offsets count."""
        if not re.fullmatch(r"[^./\\\0][^/\\\0]*", document_id):
            raise Problem(f"{document_id!r}: a document's id names a file; leave out '/' and a leading '.'")
        name, content = f"text/{document_id}.txt", text.encode()
        with explained(self._out):
            (self.folder / name).write_bytes(content)
        self._hashes[name] = hashlib.sha256(content).hexdigest()

    def finish(self) -> None:
        """Make all tables whole, so that what else goes into ``folder`` can read them there.

        The end of the ``with`` block does this if nobody has. No row can be added after it.
        """
        if self._finished:
            return
        with explained(self._out):
            for file in self._files:
                file.close()
            self._write_json("datapackage.json", describe_package(self.folder))
            self._write_json("commitments.csv-metadata.json", describe_csvw())
            self._write_json("metadata.json", describe_database())
        self._finished = True

    def _open_files(self) -> None:
        folder = self.folder
        (folder / "text").mkdir()
        self._csv = {t.name: self._open(CsvFile(folder / f"{t.name}.csv", t)) for t in CSV_TABLES}
        self._lines = self._open(JsonLinesFile(folder / "commitments.jsonl", COMMITMENTS))
        self._parquet = self._open(ParquetFile(folder / "commitments.parquet", COMMITMENTS))
        self._spreadsheet = self._open(Spreadsheet(folder / "commitments.xlsx", SHEETS))
        self._database = self._open(Database(folder / "onrecord.db"))

    def _open(self, file: AnyFile) -> AnyFile:
        self._files.append(file)
        return file

    def _put(self, table: Table, row: Any) -> None:
        """Write a row into each file that has its table as one among others."""
        self._csv[table.name].add(row)
        self._database.add(table, row)
        if table.name in self._sheets:
            self._spreadsheet.add(table, row)

    def _commit(self) -> None:
        with explained(self._out):
            hashes = {
                name: self._hashes.get(name) or hash_file(self.folder / name)
                for name in list_files(self.folder)
            }
            self._write_json("run.json", {**self._run, "files": hashes})
            self._staging.commit()

    def _write_json(self, name: str, content: Mapping[str, object]) -> None:
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        (self.folder / name).write_text(text + "\n", encoding="utf-8", newline="")

    def _drop(self) -> None:
        """Let go of every file, whole or not, and of the folder."""
        for file in self._files:
            with suppress(*REFUSALS):
                file.drop()
        self._staging.discard()


@contextmanager
def explained(out: Path) -> Iterator[None]:
    """Turn a failure of the file system into one clear sentence that names the outputs.

    Raises:
        Problem: The file system refused what was done inside.
    """
    try:
        yield
    except REFUSALS as error:
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF not in SQLITE_REFUSALS:
            raise  # a statement is wrong, not the disk
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem(
            f"{out}: the outputs cannot be written ({reason}); "
            "make room, or name a folder in which you may write, and run again"
        ) from error
