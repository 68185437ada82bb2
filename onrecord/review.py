"""Rows that deserve a person's look, least certain first, with the reasons in words."""

import csv
import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models import Row
from onrecord.outputs import Outputs
from onrecord.tables.cells import SEPARATOR, defuse, show_number
from onrecord.tables.text_files import UnixLines

FILE = "review.csv"
COLUMNS = (
    "certainty",
    "commitment_id",
    "reasons",
    "stance",
    "responsible_bodies",
    "due",
    "recommendations",
    "link_band",
    "quote",
    "document_id",
    "citation_url",
)

SURE = 0.9  # from this certainty on, a row needs no look
LEAST = 0.05  # certainty of a row against which everything speaks
WEAK = 0.75  # score under which an accepted link has little to stand on
LONG = 450  # characters from which a sentence may promise several things

PRONOUN = re.compile(r"(?:this|that|it|they|these|those)\b", re.IGNORECASE)
SHIFTED = re.compile(r"\b(?:this|that|it|they|these|those)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that may be wrong with a row.

    Attributes:
        weight: What it takes from the certainty, 0 to 1. Set by judgement, not measured: the order
            of the list is what it is for.
        about: Columns that it is about: a decision on one of them ends it.
        says: The doubt in words if the row gives cause for it; empty if not.
    """

    weight: float
    about: tuple[str, ...]
    says: Callable[[Row], str]


def _link(row: Row) -> str:
    return f"a link waits for judgement: {row.link_evidence[0]}" if row.link_band == "review" else ""


def _weak_link(row: Row) -> str:
    weak = row.link_band == "accept" and row.link_score < WEAK
    return (
        f"the link to {', '.join(row.recommendations)} scores {show_number(row.link_score)}" if weak else ""
    )


def _owner(row: Row) -> str:
    return "nobody is named who has to act" if not row.responsible_bodies or "owner" in row.missing else ""


def _vague(row: Row) -> str:
    return f"{row.when_text!r} names no day" if row.relation in ("vague", "event") else ""


def _pronoun(row: Row) -> str:
    found = PRONOUN.match(row.quote)
    return f"{found[0]!r} stands for something said before" if found else ""


def _inherited(row: Row) -> str:
    return f"what is done and by whom is taken from {row.lead_in!r}" if row.lead_in else ""


def _several_bodies(row: Row) -> str:
    names = row.responsible_bodies
    return f"{len(names)} bodies are to act: {', '.join(names)}" if len(names) > 1 else ""


def _speaker(row: Row) -> str:
    return "a reporter paraphrases, and whose words is not clear" if row.reported and not row.speaker else ""


def _long(row: Row) -> str:
    return "a long sentence, which may promise several things" if len(row.quote) > LONG else ""


def _refusal(row: Row) -> str:
    return "read as a refusal" if row.stance == "declined" else ""


DOUBTS = (
    Doubt(0.35, ("recommendations",), _link),
    Doubt(0.15, ("recommendations",), _weak_link),
    Doubt(0.25, ("responsible_bodies",), _owner),
    Doubt(0.1, ("due",), _vague),
    Doubt(0.15, ("responsible_bodies", "action"), _pronoun),
    Doubt(0.05, ("responsible_bodies", "action"), _inherited),
    Doubt(0.1, ("responsible_bodies",), _several_bodies),
    Doubt(0.15, ("speaker",), _speaker),
    Doubt(0.1, ("action",), _long),
    Doubt(0.1, ("stance",), _refusal),
)

GUESSED = 0.1  # weight of each of these that nobody has stated of the document
METADATA = ("published", "publisher", "kind", "signatory")


def find_doubts(row: Row, assumed: Sequence[str]) -> tuple[float, list[str]]:
    """How certain a row is, from 0 to 1, and why no more than that.

    Args:
        row: The row.
        assumed: What nobody has stated of its document.
    """
    if "row" in row.decided:
        return 1.0, []
    certainty, reasons = 1.0, []
    for doubt in DOUBTS:
        words = "" if set(doubt.about) & set(row.decided) else doubt.says(row)
        if words:
            certainty -= doubt.weight
            reasons.append(words)
    guessed = [name for name in METADATA if name in assumed]
    if guessed:
        certainty -= GUESSED * len(guessed)
        reasons.append(f"the document's {', '.join(guessed)} is a guess")
    return max(LEAST, round(certainty, 2)), reasons


def write_review(outputs: Outputs, path: Path, rejected: Iterable[tuple[Row, str]]) -> int:
    """Write what deserves a look, least certain first, then what a person has rejected.

    Args:
        outputs: The tables of the run.
        path: The file to write.
        rejected: Rows that a person has taken out of the table, each with the decision in words.

    Returns:
        How many rows deserve a look.
    """
    assumed = read_assumed(outputs.folder)
    certainties, places = array("d"), array("Q")
    for place, row in outputs.placed_rows():
        certainty, _ = find_doubts(row, assumed.get(row.document_id, ()))
        if certainty < SURE:
            certainties.append(certainty)
            places.append(place)
    order = sorted(range(len(places)), key=lambda n: (certainties[n], n))
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(UnixLines(file), lineterminator="\r\n")
        lines.writerow(COLUMNS)
        for row in outputs.rows_at(places[n] for n in order):
            lines.writerow(_cells(row, *find_doubts(row, assumed.get(row.document_id, ()))))
        for row, why in rejected:
            lines.writerow(_cells(row, 0.0, [f"rejected, {why}"]))
    return len(order)


def read_assumed(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """What was guessed about each document of a run."""
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        return {row["document_id"]: tuple(row["assumed"].split(SEPARATOR)) for row in csv.DictReader(file)}


def _cells(row: Row, certainty: float, reasons: Sequence[str]) -> list[str]:
    values = {
        "certainty": show_number(certainty),
        "reasons": SEPARATOR.join(reasons),
        "due": row.due.isoformat() if row.due else "",
        "responsible_bodies": SEPARATOR.join(row.responsible_bodies),
        "recommendations": SEPARATOR.join(row.recommendations),
    }
    return [defuse(values[name] if name in values else str(getattr(row, name))) for name in COLUMNS]
