"""Citations open in a browser: Chromium marks the very sentence of every row, and scrolls to it."""

import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from reading import corpus_documents, extractor
from rendering import as_govuk_page, as_news_page, printed_blocks

from extract.readers import read_document
from models import Source
from tests.browsing import open_browser

NEWS = "community-care-2025-01-16"
LETTER = "home-secretary-letter-2025-02-20"
UPDATE = "progress-update-2025-04-09"
AT_ONCE = 10  # directives in one address; Chromium takes no more than 16

# Asks Chromium which words each directive of the address marks, and how many letters stand before them.
FIND_RANGES = """async () => Promise.all(document.fragmentDirective.items.map(async (item) => {
  try {
    const found = await item.getMatchingRange();
    const before = document.createRange();
    before.setStart(document.body, 0);
    before.setEnd(found.startContainer, found.startOffset);
    return [found.toString(), before.toString()];
  } catch (error) { return [String(error), ""]; }
}))"""


@contextmanager
def serve(pages):
    """Pages on loopback: by their names, kind and bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            kind, content = pages.get(self.path.strip("/"), ("text/html", b""))
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser():
    with open_browser("--enable-blink-features=TextFragmentAPI") as browser:
        yield browser


@cache
def rows_of(name, url="https://example.org/page"):
    document = corpus_documents()[name]
    source = replace(document.source, url=url)
    return extractor().extract(replace(document, source=source))


def letters(words):
    """Words without what a copy of them may have gained or lost: spaces, hyphens of wrapped lines, marks."""
    return re.sub(r"[\s*-]|\[footnote \d\]", "", words)


def whole_words(row, text):
    """The quote without a word that runs into the next sentence ("Wales.In addition"): no address can part it."""
    quote = row.quote.rsplit(" ", 1)[0] if text[row.end : row.end + 1].isalnum() else row.quote
    return quote.split(" ", 1)[1] if text[row.start - 1 : row.start].strip() else quote


def earlier_places(words, before):
    """How often the same words stand earlier."""
    return letters(before).count(letters(words))


def ranges(browser, address, fragments):
    """Which words Chromium marks for each fragment, and what stands before them."""
    found = []
    for first in range(0, len(fragments), AT_ONCE):
        page = browser.new_page()
        texts = [fragment.removeprefix("#:~:") for fragment in fragments[first : first + AT_ONCE]]
        page.goto(f"{address}#:~:{'&'.join(texts)}")
        found += page.evaluate(FIND_RANGES)
        page.close()
    return found


def check_rows(browser, address, name, rows):
    """Every row opens at its own words, and at the right one of places that say the same."""
    found = ranges(browser, address, [row.citation for row in rows])
    text = corpus_documents()[name].text
    wrong = [
        (row.citation, marked)
        for row, (marked, before) in zip(rows, found, strict=True)
        if letters(marked) != letters(whole_words(row, text))
        or earlier_places(row.quote, before) != earlier_places(row.quote, text[: row.start])
    ]
    assert wrong == []
    assert len(found) == len(rows) > 10


@pytest.mark.parametrize(
    ("name", "render"),
    [(LETTER, as_govuk_page), (NEWS, as_news_page), (UPDATE, as_govuk_page)],
    ids=["letter", "news", "update"],
)
def test_every_row_opens_its_page_at_its_sentence(browser, name, render):
    with serve({"page": ("text/html", render(printed_blocks(name)))}) as address:
        check_rows(browser, f"{address}/page", name, rows_of(name))


@pytest.mark.parametrize("name", [LETTER, NEWS])
def test_every_row_opens_a_text_file_at_its_sentence(browser, name):
    document = corpus_documents()[name]
    with serve({document.source.file: ("text/plain", document.text.encode())}) as address:
        check_rows(browser, f"{address}/{document.source.file}", name, rows_of(name, url=""))


def read_page(tmp_path, content):
    path = tmp_path / "page.html"
    path.write_bytes(content)
    source = Source(id="page", file="page.html", title="page", url="https://example.org/page")
    return read_document(path, source)


# Words that a browser and a reader may see apart: markup inside a sentence, spaces and hyphens of other
# kinds, entities, letters of other scripts, cells, nested lists, a line broken by hand.
TWISTED = """<!doctype html><meta charset="utf-8"><title>A page</title><body><main><h1>What we will do</h1>
<p>We will publish a <b>bold</b> pl<i>an</i> by&nbsp;May &amp; “print” it, won’t we.</p>
<p>We will act.<sup id="fnref:1"><a href="#fn:1">[footnote 1]</a></sup> We will also act again after that day.</p>
<ul><li>We will act here.<ul><li>We will act here.</li></ul></li><li>We will act here.</li></ul>
<table><tr><th>What</th><th>When</th></tr><tr><td>We will act in the cell.</td><td>By May.</td></tr>
<tr><td>We will act in the cell.</td><td>By June.</td></tr></table>
<p>We will go on a new line with many more words than that<br>and after that line, with many more of them, we will end in the café of the year, as promised there.</p>
<p>“We will speak,” she said.</p><p>"We will speak," she said.</p>
<h2 id="same">The same</h2>
<p>We will do the same.</p><p>We will do the same.</p><p>We will do the same.</p>
</main></body>"""


def test_a_page_full_of_traps_opens_at_each_sentence(browser, tmp_path):
    document = read_page(tmp_path, TWISTED.encode())
    rows = extractor().extract(document)
    opened = [row for row in rows if ":~:" in row.citation]
    with serve({"page": ("text/html", TWISTED.encode())}) as address:
        found = ranges(browser, f"{address}/page", [row.citation for row in opened])
    assert [letters(marked) for marked, _ in found] == [letters(row.quote) for row in opened]
    places = [len(before) for _, before in found]
    assert places == sorted(set(places))
    assert [row.citation for row in rows if row not in opened] == ["#same"] * 1
    assert len(opened) >= 12


# Where the letters of a sentence stand in the window, found without the browser's own search.
FIND_BOX = """(letters) => {
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), places = [];
  let all = "";
  while (nodes.nextNode()) {
    for (const [at, letter] of [...nodes.currentNode.data].entries()) {
      if (!/[\\s*-]/.test(letter)) { all += letter; places.push([nodes.currentNode, at]); }
    }
  }
  const range = document.createRange(), first = all.indexOf(letters), last = first + letters.length - 1;
  range.setStart(...places[first]);
  range.setEnd(places[last][0], places[last][1] + 1);
  const box = range.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
}"""


def painted(page):
    """Left, top, right and bottom of what is painted in the colour of the target, in pixels."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    other = ImageChops.difference(picture, Image.new("RGB", picture.size, (255, 0, 255))).convert("L")
    return other.point(lambda value: 255 if value < 8 else 0).getbbox()


def test_chromium_paints_the_sentence_and_scrolls_to_it(browser):
    """What the browser paints as the target lies over the sentence and nowhere else."""
    style = b"<style>::target-text { background: #f0f; color: #f0f } p, li { line-height: 1 }</style>"
    rows = [row for row in rows_of(UPDATE) if len(row.quote) > 200]
    with serve({"page": ("text/html", as_govuk_page(printed_blocks(UPDATE)) + style)}) as address:
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            page = browser.new_page()
            page.goto(f"{address}/page{row.citation}")
            page.wait_for_function("scrollY > 0")
            assert painted(page) == pytest.approx(page.evaluate(FIND_BOX, letters(row.quote)), abs=4)
            page.close()
