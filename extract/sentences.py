"""Where one sentence ends and the next begins, inside one block of clean text."""

import re

from extract.words import read_words

# A full stop, question or exclamation mark with its closing quotes and brackets, then a space and
# something that can open a sentence. Two slips of the pen count as well: no space ("Wales.In addition")
# and a footnote mark glued to the stop ("planned.12 The").
END = re.compile(
    r"(?<=[^\s.!?…])[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9£])"
    r"|(?<=[a-z]{2})\.(?=[A-Z][a-z]+\s)"
    r"|(?<=[a-z]{2})\.\d{1,2}(?=\s+[A-Z])"
)
LAST_WORD = re.compile(r"(?:^|[\s(\[“‘\"'])([^\s(\[“‘\"']+)$")
NAME_BEFORE = re.compile(r"[A-Z][\w’']* (?:[A-Z][\w’']* )*[A-Z][\w’']*$")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of a block, white space left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in END.finditer(text):
        if _ends(text, stop):
            _keep(spans, text, start, stop.end())
            start = stop.end()
    _keep(spans, text, start, len(text))
    return spans


def _ends(text: str, stop: re.Match[str]) -> bool:
    mark = stop[0][0]
    if mark == "?":
        return True
    if mark == "!":  # "Stop It Now! Online Deterrence" is a name
        return not NAME_BEFORE.search(text, max(0, stop.start() - 60), stop.start())
    word = LAST_WORD.search(text, max(0, stop.start() - 40), stop.start())
    if not word:
        return True
    last = word[1].lower()
    if last in read_words("numbered_abbreviations") and text[stop.end() :].lstrip()[:1].isdigit():
        return False
    initial = len(last) == 1 and last.isalpha() and word[1].isupper() and last != "i"
    return not (initial or last in read_words("abbreviations") or _dotted(last))


def _dotted(word: str) -> bool:
    """``e.g``, ``i.e``, ``U.S``: letters with stops between them."""
    return "." in word and all(len(part) == 1 for part in word.split("."))


def _keep(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
