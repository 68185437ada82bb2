"""What changed from one run to another, or from one edition of a publication to the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from models import Row
from onrecord.compare_pairs import Edition, pair_documents, pair_rows
from onrecord.outputs import NEEDED, Outputs

Kind = Literal["added", "gone", "changed"]

# Columns that only say where a sentence stands: a paragraph inserted above moves it and changes nothing.
PLACES = ("start", "end", "prefix", "suffix", "page", "paragraph", "citation_url", "source_sha256")

# Columns that are other in another edition of the same publication.
EDITION = ("commitment_id", "document_id", "document_title", "publisher", "published", "repeats")

COMPARED = tuple(name for name in NEEDED if name not in PLACES and name != "commitment_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row that was added, is gone, or changed.

    Attributes:
        kind: Which of the three.
        old: The row before; ``None`` for an added one.
        new: The row now; ``None`` for one that is gone.
        fields: For a changed row, each column that changed, with its old and its new value.
    """

    kind: Kind
    old: Row | None
    new: Row | None
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class _Held:
    """A row of the old run by what tells whether it changed, and where it can be read again."""

    digest: bytes
    place: int


def compare_outputs(old: Outputs, new: Outputs, same: Mapping[str, str]) -> Iterator[Change]:
    """The changes from one run to another: rows of one id that changed, then all others.

    Rows of one id are compared column by column. What is left over is compared within a document, or
    within two editions of one publication: a sentence that was worded anew is a change, not a loss.

    Args:
        old: The earlier run.
        new: The later one.
        same: Id of a document of the new run by that of the old one that it is an edition of.

    Raises:
        Problem: A folder cannot be read, or ``same`` names a document that is not there.
    """
    held, old_editions = _hold(old)
    fresh: list[int] = []
    changed: list[tuple[int, int]] = []
    new_editions: dict[str, Edition] = {}
    for place, row in new.placed_rows():
        _note(new_editions, row)
        before = held.pop(row.commitment_id, None)
        if before is None:
            fresh.append(place)
        elif before.digest != _digest(row, COMPARED):
            changed.append((before.place, place))
    befores, afters = [before for before, _ in changed], [after for _, after in changed]
    pairs = pair_documents(old_editions, new_editions, same)
    for one, other in zip(old.rows_at(befores), new.rows_at(afters), strict=True):
        yield _changed(one, other, COMPARED)
    gone = list(old.rows_at(each.place for each in held.values()))
    yield from _reworded(gone, list(new.rows_at(fresh)), pairs)


def _hold(outputs: Outputs) -> tuple[dict[str, _Held], dict[str, Edition]]:
    held: dict[str, _Held] = {}
    editions: dict[str, Edition] = {}
    for place, row in outputs.placed_rows():
        held[row.commitment_id] = _Held(_digest(row, COMPARED), place)
        _note(editions, row)
    return held, editions


def _note(editions: dict[str, Edition], row: Row) -> None:
    if row.document_id not in editions:
        url = row.citation_url.partition("#")[0] if "://" in row.citation_url else ""
        editions[row.document_id] = Edition(id=row.document_id, title=row.document_title, url=url)


def _digest(row: Row, columns: Iterable[str]) -> bytes:
    return sha256(repr([getattr(row, name) for name in columns]).encode()).digest()[:16]


def _changed(old: Row, new: Row, columns: Iterable[str]) -> Change:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in columns)
    fields = {name: (before, now) for name, before, now in pairs if before != now}
    return Change(kind="changed", old=old, new=new, fields=fields)


def _reworded(gone: list[Row], fresh: list[Row], documents: Mapping[str, str]) -> Iterator[Change]:
    """Changes among the rows that no id brought together."""
    pairs = pair_rows(gone, fresh, documents)
    partner = {id(new): old for old, new in pairs}
    for row in fresh:
        before = partner.get(id(row))
        if before is None:
            yield Change(kind="added", old=None, new=row, fields={})
        else:
            columns = [name for name in COMPARED if name not in EDITION]
            change = _changed(before, row, columns)
            if change.fields:
                yield change
    paired = {id(old) for old, _ in pairs}
    for row in gone:
        if id(row) not in paired:
            yield Change(kind="gone", old=row, new=None, fields={})
