"""Web pages to blocks: what is kept, what is left out, what a page says of itself."""

from datetime import date

import pytest

from extract.readers import Reading, furniture
from extract.readers.charset import decode
from extract.readers.html import read
from models import Source

PROSE = "The Department will publish a plan for every region before the end of the year."
OTHER = "Ministers agreed in March that the fund should be opened to councils that had not applied before."


def read_page(body: str, head: str = "") -> Reading:
    page = f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read(page.encode(), Source(id="made", file="made.html", title="made"))


def read_article(body: str) -> list[tuple[str, str]]:
    """Kind and words of each block of an article."""
    reading = read_page(f"<article><h1>Title</h1><p>{PROSE}</p>{body}</article>")
    blocks = [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]
    assert blocks[:2] == [("heading", "Title"), ("paragraph", PROSE)]
    return blocks[2:]


def test_every_rule_finds_its_examples_and_passes_over_the_others():
    assert len(furniture.read_rules()) > 8
    for rule in furniture.read_rules():
        assert rule.finds, rule.id
        assert rule.passes_over, rule.id
        for name in rule.finds:
            assert rule.pattern.search(name), f"{rule.id} misses {name}"
        for name in rule.passes_over:
            assert not furniture.find_rule(name), f"{furniture.find_rule(name)} finds {name}"


def test_a_rule_with_an_unknown_key_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "furniture.toml"
    path.write_text('[[rule]]\nid = "x"\nsays = "x"\npattern = "x"\nfind = ["x"]\npasses_over = ["y"]\n')
    monkeypatch.setattr(furniture, "RULES", path)
    with pytest.raises(ValueError, match="rule 'x' has the keys"):
        furniture.read_rules.__wrapped__()


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(
            "<p>We will:</p><ul><li>act<ul><li>now</li><li>fast</li></ul></li><li>report</li></ul>",
            [
                ("paragraph", "We will:"),
                ("item", "act"),
                ("item", "now"),
                ("item", "fast"),
                ("item", "report"),
            ],
            id="lists in lists",
        ),
        pytest.param(
            "<ul><li><p>One.</p><p>More of one.</p></li><li><strong>Two</strong><br>and more</li></ul>",
            [("item", "One. More of one."), ("item", "Two and more")],
            id="paragraphs of an item are the item's",
        ),
        pytest.param(
            "<ul><li><p>We will:</p><ul><li>act</li></ul><p>and report.</p></li></ul>",
            [("item", "We will:"), ("item", "act"), ("paragraph", "and report.")],
            id="what follows an inner list",
        ),
        pytest.param(
            "<div>Loose words<p>A paragraph.</p>more <b>words</b></div>",
            [("paragraph", "Loose words"), ("paragraph", "A paragraph."), ("paragraph", "more words")],
            id="words outside paragraphs",
        ),
        pytest.param(
            "<p>One<br>line.<br><br>Another.</p>",
            [("paragraph", "One line."), ("paragraph", "Another.")],
            id="line breaks",
        ),
        pytest.param(
            "<p>We will:<br>- act<br>- report<br>2. Second</p><p>• Again</p>",
            [
                ("paragraph", "We will:"),
                ("item", "act"),
                ("item", "report"),
                ("paragraph", "Second"),
                ("item", "Again"),
            ],
            id="typed lists",
        ),
        pytest.param(
            "<p><strong>A bold line</strong></p><p><b>A bold sentence ends here.</b></p>",
            [("heading", "A bold line"), ("paragraph", "A bold sentence ends here.")],
            id="a bold line is a heading, a bold sentence is none",
        ),
        pytest.param(
            "<blockquote><p>They said so.</p><ul><li>twice</li></ul></blockquote>",
            [("quotation", "They said so."), ("item", "twice")],
            id="quotations",
        ),
        pytest.param(
            "<table><tr><th>Who</th><th>What</th></tr><tr><td>We</td><td>Will:<ul><li>act</li></ul></td></tr></table>",
            [("row", "Who | What"), ("row", "We | Will: • act")],
            id="tables",
        ),
        pytest.param(
            "<table><tr><td><h2>A heading</h2><p>Text in a frame.</p></td></tr></table>",
            [("heading", "A heading"), ("paragraph", "Text in a frame.")],
            id="tables that only place text",
        ),
        pytest.param(
            "<dl><dt>Action</dt><dd>We will act.</dd></dl><pre>One\nline.\n\nAnother.</pre>",
            [
                ("paragraph", "Action"),
                ("paragraph", "We will act."),
                ("paragraph", "One line."),
                ("paragraph", "Another."),
            ],
            id="definitions and preformatted text",
        ),
        pytest.param(
            "<p>It&nbsp;cost &pound;2&nbsp;mil&shy;lion, he said: <q>no more</q>&#8203;.</p>",
            [("paragraph", "It cost £2 million, he said: “no more”.")],
            id="letters",
        ),
        pytest.param(
            "<p>12 km<sup>2</sup> were sold.<sup><a href='#n1'>1</a></sup></p>",
            [("paragraph", "12 km² were sold.")],
            id="raised figures stay, marks of notes go",
        ),
        pytest.param(
            "<p hidden>No.</p><p style='display: none'>No.</p><span class=sr-only>No.</span><template>No.</template>",
            [],
            id="hidden elements",
        ),
        pytest.param(
            f"<figure><img><figcaption>No.</figcaption></figure><form><p>No.</p></form><p>{OTHER}</p>",
            [("paragraph", OTHER)],
            id="captions and forms",
        ),
        pytest.param(
            f"<p>{OTHER}</p><aside class=pullquote>“{OTHER}”</aside><aside><p>Kept, as it links nowhere.</p></aside>",
            [("paragraph", OTHER), ("paragraph", "Kept, as it links nowhere.")],
            id="pull quotes go, other asides stay",
        ),
        pytest.param(
            f"<h3>Related articles</h3><ul><li><a href=/1>One that you may like</a></li></ul><p>{OTHER}</p>",
            [("paragraph", OTHER)],
            id="links under a heading that names them",
        ),
        pytest.param(
            "<h3>Related bodies</h3><ul><li>The Panel will be asked to help.</li></ul>",
            [("heading", "Related bodies"), ("item", "The Panel will be asked to help.")],
            id="a list that is no links",
        ),
        pytest.param(
            "<h2>Contents</h2><ul><li><a href='#a'>One</a></li><li><a href='#b'>Two</a></li></ul>",
            [],
            id="contents lists",
        ),
    ],
)
def test_articles_are_read_as_a_person_reads_them(body: str, blocks: list[tuple[str, str]]):
    assert read_article(body) == blocks


@pytest.mark.parametrize(
    ("markup", "items"),
    [
        pytest.param("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"], id="decimal"),
        pytest.param(
            "<ol start=4><li>a</li><li value=9>b</li><li>c</li></ol>", ["4. a", "9. b", "10. c"], id="start"
        ),
        pytest.param("<ol type=a><li>a</li><li>b</li></ol>", ["a. a", "b. b"], id="letters"),
        pytest.param("<ol type=I start=4><li>a</li></ol>", ["IV. a"], id="Roman"),
        pytest.param("<ol reversed><li>a</li><li>b</li></ol>", ["2. a", "1. b"], id="backwards"),
        pytest.param(
            "<ol class=legislative-list><li>1.1 Act</li></ol>", ["1.1 Act"], id="printed in the text"
        ),
        pytest.param("<ol><li>a<ul><li>b</li></ul></li></ol>", ["1. a", "  - b"], id="bullets within"),
    ],
)
def test_lists_show_the_numbers_that_a_browser_shows(markup: str, items: list[str]):
    reading = read_page(f"<main><h1>T</h1><p>{PROSE}</p>{markup}</main>")
    assert reading.text.split("\n\n")[-1].rstrip("\n").split("\n") == items


def test_numbers_that_run_on_past_a_heading_count_paragraphs():
    lists = "<ol><li>One<ul><li>Item</li></ul></li></ol><h2>Next</h2><ol start=2><li>Two</li></ol>"
    reading = read_page(f"<main><h1>T</h1><p>{PROSE}</p>{lists}</main>")
    found = [(b.kind, b.number, b.level) for b in reading.blocks[2:]]
    assert found == [("paragraph", "1", 0), ("item", "", 1), ("heading", "", 2), ("paragraph", "2", 0)]


def test_element_ids_are_kept():
    body = "<section id=part><h2>Heading</h2><p id=p1>We will act.</p></section><ul><li id=i1>Act</li></ul>"
    reading = read_page(f"<main><h1 id=top>T</h1>{body}<p><a name=old></a>More of it.</p></main>")
    assert [block.anchor for block in reading.blocks] == ["top", "part", "p1", "i1", "old"]


def test_footnotes_stand_behind_the_text():
    notes = (
        "<div class=footnotes><ol><li id=fn1><p>A note. <a class=reversefootnote>↩</a></p></li></ol></div>"
    )
    reading = read_page(f"<main><h1>T</h1><p>{PROSE}</p>{notes}<p>{OTHER}</p></main>")
    last = reading.blocks[-1]
    assert (last.kind, last.number, last.anchor) == ("aside", "1", "fn1")
    assert reading.text.endswith(f"{OTHER}\n\n1. A note.\n")


def test_lists_lost_with_furniture_are_said():
    lost = f"<div class=related><ul><li>{PROSE}</li><li>{OTHER}</li></ul></div>"
    reading = read_page(f"<article><h1>T</h1>{f'<p>{PROSE} {OTHER}</p>' * 4}{lost}</article>")
    assert reading.warnings == ("made.html: 2 list items stand in parts that were left out as furniture",)


def test_what_holds_the_text_is_never_furniture():
    reading = read_page(
        f"<article><h1>T</h1><div class='content with-sidebar social'>{f'<p>{PROSE}</p>' * 5}</div></article>"
    )
    assert reading.text.count(PROSE) == 5


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Said","datePublished":'
            '"2024-03-05T22:00:00+00:00","publisher":{"name":"The Paper"},"author":[{"name":"A"},{"name":"B"}]}]</script>'
            '<meta property="og:title" content="Other">',
            "",
            {"title": "Said", "published": date(2024, 3, 5), "publisher": "The Paper", "author": "A, B"},
            id="JSON-LD is believed first",
        ),
        pytest.param(
            '<meta property="og:title" content="Said"><meta property="og:site_name" content="The Paper">'
            '<meta property="article:published_time" content="2024-03-05"><meta property="og:url" content="https://x.test/1">',
            "",
            {
                "title": "Said",
                "published": date(2024, 3, 5),
                "publisher": "The Paper",
                "url": "https://x.test/1",
            },
            id="OpenGraph",
        ),
        pytest.param(
            '<title>Said</title><link rel=canonical href="https://x.test/2">',
            "<time datetime='2024-03-05T10:00'>today</time>",
            {"title": "T", "published": date(2024, 3, 5), "url": "https://x.test/2"},
            id="elements",
        ),
        pytest.param("", "<time>5 March 2024</time>", {"published": date(2024, 3, 5)}, id="a printed day"),
        pytest.param(
            '<script type="application/ld+json">{"@type": broken</script><meta name="date" content="31/31/2024">',
            "",
            {"title": "T"},
            id="nonsense says nothing",
        ),
        pytest.param(
            '<meta property="og:site_name" content="GOV.UK"><meta name="govuk:first-published-at" content="2024-03-05T00:00">',
            "<dl><dt>From:</dt><dd><a href=/government/organisations/a>Home Office</a> and "
            "<a href=/government/organisations/b>Cabinet Office</a></dd></dl>"
            "<footer>Available under the Open Government Licence v3.0, except where otherwise stated</footer>",
            {
                "publisher": "Home Office, Cabinet Office",
                "published": date(2024, 3, 5),
                "licence": "Open Government Licence v3.0",
            },
            id="GOV.UK",
        ),
    ],
)
def test_metadata_is_what_the_page_states(head: str, body: str, expected: dict[str, object]):
    metadata = read_page(f"{body}<main><h1>T</h1><p>{PROSE}</p></main>", head).metadata
    assert {key: metadata.get(key) for key in expected} == expected
    assert metadata.get("published") == expected.get("published")


def test_a_withdrawn_page_says_so():
    notice = "<section class=gem-c-notice><h2>This was withdrawn on 5 March 2024</h2></section>"
    reading = read_page(f"{notice}<main><h1>T</h1><div class=govspeak><p>{PROSE}</p></div></main>")
    assert reading.warnings == ("made.html: the page says: This was withdrawn on 5 March 2024",)


@pytest.mark.parametrize(
    ("raw", "text", "warned"),
    [
        pytest.param("£2 million – “now”".encode(), "£2 million – “now”", False, id="UTF-8"),
        pytest.param("£2".encode("utf-16"), "£2", False, id="UTF-16 by its mark"),
        pytest.param(b"\xef\xbb\xbf\xc2\xa32", "£2", False, id="UTF-8 by its mark"),
        pytest.param(b'<meta charset="windows-1252">\xa32 \x93now\x94', "£2 “now”", False, id="as declared"),
        pytest.param(
            b'<meta charset="iso-8859-1">\x93now\x94', "“now”", False, id="Latin-1 is read as browsers do"
        ),
        pytest.param(b'<meta charset="iso-8859-1">\xc2\xa32', "£2", True, id="declared wrongly, is UTF-8"),
        pytest.param(
            b'<meta charset="utf-8">\xa32 \x93now\x94', "£2 “now”", True, id="declared wrongly, is not UTF-8"
        ),
        pytest.param(b"\xa32 \x93now\x94", "£2 “now”", True, id="not declared"),
        pytest.param(b'<meta charset="x-unknown">\xa32', "£2", True, id="an encoding that nobody knows"),
        pytest.param(
            "“a” “b” “c” \u2014 £".encode() + b"\xe2\x80", "“a” “b” “c” — £\ufffd", True, id="cut in a letter"
        ),
    ],
)
def test_encodings_are_what_the_bytes_bear_out(raw: bytes, text: str, warned: bool):
    decoded, warnings = decode(raw)
    assert decoded.rpartition(">")[2] == text
    assert bool(warnings) == warned
