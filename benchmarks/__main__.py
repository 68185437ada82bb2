"""`python -m benchmarks`: take every figure, and write them as a table."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from benchmarks.measure import Figure, describe_machine
from benchmarks.readers import measure_readers
from benchmarks.runs import (
    LARGE,
    USUAL,
    measure_dask,
    measure_growth,
    measure_runs,
    measure_start,
    measure_workers,
)
from benchmarks.words import measure_words

PARTS = ("words", "readers", "start", "runs", "workers", "dask", "memory")
RESULTS = Path(__file__).with_name("results")


def main() -> int:
    """Measure, print the table, and write it as Markdown and JSON."""
    args = _parse()
    machine = describe_machine()
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        figures = []
        for figure in _measure(Path(folder), args):
            print(f"{figure.group}: {figure.name}: {_number(figure.value)} {figure.unit}", file=sys.stderr)
            figures.append(figure)
    args.out.mkdir(parents=True, exist_ok=True)
    record = {"machine": machine, "runs": args.runs, "figures": [asdict(figure) for figure in figures]}
    (args.out / "results.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    table = make_table(machine, args.runs, figures)
    (args.out / "results.md").write_text(table, encoding="utf-8")
    print(table)
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each (default: 3)")
    parser.add_argument("--large", action="store_true", help=f"also runs of {LARGE:,} documents: an hour")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some of the measurements")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="where the tables go")
    return parser.parse_args()


def _measure(folder: Path, args: argparse.Namespace) -> Iterator[Figure]:
    if "words" in args.only:
        yield from measure_words(folder / "words", args.runs)
    if "readers" in args.only:
        yield from measure_readers(folder / "readers", args.runs)
    if "start" in args.only:
        yield from measure_start(folder / "start", args.runs)
    if "runs" in args.only:
        for count in (USUAL, *((LARGE,) if args.large else ())):
            yield from measure_runs(folder / "runs", count, args.runs)
    if "workers" in args.only:
        yield from measure_workers(folder / "workers", args.runs)
    if "dask" in args.only:
        yield from measure_dask(folder / "dask", args.runs)
    if "memory" in args.only:
        yield from measure_growth(folder / "memory", args.runs)


def make_table(machine: dict[str, object], runs: int, figures: list[Figure]) -> str:
    """The figures as Markdown, with the machine that they were taken on."""
    versions = machine["versions"]
    assert isinstance(versions, dict)
    lines = [
        f"Medians of {runs} runs (least to greatest). {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}; load before: {machine['load_before']}.",
        ", ".join(f"{name} {number}" for name, number in versions.items()) + ".",
    ]
    for group, held in groupby(figures, key=lambda figure: figure.group):
        lines += ["", f"| {group} | median | least to greatest | |", "|---|---:|---:|---|"]
        lines += [
            f"| {f.name} | {_number(f.value)} {f.unit} | {_number(f.low)} to {_number(f.high)} | {f.note} |"
            for f in held
        ]
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
