"""What deserves a look: least certain first, with the reasons in words."""

from dataclasses import replace

import pytest
from ledger_samples import run_over, table_of, write_corpus
from tables_samples import make_rows

from onrecord.outputs import open_outputs
from onrecord.review import DOUBTS, SURE, find_doubts

PLAIN = replace(
    make_rows()[0][0],
    quote="The Home Office will publish a plan by May 2026.",
    lead_in="",
    link_band="none",
    recommendations=(),
    missing=(),
    responsible_bodies=("Home Office",),
    relation="by",
    reported=False,
    stance="committed",
    decided=(),
)


def test_a_plain_row_needs_no_look():
    assert find_doubts(PLAIN, ()) == (1.0, [])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"link_band": "review", "link_evidence": ("FR3: shares 'register'",)},
            "a link waits for judgement: FR3",
        ),
        (
            {"link_band": "accept", "link_score": 0.6, "recommendations": ("FR3",)},
            "the link to FR3 scores 0.6",
        ),
        ({"responsible_bodies": ()}, "nobody is named"),
        ({"missing": ("owner",)}, "nobody is named"),
        ({"relation": "vague", "when_text": "shortly"}, "'shortly' names no day"),
        ({"quote": "This will be published."}, "'This' stands for something"),
        ({"lead_in": "We will:"}, "taken from 'We will:'"),
        ({"responsible_bodies": ("Ofsted", "Home Office")}, "2 bodies are to act: Ofsted, Home Office"),
        ({"reported": True, "speaker": ""}, "whose words is not clear"),
        ({"quote": "The Home Office will act " + "and act " * 100}, "a long sentence"),
        ({"stance": "declined"}, "read as a refusal"),
    ],
)
def test_each_doubt_lowers_the_certainty_and_says_why(changes, says):
    certainty, (reason,) = find_doubts(replace(PLAIN, **changes), ())
    assert certainty < 1
    assert says in reason


def test_a_guess_about_the_document_counts():
    certainty, reasons = find_doubts(PLAIN, ("published", "title"))
    assert certainty == SURE
    assert reasons == ["the document's published is a guess"]


def test_a_decision_ends_its_doubt():
    doubtful = replace(PLAIN, responsible_bodies=(), relation="vague", when_text="soon")
    assert find_doubts(replace(doubtful, decided=("responsible_bodies", "due")), ()) == (1.0, [])
    assert find_doubts(replace(doubtful, decided=("row",)), ("published",)) == (1.0, [])


def test_doubts_are_about_columns_of_the_table():
    assert {name for doubt in DOUBTS for name in doubt.about} <= {*PLAIN.__slots__}


def test_the_list_of_a_run_begins_with_the_least_certain(tmp_path):
    text = (
        "This will be published shortly.\n\nWe will publish it soon.\n\n"
        "The Home Office will publish a plan by May 2026.\n\nIt will report in due course.\n"
    )
    run_over(
        write_corpus(tmp_path / "corpus", [("a", text, "A", "2025-01-01", "letter")]), tmp_path / "outputs"
    )
    lines = table_of(tmp_path / "outputs" / "review.csv")
    certainties = [float(line["certainty"]) for line in lines]
    assert certainties == sorted(certainties)
    assert certainties[-1] < SURE
    assert all(line["reasons"] for line in lines)
    assert not any("by May 2026" in line["quote"] for line in lines)
    ids = {row.commitment_id for row in open_outputs(tmp_path / "outputs").rows()}
    assert {line["commitment_id"] for line in lines} <= ids
