from collections.abc import Iterable

from link.thread_acts import ActReader
from link.thread_index import ActIndex
from link.thread_match import Matcher
from link.thread_names import Names
from link.thread_rows import Rows
from link.thread_words import read_act_words
from models import Commitment, Document, Source


class Threads:
    def __init__(self) -> None:
        self._words = read_act_words()
        self._names = Names()
        self._reader = ActReader(self._words, self._names)
        self._index = ActIndex([f.id for f in self._words.families], self._words.roots["plain"])
        self._rows = Rows()
        self._matcher = Matcher(self._words.alike, self._rows.names_few)
        self.links = []

    def open(self, document: Document) -> None:
        self._names.learn(document.text)

    def add(self, commitment: Commitment, source: Source, recommendation_ids: Iterable[str]) -> str:
        acts = self._reader.read(commitment)
        cues = self._words.cues
        adds = bool(cues["adds"].pattern.search(commitment.quote))
        announced = bool(cues["announces"].pattern.search(f"{commitment.trigger} {commitment.lead_in}"))
        row = self._rows.add(commitment, source, recommendation_ids, adds, announced)
        self._index.count(acts)
        facts = self._rows.facts(row)
        for act in acts:
            held = self._index.add(row, act)
            for other in self._index.find(held):
                of=self._rows.facts(other.row)
                s=self._matcher.compare(other, held, of, facts)
                if s>.2: self.links.append((s,other.number,held.number))
        return ""
