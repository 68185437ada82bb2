"""`onrecord decide`: a person decides."""

import argparse
import sys
from datetime import date
from pathlib import Path

from models import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("commitment", metavar="ID", help="id of the row, such as c-0123456789ab")
    parser.add_argument("field", metavar="FIELD", help="column such as stance or due; row for the row itself")
    parser.add_argument(
        "value", metavar="VALUE", help='what is to stand there ("" for nothing); accept or reject for a row'
    )
    parser.add_argument("--who", required=True, metavar="NAME", help="who decides")
    parser.add_argument("--why", required=True, metavar="WORDS", help="the reason, in words")
    parser.add_argument("--when", metavar="DATE", help="day of the decision, as 2025-04-20 (default: today)")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("corpus"),
        metavar="DIR",
        help="folder of the documents (default: corpus)",
    )
    parser.add_argument(
        "--outputs",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="folder of the last run (default: outputs)",
    )


def execute(args: argparse.Namespace) -> int:
    """Append a decision to decisions.csv in the corpus folder; the next run carries it out.

    A decision is bound to what stands in the table when it is made: if that is something else in a
    later run, the decision is not carried out and the run says so. Entries of a list are separated
    by "; ".

    Example:
        onrecord decide c-0123456789ab stance considering --who "A. Reader" --why "only explores it"
    """
    from onrecord.decision_file import Wish, append_decision
    from onrecord.decisions import FILE
    from onrecord.outputs import open_outputs

    if not args.corpus.is_dir():
        raise Problem(f"{args.corpus}: no such folder; give the folder of the documents with --corpus")
    wish = Wish(
        commitment_id=args.commitment,
        field=args.field,
        new=args.value,
        who=args.who,
        when=_day(args.when) if args.when else date.today(),
        why=args.why,
    )
    old = append_decision(args.corpus, open_outputs(args.outputs), wish)
    what = f"{args.field} of {args.commitment}: {old or 'nothing'} -> {args.value or 'nothing'}"
    print(f"{args.corpus / FILE}: {what}; run `onrecord run` to carry it out", file=sys.stderr)
    return 0


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Problem(f"--when: {words!r} is no date; write it as 2025-04-20") from None
