"""How the tests read documents: a text, or a file of the corpus, to a document and its commitments."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from extract.corpus import read_corpus
from extract.extractor import Extractor
from extract.readers import read_document
from extract.readers.text import read
from extract.structure import arrange, words_of
from models import Commitment, Document, Source

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
GOLD = ROOT / "tests" / "gold"
MORE = GOLD / "more"


@cache
def extractor() -> Extractor:
    return Extractor()


def document_of(text: str, published: date | None = date(2025, 4, 9), **known: str) -> Document:
    """A document made of a plain text."""
    source = Source(id="made", file="made.txt", title="made", published=published, **known)
    return Document(source=source, text=text, blocks=arrange(text, read(text)))


def commitments_of(text: str, published: date | None = date(2025, 4, 9), **known: str) -> list[Commitment]:
    return extractor().extract(document_of(text, published, **known))


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    document = document_of(text)
    return [(block.kind, words_of(text, block)) for block in document.blocks]


@cache
def corpus_documents(folder: Path = CORPUS) -> dict[str, Document]:
    """The documents of a folder by id."""
    return {source.id: read_document(folder / source.file, source) for source in read_corpus(folder).sources}


@cache
def corpus_commitments(folder: Path = CORPUS) -> dict[str, tuple[Commitment, ...]]:
    return {name: tuple(extractor().extract(document)) for name, document in corpus_documents(folder).items()}


def row_with(words: str, folder: Path = CORPUS) -> Commitment:
    """The one commitment of a corpus whose quote holds ``words``."""
    found = [c for rows in corpus_commitments(folder).values() for c in rows if words in c.quote]
    assert len(found) == 1, f"{len(found)} rows hold {words!r}"
    return found[0]


def read_toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))
