"""The whole report, from the database of a run."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

from onrecord.report.bodies import write_bodies
from onrecord.report.commitments import write_commitments
from onrecord.report.deadlines import write_deadlines
from onrecord.report.dictionary import write_dictionary
from onrecord.report.facts import read_facts
from onrecord.report.overview import write_overview
from onrecord.report.press import HERE, Press
from onrecord.report.recommendations import write_recommendations
from onrecord.report.sources import write_sources
from onrecord.report.threads import write_threads
from onrecord.tables.reading import Records

# Commitments beyond which no report is made: a page each would be more files than a folder, a file
# share or a reader can bear. The database answers at any size.
MOST = 20_000

ASSETS = ("report.css", "report.js", "icon.svg")

PARTS: tuple[Callable[[Records, Press], None], ...] = (
    write_overview,
    write_recommendations,
    write_commitments,
    write_sources,
    write_deadlines,
    write_threads,
    write_bodies,
    write_dictionary,
)


def write_report(folder: Path) -> bool:
    """Make the report of the run whose ``onrecord.db`` lies in ``folder``, in ``folder/report``.

    The pages say nothing that the database does not hold, and no clock time: the same database gives
    the same bytes.

    Returns:
        False if there are more commitments than a report is made for: then nothing is written.
    """
    with Records(folder / "onrecord.db") as records:
        facts = read_facts(records)
        if facts.commitments > MOST:
            return False
        press = Press(folder / "report", facts)
        for write in PARTS:
            write(records, press)
    for name in ASSETS:
        copyfile(HERE / "assets" / name, press.folder / name)
    return True
