"""The weights of the witnesses and the bands of the score, from ``weights.toml``."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from models import Problem
from models.link import Band

WEIGHTS = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each witness adds to a score, and where the bands begin.

    Attributes:
        of: Weight by the witness's id, -1 to 1.
        accept: Score from which a link is accepted.
        review: Score from which a person should look.
    """

    of: dict[str, float]
    accept: float
    review: float

    def band(self, score: float) -> Band:
        """The verdict on a score."""
        return "accept" if score >= self.accept else "review" if score >= self.review else "none"


def read_weights(path: Path = WEIGHTS) -> Weights:
    """Read the weights.

    Raises:
        Problem: A key is unknown or missing, or a witness stands twice.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(table) != {"bands", "witness"} or set(table["bands"]) != {"accept", "review"}:
        raise Problem(
            f"{path.name}: there are [bands] with accept and review, and [[witness]] tables; nothing else"
        )
    of: dict[str, float] = {}
    for row in table["witness"]:
        if set(row) != {"id", "weight", "says"} or row["id"] in of:
            raise Problem(
                f"{path.name}: {row.get('id', 'a witness')}: each stands once and has id, weight and says"
            )
        of[row["id"]] = float(row["weight"])
    return Weights(of=of, **table["bands"])
