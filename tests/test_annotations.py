"""Annotations: each row as W3C Web Annotation, at a place that can be looked up."""

import json
from dataclasses import replace

import pytest
from tables_samples import HOSTILE, SOURCE, make_rows, write_outputs
from test_run import CORPUS

from onrecord.annotations import make_annotation, write_annotations
from onrecord.engine import Settings
from onrecord.run import default_catalogues, run
from onrecord.tables.records import make_document_row


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    out = tmp_path_factory.mktemp("annotations") / "outputs"
    run(CORPUS, out, default_catalogues(), Settings(workers=1))
    return out


def read(folder):
    return json.loads((folder / "annotations.jsonld").read_text(encoding="utf-8"))


def selector(annotation, kind):
    (found,) = (one for one in annotation["target"]["selector"] if one["type"] == kind)
    return found


def test_every_row_has_its_annotation_whose_words_stand_in_the_file(outputs):
    rows = [
        json.loads(line) for line in (outputs / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    page = read(outputs)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], page["partOf"]["total"]) == ("AnnotationPage", len(rows))
    assert [item["id"] for item in page["items"]] == [f"#{row['commitment_id']}" for row in rows]
    for row, item in zip(rows, page["items"], strict=True):
        text = (CORPUS / f"{row['document_id']}.txt").read_text(encoding="utf-8")
        place, quote = selector(item, "TextPositionSelector"), selector(item, "TextQuoteSelector")
        assert text[place["start"] : place["end"]] == quote["exact"] == row["quote"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])
        assert [body["value"] for body in item["body"]] == [row["stance"], *row["recommendations"]]


def test_the_run_records_the_annotations_among_its_files(outputs):
    assert "annotations.jsonld" in json.loads((outputs / "run.json").read_text(encoding="utf-8"))["files"]


def test_the_same_database_gives_the_same_bytes(outputs, tmp_path):
    (tmp_path / "onrecord.db").write_bytes((outputs / "onrecord.db").read_bytes())
    write_annotations(tmp_path)
    assert (tmp_path / "annotations.jsonld").read_bytes() == (outputs / "annotations.jsonld").read_bytes()


def test_hostile_words_stay_words(tmp_path):
    write_annotations(write_outputs(tmp_path / "outputs"))
    quotes = [selector(item, "TextQuoteSelector")["exact"] for item in read(tmp_path / "outputs")["items"]]
    assert quotes[-len(HOSTILE) :] == list(HOSTILE)


def test_no_rows_give_an_empty_page(tmp_path):
    write_annotations(write_outputs(tmp_path / "outputs", []))
    assert (read(tmp_path / "outputs")["items"], read(tmp_path / "outputs")["partOf"]["total"]) == ([], 0)


@pytest.mark.parametrize(
    ("known", "target"),
    [
        pytest.param({"file": "a b.txt", "url": ""}, {"source": "a%20b.txt"}, id="a text file is its own source"),
        pytest.param({"file": "a.txt", "url": "https://example.org/a#part"}, {"source": "https://example.org/a", "state": {"type": "TimeState", "cached": "a.txt"}}, id="the offsets of a page count in the copy"),
        pytest.param({"file": "a.pdf", "url": ""}, {"source": "a.pdf", "state": {"type": "TimeState", "cached": "text/made.txt"}}, id="those of a PDF in its kept text"),
        pytest.param({"file": "a.json", "url": "https://example.org/a", "retrieved": "2025-04-09T10:20:30Z"}, {"source": "https://example.org/a", "state": {"type": "TimeState", "cached": "text/made.txt", "sourceDate": "2025-04-09T10:20:30Z"}}, id="a fetched page is of its time"),
    ],
)  # fmt: skip
def test_the_target_names_the_publication_and_the_text_that_offsets_count_in(known, target):
    document = make_document_row(replace(SOURCE, id="made", **known), 1, ())
    row = replace(make_rows()[0][0], page=None)
    said = make_annotation(row, document)["target"]
    assert {key: value for key, value in said.items() if key != "selector"} == target


def test_a_page_of_a_pdf_is_named():
    row = replace(make_rows()[0][0], page=7)
    annotation = make_annotation(row, make_document_row(SOURCE, 1, ()))
    assert selector(annotation, "FragmentSelector")["value"] == "page=7"
