"""What a Word paragraph is by its style: heading, list member, bold, part of the contents."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

HEADING_NAME = re.compile(r"heading (\d)$", re.I)
CONTENTS_NAME = re.compile(r"(?:toc|table of (?:figures|authorities)|index) ?(?:\d|heading)?$", re.I)
LIST_DEPTH = re.compile(r"list (?:bullet|number)? ?(\d)$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph style says, its ancestors' words included.

    Attributes:
        name: Name as Word shows it.
        heading: Heading level from 1; 0 if it is no heading.
        title: True for the document's title.
        contents: True for lines of a table of contents.
        number_id: Numbering instance; empty if none.
        depth: Numbering level from 0.
        indent: Levels by which its name says that it stands deeper ("List Bullet 2").
        bold: True where its letters are bold.
    """

    name: str = ""
    heading: int = 0
    title: bool = False
    contents: bool = False
    number_id: str = ""
    depth: int = 0
    indent: int = 0
    bold: bool = False


def read_styles(root: "etree._Element") -> dict[str, Style]:
    """The paragraph styles of ``styles.xml`` by id; the default style's id is also ``""``."""
    w = root.tag[: root.tag.index("}") + 1]
    entries = {str(entry.get(f"{w}styleId")): entry for entry in root.iter(f"{w}style")}
    styles = {name: _read_style(_chain(entries, name, w), w) for name in entries}
    for name, entry in entries.items():
        if entry.get(f"{w}default") in ("1", "true") and entry.get(f"{w}type") == "paragraph":
            styles[""] = styles[name]
    return styles


def is_on(properties: "etree._Element | None", name: str) -> bool | None:
    """Whether a toggle such as ``w:b`` is on or off; ``None`` where it is not set."""
    found = properties.find(name) if properties is not None else None
    if found is None:
        return None
    value = next(iter(found.attrib.values()), "true")
    return str(value).lower() not in ("0", "false", "off", "none")


def _chain(entries: dict[str, "etree._Element"], name: str, w: str) -> list["etree._Element"]:
    """A style and those that it is based on, itself first."""
    chain: list[etree._Element] = []
    while name in entries and entries[name] not in chain:
        chain.append(entries[name])
        base = entries[name].find(f"{w}basedOn")
        name = str(base.get(f"{w}val")) if base is not None else ""
    return chain


def _read_style(chain: list["etree._Element"], w: str) -> Style:
    names = [str(n.get(f"{w}val")) for entry in chain if (n := entry.find(f"{w}name")) is not None]
    named = next((int(m[1]) for name in names if (m := HEADING_NAME.match(name))), 0)
    outline = _first(chain, f"{w}pPr/{w}outlineLvl", w)
    bold = next((b for entry in chain if (b := is_on(entry.find(f"{w}rPr"), f"{w}b")) is not None), False)
    depth = _first(chain, f"{w}pPr/{w}numPr/{w}ilvl", w)
    return Style(
        name=names[0] if names else "",
        heading=named or (int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0),
        title=any(name.lower() == "title" for name in names),
        contents=any(CONTENTS_NAME.match(name) for name in names),
        number_id=_first(chain, f"{w}pPr/{w}numPr/{w}numId", w),
        depth=int(depth) if depth.isdigit() else 0,
        indent=int(m[1]) - 1 if names and (m := LIST_DEPTH.match(names[0])) else 0,
        bold=bool(bold),
    )


def _first(chain: list["etree._Element"], path: str, w: str) -> str:
    values = (str(found.get(f"{w}val", "")) for entry in chain if (found := entry.find(path)) is not None)
    return next(values, "")
