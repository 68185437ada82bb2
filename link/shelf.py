"""All recommendations in use on one shelf, with the indexes that find them, built once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from link.cues import read_cues
from link.inquiries import InquiryNames
from link.phrases import Phrase, PhraseIndex, make_phrases
from link.terms import TermIndex
from link.words import stems_of
from models import Catalogue, Recommendation

# A title of this many words or more names its recommendation where it stands word for word; a
# shorter one ("Staff training") only speaks of its matter.
TELLING_TITLE = 3


class Shelf:
    """Recommendations by place, with their numbers, phrases and rare words.

    Attributes:
        catalogues: The catalogues in use.
        recommendations: Their recommendations, one after the other; a place counts in this list.
        catalogue_of: Place of the catalogue of each recommendation.
        cues: The cues of ``cues.toml``.
        names: Names of the inquiries.
        phrases: Aliases, terms, and names of inquiries and reports.
        terms: Rare words.
    """

    def __init__(self, catalogues: Sequence[Catalogue]) -> None:
        """Index the catalogues."""
        self.catalogues = tuple(catalogues)
        self.recommendations = [r for c in catalogues for r in c.recommendations]
        self.catalogue_of = [place for place, c in enumerate(catalogues) for _ in c.recommendations]
        self.cues = {name: cue.pattern for name, cue in (cues := read_cues()).items()}
        self.names = InquiryNames(self.catalogues, cues["other-inquiry"])
        self.phrases = PhraseIndex(self._phrases())
        self.terms = TermIndex(self.recommendations)
        self._by_number: dict[str, list[int]] = defaultdict(list)
        for place, recommendation in enumerate(self.recommendations):
            self._by_number[recommendation.number.lower()].append(place)
            self._by_number[recommendation.id.lower()].append(place)

    def with_number(self, number: str, catalogues: Collection[int]) -> list[int]:
        """Recommendations of these catalogues with this number or id."""
        return [p for p in self._by_number.get(number, ()) if self.catalogue_of[p] in catalogues]

    def of_catalogue(self, catalogue: int) -> list[int]:
        """All recommendations of one catalogue."""
        return [place for place, owner in enumerate(self.catalogue_of) if owner == catalogue]

    def _phrases(self) -> Iterator[Phrase]:
        for place, catalogue in enumerate(self.catalogues):
            yield from make_phrases((catalogue.inquiry, *catalogue.names), place, "inquiry")
            yield from make_phrases((catalogue.title, *catalogue.report_names), place, "report")
        for place, recommendation in enumerate(self.recommendations):
            yield from make_phrases(_aliases(recommendation), place, "alias")
            yield from make_phrases(_terms(recommendation), place, "term")


def _aliases(recommendation: Recommendation) -> list[str]:
    title = [recommendation.title] if len(stems_of(recommendation.title)) >= TELLING_TITLE else []
    return [*title, *recommendation.aliases]


def _terms(recommendation: Recommendation) -> list[str]:
    """Terms of several words; single words are the term index's."""
    return [t for t in (*recommendation.terms, recommendation.title) if len(stems_of(t)) > 1]
