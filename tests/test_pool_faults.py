"""Whole runs that something happens to: nothing is lost or doubled, and the tables equal a clean run's."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reading import ROOT

from benchmarks.documents import write_documents

DOCUMENTS = 24
WAIT = 60  # seconds until a thing that must happen has happened
ROOM = 60_000  # bytes that a file may have where the disk is as good as full


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults") / "corpus"
    write_documents(folder, DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def clean(corpus):
    """The tables of a run that nothing happens to."""
    out = corpus.parent / "clean"
    done = start(corpus, out)
    assert done.wait(WAIT) == 0, done.stderr.read()
    return files_of(out)


def start(corpus, out, *settings, **options):
    command = [sys.executable, "-m", "onrecord", "run", str(corpus), "--out", str(out), "--workers", "2"]
    return subprocess.Popen(
        [*command, *(settings or ("--no-cache",))], cwd=ROOT, stderr=subprocess.PIPE, text=True, **options
    )


def files_of(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def until(happened):
    deadline = time.monotonic() + WAIT
    while not (result := happened()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return result


def descendants(process):
    """Processes that a process started, and those that these started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found = list(parents.get(process, []))
    return found + [each for child in found for each in descendants(child)]


def workers_of(process):
    """The processes that do documents: the children of the server that forks them."""
    server = [each for each in descendants(process.pid) if descendants(each)]
    return [each for parent in server for each in descendants(parent)]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes in /proc")
def test_a_worker_killed_in_the_middle_is_made_up_for(corpus, clean, tmp_path):
    run = start(corpus, tmp_path / "out")
    os.kill(until(lambda: workers_of(run))[0], signal.SIGKILL)
    time.sleep(1)
    os.kill(until(lambda: workers_of(run))[0], signal.SIGKILL)
    assert run.wait(WAIT) == 0, run.stderr.read()
    assert files_of(tmp_path / "out") == clean


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes in /proc")
def test_a_killed_run_leaves_no_process_and_is_taken_up_again(corpus, clean, tmp_path):
    out, cache = tmp_path / "out", tmp_path / "cache"
    run = start(corpus, out, "--cache", str(cache))
    until(lambda: len(list(cache.rglob("*/*"))) > 8)
    started = descendants(run.pid)
    run.kill()
    run.wait(WAIT)
    until(lambda: not any(is_alive(process) for process in started))
    assert not out.exists()
    again = start(corpus, out, "--cache", str(cache))
    assert again.wait(WAIT) == 0, again.stderr.read()
    assert files_of(out) == clean
    assert not (tmp_path / ".out.partial").exists()


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_full_disk_is_said_in_one_sentence_and_costs_nothing(corpus, clean, tmp_path):
    out = tmp_path / "out"
    run = start(
        corpus,
        out,
        "--cache",
        str(tmp_path / "cache"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY)),
    )
    assert run.wait(WAIT) == 1
    errors = run.stderr.read()
    assert "the outputs cannot be written" in errors
    assert "Traceback" not in errors
    assert not out.exists()
    again = start(corpus, out, "--cache", str(tmp_path / "cache"))
    assert again.wait(WAIT) == 0, again.stderr.read()
    assert files_of(out) == clean


def test_a_second_run_on_the_same_outputs_is_refused_with_the_first_ones_name(corpus, clean, tmp_path):
    first = start(corpus, tmp_path / "out")
    until(lambda: (tmp_path / ".out.partial").exists())
    second = start(corpus, tmp_path / "out")
    assert second.wait(WAIT) == 1
    assert f"process {first.pid}" in second.stderr.read()
    assert first.wait(WAIT) == 0, first.stderr.read()
    assert files_of(tmp_path / "out") == clean


def test_two_runs_may_share_one_cache(corpus, clean, tmp_path):
    runs = [start(corpus, tmp_path / name, "--cache", str(tmp_path / "cache")) for name in ("one", "two")]
    assert [run.wait(WAIT) for run in runs] == [0, 0]
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two") == clean
