"""The words of ``threads.toml``: kinds of act, words that tell nothing, and where an act ends."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from link.cues import Cue, read_cues
from link.words import stems_of
from models import Problem

WORDS = Path(__file__).with_name("threads.toml")
LISTS = ("skipped", "plain", "lesser", "nouns_too", "papers", "steps")
KINDS = ("whole", "by_themselves", "inside", "with_bodies")
KEYS = {*LISTS, *KINDS, "alike", "same", "irregular", "light", "family", "cue"}
FAMILY_KEYS = {"id", "says", "verbs", "phrases", "nouns", "finds", "passes_over"}

# Endings that make nouns and adjectives of verbs; four letters must be left.
ENDING = re.compile(r"(?<=.{4})(?:ational|i[sz]ation|[ai]tion|ion|e?ment|[ae]nce|ity|ive|al|or|er|ly)$")
SHORTEST = 5  # letters of a stem whose last "at" is an ending
WORD = re.compile(r"[A-Za-z][\w’'-]*")
HEAD = 14  # words of a text in which the head of its act is sought
LIGHT = 5  # words in which the noun of a light verb is sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of act and its proof."""

    id: str
    says: str
    finds: tuple[str, ...]
    passes_over: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """What ``threads.toml`` says.

    Attributes:
        families: The kinds of act.
        kind_of: Kind of each stem of a verb.
        kind_of_noun: Kind of each noun that names an act.
        kind_of_phrase: Kind of each pair such as ("set", "up").
        light_verbs: Roots of verbs that get their kind from a noun behind them.
        light_nouns: Kind that such a noun gives.
        alike: Pairs of kinds that may speak of one another.
        words: Its lists, as printed.
        roots: The roots of those lists.
        kinds: Its lists of kinds.
        cues: Its patterns by id.
    """

    families: tuple[Family, ...]
    kind_of: dict[str, str]
    kind_of_noun: dict[str, str]
    kind_of_phrase: dict[tuple[str, str], str]
    light_verbs: frozenset[str]
    light_nouns: dict[str, str]
    alike: frozenset[frozenset[str]]
    words: dict[str, frozenset[str]]
    roots: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]
    cues: dict[str, Cue]

    def kind(self, word: str) -> str:
        """Kind of act that a word names; empty if it names none."""
        return self.kind_of_noun.get(word) or self.kind_of.get(stem_of(word), "")

    def head(self, text: str) -> tuple[str, str]:
        """Kind of the act that a text opens with, and the word that says so; both empty if there is none.

        A light verb ("provide funding", "announce a review") gets its kind from the noun behind it.
        """
        words = [word.lower() for word in WORD.findall(text)[:HEAD]]
        for place, word in enumerate(words):
            following = words[place + 1] if place + 1 < len(words) else ""
            if kind := self.kind_of_phrase.get((root_of(word), following)):
                return kind, word
            if word not in self.words["skipped"] and not word.endswith("ly"):
                return self._light(words, place) or self.kind(word), word
        return "", ""

    def _light(self, words: list[str], place: int) -> str:
        if root_of(words[place]) not in self.light_verbs:
            return ""
        kinds = self.kind_of_noun | self.light_nouns
        return next((kinds[word] for word in words[place + 1 : place + LIGHT] if word in kinds), "")


def roots_of(text: str) -> list[str]:
    """The words of a text in order, small ones left out, each cut to its root.

    "The removal of limitations" and "removing a limit" give the same.
    """
    return [_ROOTS[stem] for stem in stems_of(text)]


def root_of(word: str) -> str:
    """The root of one word; of a small word the word itself."""
    return next(iter(roots_of(word)), word)


def stem_of(word: str) -> str:
    """The light stem of one word; of a small word the word itself."""
    return next(iter(stems_of(word)), word)


@cache
def read_act_words(path: Path = WORDS) -> ActWords:
    """Read the words.

    Raises:
        Problem: A key is unknown or missing.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    _check(path, "the file", table, KEYS)
    for row in table["family"]:
        _check(path, row.get("id", "a family"), row, FAMILY_KEYS)
    words = {name: frozenset(table[name].split()) for name in LISTS}
    return ActWords(
        families=tuple(_family(row) for row in table["family"]),
        kind_of=_kinds(table),
        kind_of_noun={noun: row["id"] for row in table["family"] for noun in row["nouns"].split()},
        kind_of_phrase={_pair(phrase): row["id"] for row in table["family"] for phrase in row["phrases"]},
        light_verbs=frozenset(roots_of(table["light"]["verbs"])),
        light_nouns=table["light"]["nouns"],
        alike=frozenset(frozenset(pair) for pair in table["alike"]),
        words=words,
        roots={name: frozenset(roots_of(table[name])) for name in LISTS},
        kinds={name: frozenset(table[name]) for name in KINDS},
        cues=read_cues(path),
    )


def _check(path: Path, where: str, table: dict[str, Any], keys: set[str]) -> None:
    if wrong := sorted(keys ^ set(table)):
        raise Problem(
            f"{path.name}: {where}: key {wrong[0]!r} is missing or unknown; there are {sorted(keys)}"
        )


def _family(row: dict[str, Any]) -> Family:
    return Family(
        id=row["id"], says=row["says"], finds=tuple(row["finds"]), passes_over=tuple(row["passes_over"])
    )


def _kinds(table: dict[str, Any]) -> dict[str, str]:
    """Kind of each stem; a verb in two families has that of the first."""
    kinds: dict[str, str] = {}
    for row in table["family"]:
        for stem in stems_of(row["verbs"]):
            kinds.setdefault(stem, row["id"])
    forms = {stem_of(form): kinds.get(stem_of(verb)) for form, verb in table["irregular"].items()}
    return kinds | {form: kind for form, kind in forms.items() if kind}


def _pair(phrase: str) -> tuple[str, str]:
    verb, particle = phrase.split()
    return root_of(verb), particle


class _Roots(dict[str, str]):
    """Root of each stem met so far."""

    def __missing__(self, stem: str) -> str:
        root = _cut(stem)
        root = SAME.get(root, root)
        if len(self) < 200_000:  # a bound on memory, far above the words of any inquiry
            self[stem] = root
        return root


def _cut(stem: str) -> str:
    """Take off the endings that make nouns and adjectives of verbs."""
    stem = ENDING.sub("", stem)
    if stem.endswith("at") and len(stem) > SHORTEST:
        stem = stem[:-2]
    if stem.endswith("y"):
        stem = stem[:-1] + "i"
    return stem.rstrip("e")


def _read_same() -> dict[str, str]:
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    pairs = {**table["same"], **table["irregular"]}
    return {_cut(stem_of(word)): _cut(stem_of(root)) for word, root in pairs.items()}


SAME = _read_same()
_ROOTS = _Roots()
