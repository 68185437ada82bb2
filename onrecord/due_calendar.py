"""Due dates as a calendar file that a calendar program opens."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from models import Row
from onrecord.due import is_due

CALENDAR = "due.ics"
MAKER = "-//onrecord//due dates//EN"
LONGEST = 120  # characters of a summary; a calendar shows one line
UNKNOWN = date(1970, 1, 1)  # stands for an unknown day of publication: a calendar needs a stamp


def write_calendar(rows: Iterable[Row], path: Path) -> int:
    """Write an all-day event for each row that falls due; gives how many there are.

    An event keeps its UID from run to run, since its row keeps its id, and its stamp is the day of
    publication, since a run writes no clock time.
    Source: RFC 5545, sections 3.6.1 (events), 3.8.4.7 (UID) and 3.8.7.2 (DTSTAMP).
    """
    count = 0
    with path.open("wb") as file:
        file.write(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{MAKER}\r\n".encode())
        for row in rows:
            if is_due(row):
                file.write(_event(row))
                count += 1
        file.write(b"END:VCALENDAR\r\n")
    return count


def _event(row: Row) -> bytes:
    from icalendar import Event

    assert row.due is not None
    event = Event()
    event.add("uid", f"{row.commitment_id}@onrecord")
    event.add("dtstamp", datetime.combine(row.published or UNKNOWN, time(), UTC))
    event.add("dtstart", row.due)
    event.add("dtend", row.due + timedelta(days=1))
    event.add("summary", _summary(row))
    event.add("description", _description(row))
    event.add("categories", [row.stance, *row.recommendations])
    event.add("transp", "TRANSPARENT")
    if "://" in row.citation_url:
        event.add("url", row.citation_url)
    return bytes(event.to_ical())


def _summary(row: Row) -> str:
    words = f"{', '.join(row.responsible_bodies) or 'Nobody named'}: {row.action}"
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " ..."


def _description(row: Row) -> str:
    lines = [
        f"“{' '.join(row.quote.split())}”",
        f"{row.document_title}, {row.published}" if row.published else row.document_title,
        f"Responsible: {', '.join(row.responsible_bodies) or 'nobody named'}",
        f"Time: {row.when_text}",
        f"Condition: {row.condition}" if row.condition else "",
        row.citation_url,
    ]
    return "\n".join(line for line in lines if line)
