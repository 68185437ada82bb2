"""The main job from the command line: same bytes, clear refusals, nothing lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reading import CORPUS, GOLD, ROOT

SENTENCE = "The Government will publish a plan by May 2026.\n"


def onrecord(*arguments, seed="0", **options):
    """Run the program in a process of its own."""
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **options
    )


def files_of(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def rows_of(folder):
    lines = (folder / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "outputs"
    done = onrecord("run", CORPUS, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good-2025-04-09.txt").write_text(SENTENCE, encoding="utf-8")
    return folder


def test_every_quote_of_the_tables_stands_in_the_file(outputs):
    rows = rows_of(outputs)
    texts = {
        row["document_id"]: (CORPUS / f"{row['document_id']}.txt").read_bytes().decode("utf-8")
        for row in rows
    }
    assert len(rows) > 200
    assert [
        row["commitment_id"]
        for row in rows
        if texts[row["document_id"]][row["start"] : row["end"]] != row["quote"]
    ] == []


@pytest.mark.parametrize(
    ("seed", "workers"), [("1", "1"), ("2", "2")], ids=["another hash seed", "two workers"]
)
def test_a_second_run_writes_the_same_bytes(outputs, tmp_path, seed, workers):
    done = onrecord("run", CORPUS, "--out", tmp_path / "again", "--workers", workers, seed=seed)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "again") == files_of(outputs)


def test_the_outputs_name_no_place_of_this_machine(outputs):
    named = [
        name
        for name, content in files_of(outputs).items()
        if str(ROOT).encode() in content or str(outputs).encode() in content
    ]
    assert named == []


def test_every_recommendation_has_its_row(outputs):
    lines = (outputs / "recommendations.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 26


def test_a_paragraph_at_the_top_changes_no_id(outputs, tmp_path):
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS, folder)
    update = folder / "progress-update-2025-04-09.txt"
    text = update.read_bytes().decode("utf-8")
    head, rest = text.split("\n", 1)
    update.write_bytes(f"{head}\nWe will hold a meeting next week.\n{rest}".encode())
    done = onrecord("run", folder, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    before = {row["commitment_id"] for row in rows_of(outputs)}
    after = {row["commitment_id"] for row in rows_of(tmp_path / "out")}
    assert before <= after
    assert len(after - before) == 1


def test_what_is_not_known_is_read_and_said(corpus, tmp_path):
    done = onrecord("run", corpus, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "assumed published '2025-04-09'" in done.stderr
    assert rows_of(tmp_path / "out")[0]["due"] == "2026-05-31"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        pytest.param("bad.txt", b"", "bad.txt", id="empty file"),
        pytest.param("bad.txt", b"The Government \xff will act.", "UTF-8", id="not UTF-8"),
        pytest.param("sources.toml", b'[[source]]\nfile = "good-2025-04-09.txt"\ncolour = "red"', "unknown key 'colour'", id="unknown key"),
        pytest.param("sources.toml", b'[[source]]\nfile = "good-2025-04-09.txt"\npublished = "soon"', "is no date", id="a date that is none"),
        pytest.param("sources.toml", b'[[source]]\nfile = "gone.txt"', "no such file", id="a file that is gone"),
        pytest.param("sources.toml", b'[[source]]\nfile = "good-2025-04-09.txt"\nid = "other"\n[[source]]\nfile = "other.txt"\n', "'other'", id="two documents with one id"),
    ],
)  # fmt: skip
def test_a_bad_document_is_named_and_the_others_are_done(corpus, tmp_path, name, content, complaint):
    (corpus / "other.txt").write_text(SENTENCE, encoding="utf-8")
    (corpus / name).write_bytes(content)
    done = onrecord("run", corpus, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert rows_of(tmp_path / "out")
    assert (tmp_path / "out" / "failures.csv").read_text(encoding="utf-8").count("\n") >= 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["run", "nowhere"], "no such folder", id="missing folder"),
        pytest.param(
            ["run", "corpus", "--recommendations", "nowhere.toml"], "nowhere.toml", id="missing catalogue"
        ),
        pytest.param(["dates", "by May", "--written", "soon"], "is no date", id="a date that is none"),
        pytest.param(["evaluate", "nowhere.jsonl", "--predicted", "x"], "no such file", id="missing gold"),
    ],
)
def test_a_users_mistake_gets_one_sentence(arguments, complaint):
    done = onrecord(*arguments)
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_catalogue_with_a_number_twice_is_refused(corpus, tmp_path):
    twice = tmp_path / "twice.toml"
    text = (CORPUS / "recommendations" / "iicsa-organised-networks.toml").read_text(encoding="utf-8")
    twice.write_text(
        text.replace('number = "2"', 'number = "1"').replace("number = 2", "number = 1"), encoding="utf-8"
    )
    done = onrecord("run", corpus, "--out", tmp_path / "out", "--recommendations", twice)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "twice" in done.stderr


def test_a_gold_row_that_does_not_match_its_text_is_refused(tmp_path, outputs):
    gold = json.loads((GOLD / "community-care-2025-01-16.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / "community-care-2025-01-16.jsonl").write_text(
        json.dumps(gold | {"start": gold["start"] + 1}), encoding="utf-8"
    )
    shutil.copy(CORPUS / "community-care-2025-01-16.txt", tmp_path)
    done = onrecord(
        "evaluate", tmp_path / "community-care-2025-01-16.jsonl", "--predicted", outputs / "commitments.jsonl"
    )
    assert done.returncode == 1
    assert "do not hold the gold row's quote" in done.stderr


def test_an_output_folder_that_cannot_be_written_is_said(corpus, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = onrecord("run", corpus, "--out", tmp_path / "file" / "out")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_an_interrupted_run_leaves_the_earlier_outputs_whole(outputs, tmp_path):
    out = tmp_path / "outputs"
    shutil.copytree(outputs, out)
    before = files_of(out)
    big = tmp_path / "big"
    big.mkdir()
    text = (CORPUS / "progress-update-2025-04-09.txt").read_bytes()
    for number in range(40):
        (big / f"update-{number}.txt").write_bytes(text)
    command = [sys.executable, "-m", "onrecord", "run", str(big), "--out", str(out), "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    staging = out.parent / f".{out.name}.partial"
    deadline = time.monotonic() + 30
    while not (staging / "commitments.csv").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert files_of(out) == before
    assert not staging.exists()


@pytest.mark.parametrize("command", [[], ["run"], ["dates"], ["evaluate"]])
def test_help_comes_without_the_heavy_libraries(command):
    code = "import sys; from onrecord.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(sorted({'spacy', 'pandas', 'pdfplumber', 'dateparser', 'pyarrow'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code, *command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_evaluate_prints_every_field_with_its_interval(outputs):
    gold = sorted(GOLD.glob("*-2025-*.jsonl"))
    done = onrecord("evaluate", *gold, "--predicted", outputs / "commitments.jsonl", "--json")
    figures = json.loads(done.stdout)
    assert set(figures) == {
        "detection",
        "specific_recall",
        "stance",
        "lead",
        "recommendations",
        "abstention",
        "due",
    }
    assert all(figure["low"] <= figure["value"] <= figure["high"] for figure in figures.values())


def test_paths_may_be_relative(tmp_path, corpus):
    done = onrecord("run", os.path.relpath(corpus, ROOT), "--out", os.path.relpath(tmp_path / "out", ROOT))
    assert done.returncode == 0
    assert Path(tmp_path / "out" / "commitments.csv").is_file()
