"""The witnesses: each says for which recommendations one reason speaks, and in which words.

What each adds to a score stands in ``weights.toml``, by the same id.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio

from link.passages import Passage
from link.reading import Reading
from link.sets import find_set
from models import Commitment

# Words in common, each as telling as one that no other recommendation has, that give rare terms their
# full weight; and those from which a sentence that says it answers the inquiry is taken at its word.
FULL, TELLING = 4.0, 2.0
NEAR_BEST = 0.8  # of the best candidate's rare words: those that are as likely as it
CONSIDERED = 3  # recommendations considered for their rare words alone
ALIKE = 60  # of 100: the token_set_ratio from which wording counts
REACH = 3  # sentences looked back over for what a sentence goes on about
SHOWN = 4  # words in common that are written out

# A sentence about all recommendations is about none that only its place speaks for.
BY_PLACE = ("heading-names", "crosshead-names", "question-names", "takes-up", "lead-in-names")
BY_WORDS = ("cites-number", "names-alias", "names-alias-loosely", "answers-inquiry", "heading-cites")


class Finding(NamedTuple):
    """What one witness found: its id, the recommendation's place, the reason, and a share of its weight."""

    witness: str
    place: int
    words: str
    share: float = 1.0


class Case:
    """One commitment before the witnesses.

    Attributes:
        reading: The document as read.
        commitment: The commitment.
        place: Place of its passage.
        passage: Its own words.
        standing: What stands over them.
    """

    __slots__ = ("commitment", "passage", "place", "reading", "standing")

    def __init__(self, reading: Reading, commitment: Commitment) -> None:
        """Find the commitment's passage in the reading."""
        self.reading = reading
        self.commitment = commitment
        self.place = reading.passages.at[commitment.start, commitment.end]
        self.passage = reading.passages.all[self.place]
        self.standing = reading.standings[self.passage.block]


Witness = Callable[[Case, Sequence[Finding]], Iterator[Finding]]


def cites_number(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "In response to Recommendation 13, ..."."""
    for cited in case.reading.cited(case.place):
        witness = "cites-number" if cited.clear else "cites-number-unsure"
        yield Finding(witness, cited.place, f"says {_one_line(cited.words)!r}")


def names_alias(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "A mandatory reporting duty"."""
    for hit in sorted(case.passage.aliases, key=lambda hit: -len(hit.phrase.stems)):
        witness = "names-alias" if hit.exact else "names-alias-loosely"
        yield Finding(witness, hit.phrase.owner, f"says {hit.phrase.words!r}")


def names_title_words(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "The redress scheme", for a recommendation titled "Creation of a national redress scheme"."""
    for hit in case.passage.hits:
        if hit.phrase.kind == "title":
            yield Finding(
                "names-title-words", hit.phrase.owner, f"says {hit.phrase.words!r}, as its title does"
            )


def heading_cites(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A section under "Recommendation 13", alone or among others."""
    cited = case.standing.cited
    several = len({c.place for c in cited if c.clear}) > 1
    together = several and all(c.together for c in cited) and len({c.words for c in cited}) == 1
    for one in cited:
        witness = (
            "heading-cites-together" if together else "heading-cites-several" if several else "heading-cites"
        )
        yield Finding(
            witness if one.clear else "heading-cites-unsure", one.place, f"under {_one_line(one.words)!r}"
        )


def heading_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A section under "Child Protection Authority"."""
    named = case.standing.named
    own = case.reading.document.source.rank != "press" and len(named) == 1
    for place in named:
        witness = "heading-names" if own else "crosshead-names"
        yield Finding(witness, place, f"under the heading {_one_line(case.standing.heading)!r}")


def keeps_topic(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Among several recommendations over the passage, the one that the paragraph is about."""
    topic = case.reading.topics.get(case.place)
    if topic and len(topic.places) == 1:
        if topic.steps == 0:
            yield Finding(
                "topic-words", topic.places[0], f"of those over it, its words are of this one: {topic.why}"
            )
        else:
            yield Finding("topic-goes-on", topic.places[0], f"goes on about {topic.why}")
        for cited in case.standing.cited:
            if cited.place != topic.places[0] and (not cited.together or (topic.strong and topic.steps == 0)):
                yield Finding(
                    "topic-of-another", cited.place, f"is about another one of those over it: {topic.why}"
                )


def lead_in_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A list item under "To improve awareness, we will:"."""
    lead = case.reading.document.blocks[case.passage.block].lead_in
    passage = case.reading.passages.last(lead) if lead is not None else None
    if passage:
        yield from _names(case, passage, "lead-in-names", "its lead-in says")


def question_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An answer to "What are the costs of the redress scheme?"; one that ranges wider is told by its own words."""
    asked = case.reading.document.blocks[case.passage.block].question
    if asked is None:
        return
    wide = case.reading.answer_ranges_wide(asked)
    for place in case.reading.asked_about(asked):
        words = f"answers a question about {case.reading.shelf.recommendations[place].title!r}"
        yield Finding("question-names-several" if wide else "question-names", place, words)


def takes_up(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "This will ...", behind a sentence that names a recommendation, or any sentence behind the inquiry's own."""
    cues = case.reading.shelf.cues
    goes_on = True
    for place in range(case.place - 1, max(-1, case.place - 1 - REACH), -1):
        behind, before = case.reading.passages.all[place + 1], case.reading.passages.all[place]
        if before.block != case.passage.block or behind.named:
            return
        goes_on = goes_on and bool(cues["takes-up"].search(behind.text))
        if before.named:
            if len(before.named) == 1 and (goes_on or cues["inquiry-asks"].search(before.text)):
                words = f"goes on about {before.aliases[0].phrase.words!r}, named before"
                yield Finding("takes-up", before.named[0], words)
            return


def names_the_thing(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "The new duty", when the mandatory reporting duty was named before."""
    if meant := case.reading.things.get(case.place):
        yield Finding("the-thing", meant[0], f"{meant[1]!r} is what was named before")


def answered_by_next(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The next sentence says "This responds to the recommendation to ..." or "These include ..."."""
    after = case.reading.passages.after(case.place)
    if not after or (not after.hits and not after.mentions):
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


def refers_back(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "This recommendation"."""
    if "ecommendation" in case.passage.text and case.reading.shelf.cues["refers-back"].search(
        case.passage.text
    ):
        first = case.reading.passages.of_block[case.passage.block].start
        for place in range(case.place - 1, first - 1, -1):
            named = case.reading.passages.all[place].named or tuple(
                c.place for c in case.reading.cited(place) if c.clear
            )
            if named:
                for one in named if len(named) == 1 else ():
                    yield Finding("refers-back", one, "'this recommendation' is the one named before")
                return


def of_set(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "All remaining recommendations of the report"."""
    if found := find_set(case.reading, case.place):
        witness = "of-set" if found.clear else "of-broad-set"
        for place in found.places:
            yield Finding(witness, place, f"one of {_one_line(found.words)!r}")
        for place in found.left_out:
            yield Finding("left-out", place, f"taken away from {_one_line(found.words)!r}")


def shares_terms(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Rare words in common; more where the sentence says that it answers the inquiry.

    Of the recommendations that nothing else speaks for, the best few are considered.
    """
    passage, play = case.passage, case.reading.play
    rare = case.reading.shelf.terms.find(passage.stems, passage.hits)
    rare = {p: found for p, found in rare.items() if case.reading.shelf.catalogue_of[p] in play}
    ranked = sorted(rare, key=lambda p: (-rare[p][0], p))
    best = rare[ranked[0]][0] if ranked else 0.0
    answers = best >= TELLING and _answers(case)
    considered = {*(f.place for f in findings), *ranked[:CONSIDERED]}
    for place in ranked:
        if place not in considered:
            continue
        score, words = rare[place]
        shown = ", ".join(repr(word) for word in words[-SHOWN:])
        yield Finding("rare-terms", place, f"shares {shown}", min(score / FULL, 1.0))
        if answers and score >= max(TELLING, NEAR_BEST * best):
            yield Finding("answers-inquiry", place, f"says that it answers the inquiry, with {shown}")


def is_worded_alike(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Wording like the title's: a weak witness to others, for it knows neither refusal nor paraphrase."""
    places = sorted({finding.place for finding in findings if finding.witness != "rare-terms"})
    quote = case.passage.text.lower() if places else ""
    for place in places:
        ratio = token_set_ratio(case.reading.shelf.titles[place], quote, score_cutoff=ALIKE)
        if ratio:
            share = (ratio - ALIKE) / (100 - ALIKE)
            yield Finding("wording", place, f"worded like the title ({ratio:.0f} of 100)", share)


def speaks_of_another(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The passage speaks of another inquiry, or the document names this one in passing only."""
    inquiries = case.reading.inquiries_of(case.place)
    over = {cited.place for cited in case.standing.cited}
    for place in _places(findings):
        catalogue = case.reading.shelf.catalogue_of[place]
        if place not in over and catalogue not in inquiries:
            yield Finding("other-inquiry", place, "speaks of another inquiry")
        elif place not in over and case.reading.in_passing(case.place, catalogue):
            yield Finding("other-inquiry", place, "the document names the inquiry in passing only")


def speaks_of_all(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "We will respond to all recommendations": no link by question, heading or sentence before."""
    if "ecommendations" in case.passage.text and case.reading.shelf.cues["speaks-of-all"].search(
        case.passage.text
    ):
        around = {f.place for f in findings if f.witness in BY_PLACE}
        own = {f.place for f in findings if f.witness in BY_WORDS}
        for place in sorted(around - own):
            yield Finding("speaks-of-all", place, "speaks of the recommendations as a whole")


# Witnesses heard in this order; each sees what those before it have found.
WITNESSES: tuple[Witness, ...] = (
    cites_number,
    names_alias,
    names_title_words,
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
    shares_terms,
    is_worded_alike,
    speaks_of_another,
    speaks_of_all,
)


def _names(case: Case, passage: Passage, witness: str, says: str) -> Iterator[Finding]:
    named = passage.named
    for hit in passage.aliases:
        told = witness if len(named) == 1 else f"{witness}-several"
        yield Finding(told, hit.phrase.owner, f"{says} {hit.phrase.words!r}")


def _places(findings: Sequence[Finding]) -> list[int]:
    return sorted({finding.place for finding in findings})


def _answers(case: Case) -> bool:
    """Does the sentence, or the one behind it, say that it answers the inquiry?"""
    cues = case.reading.shelf.cues
    after = case.reading.passages.after(case.place)
    return bool(
        cues["answers"].search(case.passage.text) or (after and cues["answers-back"].match(after.text))
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())
