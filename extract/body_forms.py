"""Bodies that no list holds, found by their form: "Children and Young People's Advisory Board"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.body_list import Body, fold
from extract.body_words import Sighting, has_capital, heads, is_possessive, word_list

PLACE_HEADS = ("council",)
BOROUGH = "borough"


def find_forms(doc: Doc, places: Sequence[int], taken: Sequence[Sighting]) -> Iterator[Sighting]:
    """Sightings of unlisted organisations around the head words at ``places``.

    Args:
        doc: One sentence.
        places: Tokens that are head words, in order.
        taken: What is known already: a name neither begins nor ends inside one of these.
    """
    owners = {token: one for one in taken for token in range(one.start, one.end)}
    for place in places:
        if place not in owners:
            span = _span(doc, place, owners)
            if span and not _is_shouted(doc):
                yield _sighting(doc, place, *span)


def _is_shouted(doc: Doc) -> bool:
    """True for a heading in capitals, where a capital says nothing."""
    return all(token.is_upper for token in doc if token.is_alpha)


def _span(doc: Doc, place: int, owners: dict[int, Sighting]) -> tuple[int, int] | None:
    if not has_capital(doc[place]):
        return _council(doc, place, owners)
    end = _reach_right(doc, place, owners)
    if end < len(doc) and has_capital(doc[end]) and doc[end].is_alpha and end not in owners:
        return None  # "Service Level", "Board Code": the head is not the end of the name
    start = _without_leading(doc, _reach_left(doc, place, owners), place)
    return (start, end) if _is_name(doc, start, place, end) else None


def _is_name(doc: Doc, start: int, place: int, end: int) -> bool:
    """More than a head and words that fit any body."""
    words = fold(doc[start:end].text).lower()
    if any(words == other or words.endswith(f" {other}") for other in word_list("no_bodies")):
        return False
    if doc[place].lower_ == BOROUGH:
        return end > place + 1
    return end > place + 1 or any(token.is_alpha and not is_generic(token) for token in doc[start:place])


def is_generic(token: Token) -> bool:
    """True for a word that could stand in any body's name, or in none."""
    return token.lower_ in word_list("generic") or token.lower_ in word_list("links") or not has_capital(token)


def _reach_left(doc: Doc, place: int, owners: dict[int, Sighting]) -> int:
    start = place
    while start > 0:
        step = _step_left(doc, start, owners)
        if step == start:
            break
        start = step
    return start


def _step_left(doc: Doc, start: int, owners: dict[int, Sighting]) -> int:
    """The start moved over one more word of the name, or the same start."""
    before = doc[start - 1]
    if start - 1 in owners:
        return owners[start - 1].start if _is_part(owners[start - 1]) else start
    if has_capital(before) and before.text[0].isalnum():
        return start - 1
    if before.text == "-" and start > 1 and not before.whitespace_ and not doc[start - 2].whitespace_:
        return start - 2 if has_capital(doc[start - 2]) and start - 2 not in owners else start
    if start < 2 or start - 2 in owners or not has_capital(doc[start - 2]) or doc[start - 2].lower_ in word_list("leading"):
        return start
    if is_possessive(before):
        owner = doc[start - 2].lower_
        return start - 2 if before.text in ("'", "’") or owner in word_list("owners") else start
    joins = before.lower_ in word_list("links") and doc[start - 2].lower_ not in heads()
    return start - 2 if joins else start


def _is_part(owner: Sighting) -> bool:
    """A known body may lend its name to another: "NHS Safeguarding Board"; a person or the government does not."""
    return owner.kind not in ("person", "minister", "government", "party")


def _without_leading(doc: Doc, start: int, place: int) -> int:
    while start < place and (doc[start].lower_ in word_list("leading") or doc[start].lower_ in word_list("links") or is_possessive(doc[start])):
        start += 1
    return start


def _reach_right(doc: Doc, place: int, owners: dict[int, Sighting]) -> int:
    """End of "… of Social Work", "… for VAWG and Public Protection" behind the head."""
    end = place + 1
    if end >= len(doc) or doc[end].lower_ not in word_list("links") or doc[end].lower_ in ("and", "&"):
        return end
    first = end + 1
    if first < len(doc) and doc[first].lower_ == "the":
        first += 1
    return _run_right(doc, first, owners) or end


def _run_right(doc: Doc, first: int, owners: dict[int, Sighting]) -> int:
    """End of the run of capitalised words from ``first``; 0 if there is none."""
    end = first
    while end < len(doc) and end not in owners:
        if has_capital(doc[end]) and doc[end].text[0].isalpha():
            end += 1
        elif end > first and doc[end].lower_ in word_list("links") and _goes_on(doc, end + 1, owners):
            end += 1
        else:
            break
    return end if end > first else 0


def _goes_on(doc: Doc, first: int, owners: dict[int, Sighting]) -> bool:
    """True if the capitalised words from ``first`` belong to the same name: no other body among them."""
    end = first
    while end < len(doc) and end not in owners and has_capital(doc[end]) and doc[end].text[0].isalpha():
        if doc[end].lower_ in heads():
            return False
        end += 1
    return end > first and end not in owners


def _council(doc: Doc, place: int, owners: dict[int, Sighting]) -> tuple[int, int] | None:
    """A local council as news prints it: "Oldham council", "Leeds city council"."""
    if doc[place].lower_ not in PLACE_HEADS:
        return None
    start = place
    while start > 0 and doc[start - 1].lower_ in word_list("districts"):
        start -= 1
    start = _without_leading(doc, _reach_left(doc, start, owners), place)
    words = [token.lower_ for token in doc[start:place]]
    known = not words or any(word in word_list("no_places") or word in word_list("generic") for word in words)
    return None if known or not has_capital(doc[start]) or any(token in owners for token in range(start, place)) else (start, place + 1)


def _sighting(doc: Doc, place: int, start: int, end: int) -> Sighting:
    name = _as_name(fold(doc[start:end].text))
    kind, public = _sort(doc, place, start, end, name)
    body = Body(name=name, kind=kind, public=public, called=(name.lower(),))
    return Sighting(start=start, end=end, body=body, kind=kind, rule="form")


def _as_name(words: str) -> str:
    return re.sub(r"\b(metropolitan|borough|city|county|district|town|unitary|council)\b", lambda found: found[0].capitalize(), words)


def _sort(doc: Doc, place: int, start: int, end: int, name: str) -> tuple[str, bool]:
    """Kind and publicness of an unlisted body, by the words of its name."""
    words = {token.lower_ for token in doc[start:end]}
    if any(other in name.lower() for other in word_list("committees")):
        return "committee", False
    if doc[place].lower_ == "inquiry":
        return "inquiry", False
    if doc[place].lower_ == BOROUGH or (doc[place].lower_ in PLACE_HEADS and place == end - 1 and not words & word_list("no_places")):
        return "local", True
    public = doc[place].lower_ in word_list("public_heads") or any(mark in name for mark in word_list("public_marks"))
    return "unlisted", public
