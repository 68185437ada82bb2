"""How alike two sets of commitments are, such as two editions of one publication."""

from collections.abc import Iterator, Sequence

from link.thread_acts import ActReader
from link.thread_index import ActIndex, HeldAct
from link.thread_match import SAME, Matcher
from link.thread_names import Names
from link.thread_rows import Marks, RowFacts, Rows
from link.thread_words import read_act_words
from models import Commitment, Source


class Likeness:
    """Compares each commitment of one set with those of another by what they promise."""

    def __init__(self) -> None:
        """Read the words, and hold nothing."""
        words = read_act_words()
        self._reader = ActReader(words, Names())
        self._index = ActIndex([family.id for family in words.families], words.roots["plain"])
        self._rows = Rows()
        self._matcher = Matcher(words.alike, self._index, self._rows)

    def pairs(
        self, first: Sequence[Commitment], second: Sequence[Commitment]
    ) -> Iterator[tuple[float, int, int]]:
        """Score, and places in both sets, of each two commitments that promise the same.

        Args:
            first: Commitments of the first set.
            second: Those of the other. Their document ids must differ from those of the first, or
                sentences of one paragraph would be taken for parts of one another.
        """
        for commitment in first:
            self._add(commitment, found=True)
        for place, commitment in enumerate(second):
            facts, acts = self._add(commitment, found=False)
            for act in acts:
                for other in self._index.find(act):
                    if (score := self._matcher.compare(other, act, facts)) >= SAME:
                        yield score, other.row, place

    def _add(self, commitment: Commitment, found: bool) -> tuple[RowFacts, list[HeldAct]]:
        acts = self._reader.read(commitment)
        source = Source(id=commitment.document_id, file="", title="")
        facts = self._rows.add(commitment, source, (), Marks(adds=False, announced=False))
        self._index.count(acts)
        return facts, [self._index.add(facts.row, act, found) for act in acts]
