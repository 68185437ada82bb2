"""From bytes to text when the page may lie about its encoding."""

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.I,
)
# What browsers read instead of the encoding that is named (WHATWG Encoding Standard).
READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
HEAD = 4096  # bytes in which a declaration must stand, four times what browsers look at


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a page or a text file, and a warning where its declaration does not hold.

    A byte order mark decides. Bytes that are valid UTF-8 are UTF-8 whatever is declared: beyond ASCII
    chance almost never makes them. Else what is declared, if the bytes bear it out; else UTF-8 with
    holes, where most of it is, and Windows-1252 as the last resort.
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), ()
    declared = _declared(raw[:HEAD])
    if (text := _strictly(raw, "utf-8")) is not None:
        honest = raw.isascii() or declared in ("", "utf-8")
        return text, () if honest else (f"declares the encoding {declared} but is UTF-8; read as UTF-8",)
    if declared != "utf-8" and (text := _strictly(raw, declared)) is not None:
        return text, ()
    return _guess(raw, f"declares the encoding {declared}" if declared else "declares no encoding")


def _guess(raw: bytes, stated: str) -> tuple[str, tuple[str, ...]]:
    text = raw.decode("utf-8", "replace")
    holes = text.count("\ufffd")
    if holes < sum(not character.isascii() for character in text) - holes:
        return text, (f"{stated}; read as UTF-8, in which {holes} letters are damaged and shown as \ufffd",)
    return raw.decode("cp1252", "replace"), (
        f"{stated} and is no UTF-8; read as Windows-1252: look at its accents",
    )


def _declared(head: bytes) -> str:
    found = DECLARED.search(head)
    if not found:
        return ""
    name = (found[1] or found[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return name
    return READ_AS.get(name, name)


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None
