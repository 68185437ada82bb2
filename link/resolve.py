"""Whose recommendation a number is, when several reports number theirs from 1."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from link.numbers import Mention, find_label
from link.passages import Passage, Passages
from link.sections import Cited
from link.shelf import Shelf
from link.words import stems_of
from models import Document

# Blocks looked back over for the name of a report, where paragraph and headings name none.
LOOK_BACK = 12

# Numbers cited in one breath that are answered as one; a longer list only says what follows.
TOGETHER = 4

TITLE = re.compile(r"\s*[:–—-]\s*([^\n]+)")
LONG_TITLE = 4  # words, small ones left out

OTHER_KIND = re.compile(r"(?:audit|committee|commission|panel|inspection|investigation|strategy)$")
PLAIN_CAPITAL = frozenset(
    [
        "Inquiry",
        "Report",
        "Final",
        "Interim",
        "Independent",
        "Public",
        "The",
        "Its",
        "This",
        "That",
        "Phase",
        "Volume",
        "Part",
    ]
)


class Resolver:
    """Resolves the numbers of one document."""

    def __init__(
        self,
        shelf: Shelf,
        document: Document,
        passages: Passages,
        play: frozenset[int],
        numbered: frozenset[int],
        main: frozenset[int],
    ) -> None:
        """Remember the document.

        Args:
            shelf: The recommendations in use.
            document: The document.
            passages: Its passages.
            play: Catalogues that the document can speak of.
            numbered: Those of the inquiry whose numbers it follows; none if that is another inquiry.
            main: Those of the inquiry that it mainly speaks of; none if that is another inquiry.
        """
        self._shelf = shelf
        self._document = document
        self._passages = passages
        self._beside: dict[tuple[int, ...], set[str]] = {}
        self._play = play
        self._numbered = numbered
        self._main = main

    @cached_property
    def _named_anywhere(self) -> frozenset[int]:
        """The reports that the document names at all."""
        return frozenset[int]().union(*(p.reports for p in self._passages.all)) & self._play

    def resolve_label(self, mention: Mention, block: int, words: str) -> list[Cited]:
        """Recommendations that a heading or label of a block cites."""
        return self._resolve(mention, words, block, self._passages.of(block))

    def resolve_mention(self, mention: Mention, place: int) -> list[Cited]:
        """Recommendations that a passage cites."""
        return self._resolve(mention, self._passages.all[place].text, *self._own(place))

    def report_of(self, place: int) -> int | None:
        """The one report in play that a passage, or what stands nearest to it, names."""
        if len(self._play) == 1:
            return next(iter(self._play))
        block, own = self._own(place)
        told = (passage.reports & self._play for passage in self._nearest_first(block, own))
        return next((next(iter(reports)) for reports in told if len(reports) == 1), None)

    def inquiries_of(self, place: int, opening: Sequence[Passage] = ()) -> frozenset[int]:
        """Catalogues of the inquiry named in a passage, or around it, or else the document's main one.

        Sentences before it in the paragraph, and the opening of the section, count when they name one in
        play; another inquiry may be named there in passing.

        Args:
            place: The passage.
            opening: What opens its section.
        """
        block, (passage, *before) = self._own(place)
        ours = (p for p in (*before, *opening) if p.inquiries)
        return self._inquiries([passage, *ours, *self._above(block)], self._main)

    def _own(self, place: int) -> tuple[int, list[Passage]]:
        """The block of a passage, and the passage with those before it in the block."""
        block = self._passages.all[place].block
        first = self._passages.of_block[block].start
        return block, [self._passages.all[p] for p in range(place, first - 1, -1)]

    def _inquiries(self, nearest_first: Iterable[Passage], usual: frozenset[int]) -> frozenset[int]:
        return next((p.inquiries for p in nearest_first if p.inquiries is not None), usual) & self._play

    def _resolve(self, mention: Mention, words: str, block: int, own: Sequence[Passage]) -> list[Cited]:
        if self._of_other_report(words, mention.end):
            return []
        inquiries = self._inquiries([*own, *self._above(block)], self._numbered)
        catalogues = self._with_all(mention.numbers, inquiries)
        if len(catalogues) > 1:
            catalogues = self._narrow(
                mention, words[mention.end :], catalogues, self._nearest_first(block, own)
            )
        if len(catalogues) > 1 and (beside := self._numbers_beside(block)):
            catalogues = self._with_all(beside, catalogues)
        clear = len(catalogues) == 1
        together = 1 < len(mention.numbers) <= TOGETHER
        return [
            Cited(place, clear and self._agrees(mention, words, place), mention.words, together)
            for number in mention.numbers
            for place in self._shelf.with_number(number, catalogues)
        ]

    def _agrees(self, mention: Mention, words: str, place: int) -> bool:
        """Does a title of some length behind the number share a word with the recommendation?"""
        title = TITLE.match(words, mention.end)
        stems = stems_of(title[1]) if title and len(mention.numbers) == 1 else []
        return len(stems) < LONG_TITLE or not self._shelf.terms.all_words[place].isdisjoint(stems)

    def _with_all(self, numbers: Collection[str], catalogues: frozenset[int]) -> frozenset[int]:
        """Catalogues that have every number cited; where none has, those that have most."""
        have = {c: sum(bool(self._shelf.with_number(n, (c,))) for n in numbers) for c in catalogues}
        most = max(have.values(), default=0)
        return frozenset(c for c, count in have.items() if count and count == most)

    def _narrow(
        self, mention: Mention, title: str, catalogues: frozenset[int], nearest_first: Iterable[Passage]
    ) -> frozenset[int]:
        """One catalogue, told by the title behind the number or by the report named nearest."""
        by_words = {c: self._agreement(mention, title, c) for c in catalogues}
        best = max(by_words.values())
        if best and sum(value == best for value in by_words.values()) == 1:
            return frozenset(c for c, value in by_words.items() if value == best)
        for passage in nearest_first:
            if len(told := passage.reports & catalogues) == 1:
                return told
        told = self._named_anywhere & catalogues
        return told if len(told) == 1 else catalogues

    def _numbers_beside(self, block: int) -> set[str]:
        """The numbers of all headings that stand under the same headings as this one; none if it is no heading."""
        if self._document.blocks[block].kind != "heading":
            return set()
        above = self._document.blocks[block].headings
        if above not in self._beside:
            beside = (b for b in self._document.blocks if b.kind == "heading" and b.headings == above)
            labels = (find_label(self._document.words(b), heading=True) for b in beside)
            self._beside[above] = {number for label in labels if label for number in label.numbers}
        return self._beside[above]

    def _agreement(self, mention: Mention, title: str, catalogue: int) -> float:
        """How far the words behind the number are those of the catalogue's recommendation of that number."""
        if len(mention.numbers) != 1:
            return 0.0
        stems = stems_of(title[:200])
        hits = self._shelf.phrases.find(stems)
        rare = self._shelf.terms.find(stems, hits)
        return sum(
            rare.get(place, (0.0, ()))[0]
            + 2 * any(h.phrase.owner == place and h.phrase.kind == "alias" for h in hits)
            for place in self._shelf.with_number(mention.numbers[0], (catalogue,))
        )

    def _of_other_report(self, words: str, end: int) -> bool:
        """Is the number said to be of a report that no catalogue is of?"""
        behind = self._shelf.cues["of-other-report"].match(words, end)
        if not behind:
            return False
        report = behind["report"]
        capitals = [
            w for w in re.findall(r"[A-Z][\w’'-]*", report) if re.sub(r"[’']s$", "", w) not in PLAIN_CAPITAL
        ]
        ours = self._ours(report)
        return not ours and bool(capitals or OTHER_KIND.search(report))

    def _ours(self, words: str) -> bool:
        return any(
            h.phrase.kind in ("inquiry", "report") and h.exact
            for h in self._shelf.phrases.find(stems_of(words))
        )

    def _nearest_first(self, block: int, own: Sequence[Passage]) -> Iterator[Passage]:
        yield from own
        yield from self._above(block)
        for index in range(block - 1, max(-1, block - 1 - LOOK_BACK), -1):
            yield from reversed(self._passages.of(index))

    def _above(self, block: int) -> Iterator[Passage]:
        """What stands over a block: lead-in, question, and headings from the innermost."""
        own = self._document.blocks[block]
        for index in (own.lead_in, own.question, *reversed(own.headings)):
            if index is not None:
                yield from reversed(self._passages.of(index))
        yield self._passages.title
