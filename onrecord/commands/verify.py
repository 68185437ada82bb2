"""`onrecord verify`: does every row stand in its source?"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.verify import Summary

MEANINGS = {
    "EXACT": "stand where they say",
    "MOVED": "stand once, elsewhere",
    "AMBIGUOUS": "stand at several places",
    "ORPHAN": "are not found",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "outputs",
        nargs="?",
        type=Path,
        default=Path("outputs"),
        metavar="OUTPUTS",
        help="folder of a run (default: outputs)",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("corpus"),
        metavar="DIR",
        help="folder of the documents that the run read (default: corpus)",
    )


def execute(args: argparse.Namespace) -> int:
    """Take every row of a run back to the original file, and write verify.csv beside the tables.

    Each file is hashed and read anew. A row is EXACT if its quote stands at its offsets, MOVED if it stands
    once but elsewhere, AMBIGUOUS if it stands at several places (all are listed), ORPHAN if it stands
    nowhere; nothing is sought by likeness. Citations are looked up as a browser would, kept texts are
    compared with a fresh reading, and the tables with what the run wrote.

    Example:
        onrecord verify outputs --corpus corpus

    Exits with 1 when any row is not EXACT, or anything is not as the run left it.
    """
    from onrecord.verify import VERDICTS, verify

    summary = verify(args.outputs, args.corpus)
    print("\n".join([*_report(summary), f"written to {args.outputs / VERDICTS}"]), file=sys.stderr)
    return 0 if summary.proven else 1


def _report(summary: "Summary") -> list[str]:
    lines = [f"onrecord: {complaint}" for complaint in summary.complaints]
    lines.append(f"{summary.rows.total()} rows, {summary.documents} documents read anew")
    lines += [f"  {summary.rows[status]:>6} {status:<9} {words}" for status, words in MEANINGS.items()]  # type: ignore[index]
    if summary.astray:
        lines.append(f"  {summary.astray:>6} are EXACT, but their address opens another place or several")
    return lines
