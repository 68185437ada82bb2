"""Which public bodies, boards and persons a text names, under canonical names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extract.body_definitions import Definitions, Naming, build_matcher, near_blocks, read_brackets
from extract.body_forms import BOROUGH, find_forms
from extract.body_guards import read_guards
from extract.body_list import OFFICES, Body, fold, patterns, read_bodies
from extract.body_people import Trigger, find_people, trigger_words
from extract.body_words import Sighting, has_capital, heads, word_list
from models import BodyMention

_OFFICE_FOR = re.compile(
    r"(?:secretary of state|minister(?: of state)?|(?:parliamentary )?under[- ]secretary(?: of state)?|permanent secretary)"
    r" (?:for|of|at|in|to) (?:the )?(?P<subject>.+)"
)
MARKS = 4  # tokens beside the name in a line of a signature: asterisks, commas
_PREFERENCE = ("defined", "listed", "form")  # of two sightings of equal length
_HEADS = heads() | {BOROUGH, "inquiry"}


class BodyFinder:
    """Finds bodies by their names, by their forms, and by what the document calls them.

    A mention is the words that name the body, without its article and without "'s".
    """

    def __init__(self, nlp: Language) -> None:
        """Build the matchers on ``nlp.vocab``; the documents must come from the tokenizer of ``nlp``."""
        self._nlp = nlp
        self._bodies = read_bodies()
        self._triggers = {words.lower(): words for words in sorted(trigger_words())}
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._matcher.add("name", [nlp.make_doc(words) for words in patterns(self._bodies)])
        self._matcher.add("head", [nlp.make_doc(words) for words in sorted(_HEADS)])
        self._matcher.add("person", [nlp.make_doc(words) for words in sorted(self._triggers)])

    def definitions(self, texts: Iterable[str]) -> Definitions:
        """What the short forms of a document mean.

        Args:
            texts: The cleaned texts of the document's blocks, in order.
        """
        blocks = tuple(texts)
        near = near_blocks(blocks, read_guards())
        docs = [self._nlp.make_doc(text) for text in blocks]
        first = Definitions(texts=blocks, near=near)
        seen = [self._read(doc, first, at)[0] for at, doc in enumerate(docs)]
        settled = replace(first, named=_namings(docs, seen))
        doubtful = [at for at, sightings in enumerate(seen) if any(one.doubtful for one in sightings)]
        for at in doubtful:
            seen[at] = self._read(docs[at], settled, at)[0]
        shorts, spelled = self._shorts(blocks, docs, seen)
        words = [self._nlp.make_doc(one) for short in spelled for one in dict.fromkeys((short, short.replace("'", "’")))]
        return replace(settled, named=_namings(docs, seen), shorts=shorts, matcher=build_matcher(self._nlp.vocab, words))

    def find(self, doc: Doc, definitions: Definitions, at: int) -> list[BodyMention]:
        """The bodies that a sentence names, in order; no two mentions overlap.

        Args:
            doc: One clean sentence or paragraph.
            definitions: Of the document that the sentence comes from.
            at: Index of the sentence's block among the texts that ``definitions`` was made from.
        """
        seen, heads_seen = self._read(doc, definitions, at)
        known = [definitions.settle(one, doc, at) for one in seen]
        known += definitions.find_shorts(doc, at)
        owned = {token for one in known for token in range(one.start, one.end)}
        known += definitions.find_heads(doc, [head for head in heads_seen if head not in owned], at)
        return [_mention(doc, one) for one in _longest(known)]

    def resolve(self, words: str) -> str | None:
        """Canonical name of one exact name, office or Hansard section heading; ``None`` if unknown."""
        body = self._body(words)
        return body.name if body else None

    def department_of(self, words: str) -> str | None:
        """Like ``resolve``, for departments and the offices of their ministers only."""
        body = self._body(words)
        return body.name if body and body.kind == "department" else None

    def _body(self, words: str) -> Body | None:
        folded = fold(words).strip(" .,:;").lower().removeprefix("the ")
        names = self._bodies.names.get(folded, ())
        if names:
            return names[0].body
        return self._bodies.headings.get(folded) or self._office(folded) or self._part(folded)

    def _office(self, words: str) -> Body | None:
        """The department of an office whose subject is known, as a whole or by its first part."""
        found = _OFFICE_FOR.fullmatch(words)
        if not found:
            return None
        subject = found["subject"]
        for part in (subject, *re.split(r", | and ", subject)):
            names = self._bodies.names.get(part) or self._bodies.names.get(f"minister for {part}") or ()
            body = self._bodies.headings.get(part) or next((name.body for name in names), None)
            if body and body.kind == "department":
                return body
        return None

    def _part(self, words: str) -> Body | None:
        """The department or office that stands beside a person or another office."""
        for part in re.split(r"\s*(?:,|\(|\)|\band\b)\s*", words):
            names = self._bodies.names.get(part.removeprefix("the "), ())
            body = next((name.body for name in names if name.body.kind == "department"), None)
            if body or (body := self._office(part)):
                return body
        return None

    def _read(self, doc: Doc, definitions: Definitions, at: int) -> tuple[list[Sighting], list[int]]:
        """What the sentence names by itself, and its head words."""
        spans: dict[str, list[tuple[int, int]]] = {"name": [], "head": [], "person": []}
        for key, start, end in self._matcher(doc):
            spans[doc.vocab.strings[key]].append((start, end))
        head_tokens = sorted(end - 1 for _, end in spans["head"])
        triggers = self._people(doc, spans["person"])
        others = {one.end for one in triggers if one.words in word_list("others_offices")}
        names = list(self._names(doc, spans["name"], definitions, at, others))
        listed = _longest([one for one in names if one.start not in others or one.kind != "minister"])
        known = listed
        if triggers or any(one.kind == "minister" for one in names):
            offices = _longest([one for one in names if one.kind == "minister"])
            bodies = [one for one in listed if one.kind != "minister"]
            known = _longest([*listed, *find_people(doc, triggers, offices, bodies)])
        forms = [self._known(doc, one) for one in find_forms(doc, head_tokens, known)] if head_tokens else []
        return _longest([*known, *forms]), head_tokens

    def _people(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[Trigger]:
        """Words that announce a person, the longest of those that overlap."""
        triggers: list[Trigger] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            words = self._triggers[fold(doc[start:end].text).lower()]
            if (has_capital(doc[start]) or words.islower()) and (not triggers or start >= triggers[-1].end):
                triggers.append(Trigger(start=start, end=end, words=words))
        return triggers

    def _names(
        self, doc: Doc, spans: Sequence[tuple[int, int]], definitions: Definitions, at: int, others: set[int]
    ) -> Iterator[Sighting]:
        """Listed names that their surroundings allow, and all offices behind "shadow" and "former"."""
        for start, end in spans:
            names = self._bodies.find(doc[start:end].text)
            if names and (self._allows(doc, start, end, definitions, at, names[0].kind) or start in others):
                chosen = definitions.choose(names, (at, doc[start].idx))
                name = chosen or names[0]
                yield Sighting(start=start, end=end, body=name.body, kind=name.kind, rule="listed", doubtful=chosen is None)

    def _allows(self, doc: Doc, start: int, end: int, definitions: Definitions, at: int, kind: str) -> bool:
        if _is_paper(doc, end):
            return False
        words = fold(doc[start:end].text).lower()
        guard = self._bodies.guards.get(OFFICES if kind == "minister" else words)
        return guard is None or (guard.allows(doc, start, end) and definitions.is_near(guard, doc, at))

    def _known(self, doc: Doc, form: Sighting) -> Sighting:
        """A misprinted name is known by the initials behind it: "Care and Quality Commission (CQC)"."""
        if not any(token.text == "(" for token in doc[form.end : form.end + 2]):
            return form
        end = doc[form.end - 1].idx + len(doc[form.end - 1])
        short = read_brackets(doc.text, doc[form.start].idx, end, form.body.name)
        names = self._bodies.find(short) if short else ()
        if len(names) != 1:
            return form
        return Sighting(start=form.start, end=form.end, body=names[0].body, kind=names[0].kind, rule="listed")

    def _shorts(
        self, texts: Sequence[str], docs: Sequence[Doc], seen: Sequence[Sequence[Sighting]]
    ) -> tuple[dict[str, tuple[Naming, ...]], list[str]]:
        """The short forms that the document defines, and those that stand without an article."""
        found = [*_surnames(texts, docs, seen), *self._brackets(texts, docs, seen)]
        shorts: dict[str, list[Naming]] = {}
        for short, naming in sorted(found, key=lambda pair: pair[1].place):
            shorts.setdefault(short, []).append(naming)
        spelled = sorted(short for short in shorts if short.lower() not in _HEADS)
        return {short: tuple(shorts[short]) for short in sorted(shorts)}, spelled

    def _brackets(
        self, texts: Sequence[str], docs: Sequence[Doc], seen: Sequence[Sequence[Sighting]]
    ) -> Iterator[tuple[str, Naming]]:
        """Short forms in brackets behind a name, those of the lists left out."""
        for at, doc in enumerate(docs):
            for one in seen[at]:
                end = doc[one.end - 1].idx + len(doc[one.end - 1])
                short = None if one.shorts else read_brackets(texts[at], doc[one.start].idx, end, one.body.name)
                if short and not any(name.body == one.body for name in self._bodies.find(short)[:1]):
                    yield fold(short), Naming(place=(at, doc[one.start].idx), body=one.body, kind=one.kind)


def _is_paper(doc: Doc, end: int) -> bool:
    """True if capitals go on behind a name to the end of a title: "Coroners and Justice Bill"."""
    while end < len(doc) and (has_capital(doc[end]) or doc[end].lower_ in word_list("links")):
        if doc[end].text in word_list("papers"):
            return True
        end += 1
    return False


def _namings(docs: Sequence[Doc], seen: Sequence[Sequence[Sighting]]) -> dict[Body, tuple[Naming, ...]]:
    """Where the document names each body in full, in order."""
    named: dict[Body, list[Naming]] = {}
    for at, doc in enumerate(docs):
        for one in (one for one in seen[at] if not one.doubtful):
            place, introduced = (at, doc[one.start].idx), _is_introduced(doc, one.start)
            named.setdefault(one.body, []).append(Naming(place=place, body=one.body, kind=one.kind, introduced=introduced))
    return {body: tuple(namings) for body, namings in named.items()}


def _is_introduced(doc: Doc, start: int) -> bool:
    return any(doc[place].lower_ in ("a", "an", "new") for place in range(max(0, start - 3), start))


def _surnames(texts: Sequence[str], docs: Sequence[Doc], seen: Sequence[Sequence[Sighting]]) -> Iterator[tuple[str, Naming]]:
    """Names under which the document speaks of a person again; a surname that is also a word in it is none."""
    people = [(at, one) for at, sightings in enumerate(seen) for one in sightings if one.shorts]
    common = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)} if people else set()
    fuller: dict[str, Sighting] = {}
    for _, one in sorted(people, key=lambda pair: (pair[1].kind != "minister", -len(pair[1].body.name))):
        for short in one.shorts:
            if " " in short:
                fuller.setdefault(short, one)
    for at, one in people:
        meant = _office_below(docs, seen, at, one) or next((fuller[short] for short in one.shorts if short in fuller), one)
        for short in one.shorts:
            if " " in short or (short.lower() not in common and len(short) > 2):
                yield short, Naming(place=(at, docs[at][one.start].idx), body=meant.body, kind=meant.kind)


def _office_below(docs: Sequence[Doc], seen: Sequence[Sequence[Sighting]], at: int, one: Sighting) -> Sighting | None:
    """The office in the block below a name that fills its block, as a signature has it."""
    fills = one.end - one.start + MARKS >= len(docs[at])
    below = seen[at + 1] if fills and at + 1 < len(seen) else ()
    office = next((other for other in below if other.kind == "minister"), None)
    return office if office and office.end - office.start + MARKS >= len(docs[at + 1]) else None


def _longest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Those that no longer one overlaps, in order."""
    taken: set[int] = set()
    kept = []
    for one in sorted(sightings, key=lambda one: (one.start - one.end, _PREFERENCE.index(one.rule), one.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _mention(doc: Doc, one: Sighting) -> BodyMention:
    start, last = doc[one.start].idx, doc[one.end - 1]
    return BodyMention(name=one.body.name, start=start, end=last.idx + len(last), kind=one.kind, public=one.body.public, rule=one.rule)
