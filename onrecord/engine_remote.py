"""Documents that lie elsewhere: at any address that fsspec reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from models import Problem

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


def is_address(place: str) -> bool:
    """Is it an address, such as ``s3://bucket/folder``, and not a folder of this machine?"""
    return "://" in place


@contextmanager
def local_copy(address: str) -> Iterator[Path]:
    """A copy of a folder that lies elsewhere, for as long as it is needed.

    Raises:
        Problem: fsspec is not installed, or there is no such folder.
    """
    files, root = open_address(address)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        copy = Path(folder) / (PurePosixPath(root).name or "corpus")
        try:
            names = files.find(root)
            for name in names:
                path = copy / PurePosixPath(name).relative_to(root)
                path.parent.mkdir(parents=True, exist_ok=True)
                files.get_file(name, str(path))
        except OSError as error:
            raise Problem(
                f"{address}: cannot be read ({error}); check the address and your rights"
            ) from error
        if not names:
            raise Problem(f"{address}: no such folder; give the one that holds the documents")
        yield copy


def fetch(address: str, file: str, folder: Path) -> None:
    """Copy one file of a folder that lies elsewhere.

    Raises:
        OSError: It cannot be read.
    """
    files, root = open_address(address)
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    files.get_file(f"{root}/{file}", str(path))


def open_address(address: str) -> tuple["AbstractFileSystem", str]:
    """The file system that an address names, and the path in it.

    Raises:
        Problem: fsspec, or what it needs for such an address, is not installed.
    """
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise Problem(
            f"{address}: cannot be read ({error}); run: pip install 'onrecord[dask]' and what it names"
        ) from error
    return files, str(root).rstrip("/")
