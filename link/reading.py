"""A document read once for linking: its passages, and what stands over and around each."""

from collections import Counter
from collections.abc import Sequence

from link.passages import Passage, Passages
from link.resolve import Resolver
from link.sections import Cited, find_openings, find_standings
from link.shelf import Shelf
from link.things import find_initials, find_things
from link.topics import follow_topics
from link.words import stems_of
from models import Commitment, Document

# A document names an inquiry in passing if it does so in no heading and in fewer than one block of these.
PASSING = 50

# A document is devoted to an inquiry that its opening blocks name, or if one block of these speaks of it
# or of its matter.
OPENING, DEVOTED = 6, 5

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
        self.passages.initials.update(find_initials(self.passages, shelf))
        plain = shelf.cues["plain-subheading"].search
        self._opening = find_openings(document, plain)
        self._resolver = Resolver(shelf, document, self.passages, play, *self._main_inquiry())
        self._in_passing = self._named_in_passing()
        self.standings = find_standings(document, self.passages, self._resolver.resolve_label, plain)
        self.topics = follow_topics(shelf, document, self.passages, self.standings)
        self._wide: dict[int, bool] = {}
        self._devoted: dict[int, bool] = {}
        wanted = {self.passages.at[c.start, c.end] for c in commitments}
        self.things = find_things(document, self.passages, wanted, shelf.cues["the-thing"])

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

    def spoken_of(self, place: int) -> tuple[int, ...]:
        """Recommendations that a passage means, or else the one whose chosen terms it holds."""
        passage = self.passages.all[place]
        told = self.shelf.terms.told_by(passage.present, passage.hits)
        in_play = (
            told is not None and self.shelf.catalogue_of[told] in self.play and told not in passage.others
        )
        return self.meant(place) or ((told,) if told is not None and in_play else ())

    def touched(self, block: int) -> int | None:
        """The one recommendation whose chosen terms a heading or question holds, where it names none."""
        spoken = {p for place in self.passages.of_block[block] for p in self.spoken_of(place)}
        return next(iter(spoken)) if len(spoken) == 1 else None

    def report_of(self, place: int) -> int | None:
        """The one report that a passage, or what stands nearest to it, speaks of."""
        return self._resolver.report_of(place)

    def inquiries_of(self, place: int) -> frozenset[int]:
        """Catalogues of the inquiry that a passage speaks of; none if it speaks of another inquiry."""
        return self._resolver.inquiries_of(place, self._opening_of(place))

    def is_devoted(self, recommendation: int) -> bool:
        """Is the document about the recommendation's inquiry, by its title, opening or one block in so many?"""
        catalogue = self.shelf.catalogue_of[recommendation]
        if catalogue not in self._devoted:
            opening = (p for i in range(min(OPENING, len(self.document.blocks))) for p in self.passages.of(i))
            self._devoted[catalogue] = (
                self.passages.title.speaks_of(catalogue)
                or any(catalogue in (p.inquiries or ()) for p in opening)
                or self._often_speaks_of(catalogue)
            )
        return self._devoted[catalogue]

    def _often_speaks_of(self, catalogue: int) -> bool:
        blocks = {p.block for p in self.passages.all if p.speaks_of(catalogue)}
        return len(blocks) * DEVOTED >= len(self.document.blocks)

    def is_near_matter(self, place: int, recommendation: int) -> bool:
        """Do the passage, what stands over it, or the blocks before it speak of the inquiry or its matter?

        A news report's paragraphs are sentences: all of one that is devoted to the inquiry is near.
        """
        if self.document.source.rank == "press" and self.is_devoted(recommendation):
            return True
        catalogue = self.shelf.catalogue_of[recommendation]
        block = self.passages.all[place].block
        near = range(max(block - NEAR, self._opening[block]), block + 1)
        above = self.document.blocks[block]
        over = [i for i in (above.lead_in, above.question, *above.headings) if i is not None]
        return any(
            passage.speaks_of(catalogue)
            for passage in (self.passages.title, *(p for i in (*near, *over) for p in self.passages.of(i)))
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

    def _main_inquiry(self) -> tuple[frozenset[int], frozenset[int]]:
        """Catalogues of the inquiry that numbers are of, and those of the one that words are about.

        They are of the inquiry named in the title, or else named most often. The answer to a committee
        follows the committee's numbers, and may yet be all about the inquiry.
        """
        for title in self._titles():
            if title.inquiries is not None:
                return title.inquiries, title.inquiries
            answered = self.shelf.cues["answers-title"].search(title.text)
            if answered and not PLAIN_TITLE.issuperset(stems_of(answered["what"])):
                by_committee = "committee" in answered["what"].lower()
                return frozenset(), self._named_in_opening() if by_committee else frozenset()
        named = Counter(p.inquiries for p in self.passages.all if p.inquiries is not None)
        others = named.pop(frozenset(), 0)
        main = self.play if not others or others < sum(named.values()) else frozenset()
        return main, main

    def _named_in_opening(self) -> frozenset[int]:
        """Catalogues of the inquiry that the opening blocks name."""
        opening = (p.inquiries for p in self.passages.all if p.block < OPENING)
        return frozenset[int]().union(*(inquiries for inquiries in opening if inquiries)) & self.play

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
