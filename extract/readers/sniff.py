"""What kind of file this is, from its bytes; the name decides only between kinds of plain text."""

import json
import re
import zipfile
from pathlib import Path
from typing import Literal

from models import Problem

Format = Literal["pdf", "govuk", "html", "docx", "odt", "markdown", "text"]

HEAD = 65_536  # bytes looked at; a page may carry long comments before its first tag
HTML_START = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
HTML_TAG = re.compile(rb"<(?:p|div|h[1-6]|ul|ol|li|table|article|section|span|a)(?:\s[^<>]*)?>", re.I)
MARKDOWN_NAMES = (".md", ".markdown", ".mdown")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = (
    (OLD_WORD, "is an old Word file, or one with a password; save it as .docx without a password"),
    (b"{\\rtf", "is a rich text file; save it as .docx"),
    (b"\x1f\x8b", "is a gzip archive; unpack it first"),
    (b"Rar!", "is an archive; unpack it first"),
    (b"7z\xbc\xaf", "is an archive; unpack it first"),
    (b"\x89PNG", "is a picture; run OCR on it first"),
    (b"\xff\xd8\xff", "is a picture; run OCR on it first"),
    (b"II*\x00", "is a picture; run OCR on it first"),
    (b"MM\x00*", "is a picture; run OCR on it first"),
)


def sniff(path: Path) -> Format:
    """The format of a file.

    Raises:
        Problem: The file is empty, or of a kind that holds no text we can read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n"):
        raise Problem(f"{path.name}: is empty; fetch it again")
    for magic, why in REFUSED:
        if head.startswith(magic):
            raise Problem(f"{path.name}: {why}")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or zipfile.is_zipfile(path):
        return _sniff_package(path)
    return _sniff_text(path, head)


def _sniff_package(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Problem(f"{path.name}: the file is damaged ({error}); fetch it again") from error
    if any(re.match(r"word/document\d*\.xml$", name) for name in names):
        return "docx"
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    raise Problem(
        f"{path.name}: is a ZIP file but neither Word nor OpenDocument text; unpack it or save it as .docx"
    )


def _sniff_text(path: Path, head: bytes) -> Format:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = path.suffix.lower()
    if start[:1] in (b"{", b"[") and (suffix == ".json" or _is_json(path)):
        return "govuk"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in head and not wide:
        raise Problem(f"{path.name}: {_why_binary(suffix)}")
    narrow = head.replace(b"\0", b"") if wide else head
    if HTML_START.search(narrow[:8192]) or (start[:1] == b"<" and len(HTML_TAG.findall(narrow)) >= 3):
        return "html"
    if suffix in (".html", ".htm", ".xhtml"):
        return "html"
    if start[:5] == b"<?xml":
        raise Problem(f"{path.name}: is XML of a kind that is not known here; save it as HTML, .docx or text")
    if suffix in (".pdf", ".docx", ".odt", ".json"):
        raise Problem(f"{path.name}: {_why_binary(suffix)}")
    return "markdown" if suffix in MARKDOWN_NAMES else "text"


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True


def _why_binary(suffix: str) -> str:
    if suffix in (".pdf", ".docx", ".odt", ".json"):
        return f"does not begin as a {suffix} file does, it is damaged; fetch it again"
    return "holds binary data and is no kind of document known here; save it as PDF, .docx or text"
