"""One commitment before the witnesses, and what a witness finds."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from link.reading import Reading
from models import Commitment


class Finding(NamedTuple):
    """What one witness found: its id, the recommendation's place, the reason, and a share of its weight."""

    witness: str
    place: int
    words: str
    share: float = 1.0


class Case:
    """One commitment before the witnesses.

    Attributes:
        reading: The document as read.
        commitment: The commitment.
        place: Place of its passage.
        passage: Its own words.
        standing: What stands over them.
    """

    __slots__ = ("commitment", "passage", "place", "reading", "standing")

    def __init__(self, reading: Reading, commitment: Commitment) -> None:
        """Find the commitment's passage in the reading."""
        self.reading = reading
        self.commitment = commitment
        self.place = reading.passages.at[commitment.start, commitment.end]
        self.passage = reading.passages.all[self.place]
        self.standing = reading.standings[self.passage.block]

    def says(self, cue: str) -> bool:
        """Is a cue of ``cues.toml`` in the commitment's words?"""
        return self.reading.says(self.place, cue)

    @property
    def says_recommendation(self) -> bool:
        """A quick look before a cue about recommendations is searched."""
        return "ecommendation" in self.passage.text

    def title(self, place: int) -> str:
        """Title of a recommendation, in quotes."""
        return repr(self.reading.shelf.recommendations[place].title)

    def earlier(self, reach: int) -> Iterator[int]:
        """Places of the passages before, nearest first, up to so many and not past a heading or question."""
        blocks, passages = self.reading.document.blocks, self.reading.passages.all
        for place in range(self.place - 1, max(-1, self.place - 1 - reach), -1):
            if blocks[passages[place].block].kind in ("heading", "question"):
                return
            yield place


Witness = Callable[[Case, Sequence[Finding]], Iterator[Finding]]


def places_of(findings: Sequence[Finding]) -> list[int]:
    """The recommendations that something was found for."""
    return sorted({finding.place for finding in findings})


def on_one_line(words: str) -> str:
    """Words of a text without its line breaks."""
    return " ".join(words.split())
