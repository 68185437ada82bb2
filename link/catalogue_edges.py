"""Which earlier recommendation a recommendation repeats."""

import re
from collections.abc import Sequence

from link.numbers import find_mentions
from models import Catalogue, Recommendation

AGAIN = re.compile(
    r"\((?:again|repeated)\)|\brecommends? again\b|\bagain recommends?\b"
    r"|\brepeats?\b|\breiterat\w+|\brestates?\b"
    r"|\b(?:previously|already|earlier) (?:made|recommended)\b|\b(?:as|that) (?:it|we|the \w+) recommended\b"
    r"|\b(?:interim|earlier|previous|first) report\b",
    re.IGNORECASE,
)

# RapidFuzz token_sort_ratio, 0 to 100, of two titles: from this on they are one, if the text says that
# it repeats something; from the higher one on they are one even where it does not say so.
ALIKE, SAME = 75, 92


def find_repeated(text: str, title: str, earlier: Sequence[Catalogue]) -> tuple[str, str]:
    """Id of the earlier recommendation that a text repeats, and a note for a person; both may be empty.

    Args:
        text: What the recommendation says.
        title: Its title.
        earlier: Catalogues of earlier reports.
    """
    says_so = bool(AGAIN.search(text))
    if says_so and (cited := _find_cited(text, earlier)):
        return cited.id, ""
    score, likest = _find_likest(title, earlier)
    if likest and score >= (ALIKE if says_so else SAME):
        return likest.id, f"taken to repeat {likest.id} ({likest.title[:60]!r}); check it"
    if says_so:
        return "", "says that it repeats an earlier one, which was not found; set `repeats`, if you know it"
    return "", ""


def _find_cited(text: str, earlier: Sequence[Catalogue]) -> Recommendation | None:
    """The recommendation cited by its number, if only one of the earlier reports can be meant."""
    numbers = {number for mention in find_mentions(text) for number in mention.numbers}
    named = [c for c in earlier if any(name.casefold() in text.casefold() for name in _names(c))]
    found = [r for c in named or earlier for r in c.recommendations if r.number.lower() in numbers]
    return found[0] if len(found) == 1 else None


def _names(catalogue: Catalogue) -> tuple[str, ...]:
    return (catalogue.title, *catalogue.report_names)


def _find_likest(title: str, earlier: Sequence[Catalogue]) -> tuple[float, Recommendation | None]:
    from rapidfuzz import fuzz

    pairs = [
        (fuzz.token_sort_ratio(title.casefold(), r.title.casefold()), r)
        for c in earlier
        for r in c.recommendations
    ]
    return max(pairs, key=lambda pair: pair[0], default=(0.0, None))
