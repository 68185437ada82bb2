"""Rules as data: reading them, and finding their patterns in tokenized sentences."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.automaton import REPEAT, Automaton
from extract.lexicon import word_classes
from models import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a rule file.

    Attributes:
        id: Its name; it travels with every match into the outputs.
        says: What it means, in a sentence.
        patterns: Patterns in the short notation that the rule file explains.
        finds: Sentences that it must find.
        passes_over: Sentences in which it must find nothing.
        settings: Whatever else the file gives: stance, subjects, verbs.
    """

    id: str
    says: str
    patterns: tuple[str, ...]
    finds: tuple[str, ...]
    passes_over: tuple[str, ...]
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's pattern found in a sentence: tokens ``start`` to ``end`` (exclusive)."""

    rule: int
    start: int
    end: int


def read_rules(path: Path, keys: Iterable[str]) -> tuple[Rule, ...]:
    """Read a rule file.

    Args:
        path: A TOML file with ``[[rule]]`` tables.
        keys: Further keys that its rules may have.

    Raises:
        Problem: A key is unknown or missing, or an id stands twice.
    """
    rules: list[Rule] = []
    for table in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
        rules.append(_read_rule(path, table, frozenset(keys)))
        if [rule.id for rule in rules].count(rules[-1].id) > 1:
            raise Problem(f"{path.name}: rule {rules[-1].id!r} stands twice; rename one of them")
    return tuple(rules)


def _read_rule(path: Path, table: dict[str, Any], keys: frozenset[str]) -> Rule:
    needed = {"id", "says", "patterns", "finds", "passes_over"}
    name = table.get("id", "without an id")
    if missing := sorted(needed - set(table)):
        raise Problem(
            f"{path.name}: rule {name!r} lacks {missing[0]!r}; every rule has {', '.join(sorted(needed))}"
        )
    if unknown := sorted(set(table) - needed - keys):
        raise Problem(f"{path.name}: rule {name!r} has the unknown key {unknown[0]!r}; remove or rename it")
    settings = {key: value for key, value in table.items() if key in keys}
    lists = {key: tuple(table[key]) for key in ("patterns", "finds", "passes_over")}
    return Rule(id=table["id"], says=table["says"], settings=settings, **lists)


class RuleMatcher:
    """Finds the patterns of a rule file in tokenized sentences."""

    def __init__(self, vocab: Vocab, rules: Sequence[Rule]) -> None:
        """Compile all patterns of ``rules``, for sentences tokenized on ``vocab``."""
        self.rules = tuple(rules)
        self._strings = vocab.strings
        self._kinds: dict[int, int] = {}
        self._automaton = Automaton(
            (
                (number, spelled)
                for number, rule in enumerate(self.rules)
                for pattern in rule.patterns
                for spelled in spell_out(pattern)
            ),
            word_classes(),
        )

    def find(self, doc: Doc) -> list[Match]:
        """All matches, in the order of their places and then of the rules; the longest of each rule."""
        known = self._kinds
        ids = doc.to_array("LOWER").tolist()
        kinds = [known[word] if word in known else self._learn(word) for word in ids]
        return [Match(rule, start, end) for start, rule, end in self._automaton.find(kinds)]

    def _learn(self, word: int) -> int:
        kind = self._kinds[word] = self._automaton.kind_of(self._strings[word])
        return kind


def spell_out(pattern: str) -> list[str]:
    """A token such as ``bill|DOES`` mixes words and classes: one pattern for each."""
    spelled = [""]
    for token in pattern.split():
        mark = token[-1] if token[-1] in "?*" and len(token) > 1 else ""
        options = token.rstrip("?*").split("|") if mark else token.split("|")
        classes = [o + mark for o in options if o in word_classes()]
        words = "|".join(o for o in options if o not in word_classes())
        choices = classes + ([words + mark] if words else [])
        spelled = [f"{head} {choice}".strip() for head in spelled for choice in choices]
    return spelled


def compile_pattern(pattern: str, flags: dict[str, int]) -> list[dict[Any, Any]]:
    """A pattern in short notation as spaCy token patterns, for whoever has only a ``Matcher``."""
    return [_compile_token(token, flags) for token in pattern.split()]


def _compile_token(token: str, flags: dict[str, int]) -> dict[Any, Any]:
    repeat = {"?": "?", "*": f"{{0,{REPEAT}}}"}.get(token[-1]) if len(token) > 1 else None
    name = token[:-1] if repeat else token
    if name in flags:
        spec: dict[Any, Any] = {flags[name]: True}
    elif name.isupper() and name.isalpha():
        raise Problem(f"rules: {name!r} is no word class; the classes are {', '.join(sorted(flags))}")
    else:
        words = name.split("|")
        literal = [word for word in words if word not in flags]
        spec = {"LOWER": literal[0]} if len(literal) == 1 else {"LOWER": {"IN": literal}}
    return {**spec, "OP": repeat} if repeat else spec
