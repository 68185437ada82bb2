"""Rule files for dates: word lists, named parts, and patterns with their proofs.

A pattern is a regular expression in which ``{name}`` stands for a word list or a part. What
a rule speaks of decides in which of three steps it is tried:

- ``{period}`` and ``{other}`` stand for periods already read: "the end of {period}";
- rules that read events come last; ``{timing}`` is a period with its preposition;
- all others read plain words: "{month} {year}".
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from extract.date_tense import LISTS, Tense
from models import Problem

Step = Literal["words", "periods", "events"]

PLACE = "\uffff"
"""Stands in a text for a period that has been read; no text holds this noncharacter."""

_RULE_KEYS = {"id", "says", "needs", "pattern", "reads", "led_by", "finds", "passes_over"}
_NEEDED_KEYS = _RULE_KEYS - {"needs", "led_by"}
_FIND_KEYS = {"text", "written", "words", "relation", "from", "to"}
_WORD_KEYS = {"between", "names", "lists", "parts", "leads", "tails", "tense"}
# What a preposition can be. "to" and "within" are until and in, but fewer periods may stand behind them.
_LEADS = ("by", "before", "in", "on", "from", "after", "until", "to", "within")

# Numbers as a text prints them, so that a rule can say it needs a year or a day's number.
_DIGITS = {
    "years": [str(year) for year in range(1800, 2100)],
    "two_digits": [f"{number:02}" for number in range(100)],
    "decades": [f"{year}s" for year in range(1800, 2100, 10)],
    "FY": [f"fy{number:02}" for number in range(100)] + [f"fy{year}" for year in range(1990, 2100)],
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way of naming a time.

    Attributes:
        file: Name of the file it stands in.
        id: Travels with each timing into the outputs.
        says: What the rule reads, in words.
        pattern: Regular expression, all names filled in; letter case is ignored.
        reads: Name of the function that turns a match into a reading.
        needs: Words; a sentence with none of them is not tried. A capital counts ("May"). Empty: always
            tried where there is a period.
        led_by: Leads without one of which the words name no time ("2025", "March"). Empty: none needed.
        finds: Tables of a sentence and what the rule reads in it.
        passes_over: Sentences in which it reads nothing.
    """

    file: str
    id: str
    says: str
    pattern: str
    reads: str
    needs: frozenset[str] = frozenset()
    led_by: frozenset[str] = frozenset()
    finds: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    passes_over: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern, made when first needed: compiling all would cost a start a second.

        Raises:
            Problem: The pattern is no regular expression.
        """
        try:
            return re.compile(self.pattern, re.IGNORECASE)
        except re.error as error:
            raise Problem(
                f"{self.file}: rule {self.id!r}: pattern is no regular expression: {error}"
            ) from error

    @property
    def step(self) -> Step:
        """When the rule is tried."""
        if "(?P<period>" in self.pattern:
            return "periods"
        return "events" if self.reads == "read_event" else "words"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All rules of a file, in its order, and the word lists they share.

    Attributes:
        names: List name to word to value: ``names["month"]["april"] == 4``.
        leads: Prepositional phrase to what it is: ``leads["no later than"] == "by"``.
        tails: The same for words after a period: ``tails["at the earliest"] == "from"``.
        between: Pattern of what may stand between a lead and its period, such as a time of day.
        tense: The verbs that decide between a past and a coming year.
    """

    rules: tuple[Rule, ...]
    names: Mapping[str, Mapping[str, Any]]
    leads: Mapping[str, str]
    tails: Mapping[str, str]
    between: str
    tense: Tense

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """A period with the words before and after it that say how an act stands to it."""
        leads, tails = _either(self.leads), _either(self.tails)
        return re.compile(
            rf"(?:\b(?P<lead>{leads})\s+{self.between}(?:the\s+)?)?(?P<period>{PLACE})(?:,?\s+\(?(?P<tail>{tails})\b\)?)?",
            re.IGNORECASE,
        )

    @cached_property
    def needed_by(self) -> Mapping[str, int]:
        """Word to the rules that need it, as bits in the order of ``rules``."""
        bits: dict[str, int] = {}
        for index, rule in enumerate(self.rules):
            for word in (spelling for need in rule.needs for spelling in _spellings(need)):
                bits[word] = bits.get(word, 0) | 1 << index
        return bits


def _spellings(word: str) -> set[str]:
    """A word as a text may print it; one with a capital keeps it ("May" is no "may")."""
    return {word, word.upper()} | ({word.capitalize()} if word.islower() else set())


def read_rules(words: Path, files: Sequence[Path], readings: Mapping[str, Callable[..., Any]]) -> Rules:
    """Read the rules of several files.

    Args:
        words: TOML file of the words and parts that the rules share.
        files: TOML files of rules, in the order in which the rules are tried.
        readings: The reading functions that rules may name.

    Raises:
        Problem: A file is no TOML, has a key that means nothing, lacks one, or names what is not there.
    """
    data = _read_toml(words, _WORD_KEYS)
    _check_keys(f"{words.name}: tense", data["tense"].keys(), LISTS, LISTS)
    names = {
        name: {word.lower(): value for word, value in table.items()} for name, table in data["names"].items()
    }
    lists = {name: list(table) for name, table in (data["names"] | data["lists"]).items()}
    parts = {name: _either(listed) for name, listed in lists.items()}
    parts |= {name: f"(?P<{name}>{PLACE})" for name in ("period", "other", "timing")}
    for name, pattern in data["parts"].items():
        parts[name] = _fill(f"{words.name}: part {name!r}", pattern, parts)
    tables = [(file.name, table) for file in files for table in _read_toml(file, {"rule"})["rule"]]
    rules = tuple(_read_rule(file, table, parts, lists | _DIGITS, readings) for file, table in tables)
    _check_unique(rules)
    return Rules(
        rules=rules,
        names=names,
        leads=_by_words(f"{words.name}: leads", data["leads"]),
        tails=_by_words(f"{words.name}: tails", data["tails"]),
        between=data["between"],
        tense=Tense(data["tense"]),
    )


def _read_toml(path: Path, keys: AbstractSet[str]) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise Problem(f"{path.name}: cannot be read as TOML: {error}") from error
    _check_keys(f"{path.name}: top level", data.keys(), keys, keys)
    return data


def _read_rule(
    file: str,
    table: dict[str, Any],
    parts: Mapping[str, str],
    lists: Mapping[str, list[str]],
    readings: Mapping[str, Callable[..., Any]],
) -> Rule:
    place = f"{file}: rule {table.get('id', '(without id)')!r}"
    _check_keys(place, table.keys(), _RULE_KEYS, _NEEDED_KEYS)
    for number, find in enumerate(table["finds"], 1):
        _check_keys(f"{place}: finds {number}", find.keys(), _FIND_KEYS, {"text", "words", "relation"})
    _check_one_of(f"{place}: reads", table["reads"], list(readings))
    for lead in table.get("led_by", ()):
        _check_one_of(f"{place}: led_by", lead, (*_LEADS, "period"))
    pattern = _fill(place, table["pattern"], parts)
    return Rule(
        file=file,
        id=table["id"],
        says=table["says"],
        pattern=pattern,
        reads=table["reads"],
        needs=frozenset(_single_words(f"{place}: needs", table.get("needs", ()), lists)),
        led_by=frozenset(table.get("led_by", ())),
        finds=tuple(table["finds"]),
        passes_over=tuple(table["passes_over"]),
    )


def _single_words(place: str, needs: Sequence[str], lists: Mapping[str, list[str]]) -> list[str]:
    """A list in braces gives the last word of each entry; any other need stands for itself."""
    words: list[str] = []
    for need in needs:
        name = need.strip("{}")
        if name != need:
            _check_one_of(place, name, list(lists))
        words += [need] if name == need else lists[name]
    return [re.findall(r"[A-Za-z0-9]+", word)[-1] for word in words]


def _either(words: Sequence[str] | Mapping[str, Any]) -> str:
    """An alternation of phrases, longest first, with any white space and either apostrophe."""
    phrases = sorted(words, key=lambda word: (-len(word), word))
    escaped = (re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in phrases)
    return f"(?:{'|'.join(escaped)})"


def _fill(place: str, pattern: str, parts: Mapping[str, str]) -> str:
    def part(found: re.Match[str]) -> str:
        if found[1] not in parts:
            raise Problem(
                f"{place}: {found[0]} is no word list or part; use one of {', '.join(sorted(parts))}"
            )
        return parts[found[1]]

    return re.sub(r"\{([a-z_]+)\}", part, pattern)


def _by_words(place: str, tables: Mapping[str, Sequence[str]]) -> dict[str, str]:
    for relation in tables:
        _check_one_of(place, relation, _LEADS)
    return {words: relation for relation, phrases in tables.items() for words in phrases}


def _check_one_of(place: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise Problem(f"{place}: {word!r} means nothing here; use one of {', '.join(sorted(known))}")


def _check_keys(
    place: str, keys: AbstractSet[str], known: AbstractSet[str], needed: AbstractSet[str]
) -> None:
    for key in sorted(keys - known):
        raise Problem(f"{place}: unknown key {key!r}; use one of {', '.join(sorted(known))}")
    for key in sorted(needed - keys):
        raise Problem(f"{place}: the key {key!r} is missing")


def _check_unique(rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise Problem(f"{rule.file}: rule {rule.id!r} stands twice; give each rule its own id")
        seen.add(rule.id)
