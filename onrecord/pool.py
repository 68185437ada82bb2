"""Worker processes, any of which a document may kill: the run goes on without that document."""

import multiprocessing
import signal
import time
import traceback
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from models import Problem, Source
from onrecord.engine_chunks import cut
from onrecord.worker import Job, Outcome, Worker

ATTEMPTS = 3  # times that a document may end its process before it is set aside
AHEAD = 4  # chunks a worker that may be in hand or wait for an earlier one: bounds what is held in memory
LIFE = 2_000  # documents after which a process gives way to a fresh one; its word tables only ever grow
PATIENCE = 5.0  # seconds that a process has to end by itself
LOADED = ["extract.extractor", "extract.readers", "link.linker", "onrecord.worker"]

Do = Callable[[Source, Callable[[str], None]], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a process of the pool begins: what it makes its worker from, before its first document."""

    job: Job

    def __call__(self) -> Do:
        """A worker's way to do a document."""
        return Worker(self.job).do


@dataclass(slots=True)
class _Process:
    """One process, and the documents that it has been handed.

    Attributes:
        process: The process.
        pipe: Our end of the pipe to it.
        todo: Places of the documents in hand; the first is the one being done.
        since: When that one was begun, on the monotonic clock; infinite before the process is ready.
        stage: What is being done with it.
        served: Documents done.
        slow: True when it was ended because a document took too long.
        full: True when it ended itself for want of memory.
    """

    process: Any
    pipe: "Connection[Any, Any]"
    todo: deque[int] = field(default_factory=deque)
    since: float = float("inf")
    stage: str = "read"
    served: int = 0
    slow: bool = False
    full: bool = False


class Pool:
    """Does documents in several processes, and gives the outcomes in the order of the documents.

    Example:
        with Pool(Start(job=job), workers=2, seconds=300) as pool:
            for outcome in pool.outcomes(sources, sizes):
                ...
    """

    def __init__(self, start: Callable[[], Do], workers: int, seconds: float = 0) -> None:
        """Take how to start; the processes start with the first document.

        Args:
            start: Called in each process for what does its documents; must be picklable.
            workers: Number of processes.
            seconds: Time limit of a document; 0 for none.
        """
        self._start = start
        self._workers = workers
        self._seconds = seconds
        # A server that forks has no threads and no open files of ours, so that its children start clean.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(LOADED)
        self._processes: list[_Process] = []
        self._false_starts = 0

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.process.kill()
        for process in self._processes:
            process.process.join(PATIENCE)
            process.pipe.close()
        self._processes.clear()

    def outcomes(self, sources: Sequence[Source], sizes: Sequence[int]) -> Iterator[Outcome]:
        """The outcome of every document, in order; one that cannot be done is a failure by name.

        Args:
            sources: The documents.
            sizes: Bytes of each document's file, by which the work is dealt out.

        Raises:
            Problem: The processes cannot even start.
        """
        self._sources = sources
        self._chunks = deque(cut(sizes, self._workers))
        self._done: dict[int, Outcome] = {}
        self._tries: dict[int, int] = {}
        self._heads = [chunk[0] for chunk in self._chunks]
        for place in range(len(sources)):
            while place not in self._done:
                self._hand_out(place)
                self._listen(self._patience())
            yield self._done.pop(place)
            self._hand_out(place + 1)
            self._listen(0)

    def _hand_out(self, place: int) -> None:
        """Give chunks to idle processes, but none that lies far ahead of the document waited for."""
        while self._chunks and self._is_near(self._chunks[0][0], place):
            idle = next((each for each in self._processes if not each.todo), None)
            if idle is None and len(self._processes) == self._workers:
                return
            if idle is not None and idle.served >= LIFE:
                self._retire(idle)
                idle = None
            if idle is None:
                idle = self._launch()
            self._send(idle, self._chunks.popleft())

    def _is_near(self, first: int, place: int) -> bool:
        ahead = bisect_right(self._heads, first) - bisect_right(self._heads, place)
        return ahead < AHEAD * self._workers

    def _launch(self) -> _Process:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._start), daemon=True)
        process.start()
        theirs.close()
        launched = _Process(process, ours)
        self._processes.append(launched)
        return launched

    def _send(self, to: _Process, chunk: Sequence[int]) -> None:
        """An idle process listens, so that sending never waits for one that waits for us."""
        to.todo.extend(chunk)
        to.since = time.monotonic() if to.since < float("inf") else to.since
        with suppress(OSError):  # it has just died, which listening to it will show
            to.pipe.send([self._sources[place] for place in chunk])

    def _retire(self, process: _Process) -> None:
        process.pipe.close()
        process.process.join(PATIENCE)
        process.process.kill()
        self._processes.remove(process)

    def _patience(self) -> float | None:
        """Seconds until the next document has had its time; ``None`` for ever."""
        begun = min((each.since for each in self._processes if each.todo), default=float("inf"))
        if not self._seconds or begun == float("inf"):
            return None
        return max(0.0, begun + self._seconds - time.monotonic())

    def _listen(self, timeout: float | None) -> None:
        """Take what the processes say; bury the dead; end those that take too long."""
        speaking = {id(pipe) for pipe in wait([each.pipe for each in self._processes], timeout)}
        for each in list(self._processes):
            if id(each.pipe) in speaking:
                self._hear(each)
            elif each.todo and self._seconds and time.monotonic() - each.since > self._seconds:
                each.slow = True
                each.process.kill()
                self._bury(each)

    def _hear(self, process: _Process) -> None:
        try:
            while process.pipe.poll():
                self._take(process, *process.pipe.recv())
        except (EOFError, OSError):
            self._bury(process)

    def _take(self, process: _Process, kind: str, content: Any) -> None:
        if kind == "done":
            self._done[process.todo.popleft()] = content
            process.served += 1
            process.since = time.monotonic()
        elif kind == "stage":
            process.stage = content
        elif kind == "ready":
            self._false_starts = 0
            process.since = time.monotonic()
        elif kind == "memory":
            process.full = True
        else:
            raise content

    def _bury(self, dead: _Process) -> None:
        """Deal the documents of a dead process out again, the one that was in hand by itself."""
        dead.process.join(PATIENCE)
        self._processes.remove(dead)
        dead.pipe.close()
        begun = dead.since < float("inf")
        if not begun:
            self._count_false_start(dead)
        suspect = [dead.todo.popleft()] if dead.todo and begun else []
        if dead.todo:
            self._chunks.appendleft(list(dead.todo))
        for place in suspect:
            self._tries[place] = self._tries.get(place, 0) + 1
            if dead.slow or self._tries[place] == ATTEMPTS:
                self._done[place] = self._set_aside(dead, self._sources[place])
            else:
                self._chunks.appendleft([place])

    def _count_false_start(self, dead: _Process) -> None:
        self._false_starts += 1
        if self._false_starts == ATTEMPTS:
            raise Problem(
                f"workers: {ATTEMPTS} processes ended before their first document "
                f"({_cause(dead.process.exitcode)}); free some memory, or use fewer with --workers"
            )

    def _set_aside(self, dead: _Process, source: Source) -> Outcome:
        if dead.slow:
            reason = f"took more than {self._seconds:g} seconds; allow more with --seconds, or take it out"
        elif dead.full:
            reason = "needs more memory than a document may have; allow more with --memory, or take it out"
        else:
            cause = _cause(dead.process.exitcode)
            reason = f"ended its process {ATTEMPTS} times ({cause}); take it out, or save its text alone"
        return Outcome(source=source, failure=(dead.stage, f"{source.file}: {reason}"))


def _cause(code: int | None) -> str:
    """How a process ended, in a word."""
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"


def _serve(pipe: "Connection[Any, Any]", start: Callable[[], Do]) -> None:
    """Do documents until the other end is closed, by the run's end or by its death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the run to answer
    with suppress(EOFError, OSError):
        try:
            do = start()
            pipe.send(("ready", None))
            while True:
                for source in pipe.recv():
                    pipe.send(("done", do(source, lambda stage: pipe.send(("stage", stage)))))
        except MemoryError:
            pipe.send(("memory", None))
        except Problem as problem:
            pipe.send(("broken", problem))
        except (EOFError, OSError):
            raise
        except Exception:  # a mistake of ours; the traceback would be lost with the process
            pipe.send(("broken", RuntimeError(traceback.format_exc())))
