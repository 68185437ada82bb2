"""The corpus's text files in other dresses: pages, Word files, PDFs with the same words in the same order."""

import html
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from string import Template

CORPUS = Path(__file__).parents[1] / "corpus"
DATA = Path(__file__).parent / "data"
NAMES = ("home-secretary-letter-2025-02-20", "community-care-2025-01-16", "progress-update-2025-04-09")
TITLE = "A title made for the test"


@dataclass(frozen=True)
class Printed:
    kind: str  # heading, paragraph, item
    words: str
    number: str = ""


def printed_blocks(name: str) -> list[Printed]:
    """A corpus text's blocks by the plainest reading: a line each, wrapped lines and words joined."""
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    text = re.sub(r"\n\s*\n\s*(?=[a-z(])", " ", text).replace("*", "")
    text = re.sub(r"^-\s*\n\s*", "- ", text, flags=re.M)
    text = re.sub(r"(?<=\.)\s- (?=We )", "\n- ", text)  # two items that ran together
    return [_printed(line) for line in text.split("\n") if line.strip()]


def _printed(line: str) -> Printed:
    words = re.sub(r"(\w)- (?=[A-Za-z])(?!and |or |to )", r"\1-", " ".join(line.split()))
    if words.startswith("- "):
        return Printed("item", words[2:])
    if numbered := re.match(r"(\d+\.) ", words):
        return Printed("paragraph", words[numbered.end() :], numbered[1])
    heading = len(words) < 90 and not words.endswith((".", ",", "?", ":")) and not re.search(r"\d{4}", words)
    return Printed("heading" if heading else "paragraph", words)


def as_markup(blocks: list[Printed]) -> str:
    """Govspeak as GOV.UK publishes it: ids on headings, lists, abbreviations, a footnote's mark."""
    parts, listed = [], False
    for index, block in enumerate(blocks):
        words = html.escape(block.words).replace("IICSA", '<abbr title="the Inquiry">IICSA</abbr>')
        if index == len(blocks) // 2:
            words += '<sup id="fnref:1" role="doc-noteref"><a href="#fn:1">[footnote 1]</a></sup>'
        if listed != (block.kind == "item"):
            parts.append("</ul>" if listed else "<ul>")
        listed = block.kind == "item"
        tag = {"heading": f'h2 id="section-{index}"', "item": "li", "paragraph": "p"}[block.kind]
        parts.append(f"<{tag}>{block.number} {words}</{tag.split()[0]}>")
    return "\n".join([*parts, "</ul>" if listed else ""])


def as_govuk_page(blocks: list[Printed]) -> bytes:
    headings = [(i, block.words) for i, block in enumerate(blocks) if block.kind == "heading"]
    contents = "".join(f'<li><a href="#section-{i}">{html.escape(words)}</a></li>' for i, words in headings)
    page = Template((DATA / "govuk_page.html").read_text(encoding="utf-8"))
    return page.substitute(title=TITLE, contents=contents, body=as_markup(blocks)).encode()


def as_news_page(blocks: list[Printed]) -> bytes:
    """A news page with the usual clutter before, inside and behind the story."""
    markup = as_markup(blocks)
    middle = markup.index("</p>", len(markup) // 2) + 4
    page = Template((DATA / "news_page.html").read_text(encoding="utf-8"))
    return page.substitute(title=TITLE, first=markup[:middle], second=markup[middle:]).encode()


def as_unmarked_page(blocks: list[Printed]) -> bytes:
    """The news page with nothing that marks the article but the words."""
    page = as_news_page(blocks).decode().replace("<article", "<div").replace("</article", "</div")
    return page.replace(' class="post"', "").encode()


def as_markdown(blocks: list[Printed]) -> bytes:
    heads = {"heading": "## ", "item": "- ", "paragraph": ""}
    lines = [heads[block.kind] + f"{block.number} {block.words}".strip() for block in blocks]
    return (
        f"---\ntitle: {TITLE}\ndate: 2025-04-09\n---\n\n# {TITLE}\n\n".encode() + "\n\n".join(lines).encode()
    )


def save_docx(blocks: list[Printed], path: Path) -> None:
    """A Word file with heading, bullet and number styles: its numbers stand only in the definitions."""
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    for block in blocks:
        if block.kind == "heading":
            document.add_heading(block.words, 1)
        elif block.kind == "item":
            document.add_paragraph(block.words, style="List Bullet")
        else:
            document.add_paragraph(block.words, style="List Number" if block.number else None)
    document.save(str(path))


def save_odt(blocks: list[Printed], path: Path) -> None:
    """An OpenDocument text: bullets as a list, numbered paragraphs as one list that goes on."""
    body = [f'<text:p text:style-name="Title">{TITLE}</text:p>']
    for block in blocks:
        words = html.escape(block.words, quote=False)
        if block.kind == "heading":
            body.append(f'<text:h text:outline-level="1">{words}</text:h>')
        elif block.kind == "item" or block.number:
            style = "Bullets" if block.kind == "item" else "Numbers"
            item = f"<text:list-item><text:p>{words}</text:p></text:list-item>"
            attributes = f'text:style-name="{style}" text:continue-numbering="true"'
            body.append(f"<text:list {attributes}>{item}</text:list>")
        else:
            body.append(f"<text:p>{words}</text:p>")
    content = Template((DATA / "content.xml").read_text(encoding="utf-8")).substitute(body="\n".join(body))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content, zipfile.ZIP_DEFLATED)


def save_pdf(blocks: list[Printed], path: Path, *, columns: int = 1) -> None:
    """A PDF with running heads, page numbers, justified lines and broken words, in one or more columns."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    gutter, margin = 22, 62
    width = (A4[0] - 2 * margin - (columns - 1) * gutter) / columns
    frames = [
        Frame(margin + n * (width + gutter), 70, width, A4[1] - 140, 0, 0, 0, 0) for n in range(columns)
    ]
    document = BaseDocTemplate(str(path), pagesize=A4, title="Microsoft Word - made.docx", invariant=True)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_draw_furniture))
    document.build(_flowables(blocks, 11 if columns == 1 else 9))


def _draw_furniture(canvas, document) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(62, 800, "Home Office: response to the Inquiry")
    canvas.drawRightString(533, 800, "CP 1234")
    canvas.drawCentredString(297, 40, f"Page {document.page}")


def _flowables(blocks: list[Printed], size: float) -> list:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    plain = {"fontName": "Times-Roman", "fontSize": size, "leading": 1.3 * size, "spaceAfter": 0.6 * size}
    text = ParagraphStyle("text", **plain, alignment=4, hyphenationLang="en_GB", embeddedHyphenation=0)
    item = ParagraphStyle("item", parent=text, leftIndent=2 * size, bulletIndent=size)
    hanging = ParagraphStyle("hanging", parent=text, leftIndent=3 * size)
    bold = {"fontName": "Helvetica-Bold", "spaceBefore": size, "keepWithNext": True}
    heading = ParagraphStyle("heading", **plain | bold | {"fontSize": 1.3 * size, "leading": 1.6 * size})
    title = ParagraphStyle("title", parent=heading, fontSize=2 * size, leading=2.4 * size)
    flow = [Paragraph(TITLE, title)]
    for block in blocks:
        words = html.escape(block.words, quote=False)
        if block.kind == "heading":
            flow.append(Paragraph(words, heading))
        elif block.kind == "item":
            flow.append(Paragraph(words, item, bulletText="•"))
        else:
            flow.append(Paragraph(words, hanging if block.number else text, bulletText=block.number or None))
    return flow
