"""A chart of due dates: one bar a commitment, from the first to the last day that its words name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import Row

# All in the units of the SVG's own coordinates, which are pixels at full size.
LABELS = 350
WIDTH = 1080
ROW = 28
TOP = 34
END = 40  # room right of the last year's line, for its name
SMALLEST = 4  # width of a bar that names one day

MOST_TICKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One commitment's bar.

    Attributes:
        row: The commitment.
        y: Middle of its line.
        x: Left end: the first day that the words name.
        width: To the last day that they name.
        due: Where its due day stands; ``None`` if it has none.
    """

    row: Row
    y: float
    x: float
    width: float
    due: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The chart.

    Attributes:
        width: Width of the drawing.
        height: Height of the drawing.
        left: Where the years begin.
        bars: From the first due to the last.
        years: Each year with a line, and where that stands.
        now: Where the day stands as of which the report speaks; ``None`` if it is not on the chart.
    """

    width: int
    height: int
    left: int
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
    bars = tuple(_make_bar(row, place, scale) for place, row in enumerate(rows))
    inside = as_of is not None and scale.first <= as_of.year < scale.last
    return Chart(
        width=WIDTH,
        height=TOP + ROW * len(rows) + END,
        left=LABELS,
        bars=bars,
        years=tuple((year, scale.place(date(year, 1, 1))) for year in scale.ticks()),
        now=scale.place(as_of) if inside and as_of else None,
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places, from 1 January of ``first`` to 1 January of ``last``."""

    first: int
    last: int

    def place(self, day: date) -> float:
        """Where a day stands."""
        start = date(self.first, 1, 1).toordinal()
        whole = date(self.last, 1, 1).toordinal() - start
        return round(LABELS + (WIDTH - END - LABELS) * (day.toordinal() - start) / whole, 1)

    def ticks(self) -> range:
        """The years that get a line, at most a dozen."""
        return range(self.first, self.last + 1, 1 + (self.last - self.first) // MOST_TICKS)


def _make_bar(row: Row, place: int, scale: Scale) -> Bar:
    assert row.date_from and row.date_to
    left, right = scale.place(row.date_from), scale.place(row.date_to)
    return Bar(
        row=row,
        y=TOP + ROW * place + ROW / 2,
        x=left,
        width=round(max(SMALLEST, right - left), 1),
        due=scale.place(row.due) if row.due else None,
    )
