"""Real pages of GOV.UK's Content API read like the text versions of the same pages."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from extract.readers import Reading
from extract.readers.govuk import read
from models import Source

PAGES = Path(__file__).parent / "data" / "govuk"
GOLD = Path(__file__).parent / "gold" / "more"
NAMES = ("dwp-plan-2016", "food-standards-response-2014", "hmp-birmingham-statement-2016")


def read_page(page: dict[str, object]) -> Reading:
    return read(json.dumps(page).encode(), Source(id="made", file="made.json", title="made"))


def make_page(details: dict[str, object], **others: object) -> dict[str, object]:
    return {"title": "The title", "details": details, **others}


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_those_of_the_text_version(name: str):
    reading = read((PAGES / f"{name}.json").read_bytes(), Source(id=name, file=f"{name}.json", title=name))
    text = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    text = re.sub(
        r"^(\d+\.)\n\n", r"\1 ", text, flags=re.M
    )  # the text version parts a list's numbers from its words
    expected = [re.sub(r"^(?:- |\d+(?:\.\d+)*\.? )", "", line) for line in text.split("\n") if line]
    assert [reading.text[block.start : block.end] for block in reading.blocks] == expected
    markup = json.loads((PAGES / f"{name}.json").read_bytes())["details"]["body"]
    assert sum(block.kind == "item" for block in reading.blocks) == markup.count("<li>")
    assert reading.warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_gold_quote_stands_in_one_block(name: str):
    reading = read((PAGES / f"{name}.json").read_bytes(), Source(id=name, file=f"{name}.json", title=name))
    blocks = [reading.text[block.start : block.end] for block in reading.blocks]
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        quote = json.loads(line)["quote"]
        assert any(quote in block for block in blocks), quote


def test_the_page_says_who_published_it_when_and_who_spoke():
    reading = read((PAGES / f"{NAMES[2]}.json").read_bytes(), Source(id="x", file="x.json", title="x"))
    assert reading.metadata["title"] == "Statement to Commons on HMP Birmingham"
    assert reading.metadata["publisher"] == "Ministry of Justice"
    assert reading.metadata["published"] == date(2016, 12, 19)
    assert reading.metadata["kind"] == "oral-statement"
    assert reading.metadata["signatory"] == "The Rt Hon Elizabeth Truss MP"
    assert (
        reading.metadata["url"]
        == "https://www.gov.uk/government/speeches/statement-to-commons-on-hmp-birmingham"
    )
    assert "licence" not in reading.metadata


def test_parts_and_alternative_bodies_are_read_in_order():
    html = [
        {"content_type": "text/govspeak", "content": "raw"},
        {"content_type": "text/html", "content": "<p>Body.</p>"},
    ]
    parts = [{"title": "One", "body": "<p>First.</p>"}, {"title": "Two", "body": "<ol><li>Second</li></ol>"}]
    details = {
        "introductory_paragraph": "<p>Intro.</p>",
        "body": html,
        "parts": parts,
        "more_information": "<p>End.</p>",
    }
    reading = read_page(make_page(details, description="What it is."))
    expected = "The title\n\nWhat it is.\n\nIntro.\n\nBody.\n\nOne\n\nFirst.\n\nTwo\n\n1. Second\n\nEnd.\n"
    assert reading.text == expected


def test_changes_and_attachments_are_metadata():
    details = {
        "body": f"<p>{'We will act. ' * 50}</p>",
        "change_history": [
            {"public_timestamp": "2024-06-01T10:00:00Z", "note": "Added a table."},
            {"public_timestamp": "2024-03-05T10:00:00Z", "note": "First published."},
        ],
        "attachments": [{"url": "https://assets.publishing.service.gov.uk/a.pdf"}, {"url": "/government/b"}],
    }
    reading = read_page(make_page(details, public_updated_at="2024-06-01T10:00:00Z"))
    assert reading.metadata["history"] == ("2024-06-01 Added a table.", "2024-03-05 First published.")
    assert reading.metadata["attachments"] == (
        "https://assets.publishing.service.gov.uk/a.pdf",
        "https://www.gov.uk/government/b",
    )
    assert reading.metadata["modified"] == date(2024, 6, 1)
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("page", "warning"),
    [
        pytest.param(
            make_page({"body": "<p>Attached.</p>", "attachments": [{"url": "/a"}]}),
            "made.json: the page only announces its attachments; fetch these, they are the publication",
            id="announces attachments",
        ),
        pytest.param(
            make_page(
                {"body": "<p>Old.</p>"},
                withdrawn_notice={"explanation": "<p>Old</p>", "withdrawn_at": "2024-03-05T10:00:00Z"},
            ),
            "made.json: the page was withdrawn on 2024-03-05",
            id="withdrawn",
        ),
    ],
)
def test_what_a_person_should_know_is_said(page: dict[str, object], warning: str):
    assert read_page(page).warnings == (warning,)


def test_attachment_boxes_contents_and_scripts_are_left_out():
    body = (
        "<script>x</script><h2>Contents</h2><ol><li><a href='#a'>A</a></li><li><a href='#b'>B</a></li></ol>"
        "<section class='attachment embedded'><h2>A file</h2><p>PDF, 1MB</p></section>"
        "<h2 id=a>A</h2><p>See <span class='attachment-inline'><a href='/f.pdf'>the report</a></span>.</p>"
        "<div class='contact'><p>We will answer.</p></div><aside class='stat-headline'><p><em>5</em> places</p></aside>"
    )
    assert (
        read_page(make_page({"body": body})).text
        == "The title\n\nA\n\nSee the report.\n\nWe will answer.\n\n5 places\n"
    )
