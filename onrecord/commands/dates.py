"""`onrecord dates`: how was this read?"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from models import Problem, Timing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "text", nargs="?", metavar="TEXT", help="one sentence; without it, JSON Lines from standard input"
    )
    parser.add_argument("--written", metavar="DATE", help="day on which TEXT was written, as 2025-02-20")


def execute(args: argparse.Namespace) -> int:
    """Say how the time words of a sentence are read, by UK conventions.

    Reads JSON Lines {"id", "text", "written"} from standard input, or one TEXT, and writes one line
    for each: {"id", "dates": [{"start", "end", "text", "relation", "date_from", "date_to", "rule"}]}.
    Offsets count code points of the text; days are ISO dates or null.

    Example:
        onrecord dates "We will publish it by Easter." --written 2025-02-20
    """
    from extract.dates import find_timings

    for name, text, written in _inputs(args):
        print(
            json.dumps(
                {"id": name, "dates": [_line(t) for t in find_timings(text, written)]}, ensure_ascii=False
            )
        )
    return 0


def _inputs(args: argparse.Namespace) -> Iterator[tuple[Any, str, date | None]]:
    if args.text is not None:
        yield None, args.text, _day("--written", args.written)
    else:
        yield from _lines(sys.stdin)


def _lines(lines: Iterable[str]) -> Iterator[tuple[Any, str, date | None]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"standard input: line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise Problem(f"{where}: no JSON ({error.msg}); give one object a line") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise Problem(f'{where}: has no "text"; give {{"id", "text", "written"}}')
        yield row.get("id"), row["text"], _day(where, row.get("written"))


def _day(where: str, words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except (TypeError, ValueError):
        raise Problem(f"{where}: {words!r} is no date; write it as 2025-02-20") from None


def _line(timing: Timing) -> dict[str, Any]:
    return {
        "start": timing.start,
        "end": timing.end,
        "text": timing.text,
        "relation": timing.relation,
        "date_from": timing.date_from.isoformat() if timing.date_from else None,
        "date_to": timing.date_to.isoformat() if timing.date_to else None,
        "rule": timing.rule,
    }
