"""Documents a second by reader, and PDF pages beside plain pdfplumber."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber

from benchmarks.measure import Figure, make_figure, time_rates
from extract.readers import read_file
from models import Source
from tests import rendering

TEXT = "progress-update-2025-04-09"
PAGES = {
    "html": rendering.as_govuk_page,
    "news html": rendering.as_news_page,
    "markdown": rendering.as_markdown,
}
FILES = {"docx": rendering.save_docx, "odt": rendering.save_odt, "pdf": rendering.save_pdf}
SUFFIXES = {"html": ".html", "news html": ".html", "markdown": ".md"}


def measure_readers(folder: Path, runs: int) -> Iterator[Figure]:
    """One document of 9,000 words in each format."""
    folder.mkdir(parents=True, exist_ok=True)
    files = dict(_write(folder))
    for name, path in files.items():
        source = Source(id=name, file=path.name, title=name)
        rates = time_rates(_reading(path, source), 1, runs)
        yield make_figure("documents a second by reader", name, rates, "documents/s", "the progress update")
    yield from _pages(files["pdf"], runs)


def _write(folder: Path) -> Iterator[tuple[str, Path]]:
    blocks = rendering.printed_blocks(TEXT)
    text = rendering.CORPUS / f"{TEXT}.txt"
    yield "plain text", text
    for name, dress in PAGES.items():
        path = folder / f"{name.replace(' ', '-')}{SUFFIXES[name]}"
        path.write_bytes(dress(blocks))
        yield name, path
    for name, save in FILES.items():
        path = folder / f"update.{name}"
        save(blocks, path)
        yield name, path


def _reading(path: Path, source: Source) -> Callable[[], object]:
    return lambda: read_file(path, source)


def _pages(path: Path, runs: int) -> Iterator[Figure]:
    with pdfplumber.open(path) as book:
        count = len(book.pages)
    ours = time_rates(_reading(path, Source(id="d", file=path.name, title="d")), count, runs)
    theirs = time_rates(lambda: _extract_text(path), count, runs)
    group = "PDF pages a second"
    yield make_figure(group, "onrecord, page and box of every line", ours, "pages/s")
    yield make_figure(group, "pdfplumber.extract_text", theirs, "pages/s", "text alone")


def _extract_text(path: Path) -> None:
    with pdfplumber.open(path) as book:
        for page in book.pages:
            page.extract_text()
            page.close()
