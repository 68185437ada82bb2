"""The folder that a run wrote, read back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models import Problem, Row
from onrecord.tables.schema import COMMITMENTS

RECORD = "run.json"
ROWS = "commitments.jsonl"

DATES = tuple(column.name for column in COMMITMENTS.columns if column.kind == "date")
LISTS = tuple(column.name for column in COMMITMENTS.columns if column.kind == "list")
NEEDED = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class Outputs:
    """A folder of outputs.

    Attributes:
        folder: The folder.
        record: What ``run.json`` says of the run.
    """

    folder: Path
    record: dict[str, Any]

    def rows(self) -> Iterator[Row]:
        """The rows of the table of commitments, in order."""
        return (row for _, row in self.placed_rows())

    def placed_rows(self) -> Iterator[tuple[int, Row]]:
        """Each row with the byte at which its line begins in ``commitments.jsonl``."""
        path = self.folder / ROWS
        with _opened(path) as file:
            place = 0
            for number, line in enumerate(file, start=1):
                yield place, _read_row(path, number, line)
                place += len(line)

    def rows_at(self, places: Iterable[int]) -> Iterator[Row]:
        """The rows whose lines begin at some bytes, in the order of those."""
        path = self.folder / ROWS
        with _opened(path) as file:
            for place in places:
                file.seek(place)
                yield _read_row(path, 0, file.readline())


def open_outputs(folder: Path) -> Outputs:
    """The outputs in a folder.

    Raises:
        Problem: There is no such folder, no run has written it, or a run of another version has.
    """
    if not folder.is_dir():
        raise Problem(f"{folder}: no such folder; give the folder that `onrecord run` wrote")
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        written = str(record["onrecord"])
    except FileNotFoundError:
        raise Problem(f"{folder}: holds no {RECORD}, so no run wrote it; run `onrecord run` first") from None
    except (ValueError, KeyError, TypeError):
        raise Problem(f"{folder}: {RECORD} is not what a run writes; run `onrecord run` again") from None
    if _series(written) != _series(version("onrecord")):
        raise Problem(
            f"{folder}: written by onrecord {written}, and this is {version('onrecord')}; "
            "run `onrecord run` again with this version"
        )
    return Outputs(folder, record)


def _series(number: str) -> list[str]:
    """Two versions of one series, such as 0.1.0 and 0.1.2, write the same columns."""
    return number.split(".")[:2]


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise Problem(f"{path}: cannot be read ({error.strerror}); run `onrecord run` again") from error


def _read_row(path: Path, number: int, line: bytes) -> Row:
    where = f"{path}: line {number}"
    try:
        values = json.loads(line)
    except ValueError:
        raise Problem(f"{where} is no JSON; run `onrecord run` again") from None
    if missing := [name for name in NEEDED if name not in values]:
        raise Problem(f"{where} has no {missing[0]!r}; run `onrecord run` again with this version")
    for name in DATES:
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in LISTS:
        values[name] = tuple(values[name])
    return Row(**{name: values[name] for name in NEEDED})
