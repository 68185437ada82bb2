"""Names that need their surroundings looked at before they are believed: "government", "forces", "Mind"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

RULES = Path(__file__).with_name("bodies.toml")
SECTIONS = frozenset(("kinds", "shared", "words", "guard"))
LISTS = ("after", "skips", "before", "not_after", "not_before", "then")
TEXTS = ("aliases", "near", "finds", "passes_over")
KEYS = frozenset(("id", "says", "first", *LISTS, *TEXTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What must stand around a name, and what must not.

    Attributes:
        id: Name of the guard.
        says: What it means, in a sentence.
        aliases: The names it guards.
        after: The word before must be one of these ...
        skips: ... once these are passed over ...
        before: ... or else the next word one of these. Both empty: anything may stand there.
        not_after: The word before must be none of these.
        not_before: The next word, or two words, must be none of these ...
        then: ... unless one of these follows it, which makes it a verb.
        near: Beginnings of words, one of which must stand in the sentence or in a block near by.
        first: False if the name is not believed at the start of a sentence.
        finds: Sentences in which the name is believed.
        passes_over: Sentences in which it is not.
    """

    id: str
    says: str
    aliases: tuple[str, ...]
    after: frozenset[str]
    skips: frozenset[str]
    before: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    then: frozenset[str]
    near: tuple[str, ...]
    first: bool
    finds: tuple[str, ...]
    passes_over: tuple[str, ...]

    def allows(self, doc: Doc, start: int, end: int) -> bool:
        """True if the words around ``doc[start:end]`` let the name stand; ``near`` is the caller's to ask."""
        following, second = _word(doc, end), _word(doc, end + 1)
        if (not self.first and start == 0) or _word(doc, start - 1) in self.not_after:
            return False
        if f"{following} {second}" in self.not_before:
            return False
        if following in self.not_before and second not in self.then:
            return False
        if not self.after and not self.before:
            return True
        return following in self.before or self._leader(doc, start) in self.after

    def _leader(self, doc: Doc, start: int) -> str:
        place = start - 1
        while _word(doc, place) in self.skips:
            place -= 1
        return _word(doc, place)

    def is_near(self, words: str) -> bool:
        """True if one of the beginnings that ``near`` asks for is in the words."""
        return bool(re.search(rf"\b(?:{'|'.join(map(re.escape, self.near))})", words))


@cache
def read_guards() -> tuple[Guard, ...]:
    """The guards of ``bodies.toml``, in order.

    Raises:
        ValueError: A section or key is unknown.
    """
    data = tomllib.loads(RULES.read_text(encoding="utf-8"))
    if set(data) - SECTIONS:
        raise ValueError(f"{RULES.name}: unknown section {min(set(data) - SECTIONS)!r}")
    words = {name: frozenset(text.split()) for name, text in data["words"].items()}
    return tuple(_read_guard(entry, words) for entry in data["guard"])


def _read_guard(entry: dict[str, Any], words: dict[str, frozenset[str]]) -> Guard:
    unknown = set(entry) - KEYS
    if unknown:
        raise ValueError(f"{RULES.name}: guard {entry.get('id')!r} has the unknown key {min(unknown)!r}")
    values: dict[str, Any] = {"first": entry.get("first", True)}
    values |= {key: _words(entry.get(key, ()), words) for key in LISTS}
    values |= {key: tuple(entry.get(key, ())) for key in TEXTS}
    return Guard(id=entry["id"], says=entry["says"], **values)


def _words(entries: list[str], words: dict[str, frozenset[str]]) -> frozenset[str]:
    """The entries as they are, and for "@verbs" the words of that list."""
    return frozenset().union(*(words[one[1:]] if one.startswith("@") else {one} for one in entries))


def _word(doc: Doc, place: int) -> str:
    return doc[place].lower_.replace("’", "'") if 0 <= place < len(doc) else ""
