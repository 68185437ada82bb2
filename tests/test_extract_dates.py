"""The date reader: each rule against its own proofs, the gold rows, and sentences of no rule's own."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from extract import dates
from extract.date_rules import read_rules
from extract.dates import READINGS, WORDS, date_rules, find_timings, read_timing
from models import Problem

GOLD = Path(__file__).parent / "gold"
WRITTEN = date(2025, 2, 20)


def _told(timing):
    days = f" {timing.date_from} {timing.date_to}" if timing.date_from else ""
    return f"{timing.relation}{days}"


# ---- Every rule, over its own finds and passes_over

FINDS = [
    pytest.param(rule, find, id=f"{rule.id}-{n}")
    for rule in date_rules().rules
    for n, find in enumerate(rule.finds)
]
PASSES = [
    pytest.param(rule, text, id=f"{rule.id}-{n}")
    for rule in date_rules().rules
    for n, text in enumerate(rule.passes_over)
]


@pytest.mark.parametrize(("rule", "find"), FINDS)
def test_a_rule_finds_what_it_says(rule, find):
    expected = (find["words"], find["relation"], find.get("from"), find.get("to"), rule.id)
    timings = find_timings(find["text"], find.get("written"))
    assert expected in [(t.text, t.relation, t.date_from, t.date_to, t.rule) for t in timings]


@pytest.mark.parametrize(("rule", "text"), PASSES)
def test_a_rule_passes_over_what_is_no_time(rule, text):
    assert rule.id not in [timing.rule for timing in find_timings(text, WRITTEN)]


# ---- The gold rows: what the words name, and what has no date

with (GOLD / "dates.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def _overlapping(row):
    start = row["sentence"].index(row["expression"])
    end = start + len(row["expression"])
    timings = find_timings(row["sentence"], date.fromisoformat(row["doc_date"]))
    return [timing for timing in timings if timing.start < end and start < timing.end]


def _accepted(row):
    """First and last days that the row accepts; an open side is ``None``."""
    written = date.fromisoformat(row["doc_date"])
    pairs = [f"{row['start']}/{row['end']}", *filter(None, row["alt"].split(";"))]
    for first, last in ([day and date.fromisoformat(day) for day in pair.split("/")] for pair in pairs):
        yield first or None, last or None
        if row["relation"] in ("by", "before", "within"):
            yield written, last


def _near(found, expected, days):
    return expected is None or abs(found - expected) <= timedelta(days=days)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["resolvable"] == "yes"], ids=lambda row: row["id"]
)
def test_a_gold_expression_names_these_days(row):
    (timing,) = _overlapping(row)
    slack = int(row["tol_days"] or 0)
    fits = [
        _near(timing.date_from, first, slack) and _near(timing.date_to, last, slack)
        for first, last in _accepted(row)
    ]
    assert any(fits), f"{row['expression']!r} read as {_told(timing)}"


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["resolvable"] != "yes"], ids=lambda row: row["id"]
)
def test_a_gold_expression_without_a_date_gets_none(row):
    assert not any(timing.date_from for timing in _overlapping(row))


# ---- Sentences that no rule was written for

with (GOLD / "dates_prose.csv").open(encoding="utf-8") as file:
    PROSE = list(csv.DictReader(file))


@pytest.mark.parametrize("row", PROSE, ids=lambda row: row["words"])
def test_a_sentence_says_when(row):
    timings = find_timings(row["sentence"], date.fromisoformat(row["written"]))
    assert (row["words"], row["told"]) in [(timing.text, _told(timing)) for timing in timings]


NO_TIME = """
The Clean Power 2030 Action Plan sets this out.
Covid-19 deaths and the 9/11 attacks are remembered.
Year 11 pupils sit in Room 2024.
We spent £2,024 on 1,999 items in Chapter 2010.
There were 1 in 4 children and 5 to 9-year-olds.
Call 101 or 999, or 0800 1111, 24/7.
The 21st century and the 10 Year Health Plan.
A three-month review and a 12-week consultation.
The 35th anniversary was marked.
Officers march to the Mall; troops may march.
The Victims' Code 2020 and the Care Act 2014 apply.
The Sexual Offences Act 2003 (Notification Requirements) Regulations 2012.
It rose 7.5% to 2.5 million under section 47.
Spending Review 2025 settled the matter.
The Autumn Budget 2024, the Spring Statement 2025 and the 2021 Census.
The Domestic Abuse Plan 2022 and the Tackling Child Sexual Abuse Strategy 2021 exist.
It meets monthly and annually, day-to-day, year on year.
Summer Fuel and Winter Fuel Payment are paid.
They were aged 16-17 and 11–25-year-olds.
The Sunday Times and the Friday Group reported.
The Early Years Foundation Stage and later life matter.
The Bill is before the House.
Looked after children and after care services.
Before they are 18, children need us.
He was in his 20s in a 1930s building.
Resolution 2020/12 and Cm 1234 were laid.
Our 2025-28 Delivery Plan and the Annual Report 2024-25 are out.
The line is open from Monday to Friday, 9am to 5pm.
The second quarter of the table is empty.
"""


@pytest.mark.parametrize("text", NO_TIME.strip().splitlines())
def test_a_sentence_says_no_time(text):
    assert find_timings(text, WRITTEN) == []


# ---- What holds for every sentence

SENTENCES = [
    *[(find["text"], find.get("written")) for rule in date_rules().rules for find in rule.finds],
    *[(text, WRITTEN) for rule in date_rules().rules for text in rule.passes_over],
    *[(row["sentence"], date.fromisoformat(row["doc_date"])) for row in ROWS],
    *[(row["sentence"], date.fromisoformat(row["written"])) for row in PROSE],
]


def test_timings_stand_where_they_say_in_order_and_apart():
    for text, written in SENTENCES:
        at = 0
        for timing in find_timings(text, written):
            assert timing.start >= at
            assert text[timing.start : timing.end] == timing.text
            at = timing.end


def test_no_rule_misses_a_sentence_because_of_the_words_it_needs(monkeypatch):
    expected = [find_timings(text, written) for text, written in SENTENCES]
    every_rule = dates._rules_of(2 ** len(date_rules().rules) - 1)
    monkeypatch.setattr(dates, "_rules_for", lambda text: every_rule)
    assert [find_timings(text, written) for text, written in SENTENCES] == expected


def test_without_a_day_of_writing_only_full_dates_are_read():
    text = (
        "We said last week that by Easter, or this year, or from 1 May 2026 we would act within six months."
    )
    told = {timing.text: _told(timing) for timing in find_timings(text, None)}
    assert told == {
        "last week": "vague",
        "by Easter": "vague",
        "this year": "vague",
        "from 1 May 2026": "from 2026-05-01 2026-05-01",
        "within six months": "vague",
    }


def test_a_length_beyond_the_calendar_names_no_day():
    assert find_timings("It will last within 999 decades.", WRITTEN) == []


# ---- One phrase


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("by Easter", "by 2025-04-20 2025-04-20"),
        ("2025/26", "in 2025-04-01 2026-03-31"),
        ("26/27", "in 2026-04-01 2027-03-31"),
        ("July this year", "in 2025-07-01 2025-07-31"),
        ("2028", "in 2028-01-01 2028-12-31"),
        ("March", "in 2025-03-01 2025-03-31"),
        ("the end of 2025", "on 2025-12-31 2025-12-31"),
        ("in due course", "vague"),
    ],
)
def test_a_phrase_alone_needs_no_preposition(words, told):
    assert _told(read_timing(words, WRITTEN)) == told


@pytest.mark.parametrize("words", ["", "hello", "may", "by Easter and before July 2026", "a plan by Easter"])
def test_a_phrase_that_is_not_one_time_is_not_read(words):
    assert read_timing(words, WRITTEN) is None


# ---- Mistakes in a rule file

RULE = """
[[rule]]
id = "noon"
says = "Noon."
pattern = 'noon'
reads = "read_vague"
finds = []
passes_over = []
"""


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        pytest.param(RULE + "colour = 1", "unknown key 'colour'", id="a key that means nothing"),
        pytest.param(RULE.replace('says = "Noon."', ""), "the key 'says' is missing", id="a key left out"),
        pytest.param(
            RULE.replace("'noon'", "'{hour}'"), "{hour} is no word list or part", id="an unknown part"
        ),
        pytest.param(
            RULE.replace("read_vague", "read_tea"), "'read_tea' means nothing here", id="an unknown reading"
        ),
        pytest.param(RULE + 'led_by = ["near"]', "'near' means nothing here", id="an unknown lead"),
        pytest.param(RULE + 'needs = ["{hour}"]', "'hour' means nothing here", id="an unknown word list"),
        pytest.param(RULE + RULE, "rule 'noon' stands twice", id="an id given twice"),
        pytest.param(
            RULE.replace("finds = []", "finds = [{ text = '', words = '' }]"), "finds 1", id="half a proof"
        ),
        pytest.param("rule = [", "cannot be read as TOML", id="no TOML"),
    ],
)
def test_a_mistake_in_a_rule_file_is_named_with_its_place(tmp_path, rule, message):
    path = tmp_path / "rules.toml"
    path.write_text(rule, encoding="utf-8")
    with pytest.raises(Problem) as problem:
        read_rules(WORDS, [path], READINGS)
    assert str(problem.value).startswith("rules.toml: ")
    assert message in str(problem.value)


def test_a_pattern_that_is_no_regular_expression_is_named_when_it_is_used(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULE.replace("'noon'", "'(noon'"), encoding="utf-8")
    (rule,) = read_rules(WORDS, [path], READINGS).rules
    with pytest.raises(Problem, match=r"rules.toml: rule 'noon': pattern is no regular expression"):
        _ = rule.regex
