"""Verification: every row goes back to its file, and what is not as it was is said."""

import csv
import json
import shutil

import pytest
from rendering import TITLE, Printed, save_docx, save_pdf
from test_run import CORPUS, onrecord, rows_of

from extract.corpus import hash_file
from models import Problem
from onrecord.engine import Settings
from onrecord.run import default_catalogues
from onrecord.run import run as run_over
from onrecord.verify import verify

PLAN = "The Government will publish a plan by May 2026."
LAMP = "The Government will mend every lamp by June 2026."
TEXT = f"A statement\n\n{PLAN} That is all.\n\n{LAMP} And so on.\n"
NAME = "statement-2025-04-09.txt"


def run(corpus, out):
    assert run_over(corpus, out, default_catalogues(), Settings(workers=1)).failures == []


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A corpus of one statement, and the outputs of a run over it."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "corpus").mkdir()
    (folder / "corpus" / NAME).write_text(TEXT, encoding="utf-8")
    run(folder / "corpus", folder / "outputs")
    return folder


@pytest.fixture
def made(written, tmp_path):
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return tmp_path


def verdicts(folder):
    with (folder / "outputs" / "verify.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statuses(folder):
    summary = verify(folder / "outputs", folder / "corpus")
    return [row["status"] for row in verdicts(folder)], summary


def test_every_row_of_the_corpus_is_exact(tmp_path):
    run(CORPUS, tmp_path / "outputs")
    done = onrecord("verify", tmp_path / "outputs", "--corpus", CORPUS)
    assert (done.returncode, done.stdout) == (0, "")
    rows = verdicts(tmp_path)
    assert len(rows) == len(rows_of(tmp_path / "outputs")) > 200
    assert {(row["status"], row["opens"], row["note"]) for row in rows} == {("EXACT", "unique", "")}
    assert f"{len(rows)} EXACT" in done.stderr
    assert str(tmp_path) not in (tmp_path / "outputs" / "verify.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        pytest.param(f"A new line above.\n{TEXT}", ["MOVED", "MOVED"], ["31-78"], id="a line above moves all below it"),
        pytest.param(TEXT.replace("mend every lamp", "mend a lamp"), ["EXACT", "ORPHAN"], ["13-60"], id="a changed word"),
        pytest.param(TEXT.replace(PLAN, PLAN.replace(" plan", "  plan")), ["ORPHAN", "MOVED"], [""], id="another space is another text"),
        pytest.param(f"{LAMP}\n{TEXT}", ["MOVED", "AMBIGUOUS"], ["63-110"], id="a sentence that stands twice now"),
        pytest.param(f"{TEXT}{PLAN}\n", ["EXACT", "EXACT"], ["13-60"], id="said again below, the first with its neighbours"),
        pytest.param(f"A statement\n\n{PLAN} Not all.\n{PLAN}\n{LAMP}", ["AMBIGUOUS", "MOVED"], ["13-60; 70-117"], id="said again below, the first with others"),
    ],
)  # fmt: skip
def test_a_changed_file_is_told_and_its_rows_are_sought(made, text, expected, found):
    (made / "corpus" / NAME).write_text(text, encoding="utf-8")
    found_statuses, summary = statuses(made)
    assert found_statuses == expected
    assert [row["found"] for row in verdicts(made)][: len(found)] == found
    assert not summary.proven
    assert any(NAME in complaint and "SHA-256 differs" in complaint for complaint in summary.complaints)


def test_all_places_of_an_ambiguous_quote_are_listed(made):
    (made / "corpus" / NAME).write_text(f"{LAMP}\n{TEXT}{LAMP}\n", encoding="utf-8")
    statuses(made)
    row = verdicts(made)[1]
    length = len(LAMP)
    places = [0, len(LAMP) + 1 + TEXT.index(LAMP), len(LAMP) + 1 + len(TEXT)]
    assert row["found"] == "; ".join(f"{at}-{at + length}" for at in places)
    assert row["note"] == f"the words before and after it are the same at {places[1]}-{places[1] + length}"


def change_rows(folder, **changes):
    path = folder / "outputs" / "commitments.jsonl"
    rows = [json.loads(line) | changes for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "status", "opens"),
    [
        pytest.param({"start": 14}, "MOVED", "", id="another start"),
        pytest.param({"start": -5, "end": 10**9}, "MOVED", "", id="no such place"),
        pytest.param({"quote": "The Government will publish a plan by May 2027."}, "ORPHAN", "", id="another quote"),
        pytest.param({"quote": ""}, "ORPHAN", "", id="no quote"),
        pytest.param({"quote": "plan by MAY"}, "ORPHAN", "", id="capitals count"),
        pytest.param({"citation_url": f"{NAME}#:~:text=The%20Government%20will"}, "EXACT", "several", id="an address of two places"),
        pytest.param({"citation_url": f"{NAME}#:~:text=That%20is%20all."}, "EXACT", "elsewhere", id="an address of another place"),
        pytest.param({"citation_url": f"{NAME}#:~:text=Nowhere"}, "EXACT", "nowhere", id="an address of no place"),
        pytest.param({"source_sha256": "0" * 64}, "EXACT", "unique", id="the hash of another file"),
        pytest.param({"document_id": "gone"}, "ORPHAN", "", id="another document"),
    ],
)  # fmt: skip
def test_a_changed_row_is_told(made, changes, status, opens):
    change_rows(made, **changes)
    _, summary = statuses(made)
    first = verdicts(made)[0]
    assert (first["status"], first["opens"]) == (status, opens)
    assert not summary.proven
    assert "commitments.jsonl: is not as the run wrote it; run `onrecord run` again" in summary.complaints


@pytest.mark.parametrize("name", ["commitments.csv", "onrecord.db", "report/index.html"])
def test_a_changed_table_is_told(made, name):
    path = made / "outputs" / name
    path.write_bytes(path.read_bytes().replace(b"plan", b"plum", 1))
    found, summary = statuses(made)
    assert found == ["EXACT", "EXACT"]
    assert [complaint.split(":")[0] for complaint in summary.complaints] == [name]
    assert not summary.proven


def test_a_table_that_is_gone_is_told(made):
    (made / "outputs" / "links.csv").unlink()
    assert "links.csv: is gone" in statuses(made)[1].complaints[0]


def test_a_missing_file_makes_orphans_and_is_named(made):
    (made / "corpus" / "other.txt").write_text(PLAN, encoding="utf-8")
    run(made / "corpus", made / "outputs")
    (made / "corpus" / NAME).unlink()
    found, summary = statuses(made)
    assert sorted(found) == ["EXACT", "ORPHAN", "ORPHAN"]
    assert summary.complaints == [
        f"{NAME}: no such file in {made / 'corpus'}; put it back, or give its folder with --corpus"
    ]


def test_a_changed_file_without_rows_is_told_as_well(made):
    (made / "corpus" / "empty.txt").write_text("Nothing is promised here.\n", encoding="utf-8")
    run(made / "corpus", made / "outputs")
    (made / "corpus" / "empty.txt").write_text(PLAN, encoding="utf-8")
    found, summary = statuses(made)
    assert found == ["EXACT", "EXACT"]
    assert summary.complaints[0].startswith("empty.txt: is not the file that the run read")


def test_a_file_that_can_no_longer_be_read_makes_orphans(made):
    (made / "corpus" / NAME).write_bytes(b"\xff\xff")
    found, summary = statuses(made)
    assert found == ["ORPHAN", "ORPHAN"]
    assert "is not UTF-8" in summary.complaints[0]


BLOCKS = [Printed("heading", "A statement"), Printed("paragraph", PLAN), Printed("paragraph", LAMP)]


@pytest.mark.parametrize(
    ("suffix", "save", "opens"), [(".docx", save_docx, "none"), (".pdf", save_pdf, "unique")]
)
def test_the_kept_text_of_a_file_is_compared_with_a_fresh_reading(tmp_path, suffix, save, opens):
    (tmp_path / "corpus").mkdir()
    save(BLOCKS, tmp_path / "corpus" / f"made{suffix}")
    run(tmp_path / "corpus", tmp_path / "outputs")
    found, summary = statuses(tmp_path)
    assert (found, summary.complaints, summary.proven) == (["EXACT", "EXACT"], [], True)
    assert {row["opens"] for row in verdicts(tmp_path)} == {opens}
    text = tmp_path / "outputs" / "text" / "made.txt"
    text.write_text(text.read_text(encoding="utf-8").replace(TITLE, "Another"), encoding="utf-8")
    found, summary = statuses(tmp_path)
    assert found == ["EXACT", "EXACT"]
    assert summary.complaints == [
        "text/made.txt: is not as the run wrote it; run `onrecord run` again",
        f"text/made.txt: is not what made{suffix} gives when it is read now; run `onrecord run` again",
    ]


def test_a_second_verification_writes_the_same_bytes(made):
    statuses(made)
    first = hash_file(made / "outputs" / "verify.csv")
    assert statuses(made)[1].proven
    assert hash_file(made / "outputs" / "verify.csv") == first


def test_a_new_run_takes_away_what_was_verified_of_the_last(made):
    statuses(made)
    (made / "corpus" / NAME).write_text(f"{TEXT}{PLAN}\n", encoding="utf-8")
    run(made / "corpus", made / "outputs")
    assert not (made / "outputs" / "verify.csv").exists()


def test_a_verification_that_fails_leaves_the_earlier_one_whole(made):
    statuses(made)
    before = (made / "outputs" / "verify.csv").read_bytes()
    with (made / "outputs" / "commitments.jsonl").open("a", encoding="utf-8") as file:
        file.write("{not JSON\n")
    with pytest.raises(Problem, match=r"commitments\.jsonl: line 3: is no JSON"):
        verify(made / "outputs", made / "corpus")
    assert (made / "outputs" / "verify.csv").read_bytes() == before
    assert sorted(path.name for path in (made / "outputs").iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["nowhere"], "nowhere: no such folder", id="no outputs"),
        pytest.param(["corpus"], "holds no run.json", id="a folder that no run wrote"),
        pytest.param(["outputs", "--corpus", "nowhere"], "nowhere: no such folder; give the folder of the documents with --corpus", id="no corpus"),
        pytest.param(["outputs", "--corpus", "other"], f"other: holds none of the 1 documents of this run, such as {NAME}", id="another corpus"),
    ],
)  # fmt: skip
def test_a_users_mistake_gets_one_sentence(made, arguments, complaint):
    (made / "other").mkdir()
    done = onrecord("verify", *[a if a.startswith("--") else made / a for a in arguments])
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("line", ["[]", "7", '{"commitment_id": 3}', '{"commitment_id": "c"}'])
def test_a_line_that_is_no_row_is_named(made, line):
    (made / "outputs" / "commitments.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(Problem, match="line 1: has no sound"):
        verify(made / "outputs", made / "corpus")


def test_documents_that_cannot_be_known_are_a_problem(made):
    (made / "outputs" / "documents.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Problem, match=r"documents\.csv: cannot be read as the run wrote it"):
        verify(made / "outputs", made / "corpus")
