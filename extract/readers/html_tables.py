"""Tables of a page: which hold rows, which only place text, and what stands in a cell."""

from typing import TYPE_CHECKING

from extract.readers.characters import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "caption",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "table",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)


def is_layout(table: "HtmlElement") -> bool:
    """Holds for a table that only places text on the page: one cell a row, or tables and headings within."""
    if table.get("role", "") in ("presentation", "none") or next(table.iter("th"), None) is not None:
        return table.get("role", "") in ("presentation", "none")
    rows = [[cell for cell in row if cell.tag == "td"] for row in table.iter("tr")]
    inner = any(
        True for tag in ("table", "h1", "h2", "h3", "h4") for inside in table.iter(tag) if inside is not table
    )
    return inner or all(len(row) <= 1 for row in rows)


def read_cell(cell: "HtmlElement") -> str:
    """A cell's words on one line; bullets show where its list items begin."""
    parts: list[str] = []
    _gather(cell, parts)
    return fold("".join(parts)).replace("|", "¦")


def _gather(element: "HtmlElement", parts: list[str]) -> None:
    apart = element.tag in BLOCK_TAGS or element.tag == "br"
    parts.append(" " if apart else "")
    if element.tag == "li":
        parts.append("• ")
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not is_note_link(child):
            _gather(child, parts)
        parts.append(child.tail or "")
    parts.append(" " if apart else "")


def is_note_link(element: "HtmlElement") -> bool:
    """Holds for a footnote's mark in the text, and for the way back to it."""
    names = element.get("class", "").lower().split()
    marked = {"reversefootnote", "footnote-ref", "footnote-backref", "govspeak-footnote"} & set(names)
    return bool(marked) or element.get("role", "").lower() in ("doc-noteref", "doc-backlink")
