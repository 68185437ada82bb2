"""Rare words that a text shares with a recommendation, weighed by how few recommendations have them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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

    def __init__(self, recommendations: Sequence[Recommendation]) -> None:
        """Index titles, single-word terms and summaries."""
        words = [_words(recommendation) for recommendation in recommendations]
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


def _words(recommendation: Recommendation) -> dict[str, float]:
    """Stems of title and single-word terms; of the summary as well where nobody has chosen terms."""
    weights = {} if recommendation.terms else dict.fromkeys(stems_of(recommendation.summary), SUMMARY)
    weights |= dict.fromkeys(stems_of(recommendation.title), TITLE)
    for term in recommendation.terms:
        stems = stems_of(term)
        if len(stems) == 1:
            weights[stems[0]] = TERM
    return {stem: weight for stem, weight in weights.items() if stem not in PLAIN}


def _all_words(recommendation: Recommendation) -> frozenset[str]:
    texts = (recommendation.title, recommendation.summary, *recommendation.aliases, *recommendation.terms)
    return frozenset(stem for text in texts for stem in stems_of(text)) - PLAIN
