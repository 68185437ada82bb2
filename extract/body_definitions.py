"""What a document's short forms mean: "(‘the Panel’)", "(HFSP)", "Casey", "the Board"."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.body_forms import is_generic
from extract.body_guards import Guard
from extract.body_list import Body, Name, fold
from extract.body_words import Sighting, has_capital, heads, word_list

NEAR = 3  # blocks on either side in which a guard's word counts as near by
REACH = 2  # blocks that "the panel", in small letters, may point back over
STRETCH = 6  # words that may stand between "this" and its head: "this new intelligence-led policing centre"

_BRACKET = re.compile(
    r"(?:['’]s?)?\s*\((?:hereafter|hereinafter|known as|or|formerly)?\s*"
    r"(?P<open>the |[‘'“\"](?:the )?|the [‘'“\"])?(?P<short>[A-Z][\w&-]*(?:['’]s\b)?(?: [A-Z][\w&-]*){0,3})[’'”\"]?\)"
)

_PLURALS = frozenset(re.sub(r"y$", "ie", head) + "s" for head in heads())

Place = tuple[int, int]  # block, and offset in the block's text


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
    """

    texts: tuple[str, ...] = ()
    named: dict[Body, tuple[Naming, ...]] = field(default_factory=dict)
    shorts: dict[str, tuple[Naming, ...]] = field(default_factory=dict)
    near: dict[str, tuple[int, ...]] = field(default_factory=dict)
    matcher: PhraseMatcher | None = None

    def place(self, doc: Doc, at: int) -> Place:
        """Where the sentence stands: its block, and its offset there or, if it is not found, the block's end."""
        text = self.texts[at] if 0 <= at < len(self.texts) else ""
        offset = text.find(doc.text)
        return at, len(text) if offset < 0 else offset

    def is_near(self, guard: Guard, doc: Doc, at: int) -> bool:
        """True if the sentence or a block near by holds one of the guard's words."""
        if not guard.near or guard.is_near(doc.text):
            return True
        blocks = self.near.get(guard.id, ())
        nearest = bisect_left(blocks, at - NEAR)
        return nearest < len(blocks) and blocks[nearest] <= at + NEAR

    def choose(self, names: Sequence[Name], place: Place) -> Name | None:
        """The only body that has the name, or the one of several that the document names nearest; ``None`` if none."""
        bodies = [name.body for name in names]
        if all(body is bodies[0] for body in bodies):
            return names[0]
        naming = self._nearest_of(bodies, place)
        return next((name for name in names if naming and name.body == naming.body), None)

    def _nearest_of(self, bodies: Iterable[Body], place: Place) -> Naming | None:
        """The last place before that names one of the bodies or, failing that, the first after."""
        places = [self.named[body] for body in bodies if body in self.named]
        before = [naming for namings in places if (naming := _before(namings, place))]
        first = [namings[0] for namings in places]
        return max(before, key=_at, default=None) or min(first, key=_at, default=None)

    def settle(self, one: Sighting, doc: Doc, at: int) -> Sighting:
        """The sighting of a person under the fullest name, or the office, that the document gives."""
        for short in one.shorts:
            if " " in short and short in self.shorts:
                naming = _nearest(self.shorts[short], (at, _offset(self, doc, at, one.start) + 1))
                if naming and one.kind == "person":
                    return replace(one, body=naming.body, kind=naming.kind)
        return one

    def find_shorts(self, doc: Doc, at: int) -> Iterator[Sighting]:
        """Sightings of acronyms, surnames and other short forms that the document explains."""
        if self.matcher is None:
            return
        for _, start, end in self.matcher(doc):
            naming = _nearest(self.shorts[fold(doc[start:end].text)], (self.place(doc, at)[0], _offset(self, doc, at, start)))
            if naming:
                yield Sighting(start=start, end=end, body=naming.body, kind=naming.kind, rule="defined")

    def find_heads(self, doc: Doc, heads: Iterable[int], at: int) -> Iterator[Sighting]:
        """Sightings of "the Panel", "This Board", "this new policing centre"."""
        for head in heads:
            start = _pointer(doc, head)
            naming = self._behind(doc, start, head, at) if start is not None else None
            if naming:
                yield Sighting(start=head, end=head + 1, body=naming.body, kind=naming.kind, rule="defined")

    def _behind(self, doc: Doc, start: int, head: int, at: int) -> Naming | None:
        """What the words ``doc[start:head + 1]`` point to."""
        place = (at, _offset(self, doc, at, head))
        words = _phrase(doc, start, head)
        named = [naming for body in self.named if _is_called(body, words) and (naming := _before(self.named[body], place))]
        spoken = not has_capital(doc[head])
        quoted = () if spoken else self.shorts.get(doc[head].text, ())
        recent, defined = max(named, key=_at, default=None), _before(quoted, place)
        if recent and (not defined or (recent.place > defined.place and (recent.introduced or recent.place[0] == at))):
            return recent if not spoken or at - recent.place[0] <= REACH else None
        return defined or next(iter(quoted), None)


@cache
def _is_called(body: Body, words: str) -> bool:
    """True if one of the body's names ends in the words, or in them and what it is for: "national centre for …"."""
    if body.kind in ("department", "person") or body.name.split()[-1].lower() in _PLURALS:
        return False
    ending = re.compile(rf"(?:^|[\s-]){re.escape(words)}(?:$| (?:of|for|on|in|into|to)\b)")
    return any(ending.search(name) for name in body.called)


def _phrase(doc: Doc, start: int, head: int) -> str:
    """The head with the capitalised words before it: "advisory board"; small ones only describe."""
    while start < head and not (has_capital(doc[start]) and has_capital(doc[head])):
        start += 1
    return fold(doc[start : head + 1].text).lower()


def _pointer(doc: Doc, head: int) -> int | None:
    """First token behind the "the" or "this" that makes a head word point back; ``None`` if none does."""
    if head + 1 < len(doc) and _is_attribute(doc, head):
        return None
    if not has_capital(doc[head]) and (doc[head].lower_ not in word_list("spoken_heads") or _is_bound(doc, head)):
        return None
    start = head
    while start > 0 and head - start < STRETCH and _describes(doc, start - 1):
        start -= 1
    return start if start > 0 and doc[start - 1].lower_ in _pointers(doc, start, head) else None


def _pointers(doc: Doc, start: int, head: int) -> frozenset[str]:
    """Behind "this" any word may describe the head; behind "the" only one that fits any body."""
    plain = all(doc[place].lower_ in word_list("generic") or doc[place].text == "-" for place in range(start, head))
    return word_list("pointing") if plain else frozenset(("this",))


def _describes(doc: Doc, place: int) -> bool:
    token = doc[place]
    if token.lower_ in word_list("pointing") or token.lower_ in word_list("links"):
        return False
    if token.lower_ in word_list("leading") and token.lower_ not in word_list("generic"):
        return False
    return token.text == "-" or (token.is_alpha and (not has_capital(token) or is_generic(token)))


def _is_attribute(doc: Doc, head: int) -> bool:
    following = doc[head + 1]
    return following.lower_ in word_list("no_pointing") or (has_capital(following) and following.is_alpha) or following.text == "-"


def _is_bound(doc: Doc, head: int) -> bool:
    return head + 1 < len(doc) and doc[head + 1].lower_ in word_list("binding")


def _offset(definitions: Definitions, doc: Doc, at: int, token: int) -> int:
    return definitions.place(doc, at)[1] + doc[token].idx


def _at(naming: Naming) -> Place:
    return naming.place


def _before(namings: Sequence[Naming], place: Place) -> Naming | None:
    found = bisect_left(namings, place, key=_at)
    return namings[found - 1] if found else None


def _nearest(namings: Sequence[Naming], place: Place) -> Naming | None:
    """The last naming before the place or, failing that, the first after it."""
    return _before(namings, place) or next(iter(namings), None)


def read_brackets(text: str, start: int, end: int, name: str) -> str | None:
    """The short form that brackets behind ``text[start:end]`` give it, if they give one that fits."""
    found = _BRACKET.match(text, end)
    if not found:
        return None
    short = found["short"].removesuffix("’s").removesuffix("'s")
    return short if found["open"] or fits(short, text[start:end]) or fits(short, name) else None


def fits(short: str, words: str) -> bool:
    """True if the letters of an acronym are the initials of the words, small words let pass."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    if len(letters) < 2 or " " in short or not short[1:].replace("s", "") or short[1:].islower():
        return False
    for word in re.findall(r"[\w]+", fold(words).replace("'s", "")):
        if letters and word[0].lower() == letters[0]:
            letters.pop(0)
        elif word.lower() not in word_list("links") and word.lower() not in ("the", "in", "to", "s"):
            return False
    return not letters or letters == ["s"]


def build_matcher(vocab: Vocab, docs: Sequence[Doc]) -> PhraseMatcher | None:
    """A matcher of short forms as they are spelled; ``None`` if the document has none."""
    if not docs:
        return None
    matcher = PhraseMatcher(vocab)
    matcher.add("short", list(docs))
    return matcher


def near_blocks(texts: Sequence[str], guards: Iterable[Guard]) -> dict[str, tuple[int, ...]]:
    """Guard's id to the blocks that hold one of its ``near`` words."""
    asking = [guard for guard in guards if guard.near]
    return {guard.id: tuple(at for at, text in enumerate(texts) if guard.is_near(text)) for guard in asking}
