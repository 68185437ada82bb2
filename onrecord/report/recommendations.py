"""Recommendations by stance, and a page for each."""

from itertools import groupby
from typing import Any

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.press import Press
from onrecord.tables.reading import Records
from onrecord.tables.records import EvidenceRow, RecommendationRow
from onrecord.tables.schema import COMMITMENTS, EVIDENCE, RECOMMENDATIONS

LINKED = """
JOIN links AS l ON l.commitment_id = t.commitment_id
WHERE l.recommendation_id = ? AND l.band = ?
ORDER BY t.published IS NULL, t.published, t.rowid"""

ANSWERS = tuple[Row, list[EvidenceRow]]


def write_recommendations(records: Records, press: Press) -> None:
    """Write ``recommendations.html``, and ``recommendations/ID.html`` for each."""
    every = list(records.read(RECOMMENDATIONS, "ORDER BY t.rowid"))
    reports = [(report, list(rows)) for report, rows in groupby(every, key=lambda row: row.report)]
    press.write("recommendations.html", "recommendations.html", reports=reports)
    for place, row in enumerate(every):
        before = every[place - 1] if place else None
        after = every[place + 1] if place + 1 < len(every) else None
        press.write(
            f"recommendations/{name_page(row.recommendation_id)}",
            "recommendation.html",
            row=row,
            before=before,
            after=after,
            **_find_answers(records, row),
        )


def _find_answers(records: Records, row: RecommendationRow) -> dict[str, Any]:
    answers = {
        band: [
            _explain(records, answer, row)
            for answer in records.read(COMMITMENTS, LINKED, row.recommendation_id, band)
        ]
        for band in ("accept", "review")
    }
    refusals = [answer for answer, _ in answers["accept"] if answer.stance == "declined"]
    return {"accepted": answers["accept"], "review": answers["review"], "refusals": refusals}


def _explain(records: Records, answer: Row, row: RecommendationRow) -> ANSWERS:
    pair = (answer.commitment_id, row.recommendation_id)
    rest = "WHERE t.commitment_id = ? AND t.recommendation_id = ? ORDER BY t.place"
    return answer, list(records.read(EVIDENCE, rest, *pair))
