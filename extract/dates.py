"""The words of a sentence that time an act, and the days that they name.

Read in three steps, each with rules of its own: words that name a period ("autumn 2025"),
words around periods ("the end of ...", "between ... and ..."), and events ("once the
consultation has closed"). Between the last two each period gets its preposition.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from extract import date_names, date_shapes
from extract.calendar import Span
from extract.date_marked import Marked, Placed, longest
from extract.date_reading import EVENT, Found, Reading, plain
from extract.date_rules import PLACE, Rule, Rules, Step, read_rules
from models import Relation, Timing

WORDS = Path(__file__).with_name("date_words.toml")
RULES = tuple(
    Path(__file__).with_name(name)
    for name in ("dates.toml", "date_relative.toml", "date_periods.toml", "date_events.toml")
)

READINGS: dict[str, Callable[[Found], Reading | None]] = {
    name: function
    for module in (date_names, date_shapes)
    for name, function in vars(module).items()
    if name.startswith("read_")
}
"""The functions that a rule may name under ``reads``."""

_WORD = re.compile(r"[A-Za-z0-9]+")
# "This year's plan" and "a 2025-based estimate" say what a thing is, not when an act is done.
_ATTRIBUTE = re.compile(r"['’]s\b|[-–][a-z]")
_NEGATION = re.compile(r"\b(?:not|cannot|never|unlikely)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:]|[,.]\s")
_EDGE_SIGNS = " \t\n.,;:()[]\"'“”‘’"

# A lead's relation; "to" and "within" are leads of their own because fewer words may follow them.
_RELATIONS: dict[str, Relation] = {
    "by": "by",
    "before": "before",
    "in": "in",
    "on": "on",
    "from": "from",
    "after": "after",
    "until": "until",
    "to": "until",
    "within": "in",
}
_LIMITS = ("by", "before", "from", "until", "to")
_ALWAYS_PAST = ("since", "as at")


def find_timings(text: str, written: date | None) -> list[Timing]:
    """Find every time expression of a sentence or paragraph.

    Args:
        text: Clean text without line breaks.
        written: Day of writing, by which "this year" and "12 November" are read. ``None``:
            only full dates are read; words that hang on that day come back as ``vague``.

    Returns:
        Timings in the order of the text, none overlapping, the longest reading of any words.
    """
    return _Reader(text, written).timings()


def read_timing(words: str, written: date | None) -> Timing | None:
    """Read one phrase ("by Easter", "2025/26"); ``None`` if it is not one time expression as a whole."""
    timings = _Reader(words, written, alone=True).timings()
    if len(timings) != 1:
        return None
    only = timings[0]
    rest = words[: only.start] + words[only.end :]
    return None if rest.strip(_EDGE_SIGNS).lower().removesuffix("the") else only


@cache
def date_rules() -> Rules:
    """The rules that come with the program.

    Raises:
        Problem: A rule file is not one.
    """
    return read_rules(WORDS, RULES, READINGS)


class _Reader:
    """One text and the day of writing.

    Args:
        text: Clean text.
        written: Day of writing.
        alone: True for a phrase by itself, which needs no preposition to be a time.
    """

    def __init__(self, text: str, written: date | None, *, alone: bool = False) -> None:
        self.text = text.replace(PLACE, " ")
        self.written = written
        self.alone = alone
        self.rules = date_rules()

    def timings(self) -> list[Timing]:
        tried = _rules_for(self.text)
        if tried is None:
            return []
        marked = self._read_words(tried["words"])
        if marked.placed:
            marked = self._read_leads(self._read_periods(tried["periods"], marked))
        if tried["events"]:
            marked = self._read_events(tried["events"], marked)
        return [placed.timing for placed in marked.placed if placed.timing]

    def _read_words(self, rules: Sequence[Rule]) -> Marked:
        matches = ((rule, match) for rule in rules for match in rule.regex.finditer(self.text))
        candidates = [
            Placed(start=match.start(), end=match.end(), reading=reading, rule=rule, led_by=rule.led_by)
            for rule, match in matches
            if not _ATTRIBUTE.match(self.text, match.end()) and (reading := self._read(rule, match))
        ]
        return Marked(self.text, longest(candidates))

    def _read_periods(self, rules: Sequence[Rule], marked: Marked) -> Marked:
        """Apply the rules around periods, in their order, until none of them reads more."""
        before = None
        while before is not marked:
            before = marked
            for rule in rules:
                marked = self._read_around(rule, marked)
        return marked

    def _read_around(self, rule: Rule, marked: Marked) -> Marked:
        at = 0
        while match := rule.regex.search(marked.reduced, at):
            at = match.start() + 1
            inner = marked.inside(match)
            reading = self._read(rule, match, *(placed.reading for placed in inner))
            if reading:
                start, end = marked.where(match)
                led_by = _needed_leads(rule, inner)
                marked = marked.with_one(
                    Placed(start=start, end=end, reading=reading, rule=rule, led_by=led_by)
                )
        return marked

    def _read_leads(self, marked: Marked) -> Marked:
        """Give each period its preposition; words that name no time without one are dropped."""
        timed = []
        for each, match in zip(marked.placed, self.rules.lead.finditer(marked.reduced), strict=True):
            lead = self.rules.leads.get(plain(match["lead"]), "")
            if each.led_by and lead not in each.led_by and not self.alone:
                continue
            start, end = marked.where(match)
            placed = replace(each, start=start, end=end)
            timing = self._timing(placed, match)
            if timing:
                timed.append(replace(placed, timing=timing))
        return Marked(self.text, timed)

    def _timing(self, placed: Placed, match: re.Match[str]) -> Timing | None:
        reading, words = placed.reading, plain(match["lead"])
        if reading.dateless:
            return self._made(placed, reading.relation or "vague")
        span = reading.days(self.written, partial(self._looks_back, words, placed))
        if span is None:
            return None if self.written else self._made(placed, "vague")
        tail = self.rules.tails.get(plain(match["tail"]))
        lead = tail or reading.relation or self.rules.leads.get(words, "")
        return self._made(placed, self._relation(lead, placed.start, span), span)

    def _looks_back(self, words: str, placed: Placed) -> bool:
        if words in _ALWAYS_PAST:
            return True
        limit = self.rules.leads.get(words) in _LIMITS
        return self.rules.tense.looks_back(self.text, placed.start, placed.end, limit=limit)

    def _relation(self, lead: str, start: int, span: Span) -> Relation:
        """The relation that a lead gives to these days: a day is "on", a period is "in"."""
        if lead in ("", "in", "on"):
            return "on" if span.first == span.last else "in"
        if lead == "until" and _NEGATION.search(_CLAUSE_END.split(self.text[:start])[-1]):
            return "from"  # What "will not be possible until April" is possible from April.
        return _RELATIONS[lead]

    def _read_events(self, rules: Sequence[Rule], marked: Marked) -> Marked:
        matches = ((rule, match) for rule in rules for match in rule.regex.finditer(marked.reduced))
        for event in longest([self._event(rule, match, marked) for rule, match in matches]):
            marked = marked.with_one(event)
        return marked

    def _event(self, rule: Rule, match: re.Match[str], marked: Marked) -> Placed:
        """An event, with the days that stand in apposition to it if there are any."""
        start, end = marked.where(match, "event")
        event = Placed(start=start, end=end, reading=EVENT, rule=rule)
        dated = "timing" in match.re.groupindex and match["timing"]
        day = marked.inside(match, "timing")[0].timing if dated else None
        if day is None or day.date_from is None or day.date_to is None or day.relation not in ("in", "on"):
            return replace(event, timing=self._made(event, "event"))
        span = Span(day.date_from, day.date_to)
        relation = self._relation(self.rules.names["event_lead"][plain(match["lead"])], start, span)
        event = replace(event, end=day.end)
        return replace(event, timing=self._made(event, relation, span))

    def _read(self, rule: Rule, match: re.Match[str], *periods: Reading) -> Reading | None:
        found = Found(match=match, written=self.written, names=self.rules.names, periods=periods)
        try:
            return READINGS[rule.reads](found)
        except (ValueError, OverflowError):  # A day beyond the calendar: "in 900 decades".
            return None

    def _made(self, placed: Placed, relation: Relation, span: Span | None = None) -> Timing:
        return Timing(
            text=self.text[placed.start : placed.end],
            start=placed.start,
            end=placed.end,
            relation=relation,
            date_from=span and span.first,
            date_to=span and span.last,
            rule=placed.rule.id,
        )


def _needed_leads(rule: Rule, inner: Sequence[Placed]) -> frozenset[str]:
    """Two years joined need a lead as each of them does; one period that needs none is enough for both."""
    if "period" not in rule.led_by:
        return rule.led_by
    return inner[0].led_by if inner[-1].led_by else frozenset()


def _rules_for(text: str) -> dict[Step, tuple[Rule, ...]] | None:
    """The rules that the words of a text call for, by step; ``None`` if nothing can be read in it.

    Most sentences say no time: this look at their words is all that they cost.
    """
    needed_by = date_rules().needed_by
    bits = 0
    for word in _key_words().intersection(_WORD.findall(text)):
        bits |= needed_by[word]
    return _rules_of(bits)


@cache
def _key_words() -> frozenset[str]:
    return frozenset(date_rules().needed_by)


@cache
def _rules_of(bits: int) -> dict[Step, tuple[Rule, ...]] | None:
    steps: dict[Step, list[Rule]] = {"words": [], "periods": [], "events": []}
    for index, rule in enumerate(date_rules().rules):
        if not rule.needs or bits >> index & 1:
            steps[rule.step].append(rule)
    readable = steps["words"] or steps["events"]
    return {step: tuple(rules) for step, rules in steps.items()} if readable else None
