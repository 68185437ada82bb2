"""Numbered recommendations read out of a publication, and the catalogue that comes of it."""

from dataclasses import replace

import pytest
from reading import CORPUS, corpus_documents, document_of

from link.catalogue import read_catalogue
from link.catalogue_reader import read_recommendations
from models import Catalogue, Problem, Recommendation
from onrecord.catalogue_report import describe_report, find_initials, find_inquiry
from onrecord.cli import main

REPORT = Catalogue(id="ferry", title="Ferry Safety Inquiry: final report", inquiry="Ferry Safety Inquiry")


def read(text, earlier=()):
    return read_recommendations(document_of(text), REPORT, "F", earlier)


def titles(text, earlier=()):
    return [(r.number, r.title) for r in read(text, earlier).catalogue.recommendations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Recommendation 7: A register of owners\n\nThe Government will act.\n",
            [("7", "A register of owners")],
            id="label with a title",
        ),
        pytest.param(
            "Recommendation 7\nThe Department should create a register. It should be public.\n",
            [("7", "The Department should create a register")],
            id="bare label",
        ),
        pytest.param(
            "RECOMMENDATION 7 – A register of owners\n",
            [("7", "A register of owners")],
            id="capitals and a dash",
        ),
        pytest.param(
            "- Recommendation 2: Life jackets\n- Recommendation 10: Training\n",
            [("2", "Life jackets"), ("10", "Training")],
            id="a list, in the order of the numbers",
        ),
        pytest.param(
            "Recommendations 31, 32 and 33: Training of crew\n",
            [("31", "Training of crew"), ("32", "Training of crew"), ("33", "Training of crew")],
            id="one label for three",
        ),
        pytest.param(
            "Recommendations 4 and 5: Training\n4. Crew should be trained.\n5. Masters should be examined.\n",
            [("4", "Crew should be trained"), ("5", "Masters should be examined")],
            id="one label, each with its words",
        ),
        pytest.param(
            "Recommendation 4a: Crew\n\nRecommendation 4b: Masters\n",
            [("4a", "Crew"), ("4b", "Masters")],
            id="letters",
        ),
        pytest.param(
            "Summary of recommendations\n\n1. The Department should create a register.\n\n"
            "2. Crew should be trained.\n\nNext steps\n\n3. The Inquiry has closed.\n",
            [("1", "The Department should create a register"), ("2", "Crew should be trained")],
            id="a numbered list under its heading",
        ),
        pytest.param(
            "Recommendation 1: Accepted\n\nRecommendation 1: A register of owners\n\nRecommendation 1: Agreed\n",
            [("1", "A register of owners")],
            id="an answer is no title",
        ),
        pytest.param(
            "The Government said that recommendation 3 is difficult.\n\nRecommendation 1: A register\n",
            [("1", "A register")],
            id="a mention is no label",
        ),
    ],
)
def test_recommendations_are_read_wherever_a_report_numbers_them(text, found):
    assert titles(text) == found


def test_the_rows_of_a_table_are_read():
    document = document_of(
        "No. | Recommendation | Response\n1 | A register of owners | Accepted\n2 | Training | Rejected\n"
    )
    blocks = tuple(replace(block, kind="row") for block in document.blocks)
    assert len(blocks) == 3
    read = read_recommendations(replace(document, blocks=blocks), REPORT, "F")
    assert [(r.number, r.title) for r in read.catalogue.recommendations] == [
        ("1", "A register of owners"),
        ("2", "Training"),
    ]


def test_what_the_inquiry_asks_is_the_summary_and_what_is_answered_is_not():
    asked = read("Recommendation 2: Jackets\n\nThe Inquiry recommends that ferries carry jackets.\n")
    answered = read("Recommendation 2: Jackets\n\nThe Government will require jackets.\n")
    assert asked.catalogue.recommendations[0].summary == "The Inquiry recommends that ferries carry jackets."
    assert answered.catalogue.recommendations[0].summary == ""


def test_a_long_recommendation_keeps_its_words_beside_a_short_title():
    text = "The Department for Transport should " + "create, keep and publish a register " * 9 + "of owners."
    (recommendation,) = read(f"Recommendation 1\n{text}\n").catalogue.recommendations
    assert len(recommendation.title) <= 220
    assert recommendation.summary.startswith(recommendation.title)


def test_the_progress_update_lists_the_twenty_of_the_final_report():
    document = corpus_documents()["progress-update-2025-04-09"]
    found = read_recommendations(document, describe_report(document), "FR").catalogue
    known = read_catalogue(CORPUS / "recommendations" / "iicsa-final-report.toml")
    assert [r.id for r in found.recommendations] == [r.id for r in known.recommendations]
    assert found.inquiry == known.inquiry
    assert found.names == ("IICSA",)
    same = [
        a.number
        for a, b in zip(found.recommendations, known.recommendations, strict=True)
        if a.title[:20] == b.title[:20]
    ]
    assert len(same) >= 15


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param("Recommendation 1: A\n\nRecommendation 4: B\n", "numbers not found: 2, 3", id="a gap"),
        pytest.param(
            "Recommendation 1: A register of owners\n\nRecommendation 1: Payment of teachers\n",
            "stands twice, also as 'Payment of teachers'",
            id="two reports in one document",
        ),
        pytest.param(
            "Recommendation 1: Jackets, as the interim report recommended\n",
            "says that it repeats",
            id="an unknown edge",
        ),
    ],
)
def test_what_a_person_should_look_at_is_said(text, note):
    notes = read(text).notes
    assert len(notes) == 1
    assert note in notes[0]


def earlier(*titles):
    recommendations = tuple(
        Recommendation(id=f"I{n}", number=str(n), report="interim", title=title)
        for n, title in enumerate(titles, 1)
    )
    return Catalogue(
        id="interim",
        title="Interim findings",
        inquiry="Ferry Safety Inquiry",
        report_names=("interim report",),
        recommendations=recommendations,
    )


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("Recommendation 1: Jackets, as recommendation 2 of the interim report said", "I2"),
        ("Recommendation 1: A register of ferry owners (repeated)", "I1"),
        ("Recommendation 1: A public register of all ferry owners", "I1"),
        ("Recommendation 1: A ferry owners' insurance fund", ""),
        ("Recommendation 1: Inspection of harbours", ""),
    ],
)
def test_an_earlier_recommendation_is_an_edge(text, repeats):
    before = earlier("A public register of all ferry owners", "Life jackets")
    (recommendation,) = read(f"{text}\n", [before]).catalogue.recommendations
    assert recommendation.repeats == repeats


@pytest.mark.parametrize(
    ("text", "inquiry", "initials"),
    [
        (
            "The Independent Inquiry into Child Sexual Abuse (IICSA) has reported.",
            "Independent Inquiry into Child Sexual Abuse",
            "IICSA",
        ),
        ("The Infected Blood Inquiry published its report.", "Infected Blood Inquiry", ""),
        ("Report of the Grenfell Tower Inquiry: Phase 2", "Grenfell Tower Inquiry", ""),
        ("A letter about ferries.", "", ""),
    ],
)
def test_the_inquiry_is_the_one_that_the_text_names(text, inquiry, initials):
    assert find_inquiry(text) == inquiry
    assert find_initials(inquiry, text) == initials


# From the command line.

TEXT = "Ferry Safety Inquiry: final report\n\nRecommendation 1: A register\n\nRecommendation 2: Training\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_command_writes_a_catalogue_that_can_be_read(report, capsys):
    out = report.with_name("ferry.toml")
    assert main(["catalogue", str(report), "--out", str(out), "--prefix", "F", "--id", "ferry"]) == 0
    catalogue = read_catalogue(out)
    assert [r.id for r in catalogue.recommendations] == ["F1", "F2"]
    assert (catalogue.id, catalogue.inquiry) == ("ferry", "Ferry Safety Inquiry")
    assert "2 recommendations of 'Ferry Safety Inquiry'" in capsys.readouterr().err


def test_the_register_beside_a_report_is_heard(report):
    entry = '[[source]]\nfile = "report.txt"\ntitle = "The Truth about Ferries"\npublished = 2024-06-03\n'
    report.with_name("sources.toml").write_text(entry, encoding="utf-8")
    out = report.with_name("ferry.toml")
    assert main(["catalogue", str(report), "--out", str(out)]) == 0
    assert read_catalogue(out).title == "The Truth about Ferries"
    assert str(read_catalogue(out).published) == "2024-06-03"


def test_a_catalogue_that_is_there_is_not_written_over(report, capsys):
    out = report.with_name("ferry.toml")
    out.write_text("mine", encoding="utf-8")
    assert main(["catalogue", str(report), "--out", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert main(["catalogue", str(report), "--out", str(out), "--force"]) == 0


def test_two_reports_under_one_id_are_refused(report, capsys):
    out = report.with_name("ferry.toml")
    main(["catalogue", str(report), "--out", str(out)])
    again = report.with_name("again.toml")
    again.write_bytes(out.read_bytes())
    capsys.readouterr()
    assert (
        main(
            [
                "catalogue",
                str(report),
                "--out",
                str(report.with_name("x.toml")),
                "--earlier",
                str(out),
                str(again),
            ]
        )
        == 1
    )
    assert "stands in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"A letter about ferries.\n", "no numbered recommendations", id="without numbers"),
        pytest.param(b"\x00\x01\x02\x03", "", id="no text"),
        pytest.param(None, "no such file", id="no file"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path, capsys, content, says):
    path = tmp_path / "report.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["catalogue", str(path), "--out", str(tmp_path / "x.toml")]) == 1
    error = capsys.readouterr().err
    assert says in error
    assert error.startswith("onrecord: ")
    assert not (tmp_path / "x.toml").exists()


def test_a_document_without_recommendations_says_so():
    with pytest.raises(Problem, match="write the catalogue by hand"):
        read("Nothing here.\n")
