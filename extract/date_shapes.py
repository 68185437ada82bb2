"""Readings of words around periods already read: "the end of ...", "between ... and ..."."""

from collections.abc import Callable
from dataclasses import replace

from extract.calendar import ONE_DAY, Span, leading, part, shift, trailing
from extract.date_reading import Found, Reading
from models import Relation

_LONG = 300  # Days from which a period can be told in quarters; a month cannot.


def read_third(found: Found) -> Reading | None:
    """The early, middle or late third: "mid-2026", "mid/late 2027"."""
    first = found.value("third")
    last = found.value("last_third", "third") if found["last_third"] else first
    return _divided(found, min(first, last), max(first, last), 3)


def read_half(found: Found) -> Reading | None:
    """The first or second half."""
    index = 0 if found["number"] == "1" or found["ordinal"] == "first" else 1
    return _divided(found, index, index, 2)


def read_quarter(found: Found) -> Reading | None:
    """One of four quarters of a year, counted from the period's own first day."""
    number = int(found["number"]) if found["number"] else found.value("ordinal")
    index = number - 1 if number > 0 else 3
    return _divided(found, index, index, 4, shortest=_LONG)


def read_edge(found: Found) -> Reading | None:
    """The first or last day: "the end of March 2026"."""
    if found["end"] or found.value("edge") > 0:
        return found.periods[0].over(lambda span: Span(span.last, span.last))
    return found.periods[0].over(lambda span: Span(span.first, span.first))


def read_rest(found: Found) -> Reading | None:
    """The part still to come: "the rest of this year", "later in 2026"."""
    period = found.periods[0]
    to_come = bool(period.span and found.written and period.span.first > found.written)
    return replace(period, runs="from") if found["in"] or found["rest"] or period.runs or to_come else None


def read_gone(found: Found) -> Reading | None:
    """The part already past: "earlier this year"."""
    return replace(found.periods[0], runs="to")


def read_same(found: Found) -> Reading | None:
    """The period itself: "the course of 2026", "the 35th anniversary of ... on 15 April 2025"."""
    return found.periods[0]


def read_counted(found: Found) -> Reading | None:
    """The first or last so many weeks or months of a period."""
    number, unit, place = found.number(), found.value("unit", "units"), found.value("ordinal")

    def change(span: Span) -> Span | None:
        if place < 0:
            return trailing(span, number, unit)
        first = shift(span.first, place - 1, unit)
        return leading(Span(first, span.last), number, unit) if first <= span.last else None

    return found.periods[0].over(change)


def read_week_of(found: Found) -> Reading | None:
    """Seven days from a date: "the week commencing 14 July 2025"."""
    return found.periods[0].over(lambda span: Span(span.first, shift(span.first, 1, "week") - ONE_DAY))


def read_ending(found: Found) -> Reading | None:
    """A length of time that ends with a period: "the year ending March 2025"."""
    number, unit = found.number(), found.value("unit", "units")
    return found.periods[0].over(lambda span: trailing(span, number, unit))


def read_starting(found: Found) -> Reading | None:
    """A length of time that starts with a period: "for 4 years from April 2016"."""
    number, unit = found.number(), found.value("unit", "units")
    reading = found.periods[0].over(lambda span: Span(span.first, shift(span.first, number, unit) - ONE_DAY))
    return replace(reading, relation=reading.relation or "from") if reading and found["number"] else reading


def read_moved(found: Found) -> Reading | None:
    """So long after or before a period: "six months after 5 January 2026"."""
    number, unit = found.number() * found.value("way"), found.value("unit", "units")
    return found.periods[0].over(
        lambda span: Span(shift(span.first, number, unit), shift(span.last, number, unit))
    )


def read_within_of(found: Found) -> Reading | None:
    """From a date to so long after it: "within six months of 1 April 2026"."""
    number, unit = found.number(), found.value("unit", "units")
    return found.periods[0].over(lambda span: Span(span.first, shift(span.last, number, unit)))


def read_range(found: Found) -> Reading | None:
    """All days from one period to another: "between January and March 2026"."""
    return _join(found, _spanning)


def read_neighbours(found: Found) -> Reading | None:
    """Two periods without a gap between them: "2025 and 2026"; others are two times, not one."""
    return _join(found, _touching)


def _divided(found: Found, first: int, last: int, count: int, shortest: int = 0) -> Reading | None:
    def change(span: Span) -> Span | None:
        start, stop = part(span, first, count), part(span, last, count)
        long_enough = (span.last - span.first).days >= shortest
        return Span(start.first, stop.last) if start and stop and long_enough else None

    return found.periods[0].over(change)


def _join(found: Found, join: Callable[[Span, Span], Span | None]) -> Reading | None:
    first, last = _same_year(*found.periods)
    relation: Relation | None = "in" if found["start"] else None
    if first.span and last.span:
        span = join(first.span, last.span)
        return Reading(span=span, relation=relation) if span else None
    start, stop = first.in_year, last.in_year
    if not start or not stop:
        return None

    def in_year(year: int) -> Span | None:
        opening, ends = start(year), (stop(year), stop(year + 1))
        return next((span for end in ends if opening and end and (span := join(opening, end))), None)

    return Reading(in_year=in_year, relation=relation) if in_year(2000) else None


def _same_year(first: Reading, last: Reading) -> tuple[Reading, Reading]:
    """Both periods, the one without a year put beside the other."""
    if first.in_year and last.span:
        return _beside(first.in_year, last.span, -1), last
    if last.in_year and first.span:
        return first, _beside(last.in_year, first.span, 1)
    return first, last


def _beside(in_year: Callable[[int], Span | None], other: Span, step: int) -> Reading:
    """The occurrence before (-1) or after (1) another period, in its year or the one next to it."""
    year = (other.last if step < 0 else other.first).year
    spans = (in_year(year), in_year(year + step))
    fits = (span for span in spans if span and (span.first - other.first).days * step >= 0)
    return Reading(span=next(fits, None))


def _spanning(first: Span, last: Span) -> Span | None:
    in_order = first.first < last.first and first.last <= last.last
    return Span(first.first, last.last) if in_order else None


def _touching(first: Span, last: Span) -> Span | None:
    return Span(first.first, last.last) if first.last + ONE_DAY == last.first else None
