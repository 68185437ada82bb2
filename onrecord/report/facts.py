"""What every page of the report needs to know of the run."""

from dataclasses import dataclass
from datetime import date

from onrecord.tables.reading import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The run in a few figures.

    Attributes:
        documents: Documents read.
        commitments: Commitments found.
        failures: Documents that could not be read to the end.
        first: Day on which the oldest document was published; ``None`` if no day is known.
        as_of: Day on which the newest was published: the report's only "today".
        inquiries: Full names of the inquiries whose recommendations are in use.
        titles: Title of each recommendation, by its id.
        threads: True if there are threads.
        decisions: True if there are decisions.
    """

    documents: int
    commitments: int
    failures: int
    first: date | None
    as_of: date | None
    inquiries: tuple[str, ...]
    titles: dict[str, str]
    threads: bool
    decisions: bool


def read_facts(records: Records) -> Facts:
    """The figures of a database."""
    [(documents, first, last)] = records.ask("SELECT count(*), min(published), max(published) FROM documents")
    inquiries = records.ask("SELECT inquiry FROM recommendations GROUP BY inquiry ORDER BY min(rowid)")
    return Facts(
        documents=documents,
        commitments=count(records, "commitments"),
        failures=count(records, "failures"),
        first=date.fromisoformat(first) if first else None,
        as_of=date.fromisoformat(last) if last else None,
        inquiries=tuple(name for (name,) in inquiries),
        titles=dict(records.ask("SELECT recommendation_id, title FROM recommendations ORDER BY rowid")),
        threads=count(records, "threads") > 0,
        decisions=count(records, "decisions") > 0,
    )


def count(records: Records, table: str) -> int:
    """How many rows a table has."""
    [(rows,)] = records.ask(f'SELECT count(*) FROM "{table}"')
    return int(rows)
