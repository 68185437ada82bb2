"""The columns that a person may decide, as a cell shows them and as a commitment holds them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from models import Commitment, Stance, Timing
from onrecord.tables.cells import SEPARATOR, show_number

LASTING = ("by", "in", "on", "until")  # relations under which the last day named is the day due

Write = Callable[[Commitment, str], Commitment]


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a person may decide.

    Attributes:
        read: The value of a commitment, as a cell shows it.
        write: The commitment with another value.
        fits: What a value must be like, in words, if it is not; empty if it is.
    """

    read: Callable[[Commitment], str]
    write: Write
    fits: Callable[[str], str]


def split(words: str) -> tuple[str, ...]:
    """The entries of a list in a cell."""
    return tuple(part.strip() for part in words.split(SEPARATOR.strip()) if part.strip())


def join(values: Sequence[str]) -> str:
    """A list as a cell shows it."""
    return SEPARATOR.join(values)


def _with(name: str) -> Write:
    def write(commitment: Commitment, new: str) -> Commitment:
        values: dict[str, Any] = {name: new}
        return replace(commitment, **values)

    return write


def _text(name: str) -> Field:
    return Field(lambda c: str(getattr(c, name)), _with(name), lambda new: "")


def _choice(name: str, choices: Sequence[str]) -> Field:
    def fits(new: str) -> str:
        return "" if new in choices else f"one of {', '.join(choices)}"

    return Field(lambda c: str(getattr(c, name)), _with(name), fits)


def _list(name: str, lack: str = "") -> Field:
    """A list; one that is not empty ends a lack that was noted."""

    def write(commitment: Commitment, new: str) -> Commitment:
        values: dict[str, Any] = {name: split(new), "missing": _lacks(commitment, lack, bool(split(new)))}
        return replace(commitment, **values)

    return Field(lambda c: join(getattr(c, name)), write, lambda new: "")


def _lacks(commitment: Commitment, lack: str, there: bool) -> tuple[str, ...]:
    rest = tuple(name for name in commitment.missing if name != lack)
    return rest if there or not lack else commitment.missing


def _read_due(commitment: Commitment) -> str:
    due = commitment.timing.due if commitment.timing else None
    return due.isoformat() if due else ""


def _write_due(commitment: Commitment, new: str) -> Commitment:
    """The due day as decided; the source's own words for it stay."""
    old = commitment.timing
    text, start, end = (old.text, old.start, old.end) if old else ("", 0, 0)
    if not new:
        timing = Timing(text=text, start=start, end=end, relation="vague", rule="decided") if old else None
        return replace(commitment, timing=timing)
    day = date.fromisoformat(new)
    first = min(old.date_from or day, day) if old else day
    relation = old.relation if old and old.relation in LASTING else "by"
    timing = Timing(
        text=text, start=start, end=end, relation=relation, date_from=first, date_to=day, rule="decided"
    )
    return replace(commitment, timing=timing, missing=_lacks(commitment, "date", True))


def _is_day(new: str) -> str:
    try:
        date.fromisoformat(new or "2000-01-01")
    except ValueError:
        return "a day such as 2025-04-20, or nothing"
    return ""


def _write_amount(commitment: Commitment, new: str) -> Commitment:
    return replace(commitment, amount_gbp=float(new) if new else None)


def _is_amount(new: str) -> str:
    try:
        float(new or "0")
    except ValueError:
        return "a number of pounds such as 2000000, or nothing"
    return ""


LISTS = ("recommendations", "responsible_bodies", "partner_bodies", "legislation")

FIELDS: dict[str, Field] = {
    "stance": _choice("stance", get_args(Stance)),
    "specificity": _choice("specificity", ("specific", "general")),
    "action": _text("action"),
    "speaker": _text("speaker"),
    "responsible_bodies": _list("responsible_bodies", "owner"),
    "partner_bodies": _list("partner_bodies"),
    "due": Field(_read_due, _write_due, _is_day),
    "condition": _text("condition"),
    "money": _text("money"),
    "amount_gbp": Field(lambda c: show_number(c.amount_gbp), _write_amount, _is_amount),
    "legislation": _list("legislation"),
}
"""The columns that are the commitment's own; ``recommendations`` are decided on its links."""
