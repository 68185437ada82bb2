import re
from dataclasses import fields, replace
from datetime import date

import pytest

from models import Row
from onrecord.tables.columns import read_columns, read_meanings
from onrecord.tables.rows import make_row
from onrecord.tables.schema import DATABASE_TABLES
from tests.tables_samples import COMMITMENT, SOURCE, make_link

COLUMNS = re.findall(
    r"\w+",
    """
    commitment_id, document_id, document_title, publisher, published, document_kind, source_rank,
    quote, start, end, prefix, suffix, page, section, paragraph, lead_in, question,
    citation_url, source_sha256, action, stance, specificity, speaker, reported,
    responsible_bodies, partner_bodies, when_text, relation, date_from, date_to, due, date_rule,
    condition, money, amount_gbp, legislation, recommendations, link_score, link_band, link_evidence,
    missing, repeats, rule, trigger, decided
    """,
)


def row(*links, source=SOURCE, **changes):
    return make_row(source, replace(COMMITMENT, commitment_id="c-1", **changes), links, "")


def test_the_columns_stand_in_the_order_of_the_contract():
    assert [field.name for field in fields(Row)] == COLUMNS


@pytest.mark.parametrize("table", DATABASE_TABLES, ids=lambda table: table.name)
def test_every_column_of_every_table_is_explained_and_nothing_else_is(table):
    assert list(read_meanings(table.record)) == list(table.names)
    assert all(len(column.meaning) > 10 for column in table.columns)


@pytest.mark.parametrize(
    ("name", "kind", "required", "choices"),
    [
        ("quote", "text", False, ()),
        ("start", "integer", True, ()),
        ("page", "integer", False, ()),
        ("amount_gbp", "number", False, ()),
        ("reported", "boolean", True, ()),
        ("due", "date", False, ()),
        ("legislation", "list", False, ()),
        ("specificity", "text", True, ("specific", "general")),
        ("relation", "text", False, ("by", "before", "in", "on", "from", "after", "until", "vague", "event")),
    ],
)
def test_a_column_is_what_its_attribute_is(name, kind, required, choices):
    column = next(column for column in read_columns(Row) if column.name == name)
    assert (column.kind, column.required, column.choices) == (kind, required, choices)


def test_a_row_keeps_what_source_and_commitment_say():
    made = row()
    assert made.document_title == SOURCE.title
    assert made.source_sha256 == SOURCE.sha256
    assert made.section == "Our response > Piers"
    assert (made.when_text, made.relation, made.due) == ("by June 2031", "by", date(2031, 6, 30))
    assert (made.date_from, made.date_to, made.date_rule) == (
        date(2031, 6, 1),
        date(2031, 6, 30),
        "month-year",
    )


def test_a_row_without_time_words_has_no_date():
    made = row(timing=None)
    assert (made.when_text, made.relation, made.date_rule) == ("", "", "")
    assert (made.date_from, made.date_to, made.due) == (None, None, None)


@pytest.mark.parametrize(
    ("links", "recommendations", "score", "band", "reasons"),
    [
        pytest.param([], (), 0.0, "none", (), id="nothing was considered"),
        pytest.param([("HI1", 0.2, "none")], (), 0.0, "none", (), id="nothing is borne out"),
        pytest.param(
            [("HI2", 0.9, "accept")], ("HI2",), 0.9, "accept", ("heading names HI2",), id="one link"
        ),
        pytest.param(
            [("HI1", 0.8, "accept"), ("HI2", 0.95, "accept"), ("HI3", 0.5, "review")],
            ("HI1", "HI2"),
            0.95,
            "accept",
            ("HI1: heading names HI1", "HI2: heading names HI2"),
            id="two links, in the catalogue's order, and one that is not",
        ),
        pytest.param(
            [("HI1", 0.3, "none"), ("HI3", 0.51239, "review")],
            (),
            0.5124,
            "review",
            ("heading names HI3",),
            id="one to look at",
        ),
    ],
)
def test_links_say_which_how_sure_and_why(links, recommendations, score, band, reasons):
    made = row(*(make_link("c-1", *link) for link in links))
    assert (made.recommendations, made.link_score, made.link_band) == (recommendations, score, band)
    assert tuple(words for words in made.link_evidence if "names" in words) == reasons
    assert len(made.link_evidence) == 2 * len(reasons)  # the witness against speaks too


@pytest.mark.parametrize(
    ("url", "citation", "address"),
    [
        pytest.param(
            "https://a.example/p", "#:~:text=We%20will", "https://a.example/p#:~:text=We%20will", id="words"
        ),
        pytest.param("https://a.example/p.pdf", "#page=3", "https://a.example/p.pdf#page=3", id="page"),
        pytest.param(
            "https://a.example/p#s2", "#:~:text=We", "https://a.example/p#s2:~:text=We", id="element, words"
        ),
        pytest.param(
            "https://a.example/p.pdf#top", "#page=3", "https://a.example/p.pdf#page=3", id="element, page"
        ),
        pytest.param("https://a.example/p#s2", "", "https://a.example/p#s2", id="no place"),
        pytest.param("", "#:~:text=We", "harbour-plan-2031.txt#:~:text=We", id="no address"),
    ],
)
def test_the_citation_opens_the_source_at_the_sentence(url, citation, address):
    assert row(source=replace(SOURCE, url=url), citation=citation).citation_url == address
