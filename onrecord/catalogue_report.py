"""What is known of the report whose recommendations are read."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

from extract.corpus import read_register
from models import Catalogue, Document, Source

INQUIRY = re.compile(
    r"(?:(?:[A-Z][\w’'-]+|of|the|and|for|on) ){0,8}(?:Inquiry|Review|Commission|Panel)"
    r"(?: (?:into|of|on) (?:(?:the|[A-Z][\w’'-]+|and|of|in) ?){1,10})?"
)
INITIALS = re.compile(r"\s*\((?:the )?[‘“\"]?([A-Z]{3,8})[’”\"]?\)")
OPENING = 20_000  # characters of a document in which it names its inquiry
SMALL = ("the", "of", "and", "in", "on", "for", "into", "a")
DIGITS = re.compile(r"[^a-z0-9]+")


def describe_file(path: Path) -> Source:
    """What the register beside a file says of it; the rest is left to the reader."""
    entry = next((e for e in read_register(path.parent) if e.get("file") == path.name), {})
    published = entry.get("published")
    return Source(
        id=str(entry.get("id") or path.stem),
        file=path.name,
        title=str(entry.get("title") or path.stem),
        published=published if type(published) is date else None,
        url=str(entry.get("url") or ""),
    )


def describe_report(document: Document, name: str = "", title: str = "", inquiry: str = "") -> Catalogue:
    """The head of a catalogue: what a person gives goes before what the document says.

    Args:
        document: The publication.
        name: Id of the report.
        title: Title of the report.
        inquiry: Full name of the inquiry.
    """
    source = document.source
    title = title or source.title
    inquiry = inquiry or find_inquiry(f"{title}\n{document.text[:OPENING]}") or title
    initials = find_initials(inquiry, document.text)
    return Catalogue(
        id=name or DIGITS.sub("-", source.id.casefold()).strip("-"),
        title=title,
        inquiry=inquiry,
        names=(initials,) if initials else (),
        published=source.published,
        url=source.url,
    )


def find_inquiry(text: str) -> str:
    """The full name of the inquiry that a text speaks of most; the longest of those it uses as often."""
    names = Counter(_trim(found[0]) for found in INQUIRY.finditer(text))
    full = {name: count for name, count in names.items() if len(name.split()) > 1}
    return max(full, key=lambda name: (full[name], len(name), name), default="")


def find_initials(inquiry: str, text: str) -> str:
    """The initials in brackets behind an inquiry's name; empty if there are none."""
    for found in re.finditer(re.escape(inquiry), text):
        if initials := INITIALS.match(text, found.end()):
            return initials[1]
    return ""


def _trim(name: str) -> str:
    """The name without what leads to it: "Report of the"."""
    whole, _, after = name.rpartition(" of the ")
    words = (after if whole and INQUIRY.search(after) else name).split()
    while words and words[0].lower() in SMALL:
        words.pop(0)
    while words and words[-1].lower() in SMALL:
        words.pop()
    return " ".join(words)
