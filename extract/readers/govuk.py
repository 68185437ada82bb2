"""Pages of GOV.UK as its Content API gives them: JSON with the text as HTML and the facts as fields."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from extract.readers.characters import fold
from extract.readers.compose import Piece, compose
from extract.readers.days import read_day
from extract.readers.html import read_fragment
from extract.readers.numbering import settle_numbers
from extract.readers.reading import Metadata, Reading
from models import Problem, Source

SITE = "https://www.gov.uk"
ABOVE = ("introductory_paragraph", "introduction", "summary")
BELOW = ("more_information", "more_info", "what_you_need_to_know", "outcome_detail", "final_outcome_detail")
BOX_OF_LINKS = 500  # letters of text below which a page with attachments only announces them


def read(raw: bytes, source: Source) -> Reading:
    """Read one Content API page.

    Raises:
        Problem: The file is no JSON, or no Content API page, or a page without text.
    """
    page = _load(raw, source)
    details = page["details"]
    pieces, notes = _head(page), []
    for title, markup in _find_parts(details):
        if title:
            pieces.append(Piece(kind="heading", level=1, words=title))
        found, below = read_fragment(markup, source)
        pieces += found
        notes += below
    if not any(piece.kind != "heading" for piece in pieces):
        raise Problem(
            f"{source.file}: details: the page holds no text; fetch the pages or files that it lists"
        )
    text, blocks, places = compose([*settle_numbers(pieces), *notes])
    warnings = tuple(f"{source.file}: {words}" for words in _find_warnings(page, text))
    return Reading(text=text, blocks=blocks, places=places, metadata=_read_metadata(page), warnings=warnings)


def _load(raw: bytes, source: Source) -> dict[str, Any]:
    try:
        page = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Problem(f"{source.file}: is no sound JSON ({error}); fetch it again") from error
    if (
        not isinstance(page, dict)
        or not isinstance(page.get("details"), dict)
        or not isinstance(page.get("title"), str)
    ):
        raise Problem(
            f"{source.file}: is JSON but no page of the GOV.UK Content API (it lacks title or details); "
            "fetch it from https://www.gov.uk/api/content/ followed by the page's path"
        )
    return page


def _head(page: dict[str, Any]) -> list[Piece]:
    head = [Piece(kind="heading", level=1, words=fold(page["title"]))]
    if description := fold(_markup(page.get("description"))):
        head.append(Piece(kind="paragraph", words=description))
    return head


def _find_parts(details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Title and HTML of each part of a page, in reading order."""
    for key in (*ABOVE, "body"):
        if markup := _markup(details.get(key)):
            yield "", markup
    for part in [*_records(details, "parts"), *_records(details, "child_section_groups")]:
        yield fold(_markup(part.get("title"))), _markup(part.get("body"))
    for group in _records(details, "collection_groups"):
        yield fold(_markup(group.get("title"))), _markup(group.get("body"))
    for key in BELOW:
        if markup := _markup(details.get(key)):
            yield "", markup


def _markup(value: Any) -> str:
    """HTML from a field that is HTML, or a list of the same text in several types."""
    if isinstance(value, list):
        typed = [v for v in value if isinstance(v, dict) and v.get("content_type") == "text/html"]
        return str(typed[0].get("content") or "") if typed else ""
    return value if isinstance(value, str) else ""


def _records(details: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = details.get(key)
    return [record for record in value if isinstance(record, dict)] if isinstance(value, list) else []


def _read_metadata(page: dict[str, Any]) -> Metadata:
    details = page["details"]
    found: dict[str, str | date | tuple[str, ...]] = {
        "title": fold(page["title"]),
        "publisher": ", ".join(_linked(page, "organisations")),
        "url": SITE + page["base_path"] if str(page.get("base_path", "")).startswith("/") else "",
        "kind": str(page.get("document_type") or page.get("schema_name") or "").replace("_", "-"),
        "signatory": ", ".join(_linked(page, "speaker")),
        "description": fold(_markup(page.get("description"))),
        "language": str(page.get("locale") or ""),
        "history": tuple(_read_history(details)),
        "attachments": tuple(_read_attachments(details)),
    }
    first = page.get("first_published_at") or details.get("first_public_at") or page.get("public_updated_at")
    for key, said in (("published", first), ("modified", page.get("public_updated_at"))):
        if isinstance(said, str) and (day := read_day(said)):
            found[key] = day
    return {key: value for key, value in found.items() if value}


def _linked(page: dict[str, Any], key: str) -> list[str]:
    links = page.get("links")
    records = _records(links, key) if isinstance(links, dict) else []
    return [fold(record["title"]) for record in records if isinstance(record.get("title"), str)]


def _read_history(details: dict[str, Any]) -> Iterator[str]:
    """Each public change, ``2025-04-09 First published.``, latest as the page orders them."""
    for change in _records(details, "change_history"):
        day = read_day(str(change.get("public_timestamp") or ""))
        yield fold(f"{day or ''} {change.get('note') or ''}")


def _read_attachments(details: dict[str, Any]) -> Iterator[str]:
    for attachment in _records(details, "attachments"):
        if isinstance(url := attachment.get("url"), str):
            yield SITE + url if url.startswith("/") else url


def _find_warnings(page: dict[str, Any], text: str) -> Iterator[str]:
    details = page["details"]
    notice = page.get("withdrawn_notice")
    if isinstance(notice, dict) and notice.get("explanation"):
        day = read_day(str(notice.get("withdrawn_at") or ""))
        yield f"the page was withdrawn{f' on {day}' if day else ''}"
    attached = list(_read_attachments(details)) or details.get("documents")
    if attached and len(text) < BOX_OF_LINKS:
        yield "the page only announces its attachments; fetch these, they are the publication"
