"""The same bytes from a Dask cluster, whatever happens to its workers."""

import os
import signal
import subprocess
import sys

import pytest
from pool_samples import sources
from reading import ROOT

from models import Problem
from onrecord.engine import LOCAL
from onrecord.engine_keys import Keys
from onrecord.worker import Job, Outcome

pytest.importorskip("distributed", reason="Dask is an extra: pip install 'onrecord[dask]'")

from onrecord import engine_dask
from onrecord.engine_dask import Task, open_cluster

SENTENCE = "The Government will publish a plan by May 2026.\n"
COUNT = 30


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dask") / "corpus"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"plan-{number:02}-2025-05-01.txt").write_text(
            f"Plan {number}\n\n{SENTENCE}", encoding="utf-8"
        )
    return folder


def onrecord(*arguments):
    command = [sys.executable, "-m", "onrecord", "run", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def files_of(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_a_cluster_writes_the_bytes_of_a_plain_run(corpus, tmp_path):
    import pyarrow.parquet as pq

    plain = onrecord(corpus, "--out", tmp_path / "plain", "--no-cache")
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "part-009999.parquet").touch()
    done = onrecord(
        f"file://{corpus}", "--out", tmp_path / "out", "--engine", "dask", "--workers", 2,
        "--cache", tmp_path / "cache", "--parts", f"file://{parts}",
    )  # fmt: skip
    assert (plain.returncode, done.returncode) == (0, 0), done.stderr
    assert files_of(tmp_path / "out") == files_of(tmp_path / "plain")
    names = sorted(path.name for path in parts.iterdir())
    assert names == [f"part-{n:06}.parquet" for n in range(len(names))]
    tables = [pq.read_table(path) for path in sorted(parts.iterdir())]
    whole = pq.read_table(tmp_path / "out" / "commitments.parquet")
    found = [name for table in tables for name in table["commitment_id"].to_pylist()]
    assert len(names) > 1
    assert found == whole["commitment_id"].to_pylist()
    assert tables[0].schema.equals(whole.schema)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["--scheduler", "tcp://127.0.0.1:9"], "need --engine dask", id="an address without Dask"),
        pytest.param(["--engine", "dask", "--scheduler", "nonsense://x"], "no Dask scheduler", id="no such cluster"),
    ],
)  # fmt: skip
def test_a_mistake_gets_one_sentence(corpus, tmp_path, arguments, complaint):
    done = onrecord(corpus, "--out", tmp_path / "out", *arguments)
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_address_that_nothing_reads_gets_one_sentence(tmp_path):
    for address in ("nonsense://x/y", f"file://{tmp_path}/nowhere"):
        done = onrecord(address, "--out", tmp_path / "out")
        assert (done.returncode, done.stderr.count("\n"), "Traceback" in done.stderr) == (1, 1, False)


def die(task, source):
    """Ends the worker with one document, always; with another, once."""
    if source.id == "d7":
        os.kill(os.getpid(), signal.SIGKILL)
    if source.id == "d11" and not (task.job.folder / "dead").exists():
        (task.job.folder / "dead").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(source=source)


def do_dying(task, number, chunk):
    return [die(task, source) for source in chunk]


def test_workers_that_die_are_made_up_for_and_a_poisonous_document_is_set_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_dask, "do_chunk", do_dying)
    task = Task(job=Job(folder=tmp_path, catalogues=(), keys=Keys(reading="", extracting="", linking="")))
    with open_cluster(LOCAL, 2) as cluster:
        done = list(cluster.outcomes(task, sources(COUNT), [100] * COUNT))
    assert [outcome.source.id for outcome in done] == [f"d{n}" for n in range(COUNT)]
    failed = {outcome.source.id: outcome.failure for outcome in done if outcome.failure}
    assert set(failed) == {"d7"}
    assert failed["d7"][1].startswith("d7.txt: ended its worker 3 times")


def test_a_time_limit_ends_the_process():
    code = "import time; from onrecord.engine_dask import ended_after\nwith ended_after(0.2): time.sleep(30)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=20).returncode == 75


def test_a_scheduler_that_does_not_answer_is_a_problem(monkeypatch):
    monkeypatch.setattr(engine_dask, "PATIENCE", 1)
    with pytest.raises(Problem, match="no Dask scheduler"), open_cluster("tcp://127.0.0.1:9", 1):
        pass
