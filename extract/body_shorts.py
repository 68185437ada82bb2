"""Where a document says what its short forms mean: "(‘the Panel’)", "(HFSP)", "Professor Alexis Jay"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from extract.body_definitions import Naming
from extract.body_guards import Guard
from extract.body_list import Body, fold
from extract.body_words import Sighting, word_list

MARKS = 4  # tokens beside the name in a line of a signature: asterisks, commas
BRACKET = 16  # tokens read behind a name for a short form in brackets
BEFORE = 3  # words before a name among which "a", "an" or "new" brings it in

_BRACKET = re.compile(
    r"(?:['’]s?)?\s*\((?:hereafter|hereinafter|known as|or|formerly)?\s*"
    r"(?P<open>the |[‘'“\"](?:the )?|the [‘'“\"])?"
    r"(?P<short>[A-Z][\w&-]*(?:['’]s\b)?(?: [A-Z][\w&-]*){0,3})[’'”\"]?\)"
)

Seen = Sequence[Sequence[Sighting]]  # sightings of each block


def find_namings(docs: Sequence[Doc], seen: Seen) -> dict[Body, tuple[Naming, ...]]:
    """Where the document names each body in full, in order."""
    named: dict[Body, list[Naming]] = {}
    for at, doc in enumerate(docs):
        for one in seen[at]:
            if not one.doubtful:
                named.setdefault(one.body, []).append(_naming(doc, at, one, one))
    return {body: tuple(namings) for body, namings in named.items()}


def _naming(doc: Doc, at: int, one: Sighting, meant: Sighting) -> Naming:
    introduced = any(
        token.lower_ in ("a", "an", "new") for token in doc[max(0, one.start - BEFORE) : one.start]
    )
    return Naming(place=(at, doc[one.start].idx), body=meant.body, kind=meant.kind, introduced=introduced)


def near_blocks(texts: Sequence[str], guards: Iterable[Guard]) -> dict[str, tuple[int, ...]]:
    """Guard's id to the blocks that hold one of its ``near`` words."""
    asking = [guard for guard in guards if guard.near]
    return {guard.id: tuple(at for at, text in enumerate(texts) if guard.is_near(text)) for guard in asking}


def find_brackets(docs: Sequence[Doc], seen: Seen) -> Iterator[tuple[str, Naming]]:
    """Short forms in brackets behind a name."""
    for at, doc in enumerate(docs):
        for one in seen[at]:
            short = None if one.shorts else bracket_after(doc, one)
            if short:
                yield short, _naming(doc, at, one, one)


def bracket_after(doc: Doc, one: Sighting) -> str | None:
    """The short form that brackets behind a sighting give it, if they give one that fits."""
    if not any(token.text == "(" for token in doc[one.end : one.end + 2]):
        return None
    found = _BRACKET.match(doc[one.end : one.end + BRACKET].text)
    if not found:
        return None
    short = fold(found["short"]).removesuffix("'s")
    fitting = found["open"] or fits(short, doc[one.start : one.end].text) or fits(short, one.body.name)
    return short if fitting else None


def fits(short: str, words: str) -> bool:
    """True if the letters of an acronym are the initials of the words, small words let pass."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    if len(letters) < 2 or " " in short or short[1:].islower():
        return False
    for word in re.findall(r"\w+", fold(words).replace("'s", "")):
        if letters and word[0].lower() == letters[0]:
            letters.pop(0)
        elif word.lower() not in word_list("links") | word_list("small"):
            return False
    return not letters or letters == ["s"]


def find_surnames(texts: Sequence[str], docs: Sequence[Doc], seen: Seen) -> Iterator[tuple[str, Naming]]:
    """Names under which the document speaks of a person again; no surname that is also a word in it."""
    people = [(at, one) for at, sightings in enumerate(seen) for one in sightings if one.shorts]
    common = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)} if people else set()
    fullest = _fullest(people)
    for at, one in people:
        known = next((fullest[short] for short in one.shorts if short in fullest), one)
        meant = _office_below(docs, seen, at, one) or known
        for short in one.shorts:
            if " " in short or (len(short) > 2 and short.lower() not in common):
                yield short, _naming(docs[at], at, one, meant)


def _fullest(people: Iterable[tuple[int, Sighting]]) -> dict[str, Sighting]:
    """Short form of two words or more to its holder: a minister first, then whoever has the longest name."""
    fullest: dict[str, Sighting] = {}
    for _, one in sorted(people, key=lambda pair: (pair[1].kind != "minister", -len(pair[1].body.name))):
        for short in one.shorts:
            if " " in short:
                fullest.setdefault(short, one)
    return fullest


def _office_below(docs: Sequence[Doc], seen: Seen, at: int, one: Sighting) -> Sighting | None:
    """The office in the block below a name that fills its own block, as a signature has it."""
    if one.kind != "person" or at + 1 == len(docs) or len(docs[at]) > one.end - one.start + MARKS:
        return None
    offices = [other for other in seen[at + 1] if other.kind == "minister" and not other.shorts]
    return next((other for other in offices if len(docs[at + 1]) <= other.end - other.start + MARKS), None)
