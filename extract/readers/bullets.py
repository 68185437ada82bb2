"""Bullets of every glyph, and what word processors print as one."""

import re

# Glyphs that are nothing but bullets at the head of a line; those of Symbol and Wingdings come as
# private-use characters, U+F0B7 and the like.
PLAIN = (
    "•‣⁃∙●○◦■□▪▫◾◽◼◻▶►▸▹➢➤➔→❖✓✔✗✦♦◆◇∗·"
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0e0\uf06c\uf06e\uf071\uf0be\uf0d6\uf0a0\uf02d"
)
# Signs that are bullets only by their place: dashes, stars, Courier's "o", Wingdings' "§" and "Ø".
BY_PLACE = "-–—*o§Øüq"

PLAIN_BULLET = re.compile(rf"[{PLAIN}]+\s*(?=\S)")
TYPED_BULLET = re.compile(rf"[{PLAIN}]+\s*(?=\S)|[-–—*]\s+(?=[^\W\d_“\"'‘(\[£])")
LETTERED = re.compile(
    r"(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])\)|(?:[a-z]|[ivx]{1,5})\)|(?:[a-hj-z]|[ivx]{1,5})\.)(?=\s)\s+(?=\S)"
)


def split_bullet(words: str) -> tuple[bool, str]:
    """Whether a paragraph opens with a typed bullet, and its words without it."""
    found = TYPED_BULLET.match(words)
    return (True, words[found.end() :]) if found else (False, words)


def split_letter(words: str) -> tuple[str, str]:
    """A typed marker such as ``(a)`` or ``iv)`` and the words behind it; empty if there is none."""
    found = LETTERED.match(words)
    return (found[0].strip(), words[found.end() :]) if found else ("", words)
