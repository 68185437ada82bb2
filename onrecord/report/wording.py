"""What the report calls things: stances, dates, counts, places."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from models import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceWords:
    """How a stance is spoken of.

    Attributes:
        id: The stance, as the tables have it.
        name: Its name on a badge.
        says: What the source says of the act.
    """

    id: str
    name: str
    says: str


STANCES = (
    StanceWords(id="delivered", name="Said to be done", says="The source says that this has been done."),
    StanceWords(id="underway", name="Under way", says="The source says that this is being done."),
    StanceWords(id="committed", name="Promised", says="The source says that this will be done."),
    StanceWords(id="considering", name="Being considered", says="The source promises to think about it."),
    StanceWords(id="declined", name="Refused", says="The source says that this will not be done."),
)

MISSING = {"owner": "who has to act", "date": "a date", "measure": "a measure of success"}
"""What an auditor would miss, in words."""

ELLIPSIS = "…"


def show_day(day: date | None) -> str:
    """A day as it is written in Britain: ``9 April 2025``."""
    return f"{day.day} {day:%B %Y}" if day else ""


def show_period(first: date | None, last: date | None) -> str:
    """The days from ``first`` to ``last``, as short as they allow: a month is given its name."""
    if not first or not last or first == last:
        return show_day(first or last)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year:
        if first.month == last.month:
            return f"{first:%B %Y}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year}"
    if first.year == last.year:
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
        return f"{start} to {show_day(last)}"
    return f"{show_day(first)} to {show_day(last)}"


def show_count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 document``, ``5,000 commitments``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shorten(text: str, most: int) -> str:
    """The first words of a text on one line, in at most ``most`` characters."""
    folded = " ".join(text[: 4 * most].split())
    if len(folded) <= most and len(text) <= 4 * most:
        return folded
    return folded[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + ELLIPSIS


def show_place(row: Row, style: Literal["long", "short"] = "long") -> str:
    """Where the quote stands: page and printed paragraph, or the offsets where neither is known."""
    page, paragraph = ("page", "paragraph") if style == "long" else ("p.", "para")
    parts = [f"{page} {row.page}"] if row.page else []
    parts += [f"{paragraph} {row.paragraph}"] if row.paragraph else []
    return ", ".join(parts) or f"characters {row.start:,} to {row.end:,}"


def show_reading(row: Row) -> str:
    """How the time words were read, and what keeps the promise; empty where they name no day."""
    period = show_period(row.date_from, row.date_to)
    if not period:
        return {"event": "waits for an event, no day named", "vague": "no day named"}.get(row.relation, "")
    if not row.due:
        return f"read as {row.relation} {period}; no last day"
    return f"read as {period}; kept if done by {show_day(row.due)}"
