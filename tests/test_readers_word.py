"""Word and OpenDocument files: what they print, read from what they store."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import Template

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.readers import Reading, read_file
from models import Source
from tests.rendering import DATA


def read_docx(make: Callable[[Document], None], folder: Path) -> Reading:
    document = docx.Document()
    make(document)
    document.save(str(folder / "made.docx"))
    return read_file(folder / "made.docx", Source(id="made", file="made.docx", title="made"))


def read_odt(body: str, folder: Path, **members: str) -> Reading:
    with zipfile.ZipFile(folder / "made.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        template = Template((DATA / "content.xml").read_text(encoding="utf-8"))
        package.writestr("content.xml", template.substitute(body=body))
        for name, text in members.items():
            package.writestr(name.replace("_", "."), text)
    return read_file(folder / "made.odt", Source(id="made", file="made.odt", title="made"))


def shown(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(b.kind, b.level, b.number, reading.text[b.start : b.end]) for b in reading.blocks]


def test_headings_below_a_title_are_one_level_deeper(tmp_path: Path):
    def make(document: Document) -> None:
        document.add_heading("The title", 0)
        document.add_heading("Chapter", 1)
        document.add_heading("Section", 2)
        document.add_paragraph().add_run("A bold line").bold = True
        document.add_paragraph("We will act.")

    assert shown(read_docx(make, tmp_path)) == [
        ("heading", 1, "", "The title"),
        ("heading", 2, "", "Chapter"),
        ("heading", 3, "", "Section"),
        ("heading", 4, "", "A bold line"),
        ("paragraph", 0, "", "We will act."),
    ]


def test_numbers_are_computed_from_their_definitions(tmp_path: Path):
    """Three levels: ``1.``, ``1.1`` and ``(a)``; a second list that starts anew at five."""

    def make(document: Document) -> None:
        numbering = document.part.numbering_part.element
        levels = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
        markup = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (kind, text) in enumerate(levels)
        )
        numbering.insert(
            0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{markup}</w:abstractNum>')
        )
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
        )
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        markup = f'<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="90"/>{override}</w:num>'
        numbering.append(parse_xml(markup))
        entries = [(91, 0, "One"), (91, 1, "One one"), (91, 1, "One two"), (91, 2, "Letter"), (91, 0, "Two")]
        for number, level, words in [*entries, (91, 1, "Two one"), (92, 0, "Five"), (92, 0, "Six")]:
            properties = document.add_paragraph(words)._p.get_or_add_pPr()
            markup = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            properties.append(parse_xml(markup))

    assert shown(read_docx(make, tmp_path)) == [
        ("item", 1, "1", "One"),
        ("paragraph", 0, "1.1", "One one"),
        ("paragraph", 0, "1.2", "One two"),
        ("item", 3, "a", "Letter"),
        ("item", 1, "2", "Two"),
        ("paragraph", 0, "2.1", "Two one"),
        ("item", 1, "5", "Five"),
        ("item", 1, "6", "Six"),
    ]


def test_lists_keep_their_levels_and_typed_bullets_are_bullets(tmp_path: Path):
    def make(document: Document) -> None:
        document.add_paragraph("We will:")
        document.add_paragraph("act", style="List Bullet")
        document.add_paragraph("at once", style="List Bullet 2")
        document.add_paragraph("•\treport")
        document.add_paragraph("(a) to the House")
        document.add_paragraph("47. That is a typed number.")

    assert shown(read_docx(make, tmp_path)) == [
        ("paragraph", 0, "", "We will:"),
        ("item", 1, "", "act"),
        ("item", 2, "", "at once"),
        ("item", 1, "", "report"),
        ("item", 1, "a", "to the House"),
        ("paragraph", 0, "47", "That is a typed number."),
    ]


def test_tables_are_rows_and_frames_are_text(tmp_path: Path):
    def make(document: Document) -> None:
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Who", "What"
        table.cell(1, 0).text = "We"
        table.cell(1, 1).text = "Will:"
        table.cell(1, 1).add_paragraph("act", style="List Bullet")
        inner = table.cell(1, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "in a", "table"
        document.add_table(rows=1, cols=1).cell(0, 0).text = "A frame of one cell."

    assert shown(read_docx(make, tmp_path)) == [
        ("row", 0, "", "Who | What"),
        ("row", 0, "", "We | Will: • act in a ¦ table"),
        ("paragraph", 0, "", "A frame of one cell."),
    ]


def test_what_is_deleted_hidden_or_generated_is_not_read(tmp_path: Path):
    body = (
        "<w:p {ns}><w:r><w:t>We will </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve">surely </w:t></w:r></w:ins><w:hyperlink><w:r><w:t>act</w:t></w:r></w:hyperlink>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
        "<w:r><w:noBreakHyphen/><w:t>now</w:t></w:r><w:r><w:softHyphen/><w:tab/><w:t>.</w:t></w:r></w:p>"
    )

    def make(document: Document) -> None:
        document.styles.add_style("TOC 1", 1)
        document.add_paragraph("Chapter 12", style="TOC 1")
        document.element.body.insert(0, parse_xml(body.format(ns=nsdecls("w"))))

    assert shown(read_docx(make, tmp_path)) == [("paragraph", 0, "", "We will surely act-now .")]


def test_text_boxes_and_content_controls_are_read_once(tmp_path: Path):
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    ns = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    framed = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"

    def make(document: Document) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {ns}><w:r><w:t>Outside.</w:t>{framed}</w:r></w:p>"))
        document.element.body.insert(1, parse_xml(control.replace("<w:sdt>", f"<w:sdt {ns}>")))

    words = [words for _, _, _, words in shown(read_docx(make, tmp_path))]
    assert words == ["Outside.", "In a box.", "In a control."]


def test_footnotes_stand_behind_the_text_in_the_order_of_their_calls(tmp_path: Path):
    def make(document: Document) -> None:
        reference = f'<w:p {nsdecls("w")}><w:r><w:t>We act</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> now.</w:t></w:r></w:p>'
        document.element.body.insert(0, parse_xml(reference))

    document = docx.Document()
    make(document)
    document.save(str(tmp_path / "made.docx"))
    note = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(-1, "") + note.format(1, "Never called.") + note.format(2, "The note.")
    with zipfile.ZipFile(tmp_path / "made.docx", "a") as package:
        package.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>")
    reading = read_file(tmp_path / "made.docx", Source(id="made", file="made.docx", title="made"))
    assert shown(reading) == [("paragraph", 0, "", "We act now."), ("aside", 0, "1", "The note.")]


def test_a_word_file_says_what_its_properties_say(tmp_path: Path):
    def make(document: Document) -> None:
        document.core_properties.title, document.core_properties.author = "From the properties", "A Writer"
        document.add_paragraph("We will act.")

    metadata = read_docx(make, tmp_path).metadata
    assert (metadata["title"], metadata["author"]) == ("From the properties", "A Writer")
    assert metadata["created"] == date(2013, 12, 23)
    assert "published" not in metadata


def test_an_opendocument_text_keeps_lists_numbers_notes_and_tables(tmp_path: Path):
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('Inner', '')}</text:list>"
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = f"""<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes>
    <text:h text:outline-level="2">Heading</text:h>
    <text:p>We<text:s text:c="2"/>will<text:tab/>act{note} <text:span>now<text:line-break/>or later</text:span>.</text:p>
    <text:list text:style-name="Bullets">{item.format("Outer", inner)}</text:list>
    <text:list text:style-name="Numbers">{item.format("One", "")}{item.format("Two", "")}</text:list>
    <text:list text:style-name="Numbers">{item.format("Anew", "")}</text:list>
    <text:list text:style-name="Numbers" text:continue-numbering="true">{item.format("On", "")}</text:list>
    <text:table-of-content><text:index-body><text:p>Chapter 12</text:p></text:index-body></text:table-of-content>
    <table:table><table:table-row>{cell.format("Who")}{cell.format("What")}</table:table-row></table:table>"""
    assert shown(read_odt(body, tmp_path)) == [
        ("heading", 2, "", "Heading"),
        ("paragraph", 0, "", "We will act now or later."),
        ("item", 1, "", "Outer"),
        ("item", 2, "", "Inner"),
        ("item", 1, "1", "One"),
        ("item", 1, "2", "Two"),
        ("item", 1, "1", "Anew"),
        ("item", 1, "2", "On"),
        ("row", 0, "", "Who | What"),
        ("aside", 0, "1", "The note."),
    ]


@pytest.mark.parametrize("name", ["meta_xml"])
def test_an_opendocument_text_says_what_its_properties_say(name: str, tmp_path: Path):
    meta = (
        '<m xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
        "<dc:title>From the properties</dc:title><dc:creator>A Writer</dc:creator><dc:date>2024-03-05T10:00:00</dc:date></m>"
    )
    metadata = read_odt("<text:p>We will act.</text:p>", tmp_path, **{name: meta}).metadata
    assert (metadata["title"], metadata["author"]) == ("From the properties", "A Writer")
    assert metadata["modified"] == date(2024, 3, 5)
