"""Who does the documents of a run: processes of this machine, or a cluster."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.corpus import Corpus
from models import Catalogue
from onrecord.engine_keys import Keys
from onrecord.pool import Pool, Start
from onrecord.worker import Job, Outcome

LOCAL = "local"  # instead of a scheduler's address: a cluster of this machine
SECONDS = 300  # of work on one document: a PDF of 3,000 pages takes about as long
MEMORY = 2048  # mebibytes beyond the warm pipeline: a hundred times what a PDF of 500 pages takes
SMALL = 200_000  # bytes of text a further process must have to do, to be worth the second it takes to start


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run is done; nothing of it changes what is found.

    Attributes:
        workers: Processes to use; 0 for as many as the cores and the work deserve.
        seconds: Time limit of one document; 0 for none.
        memory: Mebibytes that one document may take beyond the warm pipeline; 0 for no limit.
        cache: Folder of what was worked out before; ``None`` to keep nothing.
        cluster: Address of a Dask scheduler, or ``local`` for a cluster of this machine; empty for none.
        inputs: Where a cluster reads the documents, if not in the corpus folder: any address of fsspec.
        parts: Where a cluster writes the commitments as Parquet, a file a chunk: any address of fsspec,
            or empty for nowhere.
    """

    workers: int = 0
    seconds: float = SECONDS
    memory: int = MEMORY
    cache: Path | None = None
    cluster: str = ""
    inputs: str = ""
    parts: str = ""


@contextmanager
def open_engine(
    corpus: Corpus, catalogues: Sequence[Catalogue], keys: Keys, settings: Settings
) -> Iterator[Iterator[Outcome]]:
    """The outcomes of all documents of a corpus, in its order.

    Raises:
        Problem: No process can be started, or there is no such cluster.
    """
    job = Job(
        folder=corpus.folder.resolve(),
        catalogues=tuple(catalogues),
        keys=keys,
        cache=settings.cache,
        memory=settings.memory,
    )
    sizes = [(corpus.folder / source.file).stat().st_size for source in corpus.sources]
    workers = settings.workers or count_workers(sizes)
    if settings.cluster:
        from onrecord.engine_dask import Task, open_cluster

        task = Task(job=job, inputs=settings.inputs, parts=settings.parts, seconds=settings.seconds)
        with open_cluster(settings.cluster, workers) as cluster:
            yield cluster.outcomes(task, corpus.sources, sizes)
        return
    with Pool(Start(job=job), workers, settings.seconds) as pool:
        yield pool.outcomes(corpus.sources, sizes)


def count_workers(sizes: Sequence[int]) -> int:
    """As many processes as the cores and the work deserve."""
    import os

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, sum(sizes) // SMALL))
