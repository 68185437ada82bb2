"""What some words name, before the sentence says how an act stands to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from extract.calendar import Span, nearest
from models import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The days that some words name, or what is needed to know them.

    At most one of the first three is given; none of them means that no day is named.

    Attributes:
        span: The days.
        in_year: The days in a given year, for words that lack it ("6 January"); ``None`` in a
            year that does not fit.
        by_verb: The days, given the day of writing and whether the sentence looks back ("on Monday").
        runs: Where the day of writing cuts the span: ``from`` it ("later this year"), ``to`` it
            ("earlier this year"), or as the ``verb`` points ("this year"); empty for no cut.
        relation: The relation, where the words settle it themselves.
    """

    span: Span | None = None
    in_year: Callable[[int], Span | None] | None = None
    by_verb: Callable[[date, bool], Span | None] | None = None
    runs: Literal["", "from", "to", "verb"] = ""
    relation: Relation | None = None

    @property
    def dateless(self) -> bool:
        """True if the words name no day, whatever is known of the sentence."""
        return not (self.span or self.in_year or self.by_verb)

    def over(self, change: Callable[[Span], Span | None]) -> "Reading | None":
        """The same with its days changed; ``None`` if they cannot be."""
        if self.span:
            span = change(self.span)
            return replace(self, span=span, runs="") if span else None
        in_year, by_verb = self.in_year, self.by_verb
        return replace(
            self,
            in_year=in_year and (lambda year: _changed(in_year(year), change)),
            by_verb=by_verb and (lambda written, back: _changed(by_verb(written, back), change)),
        )

    def days(self, written: date | None, back: Callable[[], bool]) -> Span | None:
        """The days, once it is known when the text was written and which way its verb points."""
        if self.span:
            return self._cut(self.span, written, back) if written and self.runs else self.span
        if written is None:
            return None
        if self.in_year:
            return nearest(self.in_year, written, back())
        return self.by_verb(written, back()) if self.by_verb else None

    def _cut(self, span: Span, written: date, back: Callable[[], bool]) -> Span:
        """Only a span that holds the day of writing is cut by it."""
        if not span.first <= written <= span.last:
            return span
        past = self.runs == "to" or (self.runs == "verb" and back())
        return Span(span.first, written) if past else Span(written, span.last)


def _changed(span: Span | None, change: Callable[[Span], Span | None]) -> Span | None:
    return change(span) if span else None


VAGUE = Reading(relation="vague")
EVENT = Reading(relation="event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A rule's match, and what is needed to read it.

    Attributes:
        match: The match.
        written: Day of writing; ``None`` if unknown.
        names: The rules' word lists: list name to lower-case word to value.
        periods: The readings that ``{period}`` and ``{other}`` stand for, in this order.
    """

    match: re.Match[str]
    written: date | None
    names: Mapping[str, Mapping[str, Any]]
    periods: tuple[Reading, ...] = ()

    def __getitem__(self, group: str) -> str:
        """The words of a named group, lower case, single spaces; empty if it took no part."""
        return plain(self.match[group]) if group in self.match.re.groupindex else ""

    def value(self, group: str, names: str = "") -> Any:
        """What the words of a group stand for in the list of the same name, or in ``names``."""
        return self.names[names or group][self[group]]

    def number(self, group: str = "number") -> int:
        """A number in digits or words; 1 if the group took no part."""
        words = self[group]
        return int(words) if words.isdigit() else self.names["number"].get(words, 1)


def plain(words: str | None) -> str:
    """Lower case, single spaces, straight apostrophes: the form in which word lists are looked up."""
    return " ".join((words or "").lower().replace("’", "'").split())
