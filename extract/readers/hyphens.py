"""Words broken at a line's end: joined only where the joined word is the word."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.readers.pdf_glyphs import SOFT_HYPHEN

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W_]+)*")
LAST = re.compile(rf"([^\W_]+(?:-[^\W_]+)*)[-{SOFT_HYPHEN}]$")
HANGING = re.compile(r"(?:and|or|to|nor) (?:\S+ )?[^\W\d_]+-[^\W\d_]", re.I)
FIRST = re.compile(r"([^\W_]+)")
PARTS = Path(__file__).with_name("hyphens.toml")
SUFFIX = 4  # letters of a last part that may be a mere ending: "multi-ple", "non-e"
SYLLABLE = 2  # letters of a first part that is more often a syllable than a word: "in-terest", "re-flect"
OFTEN = 0.02  # share of lines broken inside a word above which the document is taken to be hyphenated


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that a document prints unbroken.

    Attributes:
        words: How often each stands in it, in lower case.
        firsts: First parts of its hyphenated words ("multi" of "multi-agency").
        lasts: Their last parts.
        hyphenated: True where its typesetter breaks words at line ends.
        soft: True where U+2010 stands at line ends alone: the typesetter's; ``None`` where it stands nowhere.
    """

    words: Counter[str]
    firsts: frozenset[str]
    lasts: frozenset[str]
    hyphenated: bool
    soft: bool | None


def read_vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The vocabulary of a document's printed lines: what stands at a break counts for nothing."""
    words: Counter[str] = Counter()
    broken: list[tuple[str, str]] = []
    before, count, inside, at_ends = "", 0, False, False
    for line in lines:
        count += 1
        inside = inside or SOFT_HYPHEN in line[:-1]
        at_ends = at_ends or line.endswith(SOFT_HYPHEN)
        head = FIRST.match(line)
        tail = LAST.search(line)
        if before and head:
            broken.append((before, head[1].lower()))
        inner = line[head.end() if before and head else 0 : tail.start() if tail else len(line)]
        words.update(word.lower() for word in WORD.findall(inner))
        before = tail[1].lower() if tail else ""
    firsts = frozenset(word.partition("-")[0] for word in words if "-" in word)
    torn = sum(
        1 for head, rest in broken if (head not in words and head not in firsts) or head + rest in words
    )
    return Vocabulary(
        words=words,
        firsts=firsts,
        lasts=frozenset(word.rpartition("-")[2] for word in words if "-" in word),
        hyphenated=torn > OFTEN * count,
        soft=not inside if at_ends else None,
    )


def join_lines(first: str, second: str, vocabulary: Vocabulary) -> str:
    """Two printed lines of one paragraph as one: with a space, or a broken word joined again."""
    tail, head = LAST.search(first), FIRST.match(second)
    if re.search(r"\S/$", first):  # "2025/26", an address
        return first + second
    if not first.endswith(("-", SOFT_HYPHEN)):
        return f"{first} {second}"
    if not tail or not head:  # a dash with white before it, or one before a bracket
        return f"{first} {second}" if first[-2:-1].isspace() else first + second
    if HANGING.match(second):  # "pre- and post-release"
        return f"{first[:-1]}- {second}"
    inner = second[head.end() :].startswith("-") and head[1].lower() in read_parts("lasts")
    if not inner and _is_one_word(tail[1], head[1], first[-1], vocabulary):
        return first[:-1] + second
    return f"{first[:-1]}-{second}"


@cache
def read_parts(name: str) -> frozenset[str]:
    """One list of ``hyphens.toml``: ``firsts``, ``lasts`` or ``closed``."""
    return frozenset(tomllib.loads(PARTS.read_text(encoding="utf-8"))[name].split())


def _is_one_word(head: str, rest: str, hyphen: str, vocabulary: Vocabulary) -> bool:
    words, first, last = vocabulary.words, head.lower().rpartition("-")[2], rest.lower()
    joined, apart = words[(head + rest).lower()], words[f"{head}-{rest}".lower()]
    if joined != apart:
        return joined > apart
    if rest[0].isupper() or rest[0].isdigit() or head[-1].isdigit():
        return False
    if vocabulary.soft:  # the typesetter has a sign of its own
        return hyphen == SOFT_HYPHEN
    if first + last in read_parts("closed"):
        return True
    return vocabulary.hyphenated and not _is_compound(first, last, vocabulary)


def _is_compound(first: str, last: str, vocabulary: Vocabulary) -> bool:
    """Holds for two words that the language or the document joins with a hyphen, and for any two words."""
    if first in read_parts("firsts"):
        return len(last) > SUFFIX or last in vocabulary.words
    if last in read_parts("lasts") or last in vocabulary.lasts:
        return first in vocabulary.words or first in vocabulary.firsts
    known = first in vocabulary.words or first in vocabulary.firsts
    return known and last in vocabulary.words and len(first) > SYLLABLE
