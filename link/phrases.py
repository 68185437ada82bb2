"""Find the phrases that name recommendations: one index over all of them, built once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Literal, NamedTuple

from link.words import stems_of

# Words that may stand between two words of a phrase of three words or more, and in all: "time limit
# [for victims] to bring civil [child sexual abuse] claims". With two words there is no room at all.
STEP = 3
ROOM = 4

NESTING = ("alias", "title", "term")  # kinds of phrases that stand inside one another

PhraseKind = Literal["alias", "title", "term", "sign", "unless", "inquiry", "report", "matter"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a recommendation (alias, or sign when they only do so together), stand in its title
    alone (title), speak of its matter (term) or of another that shares its words (unless), name an inquiry
    or a report, or speak of what the inquiry looked into (matter).

    Attributes:
        words: The words as the catalogue has them.
        stems: The same as ``stems_of`` gives them.
        owner: Place of the recommendation, or of the catalogue, among all in use.
        kind: What the phrase is to its owner.
    """

    words: str
    stems: tuple[str, ...]
    owner: int
    kind: PhraseKind


class PhraseHit(NamedTuple):
    """A phrase found in a text, from stem ``start`` up to stem ``end``."""

    phrase: Phrase
    start: int
    end: int

    @property
    def exact(self) -> bool:
        """No other word stands between those of the phrase; a sign's never stand so."""
        return self.end - self.start == len(self.phrase.stems)


class PhraseIndex:
    """Phrases by their rarest stem, so that a text meets only those that it could hold."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Index the phrases; one without any stem is left out, and those of the same stems are sought once."""
        same: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            same[phrase.stems].append(phrase)
        same.pop((), None)
        count = Counter(stem for stems in same for stem in set(stems))
        self._by_anchor: dict[str, list[_Sought]] = defaultdict(list)
        for stems, owned in same.items():
            place = min(range(len(stems)), key=lambda i: (count[stems[i]], i))
            self._by_anchor[stems[place]].append(_Sought(stems, frozenset(stems), place, tuple(owned)))

    def find(self, stems: Sequence[str], present: Set[str] | None = None) -> list[PhraseHit]:
        """Every phrase in the text, in order of place; of nested ones the longest alone.

        Args:
            stems: The stems of the text.
            present: The same as a set, where the caller has it.
        """
        present = present or set(stems)
        hits: list[PhraseHit] = []
        for anchor in self._by_anchor.keys() & present:
            places: list[int] = []
            for sought in self._by_anchor[anchor]:
                if sought.needed <= present:
                    places = places or [at for at, stem in enumerate(stems) if stem == anchor]
                    for span in [_match(stems, at, sought) for at in places]:
                        if span:
                            hits += [PhraseHit(phrase, *span) for phrase in sought.phrases]
        return _outermost(hits) if len(hits) > 1 else hits


class _Sought(NamedTuple):
    """Stems that are sought together, the place of the rarest, and the phrases that have them."""

    stems: tuple[str, ...]
    needed: frozenset[str]
    place: int
    phrases: tuple[Phrase, ...]


def make_phrases(texts: Iterable[str], owner: int, kind: PhraseKind) -> list[Phrase]:
    """Phrases of one owner."""
    return [Phrase(text, tuple(stems_of(text)), owner, kind) for text in texts]


def _match(stems: Sequence[str], at: int, sought: _Sought) -> tuple[int, int] | None:
    """Where the stems stand if the rarest is at position ``at`` of the text, and the others around it."""
    words, place = sought.stems, sought.place
    if len(words) == 1:
        return at, at + 1
    step = STEP if len(words) > 2 else 0
    start = end = at
    for word in words[place + 1 :]:
        try:
            end = stems.index(word, end + 1, end + 2 + step)
        except ValueError:
            return None
    for word in reversed(words[:place]):
        for start in range(start - 1, max(-1, start - 2 - step), -1):  # noqa: B020
            if stems[start] == word:
                break
        else:
            return None
    if end + 1 - start > len(words) + (ROOM if step else 0):
        return None
    return start, end + 1


def _outermost(hits: list[PhraseHit]) -> list[PhraseHit]:
    """Drop a hit inside the exact words of a longer one: "redress scheme" in "national redress scheme"."""
    hits.sort(key=lambda h: (h.start, -h.end, h.phrase.owner, h.phrase.kind, h.phrase.words))
    longer = [h for h in hits if h.phrase.kind in NESTING and h.exact]
    return [hit for hit in hits if hit.phrase.kind not in NESTING or not any(_holds(h, hit) for h in longer)]


def _holds(longer: PhraseHit, hit: PhraseHit) -> bool:
    return (
        longer.start <= hit.start
        and hit.end <= longer.end
        and len(longer.phrase.stems) > len(hit.phrase.stems)
        and (hit.phrase.kind == "term" or longer.phrase.kind == hit.phrase.kind)
    )
