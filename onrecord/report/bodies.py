"""Who owes what: all bodies, and a page for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.press import Press
from onrecord.report.wording import STANCES
from onrecord.tables.reading import Records
from onrecord.tables.schema import COMMITMENTS

COUNTS = """
SELECT b.body, b.role, c.stance, count(*),
       min(CASE WHEN c.due > ? AND c.stance NOT IN ('declined', 'delivered') THEN c.due END)
FROM commitment_bodies AS b JOIN commitments AS c ON c.commitment_id = b.commitment_id
GROUP BY b.body, b.role, c.stance"""

PART = """
JOIN commitment_bodies AS b ON b.commitment_id = t.commitment_id
WHERE b.body = ? AND b.role = ?
ORDER BY t.due IS NULL, t.due, t.published, t.rowid"""


@dataclass(slots=True)
class Share:
    """A body's part in the commitments.

    Attributes:
        body: Canonical name.
        stances: Commitments for which it has to act, by stance.
        partner: Commitments in which it has another part.
        next_due: The next day on which one of its open promises falls due; ``None`` if none does.
    """

    body: str
    stances: dict[str, int]
    partner: int = 0
    next_due: date | None = None

    @property
    def total(self) -> int:
        """Commitments for which it has to act."""
        return sum(self.stances.values())


def write_bodies(records: Records, press: Press) -> None:
    """Write ``bodies.html``, and ``bodies/NAME.html`` for each."""
    as_of = press.facts.as_of.isoformat() if press.facts.as_of else ""
    shares = count_shares(records.ask(COUNTS, as_of))
    most = max((share.total for share in shares), default=1) or 1
    press.write("bodies.html", "bodies.html", shares=shares, most=most)
    for share in shares:
        parts = _find_parts(records, press, share)
        press.write(f"bodies/{name_page(share.body)}", "body.html", share=share, **parts)


def count_shares(counted: Iterable[tuple[Any, ...]]) -> list[Share]:
    """The shares, those who have most to do first."""
    shares: dict[str, Share] = {}
    for body, role, stance, number, due in counted:
        share = shares.setdefault(body, Share(body, dict.fromkeys((s.id for s in STANCES), 0)))
        if role == "partner":
            share.partner += number
            continue
        share.stances[stance] += number
        if due:
            share.next_due = min(share.next_due or date.max, date.fromisoformat(due))
    return sorted(shares.values(), key=lambda share: (-share.total, -share.partner, share.body))


def _find_parts(records: Records, press: Press, share: Share) -> dict[str, list[Row]]:
    owed = list(records.read(COMMITMENTS, PART, share.body, "responsible"))
    as_of = press.facts.as_of
    open_rows = [row for row in owed if row.stance not in ("declined", "delivered")]
    coming = [row for row in open_rows if row.due and (as_of is None or row.due > as_of)]
    passed = [row for row in open_rows if row.due and as_of and row.due <= as_of]
    return {
        "coming": coming,
        "passed": passed,
        "undated": [row for row in open_rows if not row.due],
        "closed": [row for row in owed if row.stance in ("declined", "delivered")],
        "partner": list(records.read(COMMITMENTS, PART, share.body, "partner")),
    }
