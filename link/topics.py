"""What a paragraph is about, where several recommendations stand over it.

A topic goes on, sentence after sentence and paragraph after paragraph, until the words of another
candidate appear. A paragraph that speaks of several leaves the next one without a topic, and the
items of a list start from the topic of the sentence they hang on.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from link.passages import Passage, Passages
from link.sections import Standing
from link.shelf import Shelf
from models import Document

# Words that a passage must share with a candidate to start a topic, in words that no other candidate
# of the section has; more to turn a topic that is running.
START, TURN = 1.0, 2.0
AHEAD = 1.5  # times the next candidate's words


@dataclass(frozen=True, slots=True)
class Topic:
    """The recommendations that a passage is about.

    Attributes:
        places: Places on the shelf; usually one.
        why: The words that set the topic.
        steps: 0 if the passage's own words set it, 1 if a sentence before it in the paragraph or its
            lead-in did, 2 if an earlier paragraph did.
    """

    places: tuple[int, ...]
    why: str
    steps: int


NONE = Topic((), "", 0)


def follow_topics(
    shelf: Shelf, document: Document, passages: Passages, standings: Sequence[Standing]
) -> dict[int, Topic]:
    """Topic of each passage under several recommendations, by the passage's place."""
    topics: dict[int, Topic] = {}
    at_end: dict[int, Topic] = {}
    carried, section, rarity = NONE, (), _Rarity(passages)
    for index, block in enumerate(document.blocks):
        candidates = tuple(c.place for c in standings[index].cited) or standings[index].named
        if block.kind in ("heading", "question") or len(candidates) < 2:
            section = ()
            continue
        if candidates != section:
            carried, section = _of_heading(standings[index]), candidates
            telling = _Telling(shelf, candidates, rarity)
        led = at_end.get(block.lead_in) if block.lead_in is not None else None
        topic = _step(led, 1) if led else _step(carried, 2)
        spoken: set[int] = set()
        for place in passages.of_block[index]:
            topic = telling.turn(passages.all[place], topic)
            topics[place] = topic
            spoken.update(topic.places if topic.steps == 0 else ())
            topic = _step(topic, 1)
        at_end[index] = topic
        if led is None and spoken:
            carried = topic if len(spoken) == 1 else NONE
    return topics


def _of_heading(standing: Standing) -> Topic:
    """A heading below the numbers whose words name one of them sets the topic."""
    named = tuple(c.place for c in standing.cited if c.place in standing.named)
    return Topic(named, f"heading {standing.heading!r}", 1) if len(named) == 1 else NONE


def _step(topic: Topic, steps: int) -> Topic:
    return Topic(topic.places, topic.why, max(topic.steps, steps)) if topic.places else NONE


class _Rarity:
    """How telling a word is in this document: 1 if rare, towards 0 if it stands everywhere."""

    def __init__(self, passages: Passages) -> None:
        self._count: Counter[str] = Counter()
        for passage in passages.all:
            self._count.update(set(passage.stems))
        self._all = len(passages.all)

    def of(self, stem: str) -> float:
        return min(1.0, log((1 + self._all) / (1 + self._count[stem])) / log(20))


class _Telling:
    """The words that tell the candidates of one section apart."""

    def __init__(self, shelf: Shelf, candidates: Sequence[int], rarity: _Rarity) -> None:
        self._candidates = frozenset(candidates)
        holders: dict[str, list[int]] = defaultdict(list)
        for place in sorted(self._candidates):
            for stem in shelf.terms.words[place]:
                holders[stem].append(place)
        most = max(1, len(self._candidates) // 2)
        self._holders = {s: who for s, who in holders.items() if len(who) <= most}
        self._rarity = rarity

    def turn(self, passage: Passage, topic: Topic) -> Topic:
        """The topic of a passage that comes after ``topic``."""
        named = tuple(place for place in passage.named if place in self._candidates)
        if named:
            words = next(h.phrase.words for h in passage.aliases if h.phrase.owner == named[0])
            return Topic(named, f"{words!r}", 0)
        scores, words_of = self._scores(passage)
        if not scores:
            return topic
        ranked = sorted(scores, key=lambda place: (-scores[place], place))
        best = ranked[0]
        second = scores[ranked[1]] if len(ranked) > 1 else 0.0
        running = topic.places if topic.places else ()
        if best in running or scores[best] < (TURN if running else START):
            return topic
        if scores[best] < AHEAD * second:
            return topic if any(place in scores for place in running) else NONE
        return Topic((best,), ", ".join(repr(w) for w in words_of[best]), 0)

    def _scores(self, passage: Passage) -> tuple[dict[int, float], dict[int, list[str]]]:
        scores: dict[int, float] = defaultdict(float)
        words: dict[int, list[str]] = defaultdict(list)
        for stem in sorted(self._holders.keys() & set(passage.stems)):
            for place in self._holders[stem]:
                scores[place] += self._rarity.of(stem) / len(self._holders[stem])
                words[place].append(stem)
        for hit in passage.hits:
            if hit.phrase.kind == "term" and hit.phrase.owner in self._candidates:
                scores[hit.phrase.owner] += 1.0
                words[hit.phrase.owner].append(hit.phrase.words)
        return scores, words
