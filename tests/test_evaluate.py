"""How a table stands against gold rows: counted by hand on a few rows."""

import pytest

from models import Problem
from onrecord.gold import Count, check_gold, compare, figure, fold_name, spurious_tally, tally, total


def gold(start, end, **given):
    row = {
        "document_id": "d",
        "start": start,
        "end": end,
        "quote": "x" * (end - start),
        "stance": "committed",
    }
    return row | {"specificity": "specific", "lead": ["Home Office"], "due": "", "recs": []} | given


def predicted(start, end, **given):
    row = {
        "document_id": "d",
        "start": start,
        "end": end,
        "quote": "x" * (end - start),
        "stance": "committed",
    }
    return row | {"responsible_bodies": ["Home Office"], "due": "", "recommendations": []} | given


def figures(golds, rows):
    laid = compare(golds, rows)
    return total([tally(pair) for pair in laid.pairs] + [spurious_tally() for _ in laid.spurious])


def test_half_of_the_shorter_span_is_the_same_sentence():
    assert figures([gold(0, 100)], [predicted(60, 120)])["detection"] == Count(1, 1, 1)
    assert figures([gold(0, 100)], [predicted(80, 140)])["detection"] == Count(0, 1, 1)


def test_an_optional_row_is_neither_missed_nor_wrong():
    assert figures([gold(0, 10, optional=True)], [])["detection"] == Count(0, 0, 0)
    assert figures([gold(0, 10, optional=True)], [predicted(0, 10)])["detection"] == Count(0, 0, 0)


def test_a_sentence_in_several_rows_costs_nothing_and_pools_its_lists():
    rows = [predicted(0, 50), predicted(50, 100, responsible_bodies=["Ofsted"])]
    counts = figures([gold(0, 100, lead=["Home Office", "Ofsted"])], rows)
    assert (counts["detection"], counts["lead"]) == (Count(1, 1, 1), Count(2, 2, 2))


def test_rows_of_other_documents_are_not_counted():
    assert figures([gold(0, 10)], [predicted(0, 10, document_id="other")])["detection"] == Count(0, 0, 1)


@pytest.mark.parametrize(
    ("wanted", "given", "hit"),
    [
        pytest.param({"stance": "underway"}, "underway", 1, id="same"),
        pytest.param({"stance": "underway", "stance_ok": ["committed"]}, "committed", 1, id="also right"),
        pytest.param({"stance": "underway"}, "committed", 0, id="wrong"),
    ],
)
def test_stance_is_right_or_also_right(wanted, given, hit):
    assert figures([gold(0, 10, **wanted)], [predicted(0, 10, stance=given)])["stance"] == Count(hit, 1, 1)


def test_a_partner_given_as_lead_is_not_wrong_and_not_right():
    counts = figures(
        [gold(0, 10, partners=["Ofsted"])], [predicted(0, 10, responsible_bodies=["Ofsted", "Home Office"])]
    )
    assert counts["lead"] == Count(1, 1, 1)


def test_abstention_counts_rows_that_have_no_recommendation():
    rows = [predicted(0, 10), predicted(20, 30, recommendations=["FR1"])]
    counts = figures([gold(0, 10), gold(20, 30)], rows)
    assert counts["abstention"] == Count(1, 2, 2)
    assert counts["recommendations"] == Count(0, 1, 0)


@pytest.mark.parametrize(
    ("want", "got", "count"),
    [
        pytest.param("2025-04-20", "2025-04-20", Count(1, 1, 1), id="right"),
        pytest.param("2025-04-20", "2025-04-19", Count(0, 1, 1), id="wrong day"),
        pytest.param("", "2025-04-19", Count(0, 1, 0), id="invented"),
        pytest.param("2025-04-20", "", Count(0, 0, 1), id="missed"),
    ],
)
def test_due_dates(want, got, count):
    assert figures([gold(0, 10, due=want)], [predicted(0, 10, due=got)])["due"] == count


def test_by_quote_compares_words():
    wanted = gold(0, 10, quote="We will act by May.")
    same = predicted(500, 510, quote="we will  act by May")
    other = predicted(500, 510, quote="They were asked to wait.")
    assert compare([wanted], [same], by_quote=True).pairs[0].found == (same,)
    assert compare([wanted], [other], by_quote=True).pairs[0].found == ()


def test_f1_and_shares():
    assert figure("detection", Count(1, 2, 1)) == pytest.approx(2 / 3)
    assert figure("stance", Count(3, 4, 4)) == 0.75
    assert figure("detection", Count()) == 0.0


def test_names_are_compared_without_article_case_and_curl():
    assert fold_name("The Children’s Society") == fold_name("children's society")


def test_gold_that_does_not_stand_in_its_text_is_refused():
    with pytest.raises(Problem, match="do not hold"):
        check_gold([gold(0, 3, quote="abc")], {"d": "xyz"})
