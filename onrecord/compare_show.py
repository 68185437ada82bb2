"""Changes as text, CSV and JSON."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TextIO

from models import Row
from onrecord.compare import Change
from onrecord.tables.cells import SEPARATOR, defuse
from onrecord.tables.text_files import UnixLines

COLUMNS = (
    "change",
    "field",
    "old",
    "new",
    "old_commitment_id",
    "new_commitment_id",
    "old_document_id",
    "new_document_id",
    "old_quote",
    "new_quote",
    "old_citation_url",
    "new_citation_url",
)


def format_text(changes: Sequence[Change]) -> Iterator[str]:
    """Lines for a reader: how many changes there are, then each with both its sentences."""
    counts = Counter(change.kind for change in changes)
    if not changes:
        yield "the same: no row was added, is gone or changed"
        return
    yield f"{counts['added']} rows added, {counts['gone']} gone, {counts['changed']} changed"
    for change in changes:
        yield ""
        yield from _format_change(change)


def write_csv(changes: Iterable[Change], file: TextIO) -> None:
    """A line for each added row, each one that is gone, and each column that changed."""
    lines = csv.writer(UnixLines(file), lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for change in changes:
        sides = [defuse(_of(row, name)) for name in _SIDES for row in (change.old, change.new)]
        for name, (old, new) in (change.fields or {"": ("", "")}).items():
            lines.writerow([change.kind, name, defuse(show(old)), defuse(show(new)), *sides])


def write_json(changes: Iterable[Change], file: TextIO) -> None:
    """One object: whether the two are the same, and the changes by kind."""
    by_kind: dict[str, list[dict[str, Any]]] = {"added": [], "gone": [], "changed": []}
    for change in changes:
        by_kind[change.kind].append(_as_json(change))
    same = not any(by_kind.values())
    file.write(json.dumps({"same": same, **by_kind}, ensure_ascii=False, indent=1, default=str) + "\n")


def show(value: Any) -> str:
    """A value as a cell shows it."""
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


_SIDES = ("commitment_id", "document_id", "quote", "citation_url")


def _of(row: Row | None, name: str) -> str:
    return getattr(row, name) if row else ""


def _format_change(change: Change) -> Iterator[str]:
    row = change.new or change.old
    assert row is not None
    place = f", paragraph {row.paragraph}" if row.paragraph else ""
    yield f"{change.kind} {row.commitment_id} in {row.document_id}{place}"
    for name, (old, new) in change.fields.items():
        if name != "quote":
            yield f"  {name}: {show(old) or 'nothing'} -> {show(new) or 'nothing'}"
    if change.old:
        yield f"  {'was' if change.new else 'said'}: {_words(change.old)}"
    if change.new:
        yield f"  {'is' if change.old else 'says'}: {_words(change.new)}"


def _words(row: Row) -> str:
    return " ".join(row.quote.split())


def _as_json(change: Change) -> dict[str, Any]:
    fields = {name: {"old": _plain(old), "new": _plain(new)} for name, (old, new) in change.fields.items()}
    sides = {}
    for side, row in (("old", change.old), ("new", change.new)):
        if row:
            sides[side] = {name: getattr(row, name) for name in _SIDES}
    return {**sides, "fields": fields} if fields else sides


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
