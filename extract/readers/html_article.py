"""Which part of a page is the article, and what is taken out of it before it is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.readers.characters import fold
from extract.readers.furniture import (
    CONTENTS,
    LINKS_AHEAD,
    find_rule,
    is_contents_list,
    is_furniture,
    is_unseen,
    link_share,
    names_of,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

GOVSPEAK = frozenset(("govspeak", "gem-c-govspeak", "gem-c-lead-paragraph"))
PROSE_TAGS = frozenset(["p", "li", "blockquote", "dd", "td", "pre"])
MOST = 0.6  # share of the page's prose that a marked container must hold to be the article
NEARLY_ALL = 0.9  # share of the prose that a child must hold to be entered in search of the article
JUDGED = 3_000_000  # letters of a page above which trafilatura is not asked: it takes minutes
TOO_MUCH = 0.4  # share of the article's prose that no furniture holds, whatever it is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The parts of a page that are read, in order.

    Attributes:
        roots: Elements that hold the text.
        govspeak: True where GOV.UK's own markup says what is text.
        lost_items: List items of running text in what was taken out.
    """

    roots: tuple["HtmlElement", ...]
    govspeak: bool
    lost_items: int


def find_article(tree: "HtmlElement", page: str) -> Article:
    """The article of a page, with unseen elements and furniture taken out of the tree.

    Args:
        tree: The parsed page; it is altered.
        page: The page's source, for the judge of pages that mark no article.
    """
    _drop(tree, is_unseen)
    body = tree.find("body") if tree.find("body") is not None else tree
    if govspeak := _find_govspeak(body):
        for root in govspeak:
            _drop(root, lambda element: _is_aid(element))
        return Article(roots=tuple(govspeak), govspeak=True, lost_items=0)
    root = _find_container(body, page)
    items = _count_prose_items(root)
    _drop_furniture(root)
    return Article(roots=(root,), govspeak=False, lost_items=items - _count_prose_items(root))


def drop_aids(root: "HtmlElement") -> None:
    """Take out of GOV.UK text what only helps to find one's way: contents lists, attachment boxes."""
    _drop(root, is_unseen)
    _drop(root, _is_aid)


def _find_govspeak(body: "HtmlElement") -> list["HtmlElement"]:
    """GOV.UK's text containers with the title and the summary above them, in order."""
    main = next((e for e in body.iter("main") if e.get("role", "main") == "main"), body)
    found: list[HtmlElement] = []
    for element in main.iter():
        names = element.get("class", "").split() if isinstance(element.tag, str) else []
        holds = element.tag == "h1" or not GOVSPEAK.isdisjoint(names)
        if holds and not any(_is_aid(above) or above in found for above in element.iterancestors()):
            found.append(element)
    return found if any(element.tag != "h1" for element in found) else []


def _is_aid(element: "HtmlElement") -> bool:
    names = element.get("class", "").split()
    if {"gem-c-notice", "gem-c-contents-list", "app-c-contents-list", "gem-c-published-dates"} & set(names):
        return True
    attached = any(find_rule(name) == "attachments" and name != "contact" for name in names)
    return (
        element.tag in ("nav", "figcaption")
        or attached
        or is_contents_list(element)
        or _heads_contents(element)
    )


def _heads_contents(element: "HtmlElement") -> bool:
    if (
        element.tag not in ("h2", "h3", "h4")
        or fold(element.text_content()).lower().rstrip(":") not in CONTENTS
    ):
        return False
    after = element.getnext()
    return after is None or after.tag == "nav" or is_contents_list(after) or link_share(after) > 0.85


def _find_container(body: "HtmlElement", page: str) -> "HtmlElement":
    """The smallest marked container that holds most of the page's prose; an unmarked page is searched."""
    marked = [element for element in body.iter() if isinstance(element.tag, str) and _is_marked(element)]
    prose = [_prose(element) for element in marked]
    enough = [e for e, letters in zip(marked, prose, strict=True) if letters >= MOST * max(prose) and letters]
    if enough:
        return enough[-1] if len(enough) == 1 else _innermost(enough)
    return _enter(body, _judge(body, page))


def _is_marked(element: "HtmlElement") -> bool:
    if element.tag == "article":
        return not any(is_furniture(above) for above in element.iterancestors())
    body = "articlebody" in element.get("itemprop", "").lower()
    return element.tag == "main" or element.get("role", "").lower() in ("main", "article") or body


def _innermost(elements: list["HtmlElement"]) -> "HtmlElement":
    """Of containers that each hold most of the prose, the one inside the others."""
    return max(elements, key=lambda element: (sum(1 for _ in element.iterancestors()), _prose(element)))


def _prose(element: "HtmlElement") -> int:
    """Letters of running text: in paragraphs and items, not linked, not inside furniture."""
    return sum(letters for _, letters in _find_prose(element))


def _find_prose(element: "HtmlElement") -> Iterator[tuple["HtmlElement", int]]:
    for child in element:
        if not isinstance(child.tag, str) or is_furniture(child):
            continue
        if child.tag in PROSE_TAGS:
            letters = len(fold(child.text_content()))
            yield child, round(letters * (1 - link_share(child)))
        else:
            yield from _find_prose(child)


def _judge(body: "HtmlElement", page: str) -> Callable[["HtmlElement"], int]:
    """How much of an element trafilatura takes for the article; without its verdict, how much is prose."""
    if len(page) > JUDGED:
        return _prose
    import trafilatura

    found = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    lines = {fold(line.lstrip("-#0123456789. ")) for line in found.splitlines()}
    lines.discard("")

    def weigh(element: "HtmlElement") -> int:
        return sum(n for prose, n in _find_prose(element) if fold(prose.text_content()) in lines)

    return weigh if weigh(body) else _prose


def _enter(element: "HtmlElement", weigh: Callable[["HtmlElement"], int]) -> "HtmlElement":
    """Go inwards while one child holds nearly everything."""
    while (whole := weigh(element)) > 0:
        children = [child for child in element if isinstance(child.tag, str) and child.tag not in PROSE_TAGS]
        best = max(children, key=weigh, default=None)
        if best is None or best.tag in ("ul", "ol", "table", "tr", "dl") or weigh(best) < NEARLY_ALL * whole:
            break
        element = best
    return element


def _drop_furniture(root: "HtmlElement") -> None:
    limit, whole = TOO_MUCH * _prose(root), fold(root.text_content())

    def goes(element: "HtmlElement") -> bool:
        if is_contents_list(element) or _heads_contents(element):
            return True
        if element.tag == "aside":
            return link_share(element) > 0.5 or is_furniture(element) or _repeats(element, whole)
        if any("pull" in name and "quote" in name for name in names_of(element)):
            return _repeats(element, whole)
        return is_furniture(element) and _prose(element) <= limit

    _drop(root, goes)
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        _drop_led_links(element)


def _repeats(element: "HtmlElement", whole: str) -> bool:
    """Holds for a pull quote: words that the whole article says elsewhere as well."""
    return whole.count(fold(element.text_content()).strip("“”\"' ")) > 1


def _drop_led_links(element: "HtmlElement") -> None:
    """Drop a heading such as "Related articles" with the links that follow it."""
    if element.tag not in ("h2", "h3", "h4", "h5", "h6", "p", "div", "strong") or element.getparent() is None:
        return
    words = fold(element.text_content())
    if len(words) > 60 or not LINKS_AHEAD.match(words):
        return
    linked = []
    after = element.getnext()
    while after is not None and after.tag in ("ul", "ol", "div", "p", "section") and link_share(after) > 0.7:
        linked.append(after)
        after = after.getnext()
    for gone in [element, *linked] if linked or link_share(element) > 0.7 else []:
        gone.drop_tree()


def _drop(root: "HtmlElement", goes: Callable[["HtmlElement"], bool]) -> None:
    for child in list(root):
        if not isinstance(child.tag, str) or goes(child):
            child.drop_tree() if isinstance(child.tag, str) else root.remove(child)
        else:
            _drop(child, goes)


def _count_prose_items(root: "HtmlElement") -> int:
    """List items of running text: not links alone, and more than a word or two."""
    return sum(
        1 for item in root.iter("li") if len(fold(item.text_content())) >= 40 and link_share(item) < 0.5
    )
