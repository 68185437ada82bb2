"""Web pages: GOV.UK's by their own markup, others by what their containers and names say."""

import re
from typing import TYPE_CHECKING

from extract.readers.charset import decode
from extract.readers.compose import Piece, compose
from extract.readers.html_article import Article, drop_aids, find_article
from extract.readers.html_flow import Flow
from extract.readers.html_metadata import read_metadata
from extract.readers.numbering import settle_numbers
from extract.readers.reading import Metadata, Reading
from models import Problem, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Bytes of a page without the pictures that it carries within. 20 MB of running text take some 10 s and
# 500 MB of memory; a report of 500 pages has under 5 MB.
SIZE_LIMIT = 20_000_000
FILE_LIMIT = 200_000_000  # bytes of a page with them
CARRIED = re.compile(rb"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=%\s]{200,}", re.I)
LATE_LIST = 40  # letters below which a line above the headline is a label
DATELINE = re.compile(
    r"(?:by [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3}"
    r"|(?:first )?(?:published|updated|last updated|posted)\b.{0,60}"
    r"|(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}.{0,20}|\d+ min(?:ute)?s?(?: read)?)$",
    re.I,
)


def read(raw: bytes, source: Source) -> Reading:
    """Read one page.

    Raises:
        Problem: The page is too large or too deeply nested, or holds no text.
    """
    page, warnings = decode(_without_pictures(raw, source))
    tree = parse(page, source)
    metadata = read_metadata(tree)
    withdrawn = _find_notice(tree)
    article = find_article(tree, page)
    flow = Flow()
    flow.read(article.roots)
    pieces = flow.pieces if article.govspeak else _settle_head(flow.pieces)
    pieces = _with_title(pieces, metadata)
    if not any(piece.kind != "heading" for piece in pieces):
        raise Problem(
            f"{source.file}: the page holds no text; it may be built by scripts, save it as PDF instead"
        )
    warnings += _check_items(article, pieces) + ((f"the page says: {withdrawn}",) if withdrawn else ())
    return _finish(pieces, flow.notes, metadata, tuple(f"{source.file}: {words}" for words in warnings))


def read_fragment(markup: str, source: Source) -> tuple[list[Piece], list[Piece]]:
    """Pieces and notes of a stretch of GOV.UK markup.

    Raises:
        Problem: The markup is too deeply nested.
    """
    if not markup.strip():
        return [], []
    root = parse(f"<html><body><div>{markup}</div></body></html>", source)
    drop_aids(root)
    flow = Flow()
    flow.read([root])
    return flow.pieces, flow.notes


def parse(page: str, source: Source) -> "HtmlElement":
    """The element tree of a page, parsed with libxml2's limits on.

    Raises:
        Problem: The page is past these limits: nested more than 256 deep, one text of more than 10 MB.
    """
    import lxml.html
    from lxml import etree

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Problem(f"{source.file}: the page cannot be parsed ({error}); fetch it again") from error
    if limits := [
        entry.message.strip() for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"
    ]:
        raise Problem(
            f"{source.file}: the page is too deep or too long ({limits[0]}); save its article alone"
        )
    return tree


def _without_pictures(raw: bytes, source: Source) -> bytes:
    size = len(raw)
    if SIZE_LIMIT < size <= FILE_LIMIT:
        raw = CARRIED.sub(b"", raw)
    if len(raw) > SIZE_LIMIT:
        raise Problem(
            f"{source.file}: the page has {size / 1e6:.0f} MB, more than {SIZE_LIMIT / 1e6:.0f}; "
            "save its article alone"
        )
    return raw


def _settle_head(pieces: list[Piece]) -> list[Piece]:
    """Labels above the headline go; the writer's line and the date below it promise nothing."""
    headline = next(
        (i for i, piece in enumerate(pieces[:8]) if piece.kind == "heading" and piece.level == 1), 0
    )
    labels = [
        p for p in pieces[:headline] if len(p.words) >= LATE_LIST or p.words.endswith((".", "!", "?", "”"))
    ]
    pieces = labels + pieces[headline:]
    return [
        Piece(kind="aside", words=piece.words, anchor=piece.anchor)
        if index < 8 and piece.kind == "paragraph" and DATELINE.match(piece.words)
        else piece
        for index, piece in enumerate(pieces)
    ]


def _with_title(pieces: list[Piece], metadata: Metadata) -> list[Piece]:
    title = metadata.get("title")
    if any(piece.kind == "heading" and piece.level == 1 for piece in pieces) or not isinstance(title, str):
        return pieces
    return [Piece(kind="heading", level=1, words=title), *pieces]


def _check_items(article: Article, pieces: list[Piece]) -> tuple[str, ...]:
    """Items in, items out: a warning where they differ."""
    expected = sum(1 for root in article.roots for item in root.iter("li") if _has_own_words(item))
    read_out = sum(1 for piece in pieces if piece.kind == "item")
    warnings = []
    if read_out < expected:
        warnings.append(
            f"{expected - read_out} of {expected} list items were not read; compare the text with the page"
        )
    if article.lost_items:
        warnings.append(f"{article.lost_items} list items stand in parts that were left out as furniture")
    return tuple(warnings)


def _has_own_words(item: "HtmlElement") -> bool:
    """Holds for a list item with words outside inner lists, tables and footnotes."""
    above = {ancestor.tag for ancestor in item.iterancestors()}
    notes = any("footnote" in ancestor.get("class", "") for ancestor in item.iterancestors())
    if above & {"td", "th", "pre"} or notes:
        return False
    inner = {"ul", "ol", "li", "table"}
    return any(
        text.strip() and not any(a.tag in inner for a in _up_to(text.getparent(), item, bool(text.is_tail)))
        for text in item.xpath(".//text()")
    )


def _up_to(element: "HtmlElement", item: "HtmlElement", tail: bool) -> list["HtmlElement"]:
    chain, at = [], element.getparent() if tail else element
    while at is not None and at is not item:
        chain.append(at)
        at = at.getparent()
    return chain


def _find_notice(tree: "HtmlElement") -> str:
    """What GOV.UK says of a page that was withdrawn or replaced."""
    for element in tree.find_class("gem-c-notice"):
        return " ".join(element.text_content().split())[:300]
    return ""


def _finish(
    pieces: list[Piece], notes: list[Piece], metadata: Metadata, warnings: tuple[str, ...]
) -> Reading:
    text, blocks, places = compose([*settle_numbers(pieces), *notes])
    return Reading(text=text, blocks=blocks, places=places, metadata=metadata, warnings=warnings)
