"""`onrecord evaluate`: the figures per field."""

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

from onrecord.gold import (
    FIELDS,
    NEEDED,
    Comparison,
    Count,
    Row,
    Tally,
    check_gold,
    compare,
    figure,
    read_rows,
    spurious_tally,
    tally,
    total,
)

RESAMPLES = 1000
SEED = 20250409  # a bootstrap must say the same twice


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="JSON Lines files of gold rows")
    parser.add_argument(
        "--predicted", required=True, type=Path, metavar="FILE", help="commitments.jsonl of a run"
    )
    parser.add_argument(
        "--by-quote", action="store_true", help="match rows by their words, not by their offsets"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N errors")


def execute(args: argparse.Namespace) -> int:
    """Score a commitments table against gold rows, field by field, with 95 % bootstrap intervals.

    A gold and a predicted row are the same when they share half of the shorter span. Optional gold
    rows are neither missed nor wrong. Where a text NAME.txt stands beside GOLD, the gold rows are
    checked against it first.

    Example:
        onrecord evaluate tests/gold/*.jsonl --predicted outputs/commitments.jsonl --errors 20
    """
    gold = [row for path in args.gold for row in _read_gold(path)]
    comparison = compare(
        gold, read_rows(args.predicted, ("document_id", "start", "end", "quote")), args.by_quote
    )
    tallies = [tally(pair) for pair in comparison.pairs] + [spurious_tally() for _ in comparison.spurious]
    sums, bounds = total(tallies), _intervals(tallies)
    print(_as_json(sums, bounds) if args.json else _as_text(sums, bounds))
    for line in list_errors(comparison)[: args.errors]:
        print(line)
    return 0


def _read_gold(path: Path) -> list[Row]:
    rows = read_rows(path, NEEDED)
    text = path.with_suffix(".txt")
    if text.is_file():
        check_gold(rows, {path.stem: text.read_bytes().decode("utf-8")})
    return rows


def _intervals(tallies: Sequence[Tally]) -> dict[str, tuple[float, float]]:
    """2.5th and 97.5th percentile of each figure over resampled rows."""
    draw = random.Random(SEED)
    samples = [total(draw.choices(tallies, k=len(tallies))) for _ in range(RESAMPLES)] if tallies else []
    bounds = {}
    for name in total(()):
        values = sorted(figure(name, sums[name]) for sums in samples) or [0.0]
        bounds[name] = (values[int(0.025 * len(values))], values[int(0.975 * len(values))])
    return bounds


def _as_text(sums: Tally, bounds: dict[str, tuple[float, float]]) -> str:
    lines = []
    for name, count in sums.items():
        low, high = bounds[name]
        detail = f"P {count.precision:.3f}  R {count.recall:.3f}  F1 " if name in FIELDS else " " * 20
        lines.append(
            f"{name:<16} {detail}{figure(name, count):.3f}  [{low:.3f}, {high:.3f}]  {_sizes(name, count)}"
        )
    return "\n".join(lines)


def _sizes(name: str, count: Count) -> str:
    return (
        f"gold {count.gold}, predicted {count.predicted}"
        if name in FIELDS
        else f"{count.hit} of {count.gold}"
    )


def _as_json(sums: Tally, bounds: dict[str, tuple[float, float]]) -> str:
    return json.dumps(
        {
            name: {
                "value": round(figure(name, count), 4),
                "low": round(bounds[name][0], 4),
                "high": round(bounds[name][1], 4),
                "hit": count.hit,
                "predicted": count.predicted,
                "gold": count.gold,
            }
            for name, count in sums.items()
        },
        indent=1,
    )


def list_errors(comparison: Comparison) -> list[str]:
    """One line an error: missed and spurious rows first, then fields."""
    missed = [p.gold for p in comparison.pairs if not p.found]
    lines = [
        f"missed    {g['document_id']} [{g['stance']}/{g['specificity']}] {g['quote'][:150]}" for g in missed
    ]
    lines += [
        f"spurious  {p['document_id']} [{p.get('stance')}] {p['quote'][:150]}" for p in comparison.spurious
    ]
    for pair in comparison.pairs:
        counts = tally(pair) if pair.found else {}
        for name in ("stance", "lead", "recommendations", "due"):
            count = counts.get(name, Count())
            if count.hit < count.gold or count.hit < count.predicted:
                lines.append(_field_error(name, pair.gold, pair.found[0]))
    return lines


def _field_error(name: str, gold: Row, found: Row) -> str:
    keys = {"recommendations": ("recs", "recommendations"), "lead": ("lead", "responsible_bodies")}
    wanted, given = keys.get(name, (name, name))
    sides = f"gold {gold.get(wanted)!r}, got {found.get(given)!r}"
    return f"{name[:9]:<9} {gold['document_id']} {sides}: {gold['quote'][:100]}"
