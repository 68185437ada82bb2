"""Words as linking compares them: lower case, without small words and endings."""

import re
import tomllib
from pathlib import Path

LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
SMALL = frozenset(LISTS["small"].split())
NUMERALS = {word: str(number) for number, word in enumerate(LISTS["numerals"].split(), start=2)}
# Plurals of their own, and the press's "child sex abuse".
IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person", "sex": "sexual"}
TOKEN = re.compile(r"[^\W_]+")
VOWEL = re.compile(r"[aeiouy]")


def stems_of(text: str) -> list[str]:
    """The words of a text in order, small words left out, each cut to a light stem.

    "Removing the three-year limits" gives ``["remov", "3", "year", "limit"]``.
    """
    return [stem for token in TOKEN.findall(text.lower()) if (stem := _STEMS[token])]


class _Stems(dict[str, str]):
    """Stem of each token met so far; empty for a small word."""

    def __missing__(self, token: str) -> str:
        stem = "" if token in SMALL else IRREGULAR.get(token) or NUMERALS.get(token) or _cut(token)
        if len(self) < 200_000:  # a bound on memory, far above the words of any inquiry
            self[token] = stem
        return stem


_STEMS = _Stems()


def _cut(token: str) -> str:
    """Take off plural, -ing and -ed, a last e and a doubled last letter."""
    if len(token) <= 3 or not token.isalpha():
        return token
    if token.endswith(("ies", "ied")):
        token = token[:-3] + "y"
    elif token.endswith("s") and not token.endswith(("ss", "us", "is")):
        token = token[:-1]
    if len(token) <= 3:
        return token
    for ending in ("ing", "ed"):
        rest = token.removesuffix(ending)
        if rest != token and len(rest) >= 3 and VOWEL.search(rest):
            token = rest
            break
    token = token.removesuffix("e")
    return token[:-1] if len(token) > 3 and token[-1] == token[-2] else token
