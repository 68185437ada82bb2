"""From a file to a document: the reader is chosen by what the file holds."""

from dataclasses import replace
from pathlib import Path

from extract.metadata import complete
from extract.readers.health import check_health
from extract.readers.reading import Reading
from extract.readers.sniff import Format, sniff
from extract.structure import arrange
from models import Document, Problem, Source

NAMES = {
    "pdf": (".pdf",),
    "html": (".html", ".htm", ".xhtml"),
    "govuk": (".json",),
    "docx": (".docx",),
    "odt": (".odt",),
}


def read_document(path: Path, source: Source, *, ocr: bool = False) -> Document:
    """Read a file of any format into a document.

    Args:
        path: The file.
        source: What is known of it; what is left open is filled from the file and marked if assumed.
        ocr: Run OCRmyPDF on a PDF whose pages are pictures.

    Raises:
        Problem: The file cannot be read; the message says why and what to do.
    """
    return make_document(read_file(path, source, ocr=ocr), source)


def make_document(reading: Reading, source: Source) -> Document:
    """Arrange what was read of a file, and complete what is known of it from what it says itself."""
    blocks = arrange(reading.text, reading.blocks)
    return Document(
        source=complete(source, reading.text, blocks, reading.metadata),
        text=reading.text,
        blocks=blocks,
        warnings=reading.warnings,
        pages=_turns(reading),
    )


def _turns(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Offset and page wherever the text goes over to another page."""
    lines = [(place.start, place.page) for place in reading.places]
    return tuple(line for line, before in zip(lines, [(0, 0), *lines], strict=False) if line[1] != before[1])


def read_file(path: Path, source: Source, *, ocr: bool = False) -> Reading:
    """Read a file as it is, its blocks not yet arranged, with its places and furniture.

    Raises:
        Problem: The file cannot be read; the message says why and what to do.
    """
    try:
        kind = sniff(path)
        reading = _read(kind, path, source, ocr)
    except OSError as error:
        raise Problem(f"{source.file}: cannot be read ({error.strerror or error}); check the file") from error
    except (RecursionError, MemoryError) as error:
        raise Problem(f"{source.file}: is too deep or too large to be read; save its text alone") from error
    except Problem:
        raise
    except Exception as error:  # one damaged file must not cost a run of thousands
        said = f"{type(error).__name__}: {error}"
        raise Problem(f"{source.file}: could not be read ({said}); save it in another format") from error
    misnamed = _check_name(kind, path, source)
    unhealthy = tuple(f"{source.file}: {words}" for words in check_health(reading.text))
    return replace(reading, warnings=(*misnamed, *reading.warnings, *unhealthy))


def _read(kind: Format, path: Path, source: Source, ocr: bool) -> Reading:
    """Read with the reader of a format; each is imported only when it is needed."""
    if kind == "pdf":
        return _read_pdf(path, source, ocr)
    if kind == "docx":
        from extract.readers import docx

        return docx.read(path, source)
    if kind == "odt":
        from extract.readers import odt

        return odt.read(path, source)
    return _read_text_like(kind, path.read_bytes(), source)


def _read_text_like(kind: Format, raw: bytes, source: Source) -> Reading:
    if kind == "govuk":
        from extract.readers import govuk

        return govuk.read(raw, source)
    if kind == "html":
        from extract.readers import html

        return html.read(raw, source)
    if kind == "markdown":
        from extract.readers import markdown

        return markdown.read(raw, source)
    return _read_plain(raw, source)


def _read_plain(raw: bytes, source: Source) -> Reading:
    """The file's own text is the canonical text, so its encoding is not guessed."""
    from extract.readers import text

    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(f"{source.file}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    if not words.strip():
        raise Problem(f"{source.file}: holds no text; put the document's text into it or remove it")
    return Reading(text=words, blocks=tuple(text.read(words)))


def _read_pdf(path: Path, source: Source, ocr: bool) -> Reading:
    from extract.readers import pdf
    from extract.readers.ocr import with_text_layer

    if not ocr or pdf.has_text(path, source):
        return pdf.read(path, source)
    with with_text_layer(path) as copy:
        return pdf.read(copy, source)


def _check_name(kind: Format, path: Path, source: Source) -> tuple[str, ...]:
    """A warning where the file's name promises another format than its bytes hold."""
    suffix = path.suffix.lower()
    promised = next((known for known, suffixes in NAMES.items() if suffix in suffixes), kind)
    if promised == kind:
        return ()
    return (f"{source.file}: is named {suffix} but is {kind}; read as {kind}",)
