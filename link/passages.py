"""A document cut into passages: the commitments' own words, and the sentences around them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from link.numbers import Mention, find_mentions
from link.phrases import PhraseHit
from link.shelf import Shelf
from link.words import stems_of
from models import Commitment, Document

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")


class Passage:
    """One sentence of a block, and what its words alone say.

    Attributes:
        block: Index in ``document.blocks``.
        text: The words.
        stems: Their stems.
        present: The same as a set.
        hits: Aliases, signs and terms found in them.
        others: Recommendations whose words are used of another matter, and the words that say so.
        mentions: Recommendations cited by number.
        inquiries: Catalogues of the inquiry named; empty for another inquiry, ``None`` for none.
        reports: Catalogues of the report named; empty for none.
    """

    __slots__ = ("block", "hits", "inquiries", "mentions", "others", "present", "reports", "stems", "text")

    def __init__(self, block: int, text: str, shelf: Shelf) -> None:
        """Read the words of a passage."""
        self.block = block
        self.text = text
        self.stems = stems_of(text)
        self.present = set(self.stems)
        self.hits: list[PhraseHit] = [
            *shelf.phrases.find(self.stems, self.present), *shelf.signs.find(self.stems, self.present)
        ]
        self.others: dict[int, str] = shelf.matters.find_others(text, self.hits)
        self.mentions: list[Mention] = find_mentions(text)
        ours = frozenset(h.phrase.owner for h in self.hits if h.phrase.kind == "inquiry" and h.exact)
        self.inquiries: frozenset[int] | None = ours if ours or shelf.names.names_another(text) else None
        self.reports = frozenset(h.phrase.owner for h in self.hits if h.phrase.kind == "report" and h.exact)

    @property
    def naming(self) -> list[PhraseHit]:
        """Aliases and signs found in the words."""
        return [hit for hit in self.hits if hit.phrase.kind in ("alias", "sign")]

    @property
    def aliases(self) -> list[PhraseHit]:
        """The same, but for those used of another matter."""
        return [hit for hit in self.naming if hit.phrase.owner not in self.others]

    @property
    def named(self) -> tuple[int, ...]:
        """Recommendations that an alias or a sign names, in order of place."""
        return tuple(dict.fromkeys(hit.phrase.owner for hit in self.aliases))


class Passages:
    """The passages of a document in reading order, by block and by commitment."""

    def __init__(self, document: Document, commitments: Sequence[Commitment], shelf: Shelf) -> None:
        """Cut the document; the words of each commitment are a passage of their own."""
        spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for commitment in commitments:
            spans[commitment.block].add((commitment.start, commitment.end))
        self._shelf = shelf
        self.title = Passage(-1, document.source.title, shelf)
        self.all: list[Passage] = []
        self.of_block: list[range] = []
        self.at: dict[tuple[int, int], int] = {}
        for index, block in enumerate(document.blocks):
            first = len(self.all)
            for start, end in _cut(document.text, block.start, block.end, sorted(spans.get(index, ()))):
                self.at[start, end] = len(self.all)
                self.all.append(Passage(index, document.text[start:end], shelf))
            self.of_block.append(range(first, len(self.all)))

    def named_in(self, text: str) -> tuple[int, ...]:
        """Recommendations that an alias in some other words names."""
        return Passage(-1, text, self._shelf).named

    def of(self, block: int) -> list[Passage]:
        """The passages of a block."""
        return [self.all[place] for place in self.of_block[block]]

    def after(self, place: int) -> Passage | None:
        """The passage behind, in the same block."""
        return self.all[place + 1] if place + 1 < self.of_block[self.all[place].block].stop else None


def _cut(text: str, start: int, end: int, units: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The units, and the sentences in the gaps between them."""
    for unit in units:
        yield from _sentences(text, start, unit[0])
        yield unit
        start = max(start, unit[1])
    yield from _sentences(text, start, end)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = SENTENCE_END.search(text, start, end)
        until = stop.end() if stop else end
        words = text[start:until].strip()
        if any(c.isalnum() for c in words):
            first = start + text[start:until].index(words[0])
            yield first, first + len(words)
        start = until
