"""A link from a commitment to a recommendation, and why."""

from dataclasses import dataclass
from typing import Literal

Band = Literal["accept", "review", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one witness says of a pair.

    Attributes:
        witness: Id of the witness, such as ``cites-number``.
        weight: What it adds to the score; negative when it speaks against the link.
        words: The reason in words: ``"heading names Recommendation 13"``.
    """

    witness: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A commitment–recommendation pair that was considered, and the verdict.

    Attributes:
        commitment_id: The commitment.
        recommendation_id: The recommendation.
        score: 0 to 1, from the witnesses' weights.
        band: ``accept``, ``review`` (a person should look) or ``none``.
        evidence: What each witness said, strongest first.
        runner_up: Id of the next best recommendation; empty if there is none.
    """

    commitment_id: str
    recommendation_id: str
    score: float
    band: Band
    evidence: tuple[Evidence, ...]
    runner_up: str = ""
