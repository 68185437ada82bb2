"""The report's pages as files: whole, linked, the same on every run, and proof against what documents say."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from models import Problem
from onrecord.report import site
from onrecord.report.press import show_controls
from onrecord.report.site import write_report
from onrecord.run import default_catalogues, run
from onrecord.tables.writer import explained
from tests.browsing import CORPUS, real_outputs
from tests.report_samples import OVERRIDE, SCRIPT, SENTENCES, SOURCE, write_site

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("hostile") / "outputs") / "report"


@pytest.fixture(scope="module")
def real():
    return real_outputs() / "report"


def read_pages(report):
    return {
        path.relative_to(report).as_posix(): html.parse(path).getroot()
        for path in sorted(report.rglob("*.html"))
    }


def words_of(report, page):
    return " ".join(html.parse(report / page).getroot().find(".//main").text_content().split())


def test_every_kind_of_page_is_there(real):
    assert {path.name for path in real.iterdir()} == {
        "index.html",
        "recommendations.html",
        "recommendations",
        "commitments.html",
        "commitments",
        "sources.html",
        "sources",
        "time.html",
        "threads.html",
        "threads",
        "bodies.html",
        "bodies",
        "columns.html",
        "icon.svg",
        "report.css",
        "report.js",
    }
    assert len(list((real / "recommendations").iterdir())) == 26
    assert len(list((real / "sources").iterdir())) == 3


@pytest.mark.parametrize("report", ["real", "hostile"])
def test_every_link_leads_to_a_page_and_a_place_that_are_there(report, request):
    folder = request.getfixturevalue(report)
    pages = read_pages(folder)
    names = {page: set(root.xpath("//@id")) for page, root in pages.items()}
    for page, root in pages.items():
        for link in root.xpath("//a/@href | //link/@href | //script/@src"):
            if link.startswith(("https://", "http://")):
                continue
            path, place = urldefrag(link)
            target = (folder / page).parent / unquote(path) if path else folder / page
            assert target.is_file(), (page, link)
            if place and target.suffix == ".html" and "=" not in place:
                assert unquote(place) in names[target.resolve().relative_to(folder.resolve()).as_posix()], (
                    page,
                    link,
                )


@pytest.mark.parametrize("report", ["real", "hostile"])
def test_a_page_holds_only_the_reports_own_code(report, request):
    for page, root in read_pages(request.getfixturevalue(report)).items():
        scripts = root.xpath("//script")
        assert [s.get("src") for s in scripts if s.get("type") is None] == [
            f"{'../' * page.count('/')}report.js"
        ], page
        assert {s.get("type") for s in scripts} <= {None, "application/json"}, page
        assert not root.xpath("//style | //iframe | //object | //embed | //base | //img | //@style"), page
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")], page
        assert not [
            a for a in root.xpath("//a/@href") if re.match(r"\s*(javascript|data|vbscript):", a, re.I)
        ], page
        [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")


def test_no_page_holds_a_control_that_reorders_words(hostile):
    reorders = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08]")
    for path in hostile.rglob("*.html"):
        shown = path.read_text(encoding="utf-8")
        if path.name == "commitments.html":  # its data hold the exact text, which the script shows as safely
            shown = shown.partition('<script type="application/json"')[0]
        assert not reorders.search(shown), path


def test_hostile_words_are_shown_as_they_stand(hostile):
    shown = words_of(hostile, "sources/" + next((hostile / "sources").iterdir()).name)
    for sentence in SENTENCES:
        assert " ".join(show_controls(sentence).split()) in shown


def test_a_control_is_shown_by_its_number():
    assert show_controls(OVERRIDE) == "left [U+202E]right[U+202C] [U+2067]isolate[U+2069] end"
    assert show_controls("line\none\ttab\rreturn") == "line\none\ttab\rreturn"


def test_the_data_of_the_table_cannot_end_their_element(hostile):
    page = (hostile / "commitments.html").read_text(encoding="utf-8")
    data = page.partition('id="rows">')[2].partition("</script>")[0]
    assert "<" not in data
    assert data.count("\\u003cscript\\u003e") >= 2


def test_a_sentence_of_a_megabyte_is_a_page_like_any_other(tmp_path):
    long = "We will " + "publish and publish " * 50_000 + "by June 2031."
    report = write_site(tmp_path / "outputs", [SENTENCES[0], long], extras=False) / "report"
    shown = words_of(report, "sources/" + next((report / "sources").iterdir()).name)
    assert long in shown
    assert (report / "index.html").stat().st_size < 20_000
    assert (report / "time.html").stat().st_size < 20_000


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(tmp_path, real):
    command = [sys.executable, "-m", "onrecord", "run", str(CORPUS), "--out", str(tmp_path / "outputs")]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=PROJECT)
    other = tmp_path / "outputs/report"
    for path in sorted(real.rglob("*")):
        if path.is_file():
            assert (other / path.relative_to(real)).read_bytes() == path.read_bytes(), path.name


def test_the_overview_says_what_was_read_and_as_of_when(real):
    shown = words_of(real, "index.html")
    assert "in 3 documents, published from 16 January 2025 to 9 April 2025" in shown
    assert "What falls due after 9 April 2025, the day of the newest document." in shown


def test_the_refusal_of_recommendation_19_stands_in_the_governments_own_words(real):
    shown = words_of(real, "recommendations/FR19.html")
    assert "is not currently taking forward any further steps on the IICSA proposal for a separate" in shown
    assert "HM Government, 9 April 2025, paragraph 79" in shown


def test_nothing_found_is_bounded_by_what_was_read(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "note.txt").write_text("Published 4 March 2031\n\nThe harbour is deep.\n", encoding="utf-8")
    run(folder, tmp_path / "out", default_catalogues())
    report = tmp_path / "out/report"
    assert "Nothing found in this document as of 4 March 2031." in words_of(
        report, "recommendations/FR3.html"
    )
    assert "That does not mean that nothing was done" in words_of(report, "recommendations/FR3.html")
    assert words_of(report, "recommendations.html").count("Nothing found") > 26
    assert "0 commitments in 1 document" in words_of(report, "index.html")


def test_a_run_without_dates_or_catalogues_has_a_report_too(tmp_path):
    source = replace(SOURCE, published=None, publisher="", url="")
    report = write_site(tmp_path / "outputs", source=source, extras=False) / "report"
    assert "date unknown" in words_of(report, "sources.html")
    assert "as of" not in words_of(report, "recommendations/HI2.html")


def test_a_commitment_shows_its_thread_and_what_a_person_decided(hostile):
    first = next(
        page for page in (hostile / "commitments").iterdir() if "A clerk" in page.read_text(encoding="utf-8")
    )
    shown = words_of(hostile, f"commitments/{first.name}")
    assert "stance from “delivered” to “committed”, because it is yet to come. It no longer applies." in shown
    assert "A person has accepted this row, and set stance; all else is as the rules read it." in shown
    assert "The same promise through the documents" in shown
    assert f"softened {SCRIPT}" in shown
    assert f"softened {SCRIPT}, 2 places in 1 document" in words_of(hostile, "threads.html")
    assert words_of(hostile, f"threads/{first.name}").startswith("Changes The same promise in 2 places")


def test_a_marked_sentence_is_the_quote_and_nothing_else(real):
    for page in (real / "commitments").iterdir():
        root = html.parse(page).getroot()
        marked = "".join(mark.text_content() for mark in root.xpath("//figure//mark"))
        [cited] = root.xpath("//pre[@id='as-text']")
        assert " ".join(marked.split()) in cited.text_content()


def test_the_dictionary_explains_every_column(real):
    shown = words_of(real, "columns.html")
    assert "Stable id: the same sentence in the same document keeps it" in shown
    assert "text[start:end]" in shown


def test_too_many_commitments_for_a_report_leave_none(tmp_path, monkeypatch):
    out = write_site(tmp_path / "outputs")
    shutil.rmtree(out / "report")
    monkeypatch.setattr(site, "MOST", 3)
    assert write_report(out) is False
    assert not (out / "report").exists()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    out = write_site(tmp_path / "outputs")
    shutil.rmtree(out / "report")
    (out / "report").write_text("in the way")
    with pytest.raises(Problem, match="the outputs cannot be written"), explained(out):
        write_report(out)
