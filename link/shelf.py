"""All recommendations in use on one shelf, with the indexes that find them, built once."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from link.cues import read_cues
from link.inquiries import InquiryNames
from link.matters import Matters, matter_of, stems_of_matter
from link.numbers import plain_number
from link.phrases import Phrase, PhraseIndex, make_phrases
from link.signs import SignIndex
from link.terms import PLAIN, TermIndex
from link.words import TOKEN, stems_of
from models import Catalogue, Recommendation

# Letters and a number: an id that stands for itself in a text. "iicsa-13" does not.
ID = re.compile(r"[A-Za-z]{1,4}\d{1,3}[a-z]?")

# A title of this many words or more names its recommendation where it stands word for word; a
# shorter one ("Staff training") only speaks of its matter.
TELLING_TITLE = 3


class Shelf:
    """Recommendations by place, with their numbers, phrases and rare words.

    Attributes:
        catalogues: The catalogues in use.
        recommendations: Their recommendations, one after the other; a place counts in this list.
        titles: Their titles in lower case.
        catalogue_of: Place of the catalogue of each recommendation.
        cues: The cues of ``cues.toml``.
        names: Names of the inquiries.
        phrases: Aliases, terms, and names of inquiries, reports and what they looked into.
        signs: Words that name a recommendation only together.
        matters: Other matters that share a recommendation's words.
        terms: Rare words.
    """

    def __init__(self, catalogues: Sequence[Catalogue]) -> None:
        """Index the catalogues."""
        self.catalogues = tuple(catalogues)
        self.recommendations = [r for c in catalogues for r in c.recommendations]
        self.titles = [r.title.lower() for r in self.recommendations]
        self.catalogue_of = [place for place, c in enumerate(catalogues) for _ in c.recommendations]
        cues = read_cues()
        self.cues = {name: cue.pattern for name, cue in cues.items()}
        self.names = InquiryNames(self.catalogues, cues["other-inquiry"])
        self.phrases = PhraseIndex(self._phrases())
        self.signs = SignIndex((p, sign) for p, r in enumerate(self.recommendations) for sign in r.signs)
        matters = [stems_of_matter(catalogue) for catalogue in catalogues]
        self.terms = TermIndex(self.recommendations, [matters[place] for place in self.catalogue_of])
        self.matters = Matters(self.catalogues, self.terms)
        self._by_number: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[str, int] = {}
        for place, recommendation in enumerate(self.recommendations):
            self._by_number[plain_number(recommendation.number)].append(place)
            if ID.fullmatch(recommendation.id):
                self._by_id[recommendation.id.lower()] = place

    def with_number(self, number: str, catalogues: Collection[int]) -> list[int]:
        """Recommendations of these catalogues with this number, or with the id "FR13" printed as a number."""
        places = self._by_number.get(number) or self.with_id((number,), catalogues)
        return [p for p in places if self.catalogue_of[p] in catalogues]

    def with_id(self, words: Collection[str], catalogues: Collection[int]) -> list[int]:
        """Recommendations of these catalogues whose id, such as "fr13", stands among the words."""
        if self._by_id.keys().isdisjoint(words):
            return []
        places = (self._by_id.get(word) for word in words)
        return [p for p in places if p is not None and self.catalogue_of[p] in catalogues]

    def of_catalogue(self, catalogue: int) -> list[int]:
        """All recommendations of one catalogue."""
        return [place for place, owner in enumerate(self.catalogue_of) if owner == catalogue]

    def _phrases(self) -> Iterator[Phrase]:
        for place, catalogue in enumerate(self.catalogues):
            yield from make_phrases((catalogue.inquiry, *catalogue.names), place, "inquiry")
            yield from make_phrases(_report_names(catalogue), place, "report")
            yield from make_phrases(matter_of(catalogue), place, "matter")
        for place, recommendation in enumerate(self.recommendations):
            yield from make_phrases(_aliases(recommendation), place, "alias")
            yield from make_phrases(_terms(recommendation), place, "term")
            yield from make_phrases(recommendation.unless, place, "unless")
        for place, pieces in _title_pieces(self.recommendations).items():
            yield from make_phrases(pieces, place, "title")


def _report_names(catalogue: Catalogue) -> list[str]:
    """A title that holds the inquiry's whole name tells none of its reports."""
    tells = not set(stems_of(catalogue.inquiry)) <= set(stems_of(catalogue.title))
    return [catalogue.title, *catalogue.report_names] if tells else list(catalogue.report_names)


def _aliases(recommendation: Recommendation) -> list[str]:
    title = [recommendation.title] if len(stems_of(recommendation.title)) >= TELLING_TITLE else []
    return [*title, *recommendation.aliases]


def _terms(recommendation: Recommendation) -> list[str]:
    """Terms of several words; single words are the term index's."""
    return [t for t in (*recommendation.terms, recommendation.title) if len(stems_of(t)) > 1]


def _title_pieces(recommendations: Sequence[Recommendation]) -> dict[int, list[str]]:
    """Neighbouring words that stand in one title alone, for recommendations without chosen aliases.

    "Creation of a national redress scheme" gives "redress scheme", where no other title has it.
    """
    owners: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for place, recommendation in enumerate(recommendations):
        for piece in _neighbours(recommendation.title):
            owners[tuple(stems_of(piece))].setdefault(place, piece)
    pieces: dict[int, list[str]] = defaultdict(list)
    for who in owners.values():
        for place, piece in who.items() if len(who) == 1 else ():
            if not recommendations[place].aliases:
                pieces[place].append(piece)
    return pieces


def _neighbours(title: str) -> Iterator[str]:
    """Pairs of words of a title that stand side by side and are not too plain to tell anything."""
    words = TOKEN.findall(title)
    for first, second in pairwise(words):
        stems = stems_of(f"{first} {second}")
        if len(stems) == 2 and PLAIN.isdisjoint(stems):
            yield f"{first} {second}"
