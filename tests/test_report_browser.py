"""The report of a real run in a real browser, opened from the disk as from a USB stick."""

import csv
import io
import json
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.run import default_catalogues, run
from tests.browsing import address, expect, open_browser, open_page, real_outputs
from tests.rendering import as_markup, printed_blocks
from tests.report_samples import SCRIPT, SENTENCES, write_site
from tests.tables_samples import HOSTILE


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser):
    with open_page(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows():
    lines = (real_outputs() / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("hostile") / "outputs")


def open_table(page, state=""):
    page.goto(address(real_outputs(), f"commitments.html{state}"))
    page.wait_for_selector("#results tbody tr, #none:not([hidden])")


def shown(page):
    """How many commitments the table says that it found."""
    return int(page.locator("#count").inner_text().split(" of ")[0].replace(",", ""))


def first_words(page, number=1):
    return page.locator("#results tbody tr .said").nth(number - 1).inner_text()


def expect_count(page, number):
    expect(page.locator("#count")).to_have_text(re.compile(rf"^{number:,} of "))


def expect_address(page, ending):
    """The address ends so, or goes on from there for a search."""
    expect(page).to_have_url(re.compile(re.escape(ending) + (".+" if ending.endswith("=") else "$")))


def contains(row, word):
    parts = [row["quote"], row["action"], *row["responsible_bodies"], *row["partner_bodies"]]
    return (
        word
        in " ".join(
            [*parts, row["section"], row["condition"], row["when_text"], row["document_title"]]
        ).lower()
    )


def test_search_finds_as_one_types(page, rows):
    open_table(page)
    assert shown(page) == len(rows)
    page.locator("#q").press_sequentially("redress", delay=20)
    expect_address(page, "#q=redress")
    assert 0 < shown(page) < len(rows)
    assert shown(page) >= sum("redress" in row["quote"].lower() for row in rows)
    assert page.locator("#results mark").first.inner_text().lower() == "redress"


@pytest.mark.parametrize(
    ("words", "test"),
    [
        pytest.param("hmicfrs", lambda row: contains(row, "hmicfrs"), id="case does not count"),
        pytest.param("“in due course”", lambda row: contains(row, "in due course"), id="a phrase"),
        pytest.param(
            "children's homes",
            lambda row: "children’s homes" in json.dumps(row, ensure_ascii=False),
            id="apostrophes",
        ),
        pytest.param("zebra", lambda row: False, id="a word that nobody said"),
        pytest.param("c++ (", lambda row: False, id="signs that mean something to a pattern"),
    ],
)
def test_words_are_found_as_they_are_meant(page, rows, words, test):
    open_table(page)
    page.fill("#q", words)
    expect_address(page, "#q=")
    assert shown(page) >= sum(map(test, rows))
    assert page.locator("#none").is_visible() == (shown(page) == 0)


FILTERS = [
    pytest.param("#rec", "FR13", lambda row: "FR13" in row["recommendations"], id="a recommendation"),
    pytest.param("#rec", "-", lambda row: not row["recommendations"], id="no recommendation"),
    pytest.param(
        "#body",
        "Home Office",
        lambda row: "Home Office" in row["responsible_bodies"] + row["partner_bodies"],
        id="a body",
    ),
    pytest.param(
        "#doc",
        "community-care-2025-01-16",
        lambda row: row["document_id"] == "community-care-2025-01-16",
        id="a document",
    ),
    pytest.param("#spec", "general", lambda row: row["specificity"] == "general", id="specificity"),
    pytest.param("#cond", "yes", lambda row: bool(row["condition"]), id="with a condition"),
    pytest.param("#cond", "no", lambda row: not row["condition"], id="without a condition"),
    pytest.param("#from", "2026-01-01", lambda row: row["due"] >= "2026-01-01", id="due from"),
    pytest.param("#to", "2025-06-30", lambda row: "" < row["due"] <= "2025-06-30", id="due to"),
]


@pytest.mark.parametrize(("control", "value", "test"), FILTERS)
def test_each_filter_leaves_what_the_tables_hold_and_has_an_address(page, rows, control, value, test):
    open_table(page)
    field = page.locator(control)
    if control in ("#from", "#to"):
        field.fill(value)
        field.dispatch_event("change")
    else:
        field.select_option(value)
    wanted = sum(map(test, rows))
    assert 0 < wanted < len(rows)
    expect_count(page, wanted)
    open_table(page, page.evaluate("location.hash"))
    page.reload()
    assert shown(page) == wanted
    assert page.locator(control).input_value() == value
    page.click("#clear")
    expect_count(page, len(rows))


def test_stances_add_up(page, rows):
    open_table(page)
    for stance in ("declined", "considering"):
        page.check(f"input[value={stance}]")
    wanted = sum(row["stance"] in ("declined", "considering") for row in rows)
    expect_count(page, wanted)
    assert page.evaluate("location.hash") == "#stance=considering%2Cdeclined"


def test_a_bodys_part_can_be_told_apart(page, rows):
    open_table(page, "#body=HMICFRS&role=partner")
    assert shown(page) == sum("HMICFRS" in row["partner_bodies"] for row in rows)
    open_table(page, "#body=Home+Office&role=lead")
    page.reload()
    assert shown(page) == sum("Home Office" in row["responsible_bodies"] for row in rows)


def test_rows_are_sorted_with_the_empty_ones_last(page, rows):
    open_table(page, "#from=2020-01-01")
    heading = page.get_by_role("button", name="Due", exact=True)
    for way, wanted in (("ascending", min), ("descending", max)):
        heading.click()
        page.wait_for_selector(f"th[aria-sort={way}]")
        day = wanted(row["due"] for row in rows if row["due"])
        year = page.locator("#results tbody tr .day").first.inner_text().split()[-1]
        assert year == day[:4]
    open_table(page, "#sort=-due")
    page.reload()
    assert page.locator("#results tbody tr").first.locator(".day").count() == 1


def test_pages_of_results_are_links_that_go_back(page, rows):
    open_table(page)
    first = first_words(page)
    page.get_by_role("link", name="Next page").click()
    expect_address(page, "#page=2")
    assert "51 to 100 shown" in page.locator("#count").inner_text()
    assert first_words(page) != first
    page.go_back()
    expect_address(page, "html")
    assert first_words(page) == first


@pytest.mark.parametrize(
    "state",
    ["#page=99", "#page=-1", "#page=x", "#sort=nonsense", "#stance=nonsense", "#rec=%00", "#%E0%A4%A"],
)
def test_an_address_that_makes_no_sense_does_no_harm(page, state):
    open_table(page, state)
    assert page.locator("#count").inner_text()


def test_what_is_shown_is_downloaded_as_csv(page, rows):
    open_table(page, "#stance=declined")
    with page.expect_download() as download:
        page.click("#csv")
    lines = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"), newline="")))
    wanted = [row for row in rows if row["stance"] == "declined"]
    assert download.value.suggested_filename == "commitments-shown.csv"
    assert [(line["commitment_id"], line["quote"], line["citation_url"], line["due"]) for line in lines] == [
        (row["commitment_id"], row["quote"], row["citation_url"], row["due"] or "") for row in wanted
    ]


def test_the_address_of_a_view_is_copied(browser):
    with open_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        open_table(page, "#rec=FR19")
        page.click("#share")
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").endswith("commitments.html#rec=FR19")


def test_a_reader_finds_recommendation_19_and_reaches_the_refusal_in_its_source(page):
    page.goto(address(real_outputs(), "index.html"))
    page.get_by_role("navigation", name="Report").get_by_role("link", name="Recommendations").click()
    page.get_by_role("link", name="19 A national redress scheme").click()
    refusal = page.get_by_role("complementary", name="Refusal")
    refusal.get_by_role("link", name="is not currently taking forward").click()
    assert (
        page.get_by_role("link", name="Open the source at this sentence")
        .get_attribute("href")
        .startswith("https://www.gov.uk/government/publications/tackling-child-sexual-abuse-progress-update/")
    )
    page.get_by_role("link", name="See it in the whole document").click()
    marked = page.locator("a.marked:target")
    assert marked.inner_text().startswith("The Government is not currently taking forward")
    assert marked.evaluate(
        "e => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    marked.click()
    assert page.locator("figure mark.declined").is_visible()


def test_a_search_from_the_overview_lands_in_the_table(page):
    page.goto(address(real_outputs(), "index.html"))
    page.fill("#find", "mandatory & <b>")
    page.keyboard.press("Enter")
    page.wait_for_url("**/commitments.html#q=*")
    assert page.locator("#q").input_value() == "mandatory & <b>"


def test_nothing_is_asked_of_any_network(browser):
    with open_page(browser) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index.html", "commitments.html", "time.html", "recommendations/FR19.html"):
            page.goto(address(real_outputs(), name))
        assert all(url.startswith("file://") for url in asked)


def test_without_javascript_every_commitment_can_be_reached(browser):
    with open_page(browser, java_script_enabled=False) as page:
        page.goto(address(real_outputs(), "commitments.html"))
        assert page.locator("noscript p").is_visible()
        assert not page.locator("#filters").is_visible()
        page.goto(address(real_outputs(), "sources.html"))
        page.locator("table a").first.click()
        page.locator("a.marked").first.click()
        assert page.locator("h1").is_visible()


def test_hostile_words_do_nothing_in_any_page(browser, hostile):
    with open_page(browser) as page:
        for path in sorted((hostile / "report").rglob("*.html")):
            page.goto(path.as_uri())
            assert page.title().endswith("– onrecord"), path.name
            assert (
                page.evaluate(
                    "document.querySelectorAll('main img, main script[src], [onerror], [onload]').length"
                )
                == 0
            )


def test_hostile_words_are_searched_shown_printed_and_downloaded_as_text(browser, hostile):
    with open_page(browser) as page:
        page.goto(address(hostile, "commitments.html"))
        page.fill("#q", '"onload=1"')
        expect_address(page, "#q=")
        expect_count(page, 1)
        page.fill("#q", "")
        expect_count(page, len(SENTENCES))
        assert SCRIPT in page.locator("#results").inner_text()
        assert "[U+202E]" in page.locator("#results").inner_text()
        with page.expect_download() as download:
            page.click("#csv")
        lines = list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode(), newline="")))
        quotes = {line["quote"] for line in lines}
        assert "'" + HOSTILE[0] in quotes
        assert not [quote for quote in quotes if quote[:1] in tuple("=+-@\t\r")]
        page.pdf()
        assert page.title() == "Commitments – onrecord"


def test_a_sentence_of_a_megabyte_leaves_the_table_usable(browser, tmp_path):
    out = write_site(tmp_path / "outputs", ["We will publish. " * 60_000, "We will stop."], extras=False)
    with open_page(browser) as page:
        page.goto(address(out, "commitments.html"))
        page.fill("#q", "stop")
        expect_count(page, 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A page of the web with the update's words, and the outputs of a run that read it there."""
    folder = tmp_path_factory.mktemp("web")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    corpus = folder / "corpus"
    corpus.mkdir()
    words = as_markup(printed_blocks("progress-update-2025-04-09"))
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Update</title>'
    head += '<link rel="icon" href="data:,"></head>'
    update = f"{head}<body><main>{words}</main></body></html>"
    (corpus / "update.html").write_text(update, encoding="utf-8")
    url = f"http://127.0.0.1:{server.server_port}/corpus/update.html"
    (corpus / "sources.toml").write_text(
        f'[[source]]\nfile = "update.html"\npublisher = "HM Government"\npublished = 2025-04-09\nurl = "{url}"\n',
        encoding="utf-8",
    )
    run(corpus, folder / "out", default_catalogues())
    yield folder / "out"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("stance", ["declined", "considering", "delivered"])
def test_a_link_to_the_source_lands_on_the_sentence(browser, published, stance):
    lines = (published / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    row = [row for row in map(json.loads, lines) if row["stance"] == stance][-1]
    with open_page(browser) as page:
        page.goto(address(published, f"commitments/{row['commitment_id']}.html"))
        page.get_by_role("link", name="Open the source at this sentence").click()
        page.wait_for_url("http://127.0.0.1:*/**")
        opening = " ".join(row["quote"].split()[:5])
        sentence = page.locator("p, li").filter(has_text=opening).last
        expect(sentence).to_be_in_viewport()
        assert page.evaluate("scrollY") > 0
