"""Readings of words that name a time by themselves: "30 April 2026", "this spring", "within six months"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from extract.calendar import (
    ONE_DAY,
    Span,
    academic_year,
    containing,
    financial_year,
    holiday,
    months,
    nearest,
    season,
    shift,
    term,
    year_of,
)
from extract.date_reading import EVENT, VAGUE, Found, Reading


def read_day(found: Found) -> Reading | None:
    """A day with its month, and its year if given: "14 August 2025", "Monday 6 January"."""

    def in_year(year: int) -> Span | None:
        day = _day(year, found.value("month"), _digits(found["day"]))
        return Span(day, day) if day else None

    if found["weekday"] and found.written and not found["year"]:
        fitting = _fitting_year(in_year, found.value("weekday"), found.written)
        return Reading(span=fitting) if fitting else Reading(in_year=in_year)
    return _named(found, in_year)


def read_days(found: Found) -> Reading | None:
    """Days of one month: "14 to 18 July 2025"."""
    month = found.value("month")

    def in_year(year: int) -> Span | None:
        first, last = (_day(year, month, _digits(found[group])) for group in ("first", "day"))
        return Span(first, last) if first and last and first <= last else None

    reading = _named(found, in_year)
    return replace(reading, relation="in") if reading and found["span"] and not reading.dateless else reading


def read_numbers(found: Found) -> Reading | None:
    """A date in digits, the day first unless it is ISO 8601."""
    year = int(found["year"])
    day = _day(year if year > 99 else 2000 + year, int(found["month"]), int(found["day"]))
    return Reading(span=Span(day, day)) if day else None


def read_unusual_date(found: Found) -> Reading | None:
    """A full date in a rarer layout ("14-Aug-25"), left to the ``dateparser`` package."""
    from dateparser import parse

    settings: Any = {"DATE_ORDER": "DMY", "STRICT_PARSING": True}
    parsed = parse(found.match[0], languages=["en"], settings=settings)
    return Reading(span=Span(parsed.date(), parsed.date())) if parsed else None


def read_month(found: Found) -> Reading | None:
    """A month: "April 2025", "July this year", "in September"."""
    return _named(found, lambda year: months(year, found.value("month"), 1))


def read_season(found: Found) -> Reading | None:
    """A season: "autumn 2025", "the spring of next year"; "winter 2025/26" starts in 2025."""
    if found["next_year"] and (int(found["year"]) + 1 - int(found["next_year"])) % 100:
        return None
    return _named(found, lambda year: season(year, found["season"]))


def read_term(found: Found) -> Reading | None:
    """A school term."""
    return _named(found, lambda year: term(year, found["season"]))


def read_holiday(found: Found) -> Reading | None:
    """A holiday: "Easter 2026", "the early May bank holiday"."""

    def in_year(year: int) -> Span | None:
        day = holiday(year, found.value("holiday"))
        return Span(day, day) if day else None

    return _named(found, in_year)


def read_new_year(found: Found) -> Reading:
    """What officials call the new year: January and February. "By the new year" is its first day."""
    if found["bound"]:
        return Reading(in_year=lambda year: Span(date(year, 1, 1), date(year, 1, 1)))
    return Reading(in_year=lambda year: months(year, 1, 2))


def read_lone_quarter(found: Found) -> Reading:
    """A quarter of the calendar year, without its year: "in Q3"."""
    number = int(found["number"]) if found["number"] else found.value("ordinal") % 5
    return Reading(in_year=lambda year: months(year, 3 * number - 2, 3))


def read_year(found: Found) -> Reading:
    """A calendar year."""
    return Reading(span=year_of(int(found["year"])))


def read_decade(found: Found) -> Reading:
    """Ten years: "the 1980s"."""
    return Reading(span=months(int(found["year"]), 1, 120))


def read_years(found: Found) -> Reading | None:
    """Two years joined: a financial or academic year if they follow each other, else calendar years."""
    first, last = int(found["year"]), found["to_year"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    second += 100 * (len(last) == 2 and first % 100 == 99 and second < first)
    if _is_title(found) or _is_range(found) or second <= first or (found["kind"] and second != first + 1):
        return None
    if second != first + 1:
        return Reading(span=Span(date(first, 1, 1), date(second, 12, 31)))
    return Reading(span=_year_of_kind(found)(first))


def read_short_years(found: Found) -> Reading | None:
    """A financial year in two times two digits: "25/26"."""
    first, second = int(found["year"]), int(found["to_year"])
    return Reading(span=_year_of_kind(found)(2000 + first)) if second == first + 1 else None


def read_relative_unit(found: Found) -> Reading:
    """The week, month, year ... of writing, or the one beside it: "this year", "last month"."""
    if found.written is None:
        return VAGUE
    step, unit = found.value("which"), found.value("unit", "units")
    length = {"financial year": "year", "academic year": "year"}.get(unit, unit)
    span = containing(unit, shift(found.written, step, length))
    return Reading(span=span, runs="" if step else "verb")


def read_rolling(found: Found) -> Reading:
    """A length of time up to the day of writing or from it: "the next three years"."""
    if found.written is None:
        return VAGUE
    number, unit = found.number(), found.value("unit", "units")
    if found.value("which") < 0:
        return Reading(span=Span(shift(found.written, -number, unit), found.written))
    return Reading(span=Span(found.written, shift(found.written, number, unit)))


def read_within(found: Found) -> Reading:
    """A limit counted from the day of writing: "within six months"."""
    if found.written is None:
        return VAGUE
    limit = shift(found.written, found.number(), found.value("unit", "units"))
    return Reading(span=Span(found.written, limit))


def read_distance(found: Found) -> Reading:
    """A day so far from the day of writing: "five months ago", "in six weeks' time"."""
    if found.written is None:
        return VAGUE
    number, unit = found.number(), found.value("unit", "units")
    day = shift(found.written, -number if found["ago"] else number, unit)
    return Reading(span=Span(day, day), relation="before" if found["more"] else None)


def read_relative_name(found: Found) -> Reading | None:
    """A month or season beside the day of writing: "next March", "last summer", "the coming winter"."""
    if found.written is None:
        return VAGUE
    if not found["which"]:
        return Reading(span=nearest(lambda year: season(year, found["season"]), found.written, back=False))
    step = found.value("which")
    if found["month"]:
        month = found.value("month")
        span = months(_year_of_month(found.written, month, step), month, 1)
    else:
        span = season(_year_of_season(found.written, found["season"], step), found["season"])
    return Reading(span=span, runs="" if step else "verb")


def read_weekday(found: Found) -> Reading:
    """A weekday: "last Monday", "Thursday next week", "on Friday"."""
    if found.written is None:
        return VAGUE
    weekday = found.value("weekday")
    if found["week"]:
        monday = containing("week", shift(found.written, found.value("week", "which"), "week")).first
        return _one_day(monday + timedelta(days=weekday))
    if found["which"] and not found.value("which"):
        return _one_day(containing("week", found.written).first + timedelta(days=weekday))
    if found["which"]:
        return _one_day(_day_beside(found.written, weekday, found.value("which")))

    def beside(written: date, back: bool) -> Span:
        day = _day_beside(written, weekday, -1 if back else 1)
        return Span(day, day)

    return Reading(by_verb=beside)


def read_weekend(found: Found) -> Reading:
    """Saturday and Sunday: "this weekend"; "the weekend" is the one before or after, as the verb says."""
    if found.written is None:
        return VAGUE
    saturday = containing("week", found.written).first + timedelta(days=5)

    def at(weeks: int) -> Span:
        first = saturday + timedelta(days=7 * weeks)
        return Span(first, first + ONE_DAY)

    if found["which"] == "the":
        return Reading(by_verb=lambda written, back: at(-1 if back else 0))
    return Reading(span=at(found.value("which")))


def read_same_time(found: Found) -> Reading:
    """The day of writing, a year or week away: "by this time next year"."""
    if found.written is None:
        return VAGUE
    return _one_day(shift(found.written, found.value("which"), found.value("unit", "units")))


def read_near_day(found: Found) -> Reading:
    """A day counted from the day of writing: "today", "tomorrow", "last night"."""
    if found.written is None:
        return VAGUE
    return _one_day(found.written + timedelta(days=found.value("near_day")))


def read_year_end(found: Found) -> Reading:
    """The last day of the year of writing."""
    return _one_day(date(found.written.year, 12, 31)) if found.written else VAGUE


def read_vague(found: Found) -> Reading:
    """Words that time an act and name no day."""
    return VAGUE


def read_event(found: Found) -> Reading:
    """Words that hang an act on an event."""
    return EVENT


def _fitting_year(in_year: Callable[[int], Span | None], weekday: int, written: date) -> Span | None:
    """The nearest occurrence on the right weekday: it settles the year better than a verb."""
    days = [in_year(year) for year in (written.year, written.year - 1, written.year + 1)]
    fitting = [day for day in days if day and day.first.weekday() == weekday]
    return min(fitting, key=lambda day: abs((day.first - written).days), default=None)


def _named(found: Found, in_year: Callable[[int], Span | None]) -> Reading | None:
    """A yearly period in its year, if the words say which."""
    if found["year"]:
        span = in_year(int(found["year"]))
        return Reading(span=span) if span else None
    if not found["year_which"]:
        return Reading(in_year=in_year)
    if found.written is None:
        return VAGUE
    span = in_year(found.written.year + found.value("year_which", "which"))
    return Reading(span=span) if span else None


def _year_of_kind(found: Found) -> Callable[[int], Span]:
    return academic_year if found["kind"].startswith(("academic", "school")) else financial_year


def _is_title(found: Found) -> bool:
    """Capitals beside two bare years make a title: "Annual Report 2024-25", "its 2025-27 Business Plan"."""
    if found["kind"]:
        return False
    text = found.match.string
    words = text[: found.match.start()].split()
    last = words[-1] if words else ""
    usual = found.names["before_years"].get(last.lower())
    if usual == "owner":
        return bool(re.match(r"\s[A-Z]", text[found.match.end() :]))
    return len(words) > 1 and not usual and last[0].isupper() and last[-1].isalpha()


def _is_range(found: Found) -> bool:
    """With "from", "2013 to 2014" is two years; alone it is the official way to write one financial year."""
    before = found.match.string[: found.match.start()].lower()
    return not found["kind"] and found["sign"] == "to" and before.endswith(("from ", "between "))


def _year_of_month(written: date, month: int, step: int) -> int:
    if step > 0:
        return written.year + (month <= written.month)
    return written.year - (step < 0 and month >= written.month)


def _year_of_season(written: date, name: str, step: int) -> int:
    """The year that a season is named by; "next winter" is the first that has yet to begin."""
    if name != "winter":
        return written.year + step
    if step > 0:
        return written.year + (written.month == 12)
    started = written.year - (written.month < 3)
    return started + step if written.month in (12, 1, 2) or not step else written.year + step


def _day_beside(written: date, weekday: int, step: int) -> date:
    """The nearest such weekday strictly before or after."""
    return written + timedelta(days=step * ((step * (weekday - written.weekday()) - 1) % 7 + 1))


def _one_day(day: date) -> Reading:
    return Reading(span=Span(day, day))


def _digits(words: str) -> int:
    return int("".join(filter(str.isdigit, words)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
