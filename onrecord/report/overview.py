"""The first page: what was read, what was promised, what is due, refused, unanswered."""

from onrecord.report.press import Press
from onrecord.report.threads import STILL
from onrecord.report.wording import STANCES
from onrecord.tables.reading import Records
from onrecord.tables.schema import COMMITMENTS, DOCUMENTS, FAILURES, RECOMMENDATIONS

SHOWN = 8  # entries of a list before a link to all of them

COMING = "t.due > ? AND t.stance NOT IN ('declined', 'delivered')"

MOVES = "SELECT change, count(*) FROM threads WHERE change NOT IN (?, ?) GROUP BY change ORDER BY min(rowid)"


def write_overview(records: Records, press: Press) -> None:
    """Write ``index.html``."""
    as_of = press.facts.as_of.isoformat() if press.facts.as_of else ""
    counts = dict(records.ask("SELECT stance, count(*) FROM commitments GROUP BY stance"))
    [(coming,)] = records.ask(f"SELECT count(*) FROM commitments AS t WHERE {COMING}", as_of)
    press.write(
        "index.html",
        "index.html",
        counts=[(stance, counts.get(stance.id, 0)) for stance in STANCES],
        documents=list(records.read(DOCUMENTS, "ORDER BY t.published DESC, t.rowid LIMIT ?", SHOWN)),
        due=list(records.read(COMMITMENTS, f"WHERE {COMING} ORDER BY t.due, t.rowid LIMIT ?", as_of, SHOWN)),
        coming=coming,
        refused=list(
            records.read(COMMITMENTS, "WHERE t.stance = 'declined' ORDER BY t.rowid LIMIT ?", SHOWN)
        ),
        silent=list(records.read(RECOMMENDATIONS, "WHERE t.commitments = 0 ORDER BY t.rowid")),
        failures=list(records.read(FAILURES, "ORDER BY t.rowid")),
        moves=records.ask(MOVES, *STILL),
        shown=SHOWN,
    )
