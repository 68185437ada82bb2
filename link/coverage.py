"""What was said about each recommendation, refusals and silences included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from models import Catalogue, Commitment, Link, Recommendation, Stance

STRENGTH: tuple[Stance, ...] = ("considering", "committed", "underway", "delivered")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One recommendation and what accepted links found for it.

    Attributes:
        recommendation: The recommendation.
        catalogue: The report that it stands in.
        commitments: Commitments linked to it, whatever their stance.
        delivered: Those said to be done.
        underway: Those said to be happening.
        committed: Those promised.
        considering: Those promised only to be thought about.
        declined: Those refused.
        earliest_due: First day on which one falls due; ``None`` if none is dated. A refusal is never due.
        latest_due: Last such day.
        next_due: First such day from a given day on; ``None`` if there is none, or no day was given.
        bodies: Who has to act, canonical names in alphabetical order.
        strongest: Id of the strongest commitment; empty if there is none. Done goes before under way,
            promised, considered; then checkable, dated and first-hand ones; then the one read first.
        strongest_quote: Its words.
        refusal: Id of the first refusal; empty if there is none.
        refusal_quote: Its words.
        finding: ``found``, or ``nothing found in N documents``.
    """

    recommendation: Recommendation
    catalogue: Catalogue
    commitments: int
    delivered: int
    underway: int
    committed: int
    considering: int
    declined: int
    earliest_due: date | None
    latest_due: date | None
    next_due: date | None
    bodies: tuple[str, ...]
    strongest: str
    strongest_quote: str
    refusal: str
    refusal_quote: str
    finding: str


class Coverage:
    """Counts commitments by recommendation, one at a time; keeps none of them but the two it quotes."""

    def __init__(self, catalogues: Sequence[Catalogue], as_of: date | None = None) -> None:
        """Start with nothing found.

        Args:
            catalogues: The catalogues in use; each recommendation gets a row.
            as_of: Day from which the next due date is sought.
        """
        self._catalogues = tuple(catalogues)
        self._as_of = as_of
        self._tallies = {r.id: _Tally() for c in catalogues for r in c.recommendations}

    def add(self, commitment: Commitment, links: Iterable[Link]) -> None:
        """Count a commitment for every recommendation that an accepted link gives it."""
        for link in links:
            if link.band == "accept" and link.commitment_id == commitment.commitment_id:
                self._tallies[link.recommendation_id].add(commitment, self._as_of)

    def rows(self, documents: int) -> tuple[CoverageRow, ...]:
        """One row for every recommendation, in the order of the catalogues."""
        return tuple(
            self._tallies[r.id].row(r, catalogue, documents)
            for catalogue in self._catalogues
            for r in catalogue.recommendations
        )


@dataclass(slots=True)
class _Tally:
    """Running counts of one recommendation."""

    stances: dict[str, int] = field(default_factory=dict)
    earliest: date | None = None
    latest: date | None = None
    upcoming: date | None = None
    bodies: set[str] = field(default_factory=set)
    strongest: tuple[int, ...] = ()
    strongest_words: tuple[str, str] = ("", "")
    refusal_words: tuple[str, str] = ("", "")

    def add(self, commitment: Commitment, as_of: date | None) -> None:
        self.stances[commitment.stance] = self.stances.get(commitment.stance, 0) + 1
        self.bodies.update(commitment.responsible_bodies)
        words = (commitment.commitment_id, commitment.quote)
        if commitment.stance == "declined":
            self.refusal_words = self.refusal_words if self.refusal_words[0] else words
            return
        if (strength := _strength(commitment)) > self.strongest:
            self.strongest, self.strongest_words = strength, words
        if due := commitment.timing.due if commitment.timing else None:
            self.earliest = min(self.earliest or due, due)
            self.latest = max(self.latest or due, due)
            if as_of and due >= as_of:
                self.upcoming = min(self.upcoming or due, due)

    def row(self, recommendation: Recommendation, catalogue: Catalogue, documents: int) -> CoverageRow:
        found = sum(self.stances.values())
        nothing = f"nothing found in {documents} document{'s' if documents != 1 else ''}"
        return CoverageRow(
            recommendation=recommendation,
            catalogue=catalogue,
            commitments=found,
            delivered=self.stances.get("delivered", 0),
            underway=self.stances.get("underway", 0),
            committed=self.stances.get("committed", 0),
            considering=self.stances.get("considering", 0),
            declined=self.stances.get("declined", 0),
            earliest_due=self.earliest,
            latest_due=self.latest,
            next_due=self.upcoming,
            bodies=tuple(sorted(self.bodies)),
            strongest=self.strongest_words[0],
            strongest_quote=self.strongest_words[1],
            refusal=self.refusal_words[0],
            refusal_quote=self.refusal_words[1],
            finding="found" if found else nothing,
        )


def _strength(commitment: Commitment) -> tuple[int, ...]:
    dated = commitment.timing is not None and commitment.timing.due is not None
    return (
        STRENGTH.index(commitment.stance),
        int(commitment.specificity == "specific"),
        int(dated),
        int(not commitment.reported),
    )
