"""The table of all commitments: its page, and the rows that the page's script searches and sorts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.press import Press
from onrecord.report.wording import STANCES
from onrecord.tables.reading import Records
from onrecord.tables.schema import COMMITMENTS, DOCUMENTS

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# Characters that could end the script element, or the line, that the data stands in.
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Index:
    """Names that many rows share, and the number that stands for each in a row.

    Attributes:
        places: Each name's number.
    """

    places: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """The number of a name."""
        return self.places.setdefault(name, len(self.places))


def write_commitments(records: Records, press: Press) -> None:
    """Write ``commitments.html``, with all rows as data inside it."""
    documents = list(records.read(DOCUMENTS, "ORDER BY t.rowid"))
    bodies = [name for (name,) in records.ask("SELECT body FROM bodies ORDER BY body")]
    names = {
        "stances": [[stance.id, stance.name] for stance in STANCES],
        "bodies": bodies,
        "recommendations": [[name, title, name_page(name)] for name, title in press.facts.titles.items()],
        "documents": [
            [d.document_id, d.title, d.publisher, show(d.published), d.url, d.sha256, name_page(d.document_id)]
            for d in documents
        ],
    }
    indexes = {
        "bodies": Index({name: n for n, name in enumerate(bodies)}),
        "recommendations": Index({name: n for n, name in enumerate(press.facts.titles)}),
        "documents": Index({d.document_id: n for n, d in enumerate(documents)}),
    }
    press.write_stream(
        "commitments.html",
        "commitments.html",
        make_lines(records, indexes),
        names=Markup(escape_json(names)),
        bodies=bodies,
        documents=documents,
    )


def make_lines(records: Records, indexes: dict[str, Index]) -> Iterator[Markup]:
    """Each row as a line of JSON, in the order of the tables; a comma follows all but the last."""
    before = ""
    for row in records.read(COMMITMENTS, "ORDER BY t.rowid"):
        yield Markup(before + escape_json(pack(row, indexes)))
        before = ",\n"


def pack(row: Row, indexes: dict[str, Index]) -> list[Any]:
    """A row as the page's script reads it: ``report.js`` names these places."""
    return [
        row.commitment_id,
        row.quote,
        row.action,
        [stance.id for stance in STANCES].index(row.stance),
        int(row.specificity == "specific"),
        [indexes["bodies"].number(name) for name in row.responsible_bodies],
        [indexes["bodies"].number(name) for name in row.partner_bodies],
        row.when_text,
        show(row.date_from),
        show(row.date_to),
        show(row.due),
        row.condition,
        [indexes["recommendations"].number(name) for name in row.recommendations],
        indexes["documents"].number(row.document_id),
        row.page,
        row.paragraph,
        row.section,
        row.citation_url,
        name_page(row.commitment_id),
    ]


def show(day: date | None) -> str:
    """A day as the script sorts it."""
    return day.isoformat() if day else ""


def escape_json(value: object) -> str:
    """JSON that stands safely inside a script element."""
    return ENCODE(value).translate(UNSAFE)
