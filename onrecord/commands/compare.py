"""`onrecord compare`: what changed?"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from models import Problem

SAME, DIFFERENT, TROUBLE = 0, 1, 2  # exit codes, as those of diff


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("old", type=Path, metavar="OLD", help="folder of the earlier run")
    parser.add_argument("new", type=Path, metavar="NEW", help="folder of the later run")
    parser.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="OLD_ID=NEW_ID",
        help="the two documents are editions of one publication (otherwise found by id, address or title)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="write CSV: a line for each column that changed")
    form.add_argument("--json", action="store_true", help="write JSON")


def execute(args: argparse.Namespace) -> int:
    """Say what changed between two runs, or between two editions of a publication.

    A row is compared with the row of the same id, column by column; where a sentence moved is no
    change. Rows that stand in one run alone are compared within their document: a sentence that was
    worded anew is shown as one change, with both sentences.

    Example:
        onrecord compare outputs-april outputs --csv > changes.csv

    Exits with 0 if the two are the same, 1 if they differ, and 2 if they cannot be compared.
    """
    from onrecord.compare import compare_outputs
    from onrecord.compare_show import format_text, write_csv, write_json
    from onrecord.outputs import open_outputs

    try:
        old, new = open_outputs(args.old), open_outputs(args.new)
        changes = compare_outputs(old, new, _pairs(args.same))
    except Problem as problem:
        print(f"onrecord: {problem}", file=sys.stderr)
        return TROUBLE
    if args.csv:
        write_csv(changes, sys.stdout)
    elif args.json:
        write_json(changes, sys.stdout)
    else:
        print("\n".join(format_text(changes)))
    return DIFFERENT if changes else SAME


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for words in given:
        old, sign, new = words.partition("=")
        if not sign or not old or not new:
            raise Problem(f"--same {words}: write OLD_ID=NEW_ID, the ids of two documents")
        pairs[old] = new
    return pairs
