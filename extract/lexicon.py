"""Verbs in all their forms, and the word classes that rules may name.

A word class is a lexeme flag on the spaCy vocabulary: a rule pays one bit test for it.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from spacy.vocab import Vocab

from extract.words import read_words

VERBS = Path(__file__).with_name("verbs.toml")

FORMS = ("base", "does", "ing", "past", "part")
CLASSES = (
    "act",
    "effort",
    "consider",
    "effect",
    "programme",
    "process",
    "done",
    "practice",
    "attitude",
    "state",
    "speech",
    "pledge",
)

_VOWELS = "aeiou"


class Verbs:
    """Every known verb form with its forms and classes.

    Attributes:
        lemmas: Form to base forms: ``{"published": ("publish",)}``.
        forms: Form to the names of its forms, from ``FORMS``.
        classes: Form to the names of its verbs' classes, from ``CLASSES``.
    """

    def __init__(self, lists: dict[str, str], irregular: dict[str, str]) -> None:
        """Build all forms of the verbs in ``lists`` (class to words)."""
        self.lemmas: dict[str, tuple[str, ...]] = {}
        self.forms: dict[str, frozenset[str]] = {}
        self.classes: dict[str, frozenset[str]] = {}
        by_verb: dict[str, set[str]] = {}
        for name, words in lists.items():
            for verb in words.split():
                by_verb.setdefault(verb, set()).add(name)
        for verb, classes in by_verb.items():
            for form, word in _forms(verb, irregular.get(verb, "")):
                self._add(word, verb, form, classes)

    def _add(self, word: str, verb: str, form: str, classes: set[str]) -> None:
        self.lemmas[word] = tuple(dict.fromkeys((*self.lemmas.get(word, ()), verb)))
        self.forms[word] = self.forms.get(word, frozenset()) | {form}
        self.classes[word] = self.classes.get(word, frozenset()) | classes


def _forms(verb: str, irregular: str) -> list[tuple[str, str]]:
    past = irregular.split() or [_add_ed(verb)]
    return [
        ("base", verb),
        ("does", _add_s(verb)),
        ("ing", _add_ing(verb)),
        ("past", past[0]),
        ("part", past[-1]),
    ]


def _doubles(verb: str) -> bool:
    if verb in read_words("doubling"):
        return True
    if re.search(r"[aeiou]l$", verb) and not re.search(r"[aeiou]{2}l$", verb):
        return True  # British "travelled", "modelled"
    short = len(re.findall(r"[aeiouy]+", verb)) == 1
    return short and bool(re.search(rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxy]$", verb))


def _add_s(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")


def _add_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles(verb) else "") + "ed"


def _add_ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _doubles(verb) else "") + "ing"


@cache
def read_verbs() -> Verbs:
    """The verbs of ``verbs.toml``."""
    data = tomllib.loads(VERBS.read_text(encoding="utf-8"))
    irregular = data.pop("irregular")
    unknown = set(data) - set(CLASSES)
    if unknown:
        raise ValueError(f"{VERBS.name}: unknown list {sorted(unknown)[0]!r}")
    return Verbs(data, irregular)


@cache
def function_words() -> frozenset[str]:
    """Words that are never a verb, a noun or an adjective."""
    names = ("adverbs", "determiners", "auxiliaries", "prepositions", "subordinators", "subject_pronouns")
    closed = frozenset().union(*(read_words(name) for name in names))
    return closed | read_words("particles")


def may_follow_modal(word: str) -> bool:
    """A base form, known or not: whatever may stand behind "will"."""
    forms = read_verbs().forms.get(word)
    if forms or word == "do":
        return not forms or "base" in forms
    return (
        word.replace("-", "").isalpha()
        and word.islower()
        and word not in function_words()
        and not word.endswith(("ly", "ing"))
    )


def is_doing(word: str) -> bool:
    """An ``-ing`` form that can be a verb's."""
    forms = read_verbs().forms.get(word)
    if forms and "ing" in forms:
        return True
    return (
        word.endswith("ing")
        and len(word) > 5
        and word not in read_words("no_participles")
        and word.replace("-", "").isalpha()
    )


def is_done(word: str) -> bool:
    """A past participle, known or of regular form."""
    forms = read_verbs().forms.get(word)
    if forms:
        return "part" in forms
    return word.endswith("ed") and len(word) > 4 and word.replace("-", "").isalpha()


def _known(form: str, *classes: str) -> Callable[[str], bool]:
    verbs = read_verbs()

    def test(word: str) -> bool:
        return form in verbs.forms.get(word, ()) and any(name in verbs.classes[word] for name in classes)

    return test


@cache
def word_classes() -> dict[str, Callable[[str], bool]]:
    """The classes that a rule's pattern may name, each with its test of a lower-case word."""
    return {
        "ADV": lambda word: word in read_words("adverbs") or word in read_words("hedges"),
        "DET": lambda word: word in read_words("determiners"),
        "VERB": may_follow_modal,
        "ING": is_doing,
        "DONE": is_done,
        "DID": _known("past", "act", "effort"),
        "PRACTICE": lambda word: _known("does", "practice")(word) or _known("base", "practice")(word),
        "DOES": _known("does", "programme", "process"),
        "CONSIDER": _known("base", "consider"),
        "CONSIDERING": _known("ing", "consider"),
        "PLEDGE": lambda word: _known("base", "pledge")(word) or _known("does", "pledge")(word),
        "PLEDGED": _known("part", "pledge"),
        "WORD": lambda word: word.replace("-", "").isalnum(),
    }


def add_flags(vocab: Vocab) -> dict[str, int]:
    """Register the word classes on a vocabulary: class name to attribute id."""
    return {name: vocab.add_flag(_on_lower(test)) for name, test in word_classes().items()}


def _on_lower(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: test(text.lower())
