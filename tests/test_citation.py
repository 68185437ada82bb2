"""Citations: an address opens its source at one sentence, or says no more than it can."""

import time
from dataclasses import replace
from urllib.parse import unquote

import pytest
from reading import document_of

from extract.citation import Citations, find_kind
from extract.fragments import Directive, PageText, read_directive
from models import Block, Document, Source

PAGE = "https://example.org/update"
WILL = "We will publish a plan."


def page_of(*blocks, **known):
    """A web page of these paragraphs; a block given as a pair has a printed number or a name before it."""
    text, placed = "", []
    for block in blocks:
        words, traits = block if isinstance(block, tuple) else (block, {})
        placed.append(
            Block(kind=traits.pop("kind", "paragraph"), start=len(text), end=len(text) + len(words), **traits)
        )
        text += f"{words}\n\n"
    source = Source(id="made", file="made.html", title="made", **{"url": PAGE, **known})
    return Document(source=source, text=text, blocks=tuple(placed))


def fragment_of(document, words, occurrence=0):
    start = -1
    for _ in range(occurrence + 1):
        start = document.text.index(words, start + 1)
    fragment = Citations(document).fragment(start, start + len(words))
    if ":~:" in fragment:
        assert Citations(document).check(f"{PAGE}{fragment}", start, start + len(words)) == "unique"
    return unquote(fragment)


@pytest.mark.parametrize(
    ("blocks", "words", "occurrence", "fragment"),
    [
        pytest.param([WILL], WILL, 0, "#:~:text=We will publish a plan.", id="a short sentence is given whole"),
        pytest.param(["We will " + "publish and print " * 8 + "a plan."], "We will " + "publish and print " * 8 + "a plan.", 0, "#:~:text=We will publish and print,publish and print a plan.", id="a long one by both ends"),
        pytest.param(["First. " + WILL, "Then. " + WILL], WILL, 0, "#:~:text=First.-,We will publish a plan.", id="what stands twice is told apart by the words before"),
        pytest.param(["First. " + WILL, "Then. " + WILL], WILL, 1, "#:~:text=Then.-,We will publish a plan.", id="also the second time"),
        pytest.param(["WE WILL PUBLISH A PLAN. So:", WILL], WILL, 0, "#:~:text=A PLAN. So:-,We will publish a plan.", id="capitals are no difference"),
        pytest.param(["“We’ll act,” he said.", "\"We'll act,\" she said."], "\"We'll act,\" she said.", 0, "#:~:text=\"We'll act,\" she said.", id="other words tell two quotations apart"),
        pytest.param(["“We’ll act.”", "So: \"We'll act.\""], "We'll act.", 0, "#:~:text=So: \"-,We'll act.", id="curly quotes are no difference"),
        pytest.param(["At a café, act.", "At a cafe, act."], "At a cafe, act.", 0, "#:~:text=a café, act.-,At a cafe, act.", id="accents are no difference"),
        pytest.param(["Heading A", WILL, "Heading B", WILL], WILL, 1, "#:~:text=Heading B-,We will publish a plan.", id="the block before tells apart"),
        pytest.param([WILL, "Alpha.", WILL, "Beta."], WILL, 0, "#:~:text=We will publish a plan.,-Alpha.", id="the block after tells apart"),
        pytest.param([("Alpha.", {}), (WILL, {"number": "1"}), ("Beta.", {}), (WILL, {"number": "2"}), ("Gamma.", {})], WILL, 1, "#:~:text=We will publish a plan.,-Gamma.", id="a printed number may stand before a block"),
        pytest.param([("Alpha | " + WILL, {"kind": "row"}), ("Beta | " + WILL, {"kind": "row"})], WILL, 1, "#:~:text=Beta-,We will publish a plan.", id="a cell is a block of its own"),
        pytest.param(["It will replan.", "It will replan. I will replan."], "I will replan.", 0, "#:~:text=I will replan.", id="whole words only"),
        pytest.param([("Part one", {"kind": "heading", "anchor": "part one"}), *[WILL] * 5], WILL, 2, "#part one", id="five times with the same neighbours: the nearest name above"),
        pytest.param([WILL] * 5, WILL, 2, "", id="five times with the same neighbours and no name: nothing"),
        pytest.param(["Is planned.Then we act."], "Is planned.", 0, "#:~:text=Is", id="a full stop between letters ends no word"),
        pytest.param(["x " * 4 + "y" * 5000], "y" * 5000, 0, "", id="a word without end"),
        pytest.param(["Break off **here- after all** we will go."], "Break off **here- after all** we will go.", 0, "#:~:text=Break off here-after all we will go.", id="scars of formatting are not on the page"),
    ],
)  # fmt: skip
def test_a_fragment_matches_one_place(blocks, words, occurrence, fragment):
    assert fragment_of(page_of(*blocks), words, occurrence) == fragment


def test_a_sentence_that_a_page_break_cuts_is_given_by_its_ends():
    document = page_of("We will change the Police\n\n \n(Conduct) Regulations soon.")
    words = document.words(document.blocks[0])
    assert fragment_of(document, words) == "#:~:text=We will change the Police,(Conduct) Regulations soon."


def test_a_quote_of_a_megabyte_is_given_by_its_ends():
    words = "We will " + "list, and list again, " * 50_000 + "what we have done."
    started = time.perf_counter()
    assert fragment_of(page_of("Before.", words, "After."), words) == (
        "#:~:text=We will list, and list,again, what we have done."
    )
    assert time.perf_counter() - started < 5


def test_ten_thousand_sentences_are_cited_in_seconds():
    sentences = [
        f"The Department of thing {n} will publish the plan of thing {n} in due course."
        for n in range(10_000)
    ]
    document = page_of(*sentences)
    citations = Citations(document)
    started = time.perf_counter()
    fragments = {citations.fragment(block.start, block.end) for block in document.blocks}
    assert len(fragments) == 10_000
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("words", "encoded"),
    [
        pytest.param("one-year, A&B", "one%2Dyear%2C%20A%26B", id="what is syntax in a directive"),
        pytest.param("£5 – “so”", "%C2%A35%20%E2%80%93%20%E2%80%9Cso%E2%80%9D", id="letters beyond ASCII"),
        pytest.param("50% #1 +?", "50%25%20%231%20%2B%3F", id="what is syntax in an address"),
    ],
)
def test_words_are_encoded(words, encoded):
    assert Directive(start=words).show() == f"#:~:text={encoded}"


@pytest.mark.parametrize(
    "directive",
    [
        Directive(start="a-b, c"),
        Directive(start="We will", end="by May."),
        Directive(start="We will", prefix="so:", suffix="and-then"),
        Directive(start="We", end="will", prefix="so,", suffix="then"),
    ],
)
def test_a_directive_is_read_back(directive):
    assert read_directive(f"{PAGE}{directive.show()}") == directive
    assert read_directive(f"{PAGE}#part:~:text={directive.show().partition('=')[2]}&text=more") == directive


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}#part", f"{PAGE}#:~:text=", f"{PAGE}#:~:text=a,b,c,d,e", f"{PAGE}#:~:text=a-", f"{PAGE}#:~:text=a,b,c"])  # fmt: skip
def test_what_is_no_directive_is_not_read(address):
    assert read_directive(address) is None


def test_the_end_may_be_looked_for_past_the_first_place_that_has_it():
    page = PageText("We go. By May we act.\nWe go. By May we rest.")
    assert page.find(Directive(start="We go.", end="By May", suffix="we rest.")) == [(0, 35), (22, 35)]
    assert not page.opens(Directive(start="We go.", end="By May", suffix="we rest."), (22, 35))


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        pytest.param("#:~:text=We%20will%20act.", "unique", id="the sentence alone"),
        pytest.param("#:~:text=We%20will", "several", id="words that stand twice"),
        pytest.param("#:~:text=We%20will%20rest.", "elsewhere", id="another sentence"),
        pytest.param("#:~:text=We%20will%20run.", "nowhere", id="words that are not there"),
        pytest.param("#part", "none", id="no fragment"),
    ],
)
def test_an_address_is_checked(address, opens):
    document = page_of("We will act. We will rest.")
    assert Citations(document).check(address, 0, 12) == opens


@pytest.mark.parametrize(
    ("file", "url", "kind"),
    [
        ("a.html", "", "page"),
        ("a.txt", "", "plain"),
        ("a.txt", "https://example.org/a", "page"),
        ("a.txt", "https://example.org/a.txt", "plain"),
        ("a.txt", "https://example.org/A.PDF?download=1", "other"),
        ("a.json", "https://www.gov.uk/government/news/a", "page"),
        ("a.json", "https://example.org/news-1.2345", "page"),
        ("a.json", "", "other"),
        ("a.docx", "https://example.org/a", "other"),
        ("a.pdf", "https://example.org/a", "other"),
        ("a.odt", "", "other"),
    ],
)
def test_what_a_browser_shows_of_a_source(file, url, kind):
    assert find_kind(Source(id="a", file=file, title="a", url=url)) == kind


def test_a_word_file_is_cited_without_a_place():
    document = page_of(WILL)
    document = replace(document, source=replace(document.source, file="made.docx"))
    assert Citations(document).fragment(0, len(WILL)) == ""


def test_a_pdf_is_cited_by_the_page_on_which_the_sentence_begins():
    document = replace(page_of("One goes on. Two stands here."), pages=((0, 4), (13, 5)))
    citations = Citations(document)
    assert [citations.fragment(0, 12), citations.fragment(5, 29), citations.fragment(13, 29)] == [
        "#page=4",
        "#page=4",
        "#page=5",
    ]
    assert document.page_at(12) == 4


def test_a_text_file_is_cited_as_it_stands_line_by_line():
    document = document_of("1. We will act on multi- agency  work.\n2. We will act on it.\n")
    assert find_kind(document.source) == "plain"
    start, end = document.text.index("We"), document.text.index("\n")
    assert unquote(Citations(document).fragment(start, end)) == "#:~:text=We will act on multi-,work."
