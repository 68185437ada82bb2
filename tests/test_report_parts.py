"""What the report's pages are put together from: marks, wording, citations, addresses, the chart."""

import re
from dataclasses import replace
from datetime import date

import pytest

from models import Row
from onrecord.report.addresses import find_address, name_page
from onrecord.report.chart import make_chart
from onrecord.report.citations import cite_as_bibtex, cite_as_text
from onrecord.report.passages import make_lines, make_marks
from onrecord.report.wording import shorten, show_period, show_place, show_reading
from onrecord.tables.reading import Records
from onrecord.tables.records import BlockRow
from onrecord.tables.schema import COMMITMENTS, LINKS, RECOMMENDATIONS
from tests.tables_samples import make_rows, write_outputs

ROW: Row = make_rows()[0][0]


def block(start, words, kind="paragraph", level=0, page=None):
    return BlockRow(
        document_id="d",
        block=0,
        kind=kind,
        level=level,
        number="",
        start=start,
        end=start + len(words),
        page=page,
        heading=None,
        lead_in=None,
        question=None,
        anchor="",
        speaker="",
        words=words,
    )


def row(start, end, name="c"):
    return replace(ROW, commitment_id=name, start=start, end=end)


def marked(blocks, rows):
    """Each block's words, with the marked ones in brackets behind the name of their commitment."""
    return [
        "".join(f"{p.mark.row.commitment_id}[{p.words}]" if p.mark else p.words for p in line.pieces)
        for line in make_lines(blocks, make_marks(rows, 100))
    ]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        pytest.param([], ["one two three", "four five"], id="nothing"),
        pytest.param([row(4, 7)], ["one c[two] three", "four five"], id="in the middle"),
        pytest.param([row(0, 13)], ["c[one two three]", "four five"], id="a whole block"),
        pytest.param([row(0, 3, "a"), row(4, 7, "b")], ["a[one] b[two] three", "four five"], id="two"),
        pytest.param([row(8, 18)], ["one two c[three]", "c[four] five"], id="across two blocks"),
        pytest.param(
            [row(0, 7, "a"), row(4, 13, "b")], ["a[one ]b[two]b[ three]", "four five"], id="overlapping"
        ),
        pytest.param(
            [row(0, 13, "a"), row(4, 7, "b")], ["a[one ]b[two]a[ three]", "four five"], id="one in another"
        ),
    ],
)
def test_a_document_is_marked_where_its_commitments_stand(rows, shown):
    assert marked([block(0, "one two three"), block(14, "four five")], rows) == shown


def test_a_mark_opens_and_closes_once():
    lines = list(
        make_lines([block(0, "one two three"), block(14, "four five")], make_marks([row(8, 18)], 23))
    )
    pieces = [(p.opens, p.closes) for line in lines for p in line.pieces if p.mark]
    assert pieces == [(("c",), False), ((), True)]
    assert [len(line.begun) for line in lines] == [1, 0]


def test_commitments_that_begin_together_all_have_their_place():
    [line] = make_lines([block(0, "one two three")], make_marks([row(0, 7, "a"), row(0, 13, "b")], 13))
    assert [piece.opens for piece in line.pieces] == [("a", "b"), ()]


@pytest.mark.parametrize(
    ("levels", "depths"),
    [
        pytest.param([1, 2, 3], [2, 3, 4], id="one after the other"),
        pytest.param([2, 4], [2, 3], id="gaps are closed"),
        pytest.param([1, 3, 2, 1], [2, 3, 3, 2], id="no level is jumped"),
        pytest.param([1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 5, 6, 6, 6], id="six levels at most"),
    ],
)
def test_headings_step_down_one_level_at_a_time(levels, depths):
    headings = [block(10 * n, "Heading", "heading", level) for n, level in enumerate(levels)]
    assert [line.depth for line in make_lines(headings, [])] == depths


def test_a_page_is_turned_where_its_first_block_stands():
    pages = [block(10 * n, "words", page=page) for n, page in enumerate((1, 1, 2, None, 2, 3))]
    assert [line.turns for line in make_lines(pages, [])] == [True, False, True, False, False, True]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2025, 6, 1), date(2025, 6, 30), "June 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 6, 3), date(2025, 6, 3), "3 June 2025"),
        (date(2025, 2, 20), date(2025, 2, 28), "20 to 28 February 2025"),
        (date(2025, 3, 1), date(2025, 5, 31), "1 March to 31 May 2025"),
        (date(2025, 4, 1), date(2026, 3, 31), "1 April 2025 to 31 March 2026"),
        (None, None, ""),
    ],
)
def test_a_period_is_as_short_as_its_days_allow(first, last, shown):
    assert show_period(first, last) == shown


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        pytest.param({}, "read as June 2031; kept if done by 30 June 2031", id="by a month"),
        pytest.param(
            {"relation": "from", "due": None}, "read as from June 2031; no last day", id="from a month"
        ),
        pytest.param(
            {"relation": "vague", "date_from": None, "date_to": None, "due": None}, "no day named", id="vague"
        ),
        pytest.param(
            {"relation": "event", "date_from": None, "date_to": None, "due": None},
            "waits for an event, no day named",
            id="event",
        ),
    ],
)
def test_a_reading_never_invents_a_day(changes, shown):
    assert show_reading(replace(ROW, **changes)) == shown


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("short", 10, "short"),
        ("one  two\nthree", 20, "one two three"),
        ("one two three four", 12, "one two…"),
        ("one, two", 6, "one…"),
        ("x" * 1000, 10, "x" * 9 + "…"),
        ("a " * 30 + " " * 1000, 20, "a a a a a a a a a…"),
    ],
)
def test_a_text_is_shortened_at_a_word(text, most, shown):
    assert shorten(text, most) == shown
    assert len(shown) <= most


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "page 3, paragraph 12"),
        ({"page": None}, "paragraph 12"),
        ({"page": None, "paragraph": ""}, "characters 120 to 171"),
    ],
)
def test_a_place_is_named_as_the_source_prints_it(changes, shown):
    assert show_place(replace(ROW, **changes)) == shown


def test_a_citation_names_quotes_and_proves():
    assert cite_as_text(ROW) == (
        "Department for Harbours, Coast Office, “Harbour safety: the plan” (4 March 2031), page 3, paragraph 12: "
        "“We will publish a plan for every pier by June 2031.” "
        "https://www.example.org/harbour-plan#:~:text=We%20will%20publish "
        f"[file SHA-256 {'0' * 64}; commitment {ROW.commitment_id}]"
    )


def test_a_citation_for_bibtex_has_its_special_characters_escaped():
    entry = cite_as_bibtex(
        replace(ROW, quote="50% of R&D {now}\\input_x\n~ ok", document_title="A & B", published=None)
    )
    assert entry.startswith(f"@misc{{{ROW.commitment_id},\n")
    assert r"title = {{A \& B}}" in entry
    assert r"``50\% of R\&D \{now\}\textbackslash{}input\_x \textasciitilde{} ok''" in entry
    assert "year" not in entry
    assert entry.count("{") == entry.count("}")


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("c-0123456789ab", r"c-0123456789ab\.html"),
        ("FR13", r"FR13\.html"),
        ("plan.v2", r"plan\.v2\.html"),
        ("HM Government", r"hm-government-[0-9a-f]{8}\.html"),
        ("../../etc", r"etc-[0-9a-f]{8}\.html"),
        ("..", r"[0-9a-f]{8}\.html"),
        (".hidden", r"hidden-[0-9a-f]{8}\.html"),
    ],
)
def test_a_page_is_named_by_its_id_as_far_as_every_file_system_takes_it(name, page):
    assert re.fullmatch(page, name_page(name))


def test_names_that_look_alike_have_pages_of_their_own():
    names = ["HM Government", "HM-Government!", "HM–Government", "ÄÖ", "ÖÄ", "x" * 300, "x" * 301]
    assert len({name_page(name) for name in names}) == len(names)
    assert max(len(name_page(name)) for name in names) < 130


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        ("https://www.gov.uk/plan#:~:text=We%20will", True),
        ("http://127.0.0.1:8000/plan.html", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("https://example.org/a b", False),
        ('https://example.org/"onload=', False),
        ("file:///etc/passwd", False),
        ("plan.txt#page=3", False),
        ("", False),
    ],
)
def test_only_a_web_address_is_opened(given, opens):
    assert find_address(given) == (given if opens else "")


def test_a_bar_runs_from_the_first_to_the_last_day_and_ends_where_it_is_due():
    chart = make_chart(
        [ROW, replace(ROW, date_to=date(2032, 12, 31), due=date(2031, 5, 31))], date(2031, 3, 4)
    )
    first, second = chart.bars
    assert chart.years == ((2031, 0.0), (2032, 49.93))
    assert (first.start, first.width, first.due) == (20.66, 3.96, 24.62)
    assert (second.width, second.due) == (79.2, 20.52)
    assert chart.now == 8.48


def test_a_day_outside_the_chart_is_not_marked():
    assert make_chart([ROW], date(2029, 1, 1)).now is None
    assert make_chart([ROW], None).now is None


def test_a_chart_of_a_century_has_no_more_years_than_fit():
    wide = make_chart([ROW, replace(ROW, date_to=date(2130, 1, 1), due=date(2130, 1, 1))], None)
    assert 6 <= len(wide.years) <= 13


def test_records_are_read_back_as_they_were_written(tmp_path):
    out = write_outputs(tmp_path / "outputs")
    with Records(out / "onrecord.db") as records:
        assert list(records.read(COMMITMENTS, "ORDER BY t.rowid")) == [row for row, _ in make_rows()]
        assert [r.recommendation_id for r in records.read(RECOMMENDATIONS, "ORDER BY t.rowid")] == [
            "HI1",
            "HI2",
            "HI3",
        ]
        assert {link.band for link in records.read(LINKS)} == {"accept", "review"}
