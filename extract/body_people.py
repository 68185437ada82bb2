"""Persons named by title or by office: "Baroness Louise Casey", "Home secretary Yvette Cooper"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from extract.body_list import Body, fold
from extract.body_words import Sighting, has_capital, heads, word_list

MEMBER = 20  # words between an office and its holder's name: "my right hon. Friend the Member for Harlow ("
MOST_NAMES = 4  # first, middle and last names together; the longest in use, "Iain Duncan Smith", has three


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that announce a person: a title, "MP", "appointed", "shadow".

    Attributes:
        start: First token.
        end: One past the last token.
        words: The words, capitals as they are.
    """

    start: int
    end: int
    words: str


def trigger_words() -> frozenset[str]:
    """All words that may announce a person."""
    lists = ("peers", "titled", "clergy", "courtesy", "honours", "counsel", "members", "cues", "others_offices")
    return frozenset().union(*(word_list(name) for name in lists))


def find_people(doc: Doc, triggers: Sequence[Trigger], offices: Sequence[Sighting], taken: Sequence[Sighting]) -> Iterator[Sighting]:
    """Sightings of persons, and of ministers by name.

    Args:
        doc: One sentence.
        triggers: Words that announce a person, in order.
        offices: Sightings of offices of state, whoever holds them.
        taken: Listed bodies, which are no part of a person's name.
    """
    owned = frozenset(token for one in taken for token in range(one.start, one.end))
    persons = [*_by_title(doc, triggers, owned), *_by_letters(doc, triggers, owned), *_by_cue(doc, triggers, owned)]
    others = {one.end: one for one in triggers if one.words in word_list("others_offices")}
    for office in offices:
        if office.start in others:
            yield from _other(doc, others[office.start].start, office, owned)
    own = [office for office in offices if office.start not in others]
    yield from _holders(doc, own, persons, owned)
    yield from persons


def _by_title(doc: Doc, triggers: Sequence[Trigger], owned: frozenset[int]) -> Iterator[Sighting]:
    titles = [one for one in triggers if _is_title(one.words)]
    for first, title in enumerate(titles):
        if first and titles[first - 1].end == title.start:
            continue
        run = [title]
        for other in titles[first + 1 :]:
            if other.start == run[-1].end:
                run.append(other)
        yield from _titled(doc, run, owned)


def _is_title(words: str) -> bool:
    return any(words in word_list(name) for name in ("peers", "titled", "clergy", "courtesy", "honours"))


def _titled(doc: Doc, run: Sequence[Trigger], owned: frozenset[int]) -> Iterator[Sighting]:
    """The person whose names follow the titles, if names do."""
    title = " ".join(one.words for one in run if one.words not in word_list("honours"))
    names, end = _names_after(doc, run[-1].end, owned)
    letters, end = _letters_after(doc, end)
    if names:
        yield _person(doc, run[0].start, end, title, names, letters)


def _names_after(doc: Doc, start: int, owned: frozenset[int]) -> tuple[list[str], int]:
    """The names from ``start`` on, first names in brackets too, and the token behind them."""
    names: list[str] = []
    end, depth = start, 0
    while end < len(doc) and len(names) < MOST_NAMES:
        token = doc[end]
        if token.text == "(" and not names and end + 2 < len(doc) and doc[end + 2].text == ")":
            depth = 1
        elif token.text == ")" and depth:
            depth = 0
        elif token.text == "-" and names and _is_joined(doc, end, owned):
            names[-1] += f"-{doc[end + 1].text}"
            end += 1
        elif end not in owned and is_name(token):
            names.append(token.text)
        else:
            break
        end += 1
    return _with_place(doc, names, end)


def _is_joined(doc: Doc, place: int, owned: frozenset[int]) -> bool:
    return not doc[place].whitespace_ and place + 1 < len(doc) and place + 1 not in owned and is_name(doc[place + 1])


def _with_place(doc: Doc, names: list[str], end: int) -> tuple[list[str], int]:
    """A peer's place with his name: "Lord Thomas of Gresford"."""
    if names and end + 1 < len(doc) and doc[end].lower_ == "of" and is_name(doc[end + 1]) and len(names) == 1:
        return [f"{names[0]} of {doc[end + 1].text}"], end + 2
    return names, end


def is_name(token: Token) -> bool:
    """True for a word that can be a person's first or last name."""
    text = token.text.replace("'", "").replace("’", "")
    if not (has_capital(token) and text.isalpha()) or token.lower_ in word_list("no_names") or token.lower_ in heads():
        return False
    return token.text not in word_list("postnominals") and token.lower_ not in word_list("leading") and (len(text) == 1 or not text.isupper())


def _letters_after(doc: Doc, end: int) -> tuple[list[str], int]:
    letters = []
    while end < len(doc) and doc[end].text in word_list("postnominals"):
        letters.append(doc[end].text)
        end += 1
    return letters, end


def _by_letters(doc: Doc, triggers: Sequence[Trigger], owned: frozenset[int]) -> Iterator[Sighting]:
    """Untitled persons by the letters behind their names: "Tom Crowther KC", "Priti Patel MP"."""
    for trigger in triggers:
        if trigger.words in word_list("counsel") or trigger.words in word_list("members"):
            start = trigger.start
            while start > 0 and start - 1 not in owned and trigger.start - start < MOST_NAMES and is_name(doc[start - 1]):
                start -= 1
            names = [token.text for token in doc[start : trigger.start]]
            titled = any(other.end == start and _is_title(other.words) for other in triggers)
            if len(names) > 1 and not titled:
                letters, end = _letters_after(doc, trigger.start)
                yield _person(doc, start, end, "", names, letters)


def _by_cue(doc: Doc, triggers: Sequence[Trigger], owned: frozenset[int]) -> Iterator[Sighting]:
    """Untitled persons whom somebody appointed: "have appointed Sarah Payne"."""
    for trigger in triggers:
        if trigger.words.lower() in word_list("cues"):
            names, end = _bare_names(doc, trigger.end, owned)
            if names:
                yield _person(doc, trigger.end, end, "", names, [])


def _bare_names(doc: Doc, start: int, owned: frozenset[int]) -> tuple[list[str], int]:
    """Two or three names that stand alone, and the token behind them; no names if more capitals follow."""
    names, end = _names_after(doc, start, owned)
    more = end < len(doc) and has_capital(doc[end]) and doc[end].text not in word_list("postnominals")
    if not 2 <= len(names) <= 3 or more or end in owned:
        return [], start
    return names, _letters_after(doc, end)[1]


def _person(doc: Doc, start: int, end: int, title: str, names: list[str], letters: list[str]) -> Sighting:
    title = {"Prof": "Professor", "Prof.": "Professor"}.get(title, title).removesuffix(".")
    last = title.split()[0] if title else ""
    shown = names[-1:] if last in word_list("peers") else names
    counsel = [one for one in letters if one in word_list("counsel") and not title]
    name = " ".join((*title.split(), *shown, *counsel))
    public = not (last in word_list("courtesy") or last in word_list("clergy") or word_list("members") & set(letters))
    return _sighting(start, end, Body(name=name, kind="person", public=public), _shorts(title, names))


def _shorts(title: str, names: list[str]) -> tuple[str, ...]:
    """What the text may call the person from here on."""
    surname = names[-1]
    if title in ("Dame", "Sir"):
        forms = [f"{title} {names[0]}"]  # and never by title and surname
    else:
        forms = [f"{title} {surname}"] if title else []
    if len(names) > 1 or title not in ("Dame", "Sir"):
        forms += [surname]
    if len(names) > 1:
        forms += [" ".join(names), " ".join(names[-2:])]
    return tuple(dict.fromkeys(forms))


def _sighting(start: int, end: int, body: Body, shorts: tuple[str, ...]) -> Sighting:
    return Sighting(start=start, end=end, body=body, kind="person", rule="form", shorts=shorts)


def _holder(office: Sighting, start: int, end: int, shorts: tuple[str, ...]) -> Sighting:
    return replace(office, start=start, end=end, rule="form", shorts=shorts)


def _other(doc: Doc, start: int, office: Sighting, owned: frozenset[int]) -> Iterator[Sighting]:
    """Somebody who holds the office for the opposition, or held it before: no mention of the department."""
    names, end = _bare_names(doc, office.end, owned)
    name = " ".join(names) if names else fold(doc[start : office.end].text).title()
    body = Body(name=name, kind="person", public=False)
    yield _sighting(start, end if names else office.end, body, _shorts("", names) if names else ())


def _holders(doc: Doc, offices: Sequence[Sighting], persons: Sequence[Sighting], owned: frozenset[int]) -> Iterator[Sighting]:
    """Ministers named beside their office: both speak for the department."""
    for office in offices:
        after = _skip(doc, office.end, (",", "("))
        person = next((one for one in persons if one.start in (office.end, after) or _skip(doc, one.end, (",", "the", "as")) == office.start), None)
        if person:
            end = _closed(doc, office.end, max(person.end, office.end))
            yield _holder(office, min(person.start, office.start), end, person.shorts)
        else:
            yield from _plain_holder(doc, office, after, owned)


def _plain_holder(doc: Doc, office: Sighting, after: int, owned: frozenset[int]) -> Iterator[Sighting]:
    names, end = _bare_names(doc, office.end, owned)
    if not names:
        names, end = _bare_names(doc, after, owned)
    before, start = _names_before(doc, office.start, owned)
    if names:
        yield _holder(office, office.start, _closed(doc, office.end, end), _shorts("", names))
    elif before:
        yield _holder(office, start, office.end, _shorts("", before))
    else:
        yield from _member(doc, office, owned)


def _names_before(doc: Doc, place: int, owned: frozenset[int]) -> tuple[list[str], int]:
    """Two or three names with a comma before an office, and where they start: "Jess Phillips, the safeguarding minister"."""
    end = place - 1 if doc[place - 1].lower_ == "the" else place
    if end < 3 or doc[end - 1].text != ",":
        return [], place
    start = end - 1
    while start > 0 and start - 1 not in owned and is_name(doc[start - 1]):
        start -= 1
    names = [token.text for token in doc[start : end - 1]]
    return (names, start) if 2 <= len(names) <= 3 else ([], place)


def _member(doc: Doc, office: Sighting, owned: frozenset[int]) -> Iterator[Sighting]:
    """As Hansard has it: "the Minister for the Armed Forces, the Member for Harlow (Bill Rammell)"."""
    words = [token.text for token in doc[office.end : office.end + MEMBER]]
    if "Member" not in words or "(" not in words:
        return
    start = office.end + words.index("(") + 1
    names, end = _bare_names(doc, start, owned)
    if names and end < len(doc) and doc[end].text == ")":
        yield _holder(office, start, end, _shorts("", names))


def _closed(doc: Doc, start: int, end: int) -> int:
    """The end moved over the bracket that closes one opened between ``start`` and ``end``."""
    is_open = any(token.text == "(" for token in doc[start:end])
    return end + 1 if is_open and end < len(doc) and doc[end].text == ")" else end


def _skip(doc: Doc, place: int, words: tuple[str, ...]) -> int:
    while place < len(doc) and doc[place].lower_ in words:
        place += 1
    return place
