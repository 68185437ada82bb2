"""Blocks, lead-ins, questions and headings of plain text."""

import pytest
from reading import blocks_of, document_of

from extract.structure import words_of


def lead_of(text, words):
    document = document_of(text)
    block = next(b for b in document.blocks if words in document.words(b))
    return words_of(text, document.blocks[block.lead_in]) if block.lead_in is not None else None


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("Title\n\n47. We will act.", [("heading", "Title"), ("paragraph", "We will act.")], id="numbered paragraph"),
        pytest.param("We will:\n- Fund it.\n- Run it.", [("paragraph", "We will:"), ("item", "Fund it."), ("item", "Run it.")], id="list"),
        pytest.param("We will:\n-\nFund it.", [("paragraph", "We will:"), ("item", "Fund it.")], id="dash on its own line"),
        pytest.param(
            "We will:\n- Fund it. - We will run it.", [("paragraph", "We will:"), ("item", "Fund it."), ("item", "We will run it.")], id="two items run together"
        ),
        pytest.param("Section\n- Recommendation 4: Awareness\n4. We agree.", [("heading", "Section"), ("heading", "Recommendation 4: Awareness"), ("paragraph", "We agree.")], id="recommendation as heading"),
        pytest.param("Head\nRecommendation 4: We accept this recommendation.", [("heading", "Head"), ("paragraph", "Recommendation 4: We accept this recommendation.")], id="an answer is no heading"),
        pytest.param("Who pays?\nWhen does it start?\nWe will pay.", [("question", "Who pays?\nWhen does it start?"), ("paragraph", "We will pay.")], id="questions on following lines are one"),
        pytest.param("Home Office\nDear Dame Karen,\nWe will act.\nYours sincerely,\nA B", [("aside", "Home Office"), ("aside", "Dear Dame Karen,"), ("paragraph", "We will act."), ("aside", "Yours sincerely,"), ("aside", "A B")], id="letter head and foot"),
        pytest.param("A picture (copyright: House of Commons)\nWe will act.", [("aside", "A picture (copyright: House of Commons)"), ("paragraph", "We will act.")], id="caption"),
        pytest.param("Title\nRec | Response | Deadline\n1. One | We will act. | May 2026", [("heading", "Title"), ("row", "Rec | Response | Deadline"), ("row", "1. One | We will act. | May 2026")], id="table rows"),
    ],
)  # fmt: skip
def test_plain_text_falls_into_blocks(text, blocks):
    assert blocks_of(text) == blocks


def test_a_paragraph_cut_by_a_page_break_is_one():
    text = "All of this has been included, as it was amended last year by the department after consultation, in the standards of behaviour in the Police\n\n \n(Conduct) Regulations introduced in 2020."
    assert [kind for kind, _ in blocks_of(text)] == ["paragraph"]


def test_wrapped_lines_are_joined_into_paragraphs():
    lines = [
        "The Government will publish a strategy that sets out how the new",
        "framework is to be delivered, and will report on progress every",
        "year to Parliament and to the public in a statement.",
    ]
    text = "\n".join(lines) + "\n\n" + "\n".join(lines) + "\n\n" + "\n".join(lines) + "\n"
    assert [kind for kind, _ in blocks_of(text)] == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("text", "item", "lead"),
    [
        pytest.param("We will:\n- Fund it.\n- Run it.", "Run it", "We will:", id="plain"),
        pytest.param("Steps:\n- We will pay. This will involve the ONS:\n- Piloting it\n- Producing it\n- We will fund it.", "Producing", "We will pay. This will involve the ONS:", id="nested list that lost its indentation"),
        pytest.param("Steps:\n- We will pay. This will involve the ONS:\n- Piloting it\n- We will fund it.", "We will fund", "Steps:", id="a sentence of its own ends it"),
        pytest.param("Steps:\n- Pay for:\n  - homes\n  - roads\n- Run it.", "roads", "Pay for:", id="indented"),
        pytest.param("Steps:\n- Pay for:\n  - homes\n- Run it.", "Run it", "Steps:", id="indentation ends"),
        pytest.param("The aims are:\nhelping people;\nending the practice;\nensuring a balance.\nNext.", "ensuring", "The aims are:", id="list without bullets"),
        pytest.param("# A heading\n\n- An item.", "An item", None, id="a heading is no lead-in"),
    ],
)  # fmt: skip
def test_an_item_hangs_on_its_lead_in(text, item, lead):
    assert lead_of(text, item) == lead


def test_a_heading_ends_the_answer_to_a_question():
    document = document_of("Police\nWho pays?\nWe will pay.\nCourts\nWe will act.")
    asked = [block.question for block in document.blocks]
    assert asked == [None, None, 1, None, None]


def test_a_speakers_name_speaks_until_the_next_heading():
    text = "JUSTICE\nOrders\nJohn Denham: I am announcing action.\nI intend to act.\nPrisons\nNobody speaks."
    assert [block.speaker for block in document_of(text).blocks] == [
        "",
        "",
        "John Denham",
        "John Denham",
        "",
        "",
    ]


def test_recommendations_in_a_row_are_siblings():
    text = "Section\n- Recommendation 2: One\n- Recommendation 3: Two\n31. We agree."
    levels = [(block.kind, block.level) for block in document_of(text).blocks]
    assert levels == [("heading", 1), ("heading", 2), ("heading", 2), ("paragraph", 0)]
