"""`onrecord run`: the main job."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from onrecord.run import Summary, default_catalogues, run
from onrecord.worker import Outcome

SHOWN_DUE = 3
PATIENCE = 2.0  # seconds after which a progress bar appears


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("corpus", nargs="?", type=Path, default=Path("corpus"), metavar="CORPUS", help="folder of documents (default: corpus)")
    parser.add_argument("--out", type=Path, default=Path("outputs"), metavar="DIR", help="folder for the tables (default: outputs)")
    parser.add_argument(
        "--recommendations", nargs="+", type=Path, metavar="FILE", help="catalogues to link to (default: the two of IICSA)"
    )
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes (default: what the work deserves)")


def execute(args: argparse.Namespace) -> int:
    """Read every document of a folder and write the tables of commitments.

    Metadata comes from sources.toml in the folder, from NAME.toml beside a document, or from the
    document itself, with a warning that says what was assumed.

    Example:
        onrecord run corpus --out outputs

    Exits with 1 when some document could not be read; the others are written.
    """
    catalogues = args.recommendations or default_catalogues()
    summary = run(args.corpus, args.out, catalogues, args.workers, _show_progress)
    for warning in summary.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for _, _, reason in summary.failures:
        print(f"onrecord: {reason}", file=sys.stderr)
    print("\n".join(_report(summary, args.out, date.today())), file=sys.stderr)
    return 1 if summary.failures else 0


def _show_progress(outcomes: Iterable[Outcome], count: int) -> Iterable[Outcome]:
    from tqdm import tqdm

    return tqdm(outcomes, total=count, unit=" documents", delay=PATIENCE, disable=None)


def _report(summary: Summary, out: Path, today: date) -> list[str]:
    total = sum(sum(stances.values()) for stances in summary.rows.values())
    lines = [f"{total} commitments in {summary.documents} documents, written to {out}/"]
    for title, stances in summary.rows.items():
        counts = ", ".join(f"{count} {stance}" for stance, count in sorted(stances.items()))
        lines.append(f"  {title[:70]}: {counts or 'none'}")
    answered = [row for row in summary.coverage if row.commitments]
    silent = [row.recommendation.id for row in summary.coverage if not row.commitments]
    if summary.coverage:
        lines.append(f"{len(answered)} of {len(summary.coverage)} recommendations answered; nothing found for: {', '.join(silent) or 'none'}")
    coming = sorted(due for due in summary.due if due[0] >= today)[:SHOWN_DUE]
    lines += [f"due next: {day} {bodies}: {action[:90]}" for day, bodies, action in coming]
    return lines
