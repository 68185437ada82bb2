"""Processes that die, hang or run out of memory: every other document is done, in order, once."""

import multiprocessing
import os
import signal

import pytest
from pool_samples import NeverStarts, Plain, Poison, Refuses, sources

from models import Problem
from onrecord import pool as pool_module
from onrecord.engine_chunks import BYTES, MOST, cut
from onrecord.engine_limits import MEBI, STATM, limited
from onrecord.pool import ATTEMPTS, Pool


def outcomes(start, count=40, workers=2, seconds=0.0):
    with Pool(start, workers, seconds) as pool:
        return list(pool.outcomes(sources(count), [100] * count))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_document_comes_once_in_order(workers):
    done = outcomes(Plain(), workers=workers)
    assert [outcome.source.id for outcome in done] == [f"d{n}" for n in range(40)]


@pytest.mark.parametrize("way", ["kill", "exit", "memory"])
def test_a_process_that_dies_once_costs_nothing(tmp_path, way):
    done = outcomes(Poison("d7", tmp_path, lives=1, way=way))
    assert [outcome.source.id for outcome in done] == [f"d{n}" for n in range(40)]
    assert [outcome.failure for outcome in done if outcome.failure] == []


@pytest.mark.parametrize(
    ("way", "words"),
    [
        pytest.param("kill", "SIGKILL", id="killed"),
        pytest.param("exit", "exit code 3", id="ended"),
        pytest.param("memory", "--memory", id="out of memory"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_kills_its_process_is_set_aside_by_name(tmp_path, way, words, workers):
    done = outcomes(Poison("d7", tmp_path, way=way), workers=workers)
    failed = [outcome for outcome in done if outcome.failure]
    assert [outcome.source.id for outcome in done] == [f"d{n}" for n in range(40)]
    assert [outcome.source.id for outcome in failed] == ["d7"]
    stage, reason = failed[0].failure
    assert stage == "extract"
    assert reason.startswith("d7.txt: ")
    assert words in reason
    assert len(list(tmp_path.iterdir())) == ATTEMPTS


def test_a_document_that_takes_too_long_is_ended_and_not_tried_again(tmp_path):
    done = outcomes(Poison("d7", tmp_path, way="sleep"), seconds=0.5)
    assert [outcome.failure for outcome in done if outcome.failure] == [
        ("extract", "d7.txt: took more than 0.5 seconds; allow more with --seconds, or take it out")
    ]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_limit_counts_for_each_document_and_not_for_a_chunk():
    done = outcomes(Plain(pause=0.1), count=12, workers=1, seconds=0.6)
    assert [outcome.failure for outcome in done] == [None] * 12


def test_processes_killed_from_outside_are_made_up_for():
    with Pool(Plain(pause=0.02), 2) as pool:
        done = []
        for outcome in pool.outcomes(sources(60), [100] * 60):
            done.append(outcome)
            if len(done) in (5, 20):
                os.kill(pool._processes[0].process.pid, signal.SIGKILL)
    assert [outcome.source.id for outcome in done] == [f"d{n}" for n in range(60)]
    assert [outcome.failure for outcome in done if outcome.failure] == []


def test_a_process_gives_way_to_a_fresh_one(monkeypatch):
    monkeypatch.setattr(pool_module, "LIFE", 5)
    begun = []
    launch = Pool._launch
    monkeypatch.setattr(Pool, "_launch", lambda self: begun.append(1) or launch(self))
    assert len(outcomes(Plain(), workers=1)) == 40
    assert len(begun) > 2


def test_what_waits_is_bounded():
    with Pool(Plain(), 2) as pool:
        taken = pool.outcomes(sources(4000), [BYTES] * 4000)
        next(taken)
        for _ in range(50):
            pool._listen(0.01)
        assert len(pool._done) < 10


def test_processes_that_never_start_end_the_run_with_one_sentence():
    with pytest.raises(Problem, match="exit code 7"):
        outcomes(NeverStarts())


def test_a_worker_that_refuses_says_why():
    with pytest.raises(Problem, match="no such rule"):
        outcomes(Refuses())


def test_no_process_outlives_the_pool():
    with Pool(Plain(pause=0.05), 2) as pool:
        next(pool.outcomes(sources(20), [100] * 20))
        assert len(multiprocessing.active_children()) >= 2
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("sizes", "lengths"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([0, 0, 0], [3], id="empty files"),
        pytest.param([10 * BYTES] * 3, [1, 1, 1], id="large ones stand alone"),
        pytest.param([1] * (40 * MOST), [MOST] * 40, id="small ones go together"),
    ],
)
def test_chunks_are_of_about_the_same_size(sizes, lengths):
    chunks = list(cut(sizes, 1))
    assert [place for chunk in chunks for place in chunk] == list(range(len(sizes)))
    assert [len(chunk) for chunk in chunks] == lengths


@pytest.mark.skipif(not STATM.exists(), reason="no limit can be set here")
def test_a_document_gets_no_more_memory_than_it_may():
    with pytest.raises(MemoryError), limited(64):
        bytearray(500 * MEBI)
    assert len(bytearray(500 * MEBI)) == 500 * MEBI
    with limited(0):
        assert len(bytearray(500 * MEBI)) == 500 * MEBI
