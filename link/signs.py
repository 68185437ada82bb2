"""Signs: words that name a recommendation only together, in whatever order a writer puts them.

"Staff in children's homes should have to register" holds no alias, but a word of each of
``staff / workers``, ``register / registration`` and ``children's homes``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from link.phrases import Phrase, PhraseHit
from link.words import stems_of

# Words, small ones left out, over which the groups of a sign may be spread: what one clause with its
# subject holds. Set on sentences of the three documents: their longest sign spans 13.
WINDOW = 14

Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Groups of words of which a text must hold one each.

    Attributes:
        owner: Place of the recommendation that they name.
        groups: The stems of each alternative, by group; the rarest group first.
        opens: For each group the first stems of its alternatives.
        words: The alternatives as the catalogue has them, by their stems.
    """

    owner: int
    groups: tuple[Group, ...]
    opens: tuple[frozenset[str], ...]
    words: dict[Alternative, str]


class SignIndex:
    """Signs by the words of their rarest group, so that a text meets only those that it could hold."""

    def __init__(self, written: Iterable[tuple[int, str]]) -> None:
        """Index the signs.

        Args:
            written: Place of a recommendation with a sign as its catalogue has it.
        """
        read = [(owner, read_groups(text)) for owner, text in written]
        count = Counter(stem for _, groups in read for group in groups for stems in group for stem in stems)
        self._by_anchor: dict[str, list[Sign]] = defaultdict(list)
        for owner, groups in read:
            ordered = sorted(groups, key=lambda group: sum(count[stems[0]] for stems in group))
            words = {stems: text for group in groups for stems, text in group.items()}
            opens = tuple(frozenset(stems[0] for stems in group) for group in ordered)
            sign = Sign(owner, tuple(tuple(group) for group in ordered), opens, words)
            for stem in sorted(sign.opens[0]):
                self._by_anchor[stem].append(sign)

    def find(self, stems: Sequence[str], present: Set[str]) -> list[PhraseHit]:
        """One hit for each recommendation that a sign names, in order of place.

        Args:
            stems: The stems of the text.
            present: The same as a set.
        """
        hits: dict[int, PhraseHit] = {}
        for anchor in sorted(self._by_anchor.keys() & present):
            for sign in self._by_anchor[anchor]:
                if sign.owner not in hits and (hit := _match(sign, stems, present)):
                    hits[sign.owner] = hit
        return sorted(hits.values(), key=lambda hit: hit.start)


def read_groups(text: str) -> list[dict[Alternative, str]]:
    """The groups of a sign as a catalogue writes it: ``"register / registration + staff"``."""
    return [
        {tuple(stems): words.strip() for words in group.split(" / ") if (stems := stems_of(words))}
        for group in text.split(" + ")
    ]


def _match(sign: Sign, stems: Sequence[str], present: Set[str]) -> PhraseHit | None:
    """The narrowest stretch that holds one alternative of each group."""
    if any(opens.isdisjoint(present) for opens in sign.opens):
        return None
    places = []
    for group in sign.groups:
        if not (found := list(_places(group, stems, present))):
            return None
        places.append(found)
    best = min(
        (_around(first, places[1:]) for first in places[0]), key=lambda held: _width(held) if held else 1000
    )
    if not best or _width(best) > WINDOW:
        return None
    words = ", ".join(repr(sign.words[alternative]) for _, alternative in sorted(best))
    start, end = min(at for at, _ in best), max(at + len(alternative) for at, alternative in best)
    return PhraseHit(Phrase(words, (), sign.owner, "sign"), start, end)


def _places(group: Group, stems: Sequence[str], present: Set[str]) -> Iterator[tuple[int, Alternative]]:
    for alternative in group:
        if all(stem in present for stem in alternative):
            size = len(alternative)
            for at, stem in enumerate(stems):
                if stem == alternative[0] and (size == 1 or tuple(stems[at : at + size]) == alternative):
                    yield at, alternative


def _around(
    first: tuple[int, Alternative], others: Sequence[Sequence[tuple[int, Alternative]]]
) -> list[tuple[int, Alternative]]:
    """For each group the alternative nearest to the first that shares no word with one taken before."""
    held = [first]
    for found in others:
        free = [one for one in found if not any(_overlap(one, other) for other in held)]
        if not free:
            return []
        held.append(min(free, key=lambda one: (abs(one[0] - first[0]), one)))
    return held


def _overlap(one: tuple[int, Alternative], other: tuple[int, Alternative]) -> bool:
    return one[0] < other[0] + len(other[1]) and other[0] < one[0] + len(one[1])


def _width(held: Sequence[tuple[int, Alternative]]) -> int:
    return max(at + len(words) for at, words in held) - min(at for at, _ in held)
