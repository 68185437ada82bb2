"""Amounts of money, as written and as a number."""

import re

AMOUNT = re.compile(
    r"(?:(?:over|up to|more than|nearly|almost|around|about|some|at least)\s+)?"
    r"£\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>billion|million|thousand|trillion|bn|tn|m|k)?(?![\w])",
    re.IGNORECASE,
)
SCALES = {
    "": 1,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "tn": 1e12,
    "trillion": 1e12,
}


def find_money(text: str) -> tuple[str, float | None]:
    """The first amount in pounds as written, and its value in pounds; ``("", None)`` if there is none."""
    found = AMOUNT.search(text)
    if not found:
        return "", None
    value = float(found["number"].replace(",", "")) * SCALES[(found["scale"] or "").lower()]
    return found[0], round(value, 2)
