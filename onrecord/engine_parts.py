"""Commitments as partitioned Parquet: a file a chunk, each written once however often its task is tried."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.engine_remote import open_address
from onrecord.worker import Outcome


def write_part(address: str, number: int, outcomes: Sequence[Outcome]) -> None:
    """Write the commitments of one chunk; a second try puts the same file in the place of the first.

    The columns are those of ``commitments.parquet``, with nothing that only the whole run can tell:
    what repeats an earlier document, and what a person has decided.

    Args:
        address: Folder, at any address of fsspec.
        number: Place of the chunk.
        outcomes: Of its documents.
    """
    from onrecord.tables.parquet import ParquetFile
    from onrecord.tables.rows import make_row
    from onrecord.tables.schema import COMMITMENTS

    files, root = open_address(address)
    draft = f"{root}/.{name_part(number)}.{uuid.uuid4().hex}"
    with TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "part"
        part = ParquetFile(path, COMMITMENTS)
        for outcome in outcomes:
            for commitment, links in zip(outcome.commitments, outcome.links, strict=True):
                part.add(make_row(outcome.source, commitment, links, ""))
        part.close()
        files.makedirs(root, exist_ok=True)
        files.put_file(str(path), draft)
    files.mv(draft, f"{root}/{name_part(number)}")


def remove_parts(address: str, count: int) -> None:
    """Remove the parts that only an earlier run, of more chunks, has written."""
    files, root = open_address(address)
    kept = {name_part(number) for number in range(count)}
    for name in files.glob(f"{root}/part-*.parquet"):
        if name.rpartition("/")[2] not in kept:
            files.rm_file(name)


def name_part(number: int) -> str:
    """Name of a part's file; the names are in the order of the documents."""
    return f"part-{number:06}.parquet"
