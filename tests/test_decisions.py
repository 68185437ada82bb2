"""What a person decides: replayed on every run, never lost, and never against a changed sentence."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from ledger_samples import HARBOUR, REPORT, row_of, rows_of, run_over, table_of, write_corpus
from reading import commitments_of

from models import Link, Problem
from onrecord.cli import main
from onrecord.decision_chain import Decision
from onrecord.decisions import COLUMNS, DECIDABLE, Decisions, read_decisions
from onrecord.tables.reading import Records
from onrecord.tables.schema import DECISIONS

SENTENCE = "The Home Office will review the register of drivers by May 2025."
KNOWN = ("FR1", "FR2")


def one_commitment():
    (commitment,) = commitments_of(SENTENCE)
    return commitment


ID = one_commitment().commitment_id


def decisions(*lines, about=ID):
    """Decisions by A. Reader: (field, old, new) a line, from line 2."""
    made = [
        Decision(
            line=line,
            commitment_id=about,
            field=field,
            old=old,
            new=new,
            who="A. Reader",
            when=None,
            why="read it",
        )
        for line, (field, old, new) in enumerate(lines, start=2)
    ]
    return Decisions(made, KNOWN)


def link(recommendation, band):
    return Link(commitment_id=ID, recommendation_id=recommendation, score=0.9, band=band, evidence=())


@pytest.mark.parametrize(
    ("field", "old", "new", "read"),
    [
        ("stance", "committed", "considering", lambda c: c.stance),
        ("specificity", "specific", "general", lambda c: c.specificity),
        ("due", "2025-05-31", "2025-06-30", lambda c: c.timing.due.isoformat()),
        (
            "responsible_bodies",
            "Home Office",
            "Ofsted; Home Office",
            lambda c: "; ".join(c.responsible_bodies),
        ),
        ("condition", "", "subject to funding", lambda c: c.condition),
        ("amount_gbp", "", "2000000", lambda c: f"{c.amount_gbp:.0f}"),
    ],
)
def test_a_decision_sets_a_column(field, old, new, read):
    decided = decisions((field, old, new)).apply(one_commitment(), ())
    assert read(decided.commitment) == new
    assert decided.fields == (field,)


def test_a_due_day_keeps_the_words_of_the_source():
    timing = decisions(("due", "2025-05-31", "2025-06-30")).apply(one_commitment(), ()).commitment.timing
    assert (timing.text, timing.relation, timing.rule) == ("by May 2025", "by", "decided")


def test_a_due_day_can_be_taken_away():
    commitment = decisions(("due", "2025-05-31", "")).apply(one_commitment(), ()).commitment
    assert commitment.timing.due is None


def test_a_decision_on_recommendations_decides_the_links():
    links = [link("FR1", "accept"), link("FR2", "review")]
    decided = decisions(("recommendations", "FR1", "FR2")).apply(one_commitment(), links)
    assert [(x.recommendation_id, x.band) for x in decided.links] == [("FR1", "none"), ("FR2", "accept")]
    assert decided.links[1].evidence[0].words == "decided by A. Reader: read it"


def test_a_recommendation_that_was_not_considered_is_linked():
    decided = decisions(("recommendations", "", "FR2")).apply(one_commitment(), [])
    assert [(x.recommendation_id, x.band, x.score) for x in decided.links] == [("FR2", "accept", 1.0)]


def test_a_rejected_row_says_who_and_why():
    assert (
        decisions(("row", "", "reject")).apply(one_commitment(), ()).rejected
        == "decided by A. Reader: read it"
    )


def test_an_accepted_row_stays():
    decided = decisions(("row", "", "accept")).apply(one_commitment(), ())
    assert (decided.rejected, decided.fields) == ("", ("row",))


def test_a_decision_follows_on_the_one_before():
    made = decisions(("stance", "committed", "considering"), ("stance", "considering", "declined"))
    assert made.apply(one_commitment(), ()).commitment.stance == "declined"
    assert made.warnings() == []
    assert [row.applies for row in made.rows()] == [True, True]


@pytest.mark.parametrize(
    ("lines", "stance", "says"),
    [
        pytest.param(
            [("stance", "delivered", "declined")],
            "committed",
            "was 'delivered' when",
            id="the old value is another",
        ),
        pytest.param(
            [("stance", "committed", "considering"), ("stance", "committed", "declined")],
            "considering",
            "line 3: stance of",
            id="two that contradict: the first holds",
        ),
        pytest.param(
            [("recommendations", "", "FR99")],
            "committed",
            "FR99 is in no catalogue",
            id="an unknown recommendation",
        ),
    ],
)
def test_a_decision_that_does_not_hold_is_reported(lines, stance, says):
    made = decisions(*lines)
    assert made.apply(one_commitment(), ()).commitment.stance == stance
    (warning,) = made.warnings()
    assert says in warning
    assert warning.startswith("decisions.csv: line")
    assert [row.applies for row in made.rows()][-1] is False


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([("stance", "underway", "committed")], id="the program has learnt it since"),
        pytest.param(
            [("stance", "committed", "considering"), ("stance", "committed", "considering")],
            id="two of one mind",
        ),
        pytest.param(
            [
                ("stance", "committed", "considering"),
                ("stance", "committed", "declined"),
                ("stance", "considering", "declined"),
            ],
            id="a contradiction that was settled",
        ),
        pytest.param(
            [
                ("stance", "committed", "considering"),
                ("stance", "committed", "declined"),
                ("stance", "considering", "considering"),
            ],
            id="a contradiction settled by staying",
        ),
    ],
)
def test_what_agrees_in_the_end_is_not_reported(lines):
    made = decisions(*lines)
    made.apply(one_commitment(), ())
    assert made.warnings() == []


def test_a_decision_about_a_row_that_is_gone_is_reported():
    made = decisions(("stance", "committed", "declined"), about="c-000000000000")
    made.apply(one_commitment(), ())
    (warning,) = made.warnings()
    assert "c-000000000000 is in no table any more" in warning


def write(folder, *lines, header=COLUMNS):
    folder.mkdir(exist_ok=True)
    with (folder / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return folder


LINE = ("c-1", "stance", "committed", "declined", "A. Reader", "2025-05-01", "read it")


def changed(**cells):
    return [cells.get(name, value) for name, value in zip(COLUMNS, LINE, strict=True)]


def test_a_file_is_read_line_by_line(tmp_path):
    (row,) = read_decisions(write(tmp_path, LINE), KNOWN).rows()
    assert (row.commitment_id, row.field, row.decided_by) == ("c-1", "stance", "A. Reader")
    assert row.decided_on == date(2025, 5, 1)


def test_no_file_is_no_decision(tmp_path):
    assert list(read_decisions(tmp_path, KNOWN).rows()) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(changed(field="quote"), "'quote' cannot be decided", id="the source's own"),
        pytest.param(changed(field="colour"), "'colour' cannot be decided", id="no column"),
        pytest.param(changed(new="perhaps"), "give one of delivered", id="no stance"),
        pytest.param(changed(field="due", new="Easter"), "give a day such as", id="no day"),
        pytest.param(changed(field="amount_gbp", new="lots"), "give a number of pounds", id="no amount"),
        pytest.param(changed(field="row", new="delete"), "accept or reject", id="neither accept nor reject"),
        pytest.param(changed(who=""), "says no 'who'", id="nobody"),
        pytest.param(changed(why=" "), "says no 'why'", id="no reason"),
        pytest.param(changed(when="yesterday"), "write it as 2025-04-20", id="no date"),
        pytest.param(LINE[:4], "has not as many cells", id="a line cut off"),
        pytest.param((*LINE, "more"), "has not as many cells", id="a cell too many"),
    ],
)
def test_a_line_that_cannot_be_a_decision_is_refused(tmp_path, line, says):
    with pytest.raises(Problem, match=r"decisions\.csv: line 2: ") as refusal:
        read_decisions(write(tmp_path, line), KNOWN)
    assert says in str(refusal.value)


def test_a_file_without_a_column_is_refused(tmp_path):
    with pytest.raises(Problem, match="no column 'why'"):
        read_decisions(write(tmp_path, LINE[:6], header=COLUMNS[:6]), KNOWN)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"\xff\xfe", "byte 0 is not UTF-8"), (b'commitment_id,field\n"a', "no column"), (b"", "no column")],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, content, says):
    (tmp_path / "decisions.csv").write_bytes(content)
    with pytest.raises(Problem, match=says):
        read_decisions(tmp_path, KNOWN)


# Through whole runs.


@pytest.fixture
def corpus(tmp_path):
    folder = write_corpus(tmp_path / "corpus")
    run_over(folder, tmp_path / "outputs")
    return folder


def decide(corpus, *words):
    out = corpus.parent / "outputs"
    order = ["decide", *words, "--who", "A. Reader", "--why", "read it twice", "--when", "2025-05-01"]
    assert main([*order, "--corpus", str(corpus), "--outputs", str(out)]) == 0
    return run_over(corpus, out)


def test_a_decision_survives_the_next_runs_and_a_changed_corpus(corpus):
    out = corpus.parent / "outputs"
    name = row_of(out, "statutory duty of candour for public servants")["commitment_id"]
    assert decide(corpus, name, "due", "2026-01-31").warnings == []
    text = REPORT.replace("1. The", "1. The Treasury will repair the bridge by May 2026.\n\n2. The")
    write_corpus(corpus, [*HARBOUR[:2], (HARBOUR[2][0], text, *HARBOUR[2][2:])])
    run_over(corpus, out)
    row = row_of(out, "statutory duty of candour for public servants")
    assert (row["commitment_id"], row["due"], row["decided"]) == (name, "2026-01-31", ["due"])
    with Records(out / "onrecord.db") as records:
        (decision,) = records.read(DECISIONS)
    assert (decision.field, decision.new_value, decision.applies) == ("due", "2026-01-31", True)


def test_a_rejected_row_leaves_the_tables_and_stays_in_the_review(corpus):
    out = corpus.parent / "outputs"
    name = row_of(out, "new signage on all public piers")["commitment_id"]
    decide(corpus, name, "row", "reject")
    assert name not in {row["commitment_id"] for row in rows_of(out)}
    (line,) = [line for line in table_of(out / "review.csv") if line["commitment_id"] == name]
    assert line["reasons"] == "rejected, decided by A. Reader on 2025-05-01: read it twice"
    assert "new signage" in line["quote"]
    decide(corpus, name, "row", "accept")
    assert row_of(out, "new signage on all public piers")["decided"] == ["row"]


def test_decisions_are_appended_and_none_is_changed(corpus):
    out = corpus.parent / "outputs"
    name = row_of(out, "new signage on all public piers")["commitment_id"]
    decide(corpus, name, "stance", "considering")
    before = (corpus / "decisions.csv").read_bytes()
    decide(corpus, name, "stance", "declined")
    after = (corpus / "decisions.csv").read_bytes()
    assert after.startswith(before)
    assert [line["old"] for line in table_of(corpus / "decisions.csv")] == ["committed", "considering"]
    assert row_of(out, "new signage on all public piers")["stance"] == "declined"


def test_a_run_tells_of_a_decision_whose_row_is_gone(corpus):
    out = corpus.parent / "outputs"
    name = row_of(out, "new signage on all public piers")["commitment_id"]
    decide(corpus, name, "stance", "considering")
    documents = [
        (key, text.replace("new signage on all", "fresh signs on all"), *rest) for key, text, *rest in HARBOUR
    ]
    write_corpus(corpus, documents)
    (warning,) = [w for w in run_over(corpus, out).warnings if "decisions.csv" in w]
    assert f"{name} is in no table any more" in warning


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("c-000000000000", "stance", "declined"), "no row of"),
        (("c-000000000000", "row", "reject"), "no row of"),
        (("ID", "quote", "other words"), "cannot be decided"),
        (("ID", "stance", "perhaps"), "give one of"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_written(corpus, capsys, words, says):
    out = corpus.parent / "outputs"
    name = rows_of(out)[0]["commitment_id"]
    order = ["decide", *(name if word == "ID" else word for word in words), "--who", "A", "--why", "b"]
    assert main([*order, "--corpus", str(corpus), "--outputs", str(out)]) == 1
    assert says in capsys.readouterr().err
    assert not (corpus / "decisions.csv").exists()


def test_every_column_that_can_be_decided_is_a_column(corpus):
    (row, *_) = rows_of(corpus.parent / "outputs")
    assert set(DECIDABLE) - {"row"} <= row.keys()


def test_commitments_without_a_decision_are_left_alone():
    commitment = one_commitment()
    other = replace(commitment, commitment_id="c-0000000000aa")
    decided = decisions(("stance", "committed", "declined")).apply(other, ())
    assert decided.commitment == other
    assert decided.fields == ()
