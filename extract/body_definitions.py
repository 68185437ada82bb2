"""What a document's short forms mean: "the Panel", "HFSP", "Casey"."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extract.body_guards import Guard
from extract.body_list import Body, Name, fold
from extract.body_words import Sighting, has_capital, head_word, heads, is_generic, word_list

NEAR = 3  # blocks on either side in which a guard's word counts as near by
REACH = 2  # blocks that "the panel", in small letters, may point back over
STRETCH = 6  # words that may stand between "this" and its head: "this new intelligence-led policing centre"

Place = tuple[int, int]  # block, and offset in the block's text

_PLURALS = frozenset(re.sub(r"y$", "ie", head) + "s" for head in heads())


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One place where the document names a body in full, or says what a short form means.

    Attributes:
        place: Block and offset.
        body: The body.
        kind: Kind of the mention.
        introduced: True behind "a", "an" or "new": the text brings the body in here.
    """

    place: Place
    body: Body
    kind: str
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the document's short forms mean, and where.

    Attributes:
        texts: The blocks' texts, in order.
        named: Body to the places that name it in full, in order.
        shorts: Short form to the places that define it, in order.
        near: Guard's id to the blocks that hold one of its ``near`` words.
        matcher: Finds the short forms that stand without an article; ``None`` if there are none.
    """

    texts: tuple[str, ...] = ()
    named: dict[Body, tuple[Naming, ...]] = field(default_factory=dict)
    shorts: dict[str, tuple[Naming, ...]] = field(default_factory=dict)
    near: dict[str, tuple[int, ...]] = field(default_factory=dict)
    matcher: PhraseMatcher | None = None

    def is_near(self, guard: Guard, doc: Doc, at: int) -> bool:
        """True if the guard asks for no word, or the sentence or a block near by holds one."""
        if not guard.near or guard.is_near(doc.text):
            return True
        blocks = self.near.get(guard.id, ())
        nearest = bisect_left(blocks, at - NEAR)
        return nearest < len(blocks) and blocks[nearest] <= at + NEAR

    def choose(self, names: Sequence[Name], place: Place) -> Name | None:
        """The name of the only body, or of the one of several that the document names nearest, if any."""
        bodies = [name.body for name in names]
        if all(body is bodies[0] for body in bodies):
            return names[0]
        naming = self._nearest_of(bodies, place)
        return next((name for name in names if naming and name.body == naming.body), None)

    def settle(self, one: Sighting, doc: Doc, at: int) -> Sighting:
        """The sighting of a person under the fullest name, or the office, that the document gives."""
        if one.kind == "person":
            for short in one.shorts:
                if " " in short and short in self.shorts:
                    naming = nearest(self.shorts[short], self._place(doc, at, one.start))
                    rule = one.rule if naming.body == one.body else "defined"
                    return replace(one, body=naming.body, kind=naming.kind, rule=rule)
        return one

    def find_shorts(self, doc: Doc, at: int) -> Iterator[Sighting]:
        """Sightings of acronyms, surnames and other short forms that the document explains."""
        for _, start, end in self.matcher(doc) if self.matcher else ():
            short = fold(doc[start:end].text)
            namings = self.shorts.get(short) or self.shorts[short.removesuffix(".")]
            naming = nearest(namings, self._place(doc, at, start))
            yield Sighting(start=start, end=end, body=naming.body, kind=naming.kind, rule="defined")

    def find_heads(self, doc: Doc, places: Iterable[int], at: int) -> Iterator[Sighting]:
        """Sightings of "the Panel", "This Board", "this new policing centre", by their head words."""
        for head in places:
            start = _pointer(doc, head)
            if start is None:
                continue
            naming = self._behind(doc, start, head, at)
            if naming:
                yield Sighting(start=start, end=head + 1, body=naming.body, kind=naming.kind, rule="defined")

    def _place(self, doc: Doc, at: int, token: int) -> Place:
        """The token's place; where the sentence is not found in its block, one behind the block's end."""
        text = self.texts[at] if 0 <= at < len(self.texts) else ""
        offset = text.find(doc.text)
        return at, (len(text) if offset < 0 else offset) + doc[token].idx

    def _nearest_of(self, bodies: Iterable[Body], place: Place) -> Naming | None:
        """The last place before that names one of the bodies or, failing that, the first after."""
        places = [self.named[body] for body in bodies if body in self.named]
        earlier = [naming for namings in places if (naming := before(namings, place))]
        return max(earlier, key=_at, default=None) or min((one[0] for one in places), key=_at, default=None)

    def _behind(self, doc: Doc, start: int, head: int, at: int) -> Naming | None:
        """What the words ``doc[start:head + 1]`` point to."""
        place, words = self._place(doc, at, head), _phrase(doc, start, head)
        called = (self.named[body] for body in self.named if _is_called(body, words))
        recent = max((one for namings in called if (one := before(namings, place))), key=_at, default=None)
        if not has_capital(doc[head]):
            return recent if recent and at - recent.place[0] <= REACH else None
        quoted = self.shorts.get(doc[head].text, ())
        defined = before(quoted, place)
        if recent and (not defined or _overrides(recent, defined, at)):
            return recent
        return defined or next(iter(quoted), None)


def _overrides(recent: Naming, defined: Naming, at: int) -> bool:
    """True if a body named later takes over a short form that was defined: brought in anew, or just now."""
    return recent.place > defined.place and (recent.introduced or recent.place[0] == at)


def _at(naming: Naming) -> Place:
    return naming.place


def before(namings: Sequence[Naming], place: Place) -> Naming | None:
    """The last naming before the place."""
    found = bisect_left(namings, place, key=_at)
    return namings[found - 1] if found else None


def nearest(namings: Sequence[Naming], place: Place) -> Naming:
    """The last naming before the place or, failing that, the first after it."""
    return before(namings, place) or namings[0]


@lru_cache(maxsize=2**14)  # bodies found by their form come and go with the documents
def _is_called(body: Body, words: str) -> bool:
    """True if one of the body's names ends in the words, or in them and what it is for: "centre for …"."""
    if body.kind in ("department", "person") or body.name.split()[-1].lower() in _PLURALS:
        return False
    ending = re.compile(rf"(?:^|[\s-]){re.escape(words)}(?:$| (?:of|for|on|in|into|to)\b)")
    return any(ending.search(_joined(name)) for name in body.called)


def _phrase(doc: Doc, start: int, head: int) -> str:
    """The head with the words that name it, "Advisory Board", "city council", not those that describe it."""
    while start < head and not _names(doc, start, head):
        start += 1
    return _joined(fold(doc[start : head + 1].text).lower())


def _joined(words: str) -> str:
    return words.replace("task force", "taskforce").replace("task-force", "taskforce")


def _names(doc: Doc, place: int, head: int) -> bool:
    word = doc[place].lower_
    return (
        word == "task"
        or word in word_list("districts")
        or (has_capital(doc[place]) and has_capital(doc[head]))
    )


def _pointer(doc: Doc, head: int) -> int | None:
    """First token behind the "the" or "this" that makes a head word point back; ``None`` if none does."""
    if _is_attribute(doc, head) or not (has_capital(doc[head]) or _may_be_spoken(doc, head)):
        return None
    start = head
    while start > 0 and head - start < STRETCH and _describes(doc, start - 1):
        start -= 1
    return start if start > 0 and doc[start - 1].lower_ in _pointers(doc, start, head) else None


def _is_attribute(doc: Doc, head: int) -> bool:
    """True if what follows makes the head part of something else: "panel members", "Board Code"."""
    if head + 1 == len(doc):
        return False
    word = doc[head + 1]
    capital = has_capital(word) and word.is_alpha
    return capital or word.text == "-" or word.lower_ in word_list("no_pointing")


def _may_be_spoken(doc: Doc, head: int) -> bool:
    """True for a head in small letters that may stand for a body: "the panel", not "the inquiry into"."""
    bound = head + 1 < len(doc) and doc[head + 1].lower_ in word_list("binding")
    return head_word(doc, head) in word_list("spoken_heads") and not bound


def _pointers(doc: Doc, start: int, head: int) -> frozenset[str]:
    """Behind "this" any word may describe the head; behind "the" only one that fits any body."""
    between = (doc[place] for place in range(start, head))
    plain = all(token.lower_ in word_list("generic") or token.text == "-" for token in between)
    return word_list("pointing") if plain else frozenset(("this",))


def _describes(doc: Doc, place: int) -> bool:
    """True for a word that may stand between "this" and the head."""
    token, word = doc[place], doc[place].lower_
    if word in word_list("pointing") or word in word_list("links"):
        return False
    if word in word_list("leading") and word not in word_list("generic"):
        return False
    return token.text == "-" or (token.is_alpha and is_generic(token))
