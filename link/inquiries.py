"""Which inquiry a text speaks of, and whether a catalogue is in play for a document at all."""

import re
from collections import Counter
from collections.abc import Sequence

from link.cues import Cue
from link.words import TOKEN
from models import Catalogue, Document


class InquiryNames:
    """The names of the inquiries of all catalogues."""

    def __init__(self, catalogues: Sequence[Catalogue], other: Cue) -> None:
        """Compile the names; ``other`` finds the inquiries that no catalogue is of."""
        self._other = other.pattern
        self._published = [c.published for c in catalogues]
        names = [sorted({c.inquiry, *c.names}, key=lambda n: (-len(n), n)) for c in catalogues]
        self._of_catalogue = [[_pattern(name) for name in own] for own in names]
        self._any = re.compile("|".join(p.pattern for own in self._of_catalogue for p in own), re.IGNORECASE)

        self._tokens = _cover({name for own in names for name in own})

    def may_name(self, text: str) -> bool:
        """A quick look: does the text hold a word of some inquiry's name?"""
        return "nquiry" in text or "Review into" in text or any(token in text for token in self._tokens)

    def in_play(self, document: Document) -> frozenset[int]:
        """Catalogues that the document can speak of.

        It names the inquiry in its title or text, and was not published before the report.
        """
        published = document.source.published
        text = f"{document.source.title}\n{document.text}"
        return frozenset(
            place
            for place, patterns in enumerate(self._of_catalogue)
            if not (published and (report := self._published[place]) and published < report)
            and any(pattern.search(text) for pattern in patterns)
        )

    def names_another(self, text: str) -> bool:
        """Does the text name an inquiry that no catalogue is of?"""
        return ("nquiry" in text or "Review into" in text) and bool(
            self._other.search(self._any.sub(" ", text))
        )


def _cover(names: set[str]) -> list[str]:
    """A few words of which each name that has no "nquiry" holds one, as they are written there."""
    words = {name: TOKEN.findall(name) for name in names if "nquiry" not in name}
    chosen: list[str] = []
    while left := [words[name] for name in sorted(words) if not set(chosen) & set(words[name])]:
        count = Counter(word for own in left for word in own)
        chosen.append(min(count, key=lambda word: (-count[word], -len(word), word)))
    return chosen


def _pattern(name: str) -> re.Pattern[str]:
    """Initials keep their case: "RIO" is an inquiry, "rio" is none."""
    words = r"\s+".join(re.escape(word).replace("’", "'").replace("'", "[’']") for word in name.split())
    return re.compile(rf"\b{words}\b", 0 if name.isupper() else re.IGNORECASE)
