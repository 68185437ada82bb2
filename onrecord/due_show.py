"""What is due, as text, CSV and JSON."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TextIO

from models import Row
from onrecord.due import DueRow
from onrecord.outputs import Outputs
from onrecord.tables.cells import SEPARATOR, defuse
from onrecord.tables.text_files import UnixLines

COLUMNS = (
    "when",
    "due",
    "when_text",
    "responsible_bodies",
    "action",
    "stance",
    "condition",
    "recommendations",
    "quote",
    "document_id",
    "published",
    "commitment_id",
    "also",
    "citation_url",
)

TITLES = {"fell due": "Fell due before {day}", "coming": "Due from {day} on", "no date": "No date"}


def format_text(listed: Sequence[DueRow], outputs: Outputs, as_of: date) -> Iterator[str]:
    """Lines for a reader, in three parts."""
    counts = Counter(each.when for each in listed)
    when = None
    for each, row in _with_rows(listed, outputs):
        if each.when != when:
            when = each.when
            yield f"{TITLES[when].format(day=as_of)} ({counts[when]})"
        yield from _format_row(each, row)
    if not listed:
        yield "nothing is promised"


def write_csv(listed: Sequence[DueRow], outputs: Outputs, file: TextIO) -> None:
    """A line for each promise."""
    lines = csv.writer(UnixLines(file), lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for each, row in _with_rows(listed, outputs):
        values = _values(each, row)
        lines.writerow([defuse(_cell(values[name])) for name in COLUMNS])


def write_json(listed: Sequence[DueRow], outputs: Outputs, as_of: date, file: TextIO) -> None:
    """One object: the day asked about, and the promises in order."""
    rows = [_values(each, row) for each, row in _with_rows(listed, outputs)]
    text = json.dumps({"as_of": as_of, "rows": rows}, ensure_ascii=False, indent=1, default=str)
    file.write(text + "\n")


def _with_rows(listed: Sequence[DueRow], outputs: Outputs) -> Iterator[tuple[DueRow, Row]]:
    return zip(listed, outputs.rows_at(each.place for each in listed), strict=True)


def _values(each: DueRow, row: Row) -> dict[str, Any]:
    known = {name: getattr(row, name) for name in COLUMNS if name not in ("when", "also")}
    return {**known, "due": each.due, "when": each.when, "also": each.again}


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return SEPARATOR.join(value)
    return "" if value is None else str(value)


def _format_row(each: DueRow, row: Row) -> Iterator[str]:
    day = each.due or row.when_text or "no time"
    yield f"  {day}  {', '.join(row.responsible_bodies) or 'nobody named'}: {row.action}"
    where = f"paragraph {row.paragraph}" if row.paragraph else row.section.rpartition(" > ")[2]
    place = ", ".join(words for words in (row.document_id, where) if words)
    again = f"; said {len(each.again) + 1} times" if each.again else ""
    under = f"; {row.condition}" if row.condition else ""
    yield f"      {row.stance}{under}; {place}; {row.commitment_id}{again}"
