"""The page that says what every column of every table means, from the records' own docstrings."""

from onrecord.report.press import Press
from onrecord.tables.cells import APOSTROPHE_NOTE
from onrecord.tables.reading import Records
from onrecord.tables.schema import CSV_TABLES, DATABASE_TABLES
from onrecord.tables.views import MEANINGS


def write_dictionary(records: Records, press: Press) -> None:
    """Write ``columns.html``."""
    press.write(
        "columns.html",
        "columns.html",
        tables=DATABASE_TABLES,
        in_csv={table.name for table in CSV_TABLES},
        views=MEANINGS,
        note=APOSTROPHE_NOTE,
    )
