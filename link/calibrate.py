"""Measure the scores of links against gold: precision and recall at every threshold.

The bands of ``weights.toml`` were set by this curve; after a change of weights, measure again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLinks:
    """What a person linked a commitment to.

    Attributes:
        wanted: Recommendation ids that the words bear out.
        allowed: Ids that a careful reader could also give: neither required nor wrong.
    """

    wanted: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """What accepting every pair from a score on would give.

    Attributes:
        threshold: The score, 0 to 1.
        hit: Wanted pairs accepted.
        wrong: Pairs accepted that are neither wanted nor allowed.
        missed: Wanted pairs not accepted.
    """

    threshold: float
    hit: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the accepted pairs that are wanted; 1.0 when none is accepted."""
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted pairs that are accepted; 1.0 when none is wanted."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure_curve(links: Iterable[Link], gold: Mapping[str, GoldLinks]) -> tuple[CurvePoint, ...]:
    """Precision and recall at every score that occurs, highest first.

    Args:
        links: All pairs considered; those of commitments without a gold row are left out.
        gold: Gold links by commitment id.
    """
    hits: Counter[float] = Counter()
    wrongs: Counter[float] = Counter()
    for link in links:
        if (row := gold.get(link.commitment_id)) is None:
            continue
        if link.recommendation_id in row.wanted:
            hits[link.score] += 1
        elif link.recommendation_id not in row.allowed:
            wrongs[link.score] += 1
    wanted = sum(len(row.wanted) for row in gold.values())
    points, hit, wrong = [], 0, 0
    for score in sorted(hits.keys() | wrongs.keys(), reverse=True):
        hit, wrong = hit + hits[score], wrong + wrongs[score]
        points.append(CurvePoint(threshold=score, hit=hit, wrong=wrong, missed=wanted - hit))
    return tuple(points)


def choose_threshold(curve: Sequence[CurvePoint], precision: float) -> float | None:
    """The lowest score from which accepting keeps this precision; ``None`` if no score does."""
    return min((point.threshold for point in curve if point.precision >= precision), default=None)


def format_curve(curve: Sequence[CurvePoint]) -> str:
    """The curve as a table of text, one line for each score."""
    lines = ["score  precision  recall     f1   hit wrong missed"]
    for p in curve:
        shares = f"{p.threshold:5.3f}  {p.precision:9.3f}  {p.recall:6.3f}  {p.f1:5.3f}"
        lines.append(f"{shares}  {p.hit:4d}  {p.wrong:4d}   {p.missed:4d}")
    return "\n".join(lines) + "\n"
