"""A chart of due dates: one bar a commitment, from the first to the last day that its words name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import Row

SMALLEST = 0.6  # width of a bar that names one day, in per cent of the chart
MOST_TICKS = 12  # years that fit beside one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One commitment's bar; places are per cent of the chart's width.

    Attributes:
        row: The commitment.
        start: The first day that the words name.
        width: From there to the last day that they name.
        due: The last day that keeps the promise; ``None`` if there is none.
    """

    row: Row
    start: float
    width: float
    due: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The chart; places are per cent of its width.

    Attributes:
        bars: One a commitment.
        years: Each year with a line, and where that stands.
        now: The day as of which the report speaks; ``None`` if it is not on the chart.
    """

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]
    now: float | None


def make_chart(rows: Sequence[Row], as_of: date | None) -> Chart:
    """The chart of rows that name days.

    Args:
        rows: In the order in which they are drawn; each has ``date_from`` and ``date_to``.
        as_of: A day to mark.
    """
    days = [day for row in rows for day in (row.date_from, row.date_to, row.due) if day]
    scale = Scale(min(days).year, max(days).year + 1)
    inside = as_of is not None and scale.first <= as_of.year < scale.last
    return Chart(
        bars=tuple(_make_bar(row, scale) for row in rows),
        years=tuple((year, scale.place(date(year, 1, 1))) for year in scale.ticks()),
        now=scale.place(as_of) if inside and as_of else None,
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places, from 1 January of ``first`` to 1 January of ``last``."""

    first: int
    last: int

    def place(self, day: date) -> float:
        """Where a day stands, in per cent."""
        start = date(self.first, 1, 1).toordinal()
        whole = date(self.last, 1, 1).toordinal() - start
        return round(100 * (day.toordinal() - start) / whole, 2)

    def ticks(self) -> range:
        """The years that get a line."""
        return range(self.first, self.last, 1 + (self.last - self.first) // MOST_TICKS)


def _make_bar(row: Row, scale: Scale) -> Bar:
    assert row.date_from
    assert row.date_to
    start, end = scale.place(row.date_from), scale.place(row.date_to)
    return Bar(
        row=row,
        start=start,
        width=round(max(SMALLEST, end - start), 2),
        due=scale.place(row.due) if row.due else None,
    )
