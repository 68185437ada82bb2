"""Bare nouns and initials that stand for a recommendation's measure: "the duty", "the CPA"."""

import re
from collections.abc import Collection, Mapping

from link.passages import Passage, Passages
from link.phrases import Phrase, PhraseHit
from link.shelf import Shelf
from link.words import stems_of
from models import Document

INITIALS = re.compile(r"\((?:[‘'“\"]?the )?[‘'“\"]?([A-Z][A-Za-z]{0,3}[A-Z]{1,5})[’'”\"]?\)")

ENDS_SECTION = ("heading", "question")  # kinds of blocks over which a bare noun means nothing

# Passages over which a bare noun still means what was named before.
REACH = 40


def find_initials(passages: Passages, shelf: Shelf) -> dict[str, Phrase]:
    """Initials that a document defines right behind an alias, each an alias of that document by its stem.

    "a Child Protection Authority (CPA) in England" lets every "CPA" name the recommendation.
    """
    defined: dict[str, Phrase] = {}
    for passage in passages.all:
        if "(" in passage.text:
            for initials in INITIALS.finditer(passage.text):
                if hit := _spelt_out(shelf, passage, initials):
                    stem = initials[1].lower()
                    words = f"{initials[1]} ({hit.phrase.words})"
                    defined.setdefault(stem, Phrase(words, (stem,), hit.phrase.owner, "alias"))
    return defined


def find_things(
    document: Document, passages: Passages, wanted: Collection[int], the_thing: re.Pattern[str]
) -> Mapping[int, tuple[int, str]]:
    """Recommendation, and words, that a bare noun of a passage stands for, by the passage's place.

    The noun was last used for it in the same section ("mandatory reporting duty"); where another
    "duty" has come between, nothing is claimed.

    Args:
        document: The document.
        passages: Its passages.
        wanted: Places of the passages that are asked about.
        the_thing: Finds a bare noun.
    """
    meant: dict[int, tuple[int, str]] = {}
    asked = [place for place in sorted(wanted) if the_thing.search(passages.all[place].text)]
    while asked:
        first = _section_start(document, passages, asked[0])
        last = first
        bound: dict[str, tuple[int, int]] = {}
        for last in range(first, asked[-1] + 1):
            passage = passages.all[last]
            if document.blocks[passage.block].kind in ENDS_SECTION and last > asked[0]:
                break
            if bound.keys() & passage.present:
                _take_up(passage, last, bound, meant, the_thing)
            _bind(passage, last, bound)
        asked = [place for place in asked if place > last]
    return meant


def _section_start(document: Document, passages: Passages, place: int) -> int:
    """The first passage of the last heading or question before a passage."""
    block = passages.all[place].block
    while block and document.blocks[block].kind not in ENDS_SECTION:
        block -= 1
    return passages.of_block[block].start


def _bind(passage: Passage, place: int, bound: dict[str, tuple[int, int]]) -> None:
    for hit in passage.aliases:
        if hit.phrase.kind == "alias":
            for stem in passage.stems[hit.start : hit.end + 1]:
                bound[stem] = (hit.phrase.owner, place)


def _take_up(
    passage: Passage,
    place: int,
    bound: dict[str, tuple[int, int]],
    meant: dict[int, tuple[int, str]],
    the_thing: re.Pattern[str],
) -> None:
    bare = {stems_of(m["noun"])[0]: m[0] for m in the_thing.finditer(passage.text)}
    in_hits = {stem for hit in passage.hits for stem in passage.stems[hit.start : hit.end + 1]}
    for stem in sorted(bound.keys() & set(passage.stems)):
        owner, since = bound[stem]
        if stem in bare and place - since <= REACH:
            meant[place] = (owner, bare[stem])
            bound[stem] = (owner, place)
        elif stem not in in_hits:
            del bound[stem]


def _spelt_out(shelf: Shelf, passage: Passage, initials: re.Match[str]) -> PhraseHit | None:
    """The alias right before the initials that has them: "Child Protection Authority" before "(CPA)"."""
    count = len(stems_of(passage.text[: initials.start()]))
    letters = initials[1].casefold().removesuffix("s")
    aliases = (h for h in shelf.phrases.find(passage.stems, passage.present) if h.phrase.kind == "alias")
    return next((h for h in aliases if h.exact and h.end == count and _letters(h.phrase) == letters), None)


def _letters(phrase: Phrase) -> str:
    return "".join(stem[0] for stem in phrase.stems)
