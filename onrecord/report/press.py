"""Pages from templates: everything that a document says is shown as text and as nothing else."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from onrecord.report.addresses import find_address, name_page
from onrecord.report.facts import Facts
from onrecord.report.wording import (
    MISSING,
    STANCES,
    shorten,
    show_count,
    show_day,
    show_period,
    show_place,
    show_reading,
)

HERE = Path(__file__).parent

# What a page cannot hold or show (controls), and what reorders the words around it (the controls of
# Unicode's bidirectional algorithm, UAX #9): shown by their numbers, so that a reader sees them.
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
    r"\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


class Press:
    """Makes the pages of one report.

    Attributes:
        folder: The report's folder.
        facts: What every page may say of the run.
    """

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.folder = folder
        self.facts = facts
        self._environment = make_environment()
        self._environment.globals["facts"] = facts

    def write(self, page: str, template: str, **context: Any) -> None:
        """Write the page at a path inside the folder; a page in a folder finds the others above it."""
        path, up = self._place(page)
        path.write_bytes(self._environment.get_template(template).render(up=up, **context).encode())

    def write_stream(self, page: str, template: str, lines: Iterable[str], **context: Any) -> None:
        """Write a page whose ``lines`` are too many to hold at once."""
        path, up = self._place(page)
        stream = self._environment.get_template(template).stream(up=up, lines=lines, **context)
        stream.enable_buffering(64)
        with path.open("wb") as file:
            stream.dump(file, encoding="utf-8")

    def _place(self, page: str) -> tuple[Path, str]:
        path = self.folder / page
        path.parent.mkdir(parents=True, exist_ok=True)
        return path, "../" * page.count("/")


def make_environment() -> Environment:
    """The templates with what they may call."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "address": find_address,
        "count": show_count,
        "day": show_day,
        "page": name_page,
        "shorten": shorten,
    }
    environment.globals |= {
        "MISSING": MISSING,
        "NAMES": {stance.id: stance.name for stance in STANCES},
        "SAYS": {stance.id: stance.says for stance in STANCES},
        "STANCES": STANCES,
        "period": show_period,
        "place": show_place,
        "reading": show_reading,
    }
    return environment


def finalize(value: object) -> object:
    """What a template puts in for a value: text with its controls made visible, days in words."""
    if type(value) is str:  # asked first, and exactly: half a million values of a large report are texts
        return show_controls(value)
    if value is None:
        return ""
    return show_day(value) if isinstance(value, date) else value


def show_controls(text: str) -> str:
    """The text with each control character shown by its number: ``[U+202E]``."""
    return CONTROLS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
