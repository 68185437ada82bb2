"""Text for PDFs that are pictures of pages, through OCRmyPDF where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models import Problem

COMMAND = "ocrmypdf"
SECONDS = 3600  # for one document: 300 dpi take some 3 to 5 seconds a page


@contextmanager
def with_text_layer(path: Path) -> Iterator[Path]:
    """A copy of a PDF in which pages without text have a text layer; gone when the block ends.

    Raises:
        Problem: OCRmyPDF is not installed, or could not read the pages.
    """
    if shutil.which(COMMAND) is None:
        raise Problem(
            f"{path.name}: its pages are pictures and {COMMAND} is not installed; install it and run again"
        )
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        copy = Path(folder) / path.name
        command = [
            COMMAND,
            "--skip-text",
            "--rotate-pages",
            "--quiet",
            "--output-type",
            "pdf",
            str(path),
            str(copy),
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise Problem(
                f"{path.name}: {COMMAND} took more than {SECONDS} seconds; split the file"
            ) from error
        if done.returncode or not copy.is_file():
            said = " ".join(done.stderr.split())[-200:]
            raise Problem(f"{path.name}: {COMMAND} could not read the pages ({said}); run it by hand")
        yield copy
