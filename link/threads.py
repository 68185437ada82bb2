"""Promises followed through the documents: where each was made, and how its words moved."""

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from link.thread_acts import Act, ActReader
from link.thread_index import ActIndex, number_of
from link.thread_match import SAME, Matcher
from link.thread_names import Names
from link.thread_papers import PaperPromise, keeps, read_paper, read_promise
from link.thread_places import OPEN, Followed, Kept, Place, Thread
from link.thread_rows import Marks, RowFacts, Rows
from link.thread_words import read_act_words
from models import Commitment, Document, Source

__all__ = ["Place", "Thread", "Threads"]

OPEN_PAPERS = 2_000  # promises to publish that wait for their publication; older ones are given up


class Threads:
    """Takes the commitments of a run one at a time, and remembers some 250 bytes of each.

    Example:
        threads = Threads()
        for document, commitments in outcomes:
            threads.open(document)
            repeats = [threads.add(c, document.source, recommendations(c)) for c in commitments]
        for thread in threads.threads(): ...
    """

    def __init__(self) -> None:
        """Read the words, and remember nothing."""
        self._words = read_act_words()
        self._names = Names()
        self._reader = ActReader(self._words, self._names)
        self._index = ActIndex([f.id for f in self._words.families], self._words.roots["plain"])
        self._rows = Rows()
        self._matcher = Matcher(self._words.alike, self._index, self._rows)
        self._first = array("I")  # first act of the thread that each act is in
        self._promises: deque[PaperPromise] = deque(maxlen=OPEN_PAPERS)
        self._kept: list[Kept] = []
        self._speaks: dict[int, int] = {}  # commitment in which a document says what it is

    def open(self, document: Document) -> None:
        """Begin a document: learn what its initials stand for, and which promises to publish it keeps."""
        self._names.learn(document.text)
        place = self._rows.open(document.source)
        if document.source.rank == "primary" and document.source.published:
            self._keep_promises(document, place, document.source.published)

    def add(self, commitment: Commitment, source: Source, recommendation_ids: Iterable[str]) -> str:
        """Take the next commitment, in order of publication and then of place.

        Args:
            commitment: The commitment.
            source: The document that says it; ``open`` has begun it.
            recommendation_ids: Ids of the recommendations that it answers.

        Returns:
            Id of the earliest commitment that promises the same; empty if there is none.
        """
        acts = self._reader.read(commitment)
        facts = self._rows.add(commitment, source, recommendation_ids, self._marks(commitment))
        self._index.count(acts)
        firsts = [self._place(act, facts) for act in acts]
        if self._words.cues["this-paper"].pattern.search(commitment.quote):
            self._speaks.setdefault(facts.document, facts.row)
        return self._repeats(facts, firsts)

    def threads(self) -> Iterator[Thread]:
        """Every promise that was made again, kept by a publication, or dropped by a later document."""
        followed = Followed(
            index=self._index,
            rows=self._rows,
            first=self._first,
            kept={self._first[each.promise.act]: each for each in reversed(self._kept)},
            speaks=self._speaks,
            steps=frozenset(map(number_of, self._words.roots["steps"])),
            matcher=self._matcher,
        )
        return followed.threads()

    def _keep_promises(self, document: Document, place: int, published: date) -> None:
        paper = read_paper(document, place, self._words, self._names)
        for promise in list(self._promises):
            before = self._rows.published(promise.row)
            if before and before < published and keeps(paper, promise, self._worth_of):
                self._promises.remove(promise)
                self._kept.append(Kept(promise, place, paper.sentence))

    def _worth_of(self, root: str) -> float:
        return self._index.worth_of(number_of(root))

    def _marks(self, commitment: Commitment) -> Marks:
        cues = self._words.cues
        adds = cues["adds"].pattern.search(commitment.quote)
        announced = cues["announces"].pattern.search(f"{commitment.trigger} {commitment.lead_in}")
        return Marks(bool(adds), bool(announced))

    def _place(self, act: Act, facts: RowFacts) -> int:
        """Put an act into the thread of the likeliest earlier one; gives the first act of that thread."""
        held = self._index.add(facts.row, act)
        scores = [
            (self._matcher.compare(other, held, facts), -other.number) for other in self._index.find(held)
        ]
        score, earlier = max(scores, default=(0.0, 0))
        self._first.append(self._first[-earlier] if score >= SAME else held.number)
        if facts.stance in OPEN:
            self._await_paper(act, held.number, facts)
        return self._first[-1]

    def _await_paper(self, act: Act, number: int, facts: RowFacts) -> None:
        title = self._rows.documents[facts.document].title
        if promise := read_promise(act, number, facts.row, title, self._words):
            self._promises.append(promise)

    def _repeats(self, facts: RowFacts, firsts: Sequence[int]) -> str:
        """The first row of the main act's thread, else of another's, unless one of the two is a refusal."""
        refuses = facts.stance == "declined"
        for row in map(self._index.row_of, firsts):
            if row != facts.row and refuses == (self._rows.facts(row).stance == "declined"):
                return self._rows.id_of(row)
        return ""
