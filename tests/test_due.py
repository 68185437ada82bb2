"""What fell due, what is coming, what has no date; and the calendar file."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from ledger_samples import row_of, rows_of, run_over, write_corpus
from tables_samples import make_rows

from onrecord.cli import main
from onrecord.due import list_due
from onrecord.due_calendar import write_calendar
from onrecord.outputs import open_outputs

AS_OF = date(2024, 10, 1)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("due")
    run_over(write_corpus(folder / "corpus"), folder / "outputs")
    return folder / "outputs"


def listed(outputs):
    found = open_outputs(outputs)
    rows = list_due(found, AS_OF)
    return [(each, row.quote) for each, row in zip(rows, found.rows_at(r.place for r in rows), strict=True)]


def test_what_fell_due_comes_first_and_what_has_no_date_last(outputs):
    whens = [each.when for each, _ in listed(outputs)]
    assert whens == sorted(whens, key=["fell due", "coming", "no date"].index)
    assert set(whens) == {"fell due", "coming", "no date"}


def test_dates_are_in_order_and_on_their_side_of_the_day(outputs):
    dated = [each for each, _ in listed(outputs) if each.when != "no date"]
    assert [each.due for each in dated] == sorted(each.due for each in dated)
    assert all((each.due < AS_OF) == (each.when == "fell due") for each in dated)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("open its doors by September 2024", "fell due"),
        ("complete this by December 2025", "coming"),
        ("research programme on cold water shock", "no date"),
    ],
)
def test_a_promise_stands_where_its_date_puts_it(outputs, words, when):
    assert [each.when for each, quote in listed(outputs) if words in quote] == [when]


def test_what_is_refused_or_done_without_a_day_is_not_due(outputs):
    quotes = [quote for _, quote in listed(outputs)]
    assert not any("decided not to extend legal aid" in quote for quote in quotes)
    assert not any("has been set up for the families" in quote for quote in quotes)


def test_a_promise_made_again_for_the_same_day_stands_once(tmp_path):
    text = "The Treasury will repair the harbour bridge by May 2026.\n\n{}\n\nThe Treasury will repair the harbour bridge by May 2026.\n"
    documents = [("a", text.format("Other matters were heard."), "A", "2025-01-01", "letter")]
    run_over(write_corpus(tmp_path / "corpus", documents), tmp_path / "outputs")
    first, second = rows_of(tmp_path / "outputs")
    (each,) = list_due(open_outputs(tmp_path / "outputs"), AS_OF)
    assert each.again == [second["commitment_id"]]
    assert second["repeats"] == first["commitment_id"]


def test_the_formats_say_the_same(outputs, capsys):
    order = ["due", str(outputs), "--as-of", str(AS_OF)]
    assert main(order) == 0
    text = capsys.readouterr().out
    assert (
        text.index("Fell due before 2024-10-01")
        < text.index("Due from 2024-10-01 on")
        < text.index("No date")
    )
    assert main([*order, "--csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main([*order, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == str(AS_OF)
    assert [row["commitment_id"] for row in told["rows"]] == [line["commitment_id"] for line in lines]
    assert all(line["commitment_id"] in text for line in lines)


def test_a_wrong_day_is_refused(outputs, capsys):
    assert main(["due", str(outputs), "--as-of", "Easter"]) == 1
    assert "'Easter' is no date" in capsys.readouterr().err


def test_a_folder_that_no_run_wrote_is_refused(tmp_path, capsys):
    assert main(["due", str(tmp_path)]) == 1
    assert "holds no run.json" in capsys.readouterr().err


def row_with(**changes):
    return replace(make_rows()[0][0], **changes)


def events(path):
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_run_writes_a_calendar_with_an_event_for_each_due_date(outputs):
    due = {
        row["commitment_id"]: row for row in rows_of(outputs) if row["due"] and row["stance"] != "declined"
    }
    found = {str(event["UID"]).removesuffix("@onrecord"): event for event in events(outputs / "due.ics")}
    assert found.keys() == due.keys()
    for name, event in found.items():
        assert event.decoded("DTSTART").isoformat() == due[name]["due"]
        assert (event.decoded("DTEND") - event.decoded("DTSTART")).days == 1


def test_an_event_carries_the_sentence_and_the_stamp_of_its_document(outputs):
    row = row_of(outputs, "complete this by December 2025")
    (event,) = [e for e in events(outputs / "due.ics") if row["commitment_id"] in e["UID"]]
    assert row["quote"] in event["DESCRIPTION"]
    assert "NHS England" in event["SUMMARY"]
    assert event.decoded("DTSTAMP") == datetime(2024, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "quote",
    [
        "Semicolons; commas, and a backslash \\ will be kept.",
        "Two\nlines will be published.",
        "A £5 million fund for Ynys Môn \u2013 \u201cas promised\u201d \U0001f6df " + "and so on " * 40,
        "BEGIN:VEVENT will not begin one.",
    ],
)
def test_a_calendar_reads_back_what_was_written(tmp_path, quote):
    row = row_with(
        quote=quote, due=date(2026, 5, 31), stance="committed", citation_url="https://x.org/a?b=c;d"
    )
    assert write_calendar([row], tmp_path / "due.ics") == 1
    content = (tmp_path / "due.ics").read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = events(tmp_path / "due.ics")
    assert " ".join(quote.split()) in str(event["DESCRIPTION"])
    assert str(event["URL"]) == "https://x.org/a?b=c;d"


def test_a_calendar_without_any_date_is_a_calendar(tmp_path):
    assert write_calendar([row_with(due=None)], tmp_path / "due.ics") == 0
    assert events(tmp_path / "due.ics") == []
    assert Calendar.from_ical((tmp_path / "due.ics").read_bytes())["VERSION"] == "2.0"
