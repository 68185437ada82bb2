"""Persons named by title, by letters or by who appointed them: "Baroness Louise Casey", "Tom Crowther KC"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.body_list import Body
from extract.body_words import Sighting, has_capital, heads, word_list

MOST_NAMES = 4  # first, middle and last names together
TITLES = ("peers", "titled", "clergy", "courtesy", "honours")
SIRS = ("Dame", "Sir")  # known by title and first name, never by title and surname
LONG_FORMS = {"Prof": "Professor", "Prof.": "Professor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that announce a person: a title, "MP", "appointed", "shadow".

    Attributes:
        start: First token.
        end: One past the last token.
        words: The words as ``body_words.toml`` has them.
    """

    start: int
    end: int
    words: str

    def is_in(self, *names: str) -> bool:
        """True if one of the lists holds the words."""
        return any(self.words in word_list(name) for name in names)


def trigger_words() -> frozenset[str]:
    """All words that may announce a person."""
    lists = (*TITLES, "counsel", "members", "cues", "others_offices")
    return frozenset().union(*(word_list(name) for name in lists))


def find_people(doc: Doc, triggers: Sequence[Trigger], owned: frozenset[int]) -> Iterator[Sighting]:
    """Sightings of persons.

    Args:
        doc: One sentence.
        triggers: Words that announce a person, in order.
        owned: Tokens of known bodies, which are no part of a person's name.
    """
    titles = [one for one in triggers if one.is_in(*TITLES)]
    yield from _by_title(doc, titles, owned)
    title_ends = {one.end for one in titles}
    for trigger in triggers:
        if trigger.is_in("counsel", "members"):
            yield from _by_letters(doc, trigger.start, title_ends, owned)
        elif trigger.is_in("cues"):
            names, end = read_names(doc, trigger.end, owned)
            if names:
                yield _person(trigger.end, end, "", names, [])


def _by_title(doc: Doc, titles: Sequence[Trigger], owned: frozenset[int]) -> Iterator[Sighting]:
    """Persons whose names follow a title or several: "Rt Hon Dame Karen Bradley"."""
    run: list[Trigger] = []
    for number, title in enumerate(titles):
        run = [*run, title] if run and run[-1].end == title.start else [title]
        if number + 1 < len(titles) and titles[number + 1].start == title.end:
            continue
        words = " ".join(one.words for one in run if not one.is_in("honours"))
        names, end = _names_after(doc, title.end, owned)
        letters, end = _letters_after(doc, end)
        if names:
            yield _person(run[0].start, end, words, names, letters)


def _by_letters(doc: Doc, place: int, title_ends: set[int], owned: frozenset[int]) -> Iterator[Sighting]:
    """An untitled person by the letters at ``place``: "Tom Crowther KC", "Priti Patel MP"."""
    names, start = names_before(doc, place, owned)
    if len(names) > 1 and start not in title_ends:
        letters, end = _letters_after(doc, place)
        yield _person(start, end, "", names, letters)


def read_names(doc: Doc, start: int, owned: frozenset[int]) -> tuple[list[str], int]:
    """Two or three names that stand alone, and the token behind them; none if more capitals follow."""
    names, end = _names_after(doc, start, owned)
    more = end < len(doc) and has_capital(doc[end]) and doc[end].text not in word_list("postnominals")
    if not 2 <= len(names) <= 3 or more or end in owned:
        return [], start
    return names, _letters_after(doc, end)[1]


def names_before(doc: Doc, place: int, owned: frozenset[int]) -> tuple[list[str], int]:
    """The names that end at ``place``, and where they start."""
    start = place
    while start > 0 and place - start < MOST_NAMES and start - 1 not in owned and _is_name(doc[start - 1]):
        start -= 1
    return [token.text for token in doc[start:place]], start


def _names_after(doc: Doc, start: int, owned: frozenset[int]) -> tuple[list[str], int]:
    """The names from ``start`` on, a first name in brackets too, and the token behind them."""
    names: list[str] = []
    end = start
    while end < len(doc) and len(names) < MOST_NAMES:
        if _is_bracket(doc, start, end):
            end += 1
        elif names and _is_hyphen(doc, end) and _is_name(doc[end + 1]):
            names[-1] += f"-{doc[end + 1].text}"
            end += 2
        elif end not in owned and _is_name(doc[end]):
            names.append(doc[end].text)
            end += 1
        else:
            break
    return _with_place(doc, names, end)


def _is_bracket(doc: Doc, start: int, place: int) -> bool:
    """True for the brackets of "Baroness (Louise) Casey"."""
    opens = place == start and doc[place].text == "(" and doc[place + 2 : place + 3].text == ")"
    return opens or (place == start + 2 and doc[place].text == ")" and doc[start].text == "(")


def _is_hyphen(doc: Doc, place: int) -> bool:
    return doc[place].text == "-" and not doc[place].whitespace_ and place + 1 < len(doc)


def _with_place(doc: Doc, names: list[str], end: int) -> tuple[list[str], int]:
    """A peer's place with the name: "Lord Thomas of Gresford"."""
    if len(names) == 1 and end + 1 < len(doc) and doc[end].lower_ == "of" and _is_name(doc[end + 1]):
        return [f"{names[0]} of {doc[end + 1].text}"], end + 2
    return names, end


def _is_name(token: Token) -> bool:
    """True for a word that can be a person's first or last name."""
    text, word = token.text.replace("'", "").replace("’", ""), token.lower_
    if not text.isalpha() or not has_capital(token) or (len(text) > 1 and text.isupper()):
        return False
    return not (word in word_list("no_names") or word in word_list("leading") or word in heads())


def _letters_after(doc: Doc, end: int) -> tuple[list[str], int]:
    letters = []
    while end < len(doc) and doc[end].text in word_list("postnominals"):
        letters.append(doc[end].text)
        end += 1
    return letters, end


def _person(start: int, end: int, title: str, names: list[str], letters: list[str]) -> Sighting:
    private = title in word_list("courtesy") | word_list("clergy") or bool(
        word_list("members") & set(letters)
    )
    title = LONG_FORMS.get(title, title).removesuffix(".")
    shown = names[-1:] if title in word_list("peers") else names
    counsel = [one for one in letters if one in word_list("counsel") and not title]
    body = Body(name=" ".join((*title.split(), *shown, *counsel)), kind="person", public=not private)
    return Sighting(
        start=start, end=end, body=body, kind="person", rule="form", shorts=short_names(title, names)
    )


def short_names(title: str, names: list[str]) -> tuple[str, ...]:
    """What the text may call the person from here on."""
    surname = names[-1]
    if title in SIRS:
        forms = [f"{title} {names[0]}"]
    else:
        forms = [f"{title} {surname}", surname] if title else [surname]
    if len(names) > 1:
        forms += [surname, " ".join(names), " ".join(names[-2:])]
    if " of " in surname:
        forms.append(f"{title} {surname.partition(' of ')[0]}")
    return tuple(dict.fromkeys(forms))
