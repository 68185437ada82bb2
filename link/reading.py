"""A document read once for linking: its passages, and what stands over and around each."""

from collections.abc import Sequence

from link.passages import Passage, Passages
from link.resolve import Resolver
from link.sections import Cited, Standing, find_standings
from link.shelf import Shelf
from link.things import find_things, mark_initials
from link.topics import follow_topics
from models import Commitment, Document


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
        self.passages = Passages(document, commitments, shelf.phrases, shelf.names)
        mark_initials(self.passages)
        self._resolver = Resolver(shelf, document, self.passages, play)
        plain = shelf.cues["plain-subheading"].search
        self.standings = find_standings(document, self.passages, self._resolver.resolve_label, plain)
        self.topics = follow_topics(shelf, document, self.passages, self.standings)
        self.things = find_things(document, self.passages, shelf.cues["the-thing"])

    def standing(self, passage: Passage) -> Standing:
        """What stands over a passage."""
        return self.standings[passage.block]

    def cited(self, place: int) -> list[Cited]:
        """Recommendations that a passage cites by number."""
        mentions = self.passages.all[place].mentions
        return [c for mention in mentions for c in self._resolver.resolve_mention(mention, place)]

    def report_of(self, place: int) -> int | None:
        """The one report that a passage, or what stands nearest to it, speaks of."""
        return self._resolver.report_of(place)

    def inquiries_of(self, passage: Passage) -> frozenset[int] | None:
        """Catalogues of the inquiry that a passage, or the nearest heading, speaks of; ``None`` if none is named."""
        if passage.inquiries is not None:
            return passage.inquiries
        for index in reversed(self.document.blocks[passage.block].headings):
            for heading in self.passages.of(index):
                if heading.inquiries is not None:
                    return heading.inquiries
        return None
