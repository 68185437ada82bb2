"""Whether a sentence that holds a recommendation's words speaks of its matter or of another.

"Age verification" names a recommendation about social media; "age verification for knives" does not,
and neither does Scotland's redress scheme or the one for postmasters.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from link.phrases import Phrase, PhraseHit
from link.terms import PLAIN, TermIndex
from link.words import LISTS, TOKEN, stems_of
from models import Catalogue

# A shorter alias that has no word of the inquiry's matter ("redress scheme") may name another's.
SPECIFIC = 4

# Words behind an alias that say whose or of what it is, and those at which that ends.
WHOSE = frozenset("of for on about among around regarding concerning against".split())
ENDS = frozenset("by in to from with at as when where that which will would is are was were".split())
BETWEEN, LONGEST = 2, 6  # words between the alias and "for", and words read behind it
STOP = re.compile(r"[.,;:()?!–—]")
ENDS_IN_VERB = re.compile(r"\bto \w+$")  # "duty to report": what comes next is its object

# A place or affair that another is only set beside is not what the sentence is about.
BESIDE = r"(?<!with )(?<!with the )(?<!from )(?<!from the )(?<!unlike )(?<!unlike in )(?<!beyond )"

NEUTRAL = PLAIN | frozenset(stems_of(LISTS["neutral"]))
INQUIRY = frozenset(
    stems_of("independent public statutory national inquiry investigation report review commission")
)


class Matters:
    """What each recommendation is about, and which other matters share its words."""

    def __init__(self, catalogues: Sequence[Catalogue], terms: TermIndex) -> None:
        """Gather the words of each recommendation that tell it from other matters."""
        self._catalogue_of = [place for place, c in enumerate(catalogues) for _ in c.recommendations]
        self._matter = [stems_of_matter(catalogue) for catalogue in catalogues]
        self._elsewhere = [(_stems(c.elsewhere), _any_of(c.elsewhere)) for c in catalogues]
        self._known = [
            words - NEUTRAL - self._matter[catalogue]
            for words, catalogue in zip(terms.all_words, self._catalogue_of, strict=True)
        ]

    def is_specific(self, phrase: Phrase) -> bool:
        """Can the phrase name nothing but its recommendation, wherever it stands?"""
        names = [word for word in TOKEN.findall(phrase.words) if len(word) > 3]
        return (
            len(phrase.stems) >= SPECIFIC
            or not self._matter[self._catalogue_of[phrase.owner]].isdisjoint(phrase.stems)
            or (len(names) > 1 and all(word[0].isupper() for word in names))
        )

    def find_others(
        self, text: str, present: Set[str], naming: Sequence[PhraseHit], hits: Sequence[PhraseHit]
    ) -> dict[int, str]:
        """Recommendations whose words the text uses of another matter, with the words that say so.

        Args:
            text: A sentence.
            present: Its stems.
            naming: Aliases and signs found in it.
            hits: All phrases found in it.
        """
        others: dict[int, str] = {}
        for hit in naming:
            if words := self._other_matter(text, present, hit, hits):
                others.setdefault(hit.phrase.owner, words)
        return others

    def _other_matter(self, text: str, present: Set[str], hit: PhraseHit, hits: Sequence[PhraseHit]) -> str:
        owner, catalogue = hit.phrase.owner, self._catalogue_of[hit.phrase.owner]
        for other in hits:
            if other.phrase.kind == "unless" and other.phrase.owner == owner:
                return other.phrase.words
        stems, elsewhere = self._elsewhere[catalogue]
        if not stems.isdisjoint(present) and (place := elsewhere.search(text)):
            return place[0]
        if hit.phrase.kind == "sign" or self.is_specific(hit.phrase):
            return ""
        if any(h.phrase.kind == "matter" and h.phrase.owner == catalogue for h in hits):
            return ""
        said = [stem for word in _whose(text, hit) for stem in stems_of(word)]
        strange = set(said) - NEUTRAL - self._matter[catalogue] - {s for s in stems if s.isdigit()}
        return " ".join(said) if strange and self._known[owner].isdisjoint(said) else ""


def stems_of_matter(catalogue: Catalogue) -> frozenset[str]:
    """The words of ``matter_of`` one by one."""
    return _stems(matter_of(catalogue))


def matter_of(catalogue: Catalogue) -> Sequence[str]:
    """Words of what the inquiry looked into; where a catalogue chose none, those of its name."""
    return catalogue.matter or tuple(
        word
        for word in TOKEN.findall(catalogue.inquiry)
        if (s := stems_of(word)) and s[0] not in INQUIRY | PLAIN
    )


def _stems(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in stems_of(text))


def _whose(text: str, hit: PhraseHit) -> list[str]:
    """The words behind an alias that say of what it is: "of gas leaks", "requirements for knife sales"."""
    words = list(_behind(text, hit))
    if not ENDS_IN_VERB.search(hit.phrase.words):
        at = next((at for at, word in enumerate(words[: BETWEEN + 1]) if word.lower() in WHOSE), None)
        if at is None or not all(stems_of(word) for word in words[:at]):
            return []
        words = words[at + 1 :]
    return list(takewhile(lambda word: word.lower() not in ENDS, words))[:LONGEST]


def _behind(text: str, hit: PhraseHit) -> Iterator[str]:
    """The words behind a hit, up to the next stop."""
    at, end = 0, 0
    for token in TOKEN.finditer(text):
        if at >= hit.end:
            if STOP.search(text, end, token.start()):
                return
            yield token[0]
        at += bool(stems_of(token[0]))
        end = token.end()


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"{BESIDE}\b(?:{'|'.join(map(re.escape, longest_first))})\b")
