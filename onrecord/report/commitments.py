"""The table of all commitments: its page, and the rows that the page's script searches and sorts."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.press import Press
from onrecord.report.wording import STANCES
from onrecord.tables.reading import Records
from onrecord.tables.records import DocumentRow
from onrecord.tables.schema import COMMITMENTS, DOCUMENTS

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# Characters that could end the script element, or the line, that the data stands in.
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}

Numbers = Mapping[str, Mapping[str, int]]
"""By the kind of thing, the number that stands in a row for each name."""


def write_commitments(records: Records, press: Press) -> None:
    """Write ``commitments.html``, with all rows as data inside it."""
    documents = list(records.read(DOCUMENTS, "ORDER BY t.rowid"))
    bodies = [name for (name,) in records.ask("SELECT body FROM bodies ORDER BY body")]
    titles = press.facts.titles
    names = {
        "stances": [stance.id for stance in STANCES],
        "bodies": bodies,
        "recommendations": [[name, title, name_page(name)] for name, title in titles.items()],
        "documents": [_describe(document) for document in documents],
    }
    numbers = {
        "stances": _number(names["stances"]),
        "bodies": _number(bodies),
        "recommendations": _number(titles),
        "documents": _number(document.document_id for document in documents),
    }
    press.write_stream(
        "commitments.html",
        "commitments.html",
        make_lines(records, numbers, {document.document_id: document.url for document in documents}),
        names=Markup(escape_json(names)),
        bodies=bodies,
        documents=documents,
    )


def make_lines(records: Records, numbers: Numbers, urls: Mapping[str, str]) -> Iterator[Markup]:
    """Each row as a line of JSON, in the order of the tables; a comma follows all but the last."""
    before = ""
    for row in records.read(COMMITMENTS, "ORDER BY t.rowid"):
        yield Markup(before + escape_json(pack(row, numbers, urls[row.document_id])))
        before = ",\n"


def pack(row: Row, numbers: Numbers, url: str) -> list[Any]:
    """A row as the page's script reads it, place by place.

    Args:
        row: The row.
        numbers: What stands for the names.
        url: Address of its document, which the script puts before what is left of the citation.
    """
    return [
        row.commitment_id,
        row.quote,
        row.action,
        numbers["stances"][row.stance],
        int(row.specificity == "specific"),
        [numbers["bodies"][name] for name in row.responsible_bodies],
        [numbers["bodies"][name] for name in row.partner_bodies],
        row.when_text,
        _show(row.date_from),
        _show(row.date_to),
        _show(row.due),
        row.condition,
        [numbers["recommendations"][name] for name in row.recommendations],
        numbers["documents"][row.document_id],
        row.page,
        row.paragraph,
        row.section,
        row.citation_url.removeprefix(url),
        row.start,
        row.end,
    ]


def escape_json(value: object) -> str:
    """JSON that stands safely inside a script element."""
    return ENCODE(value).translate(UNSAFE)


def _describe(document: DocumentRow) -> list[Any]:
    return [
        document.document_id,
        document.title,
        document.publisher,
        _show(document.published),
        document.url,
        document.sha256,
        name_page(document.document_id),
    ]


def _number(names: Any) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _show(day: date | None) -> str:
    """A day as the script sorts it."""
    return day.isoformat() if day else ""
