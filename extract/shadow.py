"""A cleaned shadow of a stretch of canonical text that maps every character back.

Text as published carries scars: wrapped lines, ``multi- agency``, ``**`` left over from
formatting, soft hyphens, ligatures. Rules read the shadow; offsets always count in the text.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}

# What a reader of the page does not see, or sees differently. A hyphen before a space is a wrapped
# line's only when a word goes on behind it: "pre- and post-release" is written so.
SCAR = re.compile(
    r"(?P<gone>\*\*|__|[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff])"
    r"|(?P<wrap>(?<=[^\W\d_]-)[ \u00a0\n]+(?!(?:and|or|to|nor)\b)(?=[a-z]))"
    r"|(?P<space>\s*\n\s*|[ \t\u00a0\u2002-\u200a\u202f\u3000]{2,}"
    r"|[\t\u00a0\u2002-\u200a\u202f\u3000\x0b\x0c\r\x1c-\x1f\x85])"
    r"|(?P<ligature>[ﬀﬁﬂﬃﬄ])"
)


@dataclass(frozen=True, slots=True)
class Shadow:
    """Clean words and their way back to the canonical text.

    Attributes:
        text: The clean words.
        cuts: Positions in ``text`` at which the distance to the canonical text changes.
        origins: Canonical offset of each of these positions.
    """

    text: str
    cuts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, position: int) -> int:
        """Canonical offset of the character at ``position``."""
        cut = bisect_right(self.cuts, position) - 1
        return self.origins[cut] + position - self.cuts[cut]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Canonical offsets of ``text[start:end]``, which must not be empty."""
        return self.origin(start), self.origin(end - 1) + 1

    def position(self, offset: int) -> int:
        """Where the first clean character from the canonical ``offset`` on stands in ``text``."""
        cut = bisect_left(self.origins, offset)
        if cut < len(self.origins) and self.origins[cut] == offset:
            return self.cuts[cut]
        end = self.cuts[cut] if cut < len(self.cuts) else len(self.text)
        return min(self.cuts[cut - 1] + offset - self.origins[cut - 1], end)


def cast_shadow(text: str, start: int, end: int) -> Shadow:
    """The clean shadow of ``text[start:end]``."""
    if not SCAR.search(text, start, end):
        return Shadow(text[start:end], (0,), (start,))
    words, cuts, origins, length, at = [], [0], [start], 0, start
    for scar in SCAR.finditer(text, start, end):
        instead = " " if scar["space"] else LIGATURES.get(scar[0], "")
        words += [text[at : scar.start()], instead]
        length += scar.start() - at
        for offset in range(len(instead)):
            cuts.append(length + offset)
            origins.append(scar.start())
        length += len(instead)
        cuts.append(length)
        origins.append(scar.end())
        at = scar.end()
    words.append(text[at:end])
    return Shadow("".join(words), tuple(cuts), tuple(origins))
