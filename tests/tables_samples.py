"""Records made by hand, from which the tests of the tables write their outputs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models import (
    Block,
    Catalogue,
    Commitment,
    Document,
    Evidence,
    Link,
    Recommendation,
    Row,
    Source,
    Timing,
    make_commitment_id,
)
from onrecord.tables.records import DecisionRow, ThreadRow
from onrecord.tables.rows import make_row
from onrecord.tables.writer import TableWriter

SOURCE = Source(
    id="harbour-plan-2031",
    file="harbour-plan-2031.txt",
    title="Harbour safety: the plan",
    publisher="Department for Harbours, Coast Office",
    published=date(2031, 3, 4),
    kind="progress-update",
    url="https://www.example.org/harbour-plan",
    licence="Open Government Licence v3.0",
    sha256="0" * 64,
    assumed=("kind",),
)

DOCUMENT = Document(
    source=SOURCE,
    text="The canonical text,\r\nas it is.\n",
    blocks=(
        Block(kind="heading", start=0, end=3, level=1),
        Block(kind="paragraph", start=0, end=19, headings=(0,), page=3),
        Block(kind="item", start=21, end=30, level=1, headings=(0,), lead_in=1, page=3),
    ),
)

DECISION = DecisionRow(
    decision=1,
    commitment_id="c-gone",
    field="",
    old_value="",
    new_value="reject",
    decided_by="A clerk",
    decided_on=date(2031, 4, 1),
    reason="it is no promise",
    applies=False,
)

CATALOGUE = Catalogue(
    id="harbour-inquiry",
    title="Report of the Harbour Inquiry",
    inquiry="Harbour Inquiry",
    recommendations=tuple(
        Recommendation(
            id=f"HI{n}", number=str(n), report="harbour-inquiry", title=title, addressees=("Coast Office",)
        )
        for n, title in enumerate(("Lights on every pier", "A duty to report", "Free berths"), start=1)
    ),
)

COMMITMENT = Commitment(
    commitment_id="",
    document_id=SOURCE.id,
    quote="We will publish a plan for every pier by June 2031.",
    start=120,
    end=171,
    prefix="the Inquiry asked for. ",
    suffix=" The next section",
    block=7,
    page=3,
    section=("Our response", "Piers"),
    paragraph="12",
    lead_in="",
    question="",
    citation="#:~:text=We%20will%20publish",
    action="publish a plan for every pier",
    stance="committed",
    specificity="specific",
    speaker="",
    reported=False,
    responsible_bodies=("Department for Harbours",),
    partner_bodies=("Coast Office", "Local authorities"),
    timing=Timing(
        text="by June 2031",
        start=38,
        end=50,
        relation="by",
        date_from=date(2031, 6, 1),
        date_to=date(2031, 6, 30),
        rule="month-year",
    ),
    condition="",
    money="£2.5 million",
    amount_gbp=2_500_000.0,
    legislation=("Piers Act 2029",),
    missing=("measure",),
    rule="will-do",
    trigger="will publish",
)

# Texts that a reader of some format would take for something other than text.
HOSTILE = (
    '=HYPERLINK("https://example.org","click")',
    "+44 piers will be lit.",
    "- We will monitor the piers.",
    "@SUM(1+1)*cmd",
    "\t=1+1",
    "\r=1+1",
    "'=1+1 said the note, and we will check it.",
    '<script>alert("pier")</script> will be removed; "onload=1", they said.',
    "<r><t>not markup</t></r>",
    "_x0041_ stands for itself.",
    "One line,\nand another\r\nand a lone\rreturn, and one\u2028more\x85end.",
    "Control \x00\x07\x1f, not a character \ufffe\uffff, emoji \U0001f6a2, right to left \u202eback.",
    " 'Apostrophes' and ''two'' and \"quotes\" ",
)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What is said of one recommendation, as the linking hands it over."""

    recommendation: Recommendation
    catalogue: Catalogue = CATALOGUE
    commitments: int = 0
    delivered: int = 0
    underway: int = 0
    committed: int = 0
    considering: int = 0
    declined: int = 0
    earliest_due: date | None = None
    latest_due: date | None = None
    next_due: date | None = None
    bodies: tuple[str, ...] = ()
    strongest: str = ""
    strongest_quote: str = ""
    refusal: str = ""
    refusal_quote: str = ""
    finding: str = "nothing found in this document as of 4 March 2031"


def make_commitment(quote: str, start: int = 120, **changes: Any) -> Commitment:
    """A commitment with these words and, beside what changes, the ordinary fields."""
    return replace(
        COMMITMENT,
        commitment_id=make_commitment_id(COMMITMENT.document_id, quote, start),
        quote=quote,
        start=start,
        end=start + len(quote),
        **changes,
    )


def make_link(commitment_id: str, recommendation: str, score: float, band: Any = "accept") -> Link:
    """A link with two witnesses, one for and one against."""
    evidence = (
        Evidence(witness="cites-number", weight=0.9, words=f"heading names {recommendation}"),
        Evidence(witness="other-report", weight=-0.05, words="another report is near"),
    )
    return Link(
        commitment_id=commitment_id,
        recommendation_id=recommendation,
        score=score,
        band=band,
        evidence=evidence,
        runner_up="HI3" if recommendation != "HI3" else "",
    )


def make_rows() -> list[tuple[Row, list[Link]]]:
    """Rows of every shape: full, bare, refused, repeated, and with hostile texts."""
    full = make_commitment(COMMITMENT.quote)
    bare = make_commitment(
        "We will do more.",
        500,
        page=None,
        section=(),
        paragraph="",
        partner_bodies=(),
        responsible_bodies=(),
        timing=None,
        amount_gbp=None,
        money="",
        legislation=(),
        specificity="general",
        missing=(),
    )
    refused = make_commitment("We will not light the piers.", 600, stance="declined", timing=None)
    rows = [
        _with_links(full, "", make_link(full.commitment_id, "HI1", 0.91, "accept")),
        _with_links(bare, full.commitment_id),
        _with_links(
            refused,
            "",
            make_link(refused.commitment_id, "HI1", 0.8),
            make_link(refused.commitment_id, "HI2", 0.4, "review"),
        ),
    ]
    for place, quote in enumerate(HOSTILE):
        hostile = make_commitment(
            quote, 1000 + 500 * place, section=(quote, quote), responsible_bodies=(quote,)
        )
        rows.append(_with_links(hostile, ""))
    return rows


def _with_links(commitment: Commitment, repeats: str, *links: Link) -> tuple[Row, list[Link]]:
    return make_row(SOURCE, commitment, links, repeats), list(links)


def write_outputs(out: Path, rows: list[tuple[Row, list[Link]]] | None = None) -> Path:
    """Write a whole run with these rows, and return its folder."""
    rows = make_rows() if rows is None else rows
    with TableWriter(out, {"version": "1.2.3", "settings": {"b": 2, "a": 1}}) as writer:
        fill(writer, rows)
    return out


def fill(writer: TableWriter, rows: list[tuple[Row, list[Link]]]) -> None:
    """Give a writer one document with these rows, one failure and all recommendations."""
    writer.add_document(SOURCE, len(rows), ("the kind was assumed",))
    writer.add_blocks(DOCUMENT)
    writer.text(SOURCE.id, DOCUMENT.text)
    for row, links in rows:
        writer.add(row, links)
    writer.add_failure("broken.pdf", "read", "page 3 holds no text; run OCR on it first")
    for thread in make_threads(rows):
        writer.add_thread(thread)
    writer.add_decision(DECISION)
    for coverage in make_coverage(rows):
        writer.add_recommendation(coverage)


def make_threads(rows: list[tuple[Row, list[Link]]]) -> Iterator[ThreadRow]:
    """The second row says the first again; then nobody says it."""
    if len(rows) < 2:
        return
    first, second = (row.commitment_id for row, _ in rows[:2])
    places = ((first, "first said"), (second, "softened"), ("", "no longer mentioned"))
    for place, (name, change) in enumerate(places, start=1):
        yield ThreadRow(
            thread_id=first, place=place, document_id=SOURCE.id, commitment_id=name, change=change, reason=""
        )


def make_coverage(rows: list[tuple[Row, list[Link]]]) -> Iterator[Any]:
    """One record for each recommendation: the first is answered and refused, the others are not."""
    first, *others = CATALOGUE.recommendations
    if len(rows) > 2:
        kept, refused = rows[0][0], rows[2][0]
        yield Coverage(
            recommendation=first,
            commitments=2,
            committed=1,
            declined=1,
            earliest_due=kept.due,
            latest_due=kept.due,
            next_due=kept.due,
            bodies=kept.responsible_bodies,
            strongest=kept.commitment_id,
            strongest_quote=kept.quote,
            refusal=refused.commitment_id,
            refusal_quote=refused.quote,
            finding="promised, and refused in part",
        )
    else:
        yield Coverage(recommendation=first)
    for recommendation in others:
        yield Coverage(recommendation=recommendation)
