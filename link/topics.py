"""What a paragraph is about, where several recommendations stand over it.

A topic goes on, sentence after sentence, until the words of another recommendation appear or the
paragraph ends. The next paragraph starts from it only when it opens with taking it up ("This work ..."),
and the items of a list start from the topic of the sentence they hang on.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from link.passages import Passage, Passages
from link.sections import Standing
from link.shelf import Shelf
from models import Document

# Words that a passage must share with a candidate to start a topic, counted in rare words that no
# other candidate of the section has; more to turn a topic that is running in the paragraph.
START, TURN = 1.0, 2.0
COMMON = 5  # passages with a word in which it is still as telling as can be
PHRASE = 1.5  # a term of several words counts as so many
TITLE_PIECE = 0.5  # two words side by side as in the title
AHEAD = 1.5  # times the next candidate's words
SETTLED = 2  # sentences on a topic from which a turn leaves a paragraph with two topics


@dataclass(frozen=True, slots=True)
class Topic:
    """The recommendations that a passage is about.

    Attributes:
        places: Places on the shelf; usually one.
        why: The words that set the topic.
        steps: 0 if the passage's own words set it, 1 if a sentence before it in the paragraph or its
            lead-in did, 2 if an earlier paragraph did.
        strong: An alias or a term of several words set it, and not single words; only then can the
            next paragraph take it up.
    """

    places: tuple[int, ...]
    why: str
    steps: int
    strong: bool = False


NONE = Topic((), "", 0)


def follow_topics(
    shelf: Shelf, document: Document, passages: Passages, standings: Sequence[Standing]
) -> dict[int, Topic]:
    """Topic of each passage under several recommendations, by the passage's place."""
    topics: dict[int, Topic] = {}
    at_end: dict[int, Topic] = {}
    section: tuple[int, ...] = ()
    above = before = NONE
    rarity = None
    carries_on = (shelf.cues["takes-up"].search, shelf.cues["the-undertaking"].search)
    for index, block in enumerate(document.blocks):
        candidates = tuple(c.place for c in standings[index].cited) or standings[index].named
        if block.kind in ("heading", "question") or len(candidates) < 2:
            section = ()
            continue
        if candidates != section:
            above, before, section = _of_heading(standings[index]), NONE, candidates
            rarity = rarity or _Rarity(passages)
            telling = _Telling(shelf, candidates, rarity)
        led = at_end.get(block.lead_in) if block.lead_in is not None else None
        opening = passages.of(index)[:1]
        goes_on = before.places and opening and any(cue(opening[0].text) for cue in carries_on)
        topic = _step(led, 1) if led else _step(before, 2) if goes_on else _step(above, 2)
        spoken: Counter[tuple[int, ...]] = Counter()
        for place in passages.of_block[index]:
            turned = telling.turn(passages.all[place], topic)
            topics[place] = turned
            spoken[turned.places] += SETTLED if turned.steps == 0 else 1
            topic = _step(turned, 1)
        at_end[index] = topic
        if led is None:
            before = _carry(topic, spoken)
    return topics


def _of_heading(standing: Standing) -> Topic:
    """A heading below the numbers whose words name one of them sets the topic."""
    named = tuple(c.place for c in standing.cited if c.place in standing.named)
    return Topic(named, f"heading {standing.heading!r}", 1, strong=True) if len(named) == 1 else NONE


def _carry(topic: Topic, spoken: Counter[tuple[int, ...]]) -> Topic:
    """What a paragraph that takes this one up is about: the only topic that this one dwelt on."""
    dwelt = [places for places, count in spoken.items() if places and count >= SETTLED]
    return topic if topic.strong and (dwelt in ([], [topic.places])) else NONE


def _step(topic: Topic, steps: int) -> Topic:
    return replace(topic, steps=max(topic.steps, steps)) if topic.places else NONE


class _Rarity:
    """How telling a word is in this document: 1 if rare, towards 0 if it stands everywhere."""

    def __init__(self, passages: Passages) -> None:
        self._count: Counter[str] = Counter()
        for passage in passages.all:
            self._count.update(set(passage.stems))
        self._all = len(passages.all)

    def of(self, stem: str) -> float:
        return min(1.0, log((1 + self._all) / (1 + self._count[stem])) / log(2 + self._all / COMMON))


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
            return Topic(named, repr(words), 0, strong=True)
        if passage.named or passage.others:
            return NONE  # of a recommendation that does not stand over it, or of another matter
        scores, words_of = self._scores(passage)
        if not scores:
            return topic
        best, *others = sorted(scores, key=lambda place: (-scores[place], place))
        running = any(place in scores for place in topic.places)
        within = topic.places and (running or topic.steps < 2)
        if best in topic.places or scores[best] < (TURN if within else START):
            return topic if running or scores[best] < START else NONE  # another's word leaves it open
        if others and scores[best] < AHEAD * scores[others[0]]:
            return topic if running else NONE
        strong = any(" " in word for word in words_of[best])
        return Topic((best,), ", ".join(repr(word) for word in words_of[best]), 0, strong=strong)

    def _scores(self, passage: Passage) -> tuple[dict[int, float], dict[int, list[str]]]:
        scores: dict[int, float] = defaultdict(float)
        words: dict[int, list[str]] = defaultdict(list)
        for stem in sorted(self._holders.keys() & set(passage.stems)):
            for place in self._holders[stem]:
                scores[place] += self._rarity.of(stem) / len(self._holders[stem])
                words[place].append(stem)
        for hit in passage.hits:
            if hit.phrase.kind in ("term", "title") and hit.phrase.owner in self._candidates:
                scores[hit.phrase.owner] += PHRASE if hit.phrase.kind == "term" else TITLE_PIECE
                words[hit.phrase.owner].append(hit.phrase.words)
        return scores, words
