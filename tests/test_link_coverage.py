"""What was said about each recommendation, refusals and silences included."""

from dataclasses import fields
from datetime import date

import pytest

from link.calibrate import CurvePoint, GoldLinks, choose_threshold, format_curve, measure_curve
from link.coverage import Coverage
from models import Catalogue, Commitment, Link, Recommendation, Timing

CATALOGUE = Catalogue(
    id="ferry",
    title="Safe crossings",
    inquiry="Ferry Safety Inquiry",
    recommendations=tuple(
        Recommendation(id=f"FS{n}", number=str(n), report="ferry", title=f"Title {n}") for n in (1, 2, 3)
    ),
)


# Every field of a commitment left empty, by its type.
NOTHING = {
    field.name: () if "tuple" in str(field.type) else None if "None" in str(field.type) else ""
    for field in fields(Commitment)
}


def commit(
    name, stance="committed", due=None, bodies=("Ferry Agency",), specificity="specific", reported=False
):
    timing = (
        Timing(text="by then", start=0, end=7, relation="by", date_from=due, date_to=due, rule="r")
        if due
        else None
    )
    return Commitment(
        **NOTHING
        | {
            "commitment_id": name,
            "document_id": "d",
            "quote": f"words of {name}",
            "start": 0,
            "end": 9,
            "block": 0,
            "stance": stance,
            "specificity": specificity,
            "reported": reported,
            "responsible_bodies": bodies,
            "timing": timing,
        }
    )


def pair(name, recommendation="FS1", band="accept", score=1.0):
    return Link(commitment_id=name, recommendation_id=recommendation, score=score, band=band, evidence=())


def covered(*commitments, as_of=None):
    """The row of FS1 after these commitments, each linked to it."""
    coverage = Coverage([CATALOGUE], as_of=as_of)
    for commitment in commitments:
        coverage.add(commitment, [pair(commitment.commitment_id)])
    return coverage.rows(documents=3)[0]


def test_every_recommendation_has_a_row_and_silence_is_bounded_by_what_was_read():
    rows = Coverage([CATALOGUE]).rows(documents=3)
    assert [r.recommendation.id for r in rows] == ["FS1", "FS2", "FS3"]
    assert {r.finding for r in rows} == {"nothing found in 3 documents"}
    assert {(r.commitments, r.strongest, r.refusal, r.earliest_due, r.bodies) for r in rows} == {
        (0, "", "", None, ())
    }
    assert Coverage([CATALOGUE]).rows(documents=1)[0].finding == "nothing found in 1 document"


def test_commitments_are_counted_by_stance():
    stances = ["delivered", "underway", "committed", "committed", "considering", "declined"]
    row = covered(*(commit(f"c{i}", stance) for i, stance in enumerate(stances)))
    assert (row.commitments, row.finding) == (6, "found")
    assert (row.delivered, row.underway, row.committed, row.considering, row.declined) == (1, 1, 2, 1, 1)


def test_only_accepted_links_of_the_commitment_count():
    coverage = Coverage([CATALOGUE])
    coverage.add(
        commit("a"),
        [pair("a", "FS1", "review"), pair("a", "FS2", "none"), pair("b", "FS3"), pair("a", "FS3")],
    )
    assert [r.commitments for r in coverage.rows(documents=1)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("commitments", "strongest"),
    [
        pytest.param([commit("a", "considering"), commit("b"), commit("c", "underway")], "c", id="by stance"),
        pytest.param([commit("a", specificity="general"), commit("b")], "b", id="then checkable"),
        pytest.param([commit("a"), commit("b", due=date(2026, 1, 1))], "b", id="then dated"),
        pytest.param([commit("a", reported=True), commit("b")], "b", id="then first-hand"),
        pytest.param([commit("a"), commit("b")], "a", id="then the first"),
        pytest.param([commit("a", "declined")], "", id="a refusal is no promise"),
    ],
)
def test_the_strongest_commitment_is_quoted(commitments, strongest):
    row = covered(*commitments)
    assert (row.strongest, row.strongest_quote) == (strongest, f"words of {strongest}" if strongest else "")


def test_the_first_refusal_is_quoted_beside_the_promises():
    row = covered(commit("a"), commit("b", "declined"), commit("c", "declined"))
    assert (row.strongest, row.refusal, row.refusal_quote) == ("a", "b", "words of b")


def test_due_dates_run_from_the_earliest_to_the_latest_and_a_refusal_has_none():
    days = [date(2026, 3, 1), date(2025, 7, 1), date(2027, 1, 1)]
    refusal = commit("r", "declined", due=date(2020, 1, 1))
    dated = [commit(f"c{i}", due=day) for i, day in enumerate(days)]
    row = covered(refusal, *dated, commit("undated"), as_of=date(2025, 7, 2))
    assert (row.earliest_due, row.latest_due, row.next_due) == (
        date(2025, 7, 1),
        date(2027, 1, 1),
        date(2026, 3, 1),
    )
    assert covered(*dated).next_due is None
    assert covered(*dated, as_of=date(2027, 1, 2)).next_due is None
    assert covered(*dated, as_of=date(2027, 1, 1)).next_due == date(2027, 1, 1)


def test_bodies_are_named_once_in_order():
    row = covered(commit("a", bodies=("Ports", "Ferry Agency")), commit("b", bodies=("Ferry Agency",)))
    assert row.bodies == ("Ferry Agency", "Ports")


def test_the_curve_counts_hits_and_errors_from_the_highest_score_down():
    links = [
        pair("a", "FS1", score=0.9),
        pair("a", "FS2", score=0.6),
        pair("b", "FS3", score=0.6),
        pair("x", score=0.8),
    ]
    gold = {
        "a": GoldLinks(wanted=frozenset({"FS1"})),
        "b": GoldLinks(wanted=frozenset({"FS1"}), allowed=frozenset({"FS3"})),
    }
    curve = measure_curve(links, gold)
    assert curve == (
        CurvePoint(threshold=0.9, hit=1, wrong=0, missed=1),
        CurvePoint(threshold=0.6, hit=1, wrong=1, missed=1),
    )
    assert (curve[0].precision, curve[0].recall, curve[1].precision) == (1.0, 0.5, 0.5)
    assert curve[0].f1 == pytest.approx(2 / 3)
    assert (choose_threshold(curve, 0.95), choose_threshold(curve, 0.5), choose_threshold([], 0.5)) == (
        0.9,
        0.6,
        None,
    )
    assert "0.900" in format_curve(curve)


def test_nothing_wanted_and_nothing_found_is_no_error():
    assert measure_curve([], {}) == ()
    empty = CurvePoint(threshold=1.0, hit=0, wrong=0, missed=0)
    assert (empty.precision, empty.recall) == (1.0, 1.0)
    assert CurvePoint(threshold=1.0, hit=0, wrong=1, missed=1).f1 == 0.0
