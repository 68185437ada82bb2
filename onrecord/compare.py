"""What changed from one run to another, or from one edition of a publication to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from models import Row
from onrecord.compare_pairs import Edition, pair_documents, pair_rows
from onrecord.outputs import NEEDED, Outputs

Kind = Literal["added", "gone", "changed"]

# Columns that only say where a sentence stands: a paragraph inserted above moves it and changes nothing.
PLACES = ("start", "end", "prefix", "suffix", "page", "paragraph", "citation_url", "source_sha256")

# Columns that are other in another edition of the same publication.
EDITION = ("document_id", "document_title", "publisher", "published", "repeats")

COMPARED = tuple(name for name in NEEDED if name not in PLACES and name != "commitment_id")
ANEW = tuple(name for name in COMPARED if name not in EDITION)


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
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class _Held:
    """A row of the old run by what tells whether it changed, and where it can be read again."""

    digest: bytes
    place: int


def compare_outputs(old: Outputs, new: Outputs, same: Mapping[str, str]) -> list[Change]:
    """The changes from one run to another: what changed, what was added, what is gone.

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
    new_editions: dict[str, Edition] = {}
    fresh: list[int] = []
    changed: list[tuple[int, int]] = []
    for place, row in new.placed_rows():
        _note(new_editions, row)
        before = held.pop(row.commitment_id, None)
        if before is None:
            fresh.append(place)
        elif before.digest != _digest(row):
            changed.append((before.place, place))
    documents = pair_documents(old_editions, new_editions, same)
    gone, added = list(old.rows_at(each.place for each in held.values())), list(new.rows_at(fresh))
    pairs = pair_rows(gone, added, documents)
    renamed = {before.commitment_id: now.commitment_id for before, now in pairs}
    changes = [
        *_compare_places(old, new, changed, renamed),
        *(_compare(before, now, ANEW, renamed) for before, now in pairs),
    ]
    left = [Change(kind="added", old=None, new=row) for row in _without(added, [now for _, now in pairs])]
    lost = [Change(kind="gone", old=row, new=None) for row in _without(gone, [before for before, _ in pairs])]
    return [change for change in changes if change.fields] + left + lost


def _hold(outputs: Outputs) -> tuple[dict[str, _Held], dict[str, Edition]]:
    held: dict[str, _Held] = {}
    editions: dict[str, Edition] = {}
    for place, row in outputs.placed_rows():
        held[row.commitment_id] = _Held(_digest(row), place)
        _note(editions, row)
    return held, editions


def _note(editions: dict[str, Edition], row: Row) -> None:
    if row.document_id not in editions:
        url = row.citation_url.partition("#")[0] if "://" in row.citation_url else ""
        editions[row.document_id] = Edition(id=row.document_id, title=row.document_title, url=url)


def _digest(row: Row) -> bytes:
    return sha256(repr([getattr(row, name) for name in COMPARED]).encode()).digest()[:16]


def _compare_places(
    old: Outputs, new: Outputs, places: Sequence[tuple[int, int]], renamed: Mapping[str, str]
) -> Iterator[Change]:
    rows = zip(
        old.rows_at(place for place, _ in places), new.rows_at(place for _, place in places), strict=True
    )
    for before, now in rows:
        yield _compare(before, now, COMPARED, renamed)


def _compare(before: Row, now: Row, columns: Iterable[str], renamed: Mapping[str, str]) -> Change:
    """Two rows column by column; one that repeats a row worded anew repeats it still."""
    values = ((name, getattr(before, name), getattr(now, name)) for name in columns)
    fields = {name: (was, is_) for name, was, is_ in values if was != is_}
    if renamed.get(before.repeats) == now.repeats:
        fields.pop("repeats", None)
    return Change(kind="changed", old=before, new=now, fields=fields)


def _without(rows: Iterable[Row], taken: Iterable[Row]) -> list[Row]:
    ids = {row.commitment_id for row in taken}
    return [row for row in rows if row.commitment_id not in ids]
