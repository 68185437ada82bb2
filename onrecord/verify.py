"""Proof that every row stands in its source: the file is hashed, read anew, and the words are looked up.

Nothing is sought by likeness. A quote stands where the row says, or the same letters stand elsewhere
once, or several times, or not at all.
"""

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from extract.corpus import hash_file
from models import Problem, Source
from onrecord.outputs import ROWS, Outputs, open_outputs
from onrecord.tables.cells import restore
from onrecord.tables.columns import Table
from onrecord.tables.text_files import CsvFile
from onrecord.tables.writer import explained
from onrecord.verify_places import Exhibit, Judge, hash_source, open_exhibit
from onrecord.verify_records import Claim, Status, Verdict

VERDICTS = "verify.csv"
AGAIN = "run `onrecord run` again"

TABLE = Table(
    name="verify",
    title="Whether each commitment stands in its source",
    record=Verdict,
    key=("commitment_id",),
)


@dataclass(slots=True)
class Summary:
    """What a verification found.

    Attributes:
        rows: Rows by status.
        astray: Rows that are EXACT but whose address opens the source at another place, or at several.
        documents: Documents that were read anew.
        complaints: What is not as the run left it, each a sentence that names the file.
    """

    rows: Counter[Status] = field(default_factory=Counter)
    astray: int = 0
    documents: int = 0
    complaints: list[str] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """True if every row is EXACT, every address opens its sentence, and every file is as it was."""
        return set(self.rows) <= {"EXACT"} and not self.astray and not self.complaints


def verify(folder: Path, corpus: Path) -> Summary:
    """Take every row of a run back to its source, and write what came of it to ``verify.csv``.

    Args:
        folder: The outputs of the run; ``verify.csv`` is written there, whole or not at all.
        corpus: The folder of the documents that the run read.

    Raises:
        Problem: There are no such outputs, they cannot be read, or the corpus is not the run's.
    """
    outputs = open_outputs(folder)
    sources = _read_sources(folder)
    _check_corpus(corpus, sources)
    summary = Summary(complaints=list(_changed_files(outputs)))
    with explained(folder):
        _write(folder, _verdicts(outputs, sources, corpus, summary))
    return summary


def _read_sources(folder: Path) -> dict[str, Source]:
    """The documents of the run, by id."""
    path = folder / "documents.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {
                row["document_id"]: Source(
                    **{key: restore(row[name]) for key, name in FIELDS.items()}  # type: ignore[arg-type]
                )
                for row in csv.DictReader(file)
            }
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise Problem(f"{path}: cannot be read as the run wrote it ({error!r}); {AGAIN}") from error


FIELDS = {"id": "document_id", "file": "file", "title": "title", "url": "url", "sha256": "sha256"}
"""Attributes of a source, and the columns of ``documents.csv`` that hold them."""


def _check_corpus(corpus: Path, sources: Mapping[str, Source]) -> None:
    if not corpus.is_dir():
        raise Problem(f"{corpus}: no such folder; give the folder of the documents with --corpus")
    if sources and not any((corpus / source.file).is_file() for source in sources.values()):
        first = next(iter(sources.values())).file
        raise Problem(
            f"{corpus}: holds none of the {len(sources)} documents of this run, such as {first}; "
            "give the folder that it read with --corpus"
        )


def _changed_files(outputs: Outputs) -> Iterator[str]:
    """What the run wrote and is not there as it wrote it."""
    files = outputs.record.get("files")
    if not isinstance(files, dict):
        raise Problem(f"{outputs.folder}: run.json does not name the files of the run; {AGAIN}")
    for name, digest in sorted(files.items()):
        path = outputs.folder / name
        if not path.is_file():
            yield f"{name}: is gone from the outputs; {AGAIN}"
        elif hash_file(path) != digest:
            yield f"{name}: is not as the run wrote it; {AGAIN}"


def _verdicts(
    outputs: Outputs, sources: Mapping[str, Source], corpus: Path, summary: Summary
) -> Iterator[Verdict]:
    silent = dict(sources)
    for document_id, claims in groupby(_read_claims(outputs.folder / ROWS), lambda claim: claim.document_id):
        silent.pop(document_id, None)
        exhibit = _find_exhibit(document_id, sources, corpus, outputs.folder)
        summary.documents += exhibit.document is not None
        summary.complaints += exhibit.complaints
        judge = Judge(exhibit)
        for claim in claims:
            verdict = judge.judge(claim)
            summary.rows[verdict.status] += 1
            summary.astray += verdict.opens in ("several", "elsewhere", "nowhere")
            yield verdict
    for source in silent.values():  # no row is at stake, but that nothing was found in it
        summary.complaints += hash_source(source, corpus)[1]


def _find_exhibit(document_id: str, sources: Mapping[str, Source], corpus: Path, outputs: Path) -> Exhibit:
    if document_id in sources:
        return open_exhibit(sources[document_id], corpus, outputs)
    complaint = f"documents.csv: has no document {document_id!r}, which {ROWS} names; {AGAIN}"
    return Exhibit(file="", complaints=(complaint,))


def _read_claims(path: Path) -> Iterator[Claim]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                yield _read_claim(f"{path}: line {number}", line)
    except OSError as error:
        raise Problem(f"{path}: cannot be read ({error.strerror}); {AGAIN}") from error


def _read_claim(where: str, line: bytes) -> Claim:
    try:
        values: Any = json.loads(line)
    except ValueError as error:
        raise Problem(f"{where}: is no JSON ({error}); {AGAIN}") from error
    wanted = Claim.__annotations__
    for name, kind in wanted.items():
        if not isinstance(values, dict) or not isinstance(values.get(name), kind):
            raise Problem(f"{where}: has no sound {name!r}; {AGAIN}")
    return Claim(**{name: values[name] for name in wanted})


def _write(folder: Path, verdicts: Iterator[Verdict]) -> None:
    """Write the verdicts beside the outputs, and put them in place when they are whole."""
    draft = folder / f".{VERDICTS}.partial"
    file = CsvFile(draft, TABLE)
    try:
        for verdict in verdicts:
            file.add(verdict)
        file.close()
        os.replace(draft, folder / VERDICTS)
    except BaseException:
        file.drop()
        draft.unlink(missing_ok=True)
        raise
