"""One row with the words around it, for a person to read."""

import re
from collections.abc import Iterator
from pathlib import Path

from extract.corpus import hash_file
from models import Problem, Row
from onrecord.outputs import open_outputs
from onrecord.report.wording import MISSING, show_day, show_reading
from onrecord.tables.reading import Records
from onrecord.tables.records import BlockRow, DocumentRow
from onrecord.tables.schema import BLOCKS, COMMITMENTS, DOCUMENTS

OPEN, CLOSE = ">>>", "<<<"  # marks that a pipe and a file keep
BRIGHT, PLAIN = "\x1b[1;33m", "\x1b[0m"
AROUND = 700  # characters shown on either side of a quote inside its own block
NEIGHBOUR = 300  # characters shown of the block above, and of the one below
NAMED = 8  # ids that a message lists
INDENT = "    "

# What a terminal would obey instead of showing it, and what reorders the words around it (UAX 9).
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Showcase:
    """The rows of a run, ready to be shown."""

    def __init__(self, folder: Path) -> None:
        """Open the outputs of a run.

        Raises:
            Problem: There are none, or another version wrote them, or their database is gone.
        """
        open_outputs(folder)
        self._path = folder / "onrecord.db"
        if not self._path.is_file():
            raise Problem(f"{self._path}: no such file; run `onrecord run` again")
        self._folder = folder

    def find(self, name: str) -> tuple[Row, DocumentRow]:
        """The row of an id, or of the first characters of one, with its document.

        Raises:
            Problem: No row has such an id, or several have.
        """
        with Records(self._path) as records:
            rest = "WHERE substr(t.commitment_id, 1, ?) = ? ORDER BY t.rowid LIMIT ?"
            rows = list(records.read(COMMITMENTS, rest, len(name), name, NAMED + 1))
            row = next((row for row in rows if row.commitment_id == name), None)
            if row is None and len(rows) != 1:
                raise Problem(f"{make_visible(name)!r}: {self._refuse([row.commitment_id for row in rows])}")
            row = row or rows[0]
            (document,) = records.read(DOCUMENTS, "WHERE t.document_id = ?", row.document_id)
        return row, document

    def read_blocks(self, row: Row) -> list[BlockRow]:
        """The block in which a row stands, with the one above and the one below."""
        with Records(self._path) as records:
            rest = 'WHERE t.document_id = ? AND t.start <= ? AND t."end" >= ? ORDER BY t.block LIMIT 1'
            own: list[BlockRow] = list(records.read(BLOCKS, rest, row.document_id, row.start, row.end))
            if not own:
                return []
            beside = "WHERE t.document_id = ? AND t.block BETWEEN ? AND ? ORDER BY t.block"
            place = own[0].block
            return list(records.read(BLOCKS, beside, row.document_id, place - 1, place + 1))

    def _refuse(self, names: list[str]) -> str:
        if not names:
            return f"no such commitment in {self._folder}; see the first column of commitments.csv there"
        listed = ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
        return f"several commitments begin like this: {listed}; give one of them in full"


def show_row(row: Row, document: DocumentRow, blocks: list[BlockRow], corpus: Path, colour: bool) -> str:
    """A row with its source context, the quote marked.

    Args:
        row: The row.
        document: The document that says it.
        blocks: Its block, and the ones beside it.
        corpus: Folder of the documents, to say whether the file is still the one that was read.
        colour: Whether a terminal will show it, which takes colours.
    """
    lines = [
        f"{row.commitment_id}: {row.stance}, {row.specificity}",
        *_describe_document(row, document),
        "",
        *_show_context(row, blocks, colour),
        "",
        *(f"{name + ':':<18}{words}" for name, words in _fields(row) if words),
        f"{'file:':<18}{_check_file(row, document, corpus)}",
    ]
    return "\n".join(lines) + "\n"


def make_visible(text: str) -> str:
    """The text with control characters shown by their numbers, so that no terminal obeys them."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _describe_document(row: Row, document: DocumentRow) -> Iterator[str]:
    dated = show_day(row.published) or "date unknown"
    yield make_visible(", ".join(part for part in (document.title, document.publisher, dated) if part))
    places = (
        f"page {row.page}" if row.page else "",
        f"paragraph {row.paragraph}" if row.paragraph else "",
        f"characters {row.start} to {row.end}",
    )
    yield make_visible(", ".join(part for part in (document.file, *places) if part))
    for name, words in (("section", row.section), ("question", row.question), ("lead-in", row.lead_in)):
        if words:
            yield f"{name}: {make_visible(' '.join(words.split()))}"


def _show_context(row: Row, blocks: list[BlockRow], colour: bool) -> Iterator[str]:
    """The blocks with the quote marked; the row's own prefix and suffix where its block is not known."""
    own = next((block for block in blocks if block.start <= row.start and row.end <= block.end), None)
    if own is None:
        yield from _indent(_mark(row.prefix, row.quote, row.suffix, colour))
        return
    above = [block.words for block in blocks if block.block < own.block]
    below = [block.words for block in blocks if block.block > own.block]
    start, end = row.start - own.start, row.end - own.start
    before, after = own.words[:start], own.words[end:]
    before, after = _last(before, AROUND), _first(after, AROUND)
    number = f"{own.number}. " if own.number else ""
    for words in above:
        yield from _indent(make_visible(_last(words, NEIGHBOUR)))
        yield ""
    yield from _indent(number + _mark(before, own.words[start:end], after, colour))
    for words in below:
        yield ""
        yield from _indent(make_visible(_first(words, NEIGHBOUR)))


def _first(text: str, most: int) -> str:
    """The first words of a text; what is left out is said."""
    return text if len(text) <= most else f"{text[:most].rsplit(maxsplit=1)[0]} …"


def _last(text: str, most: int) -> str:
    return text if len(text) <= most else f"… {text[-most:].split(maxsplit=1)[-1]}"


def _mark(before: str, quote: str, after: str, colour: bool) -> str:
    before, quote, after = make_visible(before), make_visible(quote), make_visible(after)
    marked = f"{OPEN}{quote}{CLOSE}"
    return f"{before}{BRIGHT}{marked}{PLAIN}{after}" if colour else f"{before}{marked}{after}"


def _indent(text: str) -> list[str]:
    return [f"{INDENT}{line}".rstrip() for line in text.split("\n") if line.strip()]


def _fields(row: Row) -> Iterator[tuple[str, str]]:
    """What the row says, by name."""
    when = ", ".join(part for part in (row.when_text, show_reading(row)) if part)
    money = row.money if row.amount_gbp is None else f"{row.money} (£{row.amount_gbp:,.0f})"
    found = {
        "to do": row.action,
        "who": ", ".join(row.responsible_bodies),
        "with": ", ".join(row.partner_bodies),
        "said by": f"{row.speaker}, as reported" if row.reported and row.speaker else row.speaker,
        "when": when,
        "on condition": row.condition,
        "money": money,
        "legislation": ", ".join(row.legislation),
        "answers": ", ".join(row.recommendations),
        "because": "; ".join(row.link_evidence),
        "missing": ", ".join(MISSING.get(name, name) for name in row.missing),
        "says again": row.repeats,
        "found by": f"{row.rule} ({row.trigger})",
        "citation": row.citation_url,
        "SHA-256": row.source_sha256,
    }
    for name, words in found.items():
        yield name, make_visible(" ".join(words.split()))


def _check_file(row: Row, document: DocumentRow, corpus: Path) -> str:
    path = corpus / document.file
    if not path.is_file():
        return (
            f"{make_visible(str(path))} is not there, so nothing was checked; give its folder with --corpus"
        )
    if hash_file(path) == row.source_sha256:
        return f"{make_visible(str(path))} is the one that was read"
    return f"{make_visible(str(path))} HAS CHANGED since it was read; run `onrecord verify`"
