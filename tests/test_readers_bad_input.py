"""Files that cannot be read say why and what to do; none brings a traceback, a flood or a lie."""

import json
import os
import resource
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.readers import Reading, read_document, read_file
from models import Problem, Source
from tests.rendering import NAMES, as_govuk_page, printed_blocks, save_docx, save_odt, save_pdf

WORDS = "The Department will publish a plan for every region before the end of the year."


def read(path: Path, **options: bool) -> Reading:
    return read_file(path, Source(id="made", file=path.name, title="made"), **options)


def text_pdf(path: Path, **options: object) -> None:
    canvas = Canvas(str(path), pagesize=A4, **options)
    for _ in range(3):
        canvas.drawString(80, 700, WORDS)
        canvas.showPage()
    canvas.save()


def encrypted_pdf(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    text_pdf(path, encrypt=StandardEncryption("secret", canPrint=0))


def truncated_pdf(path: Path) -> None:
    text_pdf(path)
    path.write_bytes(path.read_bytes()[:300])


def headless_pdf(path: Path) -> None:
    text_pdf(path)
    path.write_bytes(b"\0\0\0\0" + path.read_bytes()[1100:])


def empty_pdf(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def picture_pdf(path: Path, pages_of_text: int = 0) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(pages_of_text):
        canvas.drawString(80, 700, WORDS)
        canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    canvas.showPage()
    canvas.save()


def blank_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w:document>" + b" " * 60_000_000)


def lying_bomb(path: Path) -> None:
    """A bomb whose directory says that it is small."""
    zip_bomb(path)
    raw = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.index(magic)
        raw[start + at : start + at + 4] = struct.pack("<I", 1000)
    path.write_bytes(raw)


def damaged_docx(path: Path) -> None:
    save_docx(printed_blocks(NAMES[1]), path)
    path.write_bytes(path.read_bytes()[:5000])


def entities_docx(path: Path) -> None:
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)]
    body = f'<!DOCTYPE w [<!ENTITY a0 "we will">{"".join(names)}]><w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", body)


def outside_docx(path: Path) -> None:
    """A Word file that asks for a file of the machine that reads it."""
    body = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", body)


def encrypted_odt(path: Path) -> None:
    save_odt(printed_blocks(NAMES[1]), path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")


def writes(raw: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(raw) and None


BAD = {
    "encrypted.pdf": (encrypted_pdf, "is encrypted; save it without a password"),
    "truncated.pdf": (truncated_pdf, "damaged"),
    "headless.pdf": (headless_pdf, "damaged; fetch it again"),
    "no pages.pdf": (empty_pdf, "fetch it again"),
    "blank.pdf": (blank_pdf, "hold no text; run OCR on it first"),
    "pictures.pdf": (picture_pdf, "its pages are pictures and hold no text; run OCR on it first"),
    "bomb.docx": (zip_bomb, "unpacks to 60 MB"),
    "lying bomb.docx": (lying_bomb, "damaged"),
    "cut.docx": (damaged_docx, "damaged"),
    "entities.docx": (entities_docx, ""),
    "outside.docx": (outside_docx, "holds no text"),
    "encrypted.odt": (encrypted_odt, "is encrypted; save it without a password"),
    "old.doc": (
        writes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)),
        "save it as .docx without a password",
    ),
    "rich.docx": (writes(b"{\\rtf1 We will.}"), "save it as .docx"),
    "picture.pdf": (writes(b"\x89PNG\r\n\x1a\n" + bytes(500)), "run OCR on it first"),
    "text.docx": (writes(WORDS.encode()), "does not begin as a .docx file does"),
    "archive.docx": (writes(b""), "is empty; fetch it again"),
    "binary.txt": (writes(bytes(range(256)) * 20), "holds binary data"),
    "feed.xml": (writes(b'<?xml version="1.0"?><rss><channel/></rss>'), "XML of a kind that is not known"),
    "list.json": (writes(b"[1, 2, 3]"), "no page of the GOV.UK Content API"),
    "other.json": (writes(b'{"title": "x", "items": []}'), "no page of the GOV.UK Content API"),
    "half.json": (writes(b'{"title": "x", "details": {"body": "<p>We'), "is no sound JSON"),
    "hollow.json": (writes(b'{"title": "x", "details": {"body": ""}}'), "holds no text"),
    "deep.json": (writes(b"[" * 100_000), "is no sound JSON"),
    "deep.html": (writes(b"<html><body>" + b"<div>" * 5000 + b"We will."), "too deep or too long"),
    "scripted.html": (
        writes(b"<html><body><div id=root></div><script>go()</script></body></html>"),
        "holds no text",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_why_and_what_to_do(name: str, tmp_path: Path):
    make, why = BAD[name]
    make(tmp_path / name)
    with pytest.raises(Problem) as raised:
        read(tmp_path / name)
    assert str(raised.value).startswith(f"{name}: ")
    assert why in str(raised.value)
    assert ";" in str(raised.value)
    assert str(tmp_path) not in str(raised.value)


def test_a_missing_file_is_a_problem(tmp_path: Path):
    with pytest.raises(Problem, match=r"gone\.pdf: cannot be read"):
        read(tmp_path / "gone.pdf")


def test_a_page_that_is_a_picture_is_named(tmp_path: Path):
    picture_pdf(tmp_path / "mixed.pdf", pages_of_text=2)
    reading = read(tmp_path / "mixed.pdf")
    assert reading.warnings == (
        "mixed.pdf: page 3 is a picture without text; run OCR on it first, for example with ocrmypdf",
    )


def test_a_pdf_that_lies_about_its_fonts_is_found_out(tmp_path: Path):
    canvas = Canvas(str(tmp_path / "lies.pdf"), pagesize=A4, pageCompression=0)
    for line in range(40):
        canvas.drawString(60, 760 - 16 * line, WORDS)
    canvas.save()
    said = " ".join(f"/{letter}" for letter in "bcdfghjklmnpqrstvwxzbcdfgh")  # for a to z
    lie = f"/Encoding << /Type /Encoding /Differences [ 97 {said} ] >>".encode()
    raw = (tmp_path / "lies.pdf").read_bytes().replace(b"/Encoding /WinAnsiEncoding", lie)
    (tmp_path / "lies.pdf").write_bytes(raw)
    assert any(
        "do not say what they print, run OCR" in warning for warning in read(tmp_path / "lies.pdf").warnings
    )


def test_a_billion_laughs_are_not_told(tmp_path: Path):
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{names}]><html><body><p>&a9;</p><p>{WORDS}</p></body></html>'
    (tmp_path / "laughs.html").write_text(page)
    reading = read(tmp_path / "laughs.html")
    assert WORDS in reading.text
    assert len(reading.text) < 1000


@pytest.mark.parametrize("break_", ["\n", ""], ids=["lines", "one line"])
def test_a_page_of_50_mb_is_refused_at_once(break_: str, tmp_path: Path):
    (tmp_path / "huge.html").write_text(f"<html><body>{f'<p>{WORDS}</p>{break_}' * 600_000}</body></html>")
    start = time.monotonic()
    with pytest.raises(
        Problem, match=r"huge\.html: the page has 5\d MB, more than 20; save its article alone"
    ):
        read(tmp_path / "huge.html")
    assert time.monotonic() - start < 2


def test_a_page_heavy_with_pictures_is_read(tmp_path: Path):
    picture = "data:image/png;base64," + "A" * 40_000_000
    (tmp_path / "saved.html").write_text(f'<html><body><p>{WORDS}</p><img src="{picture}"></body></html>')
    assert read(tmp_path / "saved.html").text.endswith(f"{WORDS}\n")


def test_one_line_of_html_is_read(tmp_path: Path):
    page = as_govuk_page(printed_blocks(NAMES[2])).replace(b"\n", b" ")
    (tmp_path / "line.html").write_bytes(page)
    assert len(read(tmp_path / "line.html").blocks) > 200


def test_a_file_with_a_wrong_name_is_read_as_what_it_is(tmp_path: Path):
    (tmp_path / "page.pdf").write_bytes(as_govuk_page(printed_blocks(NAMES[1])))
    reading = read(tmp_path / "page.pdf")
    assert reading.warnings == ("page.pdf: is named .pdf but is html; read as html",)
    save_pdf(printed_blocks(NAMES[1]), tmp_path / "letter.html")
    assert len(read(tmp_path / "letter.html").places) > 50


def test_a_long_pdf_is_read_in_bounded_memory(tmp_path: Path):
    """A page at a time: what is kept of a page is its lines."""
    import pypdfium2

    save_pdf(printed_blocks(NAMES[2]), tmp_path / "part.pdf")
    whole = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(tmp_path / "part.pdf") as part:
        for _ in range(3):
            whole.import_pages(part)
    pages = len(whole)
    whole.save(tmp_path / "long.pdf")
    whole.close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = read(tmp_path / "long.pdf")
    assert reading.blocks[-1].page in (pages, pages - 1)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # KiB


def test_ocr_is_run_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A stand-in for OCRmyPDF that hands over a copy with text."""
    picture_pdf(tmp_path / "scan.pdf")
    text_pdf(tmp_path / "with text.pdf")
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "ocrmypdf"
    command.write_text(f'#!/bin/sh\nfor last; do :; done\ncp "{tmp_path}/with text.pdf" "$last"\n')
    command.chmod(command.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert WORDS in read(tmp_path / "scan.pdf", ocr=True).text


def test_ocr_that_is_not_installed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    picture_pdf(tmp_path / "scan.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem, match=r"scan\.pdf: its pages are pictures and ocrmypdf is not installed"):
        read(tmp_path / "scan.pdf", ocr=True)


def test_a_document_is_completed_from_what_the_file_states(tmp_path: Path):
    page = {
        "title": "What we will do",
        "base_path": "/government/news/what-we-will-do",
        "document_type": "press_release",
        "first_published_at": "2024-03-05T09:00:00Z",
        "details": {"body": f"<p>{WORDS}</p>"},
        "links": {"organisations": [{"title": "Home Office"}]},
    }
    path = tmp_path / "page.json"
    path.write_text(json.dumps(page))
    source = read_document(path, Source(id="page", file="page.json", title="page")).source
    assert (source.title, source.publisher, source.kind) == (
        "What we will do",
        "Home Office",
        "press-release",
    )
    assert source.url == "https://www.gov.uk/government/news/what-we-will-do"
    assert str(source.published) == "2024-03-05"
    assert source.assumed == ()
