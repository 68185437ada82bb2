"""The words of a sentence that time an act, and the days that they name.

Read in three steps, each a set of rules in ``dates.toml``: words that name a period
("autumn 2025"), words around periods ("the end of ...", "between ... and ..."), and
events ("once the consultation has closed"). After each step what was read stands as one
character in the text, so that the next step's patterns stay short.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from extract import date_names, date_shapes
from extract.calendar import Span
from extract.date_reading import EVENT, Found, Reading, plain
from extract.date_rules import PLACE, Rule, Rules, read_rules
from models import Relation, Timing

RULES = Path(__file__).with_name("dates.toml")

_WORD = re.compile(r"[A-Za-z0-9]+")
# "this year's plan" and "a 2025-based estimate" are about something else than when an act is done.
_ATTRIBUTE = re.compile(r"['’]s\b|[-–][a-z]")
_NEGATION = re.compile(r"\b(?:not|cannot|never|unlikely)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:]|,\s")
_EDGE_SIGNS = " \t\n.,;:()[]\"'“”‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A reading and where it stands; ``timing`` once its preposition has been read."""

    start: int
    end: int
    reading: Reading
    rule: Rule
    led_by: frozenset[str] = frozenset()
    timing: Timing | None = None


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
    return None if rest.strip(_EDGE_SIGNS).removesuffix("the") else only


@cache
def date_rules() -> Rules:
    """The rules of ``dates.toml``.

    Raises:
        Problem: The file is no rule file.
    """
    return read_rules(RULES, _READINGS)


def _named_functions(*modules: object) -> dict[str, Callable[[Found], Reading | None]]:
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("read_") and callable(function)
    }


_READINGS = _named_functions(date_names, date_shapes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """The rules worth trying on a sentence, by step."""

    words: tuple[Rule, ...]
    periods: tuple[Rule, ...]
    events: tuple[Rule, ...]


@cache
def _tried(bits: int) -> _Tried | None:
    """The rules that a sentence's words call for; ``None`` if nothing can be read in it."""
    steps: dict[str, list[Rule]] = {"words": [], "periods": [], "events": []}
    for index, rule in enumerate(date_rules().rules):
        if not rule.needs or bits >> index & 1:
            steps[rule.step].append(rule)
    if not steps["words"] and not steps["events"]:
        return None
    return _Tried(**{step: tuple(rules) for step, rules in steps.items()})


@cache
def _key_words() -> frozenset[str]:
    return frozenset(date_rules().tried_for)


class _Reader:
    """One text and what has been read of it so far.

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
        bits = 0
        for word in _key_words().intersection(_WORD.findall(self.text)):
            bits |= self.rules.tried_for[word]
        tried = _tried(bits) if bits else None
        if tried is None:
            return []
        periods = self._read_words(tried.words)
        if periods:
            periods = self._read_periods(tried.periods, periods)
        timed = self._read_leads(periods) if periods else []
        if tried.events:
            timed = self._read_events(tried.events, timed)
        return [placed.timing for placed in timed if placed.timing]

    def _read_words(self, rules: Sequence[Rule]) -> list[_Placed]:
        candidates = []
        for rule in rules:
            for match in rule.regex.finditer(self.text):
                if _ATTRIBUTE.match(self.text, match.end()):
                    continue
                reading = self._read(rule, match)
                if reading:
                    start, end = match.span()
                    candidates.append(_Placed(start=start, end=end, reading=reading, rule=rule, led_by=rule.led_by))
        return _longest(candidates)

    def _read_periods(self, rules: Sequence[Rule], placed: list[_Placed]) -> list[_Placed]:
        """Apply the rules around periods, in their order, until none of them reads more."""
        before = -1
        while len(placed) != before and before != 0:
            before = len(placed)
            for rule in rules:
                placed = self._read_around(rule, placed)
        return placed

    def _read_around(self, rule: Rule, placed: list[_Placed]) -> list[_Placed]:
        reduced, at = self._reduced(placed), 0
        while match := rule.regex.search(reduced, at):
            at = match.start() + 1
            merged = self._merge(rule, match, reduced, placed)
            if merged:
                placed = merged
                reduced = self._reduced(placed)
        return placed

    def _merge(self, rule: Rule, match: re.Match[str], reduced: str, placed: list[_Placed]) -> list[_Placed] | None:
        index = reduced.count(PLACE, 0, match.start("period"))
        last = reduced.count(PLACE, 0, match.end())
        inner = placed[index:last]
        other = inner[-1].reading if len(inner) > 1 else None
        reading = self._read(rule, match, inner[0].reading, other)
        if reading is None:
            return None
        start, end = (_original(place, placed) for place in match.span())
        led_by = rule.led_by
        if "period" in led_by:
            led_by = inner[0].led_by if inner[-1].led_by else frozenset()
        new = _Placed(start=start, end=end, reading=reading, rule=rule, led_by=led_by)
        return [*placed[:index], new, *placed[last:]]

    def _read_leads(self, placed: list[_Placed]) -> list[_Placed]:
        """Give each period its preposition; words that name no time without one are dropped."""
        reduced = self._reduced(placed)
        timed = []
        for each, match in zip(placed, self.rules.lead.finditer(reduced), strict=True):
            lead = self.rules.leads.get(plain(match["lead"]), "")
            if each.led_by and lead not in each.led_by and not self.alone:
                continue
            start, end = (_original(place, placed) for place in match.span())
            timing = self._timing(replace(each, start=start, end=end), match)
            if timing:
                timed.append(replace(each, start=start, end=end, timing=timing))
        return timed

    def _timing(self, placed: _Placed, match: re.Match[str]) -> Timing | None:
        reading, words = placed.reading, plain(match["lead"])
        if reading.dateless:
            return self._made(placed, reading.relation or "vague")
        span = reading.days(self.written, partial(self._looks_back, words, placed))
        if span is None:
            return None if self.written else self._made(placed, "vague")
        tail = self.rules.tails.get(plain(match["tail"]))
        lead = tail or reading.relation or self.rules.leads.get(words, "")
        return self._made(placed, self._relation(lead, placed.start, span), span)

    def _looks_back(self, lead: str, placed: _Placed) -> bool:
        limit = self.rules.leads.get(lead) in _LIMITS
        return lead in ("since", "as at") or self.rules.tense.looks_back(self.text, placed.start, placed.end, limit=limit)

    def _relation(self, lead: str, start: int, span: Span) -> Relation:
        """The relation that a lead gives to these days: a day is "on", a period is "in"."""
        if lead in ("", "in", "on"):
            return "on" if span.first == span.last else "in"
        if lead == "until" and _NEGATION.search(_CLAUSE_END.split(self.text[:start])[-1]):
            return "from"  # What "will not be possible until April" is possible from April.
        return _RELATIONS[lead]

    def _made(self, placed: _Placed, relation: Relation, span: Span | None = None) -> Timing:
        return Timing(
            text=self.text[placed.start : placed.end],
            start=placed.start,
            end=placed.end,
            relation=relation,
            date_from=span and span.first,
            date_to=span and span.last,
            rule=placed.rule.id,
        )

    def _read_events(self, rules: Sequence[Rule], timed: list[_Placed]) -> list[_Placed]:
        reduced = self._reduced(timed)
        matches = ((rule, match) for rule in rules for match in rule.regex.finditer(reduced))
        events = _longest([self._event(rule, match, reduced, timed) for rule, match in matches])
        free = [each for each in timed if not any(_overlap(event, each) for event in events)]
        return sorted([*free, *events], key=lambda placed: placed.start)

    def _event(self, rule: Rule, match: re.Match[str], reduced: str, timed: list[_Placed]) -> _Placed:
        """An event, with the day that stands in apposition to it if there is one."""
        start, end = (_original(place, timed) for place in match.span("event"))
        event = _Placed(start=start, end=end, reading=EVENT, rule=rule)
        dated = "timing" in match.re.groupindex and match["timing"]
        inner = timed[reduced.count(PLACE, 0, match.start("timing"))].timing if dated else None
        if inner is None or inner.date_from is None or inner.date_to is None or inner.relation not in ("in", "on"):
            return replace(event, timing=self._made(event, "event"))
        event = replace(event, end=inner.end)
        relation = self._relation(self.rules.names["event_lead"][plain(match["lead"])], start, Span(inner.date_from, inner.date_to))
        return replace(event, timing=self._made(event, relation, Span(inner.date_from, inner.date_to)))

    def _read(
        self, rule: Rule, match: re.Match[str], period: Reading | None = None, other: Reading | None = None
    ) -> Reading | None:
        found = Found(match=match, written=self.written, names=self.rules.names, period=period, other=other)
        return _READINGS[rule.reads](found)

    def _reduced(self, placed: Sequence[_Placed]) -> str:
        """The text with each reading as one ``PLACE``."""
        pieces, at = [], 0
        for each in placed:
            pieces.append(self.text[at : each.start])
            at = each.end
        return PLACE.join([*pieces, self.text[at:]])


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


def _original(index: int, placed: Sequence[_Placed]) -> int:
    """The place in the text of a place in the reduced text."""
    for each in placed:
        if each.start >= index:
            break
        index += each.end - each.start - 1
    return index


def _overlap(first: _Placed, second: _Placed) -> bool:
    return first.start < second.end and second.start < first.end


def _longest(candidates: list[_Placed]) -> list[_Placed]:
    """The longest of overlapping candidates, then the first, then the earlier rule's; in text order."""
    chosen: list[_Placed] = []
    for each in sorted(candidates, key=lambda placed: (placed.start - placed.end, placed.start)):
        if not any(_overlap(each, other) for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda placed: placed.start)
