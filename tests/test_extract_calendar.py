"""The calendar of the United Kingdom: which days a period names."""

from datetime import date

import pytest

from extract import calendar
from extract.calendar import Span


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (calendar.season(2025, "spring"), date(2025, 3, 1), date(2025, 5, 31)),
        (calendar.season(2023, "winter"), date(2023, 12, 1), date(2024, 2, 29)),
        (calendar.financial_year(2025), date(2025, 4, 1), date(2026, 3, 31)),
        (calendar.academic_year(2026), date(2026, 9, 1), date(2027, 8, 31)),
        (calendar.term(2026, "summer"), date(2026, 4, 1), date(2026, 7, 31)),
        (calendar.containing("week", date(2025, 1, 19)), date(2025, 1, 13), date(2025, 1, 19)),
        (calendar.containing("quarter", date(2025, 12, 31)), date(2025, 10, 1), date(2025, 12, 31)),
        (calendar.containing("decade", date(2024, 5, 1)), date(2020, 1, 1), date(2029, 12, 31)),
        (calendar.containing("financial year", date(2025, 3, 31)), date(2024, 4, 1), date(2025, 3, 31)),
        (calendar.containing("academic year", date(2025, 9, 1)), date(2025, 9, 1), date(2026, 8, 31)),
    ],
)
def test_a_period_holds_these_days(span, first, last):
    assert span == Span(first, last)


@pytest.mark.parametrize(
    ("span", "index", "count", "expected"),
    [
        pytest.param(
            calendar.year_of(2026), 2, 3, Span(date(2026, 9, 1), date(2026, 12, 31)), id="late year"
        ),
        pytest.param(calendar.financial_year(2025), 3, 4, Span(date(2026, 1, 1), date(2026, 3, 31)), id="Q4"),
        pytest.param(
            calendar.months(2025, 12, 1), 0, 3, Span(date(2025, 12, 1), date(2025, 12, 10)), id="early"
        ),
        pytest.param(
            calendar.months(2025, 12, 1), 2, 3, Span(date(2025, 12, 21), date(2025, 12, 31)), id="late"
        ),
        pytest.param(Span(date(2025, 5, 5), date(2025, 5, 5)), 0, 3, None, id="a day has no parts"),
    ],
)
def test_a_period_is_divided_into_whole_months_or_days(span, index, count, expected):
    assert calendar.part(span, index, count) == expected


@pytest.mark.parametrize(
    ("day", "number", "unit", "expected"),
    [
        pytest.param(date(2025, 1, 31), 1, "month", date(2025, 2, 28), id="no 31 February"),
        pytest.param(date(2024, 2, 29), 1, "year", date(2025, 2, 28), id="no 29 February"),
        pytest.param(date(2025, 3, 31), -1, "month", date(2025, 2, 28), id="back"),
        pytest.param(date(2025, 12, 15), 1, "quarter", date(2026, 3, 15), id="into the next year"),
        pytest.param(date(2025, 3, 3), 14, "working day", date(2025, 3, 21), id="weekends do not count"),
        pytest.param(
            date(2025, 4, 17), 1, "working day", date(2025, 4, 22), id="nor Good Friday and Easter Monday"
        ),
        pytest.param(
            date(2025, 12, 24), 3, "working day", date(2025, 12, 31), id="nor Christmas and Boxing Day"
        ),
    ],
)
def test_a_length_of_time_ends_on_this_day(day, number, unit, expected):
    assert calendar.shift(day, number, unit) == expected


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ({"easter": 0}, 2025, date(2025, 4, 20)),
        ({"easter": -2}, 2026, date(2026, 4, 3)),
        ({"day": "12-25"}, 2025, date(2025, 12, 25)),
        ({"bank": "May Day"}, 2020, date(2020, 5, 8)),
        ({"bank": "Late Summer Bank Holiday"}, 2026, date(2026, 8, 31)),
        ({"bank": "no such holiday"}, 2026, None),
    ],
)
def test_a_holiday_falls_on_this_day(rule, year, expected):
    assert calendar.holiday(year, rule) == expected


def test_the_nearest_occurrence_lies_on_the_side_that_the_verb_says():
    def leap_day(year):
        try:
            return Span(date(year, 2, 29), date(year, 2, 29))
        except ValueError:
            return None

    assert calendar.nearest(leap_day, date(2025, 6, 1), back=True) == leap_day(2024)
    assert calendar.nearest(leap_day, date(2025, 6, 1), back=False) == leap_day(2028)
