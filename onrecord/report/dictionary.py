"""The page that says what every column of every table means, from the records' own docstrings."""

from onrecord.report.press import Press
from onrecord.tables.cells import APOSTROPHE_NOTE
from onrecord.tables.reading import Records
from onrecord.tables.schema import CSV_TABLES, DATABASE_TABLES
from onrecord.tables.views import MEANINGS

OTHERS = {
    "due.ics": "What falls due, for a calendar program.",
    "review.csv": "What deserves a look, least certain first.",
    "annotations.jsonld": "Every row as a web annotation of its source.",
}
"""Files that a run may write beside its tables."""


def write_dictionary(records: Records, press: Press) -> None:
    """Write ``columns.html``."""
    press.write(
        "columns.html",
        "columns.html",
        tables=DATABASE_TABLES,
        others={name: words for name, words in OTHERS.items() if (press.folder.parent / name).is_file()},
        in_csv={table.name for table in CSV_TABLES},
        views=MEANINGS,
        note=APOSTROPHE_NOTE,
    )
