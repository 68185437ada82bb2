"""What changed between two runs: nothing that only moved, everything that was worded anew."""

import csv
import io
import json
import shutil

import pytest
from ledger_samples import HARBOUR, REPORT, RESPONSE, row_of, rows_of, run_over, write_corpus

from onrecord.cli import main
from onrecord.compare import compare_outputs
from onrecord.compare_pairs import Edition, pair_documents
from onrecord.outputs import open_outputs


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    run_over(write_corpus(folder / "corpus"), folder / "outputs")
    return folder / "outputs"


def other(tmp_path, **texts):
    """A run over the same corpus with other texts, by document id with _ for -."""
    documents = [
        (name, texts.get(name.replace("-", "_"), text), title, published, kind)
        for name, text, title, published, kind in HARBOUR
    ]
    run_over(write_corpus(tmp_path / "corpus", documents), tmp_path / "outputs")
    return tmp_path / "outputs"


def changes(old, new, same=None):
    return compare_outputs(open_outputs(old), open_outputs(new), same or {})


def test_a_run_is_the_same_as_itself(base, capsys):
    assert changes(base, base) == []
    assert main(["compare", str(base), str(base)]) == 0
    assert capsys.readouterr().out.startswith("the same")


def test_a_paragraph_at_the_top_changes_no_id_and_no_other_row(base, tmp_path):
    added = RESPONSE.replace(
        "1. This", "The Treasury will set up a bridge repair fund by May 2024.\n\n1. This"
    )
    new = other(tmp_path, response_2023=added)
    (change,) = changes(base, new)
    assert (change.kind, change.new.quote) == (
        "added",
        "The Treasury will set up a bridge repair fund by May 2024.",
    )
    old_ids = {row["commitment_id"] for row in rows_of(base)}
    assert old_ids < {row["commitment_id"] for row in rows_of(new)}


def test_an_added_document_changes_no_id(base, tmp_path):
    extra = (
        "extra-2024",
        "The Treasury will audit all bridges by May 2026.\n",
        "Bridges",
        "2024-12-01",
        "letter",
    )
    run_over(write_corpus(tmp_path / "corpus", (*HARBOUR, extra)), tmp_path / "outputs")
    assert [change.kind for change in changes(base, tmp_path / "outputs")] == ["added"]


@pytest.mark.parametrize(
    ("was", "is_", "field"),
    [
        pytest.param(
            "train 500 paramedics in water rescue by December 2024",
            "train 500 paramedics in water rescue by March 2025",
            ("due", "2024-12-31", "2025-03-31"),
            id="the date moved",
        ),
        pytest.param(
            "The Department for Transport will fund new signage on all public piers.",
            "We will consider whether the Department for Transport can fund signage on public piers.",
            ("stance", "committed", "considering"),
            id="the promise was softened",
        ),
        pytest.param(
            "A hardship fund of £12 million has been set up",
            "A hardship fund of £15 million has been set up",
            ("amount_gbp", "12000000.0", "15000000.0"),
            id="the amount changed",
        ),
    ],
)
def test_a_sentence_worded_anew_is_one_change(base, tmp_path, was, is_, field):
    assert was in RESPONSE
    (change,) = changes(base, other(tmp_path, response_2023=RESPONSE.replace(was, is_)))
    name, before, now = field
    assert change.kind == "changed"
    assert tuple(map(str, change.fields[name])) == (before, now)
    assert change.old.quote != change.new.quote


def test_what_is_gone_is_gone(base, tmp_path):
    line = "4. We will set up a research programme on cold water shock with the University of Southampton."
    (change,) = changes(base, other(tmp_path, report_2024=REPORT.replace(line, "")))
    assert (change.kind, change.new) == ("gone", None)
    assert "cold water shock" in change.old.quote


def test_two_promises_do_not_become_one_change(base, tmp_path):
    was = "We will set up a research programme on cold water shock with the University of Southampton."
    is_ = "The Cabinet Office will publish a strategy for inland canals in 2025."
    found = changes(base, other(tmp_path, report_2024=REPORT.replace(was, is_)))
    assert [change.kind for change in found] == ["added", "gone"]


def test_another_edition_is_paired_with_the_first(base, tmp_path):
    documents = [*HARBOUR[:2], ("report-2024-v2", *HARBOUR[2][1:])]
    run_over(write_corpus(tmp_path / "corpus", documents), tmp_path / "outputs")
    assert changes(base, tmp_path / "outputs") == []


@pytest.mark.parametrize(
    ("old", "new", "same", "pairs"),
    [
        pytest.param(("a", "One", ""), ("a", "Two", ""), {}, {"a": "a"}, id="id"),
        pytest.param(("plan", "One", ""), ("plan-v2", "Two", ""), {}, {"plan": "plan-v2"}, id="version"),
        pytest.param(
            ("plan-2024-01-02", "One", ""),
            ("plan-2025-01-02", "Two", ""),
            {},
            {"plan-2024-01-02": "plan-2025-01-02"},
            id="date",
        ),
        pytest.param(
            ("a", "One", "https://x.org/p"), ("b", "Two", "https://x.org/p"), {}, {"a": "b"}, id="address"
        ),
        pytest.param(
            ("a", "Tackling harm: progress update", ""),
            ("b", "Progress update: tackling harm", ""),
            {},
            {"a": "b"},
            id="title",
        ),
        pytest.param(("a", "One", ""), ("b", "Two", ""), {"a": "b"}, {"a": "b"}, id="as told"),
        pytest.param(
            ("a", "Letter on bridges", ""), ("b", "Letter on prisons", ""), {}, {}, id="another publication"
        ),
    ],
)
def test_editions_are_known_by_id_address_or_title(old, new, same, pairs):
    editions = [{name: Edition(id=name, title=title, url=url)} for name, title, url in (old, new)]
    assert pair_documents(*editions, same) == pairs


def test_the_formats_say_the_same(base, tmp_path, capsys):
    new = other(tmp_path, report_2024=REPORT.replace("by December 2025", "by March 2026"))
    assert main(["compare", str(base), str(new)]) == 1
    text = capsys.readouterr().out
    assert "due: 2025-12-31 -> 2026-03-31" in text
    assert "was: NHS England is training" in text
    assert main(["compare", str(base), str(new), "--csv"]) == 1
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (due,) = [line for line in lines if line["field"] == "due"]
    assert (due["old"], due["new"]) == ("2025-12-31", "2026-03-31")
    assert "by December 2025" in due["old_quote"]
    assert "by March 2026" in due["new_quote"]
    assert main(["compare", str(base), str(new), "--json"]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changed"]
    assert change["fields"]["due"] == {"old": "2025-12-31", "new": "2026-03-31"}
    assert change["old"]["commitment_id"] == row_of(base, "complete this by December 2025")["commitment_id"]


def broken(tmp_path, base, name, change):
    """A copy of the outputs with one file changed."""
    folder = tmp_path / "broken"
    shutil.copytree(base, folder)
    change(folder / name)
    return folder


def older(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"onrecord": "99.0.0"}), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        pytest.param("run.json", lambda path: path.unlink(), "holds no run.json", id="no run"),
        pytest.param("run.json", older, "written by onrecord 99.0.0", id="another version"),
        pytest.param(
            "run.json", lambda path: path.write_text("[]"), "not what a run writes", id="a strange run.json"
        ),
        pytest.param("commitments.jsonl", lambda path: path.unlink(), "cannot be read", id="no table"),
        pytest.param(
            "commitments.jsonl", lambda path: path.write_text("{\n"), "line 1 is no JSON", id="half a table"
        ),
        pytest.param("commitments.jsonl", lambda path: path.write_text("{}\n"), "has no", id="other columns"),
    ],
)
def test_outputs_that_cannot_be_compared_are_refused(base, tmp_path, capsys, name, change, says):
    folder = broken(tmp_path, base, name, change)
    assert main(["compare", str(base), str(folder)]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.parametrize("same", ["a", "=b", "a=", "statement-2023=nothing"])
def test_a_wrong_pair_is_refused(base, capsys, same):
    assert main(["compare", str(base), str(base), "--same", same]) == 2
    assert "--same" in capsys.readouterr().err
