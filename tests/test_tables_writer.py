"""All files whole, or none: what a run does to the outputs of the run before it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models import Problem
from onrecord.tables.staging import READY, Staging
from onrecord.tables.writer import TableWriter
from tests.tables_samples import fill, make_rows, write_outputs

PROJECT = Path(__file__).parent.parent

# Starts a run on a folder, says so, and waits to be killed.
STARTS_A_RUN = """
import sys, time, os
from pathlib import Path
from onrecord.tables.writer import TableWriter
from tests.tables_samples import fill, make_rows
with TableWriter(Path(sys.argv[1]), {}) as writer:
    fill(writer, make_rows())
    parent = os.fork() if "fork" in sys.argv else 0
    if not parent:  # a child says so itself, when it has let go of what it inherited
        print(os.getpid(), flush=True)
    time.sleep(60)
"""

WRITES_A_RUN = """
import sys, os
from pathlib import Path
from tests.tables_samples import write_outputs
os.umask(int(sys.argv[2], 8))
write_outputs(Path(sys.argv[1]))
"""

# Files of more than 30,000 bytes cannot be written, as if the disk were full.
FILLS_THE_DISK = """
import resource, sys
from pathlib import Path
from models import Problem
from tests.tables_samples import write_outputs
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    write_outputs(Path(sys.argv[1]))
except Problem as problem:
    print(problem)
"""

WRITES_MANY_ROWS = """
import resource, sys
from dataclasses import replace
from pathlib import Path
from onrecord.tables.writer import TableWriter
from tests.tables_samples import SOURCE, make_coverage, make_rows
(row, links), *_ = make_rows()
with TableWriter(Path(sys.argv[1]), {}) as writer:
    writer.add_document(SOURCE, int(sys.argv[2]), ())
    for number in range(int(sys.argv[2])):
        name = f"c-{number}"
        made = replace(row, commitment_id=name, quote=f"{row.quote} {number} " + "and more " * 30)
        writer.add(made, [replace(link, commitment_id=name) for link in links])
    for coverage in make_coverage([]):
        writer.add_recommendation(coverage)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def command(program, *arguments, **variables):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **variables}
    return [sys.executable, "-c", program, *map(str, arguments)], environment


def run(program, *arguments, **variables):
    words, environment = command(program, *arguments, **variables)
    return subprocess.run(words, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def start(request):
    """Starts a run in another process, and ends it with the test."""

    def begin(out, *arguments):
        words, environment = command(STARTS_A_RUN, out, *arguments)
        process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)
        request.addfinalizer(process.stdout.close)
        request.addfinalizer(process.wait)
        request.addfinalizer(process.kill)
        return process, int(process.stdout.readline())

    return begin


def contents(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_run_writes_all_the_files_and_leaves_nothing_beside_them(tmp_path):
    out = write_outputs(tmp_path / "outputs")
    assert sorted(contents(out)) == [
        "commitments.csv",
        "commitments.csv-metadata.json",
        "commitments.jsonl",
        "commitments.parquet",
        "commitments.xlsx",
        "datapackage.json",
        "documents.csv",
        "failures.csv",
        "links.csv",
        "metadata.json",
        "onrecord.db",
        "recommendations.csv",
        "run.json",
        "text/harbour-plan-2031.txt",
        "threads.csv",
    ]
    assert list(tmp_path.iterdir()) == [out]


def test_the_canonical_text_is_written_to_the_letter(tmp_path):
    out = write_outputs(tmp_path / "outputs")
    assert (out / "text/harbour-plan-2031.txt").read_bytes() == b"The canonical text,\r\nas it is.\n"


def test_two_runs_give_the_same_bytes_whatever_the_machine_is_set_to(tmp_path):
    run(WRITES_A_RUN, tmp_path / "one", "022", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    run(WRITES_A_RUN, tmp_path / "two", "077", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_no_file_holds_a_path_of_the_machine(tmp_path):
    for name, content in contents(write_outputs(tmp_path / "outputs")).items():
        assert str(tmp_path).encode() not in content, name


def test_a_new_run_takes_the_place_of_the_old_and_leaves_other_files_alone(tmp_path):
    out = write_outputs(tmp_path / "outputs")
    (out / "notes.txt").write_text("mine")
    (out / "text/mine.txt").write_text("mine too")
    with TableWriter(out, {}) as writer:
        (writer.folder / "report").mkdir()
        (writer.folder / "report/index.html").write_text("<p>")
    assert "text/harbour-plan-2031.txt" not in contents(out)
    assert {"notes.txt", "text/mine.txt", "report/index.html"} <= set(contents(out))
    write_outputs(out)
    assert not (out / "report").exists()
    assert (out / "notes.txt").read_text() == "mine"


def test_a_list_of_files_from_elsewhere_removes_nothing_outside(tmp_path):
    out = write_outputs(tmp_path / "outputs")
    (tmp_path / "precious.txt").write_text("precious")
    names = ["../precious.txt", str(tmp_path / "precious.txt"), "text", ""]
    (out / "run.json").write_text('{"files": {' + ", ".join(f'"{name}": ""' for name in names) + "}}")
    write_outputs(out)
    assert (tmp_path / "precious.txt").read_text() == "precious"


def write_half(out, error):
    with TableWriter(out, {}) as writer:
        fill(writer, make_rows()[:3])
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, Problem])
def test_an_interrupted_run_leaves_the_earlier_outputs_whole(tmp_path, error):
    out = write_outputs(tmp_path / "outputs")
    before = contents(out)
    with pytest.raises(error):
        write_half(out, error("half-way"))
    assert contents(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_first_run_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(ValueError, match="half-way"), TableWriter(tmp_path / "outputs", {}):
        raise ValueError("half-way")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_leaves_the_earlier_outputs_whole_and_the_next_run_tidies_up(tmp_path, start):
    out = write_outputs(tmp_path / "outputs")
    before = contents(out)
    process, _ = start(out)
    process.kill()
    process.wait()
    assert contents(out) == before
    assert (tmp_path / ".outputs.partial").is_dir()
    assert contents(write_outputs(out)) == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_child_that_outlives_a_killed_run_does_not_keep_the_lock(tmp_path, start):
    process, child = start(tmp_path / "outputs", "fork")
    process.kill()
    process.wait()
    try:
        os.kill(child, 0)  # it lives
        write_outputs(tmp_path / "outputs")
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_second_run_on_one_folder_is_refused_with_the_name_of_the_first(tmp_path, start):
    process, _ = start(tmp_path / "outputs")
    with pytest.raises(
        Problem, match=rf"process {process.pid}, started \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d, is writing"
    ):
        write_outputs(tmp_path / "outputs")
    assert (tmp_path / ".outputs.partial").is_dir()
    assert process.poll() is None


def test_two_writers_of_one_process_are_kept_apart_too(tmp_path):
    with TableWriter(tmp_path / "outputs", {}), pytest.raises(Problem, match=f"process {os.getpid()}"):
        write_outputs(tmp_path / "outputs")
    assert (tmp_path / "outputs/run.json").exists()


class Killed(BaseException):
    """Stands for the end of the process: nobody catches it."""


@pytest.mark.parametrize("renames", [0, 1, 5, 13])
def test_a_run_killed_between_two_renames_is_swapped_in_by_the_next(tmp_path, monkeypatch, renames):
    wanted = contents(write_outputs(tmp_path / "wanted"))
    out = write_outputs(tmp_path / "outputs", [])
    replace, done = Path.replace, []

    def replace_or_die(path, target):
        if len(done) == renames:
            raise Killed
        done.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_or_die)
    with pytest.raises(Killed):
        write_outputs(out)
    monkeypatch.undo()
    assert (tmp_path / ".outputs.partial" / READY).exists()
    staging = Staging(out)
    staging.open()
    staging.discard()
    assert contents(out) == wanted


def test_an_interrupt_between_two_renames_comes_too_late(tmp_path, monkeypatch):
    wanted = contents(write_outputs(tmp_path / "wanted"))
    out = write_outputs(tmp_path / "outputs", [])
    replace, done = Path.replace, []

    def replace_with_an_interrupt(path, target):
        done.append(target)
        if len(done) == 4:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_with_an_interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_outputs(out)
    assert contents(out) == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outputs", "wanted"]


@pytest.mark.parametrize("limit", [4_000, 12_000, 21_000, 60_000])
def test_a_full_disk_is_said_in_one_sentence_and_costs_nothing(tmp_path, limit):
    out = write_outputs(tmp_path / "outputs")
    before = contents(out)
    said = run(FILLS_THE_DISK, out, limit)
    assert said.startswith(f"{out}: the outputs cannot be written (")
    assert said.count("\n") == 1
    assert contents(out) == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        pytest.param("file", "is a file", id="a file"),
        pytest.param("file/outputs", "cannot be written", id="a folder in a file"),
        pytest.param("/proc/onrecord/outputs", "cannot be written", id="where nobody may write"),
        pytest.param("x" * 300, "cannot be written", id="a name that is too long"),
    ],
)
def test_outputs_that_cannot_be_written_are_named(tmp_path, place, reason):
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match=reason):
        write_outputs(tmp_path / place)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_without_the_right_to_write_is_refused_before_the_run(tmp_path, monkeypatch):
    out = write_outputs(tmp_path / "outputs")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != out)
    with pytest.raises(Problem, match="no right to write"):
        write_outputs(out)


@pytest.mark.parametrize("name", ["../a", "a/b", "a\\b", "", ".", ".hidden", "a\0b"])
def test_an_id_that_would_leave_the_folder_is_refused(tmp_path, name):
    with (
        pytest.raises(Problem, match="a document's id names a file"),
        TableWriter(tmp_path / "out", {}) as writer,
    ):
        writer.text(name, "text")


def test_outputs_that_are_a_file_system_of_their_own_are_written_from_within(tmp_path, monkeypatch):
    out = tmp_path / "outputs"
    out.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    with TableWriter(out, {}) as writer:
        assert writer.folder.parent == out
    assert not any(name.startswith(".") for name in contents(out))


def test_memory_does_not_grow_with_the_rows(tmp_path):
    few, many = (int(run(WRITES_MANY_ROWS, tmp_path / str(rows), rows)) for rows in (2_000, 20_000))
    assert many < 1.2 * few
