"""Names of the report's pages, and which addresses may be opened from them."""

import hashlib
import re

# An id that every file system and every address takes as it is.
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
LONGEST = 100  # characters of an id in a file's name; file systems stop at 255 bytes

OPENS = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


def name_page(name: str) -> str:
    """The file of the page about something: its id, or a plain form of it with a hash to tell it apart."""
    if PLAIN.fullmatch(name) and len(name) <= LONGEST:
        return f"{name}.html"
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST]
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}.html".lstrip("-")


def find_address(address: str) -> str:
    """The address, if it is one that a browser opens as a page; empty for any other, such as a script."""
    return address if OPENS.fullmatch(address) else ""
