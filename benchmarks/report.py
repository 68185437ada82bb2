"""The report of 200 documents and some 5,000 commitments: time to make, size on disk, time to first filter.

Alone: `python -m benchmarks.report`.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.documents import write_documents
from benchmarks.measure import MEBI, Figure, make_figure, run_program
from onrecord.report.facts import read_facts
from onrecord.report.site import write_report
from onrecord.tables.reading import Records

DOCUMENTS = 200
WORDS = 1_330  # median of a document; the whole then holds some 5,000 commitments
RUNS = 3
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# In the page: from a new filter in the address to the rows that it leaves, drawn.
FILTER = """words => new Promise(done => {
  const begun = performance.now();
  const drawn = () => requestAnimationFrame(() => done(performance.now() - begun));
  addEventListener("hashchange", drawn, { once: true });
  location.hash = `#q=${words}`;
})"""


def measure_report(folder: Path, runs: int) -> Iterator[Figure]:
    """Make a report several times, weigh it, and look for words in its table with a browser."""
    out = folder / "out"
    write_documents(folder / "corpus", DOCUMENTS, words=WORDS)
    run_program("run", str(folder / "corpus"), "--out", str(out))
    with Records(out / "onrecord.db") as records:
        facts = read_facts(records)
    note = f"{facts.documents:,} documents, {facts.commitments:,} commitments"
    yield make_figure("report", "time to make", [_time_making(folder, out) for _ in range(runs)], "s", note)
    files = [path.stat().st_size for path in (out / "report").rglob("*") if path.is_file()]
    yield make_figure("report", "size", [sum(files) / MEBI], "MiB", f"{len(files):,} files")
    table = (out / "report" / "commitments.html").stat().st_size / MEBI
    yield make_figure("report", "size of the page with the table", [table], "MiB")
    yield from _measure_browser(out / "report" / "commitments.html", runs)


def _time_making(folder: Path, out: Path) -> float:
    again = folder / "again"
    shutil.rmtree(again, ignore_errors=True)
    again.mkdir()
    shutil.copyfile(out / "onrecord.db", again / "onrecord.db")
    begun = time.perf_counter()
    write_report(again)
    return time.perf_counter() - begun


def _measure_browser(page: Path, runs: int) -> Iterator[Figure]:
    path = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        print("report: no Chromium or no playwright, so no time to first filter", file=sys.stderr)
        return
    opened, first, later = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for _ in range(runs):
            tab = browser.new_page()
            begun = time.perf_counter()
            tab.goto(page.as_uri())
            tab.locator("#results tbody tr").first.wait_for()
            opened.append(time.perf_counter() - begun)
            first.append(opened[-1] + tab.evaluate(FILTER, "mandatory report") / 1000)
            later.append(tab.evaluate(FILTER, "police") / 1000)
            tab.close()
        browser.close()
    yield make_figure("report", "open the table", opened, "s", "from the address to the first rows")
    yield make_figure(
        "report", "time to first filter", first, "s", "from the address to the rows that words leave"
    )
    yield make_figure(
        "report", "a later filter", later, "s", "from the new words to the rows that they leave"
    )


def main() -> int:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        for figure in measure_report(Path(folder), RUNS):
            bounds = f"({figure.low:.2f} to {figure.high:.2f})"
            print(f"{figure.name}: {figure.value:.2f} {figure.unit} {bounds} {figure.note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
