"""Initials that documents define, so that "the CPA" and "a Child Protection Authority" are one thing."""

import re

DEFINED = re.compile(r"((?:[\w’'-]+[ -]){1,9})\((?:the |a |[‘“'\"])*([A-Z]{2,}[A-Z0-9]*)s?[’”'\"]?\)")
LETTERS = re.compile(r"\b[A-Z]{2,}s?\b")
SMALL = frozenset(("and", "of", "the", "for", "to", "on", "in", "into", "with", "a"))
IN_BRACKETS = re.compile(r" ?\((?:the )?[A-Z]{2,}s?\)")
SCAR = re.compile(r"(?<=\w)- (?!and\b|or\b|to\b)(?=\w)")
PREFIX = re.compile(r"\b(inter|multi|cross|co|re|pre|non|sub|anti|under|over|semi)-(?=[a-z])", re.IGNORECASE)
MOST = 2_000  # initials kept, the last ones met: those of an inquiry long past mean little now


class Names:
    """What initials stand for, as the documents read so far define them."""

    def __init__(self) -> None:
        self._full: dict[str, str] = {}

    def learn(self, text: str) -> None:
        """Take up the initials that a text defines; the last definition holds."""
        if "(" not in text:
            return
        for found in DEFINED.finditer(text):
            full = _spelt_out(found[1], found[2])
            if full:
                self._full.pop(found[2], None)
                self._full[found[2]] = full
        for letters in list(self._full)[:-MOST]:
            del self._full[letters]

    def fold(self, text: str) -> str:
        """The text with initials spelt out, and with the scars of wrapped lines mended."""
        text = SCAR.sub("-", " ".join(text.split()))
        text = IN_BRACKETS.sub("", text) if "(" in text else text
        for letters in dict.fromkeys(found[0].rstrip("s") for found in LETTERS.finditer(text)):
            if full := self._full.get(letters):
                text = re.sub(rf"\b{letters}(?=s?\b)", full, text)
        return PREFIX.sub(lambda found: found[1], text)


def _spelt_out(before: str, letters: str) -> str:
    """The words before a bracket whose first letters are the letters in it; empty if they are not."""
    words = before.split()
    place = len(letters) - 1
    for at in range(len(words) - 1, -1, -1):
        for part in reversed(words[at].strip("‘’“”'\",").split("-")):
            if place >= 0 and part[:1].upper() == letters[place]:
                place -= 1
            elif part.lower() not in SMALL:
                return ""
        if place < 0:
            return " ".join(words[at:]).strip("‘’“”'\",")
    return ""
