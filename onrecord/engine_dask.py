"""The same work on a Dask cluster: an optional extra, `onrecord[dask]`.

A task is a chunk of documents. A worker that dies is made up for by Dask; a chunk that has ended several
workers is done again one document a task, and a document that ends its worker even then is set aside.
"""

import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from models import Problem, Source
from onrecord.engine_chunks import cut
from onrecord.engine_parts import remove_parts, write_part
from onrecord.engine_remote import fetch
from onrecord.pool import AHEAD, ATTEMPTS
from onrecord.worker import Job, Outcome, Worker

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10  # seconds in which a scheduler has to answer
OVERDUE = 75  # exit code of a worker whose document took too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What all tasks of a run share.

    Attributes:
        job: The job; its folder is one that every worker can read, unless there are inputs.
        inputs: Where the documents are read instead: any address of fsspec, or empty.
        parts: Where the commitments of each chunk are written as Parquet, or empty.
        seconds: Time limit of a document; 0 for none.
    """

    job: Job
    inputs: str = ""
    parts: str = ""
    seconds: float = 0


@contextmanager
def open_cluster(address: str, workers: int) -> Iterator["Cluster"]:
    """A cluster by its scheduler's address, or one of this machine with that many workers.

    Raises:
        Problem: Dask is not installed, or no scheduler answers.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise Problem("--engine dask: Dask is not installed; run: pip install 'onrecord[dask]'") from error
    dask.config.set({"distributed.scheduler.allowed-failures": ATTEMPTS - 1})
    if address != "local":
        try:
            client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise Problem(
                f"{address}: no Dask scheduler answers there; start one with: dask scheduler"
            ) from error
        with client:
            yield Cluster(client)
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=0,
            silence_logs="CRITICAL",
        ) as cluster,
        Client(cluster) as client,
    ):
        yield Cluster(client)


class Cluster:
    """Does documents on a cluster, and gives the outcomes in the order of the documents."""

    def __init__(self, client: "Client") -> None:
        """Take a client that is connected."""
        self._client = client

    def outcomes(self, task: Task, sources: Sequence[Source], sizes: Sequence[int]) -> Iterator[Outcome]:
        """The outcome of every document, in order.

        Args:
            task: What is to be done.
            sources: The documents.
            sizes: Bytes of each document's file.
        """
        workers = max(1, sum(self._client.ncores().values()))
        chunks = [[sources[place] for place in chunk] for chunk in cut(sizes, workers)]
        futures: deque[Future] = deque()
        for number, chunk in enumerate(chunks):
            for further in range(number + len(futures), min(len(chunks), number + AHEAD * workers)):
                futures.append(self._submit(task, further, chunks[further]))
            yield from self._take(task, number, chunk, futures.popleft())
        if task.parts:
            remove_parts(task.parts, len(chunks))

    def _submit(self, task: Task, number: int | None, chunk: Sequence[Source]) -> "Future":
        return self._client.submit(do_chunk, task, number, chunk, pure=False)

    def _take(self, task: Task, number: int, chunk: Sequence[Source], future: "Future") -> list[Outcome]:
        from distributed import KilledWorker

        try:
            outcomes: list[Outcome] = future.result()
        except KilledWorker:
            outcomes = self._one_by_one(task, chunk)
            if task.parts:
                self._client.submit(write_part, task.parts, number, outcomes, pure=False).result()
        return outcomes

    def _one_by_one(self, task: Task, chunk: Sequence[Source]) -> list[Outcome]:
        """Do the documents of a chunk in tasks of their own, one after the other.

        One at a time, so that Dask cannot blame a document for what its neighbour did.
        """
        from distributed import KilledWorker

        outcomes: list[Outcome] = []
        for source in chunk:
            try:
                outcomes += self._submit(task, None, [source]).result()
            except KilledWorker:
                limit = f", or took more than {task.seconds:g} seconds" if task.seconds else ""
                reason = f"{source.file}: ended its worker {ATTEMPTS} times{limit}; take it out of the corpus"
                outcomes.append(Outcome(source=source, failure=("read", reason)))
        return outcomes


def do_chunk(task: Task, number: int | None, sources: Sequence[Source]) -> list[Outcome]:
    """Do a chunk on a worker, and write its part if it is to have one."""
    with _BUSY:
        outcomes = [_do(task, source) for source in sources]
    if task.parts and number is not None:
        write_part(task.parts, number, outcomes)
    return outcomes


_BUSY = threading.Lock()  # one document a process, whatever the number of its threads


def _do(task: Task, source: Source) -> Outcome:
    with TemporaryDirectory(prefix="onrecord-") as folder, ended_after(task.seconds):
        if task.inputs:
            fetch(task.inputs, source.file, Path(folder))
        worker = _worker(task.job)
        try:
            return worker.do(source, folder=Path(folder) if task.inputs else None)
        except MemoryError:
            reason = "needs more memory than a document may have; allow more with --memory, or take it out"
            return Outcome(source=source, failure=("extract", f"{source.file}: {reason}"))


@lru_cache(maxsize=1)
def _worker(job: Job) -> Worker:
    return Worker(job)


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End this process if what is done inside takes longer; 0 for no limit."""
    if not seconds:
        yield
        return
    timer = threading.Timer(seconds, os._exit, (OVERDUE,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
