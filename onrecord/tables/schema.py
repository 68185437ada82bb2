"""The tables that a run writes, their keys, and how they refer to one another."""

from models import Row
from onrecord.tables.columns import Reference, Table
from onrecord.tables.records import (
    BlockRow,
    BodyRow,
    CommitmentBodyRow,
    DecisionRow,
    DocumentRow,
    EvidenceRow,
    FailureRow,
    LinkRow,
    RecommendationRow,
    ThreadRow,
)


def _refer(column: str, table: str, to: str) -> Reference:
    return Reference(columns=(column,), table=table, to=(to,))


COMMITMENTS = Table(
    name="commitments",
    title="What public bodies say they did, do, will do or will not do, with the sentence that says so",
    record=Row,
    key=("commitment_id",),
    references=(
        _refer("document_id", "documents", "document_id"),
        _refer("repeats", "commitments", "commitment_id"),
    ),
)
RECOMMENDATIONS = Table(
    name="recommendations",
    title="Every recommendation of every catalogue in use, and what was found about it",
    record=RecommendationRow,
    key=("recommendation_id",),
    references=(
        _refer("strongest", "commitments", "commitment_id"),
        _refer("refusal", "commitments", "commitment_id"),
    ),
)
LINKS = Table(
    name="links",
    title="Every pair of a commitment and a recommendation that was considered, with its evidence",
    record=LinkRow,
    key=("commitment_id", "recommendation_id"),
    references=(
        _refer("commitment_id", "commitments", "commitment_id"),
        _refer("recommendation_id", "recommendations", "recommendation_id"),
        _refer("runner_up", "recommendations", "recommendation_id"),
    ),
)
DOCUMENTS = Table(
    name="documents",
    title="The documents that were read, and where they came from",
    record=DocumentRow,
    key=("document_id",),
)
FAILURES = Table(
    name="failures",
    title="The documents that could not be read to the end, and why",
    record=FailureRow,
)
BODIES = Table(
    name="bodies",
    title="The bodies that have a part in some commitment",
    record=BodyRow,
    key=("body",),
)
COMMITMENT_BODIES = Table(
    name="commitment_bodies",
    title="Who has to act, and who else has a part, commitment by commitment",
    record=CommitmentBodyRow,
    key=("commitment_id", "role", "body"),
    references=(_refer("commitment_id", "commitments", "commitment_id"), _refer("body", "bodies", "body")),
)
EVIDENCE = Table(
    name="evidence",
    title="What each witness said of each pair that was considered",
    record=EvidenceRow,
    key=("commitment_id", "recommendation_id", "place"),
    references=(
        Reference(
            columns=("commitment_id", "recommendation_id"),
            table="links",
            to=("commitment_id", "recommendation_id"),
        ),
    ),
)

BLOCKS = Table(
    name="blocks",
    title="The documents block by block: headings, paragraphs, list items, rows, questions, quotations",
    record=BlockRow,
    key=("document_id", "block"),
    references=(
        _refer("document_id", "documents", "document_id"),
        *(
            Reference(columns=("document_id", column), table="blocks", to=("document_id", "block"))
            for column in ("heading", "lead_in", "question")
        ),
    ),
)
THREADS = Table(
    name="threads",
    title="The same promise through the documents, and how it moved",
    record=ThreadRow,
    key=("thread_id", "place"),
    references=(
        _refer("thread_id", "commitments", "commitment_id"),
        _refer("document_id", "documents", "document_id"),
        _refer("commitment_id", "commitments", "commitment_id"),
    ),
)
DECISIONS = Table(
    name="decisions",
    title="What a person decided about a row, and whether it still applies",
    record=DecisionRow,
    key=("decision",),
)

CSV_TABLES = (COMMITMENTS, RECOMMENDATIONS, LINKS, DOCUMENTS, THREADS, FAILURES)
"""The tables that have a CSV file."""

SHEETS = (COMMITMENTS, RECOMMENDATIONS, DOCUMENTS)
"""The tables that have a sheet in the spreadsheet, in the order of the sheets."""

DATABASE_TABLES = (
    DOCUMENTS,
    BLOCKS,
    COMMITMENTS,
    BODIES,
    COMMITMENT_BODIES,
    RECOMMENDATIONS,
    LINKS,
    EVIDENCE,
    THREADS,
    DECISIONS,
    FAILURES,
)
"""The tables of the database, in the order in which they are made."""
