"""The United Kingdom's calendar: which days a season, a financial year or a bank holiday names.

A period is a ``Span`` of whole days, first and last both in it. Nothing here reads words.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """First and last day of a period (calendar dates, no time zone)."""

    first: date
    last: date


# First month and number of months. Seasons are the Met Office's; a winter is named by the year it starts in.
SEASONS = {"spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3)}
# School terms in England, to the month: an authority sets its own days.
TERMS = {"autumn": (9, 4), "spring": (1, 3), "summer": (4, 4)}

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "financial year": 12, "academic year": 12, "decade": 120}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


def shift(day: date, number: int, unit: str) -> date:
    """The day ``number`` units later; 31 January and one month is the last day of February."""
    if unit == "working day":
        return add_working_days(day, number)
    if unit in DAYS_IN:
        return day + timedelta(days=number * DAYS_IN[unit])
    years, month = divmod(day.month - 1 + number * MONTHS_IN[unit], 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months(year: int, month: int, count: int) -> Span:
    """``count`` whole months."""
    first = date(year, month, 1)
    return Span(first, shift(first, count, "month") - ONE_DAY)


def year_of(year: int) -> Span:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def financial_year(starting: int) -> Span:
    """1 April to 31 March, as the government budgets; the tax year ends five days later."""
    return months(starting, 4, 12)


def academic_year(starting: int) -> Span:
    """1 September to 31 August, as schools in England count."""
    return months(starting, 9, 12)


def season(year: int, name: str) -> Span:
    """Three whole months; winter runs into the next year.

    Source: the Met Office's meteorological seasons. Error: three weeks against the equinoxes.
    """
    return months(year, *SEASONS[name])


def term(year: int, name: str) -> Span:
    """A school term, to the month."""
    return months(year, *TERMS[name])


def containing(unit: str, day: date) -> Span:
    """The calendar week, month, quarter, year ... that holds a day."""
    if unit == "day":
        return Span(day, day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))
    if unit == "financial year":
        return financial_year(day.year - (day.month < 4))
    if unit == "academic year":
        return academic_year(day.year - (day.month < 9))
    size = MONTHS_IN[unit]
    start = day.year // 10 * 10 if unit == "decade" else day.year
    return months(start, 1 if size >= 12 else (day.month - 1) // size * size + 1, size)


def part(span: Span, index: int, count: int) -> Span | None:
    """Part ``index`` (from 0) of ``count`` equal ones: whole months where they come out even, else days.

    The last part keeps what is left over. ``None`` if the span is too short to divide.
    """
    after = span.last + ONE_DAY
    size = (after.year - span.first.year) * 12 + after.month - span.first.month
    if span.first.day == after.day == 1 and size % count == 0:
        return months(*_month(span.first, index * size // count), size // count)
    step = ((after - span.first).days) // count
    if not step:
        return None
    first = span.first + timedelta(days=index * step)
    return Span(first, span.last if index == count - 1 else first + timedelta(days=step - 1))


def _month(day: date, later: int) -> tuple[int, int]:
    moved = shift(day, later, "month")
    return moved.year, moved.month


def leading(span: Span, number: int, unit: str) -> Span:
    """The first so many months or weeks of a period."""
    return Span(span.first, min(span.last, shift(span.first, number, unit) - ONE_DAY))


def trailing(span: Span, number: int, unit: str) -> Span:
    """The last so many months or weeks of a period, or up to it."""
    return Span(shift(span.last + ONE_DAY, -number, unit), span.last)


def easter(year: int) -> date:
    """Easter Sunday of the Western churches."""
    from dateutil.easter import easter as easter_sunday

    return easter_sunday(year)


@cache
def bank_holidays(year: int) -> dict[str, date]:
    """Bank holidays of England and Wales, name to day, from the ``holidays`` package."""
    from holidays import country_holidays

    listed = country_holidays("GB", subdiv="ENG", years=year)
    return {name: day for day, names in sorted(listed.items()) for name in names.split("; ")}


def holiday(year: int, rule: dict[str, int | str]) -> date | None:
    """The day of a holiday: so many days from Easter, a month and day, or a bank holiday's name."""
    if "easter" in rule:
        return easter(year) + timedelta(days=int(rule["easter"]))
    if "day" in rule:
        return date.fromisoformat(f"{year:04}-{rule['day']}")
    return bank_holidays(year).get(str(rule["bank"]))


def add_working_days(day: date, number: int) -> date:
    """Count Mondays to Fridays that are no bank holiday in England, from the day after."""
    step = ONE_DAY if number >= 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in bank_holidays(day.year).values()
    return day


def nearest(in_year: Callable[[int], Span | None], written: date, back: bool) -> Span | None:
    """The occurrence of a yearly period that the writer means.

    Args:
        in_year: The period in a given year; ``None`` in a year that lacks it.
        written: Day of writing.
        back: True for the latest that has begun by then, else the first that is not over.
    """
    around = range(written.year - 4, written.year + 5)  # 29 February needs four years either way
    for year in reversed(around) if back else around:
        span = in_year(year)
        if span and (span.first <= written if back else span.last >= written):
            return span
    return None
