"""The words by which an unlisted body or a person is known, and the record of one sighting."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from extract.body_list import Body

LISTS = Path(__file__).with_name("body_words.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One place where a sentence names a body.

    Attributes:
        start: First token.
        end: One past the last token.
        body: The body named.
        kind: The body's kind, or ``minister`` for an office and its holder.
        rule: ``listed``, ``defined`` or ``form``.
        doubtful: True when two bodies have the name and the document did not settle which.
        shorts: Short forms by which the text may name it from here on: ``("Casey", "Louise Casey")``.
    """

    start: int
    end: int
    body: Body
    kind: str
    rule: str
    doubtful: bool = False
    shorts: tuple[str, ...] = ()


@cache
def word_list(name: str) -> frozenset[str]:
    """The words and phrases of one list of ``body_words.toml``."""
    return frozenset(word.replace("_", " ") for word in _lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(LISTS.read_text(encoding="utf-8"))


@cache
def heads() -> frozenset[str]:
    """Words that an organisation's name ends or begins with."""
    return word_list("public_heads") | word_list("other_heads")


def head_word(doc: Doc, place: int) -> str:
    """The head word that ends at ``place``, in small letters; "taskforce" for "Task Force"."""
    word = doc[place].lower_
    return "taskforce" if word == "force" and place and doc[place - 1].lower_ == "task" else word


def has_capital(token: Token) -> bool:
    """True for a word that begins with a capital, or with a digit and a capital."""
    first, second = token.text[0], token.text[1:2]
    return first.isupper() or (first.isdigit() and second.isupper())


def is_possessive(token: Token) -> bool:
    """True for "'s" and a lone apostrophe, straight or curly."""
    return token.text in ("'s", "’s", "'", "’")


def is_generic(token: Token) -> bool:
    """True for a word that could stand in any body's name, or in none."""
    word = token.lower_
    return word in word_list("generic") or word in word_list("links") or not has_capital(token)
