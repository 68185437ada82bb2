"""Every format holds the same rows, in the same order, to the letter."""

import csv
import json
import sqlite3
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.tables.cells import SEPARATOR, defuse, restore, show_number
from onrecord.tables.parquet import GROUP, ParquetFile
from onrecord.tables.schema import COMMITMENTS, CSV_TABLES
from onrecord.tables.text_files import CsvFile
from tests.tables_samples import HOSTILE, make_rows, write_outputs


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    return write_outputs(tmp_path_factory.mktemp("formats") / "outputs")


@pytest.fixture(scope="module")
def rows():
    return [dict(zip(COMMITMENTS.names, COMMITMENTS.values(row), strict=True)) for row, _ in make_rows()]


def joined(row):
    """The row with its lists joined and all that is absent empty, as a table of text has it."""
    texts = {}
    for name, value in row.items():
        if isinstance(value, tuple):
            texts[name] = SEPARATOR.join(value)
        elif isinstance(value, bool):
            texts[name] = str(value).lower()
        elif isinstance(value, float):
            texts[name] = f"{value:g}" if value < 1 else f"{value:.0f}"
        else:
            texts[name] = "" if value is None else str(value)
    return texts


def test_csv_holds_the_rows(outputs, rows):
    with (outputs / "commitments.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    kinds = {column.name: column.kind for column in COMMITMENTS.columns}
    texts = [{n: restore(v) if kinds[n] in ("text", "list") else v for n, v in row.items()} for row in read]
    assert texts == [joined(row) for row in rows]


def test_json_lines_hold_the_rows(outputs, rows):
    lines = (outputs / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    for line, row in zip(lines, rows, strict=True):
        read = json.loads(line)
        assert list(read) == list(row)
        for name, value in row.items():
            kind = next(column.kind for column in COMMITMENTS.columns if column.name == name)
            wanted = list(value) if kind == "list" else value
            if kind == "date":
                wanted = value.isoformat() if value else ""
            assert read[name] == wanted, name


def test_parquet_holds_the_rows(outputs, rows):
    read = pq.read_table(outputs / "commitments.parquet").to_pylist()
    assert read == [
        {n: list(v) if isinstance(v, tuple) else (None if v == "" else v) for n, v in r.items()} for r in rows
    ]


def test_the_database_holds_the_rows(outputs, rows):
    connection = sqlite3.connect(outputs / "onrecord.db")
    connection.row_factory = sqlite3.Row
    for read, row in zip(connection.execute("SELECT * FROM commitments"), rows, strict=True):
        assert list(read.keys()) == list(row)
        for name, value in row.items():
            if isinstance(value, tuple):
                assert tuple(json.loads(read[name])) == value
            elif isinstance(value, date):
                assert read[name] == value.isoformat()
            else:
                assert read[name] == (None if value == "" else value), name


def test_the_quotes_are_the_source_words_in_every_exact_format(outputs):
    quotes = [row.quote for row, _ in make_rows()]
    assert quotes[-len(HOSTILE) :] == list(HOSTILE)
    assert pq.read_table(outputs / "commitments.parquet")["quote"].to_pylist() == quotes


@pytest.mark.parametrize("table", CSV_TABLES, ids=lambda table: table.name)
def test_csv_files_have_a_header_and_unix_line_ends(outputs, table):
    content = (outputs / f"{table.name}.csv").read_bytes()
    assert content.startswith(",".join(table.names).encode() + b"\n")
    assert content.endswith(b"\n")
    assert not content.endswith(b"\r\n")


def test_a_table_without_rows_is_its_header(tmp_path):
    out = write_outputs(tmp_path / "outputs", [])
    assert (out / "commitments.csv").read_text() == ",".join(COMMITMENTS.names) + "\n"
    assert (out / "commitments.jsonl").read_bytes() == b""
    assert pq.read_table(out / "commitments.parquet").num_rows == 0


def test_csv_quotes_a_lone_carriage_return(tmp_path):
    path = tmp_path / "commitments.csv"
    file = CsvFile(path, COMMITMENTS)
    for row, _ in make_rows():
        file.add(row)
    file.close()
    with path.open(encoding="utf-8", newline="") as lines:
        assert sum(1 for _ in csv.reader(lines)) == 1 + len(make_rows())


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("''-", "'''-"),
        ("plain", "plain"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
        ("'", "'"),
        ("", ""),
    ],
)
def test_no_cell_starts_a_formula_and_the_text_comes_back(text, cell):
    assert defuse(text) == cell
    assert restore(cell) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2_000_000.0, "2000000"), (0.1 + 0.2, "0.3"), (0.0, "0"), (2.5, "2.5"), (None, ""), (12, "12")],
)
def test_numbers_are_written_without_noise(value, shown):
    assert show_number(value) == shown


def test_parquet_has_a_fixed_schema_and_row_groups_and_no_pandas(tmp_path):
    path = tmp_path / "commitments.parquet"
    file = ParquetFile(path, COMMITMENTS)
    row = make_rows()[0][0]
    for _ in range(GROUP + 1):
        file.add(row)
    file.close()
    read = pq.ParquetFile(path)
    assert [read.metadata.row_group(n).num_rows for n in range(read.num_row_groups)] == [GROUP, 1]
    schema = read.schema_arrow
    assert schema.field("due").type == pa.date32()
    assert schema.field("recommendations").type == pa.list_(pa.string())
    assert schema.field("amount_gbp").type == pa.float64()
    assert b"pandas" not in (read.metadata.metadata or {})
    assert schema.field("due").metadata[b"description"].startswith(b"Last day")
