"""What a document says of itself, where nobody has said it in ``sources.toml``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from extract.structure import VALEDICTION, words_of
from models import Block, Source

HEAD = 40  # blocks in which a date line is looked for; the letter's stands in the eleventh
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? (?:19|20)\d\d)"
DATE_LINE = re.compile(
    rf"(?:(?:First )?[Pp]ublished|Date|Dated|Updated|Issued|Delivered on|Last updated)?[:\s]*(?:on )?"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?P<day>{DAY})\.?$"
)
DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us)\b")
REPORTING = re.compile(r"\b(?:said|told|added|called for|urged|warned|claimed)\b")
MARKS = " *_\t\n\xa0"


def complete(source: Source, text: str, blocks: Sequence[Block], found: Mapping[str, Any]) -> Source:
    """Fill what ``source`` leaves open, first from what the file states, then from its words and name.

    Args:
        source: What is known; a field counts as open while it holds its default.
        text: The canonical text.
        blocks: Its arranged blocks.
        found: What the file's own metadata states, by field name.

    Returns:
        The source; ``assumed`` names every field that nobody and no metadata stated.
    """
    stated = {key: value for key, value in found.items() if value and _open(source, key)}
    source = replace(source, **{key: value for key, value in stated.items() if key in FIELDS})
    guesses = _guess(source, text, blocks)
    filled = {key: value for key, value in guesses.items() if value and _open(source, key)}
    return replace(source, **filled, assumed=tuple(sorted({*source.assumed, *filled})))


FIELDS = ("title", "publisher", "published", "kind", "signatory", "speaker", "url", "licence")


def _open(source: Source, key: str) -> bool:
    if key == "title":
        return source.title in ("", source.id)
    if key == "kind":
        return source.kind == "document"
    if key == "rank":
        return source.rank == "primary"
    return not getattr(source, key, True)


def _guess(source: Source, text: str, blocks: Sequence[Block]) -> dict[str, Any]:
    lines = [words_of(text, block) for block in blocks]
    signed = [i for i, b in enumerate(blocks) if b.kind == "aside" and VALEDICTION.match(lines[i])]
    letter = bool(signed)
    press = not letter and source.kind == "document" and _reads_like_news(text)
    return {
        "title": _first_heading(blocks, lines),
        "published": _date_line(lines[:HEAD]) or _date_in_name(source.file),
        "kind": "letter" if letter else "news-report" if press else "",
        "rank": "press" if press or source.kind == "news-report" else "",
        "publisher": _letterhead(lines) if letter else "",
        "signatory": _signature(lines[signed[-1] + 1 :]) if letter else "",
    }


def _first_heading(blocks: Sequence[Block], lines: Sequence[str]) -> str:
    """The heading above the first paragraph; a later one is no title."""
    for block, words in zip(blocks, lines, strict=True):
        if block.kind == "heading":
            return words
        if block.kind == "paragraph":
            break
    return ""


def _date_line(lines: Sequence[str]) -> date | None:
    for line in lines:
        if found := DATE_LINE.match(line):
            return _day(re.sub(r"(?<=\d)(?:st|nd|rd|th)|,", "", found["day"]))
    return None


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%d %B %Y").date()
    except ValueError:
        return None


def _date_in_name(file: str) -> date | None:
    found = DAY_IN_NAME.search(file)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _letterhead(lines: Sequence[str]) -> str:
    return lines[0] if lines and not re.search(r"\d|www\.|@", lines[0]) else ""


def _signature(lines: Sequence[str]) -> str:
    """Name and office below the valediction, such as ``"Rt Hon A B MP, Home Secretary"``."""
    named = [line.strip(MARKS) for line in lines if line.strip(MARKS)]
    return ", ".join(named[:2])


def _reads_like_news(text: str) -> bool:
    """Others are quoted, and nobody says "we" outside quotation marks."""
    plain = QUOTED.sub("", text)
    words = max(1, len(plain.split()))
    return len(REPORTING.findall(plain)) >= 3 and len(FIRST_PERSON.findall(plain)) * 500 < words
