"""Rules as data: reading them, and finding their patterns from anchor words.

A plain ``Matcher`` tries every pattern at every token, so that its cost grows with the rules. Here
each pattern waits for its rarest literal word, and a small ``Matcher`` looks only around it.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.lexicon import add_flags, read_verbs, word_classes
from models import Problem

REPEAT = 3  # how often "*" may match; adverbs hardly ever come four in a row

# How often a word stands in English prose beside a rare one: a pattern waits for its rarest token.
COMMON = {
    "to": 60,
    "of": 60,
    "in": 50,
    "a": 50,
    "that": 40,
    "is": 40,
    "for": 30,
    "on": 30,
    "are": 30,
    "with": 20,
}
COMMON |= {
    "be": 20,
    "this": 20,
    "it": 20,
    "will": 20,
    "has": 15,
    "have": 15,
    "not": 15,
    "been": 10,
    "an": 15,
    "or": 10,
}


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


def compile_pattern(pattern: str, flags: dict[str, int]) -> list[dict[Any, Any]]:
    """A pattern in short notation as spaCy token patterns."""
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


class RuleMatcher:
    """Finds the patterns of a rule file in tokenized sentences."""

    def __init__(self, vocab: Vocab, rules: Sequence[Rule]) -> None:
        """Compile all patterns of ``rules`` on ``vocab``."""
        self.flags = add_flags(vocab)
        self.rules = tuple(rules)
        self._by_anchor: dict[int, _Anchored] = {}
        self._vocab = vocab
        for number, rule in enumerate(self.rules):
            for pattern in rule.patterns:
                for alternative in _spell_out(pattern):
                    self._add(number, alternative)

    def _add(self, number: int, pattern: str) -> None:
        tokens = pattern.split()
        compiled = compile_pattern(pattern, self.flags)
        position, words = _anchor(tokens, self.flags)
        for word in words:
            key = self._vocab.strings.add(word)
            anchored = self._by_anchor.setdefault(key, _Anchored(Matcher(self._vocab, validate=False)))
            anchored.matcher.add(str(number), [compiled])
            anchored.before = max(anchored.before, _longest(tokens[:position]))
            anchored.behind = max(anchored.behind, _longest(tokens[position:]))

    def find(self, doc: Doc) -> list[Match]:
        """All matches, in the order of their places and then of the rules; the longest of each rule."""
        found: dict[tuple[int, int], int] = {}
        for at, lower in enumerate(doc.to_array("LOWER").tolist()):
            anchored = self._by_anchor.get(lower)
            if anchored is None:
                continue
            left = max(0, at - anchored.before)
            for key, start, end in anchored.matcher(doc[left : at + anchored.behind]):
                place = (left + start, int(self._vocab.strings[key]))
                found[place] = max(found.get(place, 0), left + end)
        return [Match(rule, start, end) for (start, rule), end in sorted(found.items())]


@dataclass(slots=True)
class _Anchored:
    """The patterns that wait for one word, and how far around it they can reach."""

    matcher: Matcher
    before: int = 0
    behind: int = 1


def _longest(tokens: Sequence[str]) -> int:
    """How many words the pattern's tokens can match at most."""
    return sum(REPEAT if token.endswith("*") else 1 for token in tokens)


def _spell_out(pattern: str) -> list[str]:
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


def _anchor(tokens: Sequence[str], flags: dict[str, int]) -> tuple[int, list[str]]:
    """Position and words of the pattern's rarest literal token, or of a class where it has none."""
    needed = [k for k, token in enumerate(tokens) if token[-1] not in "?*"]
    literal = [k for k in needed if tokens[k] not in flags]
    if literal:
        rarest = min(literal, key=lambda k: sum(COMMON.get(word, 1) for word in tokens[k].split("|")))
        return rarest, tokens[rarest].split("|")
    verbs = read_verbs().forms
    return needed[-1], [word for word in sorted(verbs) if word_classes()[tokens[needed[-1]]](word)]
