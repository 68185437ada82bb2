"""Word lists: data beside the code that reads them."""

import tomllib
from functools import cache
from pathlib import Path

LISTS = Path(__file__).with_name("words.toml")


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(LISTS.read_text(encoding="utf-8"))


@cache
def read_words(name: str) -> frozenset[str]:
    """The words and phrases of one list of ``words.toml``, lower case as written there."""
    return frozenset(word.replace("_", " ") for word in _lists()[name].split())
