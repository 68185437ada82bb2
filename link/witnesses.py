"""The witnesses: each says for which recommendations one reason speaks, and in which words.

What each adds to a score stands in ``weights.toml``, by the same id.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio

from link.reading import Reading
from link.sets import find_set
from models import Commitment

# Words in common, each as telling as one that no other recommendation has, that give rare terms their
# full weight; and those from which a sentence that says it answers the inquiry is taken at its word.
FULL, TELLING = 4.0, 2.0
NEAR_BEST = 0.8  # of the best candidate's rare words: those that are as likely as it
CONSIDERED = 3  # recommendations considered for their rare words alone
ALIKE = 60  # of 100: the token_set_ratio from which wording counts
REACH, FAR = 3, 6  # sentences looked back over for what "this" means, and "this recommendation"
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

    def says(self, cue: str) -> bool:
        """Is a cue of ``cues.toml`` in the commitment's words?"""
        return self.reading.says(self.place, cue)

    @property
    def says_recommendation(self) -> bool:
        """A quick look before a cue about recommendations is searched."""
        return "ecommendation" in self.passage.text

    def title(self, place: int) -> str:
        """Title of a recommendation, in quotes."""
        return repr(self.reading.shelf.recommendations[place].title)

    def earlier(self, reach: int) -> Iterator[int]:
        """Places of the passages before, nearest first, up to so many and not past a heading or question."""
        blocks, passages = self.reading.document.blocks, self.reading.passages.all
        for place in range(self.place - 1, max(-1, self.place - 1 - reach), -1):
            if blocks[passages[place].block].kind in ("heading", "question"):
                return
            yield place


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
    ending = "-together" if together else "-several" if several else ""
    for one in cited:
        witness = f"heading-cites{ending}" if one.clear else "heading-cites-unsure"
        yield Finding(witness, one.place, f"under {_one_line(one.words)!r}")


def heading_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A section under "Child Protection Authority", in a publication whose headings are the promiser's."""
    named, over = case.standing.named, {cited.place for cited in case.standing.cited}
    own = case.reading.document.source.rank != "press"
    tells = own and len(named) == 1 and (not over or over >= set(named))
    for place in named:
        witness = "heading-names" if tells else "crosshead-names"
        yield Finding(witness, place, f"under the heading {_one_line(case.standing.heading)!r}")


def keeps_topic(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Among several recommendations over the passage, the one that the paragraph is about."""
    topic = case.reading.topics.get(case.place)
    if not topic or len(topic.places) != 1:
        return
    own = topic.steps == 0
    if own:
        yield Finding(
            "topic-words", topic.places[0], f"of those over it, its words are this one's: {topic.why}"
        )
    else:
        yield Finding("topic-goes-on", topic.places[0], f"goes on about {topic.why}")
    for cited in case.standing.cited:
        if cited.place != topic.places[0] and (not cited.together or (topic.strong and own)):
            yield Finding("topic-of-another", cited.place, f"is about another of those over it: {topic.why}")


def lead_in_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A list item under "To improve awareness, we will:"; the nearest lead-in that names one counts."""
    blocks, passages = case.reading.document.blocks, case.reading.passages
    lead = blocks[case.passage.block].lead_in
    while lead is not None:
        if passages.of_block[lead] and (meant := case.reading.meant(passages.of_block[lead][-1])):
            by_number = any(c.together for c in case.reading.cited(passages.of_block[lead][-1]))
            witness = "lead-in-names" if len(meant) == 1 or by_number else "lead-in-names-several"
            for place in meant:
                yield Finding(witness, place, f"its lead-in speaks of {case.title(place)}")
            return
        lead = blocks[lead].lead_in


def question_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An answer to "What are the costs of the redress scheme?", if it does not range wider."""
    asked = case.reading.document.blocks[case.passage.block].question
    if asked is not None:
        wide = case.reading.answer_ranges_wide(asked)
        for place in case.reading.asked_about(asked):
            witness = "question-names-several" if wide else "question-names"
            yield Finding(witness, place, f"answers a question about {case.title(place)}")


def takes_up(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "This will ...", behind a sentence on one recommendation, or anything behind the inquiry's words."""
    reading, goes_on = case.reading, True
    for place in case.earlier(REACH):
        if reading.meant(place + 1) or reading.passages.all[place].block != case.passage.block:
            return
        goes_on = goes_on and reading.says(place + 1, "takes-up")
        meant = reading.meant(place)
        if len(meant) == 1 and reading.shelf.catalogue_of[meant[0]] in reading.inquiries_of(place):
            if goes_on or reading.says(place, "inquiry-asks"):
                yield Finding("takes-up", meant[0], f"goes on about {case.title(meant[0])}, named before")
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
    lists = case.says_recommendation and case.reading.says(case.place + 1, "lists-on")
    if lists or case.reading.says(case.place + 1, "answers-back"):
        says = "the next sentence lists" if lists else "the next sentence says that this answers"
        for place in case.reading.meant(case.place + 1):
            yield Finding("answered-by-next", place, f"{says} {case.title(place)}")


def refers_back(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "This recommendation"."""
    if case.says_recommendation and case.says("refers-back"):
        meant = next((m for place in case.earlier(FAR) if (m := case.reading.meant(place))), ())
        if len(meant) == 1:
            yield Finding("refers-back", meant[0], f"'this recommendation' is {case.title(meant[0])}")


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
    if case.says_recommendation and case.says("speaks-of-all"):
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


def _places(findings: Sequence[Finding]) -> list[int]:
    return sorted({finding.place for finding in findings})


def _answers(case: Case) -> bool:
    """Does the sentence, or the one behind it, say that it answers the inquiry?"""
    follows = case.reading.passages.after(case.place) is not None
    return case.says("answers") or (follows and case.reading.says(case.place + 1, "answers-back"))


def _one_line(words: str) -> str:
    return " ".join(words.split())
