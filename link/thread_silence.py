"""Promises that a later document of the same kind no longer mentions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from link.thread_index import ActIndex
from link.thread_match import Matcher
from link.thread_rows import RowFacts, Rows

# Score under which nothing in a document speaks of a promise: well under the one from which two
# sentences promise the same, since silence is claimed only where nothing comes near.
SILENT = 0.2


@dataclass(frozen=True, slots=True)
class Silence:
    """A document that speaks of the recommendation and not of the promise."""

    document: int
    recommendation: str


class Silences:
    """Finds them, by what each kind of document says of each recommendation."""

    def __init__(self, index: ActIndex, rows: Rows, matcher: Matcher) -> None:
        """Sort the rows by kind of document and recommendation."""
        self._index, self._rows, self._matcher = index, rows, matcher
        self._by_subject: dict[tuple[str, int], list[int]] = defaultdict(list)
        for row in range(len(rows)):
            facts = rows.facts(row)
            document = rows.documents[facts.document]
            if document.follows:
                for recommendation in sorted(facts.recommendations):
                    self._by_subject[document.kind, recommendation].append(row)

    def find(self, places: Sequence[RowFacts]) -> Silence | None:
        """The first document after the last place that should mention a promise, if it is silent of it."""
        documents = self._rows.documents
        kinds = sorted({documents[place.document].kind for place in places})
        recommendations = sorted({number for place in places for number in place.recommendations})
        later = [
            (self._rows.facts(row).document, number, row)
            for kind in kinds
            for number in recommendations
            for row in self._by_subject.get((kind, number), ())
            if row > places[-1].row
        ]
        later = [each for each in later if self._is_after(places[-1], each[0])]
        if not later:
            return None
        document, number, _ = min(later)
        rows = sorted({row for place, _, row in later if place == document})
        if any(self._near(place, row) for place in places for row in rows):
            return None
        return Silence(document, self._rows.name_of(number))

    def _is_after(self, place: RowFacts, document: int) -> bool:
        first, second = self._rows.documents[place.document], self._rows.documents[document]
        return bool(first.published and second.published and first.published < second.published)

    def _near(self, place: RowFacts, row: int) -> bool:
        facts = self._rows.facts(row)
        mine = [self._index.load(act) for act in self._index.acts_of(place.row)]
        theirs = [self._index.load(act) for act in self._index.acts_of(row)]
        return any(self._matcher.compare(a, b, facts) >= SILENT for a in mine for b in theirs)
