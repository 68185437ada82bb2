"""What makes the table a ledger: decisions replayed, promises followed, dates and doubts listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from link.threads import Threads
from models import Commitment, Document, Link, Row, Source
from onrecord.decisions import Decided, Decisions
from onrecord.due_calendar import CALENDAR, write_calendar
from onrecord.outputs import Outputs
from onrecord.review import FILE as REVIEW
from onrecord.review import write_review
from onrecord.tables.records import ThreadRow
from onrecord.tables.rows import make_row
from onrecord.tables.writer import TableWriter


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table, with what it was made from.

    Attributes:
        row: The row.
        commitment: The commitment after the decisions about it.
        links: Its links, likewise.
    """

    row: Row
    commitment: Commitment
    links: Sequence[Link]


class Ledger:
    """Takes the commitments of a run in their order, and writes what is said about them together."""

    def __init__(self, decisions: Decisions) -> None:
        """Start with the decisions of the corpus."""
        self._decisions = decisions
        self._threads = Threads()
        self._rejected: list[tuple[Row, str]] = []

    def enter(
        self, document: Document, commitments: Sequence[Commitment], links: Sequence[Sequence[Link]]
    ) -> list[Entry]:
        """The rows of one document: what a person has rejected is not among them."""
        self._threads.open(document)
        decided = [self._decisions.apply(c, some) for c, some in zip(commitments, links, strict=True)]
        return [entry for each in decided if (entry := self._enter(document.source, each))]

    def write_tables(self, writer: TableWriter) -> None:
        """Give the writer the threads and the decisions, after all rows."""
        for thread in self._threads.threads():
            for place, each in enumerate(thread.places, start=1):
                row = ThreadRow(
                    thread_id=thread.id,
                    place=place,
                    document_id=each.document_id,
                    commitment_id=each.commitment_id,
                    change=each.movement,
                    reason=f"against {each.before}: {each.words}" if each.before else "",
                )
                writer.add_thread(row)
        for decision in self._decisions.rows():
            writer.add_decision(decision)

    def write_files(self, folder: Path) -> None:
        """Write the calendar and the list of doubts beside the finished tables in ``folder``."""
        outputs = Outputs(folder, {})
        write_calendar(outputs.rows(), folder / CALENDAR)
        write_review(outputs, folder / REVIEW, self._rejected)

    def warnings(self) -> list[str]:
        """A sentence for each decision that does not hold."""
        return self._decisions.warnings()

    def _enter(self, source: Source, decided: Decided) -> Entry | None:
        commitment, links = decided.commitment, decided.links
        if decided.rejected:
            self._rejected.append((make_row(source, commitment, links, ""), decided.rejected))
            return None
        accepted = [link.recommendation_id for link in links if link.band == "accept"]
        repeats = self._threads.add(commitment, source, accepted)
        row = make_row(source, commitment, links, repeats, decided.fields)
        return Entry(row, commitment, links)
