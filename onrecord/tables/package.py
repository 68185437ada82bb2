"""What describes the tables: a data package, CSV on the Web, and the database's labels and facets."""

import hashlib
from pathlib import Path
from typing import Any

from onrecord.tables.cells import APOSTROPHE_NOTE, SEPARATOR
from onrecord.tables.columns import Column, Kind, Reference, Table
from onrecord.tables.schema import COMMITMENTS, CSV_TABLES, DATABASE_TABLES
from onrecord.tables.views import MEANINGS

Json = dict[str, Any]

ABOUT = (
    "What public bodies say they did, do, will do or will not do, sentence by sentence, with the place "
    "where each sentence stands and the recommendations that it answers. A stance is what the words "
    "say, never a verdict on delivery."
)

FIELD_TYPES: dict[Kind, str] = {"text": "string", "list": "string"}
"""Types of Table Schema, where they are not called as the kinds are."""

CSVW_TYPES: dict[Kind, str | Json] = {
    "text": "string",
    "list": "string",
    "boolean": {"base": "boolean", "format": "true|false"},
    "date": {"base": "date", "format": "yyyy-MM-dd"},
}

LABELS = {
    "commitments": "quote",
    "documents": "title",
    "recommendations": "title",
    "bodies": "body",
    "evidence": "reason",
    "blocks": "words",
}
"""The column that speaks for a row wherever another row refers to it."""

FACETS: dict[str, list[str | Json]] = {
    "commitments": [
        "stance",
        "specificity",
        {"array": "responsible_bodies"},
        {"array": "recommendations"},
        "document_id",
    ],
    "recommendations": ["report"],
    "links": ["band"],
    "documents": ["publisher", "kind", "rank"],
    "commitment_bodies": ["role", "body"],
    "blocks": ["kind", "document_id"],
    "threads": ["change"],
    "failures": ["stage"],
}


def describe_package(folder: Path) -> Json:
    """The data package of the CSV files in a folder.

    Source: Data Package, Tabular Data Package and Table Schema, version 1 (specs.frictionlessdata.io).
    """
    return {
        "profile": "tabular-data-package",
        "name": "onrecord",
        "title": "onrecord: what was promised, by whom, by when, in answer to what",
        "description": f"{ABOUT} {APOSTROPHE_NOTE}",
        "resources": [_describe_resource(folder, table) for table in CSV_TABLES],
    }


def _describe_resource(folder: Path, table: Table) -> Json:
    path = folder / f"{table.name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path.name,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n", "header": True},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hash_file(path)}",
        "schema": _describe_schema(table),
    }


def _describe_schema(table: Table) -> Json:
    schema: Json = {
        "fields": [_describe_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [_describe_reference(table, reference) for reference in table.references]
    return schema


def _describe_field(table: Table, column: Column) -> Json:
    constraints: Json = {}
    if column.required:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    field: Json = {
        "name": column.name,
        "type": FIELD_TYPES.get(column.kind, column.kind),
        "description": _explain(column),
    }
    return {**field, "constraints": constraints} if constraints else field


def _explain(column: Column) -> str:
    if column.kind != "list":
        return column.meaning
    return f"{column.meaning} A list, with {SEPARATOR!r} between its entries."


def _describe_reference(table: Table, reference: Reference) -> Json:
    own = reference.table == table.name
    target = {"resource": "" if own else reference.table, "fields": list(reference.to)}
    return {"fields": list(reference.columns), "reference": target}


def describe_csvw() -> Json:
    """The metadata of ``commitments.csv`` for readers of CSV on the Web.

    Source: W3C Recommendation "Metadata Vocabulary for Tabular Data", 17 December 2015.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{COMMITMENTS.name}.csv",
        "dc:title": COMMITMENTS.title,
        "dc:description": f"{ABOUT} {APOSTROPHE_NOTE}",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"]},
        "tableSchema": {
            "columns": [_describe_column(column) for column in COMMITMENTS.columns],
            "primaryKey": list(COMMITMENTS.key),
        },
    }


def _describe_column(column: Column) -> Json:
    described: Json = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": CSVW_TYPES.get(column.kind, column.kind),
        "required": column.required,
    }
    if column.kind == "list":
        described |= {"separator": SEPARATOR, "ordered": True}
    return described


def describe_database() -> Json:
    """Titles, labels and facets of ``onrecord.db``, as Datasette reads them."""
    tables = {table.name: _describe_table(table) for table in DATABASE_TABLES}
    views = {name: {"description": meaning} for name, meaning in MEANINGS.items()}
    return {
        "title": "onrecord",
        "description": ABOUT,
        "databases": {"onrecord": {"tables": {**tables, **views}}},
    }


def _describe_table(table: Table) -> Json:
    described: Json = {
        "description": table.title,
        "columns": {column.name: column.meaning for column in table.columns},
    }
    if table.name in LABELS:
        described["label_column"] = LABELS[table.name]
    if table.name in FACETS:
        described["facets"] = FACETS[table.name]
    return described


def hash_file(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
