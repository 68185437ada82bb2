"""What a page says of itself: JSON-LD, OpenGraph and other meta elements, ``<time>``, links."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.readers.characters import fold
from extract.readers.days import read_day
from extract.readers.reading import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLES = ("Article", "Posting", "Report", "GovernmentService", "WebPage", "CreativeWork", "DigitalDocument")
META = {
    "title": ("og:title", "dc.title", "dcterms.title", "twitter:title", "citation_title"),
    "published": (
        "article:published_time",
        "govuk:first-published-at",
        "citation_publication_date",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.date",
        "date",
        "pubdate",
        "parsely-pub-date",
        "datepublished",
    ),
    "modified": (
        "article:modified_time",
        "govuk:public-updated-at",
        "dcterms.modified",
        "og:updated_time",
        "datemodified",
    ),
    "publisher": ("dc.publisher", "dcterms.publisher", "og:site_name", "application-name"),
    "author": ("author", "dc.creator", "dcterms.creator", "parsely-author", "byl"),
    "description": ("og:description", "description", "dc.description"),
    "url": ("og:url",),
    "licence": ("dc.rights", "dcterms.license", "dcterms.rights"),
}
LICENCE = re.compile(r"(Open (?:Government|Parliament) Licence)(?: (v\d\.\d))?", re.I)


def read_metadata(tree: "HtmlElement") -> Metadata:
    """What the page states: ``title``, ``publisher``, ``published``, ``modified``, ``author``, ``url`` ...

    JSON-LD is believed before meta elements, these before the page's own elements.
    """
    said = _read_meta(tree)
    linked = _read_linked_data(tree)
    found: dict[str, str | date | tuple[str, ...]] = {}
    for key in ("title", "publisher", "author", "description", "url", "licence"):
        if words := linked.get(key) or said.get(key) or _read_element(tree, key):
            found[key] = words
    for key in ("published", "modified"):
        if day := read_day(linked.get(key, "")) or read_day(said.get(key, "")) or _read_time(tree, key):
            found[key] = day
    if language := tree.get("lang", "") or tree.get("xml:lang", ""):
        found["language"] = language
    if found.get("publisher") == "GOV.UK":
        found["publisher"] = _read_organisations(tree) or linked.get("author", "") or "GOV.UK"
    return found


def _read_meta(tree: "HtmlElement") -> dict[str, str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if words := fold(element.get("content", "")):
            said.setdefault(name.lower(), words)
    return {key: next((said[name] for name in names if name in said), "") for key, names in META.items()}


def _read_linked_data(tree: "HtmlElement") -> dict[str, str]:
    records: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            try:
                records += list(_walk(json.loads(script.text_content().strip().rstrip(";"), strict=False), 0))
            except (ValueError, RecursionError):
                continue
    articles = [
        record for record in records if any(word in str(record.get("@type", "")) for word in ARTICLES)
    ]
    articles.sort(
        key=lambda record: next(i for i, word in enumerate(ARTICLES) if word in str(record["@type"]))
    )
    return _describe(articles[0]) if articles else {}


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and depth < 5:
        yield value
        for part in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(value.get(part), depth + 1)
    elif isinstance(value, list) and depth < 5:
        for part in value:
            yield from _walk(part, depth + 1)


def _describe(record: dict[str, Any]) -> dict[str, str]:
    return {
        "title": _name(record.get("headline") or record.get("name")),
        "publisher": _name(record.get("publisher")),
        "author": _name(record.get("author")),
        "published": _name(record.get("datePublished")),
        "modified": _name(record.get("dateModified")),
        "description": _name(record.get("description")),
        "url": _name(record.get("url")),
        "licence": _name(record.get("license")),
    }


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name)
    if isinstance(value, dict):
        return _name(value.get("name"))
    return fold(value) if isinstance(value, str) else ""


def _read_element(tree: "HtmlElement", key: str) -> str:
    if key == "title":
        heading = next(tree.iter("h1"), None)
        if heading is None:
            heading = next(tree.iter("title"), None)
        return fold(heading.text_content()) if heading is not None else ""
    if key == "url":
        links = (
            link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"
        )
        return next((address for address in links if address.startswith("http")), "")
    if key == "licence":
        return _read_licence(tree)
    return ""


def _read_licence(tree: "HtmlElement") -> str:
    """The Open Government Licence that a page's foot names."""
    for foot in tree.iter("footer"):
        if found := LICENCE.search(fold(foot.text_content())):
            return fold(f"{found[1]} {found[2] or ''}")
    return next((fold(a.text_content()) for a in tree.iter("a") if a.get("rel", "").lower() == "license"), "")


def _read_time(tree: "HtmlElement", key: str) -> date | None:
    """The first time that the page's elements give for its publication or update."""
    wanted = {"published": "datepublished", "modified": "datemodified"}[key]
    for element in tree.iter("time", "span", "abbr", "p", "div"):
        marked = element.get("itemprop", "").lower()
        plain = element.tag == "time" and key == "published" and not marked
        said = element.get("datetime") or element.get("content") or element.text_content()
        if (marked == wanted or plain) and (day := read_day(said)):
            return day
    return None


def _read_organisations(tree: "HtmlElement") -> str:
    """The organisations behind "From:" at the head of a GOV.UK page."""
    names: list[str] = []
    for term in tree.iter("dt"):
        if fold(term.text_content()).rstrip(":").lower() != "from":
            continue
        definition = term.getnext()
        links = definition.iter("a") if definition is not None else iter(())
        names += [fold(a.text_content()) for a in links if "/organisations/" in a.get("href", "")]
    return ", ".join(dict.fromkeys(name for name in names if name))
