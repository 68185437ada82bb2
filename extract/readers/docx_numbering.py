"""The numbers and bullets that Word prints and does not store: computed from the numbering definitions."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.readers.numbering import format_number

if TYPE_CHECKING:
    from lxml import etree

STYLES = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a numbering definition.

    Attributes:
        start: First number.
        style: As in HTML's ``type``; empty for a bullet and for a level that prints nothing.
        text: Pattern with ``%1`` for the number of the first level; a glyph for a bullet.
        bullet: True for a bullet.
    """

    start: int = 1
    style: str = "1"
    text: str = ""
    bullet: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document in the order in which they are asked for.

    Attributes:
        levels: Levels of each numbering instance (``numId``), by level number.
        lists: The abstract definition that each instance belongs to: instances share its counts.
        restarts: Start numbers that an instance sets anew, by level.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def next_label(self, number_id: str, depth: int) -> tuple[bool, str]:
        """Whether the next paragraph has a bullet, and its printed number, ``""`` for none."""
        level = self.levels.get(number_id, {}).get(depth)
        if level is None:
            return False, ""
        if level.bullet:
            return True, ""
        counts = self._counts.setdefault(self.lists[number_id], {})
        self._restart(number_id, counts)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return False, self._print(number_id, depth, counts)

    def _restart(self, number_id: str, counts: dict[int, int]) -> None:
        if number_id not in self._seen:
            self._seen.add(number_id)
            for depth, start in self.restarts.get(number_id, {}).items():
                counts[depth] = start - 1

    def _print(self, number_id: str, depth: int, counts: dict[int, int]) -> str:
        levels = self.levels[number_id]

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            level = levels.get(at, Level())
            return format_number(counts.get(at, level.start), level.style) if level.style else ""

        return re.sub(r"%(\d)", number, levels[depth].text).strip()


def read_numbering(root: "etree._Element") -> Numbering:
    """The numbering definitions of ``numbering.xml``."""
    w = root.tag[: root.tag.index("}") + 1]
    abstract = {
        str(entry.get(f"{w}abstractNumId")): {
            int(lvl.get(f"{w}ilvl", "0")): _read_level(lvl, w) for lvl in entry.iter(f"{w}lvl")
        }
        for entry in root.iter(f"{w}abstractNum")
    }
    numbering = Numbering()
    for entry in root.iter(f"{w}num"):
        number_id = str(entry.get(f"{w}numId"))
        target = entry.find(f"{w}abstractNumId")
        list_id = str(target.get(f"{w}val")) if target is not None else ""
        numbering.lists[number_id] = list_id
        numbering.levels[number_id] = dict(abstract.get(list_id, {}))
        _read_overrides(entry, w, numbering, number_id)
    return numbering


def _read_level(level: "etree._Element", w: str) -> Level:
    def value(name: str, otherwise: str) -> str:
        found = level.find(f"{w}{name}")
        return str(found.get(f"{w}val", otherwise)) if found is not None else otherwise

    kind = value("numFmt", "decimal")
    start = value("start", "1")
    return Level(
        start=int(start) if start.isdigit() else 1,
        style="" if kind in ("none", "bullet") else STYLES.get(kind, "1"),
        text=value("lvlText", ""),
        bullet=kind == "bullet" and bool(value("lvlText", "").strip()),
    )


def _read_overrides(entry: "etree._Element", w: str, numbering: Numbering, number_id: str) -> None:
    for override in entry.iter(f"{w}lvlOverride"):
        depth = int(override.get(f"{w}ilvl", "0"))
        start = override.find(f"{w}startOverride")
        if start is not None and str(start.get(f"{w}val")).isdigit():
            numbering.restarts.setdefault(number_id, {})[depth] = int(str(start.get(f"{w}val")))
        level = override.find(f"{w}lvl")
        if level is not None:
            numbering.levels[number_id][depth] = _read_level(level, w)
