"""`onrecord due`: what fell due, what is coming, what has no date?"""

import argparse
import sys
from datetime import date
from pathlib import Path

from models import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "outputs",
        nargs="?",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="folder of a run (default: outputs)",
    )
    parser.add_argument("--as-of", metavar="DATE", help="day asked about, as 2025-04-20 (default: today)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="write CSV")
    form.add_argument("--json", action="store_true", help="write JSON")


def execute(args: argparse.Namespace) -> int:
    """List what fell due, what is coming, and what has no date, in order.

    That a day has passed says nothing of delivery: what later documents say stands in the threads.
    The same dates stand in due.ics in the folder of a run, for a calendar program.

    Example:
        onrecord due outputs --as-of 2025-12-31
    """
    from onrecord.due import list_due
    from onrecord.due_show import format_text, write_csv, write_json
    from onrecord.outputs import open_outputs

    as_of = _day(args.as_of) if args.as_of else date.today()
    outputs = open_outputs(args.outputs)
    listed = list_due(outputs, as_of)
    if args.csv:
        write_csv(listed, outputs, sys.stdout)
    elif args.json:
        write_json(listed, outputs, as_of, sys.stdout)
    else:
        print("\n".join(format_text(listed, outputs, as_of)))
    return 0


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Problem(f"--as-of: {words!r} is no date; write it as 2025-04-20") from None
