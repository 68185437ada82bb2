"""Recommendation numbers as texts print them."""

import re
from dataclasses import dataclass

from link.words import NUMERALS

SPELT = {"one": "1", **NUMERALS}
WORDS = "|".join(sorted(SPELT, key=lambda word: (-len(word), word)))
NUMBER = (
    r"(?:(?:[A-Z]{1,3}[-.]?)?\d{1,3}(?:\.\d{1,2}){0,2}(?:\([a-z]\)|[a-z])?(?![\w%]|\.\d)"
    rf"|(?i:{WORDS})\b(?!\s+(?:by\s+one|would|could|should|might|must)))"
)
JOINT = r"\s*(?:,\s*(?:and|&|or)|,|;|and|&|or|to|through|[–—-])\s*"
LIST = rf"{NUMBER}(?:{JOINT}(?:(?i:recommendations?)\s+)?{NUMBER})*"
MENTION = re.compile(
    r"\b(?i:recommendations?|recs?\.?)\s+(?i:nos?\.?\s*|numbers?\s+|numbered\s+)?\(?"
    rf"(?P<list>{LIST})(?!\s+(?:years?|months?|weeks?|days?|times?)\b)"
)
SIGNS = ("ecommendation", "ECOMMENDATION", "Rec", "rec.", "recs")  # without one of them there is no mention
RANGE = re.compile(r"(\d{1,3})\s*(?:to|through|[–—-])\s*(?:(?i:recommendations?)\s+)?(\d{1,3})(?![\w.])")
LONGEST_RANGE = 400  # numbers; the longest report in use (a Royal Commission's) has 409

# What may follow the number where a block opens with it as its label: a colon, a stop, a dash, a
# bracket, the end of a table's cell, or nothing.
AFTER_LABEL = re.compile(r"[\s*_]*(?:[:.–—(|-]|\)\s*[:.–—-]?|$)")
MARKS = re.compile(r"[\s*_•|\-–—\"“‘(]*")

# A table whose first column is headed so numbers its rows by recommendation.
NUMBERED_COLUMN = re.compile(
    r"[\s|*]*(?:recommendations?|recs?\.?|no\.?|number|#)(?:\s+(?:no\.?|numbers?))?\s*(?:\||$)", re.I
)
ROW_NUMBER = re.compile(rf"[\s|*]*(?P<list>{LIST})(?=\s*(?:[:.)|–—-]|$))")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text cites recommendations by number.

    Attributes:
        numbers: The numbers in order; a range is written out.
        start: First code point in the text that was read.
        end: One past the last code point.
        words: The words as printed.
    """

    numbers: tuple[str, ...]
    start: int
    end: int
    words: str


def find_mentions(text: str) -> list[Mention]:
    """Every "Recommendation 13", "recommendations 3, 4 and 7", "Recommendations 31 to 33"."""
    if not any(sign in text for sign in SIGNS):
        return []
    return [Mention(_numbers(m["list"]), m.start(), m.end(), m[0]) for m in MENTION.finditer(text)]


def find_label(text: str, *, heading: bool) -> Mention | None:
    """The numbers that a block bears as its label, as "Recommendation 13: Mandatory reporting" does.

    Args:
        text: The block's words.
        heading: A heading bears whatever number it names; another block opens with it.
    """
    if not (mentions := find_mentions(text)):
        return None
    first = mentions[0]
    if heading:
        return first
    opens = MARKS.match(text)
    return first if opens and opens.end() >= first.start and AFTER_LABEL.match(text, first.end) else None


def find_row_label(text: str, header: str) -> Mention | None:
    """The numbers in the first cell of a table's row, with the word or below a column headed by it."""
    if label := find_label(text, heading=False):
        return label
    row = ROW_NUMBER.match(text) if NUMBERED_COLUMN.match(header) else None
    return Mention(_numbers(row["list"]), row.start("list"), row.end(), row["list"]) if row else None


def _numbers(words: str) -> tuple[str, ...]:
    for span in RANGE.finditer(words):
        low, high = int(span[1]), int(span[2])
        if low < high <= low + LONGEST_RANGE:
            words = words.replace(span[0], ", ".join(map(str, range(low, high + 1))))
    return tuple(dict.fromkeys(plain_number(number) for number in re.findall(NUMBER, words)))


def plain_number(number: str) -> str:
    """A number as it is compared: ``"4(a)"`` and ``"4A"`` are ``"4a"``, ``"Four"`` is ``"4"``."""
    plain = number.strip(" .").lower().replace("(", "").replace(")", "")
    return SPELT.get(plain, plain)
