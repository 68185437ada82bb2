"""Recommendations meant as a set: "all remaining recommendations of the report beyond the levy"."""

import re
from dataclasses import dataclass

from link.numbers import plain_number
from link.reading import Reading

# A set of more recommendations than this bears out no link to each of them.
TOO_BROAD = 8


@dataclass(frozen=True, slots=True)
class SetReference:
    """A set that a passage speaks of.

    Attributes:
        places: The recommendations of the set.
        clear: False when the set is too broad or the words leave open which they are.
        left_out: Recommendations that the words take away from it.
        words: The words that speak of the set.
    """

    places: tuple[int, ...]
    clear: bool
    left_out: tuple[int, ...]
    words: str


def find_set(reading: Reading, place: int) -> SetReference | None:
    """The set of recommendations that a passage speaks of, if it speaks of one."""
    text = reading.passages.all[place].text
    if "ecommendation" not in text:
        return None
    cues = reading.shelf.cues
    if rest := cues["rest-of-set"].search(text):
        return _rest(reading, place, rest[0])
    if addressed := cues["addressed-set"].search(text):
        return _addressed(reading, place, addressed)
    return None


def _rest(reading: Reading, place: int, words: str) -> SetReference | None:
    catalogue = reading.report_of(place)
    if catalogue is None:
        return None
    whole = reading.shelf.of_catalogue(catalogue)
    left_out = _left_out(reading, place)
    gone = set(left_out) or _named_so_far(reading, place)
    places = tuple(p for p in whole if p not in gone)
    clear = len(places) < len(whole) and len(places) <= TOO_BROAD
    return SetReference(places, clear, left_out, words)


def _addressed(reading: Reading, place: int, words: re.Match[str]) -> SetReference | None:
    """A set by addressee is clear only if the catalogue has as many as the words count."""
    body = " ".join(words["body"].casefold().split())
    places = tuple(
        p
        for p, recommendation in enumerate(reading.shelf.recommendations)
        if reading.shelf.catalogue_of[p] in reading.play
        and any(body.startswith(a.casefold().removeprefix("the ")) for a in recommendation.addressees)
    )
    clear = plain_number(words["count"]) == str(len(places)) and len(places) <= TOO_BROAD
    return SetReference(places, clear, (), words[0].strip()) if clear else None


def _left_out(reading: Reading, place: int) -> tuple[int, ...]:
    """Recommendations named behind "beyond", "apart from", "with the exception of"."""
    text = reading.passages.all[place].text
    cue = reading.shelf.cues["left-out"].search(text)
    if not cue:
        return ()
    return reading.passages.named_in(text[cue.end() :])


def _named_so_far(reading: Reading, place: int) -> set[int]:
    """Recommendations named in the paragraph up to the passage: those that the rest is beside."""
    first = reading.passages.of_block[reading.passages.all[place].block].start
    return {owner for p in range(first, place + 1) for owner in reading.passages.all[p].named}
