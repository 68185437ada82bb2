"""Markdown, rendered and read as the page that it would be."""

import re
from datetime import date

from extract.readers.charset import decode
from extract.readers.compose import compose
from extract.readers.days import read_day
from extract.readers.html import parse
from extract.readers.html_article import drop_aids
from extract.readers.html_flow import Flow
from extract.readers.numbering import settle_numbers
from extract.readers.reading import Metadata, Reading
from models import Problem, Source

FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.M)
KEYS = {
    "title": "title",
    "author": "author",
    "publisher": "publisher",
    "organisation": "publisher",
    "url": "url",
    "licence": "licence",
}


def read(raw: bytes, source: Source) -> Reading:
    """Read a Markdown file (CommonMark with tables); its front matter gives the metadata.

    Raises:
        Problem: The file holds no text.
    """
    from markdown_it import MarkdownIt

    text, warnings = decode(raw)
    text = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    front = FRONT.match(text)
    markup = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(text[front.end() :] if front else text)
    )
    root = parse(f"<html><body><div>{markup}</div></body></html>", source)
    drop_aids(root)
    flow = Flow()
    flow.read([root])
    if not flow.pieces:
        raise Problem(f"{source.file}: holds no text; fetch it again")
    canonical, blocks, places = compose([*settle_numbers(flow.pieces), *flow.notes])
    return Reading(
        text=canonical,
        blocks=blocks,
        places=places,
        metadata=_read_front(front[1] if front else ""),
        warnings=tuple(f"{source.file}: {words}" for words in warnings),
    )


def _read_front(front: str) -> Metadata:
    found: dict[str, str | date | tuple[str, ...]] = {}
    for name, words in FIELD.findall(front):
        words = words.strip("\"'")
        if key := KEYS.get(name.lower()):
            found.setdefault(key, words)
        elif name.lower() in ("date", "published") and (day := read_day(words)):
            found.setdefault("published", day)
    return found
