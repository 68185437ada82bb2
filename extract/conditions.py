"""What a promise hangs on: words of the sentence, its lead-in, or a sibling item."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

RULES = Path(__file__).with_name("conditions.toml")


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """One form of words; ``whole`` when a list item of this form is a caveat for its siblings."""

    id: str
    pattern: re.Pattern[str]
    whole: bool
    finds: tuple[str, ...]
    passes_over: tuple[str, ...]


@cache
def condition_rules() -> tuple[ConditionRule, ...]:
    """The rules of ``conditions.toml``."""
    tables = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return tuple(
        ConditionRule(
            t["id"],
            re.compile(t["pattern"]),
            t.get("whole", False),
            tuple(t["finds"]),
            tuple(t["passes_over"]),
        )
        for t in tables
    )


@lru_cache(maxsize=4)  # a sentence is asked for several times, one after the other
def find_condition(text: str) -> str:
    """The first condition in a sentence; empty if there is none."""
    found = [m for rule in condition_rules() if not rule.whole and (m := rule.pattern.search(text))]
    return min(found, key=lambda m: m.start())[0].strip(" ,") if found else ""


def find_caveat(text: str) -> str:
    """The whole sentence's condition for its sibling items; empty if it is no caveat."""
    for rule in condition_rules():
        if rule.whole and (found := rule.pattern.search(text)):
            return found[0].strip(" ,")
    return ""
