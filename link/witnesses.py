"""The witnesses: each says for which recommendations one reason speaks, and in which words.

What each adds to a score stands in ``weights.toml``, by the same id.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from link.passages import Passage
from link.reading import Reading
from link.sections import Standing
from link.sets import find_set
from models import Commitment

# Words in common, each as telling as one that no other recommendation has, that give rare terms their
# full weight; and those from which a sentence that says it answers the inquiry is taken at its word.
FULL, TELLING = 4.0, 2.0
SHOWN = 4  # words in common that are written out


class Finding(NamedTuple):
    """What one witness found: its id, the recommendation's place, the reason, and a share of its weight."""

    witness: str
    place: int
    words: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """One commitment before the witnesses."""

    reading: Reading
    commitment: Commitment
    place: int

    @property
    def passage(self) -> Passage:
        """The commitment's own words."""
        return self.reading.passages.all[self.place]

    @property
    def standing(self) -> Standing:
        """What stands over them."""
        return self.reading.standings[self.passage.block]


Witness = Callable[[Case], Iterator[Finding]]


def cites_number(case: Case) -> Iterator[Finding]:
    """ "In response to Recommendation 13, ..."."""
    for cited in case.reading.cited(case.place) if case.passage.mentions or case.passage.stems else ():
        witness = "cites-number" if cited.clear else "cites-number-unsure"
        yield Finding(witness, cited.place, f"says {_one_line(cited.words)!r}")


def names_alias(case: Case) -> Iterator[Finding]:
    """ "A mandatory reporting duty"."""
    for hit in case.passage.aliases:
        witness = "names-alias" if hit.exact else "names-alias-loosely"
        yield Finding(witness, hit.phrase.owner, f"says {hit.phrase.words!r}")


def heading_cites(case: Case) -> Iterator[Finding]:
    """A section under "Recommendation 13", alone or among others."""
    cited = case.standing.cited
    several = len({c.place for c in cited if c.clear}) > 1
    for one in cited:
        witness = "heading-cites-unsure" if not one.clear else "heading-cites-several" if several else "heading-cites"
        yield Finding(witness, one.place, f"under {_one_line(one.words)!r}")


def heading_names(case: Case) -> Iterator[Finding]:
    """A section under "Child Protection Authority"."""
    named = case.standing.named
    primary = case.reading.document.source.rank == "primary" and len(named) == 1
    for place in named:
        witness = "heading-names" if primary else "crosshead-names"
        yield Finding(witness, place, f"under the heading {_one_line(case.standing.heading)!r}")


def keeps_topic(case: Case) -> Iterator[Finding]:
    """Among several recommendations over the passage, the one that the paragraph is about."""
    topic = case.reading.topics.get(case.place)
    if topic and len(topic.places) == 1:
        if topic.steps == 0:
            yield Finding("topic-words", topic.places[0], f"of those over it, its words are of this one: {topic.why}")
        else:
            yield Finding("topic-goes-on", topic.places[0], f"goes on about {topic.why}")
        for cited in case.standing.cited:
            if cited.place != topic.places[0]:
                yield Finding("topic-of-another", cited.place, f"is about another one of those over it: {topic.why}")


def lead_in_names(case: Case) -> Iterator[Finding]:
    """A list item under "To improve awareness, we will:"."""
    lead = case.reading.document.blocks[case.passage.block].lead_in
    passage = case.reading.passages.last(lead) if lead is not None else None
    if passage:
        yield from _names(case, passage, "lead-in-names", "its lead-in says")


def question_names(case: Case) -> Iterator[Finding]:
    """An answer to "What are the costs of the redress scheme?"."""
    asked = case.reading.document.blocks[case.passage.block].question
    for place in case.reading.passages.of_block[asked] if asked is not None else ():
        passage = case.reading.passages.all[place]
        yield from _names(case, passage, "question-names", "answers a question that says")
        for cited in case.reading.cited(place):
            if cited.clear:
                yield Finding("question-names", cited.place, f"answers a question that says {cited.words!r}")


def takes_up(case: Case) -> Iterator[Finding]:
    """ "This will ...", behind a sentence that names a recommendation."""
    before = case.reading.passages.before(case.place)
    if before and case.reading.shelf.cues["takes-up"].match(case.passage.text):
        for place in before.named if len(before.named) == 1 else ():
            yield Finding("takes-up", place, f"goes on about {before.aliases[0].phrase.words!r} in the sentence before")


def names_the_thing(case: Case) -> Iterator[Finding]:
    """ "The new duty", when the mandatory reporting duty was named before."""
    if meant := case.reading.things.get(case.place):
        yield Finding("the-thing", meant[0], f"{meant[1]!r} is what was named before")


def answered_by_next(case: Case) -> Iterator[Finding]:
    """The next sentence says "This responds to the recommendation to ..." or "These include ..."."""
    after = case.reading.passages.after(case.place)
    if not after or not after.hits and not after.mentions:
        return
    cues = case.reading.shelf.cues
    lists = "ecommendation" in case.passage.text and cues["lists-on"].match(after.text)
    if lists or cues["answers-back"].match(after.text):
        words = "the next sentence lists" if lists else "the next sentence says that this answers"
        for hit in after.aliases:
            yield Finding("answered-by-next", hit.phrase.owner, f"{words} {hit.phrase.words!r}")
        for cited in case.reading.cited(case.place + 1):
            if cited.clear:
                yield Finding("answered-by-next", cited.place, f"{words} {cited.words!r}")


def refers_back(case: Case) -> Iterator[Finding]:
    """ "This recommendation"."""
    if "ecommendation" in case.passage.text and case.reading.shelf.cues["refers-back"].search(case.passage.text):
        first = case.reading.passages.of_block[case.passage.block].start
        for place in range(case.place - 1, first - 1, -1):
            named = case.reading.passages.all[place].named or tuple(c.place for c in case.reading.cited(place) if c.clear)
            if named:
                for one in named if len(named) == 1 else ():
                    yield Finding("refers-back", one, "'this recommendation' is the one named before")
                return


def of_set(case: Case) -> Iterator[Finding]:
    """ "All remaining recommendations of the report"."""
    if found := find_set(case.reading, case.place):
        witness = "of-set" if found.clear else "of-broad-set"
        for place in found.places:
            yield Finding(witness, place, f"one of {_one_line(found.words)!r}")
        for place in found.left_out:
            yield Finding("left-out", place, f"taken away from {_one_line(found.words)!r}")


PROPOSE: tuple[Witness, ...] = (
    cites_number,
    names_alias,
    heading_cites,
    heading_names,
    keeps_topic,
    lead_in_names,
    question_names,
    takes_up,
    names_the_thing,
    answered_by_next,
    refers_back,
    of_set,
)


def shares_terms(case: Case, rare: dict[int, tuple[float, tuple[str, ...]]]) -> Iterator[Finding]:
    """Rare words in common; more where the sentence says that it answers the inquiry."""
    best = max((score for score, _ in rare.values()), default=0.0)
    answers = best >= TELLING and bool(case.reading.shelf.cues["answers"].search(case.passage.text))
    for place, (score, words) in rare.items():
        shown = ", ".join(repr(word) for word in words[-SHOWN:])
        yield Finding("rare-terms", place, f"shares {shown}", min(score / FULL, 1.0))
        if answers and score >= TELLING and score >= 0.8 * best:
            yield Finding("answers-inquiry", place, f"says that it answers the inquiry, with {shown}")


def is_worded_alike(case: Case, candidates: Collection[int]) -> Iterator[Finding]:
    """Wording like the title's: a weak witness, for it knows neither refusal nor paraphrase."""
    from rapidfuzz.fuzz import token_set_ratio

    quote = case.passage.text.lower()
    for place in candidates:
        ratio = token_set_ratio(case.reading.shelf.recommendations[place].title.lower(), quote)
        if ratio > 60:
            yield Finding("wording", place, f"worded like the title ({ratio:.0f} of 100)", (ratio - 60) / 40)


def speaks_of_another(case: Case, candidates: Collection[int]) -> Iterator[Finding]:
    """The passage speaks of another inquiry, or the document names this one in passing only."""
    inquiries = case.reading.inquiries_of(case.place)
    over = {cited.place for cited in case.standing.cited}
    for place in candidates:
        catalogue = case.reading.shelf.catalogue_of[place]
        if place not in over and catalogue not in inquiries:
            yield Finding("other-inquiry", place, "speaks of another inquiry")
        elif place not in over and case.reading.in_passing(case.place, catalogue):
            yield Finding("other-inquiry", place, "the document names the inquiry in passing only")


def _names(case: Case, passage: Passage, witness: str, says: str) -> Iterator[Finding]:
    named = passage.named
    for hit in passage.aliases:
        yield Finding(witness if len(named) == 1 else f"{witness}-several", hit.phrase.owner, f"{says} {hit.phrase.words!r}")


def _one_line(words: str) -> str:
    return " ".join(words.split())
