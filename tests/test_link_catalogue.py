"""Catalogue files: what they may hold, and what each mistake in one says."""

from datetime import date
from pathlib import Path

import pytest

from link.catalogue import read_catalogue, read_catalogues, write_catalogue
from models import Catalogue, Problem, Recommendation

SHIPPED = sorted((Path(__file__).parents[1] / "corpus" / "recommendations").glob("*.toml"))

REPORT = """
id = "ferry"
title = "Safe crossings"
inquiry = "Ferry Safety Inquiry"
"""
FIRST = """
[[recommendation]]
number = 1
title = "Licensing"
aliases = ["operator licensing"]
"""


def written(folder, text):
    path = folder / "made.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_least_a_catalogue_needs(tmp_path):
    catalogue = read_catalogue(written(tmp_path, REPORT + FIRST))
    assert catalogue.inquiry == "Ferry Safety Inquiry"
    assert catalogue.recommendations == (
        Recommendation(
            id="ferry-1", number="1", report="ferry", title="Licensing", aliases=("operator licensing",)
        ),
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_catalogue_is_whole_and_reads_back_as_written(path, tmp_path):
    catalogue = read_catalogue(path)
    count = {"iicsa-final-report": 20, "iicsa-organised-networks": 6}[catalogue.id]
    assert [r.number for r in catalogue.recommendations] == [str(n) for n in range(1, count + 1)]
    assert all(r.aliases and r.terms and r.addressees and r.summary for r in catalogue.recommendations)
    write_catalogue(catalogue, tmp_path / "copy.toml")
    assert read_catalogue(tmp_path / "copy.toml") == catalogue


def test_the_final_report_addresses_wales_where_it_does():
    catalogue = read_catalogue(SHIPPED[0])
    welsh = [r.id for r in catalogue.recommendations if "Welsh Government" in r.addressees]
    assert welsh == ["FR1", "FR2", "FR3", "FR4", "FR13", "FR16"]


def test_any_text_survives_writing(tmp_path):
    odd = 'A "quoted" title\\ with\ta tab,\na line, é, \u2028 and \x00 too'
    catalogue = Catalogue(
        id="odd", title=odd, inquiry=odd, names=(odd,), published=date(2020, 2, 29), url="https://example.org/?a=b",
        recommendations=(Recommendation(id="O4a", number="4(a)", report="odd", title=odd, repeats="O1"),),
    )  # fmt: skip
    write_catalogue(catalogue, tmp_path / "odd.toml")
    assert read_catalogue(tmp_path / "odd.toml") == catalogue


def test_a_catalogue_that_cannot_be_written_says_so_and_leaves_the_old_one(tmp_path):
    path = written(tmp_path, REPORT + FIRST)
    catalogue = read_catalogue(path)
    with pytest.raises(Problem, match="cannot be written"):
        write_catalogue(catalogue, tmp_path / "missing" / "made.toml")
    assert read_catalogue(path) == catalogue


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(REPORT, "no recommendations", id="no recommendations"),
        pytest.param(
            REPORT + "recommendation = 3", "no recommendations", id="recommendations of the wrong shape"
        ),
        pytest.param(REPORT.replace('id = "ferry"', "") + FIRST, "no id", id="no report id"),
        pytest.param(
            REPORT + FIRST.replace("number = 1", ""), "recommendation in place 1: no number", id="no number"
        ),
        pytest.param(REPORT + FIRST.replace("number = 1", 'number = ""'), "no number", id="empty number"),
        pytest.param(
            REPORT + FIRST.replace('title = "Licensing"', ""), "recommendation 1: no title", id="no title"
        ),
        pytest.param(REPORT + FIRST + FIRST, "number 1 stands twice", id="number twice"),
        pytest.param(
            REPORT + FIRST + 'id = "X"\n' + FIRST.replace("1", "2") + 'id = "X"',
            "id X stands twice",
            id="id twice",
        ),
        pytest.param(
            REPORT + FIRST + FIRST.replace("1", "2"), "'operator licensing' names both", id="alias twice"
        ),
        pytest.param(REPORT + "colour = 1" + FIRST, "unknown key 'colour'", id="unknown key of the report"),
        pytest.param(
            REPORT + FIRST + "colour = 1", "recommendation 1: unknown key 'colour'", id="unknown key"
        ),
        pytest.param(
            REPORT + FIRST + 'terms = "one"', "terms is 'one'; write a list", id="a list that is none"
        ),
        pytest.param(REPORT + FIRST + 'terms = [""]', "write a list", id="an empty text in a list"),
        pytest.param(
            REPORT + 'published = "May"' + FIRST, "published is 'May'; write a day", id="a day that is none"
        ),
        pytest.param(REPORT + FIRST + "summary = 3", "summary is 3", id="a text that is none"),
        pytest.param(REPORT + FIRST + "number 2", "not a TOML file", id="no TOML"),
    ],
)
def test_a_mistake_in_a_catalogue_names_place_and_mend(text, says, tmp_path):
    with pytest.raises(Problem) as problem:
        read_catalogue(written(tmp_path, text))
    assert str(problem.value).startswith(str(tmp_path / "made.toml"))
    assert says in str(problem.value)


def test_a_catalogue_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "made.toml"
    path.write_bytes((REPORT + FIRST).replace("Safe", "Säfe").encode("latin-1"))
    with pytest.raises(Problem, match="not UTF-8"):
        read_catalogue(path)


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(Problem, match=r"none\.toml: the catalogue cannot be read"):
        read_catalogue(tmp_path / "none.toml")


def test_two_reports_under_one_id_are_refused(tmp_path):
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(REPORT + FIRST, encoding="utf-8")
    second.write_text(REPORT + FIRST.replace("1", "2"), encoding="utf-8")
    with pytest.raises(Problem, match=r"second\.toml: the report id 'ferry' stands in .*first\.toml as well"):
        read_catalogues([first, second])


def test_two_recommendations_under_one_id_are_refused(tmp_path):
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(REPORT + FIRST + 'id = "F1"', encoding="utf-8")
    second.write_text(REPORT.replace("ferry", "mill") + FIRST + 'id = "F1"', encoding="utf-8")
    with pytest.raises(Problem, match="recommendation id 'F1'"):
        read_catalogues([first, second])
    assert [c.id for c in read_catalogues([first])] == ["ferry"]
