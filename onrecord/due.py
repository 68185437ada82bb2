"""What fell due, what is coming, and what has no date."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from models import Row
from onrecord.outputs import Outputs

When = Literal["fell due", "coming", "no date"]

# Stances of a promise that somebody could ask the date of. An act under way has begun, and one that
# is done or refused waits for no day, unless its words name one for an act still to come.
PROMISED = ("committed", "considering")


@dataclass(slots=True, kw_only=True)
class DueRow:
    """A promise and the day on which it falls due.

    Attributes:
        when: How that day stands to the day asked about.
        due: The day; ``None`` if there is none.
        place: Where its row begins in ``commitments.jsonl``.
        again: Ids of later rows that promise the same for the same day.
    """

    when: When
    due: date | None
    place: int
    again: list[str] = field(default_factory=list)


def list_due(outputs: Outputs, as_of: date) -> list[DueRow]:
    """Every promise: what fell due before ``as_of``, what is coming, then what has no date.

    Args:
        outputs: What a run wrote.
        as_of: Day asked about; what falls due on it is still coming.
    """
    found: dict[str, DueRow] = {}
    for place, row in outputs.placed_rows():
        due = row.due if is_due(row) else None
        first = found.get(row.repeats)
        if first and first.due == due:
            first.again.append(row.commitment_id)
        elif due or row.stance in PROMISED:
            found[row.commitment_id] = DueRow(when=_when(due, as_of), due=due, place=place)
    return sorted(found.values(), key=lambda each: each.due or date.max)


def is_due(row: Row) -> bool:
    """True of a row that names a day on which it falls due; a refusal never does."""
    return row.due is not None and row.stance != "declined"


def _when(due: date | None, as_of: date) -> When:
    if due is None:
        return "no date"
    return "fell due" if due < as_of else "coming"
