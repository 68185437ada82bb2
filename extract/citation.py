"""Addresses that open a document at one sentence: text fragments and page numbers.

Source: the URL fragment text directives of the WICG draft; a browser matches whole words, without
regard to case, and takes the first match.
"""

import re
from urllib.parse import quote

WHOLE = 120  # quotes up to this length (code points) are given whole; longer ones by both ends
EDGE_WORDS = 5
CONTEXT_WORDS = 4


class Citations:
    """Builds fragments that match exactly one place of a document."""

    def __init__(self, text: str) -> None:
        """Fold ``text`` once, as a browser does when it looks for a fragment."""
        self._text = _fold(text)

    def fragment(self, words: str, before: str, after: str, page: int | None = None) -> str:
        """``#page=7`` for a paged source, else ``#:~:text=...`` that is unique in the text.

        Args:
            words: The clean words of the quote.
            before: Text before it, for the prefix.
            after: Text after it, for the suffix.
            page: Page from 1 for a paged source.
        """
        if page is not None:
            return f"#page={page}"
        target = self._target(words)
        if self._text.count(_fold(words)) > 1:
            head, tail = " ".join(before.split()[-CONTEXT_WORDS:]), " ".join(after.split()[:CONTEXT_WORDS])
            target = (f"{_encode(head)}-," if head else "") + target + (f",-{_encode(tail)}" if tail else "")
        return f"#:~:text={target}"

    def _target(self, words: str) -> str:
        tokens = words.split()
        if len(words) <= WHOLE:
            return _encode(words)
        for edge in range(EDGE_WORDS, len(tokens) // 2):
            start, end = " ".join(tokens[:edge]), " ".join(tokens[-edge:])
            if self._text.count(_fold(start)) <= max(1, self._text.count(_fold(words))):
                return f"{_encode(start)},{_encode(end)}"
        return _encode(words)


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()


def _encode(words: str) -> str:
    """Percent-encoding; a hyphen is syntax in a text directive and must be encoded."""
    return quote(words, safe="").replace("-", "%2D")
