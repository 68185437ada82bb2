"""Promises followed through the documents: where each was made, and how its words moved."""

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from link.thread_acts import ActReader
from link.thread_index import ActIndex, HeldAct, number_of
from link.thread_match import Matcher
from link.thread_moves import Movement, Side, find_movement
from link.thread_names import Names
from link.thread_papers import PaperPromise, keeps, read_paper, read_promise
from link.thread_rows import RowFacts, Rows
from link.thread_silence import Silences
from link.thread_words import read_act_words
from models import Commitment, Document, Source

# Score from which two acts promise the same. Chosen on tests/gold/threads.jsonl for a precision of 0.9;
# measured again by `pytest tests/test_threads_gold.py`.
SAME = 0.4

OPEN_PAPERS = 2_000  # promises to publish that wait for their publication; older ones are given up
NOTHING = 0xFFFFFFFF  # no earlier act


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a thread.

    Attributes:
        document_id: The document.
        commitment_id: What says it there; empty where the document keeps the promise itself, or is silent.
        movement: How the words moved since ``before``.
        before: Id of the commitment it is compared with; empty for the first place.
        words: What moved, in words.
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
        self._matcher = Matcher(self._words.alike, self._rows.names_few)
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
        """Every promise that was made more than once, kept by a publication, or dropped by a later document."""
        kept = {self._first[each.promise.act]: each for each in reversed(self._kept)}
        yield from Followed(self._index, self._rows, self._matcher, self._words, self._first, kept, self._speaks).threads()
