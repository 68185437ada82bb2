"""The same publication reads the same whichever way it comes."""

from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache

import pytest

from extract.readers import Reading, read_file
from models import Source
from tests import rendering
from tests.rendering import NAMES

PAGES = {
    "GOV.UK page.html": rendering.as_govuk_page,
    "news page.html": rendering.as_news_page,
    "unmarked page.html": rendering.as_unmarked_page,
    "markdown.md": rendering.as_markdown,
}
FILES = {
    "word.docx": rendering.save_docx,
    "opendocument.odt": rendering.save_odt,
    "one column.pdf": rendering.save_pdf,
    "two columns.pdf": lambda blocks, path: rendering.save_pdf(blocks, path, columns=2),
    "three columns.pdf": lambda blocks, path: rendering.save_pdf(blocks, path, columns=3),
}
ADDED = 3  # blocks that a dress adds: the title, a dateline, a footnote


@pytest.fixture(scope="module")
def read_rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Reading]:
    """Reads one of the three texts in one of the dresses, each once."""
    folder = tmp_path_factory.mktemp("rendered")

    @cache
    def read(name: str, dress: str) -> Reading:
        path, blocks = folder / dress, rendering.printed_blocks(name)
        if dress in PAGES:
            path.write_bytes(PAGES[dress](blocks))
        else:
            FILES[dress](blocks, path)
        return read_file(path, Source(id="made", file=dress, title="made"))

    return read


@pytest.mark.parametrize("dress", [*PAGES, *FILES])
@pytest.mark.parametrize("name", NAMES)
def test_blocks_come_back_the_same_and_in_order(name: str, dress: str, read_rendered):
    printed, reading = rendering.printed_blocks(name), read_rendered(name, dress)
    words = [reading.text[block.start : block.end] for block in reading.blocks]
    matches = SequenceMatcher(None, [block.words for block in printed], words, autojunk=False)
    same = sum(match.size for match in matches.get_matching_blocks())
    assert same >= 0.99 * len(printed)
    assert len(words) - same <= ADDED + len(printed) - same
    assert reading.warnings == ()


@pytest.mark.parametrize("dress", [*PAGES, *FILES])
@pytest.mark.parametrize("name", NAMES)
def test_kinds_and_numbers_come_back(name: str, dress: str, read_rendered):
    printed, reading = rendering.printed_blocks(name), read_rendered(name, dress)
    kinds = [block.kind for block in reading.blocks]
    assert kinds.count("item") == sum(block.kind == "item" for block in printed)
    assert kinds.count("heading") == sum(block.kind == "heading" for block in printed) + 1
    numbers = [block.number for block in reading.blocks if block.kind == "paragraph" and block.number]
    assert numbers == [block.number.rstrip(".") for block in printed if block.number]


@pytest.mark.parametrize("dress", [*PAGES, *FILES])
def test_blocks_lie_in_the_text_one_behind_the_other(dress: str, read_rendered):
    reading = read_rendered(NAMES[2], dress)
    ends = [0, *(block.end for block in reading.blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, reading.blocks, strict=False))
    for block in reading.blocks:
        words = reading.text[block.start : block.end]
        assert words == " ".join(words.split())
        head = reading.text[reading.text.rfind("\n", 0, block.start) + 1 : block.start]
        bare = head.strip(" -|").rstrip(".")
        assert bare == block.number


@pytest.mark.parametrize("dress", ["one column.pdf", "two columns.pdf"])
def test_every_word_of_a_pdf_has_a_page_and_a_box(dress: str, read_rendered):
    reading = read_rendered(NAMES[2], dress)
    covered = {offset for place in reading.places for offset in range(place.start, place.end)}
    missing = [b for b in reading.blocks for offset in range(b.start, b.end) if offset not in covered]
    assert missing == []
    pages = [block.page for block in reading.blocks]
    assert pages == sorted(pages)
    for place in reading.places:
        x0, top, x1, bottom = place.box
        assert 50 < x0 < x1 < 545
        assert 50 < top < bottom < 790
