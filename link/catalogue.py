"""Catalogue files: the numbered recommendations of one report, as TOML that a person can correct."""

import os
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from link.signs import read_groups
from link.words import SMALL, TOKEN, stems_of
from models import Catalogue, Problem, Recommendation

REPORT_KEYS = ("id", "title", "inquiry", "names", "report_names", "matter", "elsewhere", "published", "url")
KEYS = tuple(f.name for f in fields(Recommendation) if f.name != "report")
LISTS = ("names", "report_names", "matter", "elsewhere", "aliases", "terms", "signs", "unless", "addressees")


def read_catalogue(path: Path) -> Catalogue:
    """Read one catalogue file.

    A recommendation without ``id`` gets the report's id, a hyphen and its number.

    Raises:
        Problem: The file is missing or not UTF-8 TOML; a key is unknown or of the wrong type; a
            title is missing; there are no recommendations; a number is missing or stands twice;
            an id stands twice; an alias names two recommendations; a sign has fewer than two groups.
    """
    table = _read_table(path)
    _check_keys(path, "the report", table, (*REPORT_KEYS, "recommendation"), ("id", "title", "inquiry"))
    rows = table.get("recommendation")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Problem(
            f"{path}: no recommendations; give each one a [[recommendation]] table with number and title"
        )
    recommendations = tuple(
        _recommendation(path, table["id"], place, row) for place, row in enumerate(rows, 1)
    )
    _check_once(path, "number", ((r.number.lower(), r.number) for r in recommendations))
    _check_once(path, "id", ((r.id, r.id) for r in recommendations))
    _check_aliases(path, recommendations)
    report: dict[str, Any] = {
        key: _value(path, "the report", key, table[key]) for key in REPORT_KEYS if key in table
    }
    return Catalogue(**report, recommendations=recommendations)


def read_catalogues(paths: Sequence[Path]) -> tuple[Catalogue, ...]:
    """Read several catalogue files.

    Raises:
        Problem: One cannot be read, or two share a report id or the id of a recommendation.
    """
    catalogues = tuple(read_catalogue(path) for path in paths)
    seen: dict[str, Path] = {}
    for path, catalogue in zip(paths, catalogues, strict=True):
        for kind, name in [
            ("report", catalogue.id),
            *(("recommendation", r.id) for r in catalogue.recommendations),
        ]:
            if (first := seen.setdefault(f"{kind} {name}", path)) is not path:
                raise Problem(
                    f"{path}: the {kind} id {name!r} stands in {first} as well; give one of them another id"
                )
    return catalogues


def write_catalogue(catalogue: Catalogue, path: Path) -> None:
    """Write a catalogue file, whole or not at all; ``read_catalogue`` reads the same records back.

    Raises:
        Problem: The file cannot be written.
    """
    lines = [_entry(key, getattr(catalogue, key)) for key in REPORT_KEYS if getattr(catalogue, key)]
    for recommendation in catalogue.recommendations:
        lines += ["", "[[recommendation]]"]
        lines += [_entry(key, getattr(recommendation, key)) for key in KEYS if getattr(recommendation, key)]
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise Problem(
            f"{path}: the catalogue cannot be written ({error.strerror}); choose another place"
        ) from error


def _read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Problem(f"{path}: the catalogue cannot be read ({error.strerror}); check the name") from error
    except UnicodeDecodeError as error:
        raise Problem(f"{path}: byte {error.start} is not UTF-8; save the catalogue as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{path}: not a TOML file: {error}; mend that line") from error


def _recommendation(path: Path, report: str, place: int, row: dict[str, Any]) -> Recommendation:
    where = f"recommendation {row.get('number', f'in place {place}')}"
    _check_keys(path, where, row, KEYS, ("number", "title"))
    values: dict[str, Any] = {key: _value(path, where, key, value) for key, value in row.items()}
    values.setdefault("id", f"{report}-{values['number']}")
    for sign in values.get("signs", ()):
        _check_sign(path, where, sign)
    return Recommendation(report=report, **values)


def _check_sign(path: Path, where: str, sign: str) -> None:
    groups = read_groups(sign)
    if len(groups) < 2 or not all(groups):
        raise Problem(
            f"{path}: {where}: the sign {sign!r} needs two groups, as in 'register + staff / workers'"
        )
    for stems, words in (pair for group in groups for pair in group.items()):
        small = sorted(SMALL.intersection(TOKEN.findall(words.lower())) - {"s"})
        if small and len(stems) == 1:
            raise Problem(
                f"{path}: {where}: of the sign's {words!r} only {stems[0]!r} would be sought; leave it out"
            )


def _check_keys(
    path: Path, where: str, table: dict[str, Any], known: Sequence[str], needed: Sequence[str]
) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise Problem(f"{path}: {where}: unknown key {unknown[0]!r}; known are {', '.join(known)}")
    for key in needed:
        if table.get(key) in (None, "", []):
            raise Problem(f"{path}: {where}: no {key}; add it")


def _value(path: Path, where: str, key: str, value: object) -> object:
    """A value of the key's type: a list of texts, a day, or a text (a number may be written bare)."""
    if key in LISTS:
        return tuple(_expect(path, where, key, value, _is_texts, 'a list of texts such as ["a", "b"]'))
    if key == "published":
        return _expect(path, where, key, value, lambda v: type(v) is date, "a day such as 2022-10-20")
    if key == "number" and type(value) is int:
        return str(value)
    return _expect(path, where, key, value, lambda v: isinstance(v, str), 'a text in "quotes"').strip()


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def _expect(path: Path, where: str, key: str, value: Any, fits: Callable[[object], bool], shape: str) -> Any:
    if not fits(value):
        raise Problem(f"{path}: {where}: {key} is {value!r}; write {shape}")
    return value


def _check_once(path: Path, kind: str, names: Iterable[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for key, name in names:
        if key in seen:
            raise Problem(f"{path}: {kind} {name} stands twice; give each recommendation its own")
        seen.add(key)


def _check_aliases(path: Path, recommendations: Sequence[Recommendation]) -> None:
    owner: dict[tuple[str, ...], str] = {}
    for recommendation in recommendations:
        for alias in recommendation.aliases:
            first = owner.setdefault(tuple(stems_of(alias)), recommendation.number)
            if first != recommendation.number:
                where = f"recommendations {first} and {recommendation.number}"
                raise Problem(
                    f"{path}: {where}: the alias {alias!r} names both; make it a term of both instead"
                )


def _entry(key: str, value: object) -> str:
    if isinstance(value, tuple):
        return f"{key} = [\n" + "".join(f"    {_quoted(text)},\n" for text in value) + "]"
    return f"{key} = {value.isoformat() if isinstance(value, date) else _quoted(str(value))}"


def _quoted(text: str) -> str:
    """A TOML basic string on one line."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else f"\\U{ord(c):08X}") for c in text) + '"'
