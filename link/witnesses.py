"""The witnesses: each says for which recommendations one reason speaks, and in which words.

What each adds to a score stands in ``weights.toml``, by the same id.
"""

from collections.abc import Iterator, Sequence

from link.case import Case, Finding, Witness, places_of
from link.witnesses_place import (
    answered_by_next,
    heading_cites,
    heading_names,
    keeps_topic,
    lead_in_names,
    names_the_thing,
    place_touches,
    question_names,
    refers_back,
    takes_up,
)
from link.witnesses_words import (
    cites_number,
    is_worded_alike,
    names_alias,
    names_another_matter,
    names_title_words,
    of_set,
    shares_terms,
)

# A sentence about all recommendations is about none that only its place speaks for.
BY_PLACE = (
    "heading-names",
    "crosshead-names",
    "question-names",
    "takes-up",
    "paragraph-names",
    "lead-in-names",
)
BY_WORDS = (
    "cites-number",
    "names-alias",
    "names-alias-loosely",
    "names-signs",
    "answers-inquiry",
    "heading-cites",
)


def speaks_of_another(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The passage speaks of another inquiry, or the document names this one in passing only."""
    inquiries = case.reading.inquiries_of(case.place)
    over = {cited.place for cited in case.standing.cited}
    for place in places_of(findings):
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
    names_another_matter,
    names_title_words,
    heading_cites,
    heading_names,
    place_touches,
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
