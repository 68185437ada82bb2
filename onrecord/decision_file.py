"""One more line in ``decisions.csv``."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models import Problem, Row
from onrecord.compare_show import show
from onrecord.decision_fields import LISTS, join, split
from onrecord.decisions import COLUMNS, FILE, ROW, check_value, read_decisions
from onrecord.outputs import Outputs
from onrecord.tables.cells import defuse, show_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants to decide.

    Attributes:
        commitment_id: The row.
        field: The column, or ``row`` for the row itself.
        new: What is to stand there; ``accept`` or ``reject`` for the row itself.
        who: Who decides.
        when: On which day; ``None`` to note none.
        why: Why.
    """

    commitment_id: str
    field: str
    new: str
    who: str
    when: date | None
    why: str


def append_decision(corpus: Path, outputs: Outputs, wish: Wish) -> str:
    """Append a decision to ``decisions.csv``; gives the value that it found.

    Args:
        corpus: Folder of the documents, in which the file stands or is made.
        outputs: What the last run wrote: the value there is what the decision is about.
        wish: What is to be decided.

    Raises:
        Problem: The row is in no table, the column cannot be decided or cannot take the value, or the
            file cannot be read or written.
    """
    check_value("the decision", wish.field, wish.new)
    if not wish.who.strip() or not wish.why.strip():
        raise Problem("the decision: nobody has made it, or for no reason; give --who NAME and --why WORDS")
    new = join(split(wish.new)) if wish.field in LISTS else wish.new.strip()
    old = _find_value(corpus, outputs, wish.commitment_id, wish.field)
    when = wish.when.isoformat() if wish.when else ""
    _append(
        corpus / FILE, (wish.commitment_id, wish.field, old, new, wish.who.strip(), when, wish.why.strip())
    )
    return old


def _find_value(corpus: Path, outputs: Outputs, commitment_id: str, name: str) -> str:
    """What stands in the table now, or what an earlier decision about the row itself said."""
    decisions = read_decisions(corpus, ())
    before = decisions.value_of(commitment_id, ROW)
    row = next((row for row in outputs.rows() if row.commitment_id == commitment_id), None)
    if row is None and not (name == ROW and before):
        raise Problem(f"{commitment_id}: no row of {outputs.folder} has this id; check it, or run again")
    return (before or "") if name == ROW or row is None else _cell(row, name)


def _cell(row: Row, name: str) -> str:
    return show(getattr(row, name)) if name != "amount_gbp" else show_number(row.amount_gbp)


def _append(path: Path, cells: tuple[str, ...]) -> None:
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\n")
    try:
        there = path.read_bytes() if path.exists() else b""
        if not there:
            writer.writerow(COLUMNS)
        elif not there.endswith(b"\n"):
            line.write("\n")
        writer.writerow([defuse(cell) for cell in cells])
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(line.getvalue())
    except OSError as error:
        raise Problem(f"{path}: cannot be written ({error.strerror}); check the folder's rights") from error
