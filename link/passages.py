"""A document cut into passages: the commitments' own words, and the sentences around them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from types import MappingProxyType

from link.numbers import Mention, find_mentions
from link.phrases import Phrase, PhraseHit
from link.shelf import Shelf
from link.words import stems_of
from models import Commitment, Document

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")


class Passage:
    """One sentence of a block, and what its words alone say; each is read when somebody asks for it.

    Attributes:
        block: Index in ``document.blocks``.
        text: The words.
    """

    def __init__(
        self, block: int, text: str, shelf: Shelf, initials: Mapping[str, Phrase] = MappingProxyType({})
    ) -> None:
        """Remember the words of a passage.

        Args:
            block: Index in ``document.blocks``.
            text: The words.
            shelf: The recommendations in use.
            initials: Initials that the document defines, each an alias by its stem.
        """
        self.block = block
        self.text = text
        self._shelf = shelf
        self._initials = initials

    @cached_property
    def stems(self) -> list[str]:
        """The stems of the words."""
        return stems_of(self.text)

    @cached_property
    def present(self) -> Set[str]:
        """The stems as a set."""
        return set(self.stems)

    @cached_property
    def hits(self) -> list[PhraseHit]:
        """Phrases of all kinds, signs and initials found in the words."""
        shelf, present = self._shelf, self.present
        own = self._initials.keys() & present if self._initials else ()
        return [
            *shelf.phrases.find(self.stems, present),
            *shelf.signs.find(self.stems, present),
            *(PhraseHit(self._initials[s], at, at + 1) for at, s in enumerate(self.stems) if s in own),
        ]

    @cached_property
    def naming(self) -> list[PhraseHit]:
        """Aliases and signs found in the words."""
        return [hit for hit in self.hits if hit.phrase.kind in ("alias", "sign")]

    @cached_property
    def others(self) -> dict[int, str]:
        """Recommendations whose words are used of another matter, and the words that say so."""
        return self._shelf.matters.find_others(self.text, self.present, self.naming, self.hits)

    @cached_property
    def aliases(self) -> list[PhraseHit]:
        """Aliases and signs, but for those used of another matter."""
        return [hit for hit in self.naming if hit.phrase.owner not in self.others]

    @cached_property
    def named(self) -> tuple[int, ...]:
        """Recommendations that an alias or a sign names, in order of place."""
        return tuple(dict.fromkeys(hit.phrase.owner for hit in self.aliases))

    @cached_property
    def mentions(self) -> list[Mention]:
        """Recommendations cited by number."""
        return find_mentions(self.text)

    @cached_property
    def inquiries(self) -> frozenset[int] | None:
        """Catalogues of the inquiry named; empty for another inquiry, ``None`` for none."""
        if not self._shelf.names.may_name(self.text):
            return None
        ours = frozenset(h.phrase.owner for h in self.hits if h.phrase.kind == "inquiry" and h.exact)
        return ours if ours or self._shelf.names.names_another(self.text) else None

    @cached_property
    def reports(self) -> frozenset[int]:
        """Catalogues of the report named; empty for none."""
        return frozenset(h.phrase.owner for h in self.hits if h.phrase.kind == "report" and h.exact)

    def speaks_of(self, catalogue: int) -> bool:
        """Does it name the catalogue's inquiry, or hold words of its matter?"""
        return any(
            hit.phrase.owner == catalogue for hit in self.hits if hit.phrase.kind in ("inquiry", "matter")
        )


class Passages:
    """The passages of a document in reading order, by block and by commitment."""

    def __init__(self, document: Document, commitments: Sequence[Commitment], shelf: Shelf) -> None:
        """Cut the document; the words of each commitment are a passage of their own."""
        spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for commitment in commitments:
            spans[commitment.block].add((commitment.start, commitment.end))
        self._shelf = shelf
        self.initials: dict[str, Phrase] = {}
        self.title = Passage(-1, document.source.title, shelf)
        self.all: list[Passage] = []
        self.of_block: list[range] = []
        self.at: dict[tuple[int, int], int] = {}
        for index, block in enumerate(document.blocks):
            first = len(self.all)
            for start, end in _cut(document.text, block.start, block.end, sorted(spans.get(index, ()))):
                self.at[start, end] = len(self.all)
                self.all.append(Passage(index, document.text[start:end], shelf, self.initials))
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
