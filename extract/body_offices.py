"""Offices of state and the departments they belong to, made from what each department is for."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
KEYS = frozenset(("name", "aliases", "subjects", "short", "portfolios", "offices"))

# How an office is named: {} is a subject, short name, portfolio, or name of the department.
TEMPLATES = {
    "subjects": (
        "secretary of state for {}",
        "minister of state for {}",
        "parliamentary under-secretary of state for {}",
        "under-secretary of state for {}",
    ),
    "short": (
        "{} secretary",
        "{} minister",
        "{} ministers",
        "minister for {}",
        "minister of {}",
        "minister of state for {}",
    ),
    "portfolios": (
        "{} minister",
        "minister for {}",
        "minister of state for {}",
        "parliamentary under-secretary of state for {}",
    ),
    "name": (
        "minister of state at the {}",
        "minister of state, {}",
        "parliamentary under-secretary of state at the {}",
        "parliamentary under-secretary of state for the {}",
        "parliamentary under-secretary of state, {}",
        "permanent secretary at the {}",
        "{} minister",
        "{} ministers",
    ),
    "aliases": ("{} minister", "{} ministers"),
}
KEEP_CAPITALS = frozenset(("name", "aliases"))


@cache
def read_departments() -> tuple[dict[str, Any], ...]:
    """The entries of ``bodies_departments.toml`` and then of ``bodies_departments_past.toml``, in order.

    Raises:
        ValueError: An entry has an unknown key.
    """
    paths = sorted(FOLDER.glob("bodies_departments*.toml"))
    entries = [
        entry for path in paths for entry in tomllib.loads(path.read_text(encoding="utf-8"))["department"]
    ]
    for entry in entries:
        if set(entry) - KEYS:
            raise ValueError(f"department {entry['name']!r} has the unknown key {min(set(entry) - KEYS)!r}")
    return tuple(entries)


def read_offices() -> Iterator[tuple[str, str]]:
    """Department and office, for every office of every department."""
    for entry in read_departments():
        for office in entry.get("offices", ()):
            yield entry["name"], office
        for key, templates in TEMPLATES.items():
            subjects = [entry["name"]] if key == "name" else entry.get(key, ())
            for subject in subjects:
                shown = subject if key in KEEP_CAPITALS else subject.lower()
                offices = (template.format(shown).removeprefix("the ") for template in templates)
                yield from ((entry["name"], office) for office in offices)
