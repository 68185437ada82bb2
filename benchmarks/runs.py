"""Whole runs in processes of their own: start, cold, warm, one document changed, workers, memory."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.documents import write_documents
from benchmarks.measure import Figure, Ran, make_figure, run_program

LARGE = 10_000
USUAL = 1_000
FEW = 100


def measure_start(folder: Path, runs: int) -> Iterator[Figure]:
    """What a user waits for before anything is done."""
    write_documents(folder / "one", 1)
    help_ = [run_program("--help") for _ in range(runs)]
    one = []
    for _ in range(runs):
        _clear(folder / "out")
        one.append(_run(folder / "one", folder / "out", "--no-cache"))
    yield make_figure("start", "--help", [ran.seconds for ran in help_], "s")
    yield make_figure("start", "a run of one document", [ran.seconds for ran in one], "s")


def measure_runs(folder: Path, count: int, runs: int) -> Iterator[Figure]:
    """Cold, unchanged, one document changed, and tables anew from the cache."""
    corpus, out, cache = folder / f"made-{count}", folder / "out", folder / "cache"
    words = write_documents(corpus, count)
    taken: dict[str, list[Ran]] = {}
    for _ in range(runs):
        _clear(out, cache)
        taken.setdefault("cold", []).append(_run(corpus, out, "--cache", str(cache)))
        taken.setdefault("unchanged", []).append(_run(corpus, out, "--cache", str(cache)))
        _change_one(corpus)
        taken.setdefault("one document changed", []).append(_run(corpus, out, "--cache", str(cache)))
        _clear(out)
        taken.setdefault("outputs anew, all kept", []).append(_run(corpus, out, "--cache", str(cache)))
    group = f"a run of {count:,} documents, {words:,} words"
    for name, ran in taken.items():
        yield make_figure(group, name, [each.seconds for each in ran], "s")
    yield make_figure(group, "peak memory, cold", [each.memory for each in taken["cold"]], "MiB", MEMORY)


MEMORY = "all processes together, shared pages counted for each"


def measure_workers(folder: Path, runs: int) -> Iterator[Figure]:
    """The same documents with one worker and with two."""
    corpus, out = folder / f"made-{USUAL}", folder / "out"
    write_documents(corpus, USUAL)
    for workers in (1, 2):
        taken = []
        for _ in range(runs):
            _clear(out)
            taken.append(_run(corpus, out, "--no-cache", "--workers", str(workers)).seconds)
        yield make_figure("workers", f"{workers}, {USUAL:,} documents", taken, "s")


def measure_growth(folder: Path, runs: int) -> Iterator[Figure]:
    """Peak memory as the documents grow tenfold."""
    for count in (FEW, USUAL):
        corpus, out = folder / f"made-{count}", folder / "out"
        write_documents(corpus, count)
        taken = []
        for _ in range(runs):
            _clear(out)
            taken.append(_run(corpus, out, "--no-cache").memory)
        yield make_figure("peak memory", f"{count:,} documents", taken, "MiB", MEMORY)


def measure_dask(folder: Path, runs: int) -> Iterator[Figure]:
    """What a cluster of this machine costs beside plain processes, a document."""
    if find_spec("distributed") is None:
        return
    corpus, out = folder / f"made-{USUAL}", folder / "out"
    write_documents(corpus, USUAL)
    extra = []
    for _ in range(runs):
        _clear(out)
        plain = _run(corpus, out, "--no-cache", "--workers", "2").seconds
        _clear(out)
        dask = _run(corpus, out, "--no-cache", "--workers", "2", "--engine", "dask").seconds
        extra.append(1000 * (dask - plain) / USUAL)
    yield make_figure("Dask", "more than plain processes", extra, "ms/document", "its start shared out")


def _run(corpus: Path, out: Path, *settings: str) -> Ran:
    return run_program("run", str(corpus), "--out", str(out), *settings)


def _clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _change_one(corpus: Path) -> None:
    with sorted(corpus.glob("*.txt"))[0].open("a", encoding="utf-8") as file:
        file.write("\n\nThe Government will publish a further plan by May 2026.\n")
