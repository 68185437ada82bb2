"""The rows as W3C Web Annotations, for tools that mark passages in documents.

Source: W3C Recommendations "Web Annotation Data Model" and "Web Annotation Vocabulary", 23 February 2017.
"""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urldefrag

from models import Row
from onrecord.tables.reading import Records
from onrecord.tables.records import DocumentRow
from onrecord.tables.schema import COMMITMENTS, DOCUMENTS

ANNOTATIONS = "annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PAGES_OF_PDF = "http://tools.ietf.org/rfc/rfc3778"  # the name by which the data model knows "page=7"

Json = dict[str, Any]


def write_annotations(folder: Path) -> None:
    """Write ``annotations.jsonld`` from the ``onrecord.db`` in a folder: one annotation a row, a line each.

    The same database gives the same bytes. What is held in memory does not grow with the rows.
    """
    with (
        Records(folder / "onrecord.db") as records,
        (folder / ANNOTATIONS).open("w", encoding="utf-8", newline="") as file,
    ):
        ((total,),) = records.ask("SELECT count(*) FROM commitments")
        file.write(_head(total))
        for number, annotation in enumerate(_annotations(records)):
            file.write((",\n" if number else "\n") + json.dumps(annotation, ensure_ascii=False))
        file.write("\n]}\n")


def _head(total: int) -> str:
    """The page of annotations up to its first item."""
    page = {
        "@context": CONTEXT,
        "id": ANNOTATIONS,
        "type": "AnnotationPage",
        "partOf": {"id": "#commitments", "type": "AnnotationCollection", "total": total},
        "startIndex": 0,
    }
    return json.dumps(page).removesuffix("}") + ', "items": ['


def _annotations(records: Records) -> Iterator[Json]:
    for document in records.read(DOCUMENTS, "ORDER BY t.rowid"):
        rest = "WHERE t.document_id = ? ORDER BY t.rowid"
        for row in records.read(COMMITMENTS, rest, document.document_id):
            yield make_annotation(row, document)


def make_annotation(row: Row, document: DocumentRow) -> Json:
    """One row: its stance and its recommendations, said of its place in the source."""
    return {
        "id": f"#{row.commitment_id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            _say("classifying", row.stance),
            *(_say("tagging", recommendation) for recommendation in row.recommendations),
        ],
        "target": {**_find_source(document), "selector": _select(row)},
    }


def _say(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _find_source(document: DocumentRow) -> Json:
    """The publication, and the copy of it in which the offsets count, where that is another thing."""
    file = quote(document.file)
    text = (
        file if PurePosixPath(document.file).suffix == ".txt" else f"text/{quote(document.document_id)}.txt"
    )
    source = urldefrag(document.url).url or file
    if source == text:
        return {"source": source}
    state = {"type": "TimeState", "cached": text}
    return {
        "source": source,
        "state": {**state, "sourceDate": document.retrieved} if document.retrieved else state,
    }


def _select(row: Row) -> list[Json]:
    selectors: list[Json] = [
        {"type": "TextQuoteSelector", "exact": row.quote, "prefix": row.prefix, "suffix": row.suffix},
        {"type": "TextPositionSelector", "start": row.start, "end": row.end},
    ]
    if row.page:
        selectors.append(
            {"type": "FragmentSelector", "conformsTo": PAGES_OF_PDF, "value": f"page={row.page}"}
        )
    return selectors
