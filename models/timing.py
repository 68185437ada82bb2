"""When an act is due, as wide as its words leave it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Relation = Literal["by", "before", "in", "on", "from", "after", "until", "vague", "event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The words that time an act, and the days that they name.

    Attributes:
        text: The words as printed, with their preposition: ``"by Easter"``.
        start: First code point of ``text``, in the text that was read.
        end: One past its last code point.
        relation: How the act stands to the days: ``by``, ``before``, ``in`` (a period in
            which), ``on``, ``from``, ``after``, ``until``; ``vague`` ("shortly") and
            ``event`` ("following the Spending Review") name no day.
        date_from: First day that the words name; ``None`` for ``vague`` and ``event``.
        date_to: Last day that they name; ``None`` for ``vague`` and ``event``.
        rule: Id of the rule that read it.

    Error: ``date_to - date_from`` is the uncertainty of the words, never of the reading.
    """

    text: str
    start: int
    end: int
    relation: Relation
    date_from: date | None = None
    date_to: date | None = None
    rule: str

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError(f"{self.text!r} ends ({self.date_to}) before it starts ({self.date_from})")

    @property
    def due(self) -> date | None:
        """The last day on which the act still keeps the promise; ``None`` if the words set none."""
        if self.relation in ("by", "in", "on", "until"):
            return self.date_to
        if self.relation == "before" and self.date_from:
            return self.date_from - timedelta(days=1)
        return None
