"""The places of each thread, in order, with what moved between them."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from link.thread_index import ActIndex
from link.thread_match import Matcher
from link.thread_moves import Movement, Side, find_movement
from link.thread_papers import PaperPromise
from link.thread_rows import Rows
from link.thread_silence import Silences

OPEN = ("committed", "underway", "considering")  # stances that leave something to hear of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a thread.

    Attributes:
        document_id: The document.
        commitment_id: The row that says it there; empty where the document keeps the promise itself,
            or is silent.
        movement: How the words moved since ``before``.
        before: Id of the commitment it is compared with; empty for the first place.
        words: Everything that moved, in words.
    """

    document_id: str
    commitment_id: str
    movement: Movement
    before: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The same promise through the documents.

    Attributes:
        id: Id of the commitment that made it first.
        places: Where it stands, in order of publication.
    """

    id: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise to publish, and the document that is what was promised.

    Attributes:
        promise: The promise.
        document: Place of the document among all.
        sentence: In which the document says what it is; empty if it does not say.
    """

    promise: PaperPromise
    document: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What was collected of all documents.

    Attributes:
        index: All acts.
        rows: All commitments.
        first: First act of the thread that each act is in.
        kept: Promises to publish that were kept, by the first act of their threads.
        speaks: Commitment in which a document says what it is, by the document's place.
        steps: Roots of what is only a step to an act.
        matcher: Compares acts.
    """

    index: ActIndex
    rows: Rows
    first: "array[int]"
    kept: Mapping[int, Kept]
    speaks: Mapping[int, int]
    steps: frozenset[int]
    matcher: Matcher

    def threads(self) -> Iterator[Thread]:
        """Every promise made more than once, kept by a publication, or dropped by a later document."""
        silences = Silences(self.index, self.rows, self.matcher)
        groups = self._groups()
        for row in range(len(self.rows)):
            acts = groups.get(row)
            if acts is None and self._is_later(row):
                continue
            places = list(self._places(acts or self.index.acts_of(row)[:1], silences))
            if len(places) > 1:
                yield Thread(id=self.rows.id_of(row), places=tuple(places))

    def _groups(self) -> dict[int, list[int]]:
        """Acts of threads of several rows, by the first row: two acts of one row make one thread."""
        size = array("I", bytes(4 * len(self.first)))
        for first in self.first:
            size[first] += 1
        groups: dict[int, list[int]] = defaultdict(list)
        for act, first in enumerate(self.first):
            if size[first] > 1 or first in self.kept:
                groups[self.index.row_of(first)].append(act)
        return groups

    def _is_later(self, row: int) -> bool:
        """True of a row that has come up in an earlier row's thread, or holds no act to follow."""
        acts = self.index.acts_of(row)
        return not acts or any(self.first[act] != act for act in acts)

    def _places(self, acts: Sequence[int], silences: Silences) -> Iterator[Place]:
        latest: dict[int, int] = {}  # act before, of each thread of acts
        seen: set[int] = set()
        for act in acts:
            row, first = self.index.row_of(act), self.first[act]
            if row not in seen:
                seen.add(row)
                yield self._place(act, latest.get(first))
            latest[first] = act
        rows = sorted(seen)
        kept = [self.kept[self.first[act]] for act in acts if self.first[act] in self.kept]
        if kept:
            yield from self._publication(kept[0], seen)
        elif self.rows.facts(rows[-1]).stance in OPEN:
            yield from self._silence(rows, silences)

    def _place(self, act: int, before: int | None) -> Place:
        facts = self.rows.facts(self.index.row_of(act))
        movement: Movement = "first said"
        words = earlier = ""
        if before is not None:
            movement, words = find_movement(self._side(before), self._side(act))
            earlier = self.rows.id_of(self.index.row_of(before))
        return Place(
            document_id=self.rows.documents[facts.document].id,
            commitment_id=facts.id,
            movement=movement,
            before=earlier,
            words=words,
        )

    def _side(self, act: int) -> Side:
        held = self.index.load(act)
        return Side(self.rows.facts(held.row), held.kind, self.steps.intersection(held.core))

    def _publication(self, kept: Kept, seen: set[int]) -> Iterator[Place]:
        """The document that is what was promised, at the row in which it says so, if there is one."""
        document = self.rows.documents[kept.document]
        row = self.speaks.get(kept.document)
        if row in seen:
            return
        says = f", and says: {kept.sentence!r}" if kept.sentence else ""
        yield Place(
            document_id=document.id,
            commitment_id="" if row is None else self.rows.id_of(row),
            movement="done",
            before=self.rows.id_of(kept.promise.row),
            words=f"published on {document.published}: {document.title!r}{says}",
        )

    def _silence(self, rows: Sequence[int], silences: Silences) -> Iterator[Place]:
        """The next document of its kind, if that speaks of the recommendation and not of this."""
        found = silences.find([self.rows.facts(row) for row in rows])
        if found is not None:
            document = self.rows.documents[found.document]
            yield Place(
                document_id=document.id,
                commitment_id="",
                movement="no longer mentioned",
                before=self.rows.id_of(rows[-1]),
                words=f"{document.title!r} of {document.published} answers {found.recommendation} without it",
            )
