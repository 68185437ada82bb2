"""A run: a folder of documents in, tables out."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extract.corpus import Corpus, read_corpus
from link.catalogue import read_catalogues
from link.coverage import Coverage, CoverageRow
from onrecord.annotations import write_annotations
from onrecord.decisions import hash_decisions, read_decisions
from onrecord.editions import Editions
from onrecord.engine import Settings, open_engine
from onrecord.engine_keys import Keys, hash_files, libraries, make_keys
from onrecord.engine_records import encode
from onrecord.engine_unchanged import is_unchanged
from onrecord.ledger import Ledger
from onrecord.report.site import MOST, write_report
from onrecord.tables.writer import TableWriter, explained
from onrecord.worker import Outcome

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "corpus" / "recommendations"
NEXT = 3  # due dates that a summary names
USUAL = Settings()

Progress = Callable[[Iterable[Outcome], int], Iterable[Outcome]]


@dataclass(slots=True)
class Summary:
    """What a run found, for a person to read at its end.

    Attributes:
        documents: Documents done.
        rows: Rows by document title and stance.
        due: The next due dates with who and what, earliest first.
        coverage: One record for every recommendation.
        warnings: What was assumed or looks odd.
        failures: File, stage and reason of each document that could not be done.
        unchanged: True when the outputs were found to be of this very run, and nothing was done.
    """

    documents: int = 0
    rows: dict[str, Counter[str]] = field(default_factory=dict)
    due: list[tuple[date, str, str]] = field(default_factory=list)
    coverage: list[CoverageRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    unchanged: bool = False


def default_catalogues() -> list[Path]:
    """The catalogues that come with the project."""
    return sorted(CATALOGUES.glob("*.toml"))


def run(
    folder: Path,
    out: Path,
    catalogues: Sequence[Path],
    settings: Settings = USUAL,
    progress: Progress | None = None,
    today: date | None = None,
) -> Summary:
    """Read every document of ``folder`` and write the tables into ``out``.

    Args:
        folder: The corpus.
        out: Folder for the tables; what it held before stays until the new files are whole.
        catalogues: Catalogue files of the recommendations to link to.
        settings: How it is done; nothing that is written depends on it.
        progress: Wraps the outcomes as they come, to show how far the run is.
        today: Day from which the summary's next due dates count; nothing that is written depends on it.

    Raises:
        Problem: The corpus, a catalogue or ``out`` cannot be used at all. A single bad document is
            set aside among the summary's failures instead.
    """
    corpus, known = read_corpus(folder), read_catalogues(catalogues)
    ledger = Ledger(read_decisions(folder, [r.id for each in known for r in each.recommendations]))
    summary = Summary(
        warnings=list(corpus.warnings),
        failures=[(file, "register", message) for file, message in corpus.problems],
    )
    keys = make_keys(known)
    record = _record(corpus, catalogues, keys)
    if not summary.failures and is_unchanged(out, record):
        summary.unchanged = True
        return summary
    with TableWriter(out, record) as writer, open_engine(corpus, known, keys, settings) as outcomes:
        coverage = Coverage(known, max((s.published for s in corpus.sources if s.published), default=None))
        shown = progress(outcomes, len(corpus.sources)) if progress else outcomes
        for outcome in map(Editions().note, shown):
            _take(outcome, writer, coverage, ledger, summary, today)
        for file, stage, reason in summary.failures:
            writer.add_failure(file, stage, reason)
        summary.coverage = list(coverage.rows(summary.documents))
        for row in summary.coverage:
            writer.add_recommendation(row)
        ledger.write_tables(writer)
        summary.warnings += ledger.warnings()
        writer.finish()
        with explained(out):
            ledger.write_files(writer.folder)
            write_annotations(writer.folder)
            if not write_report(writer.folder):
                summary.warnings.append(
                    f"{out}: no report is made of more than {MOST:,} commitments; ask onrecord.db"
                )
    return summary


def _take(
    outcome: Outcome,
    writer: TableWriter,
    coverage: Coverage,
    ledger: Ledger,
    summary: Summary,
    today: date | None,
) -> None:
    source = outcome.source
    summary.warnings += outcome.warnings
    if outcome.failure or outcome.document is None:
        summary.failures.append((source.file, *(outcome.failure or ("extract", "nothing came back"))))
        return
    summary.documents += 1
    entries = ledger.enter(outcome.document, outcome.commitments, outcome.links)
    writer.add_document(source, len(entries), outcome.warnings)
    writer.add_blocks(outcome.document)
    if Path(source.file).suffix != ".txt":  # a plain text's offsets count in the file itself
        writer.text(source.id, outcome.document.text)
    stances = summary.rows.setdefault(source.title, Counter())
    for entry in entries:
        row = entry.row
        writer.add(row, entry.links)
        coverage.add(entry.commitment, entry.links)
        stances[row.stance] += 1
        if row.due and today and row.due >= today:
            summary.due = sorted([*summary.due, (row.due, ", ".join(row.responsible_bodies), row.action)])[
                :NEXT
            ]


def _record(corpus: Corpus, catalogues: Sequence[Path], keys: Keys) -> dict[str, Any]:
    """Enough to repeat the run: versions, and hashes of inputs and rules."""
    return {
        "onrecord": version("onrecord"),
        "libraries": libraries(),
        "code": {**asdict(keys), "writing": hash_files(("onrecord",))},
        "documents": {source.file: source.sha256 for source in corpus.sources},
        "known": hashlib.sha256(encode(corpus.sources)).hexdigest(),
        "catalogues": {path.name: _hash(path) for path in catalogues},
        "decisions": hash_decisions(corpus.folder),
        "rules": {
            f"{package}/{path.name}": _hash(path)
            for package in ("extract", "link")
            for path in sorted((ROOT / package).rglob("*.toml"))
        },
    }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
