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
from extract.date_reading import Found, Reading
from extract.date_rules import PLACE, Rule, Rules, read_rules
from models import Relation, Timing

RULES = Path(__file__).with_name("dates.toml")

_WORD = re.compile(r"[a-z0-9]+")
# "this year's plan" and "a 2025-based estimate" are about something else than when an act is done.
_ATTRIBUTE = re.compile(r"['’]s\b|[-–][a-z]", re.IGNORECASE)
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
    reader = _Reader(text.replace(PLACE, " "), written)
    return reader.timings() if reader.worth_reading else []


def read_timing(words: str, written: date | None) -> Timing | None:
    """Read one phrase ("by Easter", "2025/26"); ``None`` if it is not one time expression as a whole."""
    reader = _Reader(words.replace(PLACE, " "), written, alone=True)
    timings = reader.timings() if reader.worth_reading else []
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


@cache
def _rules_for(bits: int) -> dict[str, tuple[Rule, ...]]:
    """The rules to try, by step, for a sentence with words that these rules need."""
    tried: dict[str, list[Rule]] = {"words": [], "periods": [], "events": []}
    for index, rule in enumerate(date_rules().rules):
        if not rule.needs or bits >> index & 1:
            tried[rule.step].append(rule)
    return {step: tuple(rules) for step, rules in tried.items()}


class _Reader:
    """One text and what has been read of it so far."""

    def __init__(self, text: str, written: date | None, *, alone: bool = False) -> None:
        self.text = text
        self.written = written
        self.alone = alone
        self.rules = date_rules()
        tried_for = self.rules.tried_for
        bits = 0
        for word in _key_words().intersection(_WORD.findall(text.lower())):
            bits |= tried_for[word]
        self.worth_reading = bits != 0
        self.tried = _rules_for(bits) if bits else {}

    def timings(self) -> list[Timing]:
        periods = self._read_words()
        if periods:
            periods = self._read_periods(periods)
        timed = self._read_leads(periods) if periods else []
        if self.tried["events"]:
            timed = self._read_events(timed)
        return [placed.timing for placed in timed if placed.timing]

    def _read_words(self) -> list[_Placed]:
        candidates = []
        for rule in self.tried["words"]:
            for match in rule.regex.finditer(self.text):
                if _ATTRIBUTE.match(self.text, match.end()):
                    continue
                reading = self._read(rule, match)
                if reading:
                    start, end = match.span()
                    candidates.append(_Placed(start=start, end=end, reading=reading, rule=rule, led_by=rule.led_by))
        return _longest(candidates)

    def _read_periods(self, placed: list[_Placed]) -> list[_Placed]:
        """Apply the rules around periods, in their order, until none of them reads more."""
        before = -1
        while len(placed) != before and before != 0:
            before = len(placed)
            for rule in self.tried["periods"]:
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
