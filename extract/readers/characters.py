"""Letters as a reader of the page sees them: ligatures undone, invisible marks gone, one kind of space."""

import unicodedata

LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
NON_BREAKING_HYPHENS = {"\u2010": "-", "\u2011": "-"}
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
CONTROLS = "".join(
    chr(code) for code in (*range(0, 9), *range(14, 28), 127, *range(0x80, 0x85), *range(0x86, 0xA0))
)

_TABLE = str.maketrans(LIGATURES | NON_BREAKING_HYPHENS | dict.fromkeys(INVISIBLE + CONTROLS, ""))


def clean_letters(text: str) -> str:
    """Ligatures to letters, soft hyphens and other invisible characters out, accents composed."""
    if text.isascii():
        return text.translate(_TABLE) if not text.isprintable() else text
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def fold(text: str) -> str:
    """Clean letters with every stretch of white space as one space, none at the ends."""
    return " ".join(clean_letters(text).split())
