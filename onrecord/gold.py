"""Gold rows, and how a table of commitments stands against them, field by field."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from models import Problem

Row = dict[str, Any]
SHARED = 0.5  # of the shorter span, for a gold and a predicted row to be the same sentence
SHARED_WORDS = 0.9  # of the shorter quote's words, when rows are compared by quote
NEEDED = ("document_id", "start", "end", "quote", "stance", "specificity", "lead")
FIELDS = ("detection", "lead", "recommendations", "due")  # figures with precision, recall and F1


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold row with the predicted rows of the same sentence, best first."""

    gold: Row
    found: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold and predicted rows laid side by side.

    Attributes:
        pairs: Every required gold row with its predicted rows.
        spurious: Predicted rows of these documents that are no gold row, required or optional.
    """

    pairs: tuple[Pair, ...]
    spurious: tuple[Row, ...]


def read_rows(path: Path, needed: Sequence[str] = ()) -> list[Row]:
    """Rows of a JSON Lines file.

    Raises:
        Problem: The file is missing, a line is no JSON object, or a needed key is absent.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise Problem(f"{path}: no such file; give a file of JSON Lines") from None
    except UnicodeDecodeError as error:
        raise Problem(f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    return [
        _read_row(f"{path.name}: line {n}", line, needed) for n, line in enumerate(lines, 1) if line.strip()
    ]


def _read_row(where: str, line: str, needed: Sequence[str]) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise Problem(f"{where}: no JSON ({error.msg}); give one object a line") from None
    if not isinstance(row, dict):
        raise Problem(f"{where}: no JSON object; give one object a line")
    if missing := [key for key in needed if key not in row]:
        raise Problem(f"{where}: lacks {missing[0]!r}; a gold row has {', '.join(needed)}")
    return row


def check_gold(rows: Iterable[Row], texts: dict[str, str]) -> None:
    """Refuse a gold row whose quote does not stand at its offsets.

    Args:
        rows: Gold rows.
        texts: Canonical text by document id; rows of other documents are not checked.
    """
    for row in rows:
        text = texts.get(row["document_id"])
        if text is not None and text[row["start"] : row["end"]] != row["quote"]:
            place = f"{row['document_id']}: offsets {row['start']} to {row['end']}"
            raise Problem(
                f"{place}: do not hold the gold row's quote {row['quote'][:60]!r}; correct the offsets"
            )


def compare(gold: Sequence[Row], predicted: Sequence[Row], by_quote: bool = False) -> Comparison:
    """Lay gold rows beside predicted rows of the same sentences."""
    measure = _shared_words if by_quote else _overlap
    same = _same_words if by_quote else _same_span
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in predicted:
        by_document[row["document_id"]].append(row)
    pairs: list[Pair] = []
    matched: set[int] = set()
    for row in gold:
        mine = [p for p in by_document[row["document_id"]] if same(row, p)]
        matched.update(map(id, mine))
        if not row.get("optional"):
            pairs.append(Pair(row, tuple(sorted(mine, key=lambda p: -measure(row, p)))))
    documents = {row["document_id"] for row in gold}
    spurious = [p for name in sorted(documents) for p in by_document[name] if id(p) not in matched]
    return Comparison(tuple(pairs), tuple(spurious))


def _overlap(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _same_span(a: Row, b: Row) -> bool:
    shared = _overlap(a, b)
    return shared > 0 and shared >= SHARED * min(a["end"] - a["start"], b["end"] - b["start"])


def _words(row: Row) -> list[str]:
    return re.findall(r"\w+", row["quote"].lower())


def _shared_words(a: Row, b: Row) -> int:
    blocks = SequenceMatcher(None, _words(a), _words(b), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _same_words(a: Row, b: Row) -> bool:
    shorter = min(len(_words(a)), len(_words(b)))
    return (
        shorter > 0
        and bool(set(_words(a)) & set(_words(b)))
        and _shared_words(a, b) >= SHARED_WORDS * shorter
    )


@dataclass(frozen=True, slots=True)
class Count:
    """Hits, predicted and gold items of one field; sums over pairs."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what is right that was predicted."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Tally = dict[str, Count]


def tally(pair: Pair) -> Tally:
    """What one gold row adds to each figure. Shares (stance, abstention) count as hits of gold."""
    gold, found = pair.gold, pair.found
    hit = int(bool(found))
    counts = {"detection": Count(hit, hit, 1)}
    if gold["specificity"] == "specific":
        counts["specific_recall"] = Count(hit, hit, 1)
    if found:
        right = found[0].get("stance") in {gold["stance"], *gold.get("stance_ok", [])}
        counts["stance"] = Count(int(right), 1, 1)
    counts["lead"] = _sets(pair, "lead", "responsible_bodies", "partners", fold_name)
    counts["recommendations"] = _sets(pair, "recs", "recommendations", "recs_ok", str)
    if found and not gold.get("recs") and not gold.get("recs_ok"):
        silent = not any(row.get("recommendations") for row in found)
        counts["abstention"] = Count(int(silent), 1, 1)
    counts["due"] = _due(pair)
    return counts


def spurious_tally() -> Tally:
    """What a predicted row that is no gold row adds."""
    return {"detection": Count(0, 1, 0)}


def fold_name(name: str) -> str:
    """A body's name as it is compared: case, article and apostrophe do not count."""
    return " ".join(name.lower().replace("’", "'").replace("the ", "").split())


def _sets(pair: Pair, wanted: str, given: str, allowed: str, fold: Callable[[str], str]) -> Count:
    want = {fold(x) for x in pair.gold.get(wanted, [])}
    extra = {fold(x) for x in pair.gold.get(allowed, [])}
    got = {fold(x) for row in pair.found for x in row.get(given) or []}
    hit = len(want & got)
    return Count(hit, hit + len(got - want - extra), len(want))


def _due(pair: Pair) -> Count:
    want = pair.gold.get("due") or ""
    got = (pair.found[0].get("due") or "") if pair.found else ""
    return Count(int(bool(want) and want == got), int(bool(got)), int(bool(want)))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies, in a fixed order of figures."""
    order = ("detection", "specific_recall", "stance", "lead", "recommendations", "abstention", "due")
    sums = dict.fromkeys(order, Count())
    for one in tallies:
        for figure, count in one.items():
            sums[figure] += count
    return sums


def figure(name: str, count: Count) -> float:
    """The number that stands for a figure: F1, or a share for stance, abstention and specific recall."""
    if name in FIELDS:
        return count.f1
    return count.hit / count.gold if count.gold else 0.0
