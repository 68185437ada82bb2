"""`onrecord run`: the main job."""

import argparse
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models import Problem

if TYPE_CHECKING:
    from onrecord.engine import Settings
    from onrecord.run import Summary
    from onrecord.worker import Outcome

SHOWN = 12  # warnings, and documents, that are listed one by one
PATIENCE = 2.0  # seconds after which a progress bar appears


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "corpus",
        nargs="?",
        default="corpus",
        metavar="CORPUS",
        help="folder of documents, or an address such as s3://bucket/folder (default: corpus)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="folder for the tables (default: outputs)",
    )
    parser.add_argument(
        "--recommendations",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="catalogues to link to (default: the two of IICSA)",
    )
    _add_limits(parser)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    """How the work is done; none of it changes what is found."""
    group = parser.add_argument_group("how the work is done")
    group.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes (default: what the work deserves)"
    )
    group.add_argument(
        "--seconds",
        type=float,
        metavar="S",
        help="time that one document may take; 0 for no limit (default: 300)",
    )
    group.add_argument(
        "--memory",
        type=int,
        metavar="MB",
        help="memory that one document may take beyond the program's own; 0 for no limit (default: 2048)",
    )
    group.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="where results are kept for the next run (default: a hidden folder beside the outputs)",
    )
    group.add_argument("--no-cache", action="store_true", help="keep nothing, use nothing kept")
    group.add_argument(
        "--engine",
        choices=("processes", "dask"),
        default="processes",
        help="who does it (default: processes)",
    )
    group.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster (default: one on this machine)"
    )
    group.add_argument(
        "--parts",
        default="",
        metavar="URL",
        help="with Dask: also write the commitments here, a file a chunk",
    )


def execute(args: argparse.Namespace) -> int:
    """Read every document of a folder and write the tables of commitments.

    Metadata comes from sources.toml in the folder, from NAME.toml beside a document, or from the
    document itself, with a warning that says what was assumed.

    Example:
        onrecord run corpus --out outputs

    What was worked out is kept, so that only what has changed is done again. The folder of it can be
    deleted at any time.

    Exits with 1 when some document could not be done; the others are written, failures.csv names it,
    and the same command tries it again.
    """
    from onrecord.run import default_catalogues, run

    catalogues = args.recommendations or default_catalogues()
    settings = make_settings(args)
    with _folder(args.corpus) as folder:
        summary = run(folder, args.out, catalogues, settings, _show_progress, date.today())
    if summary.unchanged:
        print(f"nothing has changed since {args.out}/ was written", file=sys.stderr)
        return 0
    lines = [f"warning: {warning}" for warning in summary.warnings]
    remarks = _first(lines, "warnings: see documents.csv") + [
        f"onrecord: {reason}" for _, _, reason in summary.failures
    ]
    print("\n".join([*remarks, *_report(summary, args.out)]), file=sys.stderr)
    return 1 if summary.failures else 0


def make_settings(args: argparse.Namespace) -> "Settings":
    """The settings that the arguments give."""
    from onrecord.cache import place_of
    from onrecord.engine import LOCAL, MEMORY, SECONDS, Settings
    from onrecord.engine_remote import is_address

    if args.engine != "dask" and (args.scheduler or args.parts):
        raise Problem("--scheduler, --parts: need --engine dask; add it")
    return Settings(
        workers=args.workers,
        seconds=SECONDS if args.seconds is None else args.seconds,
        memory=MEMORY if args.memory is None else args.memory,
        cache=None if args.no_cache else args.cache or place_of(args.out),
        cluster=(args.scheduler or LOCAL) if args.engine == "dask" else "",
        inputs=args.corpus if is_address(args.corpus) else "",
        parts=args.parts,
    )


def _folder(corpus: str) -> AbstractContextManager[Path]:
    """The corpus on this machine: the folder itself, or a copy for as long as the run takes."""
    from onrecord.engine_remote import is_address, local_copy

    return local_copy(corpus) if is_address(corpus) else nullcontext(Path(corpus))


def _first(lines: list[str], rest: str) -> list[str]:
    """The first lines of many."""
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"... and {len(lines) - SHOWN} more {rest}"]


def _show_progress(outcomes: "Iterable[Outcome]", count: int) -> "Iterable[Outcome]":
    from tqdm import tqdm

    bar: Iterable[Outcome] = tqdm(outcomes, total=count, unit=" documents", delay=PATIENCE, disable=None)
    return bar


def _report(summary: "Summary", out: Path) -> list[str]:
    total = sum(sum(stances.values()) for stances in summary.rows.values())
    lines = [f"{total} commitments in {summary.documents} documents, written to {out}/"]
    documents = []
    for title, stances in summary.rows.items():
        counts = ", ".join(f"{count} {stance}" for stance, count in sorted(stances.items()))
        documents.append(f"  {title[:70]}: {counts or 'none'}")
    lines += _first(documents, "documents")
    answered = [row for row in summary.coverage if row.commitments]
    silent = [row.recommendation.id for row in summary.coverage if not row.commitments]
    if summary.coverage:
        lines.append(f"{len(answered)} of {len(summary.coverage)} recommendations answered")
        lines.append(f"nothing found for: {', '.join(silent) or 'none'}")
    return lines + [f"due next: {day} {bodies}: {action[:90]}" for day, bodies, action in summary.due]
