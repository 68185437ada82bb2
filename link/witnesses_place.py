"""Witnesses that look at where a commitment stands: headings, lead-ins, questions, sentences beside it."""

import re
from collections.abc import Iterator, Sequence

from link.case import Case, Finding, on_one_line

REACH, FAR = 3, 6  # sentences looked back over for what "this" means, and "this recommendation"

TWO = 2  # recommendations named in one breath that one answer is taken to be about
ANSWER = 2  # sentences of an answer that are about what was asked, whatever their words


def heading_cites(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A section under "Recommendation 13", alone or among others."""
    cited = case.standing.cited
    count = len({c.place for c in cited if c.clear})
    together = _stand_together(case) and (count == TWO or case.says("means-them-all"))
    ending = "" if count <= 1 else "-together" if together else "-several"
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


def place_touches(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Under "Therapy funding uncertain", or an answer about "supported accommodation": rare words, no alias."""
    block = case.reading.document.blocks[case.passage.block]
    if case.standing.cited or case.standing.named:
        return
    for index in (block.question, *block.headings[-1:]):  # the first heading is the document's title
        if index and (touched := case.reading.touched(index)) is not None:
            yield Finding("place-touches", touched, f"stands under words of {case.title(touched)}")
            return


def keeps_topic(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Among several recommendations over the passage, the one that the paragraph is about."""
    topic = case.reading.topics.get(case.place)
    if not topic or len(topic.places) != 1 or (_stand_together(case) and case.says("means-them-all")):
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
    """An answer to "What are the costs of the redress scheme?", if it does not range wider.

    Past its opening an answer may be about anything, unless a sentence takes up the one before it.
    """
    asked = case.reading.document.blocks[case.passage.block].question
    if asked is not None:
        opening = case.place < case.reading.passages.of_block[asked].stop + ANSWER
        goes_on = opening or _goes_on(case, case.place - 1)
        wide = case.reading.answer_ranges_wide(asked) or not goes_on
        for place in case.reading.asked_about(asked):
            witness = "question-names-several" if wide else "question-names"
            yield Finding(witness, place, f"answers a question about {case.title(place)}")


def takes_up(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "This will ...", behind a sentence on one recommendation, or anything behind the inquiry's words.

    Another sentence of the paragraph may be about it too, and a paragraph that opens so goes on.
    """
    reading = case.reading
    place = next((p for p in case.earlier(REACH) if reading.meant(p)), None)
    if place is None or len(meant := reading.meant(place)) != 1:
        return
    if reading.shelf.catalogue_of[meant[0]] not in reading.inquiries_of(place):
        return
    if reading.meant(case.place) and not case.says("acts-on-it"):
        return
    words = f"goes on about {case.title(meant[0])}, named before"
    same = reading.passages.all[place].block == case.passage.block
    if all(_goes_on(case, p) for p in range(place, case.place)) or (same and _was_asked(case, place)):
        yield Finding("takes-up", meant[0], words)
    elif same and not case.says_recommendation and case.place not in reading.topics:
        yield Finding("paragraph-names", meant[0], words)


def _was_asked(case: Case, place: int) -> bool:
    """Is the passage at ``place`` what the inquiry asked for, or the one before what somebody else did?"""
    next_to = place == case.place - 1
    return case.reading.says(place, "inquiry-asks") or (next_to and case.reading.says(place, "somebody-asks"))


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
        meant = next((m for place in case.earlier(FAR) if (m := case.reading.spoken_of(place))), ())
        if len(meant) == 1:
            yield Finding("refers-back", meant[0], f"'this recommendation' is {case.title(meant[0])}")


def _stand_together(case: Case) -> bool:
    """Were all the recommendations over the passage named in one breath?"""
    cited = case.standing.cited
    return all(c.together for c in cited) and len({c.words for c in cited}) == 1


def _goes_on(case: Case, place: int) -> bool:
    """Does the passage behind ``place`` take up what that one speaks of?

    An "it" behind a sentence that begins with a body may be the body.
    """
    passages = case.reading.passages.all
    if case.reading.says(place + 1, "takes-up") or case.reading.says(place + 1, "acts-on-it"):
        return not (
            passages[place + 1].text.startswith("It ") and case.reading.says(place, "starts-with-body")
        )
    short = case.reading.shelf.cues["short-name"].search(passages[place + 1].text)
    return bool(short and re.search(rf"[A-Z][\w’'-]+ {short['name']}\b", passages[place].text))
