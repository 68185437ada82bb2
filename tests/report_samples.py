"""A run with a document of hostile sentences, and with everything that a page of the report may show."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from models import Block, Document, Source, make_commitment_id
from onrecord.report.site import write_report
from onrecord.tables.records import DecisionRow, ThreadRow
from onrecord.tables.rows import make_row
from onrecord.tables.writer import TableWriter
from tests.tables_samples import CATALOGUE, COMMITMENT, HOSTILE, Coverage, make_link

SCRIPT = '"><script>document.title = "taken"</script><img src=x onerror="document.title=1">'
OVERRIDE = "left \u202eright\u202c \u2067isolate\u2069 end"

SENTENCES = (
    "We will publish a plan for every pier by June 2031.",
    *HOSTILE,
    SCRIPT,
    OVERRIDE,
    "]]></script><!-- --><![CDATA[ {{ 7 * 7 }} {% raw %} ${7*7} `x`",
    "' onload='document.title=1' \" onload=\"document.title=1\" autofocus",
)

SOURCE = Source(
    id="hostile <b> ?#&.txt",
    file="hostile.txt",
    title=f"Title {SCRIPT}",
    publisher=f"Publisher {SCRIPT}",
    published=date(2031, 3, 4),
    signatory=f"Signed {OVERRIDE}",
    url="javascript:document.title='taken'",
    licence=SCRIPT,
    sha256="0" * 64,
)


def make_document(sentences=SENTENCES, source=SOURCE):
    """A document with a heading and each sentence as a paragraph."""
    text, blocks = "Our response\n", [Block(kind="heading", start=0, end=12, level=1)]
    for number, sentence in enumerate(sentences, start=1):
        start = len(text)
        text += sentence + "\n"
        blocks.append(
            Block(kind="paragraph", start=start, end=len(text) - 1, number=str(number), headings=(0,))
        )
    return Document(source=source, text=text, blocks=tuple(blocks))


def make_commitments(document):
    """Every paragraph of the document as a commitment that says everything in the paragraph's words."""
    for place, block in enumerate(document.blocks[1:], start=1):
        words = document.words(block)
        yield replace(
            COMMITMENT,
            commitment_id=make_commitment_id(document.source.id, words, place),
            document_id=document.source.id,
            quote=words,
            start=block.start,
            end=block.end,
            prefix="",
            suffix="",
            block=place,
            page=None,
            section=("Our response", words[:200]),
            paragraph=block.number,
            lead_in=words[:200],
            question=words[:200],
            action=words,
            condition=words[:200],
            speaker=words[:200],
            responsible_bodies=(words[:200],),
            citation="",
            trigger=words[:20],
        )


def write_site(out: Path, sentences=SENTENCES, source=SOURCE, extras=True) -> Path:
    """A run of one document, with its report."""
    document = make_document(sentences, source)
    with TableWriter(out, {}) as writer:
        commitments = list(make_commitments(document))
        writer.add_document(source, len(commitments), (f"warned of {SCRIPT}",))
        writer.add_blocks(document)
        for commitment in commitments:
            links = [
                make_link(commitment.commitment_id, "HI1", 0.9),
                make_link(commitment.commitment_id, "HI2", 0.5, "review"),
            ]
            decided = ("row", "stance") if commitment is commitments[0] else ()
            writer.add(make_row(source, commitment, links, "", decided), links)
        if extras:
            _add_extras(writer, commitments)
        for recommendation in CATALOGUE.recommendations:
            asked = replace(recommendation, title=f"{recommendation.title} {SCRIPT}")
            found = len(commitments) if recommendation.id == "HI1" else 0
            writer.add_recommendation(Coverage(recommendation=asked, commitments=found, committed=found))
        writer.finish()
        write_report(writer.folder)
    return out


def _add_extras(writer, commitments):
    first, second, *_ = commitments
    for place, (commitment, change) in enumerate(
        ((first, "first said"), (second, f"softened {SCRIPT}")), start=1
    ):
        writer.add_thread(
            ThreadRow(
                thread_id=first.commitment_id,
                place=place,
                document_id=commitment.document_id,
                commitment_id=commitment.commitment_id,
                change=change,
                reason=f"says {OVERRIDE}",
            )
        )
    writer.add_decision(
        DecisionRow(
            decision=1,
            commitment_id=first.commitment_id,
            field="stance",
            old_value="delivered",
            new_value="committed",
            decided_by=f"A clerk {SCRIPT}",
            decided_on=date(2031, 4, 1),
            reason="it is yet to come",
            applies=False,
        )
    )
    writer.add_failure("broken.pdf", "read", f"broken.pdf: {SCRIPT}")
