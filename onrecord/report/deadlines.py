"""When things fall due: a chart of the days that the words name, and the promises that name none."""

from onrecord.report.chart import make_chart
from onrecord.report.press import Press
from onrecord.tables.reading import Records
from onrecord.tables.schema import COMMITMENTS

# Bars of one chart; more are no picture. The table below the chart has every row.
MOST_BARS = 200

DATED = "WHERE t.date_to IS NOT NULL ORDER BY coalesce(t.due, t.date_to), t.date_from, t.rowid"
UNDATED = "WHERE t.date_to IS NULL AND t.when_text IS NOT NULL AND t.relation {} 'event' ORDER BY t.rowid"


def write_deadlines(records: Records, press: Press) -> None:
    """Write ``time.html``."""
    dated = list(records.read(COMMITMENTS, DATED))
    as_of = press.facts.as_of
    coming = [row for row in dated if as_of is None or (row.due or row.date_to) > as_of]
    charted = dated if len(dated) <= MOST_BARS else coming[:MOST_BARS]
    press.write(
        "time.html",
        "time.html",
        chart=make_chart(charted, as_of) if charted else None,
        charted=len(charted),
        dated=dated,
        vague=list(records.read(COMMITMENTS, UNDATED.format("<>"))),
        events=list(records.read(COMMITMENTS, UNDATED.format("="))),
    )
