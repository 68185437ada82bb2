"""Each trap measured in the three documents: what the words are, and what must come of them."""

from datetime import date

import pytest
from reading import commitments_of, corpus_commitments, corpus_documents, row_with

LETTER, NEWS, UPDATE = (
    "home-secretary-letter-2025-02-20",
    "community-care-2025-01-16",
    "progress-update-2025-04-09",
)


def quotes(document):
    return [c.quote for c in corpus_commitments()[document]]


@pytest.mark.parametrize("document", [LETTER, NEWS, UPDATE])
def test_every_quote_stands_at_its_offsets(document):
    text = corpus_documents()[document].text
    assert [c for c in corpus_commitments()[document] if text[c.start : c.end] != c.quote] == []


@pytest.mark.parametrize("document", [LETTER, NEWS, UPDATE])
def test_ids_are_unique(document):
    ids = [c.commitment_id for c in corpus_commitments()[document]]
    assert len(ids) == len(set(ids))


# ---- the letter ----------------------------------------------------------------------------------


def test_questions_are_no_commitments_but_say_what_is_answered():
    assert [q for q in quotes(LETTER) if q.rstrip("*").endswith("?")] == []
    assert "redress scheme" in row_with("broader update on the Government's response").question


@pytest.mark.parametrize(
    ("words", "text", "relation", "due"),
    [
        pytest.param("providing an update by Easter", "by Easter", "by", date(2025, 4, 20), id="by Easter"),
        pytest.param("in my statement before Easter", "before Easter", "before", date(2025, 4, 19), id="before Easter is a day earlier"),
        pytest.param("inter-ministerial group later this month", "later this month", "in", date(2025, 2, 28), id="to the month's end"),
        pytest.param("asked HMICFRS to review", "this year", "in", date(2025, 12, 31), id="asked is done, the review is due"),
        pytest.param("tracked centrally via MORGAN", "By July this year", "by", date(2025, 7, 31), id="passive expectation"),
        pytest.param("Hillsborough Law", "by the 35th anniversary of the Hillsborough stadium disaster on 15 April 2025", "by", date(2025, 4, 15), id="an anniversary on a day"),
    ],
)  # fmt: skip
def test_time_words_of_the_letter(words, text, relation, due):
    timing = row_with(words).timing
    assert (timing.text, timing.relation, timing.due) == (text, relation, due)


def test_a_meeting_already_held_times_nothing():
    assert row_with("which met on 12 November").timing is None


def test_money_is_kept_as_written_and_as_a_number():
    row = row_with("additional funding for the Taskforce")
    assert (row.money, row.amount_gbp) == ("£2 million", 2_000_000)


def test_the_sentence_broken_by_a_page_break_is_one_block():
    document = corpus_documents()[LETTER]
    block = next(b for b in document.blocks if "included in the amended Standards" in document.words(b))
    assert "(Conduct) Regulations introduced" in document.words(block)


def test_left_over_formatting_is_not_read():
    assert [c for c in corpus_commitments()[LETTER] if "*" in c.question or "*" in c.lead_in] == []


def test_a_misprinted_name_is_the_body_it_means():
    assert "National Police Chiefs' Council" in row_with("write to Chief Constables").partner_bodies


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        pytest.param("I have also committed to establishing", ("Home Office",), id="I"),
        pytest.param("We are committed to working closely", ("Home Office",), id="we"),
        pytest.param("doing everything in its power to protect", ("HM Government",), id="this Government"),
        pytest.param("officials have already had", ("Home Office",), id="officials"),
        pytest.param("The Minister for Safeguarding has convened", ("Home Office",), id="a minister"),
        pytest.param("all police forces will be expected", ("Police forces",), id="expected to act"),
        pytest.param("led by the Cabinet Office to examine", ("Cabinet Office",), id="led by"),
    ],
)
def test_bodies_of_the_letter_are_resolved(words, lead):
    assert row_with(words).responsible_bodies == lead


# ---- the news report -----------------------------------------------------------------------------


def test_reported_promises_have_their_speaker():
    row = row_with("bolster the accountability mechanisms")
    assert (row.reported, row.speaker, row.stance) == (True, "Yvette Cooper", "committed")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("called for a national public inquiry", id="the opposition"),
        pytest.param("questioned how they could", id="a shadow minister"),
        pytest.param("IICSA also called for a ban", id="the inquiry"),
        pytest.param("will likely be covered", id="a reporter's guess"),
        pytest.param("appears to have been met", id="another"),
        pytest.param("will be seen as a concession", id="a comment"),
        pytest.param("the government had banned unregulated placements", id="background"),
    ],
)
def test_other_voices_promise_nothing(words):
    assert [q for q in quotes(NEWS) if words in q] == []


def test_a_promise_split_over_a_lead_in_and_its_list():
    row = row_with("Mandatory reporting of CSA, which was recommended")
    assert (row.stance, row.responsible_bodies) == ("committed", ("HM Government",))
    assert row.lead_in.startswith("In her previous statement, Cooper said")


# ---- the update ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        pytest.param("Introducing, in the Crime and Policing Bill", "underway", id="a gerund item"),
        pytest.param("Commission two Practice Guides", "committed", id="a bare infinitive item"),
        pytest.param("The provision of specialist non-instructed advocacy", "committed", id="a noun item"),
        pytest.param("Assess the risks and benefits", "considering", id="an item that only thinks"),
        pytest.param("not currently taking forward any further steps", "declined", id="a hard refusal"),
        pytest.param("This does not need an amendment", "declined", id="a refusal by alternative"),
        pytest.param("remains open to legislating", "considering", id="open to"),
    ],
)
def test_stances_of_the_update(words, stance):
    rows = [c for c in corpus_commitments()[UPDATE] if words in c.quote]
    assert rows
    assert {row.stance for row in rows} == {stance}


def test_the_list_that_lost_its_indentation_hangs_on_its_own_lead_in():
    row = row_with("Piloting the survey")
    assert row.responsible_bodies == ("Office for National Statistics",)
    assert row.condition == "Subject to agreement on funding"
    assert row.timing.due == date(2026, 5, 31)


def test_two_items_run_together_are_two_rows():
    assert [
        q for q in quotes(UPDATE) if q.startswith("We will monitor the implementation of the existing powers")
    ]


@pytest.mark.parametrize("words", ["The pace and sequencing of this work", "The scope and pace of this work"])
def test_a_caveat_is_its_siblings_condition_and_no_row(words):
    assert [q for q in quotes(UPDATE) if q.startswith(words)] == []
    assert [c for c in corpus_commitments()[UPDATE] if c.condition.startswith(words)]


def test_a_date_on_the_lead_in_is_its_items_date():
    assert row_with("Review the mandatory qualifications").timing.text == "by 2028/29"


def test_a_name_with_an_exclamation_mark_is_one_sentence():
    assert row_with("Stop It Now! Online Deterrence").quote.startswith("We will continue to support")


@pytest.mark.parametrize(
    "words",
    ["Develop specialist child sexual abuse and exploitation training", "Commission two Practice Guides"],
)
def test_what_stands_twice_is_found_twice_with_two_ids(words):
    rows = [c for c in corpus_commitments()[UPDATE] if c.quote.startswith(words)]
    assert len({row.commitment_id for row in rows}) == 2
    assert [row.paragraph for row in rows] == ["16", "39"]


@pytest.mark.parametrize(
    ("words", "text", "relation"),
    [
        pytest.param(
            "deliver a full implementation programme", "during 2026", "in", id="dated before an event"
        ),
        pytest.param("Make any necessary amendments", "at its next update", "event", id="an update"),
        pytest.param(
            "work on ambitious proposals",
            "following the upcoming Spending Review",
            "event",
            id="a spending review",
        ),
        pytest.param(
            "explore the merits of external registration", "by March 2026", "by", id="on the second verb"
        ),
        pytest.param("give the Panel the resources", "In 25/26", "in", id="a short financial year"),
    ],
)
def test_time_words_of_the_update(words, text, relation):
    rows = [c for c in corpus_commitments()[UPDATE] if words in c.quote]
    assert [(row.timing.text, row.timing.relation) for row in rows] == [(text, relation)]


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        pytest.param("The Board will lead the delivery", ("Keeping Children Safe board",), id="the Board"),
        pytest.param("It will also oversee the work", ("Keeping Children Safe board",), id="it"),
        pytest.param(
            "will be published by the Office for National Statistics",
            ("Office for National Statistics",),
            id="an agent",
        ),
        pytest.param(
            "There will also be Cabinet level oversight",
            ("Department for Education", "Home Office"),
            id="there will be ... by",
        ),
    ],
)
def test_bodies_of_the_update_are_resolved(words, lead):
    assert row_with(words).responsible_bodies == lead


def test_a_scar_of_a_wrapped_line_is_read_and_quoted_as_it_stands():
    row = row_with("Legislate for multi-agency child protection teams")
    assert "multi- agency working" in row.quote
    assert row.action.startswith(
        "Legislate for multi-agency child protection teams (MACPTs) to strengthen multi-agency"
    )


def test_a_missing_space_still_ends_the_sentence():
    assert row_with("In addition, the Home Office will double").quote.startswith("In addition")


# ---- beyond the three documents ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        pytest.param("The Department will not extend the scheme.", ["declined"], id="will not"),
        pytest.param("We have no plans to change the law.", ["declined"], id="no plans"),
        pytest.param("We are not persuaded that a new offence is needed.", ["declined"], id="not persuaded"),
        pytest.param(
            "The Government accepts this recommendation in principle.",
            ["committed"],
            id="accepted in principle",
        ),
        pytest.param(
            "Ministers will, subject to consultation, lay regulations by June.",
            ["committed"],
            id="an insertion behind the modal",
        ),
        pytest.param(
            "The regulations come into force on 6 April 2026.", ["committed"], id="comes into force"
        ),
        pytest.param("Children will benefit from these changes.", [], id="an effect"),
        pytest.param(
            "The Inquiry recommended that the Government should legislate.", [], id="what was recommended"
        ),
        pytest.param("We know that more must be done.", [], id="a need without an actor"),
        pytest.param("We take these findings very seriously.", [], id="values"),
        pytest.param("If we fail, victims will suffer.", [], id="a condition and an effect"),
    ],
)
def test_constructions_of_other_hands(text, stances):
    assert [c.stance for c in commitments_of(text, publisher="Home Office")] == stances
