"""Witnesses that look at where a commitment stands: headings, lead-ins, questions, sentences beside it."""

import re
from collections.abc import Iterator, Sequence

from link.case import Case, Finding, on_one_line

REACH, FAR = 3, 6  # sentences looked back over for what "this" means, and "this recommendation"

# "The Board" at the head of a sentence is the "National Independent Safeguarding Board" of the one before.
SHORT_NAME = re.compile(r"(?:The|That|This) (?:new )?([A-Z][a-z]+)\b(?! [A-Z])")


def heading_cites(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A section under "Recommendation 13", alone or among others."""
    cited = case.standing.cited
    several = len({c.place for c in cited if c.clear}) > 1
    together = several and all(c.together for c in cited) and len({c.words for c in cited}) == 1
    ending = "-together" if together else "-several" if several else ""
    for one in cited:
        witness = f"heading-cites{ending}" if one.clear else "heading-cites-unsure"
        yield Finding(witness, one.place, f"under {on_one_line(one.words)!r}")


def heading_names(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A section under "Child Protection Authority", in a publication whose headings are the promiser's."""
    named, over = case.standing.named, {cited.place for cited in case.standing.cited}
    own = case.reading.document.source.rank != "press"
    tells = own and len(named) == 1 and (not over or over >= set(named))
    for place in named:
        witness = "heading-names" if tells else "crosshead-names"
        yield Finding(witness, place, f"under the heading {on_one_line(case.standing.heading)!r}")


def keeps_topic(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Among several recommendations over the passage, the one that the paragraph is about."""
    topic = case.reading.topics.get(case.place)
    if not topic or len(topic.places) != 1:
        return
    if topic.steps == 0:
        words = f"of those over it, its words are this one's: {topic.why}"
        yield Finding("topic-words", topic.places[0], words)
    else:
        yield Finding("topic-goes-on", topic.places[0], f"goes on about {topic.why}")
    for cited in case.standing.cited:
        if cited.place != topic.places[0]:
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
    """ "This will ...", behind a sentence on one recommendation, or anything behind the inquiry's words.

    Another sentence of the paragraph may be about it too, and a paragraph that opens so goes on.
    """
    reading, goes_on = case.reading, True
    for place in case.earlier(REACH):
        goes_on = goes_on and _goes_on(case, place)
        same = reading.passages.all[place].block == case.passage.block
        if not (same or goes_on) or (reading.meant(place + 1) and not reading.says(place + 1, "acts-on-it")):
            return
        meant = reading.meant(place)
        if len(meant) == 1 and reading.shelf.catalogue_of[meant[0]] in reading.inquiries_of(place):
            asked = same and reading.says(place, "inquiry-asks")
            words = f"goes on about {case.title(meant[0])}, named before"
            if goes_on or asked:
                yield Finding("takes-up", meant[0], words)
            elif not case.says_recommendation:
                yield Finding("paragraph-names", meant[0], words)
        if meant:
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
    if lists or any(case.reading.says(case.place + 1, cue) for cue in ("answers-back", "measures-against")):
        says = "the next sentence lists" if lists else "the next sentence says that this answers"
        for place in case.reading.meant(case.place + 1):
            yield Finding("answered-by-next", place, f"{says} {case.title(place)}")


def refers_back(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "This recommendation"."""
    if case.says_recommendation and case.says("refers-back"):
        meant = next((m for place in case.earlier(FAR) if (m := case.reading.meant(place))), ())
        if len(meant) == 1:
            yield Finding("refers-back", meant[0], f"'this recommendation' is {case.title(meant[0])}")


def _goes_on(case: Case, place: int) -> bool:
    """Does the passage behind ``place`` take up what that one speaks of?"""
    if case.reading.says(place + 1, "takes-up") or case.reading.says(place + 1, "acts-on-it"):
        return True
    passages = case.reading.passages.all
    short = SHORT_NAME.match(passages[place + 1].text)
    return bool(short and re.search(rf"[A-Z][\w’'-]+ {short[1]}\b", passages[place].text))
