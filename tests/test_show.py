"""Showing a row: its words marked in their place, on a terminal, through a pipe, and on the page of a PDF."""

import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image, ImageChops
from rendering import printed_blocks, save_pdf
from tables_samples import SOURCE, make_commitment, make_rows, write_outputs
from test_run import CORPUS, ROOT, onrecord, rows_of

from models import Block, Document, Problem, Source
from onrecord.engine import Settings
from onrecord.run import default_catalogues
from onrecord.run import run as run_over
from onrecord.show import Showcase, make_visible, show_row
from onrecord.show_picture import YELLOW, draw_row
from onrecord.tables.records import make_document_row
from onrecord.tables.rows import make_row
from onrecord.tables.writer import TableWriter

LETTER = "home-secretary-letter-2025-02-20"


def run(corpus, out):
    assert run_over(corpus, out, default_catalogues(), Settings(workers=1)).failures == []
    return out


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    return run(CORPUS, tmp_path_factory.mktemp("show") / "outputs")


def shown(outputs, name, corpus=CORPUS, colour=False):
    showcase = Showcase(outputs)
    row, document = showcase.find(name)
    return show_row(row, document, showcase.read_blocks(row), corpus, colour)


def test_every_row_is_shown_with_its_words_marked_in_their_block(outputs):
    for row in rows_of(outputs):
        page = shown(outputs, row["commitment_id"])
        marked = re.search(">>>(.*?)<<<", page, re.DOTALL)[1]
        assert " ".join(marked.split()) == " ".join(row["quote"].split())
        assert row["citation_url"] in page
        assert "is the one that was read" in page


def test_a_pipe_gets_marks_and_no_colour(outputs):
    row = rows_of(outputs)[20]
    done = onrecord("show", row["commitment_id"], "--outputs", outputs, "--corpus", CORPUS)
    assert (done.returncode, done.stderr) == (0, "")
    assert f">>>{row['quote']}<<<" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stdout == shown(outputs, row["commitment_id"])


@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colour_unless_it_is_refused(outputs, settings, coloured):
    name = rows_of(outputs)[0]["commitment_id"]
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "show",
        name,
        "--outputs",
        str(outputs),
        "--corpus",
        str(CORPUS),
    ]
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | settings
    process = subprocess.Popen(command, cwd=ROOT, stdout=theirs, env=environment)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    assert (b"\x1b[1;33m>>>" in said) is coloured
    assert b">>>" in said


def test_a_row_is_found_by_the_first_characters_of_its_id(outputs):
    name = rows_of(outputs)[3]["commitment_id"]
    assert shown(outputs, name[:10]) == shown(outputs, name)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        pytest.param("c-nothing", "no such commitment", id="unknown"),
        pytest.param("c-", "several commitments begin like this: c-", id="too short"),
        pytest.param("", "several commitments begin like this: c-", id="empty"),
        pytest.param("%", "no such commitment", id="a pattern is no id"),
    ],
)
def test_an_id_that_names_no_row_is_a_problem(outputs, name, complaint):
    with pytest.raises(Problem, match=complaint):
        shown(outputs, name)


def test_a_users_mistake_gets_one_sentence(outputs, tmp_path):
    for arguments in (["c-1", "--outputs", tmp_path / "nowhere"], ["c-zz", "--outputs", outputs]):
        done = onrecord("show", *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("onrecord: ")
        assert done.stderr.count("\n") == 1


def test_a_database_that_is_gone_is_a_problem(tmp_path):
    out = write_outputs(tmp_path / "outputs", make_rows()[:1])
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps(record | {"onrecord": "0.1.0"}), encoding="utf-8")
    (out / "onrecord.db").unlink()
    with pytest.raises(Problem, match=r"onrecord\.db: no such file"):
        Showcase(out)


@pytest.mark.parametrize(
    ("corpus", "content", "words"),
    [
        pytest.param("corpus", b"changed", "HAS CHANGED since it was read", id="changed"),
        pytest.param("nowhere", b"", "is not there, so nothing was checked", id="gone"),
    ],
)
def test_the_state_of_the_file_is_said(outputs, tmp_path, corpus, content, words):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / f"{LETTER}.txt").write_bytes(content)
    name = next(row["commitment_id"] for row in rows_of(outputs) if row["document_id"] == LETTER)
    assert words in shown(outputs, name, tmp_path / corpus)


def showpiece(folder, text, quote, blocks):
    """Outputs of one row at a place of a text, and what is shown of it."""
    source = Source(id="made", file="made.txt", title="made", sha256="0" * 64)
    commitment = replace(make_commitment(quote, text.index(quote)), document_id="made")
    row = make_row(source, commitment, (), "")
    with TableWriter(folder, {"onrecord": "0.1.0"}) as writer:
        writer.add_document(source, 1, ())
        writer.add_blocks(Document(source=source, text=text, blocks=blocks))
        writer.add(row, ())
    return shown(folder, row.commitment_id, folder)


def test_what_a_terminal_would_obey_is_shown_by_its_number(tmp_path):
    quote = "We will \x1b[2Jclear \u202eeverything\x07."
    page = showpiece(tmp_path / "out", quote, quote, (Block(kind="paragraph", start=0, end=len(quote)),))
    assert ">>>We will \\u001b[2Jclear \\u202eeverything\\u0007.<<<" in page
    assert make_visible("tab\tand\nline stay") == "tab\tand\nline stay"


def test_a_long_block_is_shown_around_the_quote(tmp_path):
    quote = "We will act."
    text = f"{'before ' * 2000}{quote}{' after' * 2000}"
    page = showpiece(tmp_path / "out", text, quote, (Block(kind="paragraph", start=0, end=len(text)),))
    assert re.search(r"    … before (before ){90,100}>>>We will act\.<<<( after){100,120} …\n", page)


def test_without_its_block_a_row_is_shown_between_its_neighbours(tmp_path):
    page = showpiece(tmp_path / "out", "We will act.", "We will act.", ())
    sample = make_commitment("We will act.")
    words = " ".join(f"{sample.prefix}>>>We will act.<<<{sample.suffix}".split())
    assert words in " ".join(page.split())


@pytest.fixture(scope="module", params=[1, 2], ids=["one column", "two columns"])
def printed(request, tmp_path_factory):
    """A corpus of one PDF, and the outputs of a run over it."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "corpus").mkdir()
    save_pdf(printed_blocks(LETTER), folder / "corpus" / "letter.pdf", columns=request.param)
    run(folder / "corpus", folder / "outputs")
    return folder


def draw(folder, name):
    row, document = Showcase(folder / "outputs").find(name)
    picture = folder / "page.png"
    pages = draw_row(row, document, folder / "corpus", picture)
    return pages, Image.open(picture).convert("RGB")


def coloured(image):
    """Left, top, right and bottom of what is coloured, in pixels."""
    other = ImageChops.difference(image, Image.new("RGB", image.size, YELLOW)).convert("L")
    return other.point(lambda value: 255 if value < 8 else 0).getbbox()


def letters(words):
    return re.sub(r"[\W_]", "", words)


def find_words(path, page, box, scale=2):
    """The letters that another reader finds inside a box of a page, by its own measure."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        chars = pdf.pages[page - 1].chars
    x0, top, x1, bottom = (edge / scale for edge in box)
    inside = [
        c
        for c in chars
        if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom
    ]
    return letters("".join(c["text"] for c in inside))


def test_the_words_of_a_row_are_coloured_on_their_page(printed):
    rows = [row for row in rows_of(printed / "outputs") if len(row["quote"]) > 60]
    for row in rows[::6]:
        pages, image = draw(printed, row["commitment_id"])
        assert pages[0] == row["page"]
        words = find_words(printed / "corpus" / "letter.pdf", row["page"], coloured(image))
        quote = letters(row["quote"])
        assert quote[:20] in words
        assert len(pages) > 1 or quote[-20:] in words
        assert len(words) < len(quote) + 200  # no more than the rest of its first and last lines


def test_one_line_is_coloured_from_its_first_letter_to_its_last(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    (tmp_path / "corpus").mkdir()
    page = Canvas(str(tmp_path / "corpus" / "plan.pdf"), invariant=True)
    page.setFont("Helvetica", 12)
    page.drawString(72, 700, "That is all. We will publish a plan by May 2026. That is all.")
    page.drawString(72, 600, "This page says nothing else, and this line is here to fill it.")
    page.save()
    run(tmp_path / "corpus", tmp_path / "outputs")
    (row,) = rows_of(tmp_path / "outputs")
    box = coloured(draw(tmp_path, row["commitment_id"])[1])
    widths = [page.stringWidth(words, "Helvetica", 12) for words in ("That is all. ", row["quote"])]
    assert box[0] / 2 == pytest.approx(72 + widths[0], abs=3)
    assert box[2] / 2 == pytest.approx(72 + sum(widths), abs=3)


def test_a_page_that_reads_upwards_is_turned(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    (tmp_path / "corpus").mkdir()
    page = Canvas(str(tmp_path / "corpus" / "plan.pdf"), pagesize=(600, 800), invariant=True)
    page.rotate(90)
    page.setFont("Helvetica", 12)
    page.drawString(100, -300, "We will publish a plan by May 2026.")
    page.drawString(100, -350, "This page says nothing else, and this line is here to fill it.")
    page.save()
    run(tmp_path / "corpus", tmp_path / "outputs")
    (row,) = rows_of(tmp_path / "outputs")
    _, image = draw(tmp_path, row["commitment_id"])
    assert image.size == (1600, 1200)
    box = coloured(image)
    assert box[2] - box[0] == pytest.approx(2 * page.stringWidth(row["quote"], "Helvetica", 12), abs=8)


def test_a_sentence_over_two_pages_is_drawn_on_the_first_and_that_is_said(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    (tmp_path / "corpus").mkdir()
    page = Canvas(str(tmp_path / "corpus" / "plan.pdf"), invariant=True)
    for line in range(40):
        page.drawString(
            72, 780 - 16 * line, f"Line {line} of this page says that there is a pier, and goes on to say"
        )
    page.drawString(72, 100, "that it is long. We will publish a plan for this pier and for each")
    page.showPage()
    page.drawString(72, 780, "other pier of this coast by May 2026. That is all that there is to say of")
    page.drawString(72, 764, "the piers of this coast and of all the others that there are.")
    page.save()
    run(tmp_path / "corpus", tmp_path / "outputs")
    row = next(row for row in rows_of(tmp_path / "outputs") if "publish a plan" in row["quote"])
    assert row["page"] == 1
    picture = tmp_path / "page.png"
    done = onrecord("show", row["commitment_id"], "--outputs", tmp_path / "outputs", "--corpus", tmp_path / "corpus", "--image", picture)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"page 1 drawn: {picture}; the sentence goes on on page 2, which is not drawn\n"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_picture_is_drawn_twice_alike(printed):
    name = rows_of(printed / "outputs")[0]["commitment_id"]
    assert draw(printed, name)[1].tobytes() == draw(printed, name)[1].tobytes()


def test_a_picture_that_cannot_be_drawn_is_a_problem(printed, outputs, tmp_path):
    row, document = Showcase(printed / "outputs").find(rows_of(printed / "outputs")[0]["commitment_id"])
    plain, text = Showcase(outputs).find(rows_of(outputs)[0]["commitment_id"])
    (tmp_path / "letter.pdf").write_bytes((printed / "corpus" / "letter.pdf").read_bytes() + b"\n")
    for arguments, complaint in (
        ((plain, text, CORPUS, tmp_path / "a.png"), "is no PDF"),
        ((row, document, tmp_path / "nowhere", tmp_path / "a.png"), "no such file"),
        ((row, document, tmp_path, tmp_path / "a.png"), "is not the file that was read"),
        (
            (replace(row, quote="other"), document, printed / "corpus", tmp_path / "a.png"),
            "is read otherwise",
        ),
        ((row, document, printed / "corpus", tmp_path / "a.jpeg"), "a name that ends in .png"),
        ((row, document, printed / "corpus", tmp_path / "nowhere" / "a.png"), "cannot be written"),
    ):
        with pytest.raises(Problem, match=complaint):
            draw_row(*arguments)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.pdf"]


def test_the_page_of_each_row_holds_its_first_words(printed):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(printed / "corpus" / "letter.pdf")
    pages = [letters(page.get_textpage().get_text_bounded()) for page in pdf]
    for row in rows_of(printed / "outputs"):
        assert letters(row["quote"])[:12] in pages[row["page"] - 1]
        assert row["citation_url"].endswith(f"#page={row['page']}")
    pdf.close()


def test_a_sample_is_shown_with_all_that_it_says(tmp_path):
    row, links = make_rows()[0]
    page = show_row(row, make_document_row(SOURCE, 1, ()), [], tmp_path, False)
    for words in (row.commitment_id, SOURCE.title, row.quote, row.action, row.when_text, row.condition, row.source_sha256, links[0].recommendation_id):  # fmt: skip
        assert words in page
