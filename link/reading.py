"""A document read once for linking: its passages, and what stands over and around each."""

from collections import Counter
from collections.abc import Sequence

from link.passages import Passage, Passages
from link.resolve import Resolver
from link.sections import Cited, find_openings, find_standings
from link.shelf import Shelf
from link.things import find_things, mark_initials
from link.topics import follow_topics
from link.words import stems_of
from models import Commitment, Document

# A document names an inquiry in passing if it does so in no heading and in fewer than one block of these.
PASSING = 50

# Blocks looked back over, in the same section, for the inquiry's matter near a short alias.
NEAR = 3

# Words of a title that name no publication by themselves.
PLAIN_TITLE = frozenset(
    stems_of("final interim full first second report inquiry review recommendation finding")
)


class Reading:
    """What a document says about recommendations, ready for the witnesses.

    Attributes:
        shelf: The recommendations in use.
        document: The document.
        play: Catalogues that the document can speak of.
        passages: Its passages.
        standings: What stands over each block.
        topics: Topic of each passage under several recommendations.
        things: Recommendation that a bare noun stands for, by passage.
    """

    def __init__(
        self, shelf: Shelf, document: Document, commitments: Sequence[Commitment], play: frozenset[int]
    ) -> None:
        """Read the document once."""
        self.shelf = shelf
        self.document = document
        self.play = play
        self.passages = Passages(document, commitments, shelf)
        mark_initials(self.passages)
        plain = shelf.cues["plain-subheading"].search
        self._opening = find_openings(document, plain)
        self._resolver = Resolver(shelf, document, self.passages, play, self._main_inquiry())
        self._in_passing = self._named_in_passing()
        self.standings = find_standings(document, self.passages, self._resolver.resolve_label, plain)
        self.topics = follow_topics(shelf, document, self.passages, self.standings)
        self._wide: dict[int, bool] = {}
        self.things = find_things(document, self.passages, shelf.cues["the-thing"])

    def says(self, place: int, cue: str) -> bool:
        """Is a cue of ``cues.toml`` in the words of a passage?"""
        return bool(self.shelf.cues[cue].search(self.passages.all[place].text))

    def cited(self, place: int) -> list[Cited]:
        """Recommendations that a passage cites by number."""
        passage = self.passages.all[place]
        by_number = [
            c for mention in passage.mentions for c in self._resolver.resolve_mention(mention, place)
        ]
        by_id = [
            Cited(p, True, self.shelf.recommendations[p].id)
            for p in self.shelf.with_id(passage.stems, self.play)
        ]
        return by_number + by_id

    def meant(self, place: int) -> tuple[int, ...]:
        """Recommendations that a passage's own words mean, by alias or by a clear number."""
        passage = self.passages.all[place]
        cited = [c.place for c in self.cited(place) if c.clear] if passage.mentions else []
        return tuple(dict.fromkeys([*cited, *passage.named]))

    def report_of(self, place: int) -> int | None:
        """The one report that a passage, or what stands nearest to it, speaks of."""
        return self._resolver.report_of(place)

    def inquiries_of(self, place: int) -> frozenset[int]:
        """Catalogues of the inquiry that a passage speaks of; none if it speaks of another inquiry."""
        return self._resolver.inquiries_of(place, self._opening_of(place))

    def is_near_matter(self, place: int, recommendation: int) -> bool:
        """Do the passage, what stands over it, or the blocks before it speak of the inquiry or its matter?"""
        catalogue = self.shelf.catalogue_of[recommendation]
        block = self.passages.all[place].block
        near = range(max(block - NEAR, self._opening[block]), block + 1)
        above = self.document.blocks[block]
        over = [i for i in (above.lead_in, above.question, *above.headings) if i is not None]
        return any(
            hit.phrase.owner == catalogue
            for passage in (self.passages.title, *(p for i in (*near, *over) for p in self.passages.of(i)))
            for hit in passage.hits
            if hit.phrase.kind in ("inquiry", "matter")
        )

    def asked_about(self, question: int) -> tuple[int, ...]:
        """Recommendations that a question names, by words or number."""
        return tuple(dict.fromkeys(r for p in self.passages.of_block[question] for r in self.meant(p)))

    def answer_ranges_wide(self, question: int) -> bool:
        """Does the question name several recommendations, or the answer, up to the next question, others?"""
        asked = self.asked_about(question)
        if question not in self._wide:
            named: set[int] = set(asked)
            for index in range(question + 1, len(self.document.blocks)):
                if self.document.blocks[index].kind == "question":
                    break
                named.update(*(p.named for p in self.passages.of(index)))
            self._wide[question] = len(named) > 1
        return self._wide[question]

    def in_passing(self, place: int, catalogue: int) -> bool:
        """Does the document name the catalogue's inquiry in passing only, and not around this passage?"""
        return catalogue in self._in_passing and all(
            catalogue not in (p.inquiries or ())
            for p in (*self.passages.of(self.passages.all[place].block), *self._opening_of(place))
        )

    def _opening_of(self, place: int) -> list[Passage]:
        """What opens the section of a passage: the heading, and the block behind it, if they are before."""
        block = self.passages.all[place].block
        opening = self._opening[block]
        return [p for i in range(opening, min(opening + 2, block)) for p in self.passages.of(i)]

    def _main_inquiry(self) -> frozenset[int]:
        """Catalogues of the inquiry named in the title, or else named most often."""
        for title in self._titles():
            if title.inquiries is not None:
                return title.inquiries
            answered = self.shelf.cues["answers-title"].search(title.text)
            if answered and not PLAIN_TITLE.issuperset(stems_of(answered["what"])):
                return frozenset()
        named = Counter(p.inquiries for p in self.passages.all if p.inquiries is not None)
        others = named.pop(frozenset(), 0)
        return self.play if not others or others < sum(named.values()) else frozenset()

    def _titles(self) -> list[Passage]:
        """The title, and the heading that opens the document."""
        opens = (
            self.passages.of(0) if self.document.blocks and self.document.blocks[0].kind == "heading" else []
        )
        return [self.passages.title, *opens]

    def _named_in_passing(self) -> frozenset[int]:
        """Catalogues in play whose inquiry stands in no heading and in fewer than one block of fifty."""
        blocks = self.document.blocks
        where = {c: {p.block for p in self.passages.all if c in (p.inquiries or ())} for c in self.play}
        return frozenset(
            c
            for c, named in where.items()
            if len(named) * PASSING < len(blocks)
            and not any(blocks[b].kind in ("heading", "question") for b in named)
            and c not in (self.passages.title.inquiries or ())
        )
