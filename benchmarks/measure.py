"""How a figure is taken: medians of several runs, and the memory of a process with its children."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.engine_keys import libraries

ROOT = Path(__file__).resolve().parent.parent
PAUSE = 0.05  # seconds between two looks at the memory
PAGE = os.sysconf("SC_PAGE_SIZE")
MEBI = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table.

    Attributes:
        group: What it belongs to.
        name: What was measured.
        value: Median of the runs.
        unit: Its unit.
        low: Least of the runs.
        high: Greatest of the runs.
        note: How it was measured, or what it stands beside.
    """

    group: str
    name: str
    value: float
    unit: str
    low: float
    high: float
    note: str = ""


def make_figure(group: str, name: str, values: Sequence[float], unit: str, note: str = "") -> Figure:
    """A figure from what several runs gave."""
    return Figure(
        group=group,
        name=name,
        value=statistics.median(values),
        unit=unit,
        low=min(values),
        high=max(values),
        note=note,
    )


def time_rates(work: Callable[[], object], amount: float, runs: int) -> list[float]:
    """Amount a second of processor time, for each of several runs after a first that only warms.

    Processor time of this process, and not the clock's, so that what else the machine does counts less.
    """
    work()
    rates = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        rates.append(amount / (time.process_time() - begun))
    return rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one process of the program took: seconds by the clock, and mebibytes with its children."""

    seconds: float
    memory: float


def run_program(*arguments: str) -> Ran:
    """Run onrecord in a process of its own.

    Raises:
        RuntimeError: It did not end well.
    """
    begun, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(PAUSE)
    seconds = time.perf_counter() - begun
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{arguments}: ended with {process.returncode}: {errors.decode()[-500:]}")
    return Ran(seconds=seconds, memory=peak / MEBI)


def _memory(root: int) -> int:
    """Bytes that a process and all its descendants hold in memory; shared pages count for each."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            parents.setdefault(parent, []).append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        total += _resident(process)
        waiting += parents.get(process, [])
    return total


def _parent(entry: Path) -> int | None:
    try:
        return int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return None


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def describe_machine() -> dict[str, object]:
    """What the figures were taken on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * PAGE / 2**30),
        "load_before": round(os.getloadavg()[0], 2),
        "versions": libraries(),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
