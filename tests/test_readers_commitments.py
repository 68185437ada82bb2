"""The same publication gives the same commitments whichever way it comes."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from extract.extractor import Extractor
from extract.readers import read_document
from models import Document, Source
from tests import rendering
from tests.rendering import CORPUS, NAMES
from tests.test_readers_parity import FILES, PAGES

FIELDS = ("publisher", "published", "kind", "signatory", "rank")
Row = tuple[str, str, tuple[str, ...], date | None, str, str, str]


@cache
def extractor() -> Extractor:
    return Extractor()


def source_of(name: str, file: str) -> Source:
    register = tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))["source"]
    known = next(entry for entry in register if entry["id"] == name)
    return Source(
        id=name, file=file, title=known["title"], **{key: known[key] for key in FIELDS if key in known}
    )


def fold(words: str) -> str:
    """Words without what a wrapped line left in the text file: ``**``, and a space behind a hyphen."""
    return " ".join(words.replace("**", "").replace("- ", "-").split())


def rows_of(document: Document) -> list[Row]:
    return [
        (
            fold(row.quote),
            row.stance,
            row.responsible_bodies,
            row.timing.due if row.timing else None,
            row.paragraph,
            fold(row.lead_in),
            fold(row.question),
        )
        for row in extractor().extract(document)
    ]


@cache
def rows_of_text(name: str) -> list[Row]:
    return rows_of(read_document(CORPUS / f"{name}.txt", source_of(name, f"{name}.txt")))


@pytest.mark.parametrize("dress", [*PAGES, *FILES])
@pytest.mark.parametrize("name", NAMES)
def test_commitments_are_those_of_the_text_file(name: str, dress: str, tmp_path: Path):
    blocks, path = rendering.printed_blocks(name), tmp_path / dress
    if dress in PAGES:
        path.write_bytes(PAGES[dress](blocks))
    else:
        FILES[dress](blocks, path)
    expected, found = rows_of_text(name), rows_of(read_document(path, source_of(name, dress)))
    same = len(set(expected) & set(found))
    assert same >= 0.98 * len(set(expected))
    assert same >= 0.98 * len(set(found))
