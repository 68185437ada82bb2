"""Bodies that no list holds, found by their form: "Children and Young People's Advisory Board"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.body_list import Body, fold
from extract.body_words import Sighting, has_capital, head_word, heads, is_generic, is_possessive, word_list

BOROUGH = "borough"  # heads a name only with what follows: "London Borough of Hackney"
COUNCIL = "council"
COMMITTEE = "committee"
_SMALL = re.compile(r"\b(?:metropolitan|borough|city|county|district|town|unitary|council)\b")

Owners = dict[int, Sighting]  # token to the sighting that it belongs to


def find_forms(doc: Doc, places: Sequence[int], taken: Sequence[Sighting]) -> Iterator[Sighting]:
    """Sightings of unlisted organisations around the head words at ``places``.

    Args:
        doc: One sentence.
        places: Tokens that are head words, in order.
        taken: What is known already: a name neither begins nor ends inside one of these.
    """
    owners = {token: one for one in taken for token in range(one.start, one.end)}
    for place in places:
        span = None if place in owners else _span(doc, place, owners)
        if span and not _is_shouted(doc):
            found = _sighting(doc, place, *span, owners)
            owners |= dict.fromkeys(range(*span), found)
            yield found


def _is_shouted(doc: Doc) -> bool:
    """True for a heading in capitals, where a capital says nothing."""
    return all(token.is_upper for token in doc if token.is_alpha)


def _span(doc: Doc, place: int, owners: Owners) -> tuple[int, int] | None:
    if not has_capital(doc[place]):
        return _council(doc, place, owners)
    end = _reach_right(doc, place, owners)
    if _is_cap(doc, end, owners):
        return None  # "Service Level", "Board Code": the head is not the end of the name
    start = _without_leading(doc, _reach_left(doc, place, owners), place)
    return (start, end) if _is_name(doc, start, place, end) and not _is_paper(doc, end) else None


def _is_cap(doc: Doc, place: int, owners: Owners) -> bool:
    """True for a free word with a capital."""
    return (
        place < len(doc) and place not in owners and has_capital(doc[place]) and doc[place].text[0].isalpha()
    )


def _is_name(doc: Doc, start: int, place: int, end: int) -> bool:
    """More than a head and words that fit any body."""
    words = fold(doc[start:end].text).lower()
    if any(words == other or words.endswith(f" {other}") for other in word_list("no_bodies")):
        return False
    if doc[place].lower_ == BOROUGH:
        return end > place + 1
    return end > place + 1 or any(token.is_alpha and not is_generic(token) for token in doc[start:place])


def _is_paper(doc: Doc, end: int) -> bool:
    """True if "and" leads on to the end of a title: "Claimant Service and Experience Survey"."""
    return end < len(doc) and doc[end].lower_ in ("and", "&") and leads_to_paper(doc, end)


def leads_to_paper(doc: Doc, end: int) -> bool:
    """True if capitals go on from a name to the end of a title: "Coroners and Justice Bill"."""
    while end < len(doc) and (has_capital(doc[end]) or doc[end].lower_ in word_list("links")):
        if doc[end].text in word_list("papers"):
            return True
        end += 1
    return False


def _reach_left(doc: Doc, place: int, owners: Owners) -> int:
    start = place
    while start > 0:
        step = _step_left(doc, start, owners)
        if step == start:
            break
        start = step
    return start


def _step_left(doc: Doc, start: int, owners: Owners) -> int:
    """The start moved over one more word of the name, or the same start."""
    if start - 1 in owners:
        return owners[start - 1].start if _may_lend(owners[start - 1]) else start
    if _is_cap(doc, start - 1, owners):
        return start - 1
    compound = _compound_start(doc, start)
    if compound != start:
        return compound if _is_cap(doc, compound, owners) else start
    if start < 2 or not _is_cap(doc, start - 2, owners) or doc[start - 2].lower_ in word_list("leading"):
        return start
    return start - 2 if _joins(doc, start - 1) else start


def _may_lend(owner: Sighting) -> bool:
    """A known body may lend its name: "NHS Safeguarding Board"; a person or the government does not."""
    return owner.kind not in ("person", "minister", "government", "party")


def _compound_start(doc: Doc, start: int) -> int:
    """Start of a word joined by hyphens that ends at ``start``: "Opt-out", "Cross-"; or the same start."""
    place = start - 1
    if doc[place].is_alpha and place > 1 and doc[place - 1].text == "-" and not doc[place - 1].whitespace_:
        place -= 1
    if doc[place].text == "-" and place > 0 and not doc[place - 1].whitespace_:
        return place - 1
    return start


def _joins(doc: Doc, place: int) -> bool:
    """True if the small word or apostrophe at ``place`` holds a name together with what stands before."""
    before = doc[place - 1].lower_
    if is_possessive(doc[place]):
        return doc[place].text in ("'", "’") or before in word_list("owners")
    return doc[place].lower_ in word_list("links") and before not in heads() and before != BOROUGH


def _without_leading(doc: Doc, start: int, place: int) -> int:
    while start < place and _leads(doc, start):
        start += 1
    return start


def _leads(doc: Doc, place: int) -> bool:
    """True for a word that only happens to have its capital in front of the name."""
    if doc[place + 1].text == "-":
        return False  # "All-Party"
    word = doc[place].lower_
    return word in word_list("leading") or word in word_list("links") or is_possessive(doc[place])


def _reach_right(doc: Doc, place: int, owners: Owners) -> int:
    """End of "… of Social Work", "… for VAWG and Public Protection" behind the head."""
    end = place + 1
    if end >= len(doc) or doc[end].lower_ not in word_list("links") or doc[end].lower_ in ("and", "&"):
        return end
    first = end + 1
    if first < len(doc) and doc[first].lower_ == "the":
        first += 1
    return _run_right(doc, first, owners) or end


def _run_right(doc: Doc, first: int, owners: Owners) -> int:
    """End of the run of capitalised words from ``first``; 0 if there is none."""
    end = first
    while end < len(doc):
        if not _is_cap(doc, end, owners) and not (end > first and _goes_on(doc, end, owners)):
            break
        end += 1
    return end if end > first else 0


def _goes_on(doc: Doc, link: int, owners: Owners) -> bool:
    """True if the capitalised words behind a small word belong to the same name and are no body's own."""
    end = link + 1
    while _is_cap(doc, end, owners):
        if doc[end].lower_ in heads():
            return False
        end += 1
    ends = end == link + 1 or end in owners or (end < len(doc) and is_possessive(doc[end]))
    return doc[link].lower_ in word_list("links") and not ends


def _council(doc: Doc, place: int, owners: Owners) -> tuple[int, int] | None:
    """A local council as news prints it: "Oldham council", "Leeds city council"."""
    if doc[place].lower_ != COUNCIL:
        return None
    start = place
    while start > 0 and doc[start - 1].lower_ in word_list("districts"):
        start -= 1
    start = _without_leading(doc, _reach_left(doc, start, owners), place)
    words = {token.lower_ for token in doc[start:place]}
    if not words or words & (word_list("no_places") | word_list("leading")) or start in owners:
        return None
    return (start, place + 1) if any(not is_generic(token) for token in doc[start:place]) else None


def _sighting(doc: Doc, place: int, start: int, end: int, owners: Owners) -> Sighting:
    name = _SMALL.sub(lambda found: found[0].capitalize(), fold(doc[start:end].text))
    kind, public = _sort(doc, place, start, end, name)
    if doc[place].lower_ == COMMITTEE and place - 1 in owners and owners[place - 1].kind == "department":
        kind, public = "committee", False  # Parliament's, which a department is answerable to
    body = Body(name=name, kind=kind, public=public, called=(name.lower(),))
    return Sighting(start=start, end=end, body=body, kind=kind, rule="form")


def _sort(doc: Doc, place: int, start: int, end: int, name: str) -> tuple[str, bool]:
    """Kind and publicness of an unlisted body, by the words of its name."""
    head = head_word(doc, place)
    if any(words in name.lower() for words in word_list("committees")):
        return "committee", False
    if head == "inquiry":
        return "inquiry", False
    if head == BOROUGH or (head == COUNCIL and place == end - 1 and _is_place(doc, start, place)):
        return "local", True
    return "unlisted", head in word_list("public_heads") or any(
        mark in name for mark in word_list("public_marks")
    )


def _is_place(doc: Doc, start: int, place: int) -> bool:
    return not any(token.lower_ in word_list("no_places") for token in doc[start:place])
