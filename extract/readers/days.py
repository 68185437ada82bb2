"""Calendar days as files print or store them."""

import re
from datetime import date

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
PRINTED_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,? (\d{4})\b")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read_day(words: str) -> date | None:
    """The calendar day of an ISO 8601 date or time, or one like "9 April 2025"; ``None`` if there is none."""
    try:
        if found := DAY.search(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := PRINTED_DAY.search(words):
            return date(int(found[3]), MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    except ValueError:  # no such day, or no month
        return None
    return None
