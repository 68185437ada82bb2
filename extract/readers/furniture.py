"""Which elements of a page are no part of its article: rules over their names, tags and links."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RULES = Path(__file__).with_name("furniture.toml")

NEVER_TEXT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "map",
        "button",
        "input",
        "select",
        "textarea",
        "dialog",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "area",
        "source",
        "track",
        "param",
        "datalist",
        "progress",
        "meter",
    ]
)
OUTSIDE_TEXT = frozenset(("nav", "footer", "figcaption", "menu", "form"))
KEPT_BY_TAG = frozenset(
    [
        "html",
        "body",
        "main",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "td",
        "th",
        "tr",
        "tbody",
        "table",
    ]
)
OF_A_PARAGRAPH = frozenset(("byline", "caption", "advertising", "subscribing", "sharing"))
NAMING = ("class", "id", "data-component", "data-testid")  # attributes by which pages name their parts
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
FURNITURE_ROLES = frozenset(
    ("navigation", "banner", "search", "complementary", "contentinfo", "dialog", "alert", "alertdialog")
)
LINKS_AHEAD = re.compile(
    r"(?:related|recommended|read (?:more|next|also)|see also|more (?:on|from|like|in)|popular|trending"
    r"|most (?:read|viewed|popular|shared)|you (?:may|might) also|latest (?:news|stories|posts|articles)"
    r"|share (?:this|on)|topics|tags|follow us|explore the topic|print this|categories|filed under)\b",
    re.I,
)
CONTENTS = frozenset(
    ("contents", "table of contents", "on this page", "in this page", "page contents", "in this article")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of furniture, known by a class name or id.

    Attributes:
        id: Name of the rule.
        says: What it holds for, in words.
        pattern: Searched in one class name or id, in lower case.
        finds: Names that it must find.
        passes_over: Names that it must pass over.
    """

    id: str
    says: str
    pattern: re.Pattern[str]
    finds: tuple[str, ...]
    passes_over: tuple[str, ...]


@cache
def read_rules() -> tuple[Rule, ...]:
    """The rules of ``furniture.toml``.

    Raises:
        ValueError: A rule lacks a key or has one that is not known.
    """
    return tuple(_make_rule(entry) for entry in tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"])


def _make_rule(entry: dict[str, Any]) -> Rule:
    if (keys := set(entry)) != {"id", "says", "pattern", "finds", "passes_over"}:
        raise ValueError(f"furniture.toml: rule {entry.get('id')!r} has the keys {sorted(keys)}")
    return Rule(
        id=entry["id"],
        says=entry["says"],
        pattern=re.compile(entry["pattern"]),
        finds=tuple(entry["finds"]),
        passes_over=tuple(entry["passes_over"]),
    )


@cache
def find_rule(name: str) -> str:
    """Id of the first rule that a class name or id falls under; empty if none."""
    return next((rule.id for rule in read_rules() if rule.pattern.search(name)), "")


def is_unseen(element: "HtmlElement") -> bool:
    """Holds for what no reader of the page sees: scripts, forms, hidden elements."""
    if element.tag in NEVER_TEXT or HIDING_STYLE.search(element.get("style", "")):
        return True
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    return any(find_rule(name) == "unseen" for name in names_of(element))


def is_furniture(element: "HtmlElement") -> bool:
    """Holds for what stands round an article by its tag, role, class or id."""
    if element.tag in OUTSIDE_TEXT or element.get("role", "").lower() in FURNITURE_ROLES:
        return True
    if element.tag in KEPT_BY_TAG:
        return False
    found = {find_rule(name) for name in names_of(element)} - {""}
    return bool(found & OF_A_PARAGRAPH) if element.tag == "p" else bool(found)


def is_contents_list(element: "HtmlElement") -> bool:
    """Holds for a list whose every entry is a link to a place on the same page."""
    items = [child for child in element if child.tag == "li"]
    return element.tag in ("ol", "ul") and len(items) >= 2 and all(_points_inside(item) for item in items)


def link_share(element: "HtmlElement") -> float:
    """Share of an element's letters that are links, 0 to 1; 1 for an element without letters."""
    letters = len("".join(element.text_content().split()))
    if next(element.iter("a"), None) is None:
        return 0.0 if letters else 1.0
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return linked / letters if letters else 1.0


def names_of(element: "HtmlElement") -> list[str]:
    """Class names, id and component names in lower case."""
    return " ".join(element.get(key, "") for key in NAMING).lower().split()


def _points_inside(item: "HtmlElement") -> bool:
    links = list(item.iter("a"))
    return (
        bool(links)
        and all(link.get("href", "").startswith("#") for link in links)
        and link_share(item) > 0.85
    )
