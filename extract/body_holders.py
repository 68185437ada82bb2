"""Persons named beside an office of state: "Home secretary Yvette Cooper", "(Bill Rammell)"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.body_list import Body, fold
from extract.body_people import names_before, read_names, short_names
from extract.body_words import Sighting

# Words that may stand between an office and its holder in Hansard: "my right hon. Friend the Member for
# Harlow (Bill Rammell)" takes 12, a constituency of four words 15.
MEMBER = 18


def find_others(doc: Doc, start: int, end: int, owned: frozenset[int]) -> Sighting:
    """Whoever holds the office for the opposition or held it before: no mention of the department.

    Args:
        doc: One sentence.
        start: The token "shadow" or "former".
        end: One past the last token of the office behind it.
        owned: Tokens of known bodies, which are no part of a person's name.
    """
    names, names_end = read_names(doc, end, owned)
    name = " ".join(names) or fold(doc[start:end].text).title()
    return Sighting(
        start=start,
        end=names_end if names else end,
        body=Body(name=name, kind="person", public=False),
        kind="person",
        rule="form",
        shorts=short_names("", names) if names else (),
    )


def find_holders(
    doc: Doc, offices: Sequence[Sighting], persons: Sequence[Sighting], owned: frozenset[int]
) -> Iterator[Sighting]:
    """Ministers by name: they speak for the department as their office does.

    Args:
        doc: One sentence.
        offices: Sightings of offices.
        persons: Sightings of persons, of whom some hold the offices.
        owned: Tokens of known bodies, which are no part of a person's name.
    """
    for office in offices:
        beside = next((one for one in persons if _is_beside(doc, office, one)), None)
        holder = _titled(doc, office, beside) if beside else _untitled(doc, office, owned)
        if holder:
            yield holder


def _is_beside(doc: Doc, office: Sighting, person: Sighting) -> bool:
    after = person.start in (office.end, _skip(doc, office.end, (",", "(")))
    return after or _skip(doc, person.end, (",", "the", "as", "is", "a")) == office.start


def _titled(doc: Doc, office: Sighting, person: Sighting) -> Sighting:
    start, end = min(person.start, office.start), max(person.end, office.end)
    return _holder(office, start, _closed(doc, office.end, end), person.shorts)


def _untitled(doc: Doc, office: Sighting, owned: frozenset[int]) -> Sighting | None:
    for start in (office.end, _skip(doc, office.end, (",", "("))):
        names, end = read_names(doc, start, owned)
        if names:
            return _holder(office, office.start, _closed(doc, office.end, end), short_names("", names))
    return _named_before(doc, office, owned) or _member(doc, office, owned)


def _named_before(doc: Doc, office: Sighting, owned: frozenset[int]) -> Sighting | None:
    """The holder before the office: "Jess Phillips, the safeguarding minister"."""
    comma = office.start - 2 if doc[office.start - 1].lower_ == "the" else office.start - 1
    if comma < 2 or doc[comma].text != ",":
        return None
    names, start = names_before(doc, comma, owned)
    return _holder(office, start, office.end, short_names("", names)) if 2 <= len(names) <= 3 else None


def _member(doc: Doc, office: Sighting, owned: frozenset[int]) -> Sighting | None:
    """The holder as Hansard has it: "the Minister for X, the Member for Harlow (Bill Rammell)"."""
    words = [token.text for token in doc[office.end : office.end + MEMBER]]
    if "Member" not in words or "(" not in words:
        return None
    start = office.end + words.index("(") + 1
    names, end = read_names(doc, start, owned)
    closed = end < len(doc) and doc[end].text == ")"
    return _holder(office, start, end, short_names("", names)) if names and closed else None


def _holder(office: Sighting, start: int, end: int, shorts: tuple[str, ...]) -> Sighting:
    return replace(office, start=start, end=end, rule="form", shorts=shorts)


def _closed(doc: Doc, start: int, end: int) -> int:
    """The end moved over the bracket that closes one opened between ``start`` and ``end``."""
    is_open = any(token.text == "(" for token in doc[start:end])
    return end + 1 if is_open and end < len(doc) and doc[end].text == ")" else end


def _skip(doc: Doc, place: int, words: tuple[str, ...]) -> int:
    while place < len(doc) and doc[place].lower_ in words:
        place += 1
    return place
