"""Rare words that a text shares with a recommendation, weighed by how few recommendations have them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from math import log

from link.phrases import PhraseHit
from link.words import LISTS, stems_of
from models import Recommendation

# Weight of a word by where the recommendation has it: its title and terms were chosen to be told by,
# its summary only describes.
TITLE, TERM, SUMMARY = 1.0, 1.0, 0.4

PLAIN = frozenset(stems_of(LISTS["plain"]))

# A term of several words counts this many times the rarest word.
PHRASE = 1.5

# A word of more recommendations than this tells none of them, and would make linking grow with their
# number: an eighth of them, between 3 and 40.
SHARE, FEWEST, MOST = 8, 3, 40


class TermIndex:
    """Which recommendations have a word, and how rare it is among them."""

    def __init__(
        self, recommendations: Sequence[Recommendation], matters: Sequence[frozenset[str]] = ()
    ) -> None:
        """Index titles, single-word terms and summaries.

        Args:
            recommendations: The recommendations.
            matters: For each, stems of its inquiry's matter, which tell none of its recommendations.
        """
        matters = matters or [frozenset()] * len(recommendations)
        words = [_words(r, matter) for r, matter in zip(recommendations, matters, strict=True)]
        holders: dict[str, list[int]] = defaultdict(list)
        for place, weights in enumerate(words):
            for stem in weights:
                holders[stem].append(place)
        most = min(max(len(words) // SHARE, FEWEST), MOST)
        top = log(1 + len(words)) or 1.0
        rare = {
            stem: log(1 + len(words) / len(who)) / top for stem, who in holders.items() if len(who) <= most
        }
        self._postings = {
            stem: tuple((place, words[place][stem] * rarity) for place in holders[stem])
            for stem, rarity in rare.items()
        }
        self.words = [
            frozenset(stem for stem, weight in weights.items() if weight > SUMMARY) for weights in words
        ]
        self._chosen = _chosen(recommendations)
        self.all_words = [_all_words(recommendation) for recommendation in recommendations]

    def find(self, stems: Iterable[str], hits: Sequence[PhraseHit]) -> dict[int, tuple[float, list[str]]]:
        """Score and words of each recommendation that shares rare words or terms with a text.

        The score counts words of the highest rarity: 1.0 for one that a single recommendation has.
        """
        shared: dict[int, list[str]] = defaultdict(list)
        scores: dict[int, float] = defaultdict(float)
        for stem in sorted(self._postings.keys() & stems):
            for place, weight in self._postings[stem]:
                scores[place] += weight
                shared[place].append(stem)
        for hit in hits:
            if hit.phrase.kind == "term":
                scores[hit.phrase.owner] += PHRASE
                shared[hit.phrase.owner].append(hit.phrase.words)
        return {place: (score, shared[place]) for place, score in scores.items()}

    def told_by(self, stems: Set[str], hits: Sequence[PhraseHit]) -> int | None:
        """The one recommendation that has the chosen terms of a text; ``None`` if it has none, or several have."""
        told = {self._chosen[stem] for stem in self._chosen.keys() & stems}
        told.update(hit.phrase.owner for hit in hits if hit.phrase.kind == "term" and hit.exact)
        return told.pop() if len(told) == 1 else None


def _chosen(recommendations: Sequence[Recommendation]) -> dict[str, int]:
    """Single-word terms that one recommendation alone has."""
    owners: dict[str, set[int]] = defaultdict(set)
    for place, recommendation in enumerate(recommendations):
        for term in recommendation.terms:
            if len(stems := stems_of(term)) == 1:
                owners[stems[0]].add(place)
    return {stem: min(who) for stem, who in owners.items() if len(who) == 1 and stem not in PLAIN}


def _words(recommendation: Recommendation, matter: frozenset[str]) -> dict[str, float]:
    """Stems of title and single-word terms; of the summary as well where nobody has chosen terms."""
    weights = {} if recommendation.terms else dict.fromkeys(stems_of(recommendation.summary), SUMMARY)
    weights |= dict.fromkeys(stems_of(recommendation.title), TITLE)
    for term in recommendation.terms:
        stems = stems_of(term)
        if len(stems) == 1:
            weights[stems[0]] = TERM
    return {stem: weight for stem, weight in weights.items() if stem not in PLAIN and stem not in matter}


def _all_words(recommendation: Recommendation) -> frozenset[str]:
    texts = (recommendation.title, recommendation.summary, *recommendation.aliases, *recommendation.terms)
    return frozenset(stem for text in texts for stem in stems_of(text)) - PLAIN
