"""Witnesses that look at a commitment's own words."""

from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import token_set_ratio

from link.case import Case, Finding, on_one_line
from link.phrases import PhraseHit
from link.sets import find_set

# Words in common, each as telling as one that no other recommendation has, that give rare terms their
# full weight; and those from which a sentence that says it answers the inquiry is taken at its word.
FULL, TELLING = 4.0, 2.0
BORNE_OUT = 1.5  # those from which a sentence bears out what its heading or paragraph names
NEAR_BEST = 0.8  # of the best candidate's rare words: those that are as likely as it
CONSIDERED = 3  # recommendations considered for their rare words alone
ALIKE = 60  # of 100: the token_set_ratio from which wording counts
SHOWN = 4  # words in common that are written out

# Witnesses by whose word the sentence itself names a recommendation.
NAMED = frozenset(["cites-number", "names-alias", "names-alias-loosely", "names-signs"])

UNPROVEN = frozenset(["names-alias-alone", "other-matter"])

# Witnesses by whose word alone a sentence only may be about a recommendation.
LOOSE = frozenset(["crosshead-names", "place-touches", "question-names-several", "lead-in-names-several"])


def cites_number(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "In response to Recommendation 13, ..."."""
    for cited in case.reading.cited(case.place):
        witness = "cites-number" if cited.clear else "cites-number-unsure"
        yield Finding(witness, cited.place, f"says {on_one_line(cited.words)!r}")


def names_alias(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "A mandatory reporting duty"; less where nothing near speaks of the inquiry's matter."""
    by_alias = set[int]()
    for hit in sorted(case.passage.naming, key=lambda hit: -len(hit.phrase.stems)):
        owner, words = hit.phrase.owner, hit.phrase.words
        if hit.phrase.kind == "alias":
            by_alias.add(owner)
        if hit.phrase.kind == "sign" and owner in by_alias:
            continue
        if _may_be_anothers(case, hit) and not case.reading.is_near_matter(case.place, owner):
            yield Finding(
                "names-alias-alone", owner, f"says {words}, and nothing near is on the inquiry's matter"
            )
        elif hit.phrase.kind == "sign":
            yield Finding("names-signs", owner, f"says {words}")
        else:
            yield Finding("names-alias" if hit.exact else "names-alias-loosely", owner, f"says {words!r}")


def names_another_matter(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "Age verification for knives", "Scotland's redress scheme"."""
    for place, words in case.passage.others.items():
        yield Finding("other-matter", place, f"but of another matter: {words!r}")


def names_title_words(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "The redress scheme", for a recommendation titled "Creation of a national redress scheme"."""
    for hit in case.passage.hits:
        if hit.phrase.kind == "title":
            yield Finding(
                "names-title-words", hit.phrase.owner, f"says {hit.phrase.words!r}, as its title does"
            )


def of_set(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """ "All remaining recommendations of the report"."""
    if found := find_set(case.reading, case.place):
        witness = "of-set" if found.clear else "of-broad-set"
        for place in found.places:
            yield Finding(witness, place, f"one of {on_one_line(found.words)!r}")
        for place in found.left_out:
            yield Finding("left-out", place, f"taken away from {on_one_line(found.words)!r}")


def shares_terms(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Rare words in common; more where they bear out the place, or the sentence says it answers the inquiry.

    Of the recommendations that nothing else speaks for, the best few are considered.
    """
    passage, play = case.passage, case.reading.play
    rare = case.reading.shelf.terms.find(passage.present, passage.hits)
    rare = {p: found for p, found in rare.items() if case.reading.shelf.catalogue_of[p] in play}
    ranked = sorted(rare, key=lambda p: (-rare[p][0], p))
    best = rare[ranked[0]][0] if ranked else 0.0
    answers = best >= TELLING and not any(f.witness in NAMED for f in findings) and _answers(case)
    loosely = {f.place for f in findings if f.witness in LOOSE}
    considered = {*(f.place for f in findings), *ranked[:CONSIDERED]}
    unproven = {f.place for f in findings if f.witness in UNPROVEN}  # its rare words are the alias's own
    for place in ranked:
        if place not in considered or place in unproven:
            continue
        score, words = rare[place]
        shown = ", ".join(repr(word) for word in words[-SHOWN:])
        yield Finding("rare-terms", place, f"shares {shown}", min(score / FULL, 1.0))
        if place in loosely and score >= max(BORNE_OUT, NEAR_BEST * best):
            yield Finding("bears-out", place, f"bears out its place with {shown}")
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


def _may_be_anothers(case: Case, hit: PhraseHit) -> bool:
    """Is the alias one that other matters share, or the document mostly about other matters?"""
    shared = hit.phrase.kind == "alias" and not case.reading.shelf.matters.is_specific(hit.phrase)
    return shared or not case.reading.is_devoted(hit.phrase.owner)


def _answers(case: Case) -> bool:
    """Does the sentence, or the one behind it, say that it answers the inquiry?"""
    follows = case.reading.passages.after(case.place) is not None
    return case.says("answers") or (follows and case.reading.says(case.place + 1, "answers-back"))
