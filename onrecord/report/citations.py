"""How a commitment is cited: as a text, and for BibTeX."""

import re

from models import Row
from onrecord.report.wording import show_day, show_place

# Characters that mean something to TeX, and how they are written to stand for themselves.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "%&#$_"},
}
SPECIAL = re.compile("[" + re.escape("".join(TEX)) + "]")


def cite_as_text(row: Row) -> str:
    """One paragraph that names the source, quotes the sentence and says how to check it."""
    day = f" ({show_day(row.published)})" if row.published else ""
    publisher = f"{row.publisher}, " if row.publisher else ""
    return (
        f"{publisher}“{row.document_title}”{day}, {show_place(row)}: “{fold(row.quote)}” "
        f"{row.citation_url} [file SHA-256 {row.source_sha256}; commitment {row.commitment_id}]"
    )


def cite_as_bibtex(row: Row) -> str:
    """An entry for BibTeX."""
    day = row.published
    entries = {
        "author": f"{{{escape_tex(row.publisher)}}}" if row.publisher else "",
        "title": f"{{{escape_tex(row.document_title)}}}",
        **({"year": f"{day.year}", "month": f"{day.month}", "day": f"{day.day}"} if day else {}),
        "howpublished": escape_address(row.citation_url),
        "note": f"{show_place(row).capitalize()}: ``{escape_tex(fold(row.quote))}''; "
        f"file SHA-256 {row.source_sha256}; commitment {row.commitment_id}",
    }
    lines = [f"  {key} = {{{value}}}," for key, value in entries.items() if value]
    return "\n".join([f"@misc{{{row.commitment_id},", *lines, "}"])


def escape_address(address: str) -> str:
    r"""The address as TeX sets it: ``\url`` takes any without white space, braces or a backslash."""
    if re.fullmatch(r"https?://[^\s{}\\]+", address):
        return rf"\url{{{address}}}"
    return escape_tex(address)


def fold(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def escape_tex(text: str) -> str:
    """The text with TeX's special characters made to stand for themselves."""
    return SPECIAL.sub(lambda found: TEX[found[0]], text)
