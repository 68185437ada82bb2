"""Plain text: lines to flat blocks. The file's own text is the canonical text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models import Block

BULLET = re.compile(r"[-–—•·▪◦‣●○■*\uf0b7\u2043][ \t\xa0]+(?=\S)|o[ \t]+(?=[A-Z])")
TABLE_ROW = re.compile(r"\S[ \t]+\|[ \t]+\S|\S\t+\S[^\n]*\t+\S")
LONE_BULLET = re.compile(r"[-–—•·▪◦‣●○■*\uf0b7\u2043]")
NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*|\([a-z]{1,4}\)|[a-z](?=[.)])|[ivx]{1,4}\))"
    r"(?P<dot>[.)]?)(?:[ \t\xa0]+(?=\S)|$)"
)
RUN_TOGETHER = re.compile(r"(?<=[.;:])[ \t]+[-–•][ \t]+(?=[A-Z])")
CAPTION = re.compile(r"[^.!?]*\((?:copyright|photo|picture|image|credit|source):[^)]*\)$", re.IGNORECASE)
CLOSED = re.compile(r"[.!?;:,…][\"'”’)\]*_]*$")
BROKEN_OFF = re.compile(r"(?:[a-z,]|\b(?:the|of|and|in|to|for|a|an|by|with))[ \t]*$|\b[A-Z][a-z]+$")
HEADING_LENGTH = 120  # longest heading in code points; the longest in the corpora has 112


def read(text: str) -> list[Block]:
    """Flat blocks of a plain text: headings, paragraphs, list items, table rows."""
    pieces = _unwrapped(text) if _is_wrapped(text) else _lines(text)
    blocks = [block for start, end in pieces for block in _split_items(text, _classify(text, start, end))]
    return _levels(text, _joined(text, list(_attach_marks(text, blocks))))


def _lines(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n\r\f]*[^\s])?", text)]


def _is_wrapped(text: str) -> bool:
    """Are paragraphs broken into lines of some even width?"""
    widths = [len(line.rstrip()) for line in text.splitlines() if line.strip()]
    if len(widths) < 8 or max(widths) > 130:
        return False
    inner = re.findall(r"[^\n]*[^\n.!?:;]\n(?=[a-z(])", text)
    return len(inner) > 0.25 * len(widths)


def _unwrapped(text: str) -> list[tuple[int, int]]:
    """Stretches of lines up to a blank line, a bullet or a number at the head of a line."""
    pieces: list[tuple[int, int]] = []
    after_blank = True
    for line in re.finditer(r"[^\n]*\n?", text):
        words = line[0].strip()
        if not words:
            after_blank = True
            continue
        start = line.start() + line[0].index(words[0])
        fresh = after_blank or BULLET.match(text, start) or NUMBER.match(text, start) or words[0] == "|"
        if fresh or not pieces:
            pieces.append((start, start + len(words)))
        else:
            pieces[-1] = (pieces[-1][0], start + len(words))
        after_blank = False
    return pieces


def _classify(text: str, start: int, end: int) -> Block:
    indent = start - (text.rfind("\n", 0, start) + 1)
    if text[start] == "|" or TABLE_ROW.search(text, start, end):
        return Block(kind="row", start=start, end=end)
    if bullet := BULLET.match(text, start, end):
        return Block(kind="item", start=bullet.end(), end=end, level=1 + min(indent, 12) // 2)
    if LONE_BULLET.fullmatch(text, start, end):
        return Block(kind="item", start=end, end=end, level=1 + min(indent, 12) // 2)
    if numbered := _numbered(text, start, end):
        return numbered
    if CAPTION.match(text, start, end):
        return Block(kind="aside", start=start, end=end)
    return Block(kind="heading" if _like_heading(text, start, end) else "paragraph", start=start, end=end)


def _numbered(text: str, start: int, end: int) -> Block | None:
    """A block with its printed number: "(a)" makes an item, "3.1 Title" a heading, "47." a paragraph."""
    found = NUMBER.match(text, start, end)
    if not found or not (found["dot"] or not found["number"].isdigit()):
        return None
    number, body = found["number"].strip("()"), found.end()
    if not number[0].isdigit():
        return Block(kind="item", start=body, end=end, number=number, level=1)
    heading = body < end and _like_heading(text, body, end)
    return Block(kind="heading" if heading else "paragraph", start=body, end=end, number=number)


def _like_heading(text: str, start: int, end: int) -> bool:
    words = text[start:end].strip("*_ ")
    return (
        len(words) <= HEADING_LENGTH
        and not CLOSED.search(words)
        and not words[0].islower()
        and words[0] not in "\"'“‘("
        and bool(re.search(r"[A-Za-z]{2}", words))
    )


def _split_items(text: str, block: Block) -> Iterator[Block]:
    """Two list items that ran together on one line."""
    if block.kind != "item":
        yield block
        return
    start = block.start
    for gap in RUN_TOGETHER.finditer(text, block.start, block.end):
        yield replace(block, start=start, end=gap.start())
        start = gap.end()
    yield replace(block, start=start)


def _attach_marks(text: str, blocks: list[Block]) -> Iterator[Block]:
    """A bullet or a number that stands alone on its line belongs to the line below."""
    waiting: Block | None = None
    for block in blocks:
        if block.start == block.end:
            waiting = block
        elif waiting:
            kind = "item" if waiting.kind == "item" else block.kind
            yield replace(block, kind=kind, level=waiting.level, number=waiting.number)
            waiting = None
        else:
            yield block


def _joined(text: str, blocks: list[Block]) -> list[Block]:
    """A paragraph that a page break cut in mid-sentence is one paragraph."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        goes_on = text[block.start].islower() or text[block.start] == "("
        if (
            last
            and goes_on
            and not block.number
            and block.kind == "paragraph"
            and last.kind in ("paragraph", "item")
            and len(text[last.start : last.end]) > HEADING_LENGTH
            and BROKEN_OFF.search(text, last.start, last.end)
        ):
            joined[-1] = replace(last, end=block.end)
        else:
            joined.append(block)
    return joined


def _levels(text: str, blocks: list[Block]) -> list[Block]:
    """Heading levels as far as plain text shows them: title, capitals, numbers, the rest."""
    headings = [b for b in blocks if b.kind == "heading"]
    tiers = any(b.number for b in headings) or any(text[b.start : b.end].isupper() for b in headings)

    def level(block: Block) -> int:
        if block is blocks[0]:
            return 1
        if block.number:
            return 2 + block.number.count(".")
        return 3 if tiers and not text[block.start : block.end].isupper() else 2

    return [replace(b, level=level(b)) if b.kind == "heading" else b for b in blocks]
