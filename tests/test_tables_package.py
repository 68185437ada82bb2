import hashlib
import json
import sqlite3

import pytest

from onrecord.tables.schema import COMMITMENTS, CSV_TABLES, DATABASE_TABLES
from onrecord.tables.views import VIEWS
from tests.tables_samples import write_outputs


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    return write_outputs(tmp_path_factory.mktemp("package") / "outputs")


def read(outputs, name):
    return json.loads((outputs / name).read_text(encoding="utf-8"))


def test_frictionless_finds_nothing_wrong(outputs):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(outputs / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.stats["tasks"] == len(CSV_TABLES)


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        pytest.param(
            "commitments.csv", "committed,specific", "promised,specific", "constraint-error", id="a stance"
        ),
        pytest.param("commitments.csv", "2031-06-01", "June 2031", "type-error", id="a date"),
        pytest.param("links.csv", ",HI1,", ",HI9,", "foreign-key", id="a recommendation"),
        pytest.param("documents.csv", "the plan", "The plan", "hash-count", id="a byte"),
    ],
)
def test_frictionless_finds_what_is_changed(tmp_path, table, old, new, error):
    frictionless = pytest.importorskip("frictionless")
    out = write_outputs(tmp_path / "outputs")
    path = out / table
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="")
    errors = frictionless.validate(str(out / "datapackage.json")).flatten(["type"])
    assert [error] in errors


def test_the_package_describes_every_csv_file_and_column(outputs):
    resources = {resource["path"]: resource for resource in read(outputs, "datapackage.json")["resources"]}
    assert sorted(resources) == sorted(path.name for path in outputs.glob("*.csv"))
    for table in CSV_TABLES:
        schema = resources[f"{table.name}.csv"]["schema"]
        assert [field["name"] for field in schema["fields"]] == list(table.names)
        assert all(field["description"] for field in schema["fields"])
        assert schema.get("primaryKey", []) == list(table.key)
        assert len(schema.get("foreignKeys", [])) == len(table.references)


def test_the_dictionary_says_that_an_apostrophe_was_added(outputs):
    assert "take that one apostrophe off" in read(outputs, "datapackage.json")["description"]


def test_csv_on_the_web_describes_every_column(outputs):
    schema = read(outputs, "commitments.csv-metadata.json")["tableSchema"]
    columns = {column["name"]: column for column in schema["columns"]}
    assert list(columns) == list(COMMITMENTS.names)
    assert schema["primaryKey"] == ["commitment_id"]
    assert columns["recommendations"]["separator"] == "; "
    assert columns["due"]["datatype"] == {"base": "date", "format": "yyyy-MM-dd"}
    assert columns["start"]["required"] is True


def test_datasette_metadata_names_only_what_the_database_has(outputs):
    described = read(outputs, "metadata.json")["databases"]["onrecord"]["tables"]
    connection = sqlite3.connect(outputs / "onrecord.db")
    assert set(described) == {table.name for table in DATABASE_TABLES} | set(VIEWS)
    for name, table in described.items():
        has = {column for _, column, *_ in connection.execute(f'PRAGMA table_info("{name}")')}
        facets = [facet["array"] if isinstance(facet, dict) else facet for facet in table.get("facets", [])]
        assert {*facets, *table.get("columns", {}), *filter(None, [table.get("label_column")])} <= has


def test_run_json_repeats_the_run_and_hashes_every_other_file(outputs):
    run = read(outputs, "run.json")
    assert (run["version"], run["settings"]) == ("1.2.3", {"a": 1, "b": 2})
    written = {path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()}
    assert set(run["files"]) == written - {"run.json"}
    for name, digest in run["files"].items():
        assert hashlib.sha256((outputs / name).read_bytes()).hexdigest() == digest
    assert list(run) == sorted(run)
