"""Which public bodies, boards and persons a text names, under canonical names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extract.body_definitions import Definitions, Naming
from extract.body_forms import BOROUGH, find_forms, leads_to_paper
from extract.body_guards import read_guards
from extract.body_holders import find_holders, find_others
from extract.body_list import Name, as_printed, read_bodies
from extract.body_people import Trigger, find_people, trigger_words
from extract.body_resolve import resolve
from extract.body_shorts import Seen, bracket_after, find_brackets, find_namings, find_surnames, near_blocks
from extract.body_words import Sighting, has_capital, heads
from models import BodyMention

_HEADS = heads() | {BOROUGH, "inquiry"}
_PREFERENCE = ("form", "defined", "listed")  # of two sightings of equal length

Span = tuple[int, int]


class BodyFinder:
    """Finds bodies by their names, by their forms, and by what the document calls them.

    A mention is the words that name the body, without its article and without "'s"; of a short form, all that
    stands between "this" and the head word: "new policing centre".
    """

    def __init__(self, nlp: Language) -> None:
        """Build the matchers on ``nlp.vocab``; the documents must come from the tokenizer of ``nlp``."""
        self._nlp = nlp
        self._bodies = read_bodies()
        self._triggers = {words.lower(): words for words in sorted(trigger_words())}
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._matcher.add("name", [nlp.make_doc(words) for words in self._bodies.spellings()])
        self._matcher.add("head", [nlp.make_doc(words) for words in sorted(_HEADS)])
        self._matcher.add("person", [nlp.make_doc(words) for words in self._triggers.values()])

    def definitions(self, texts: Iterable[str]) -> Definitions:
        """What the short forms of a document mean.

        Args:
            texts: The cleaned texts of the document's blocks, in order.
        """
        blocks = tuple(texts)
        docs = [self._nlp.make_doc(text) for text in blocks]
        bare = Definitions(texts=blocks, near=near_blocks(blocks, read_guards()))
        seen = [self._read(doc, bare, at)[0] for at, doc in enumerate(docs)]
        named = replace(bare, named=find_namings(docs, seen))
        for at, sightings in enumerate(seen):
            if any(one.doubtful for one in sightings):
                seen[at] = self._read(docs[at], named, at)[0]
        shorts = self._shorts(blocks, docs, seen)
        return replace(
            named, named=find_namings(docs, seen), shorts=shorts, matcher=self._short_matcher(shorts)
        )

    def find(self, doc: Doc, definitions: Definitions, at: int) -> list[BodyMention]:
        """The bodies that a sentence names, in order; no two mentions overlap.

        Args:
            doc: One clean sentence or paragraph.
            definitions: Of the document that the sentence comes from.
            at: Index of the sentence's block among the texts that ``definitions`` was made from.
        """
        seen, head_words = self._read(doc, definitions, at)
        known = [definitions.settle(one, doc, at) for one in seen]
        known += definitions.find_shorts(doc, at)
        owned = _tokens(known)
        known += definitions.find_heads(doc, [head for head in head_words if head not in owned], at)
        return [_mention(doc, one) for one in _longest(known)]

    def resolve(self, words: str) -> str | None:
        """Canonical name of one exact name, office or Hansard section heading; ``None`` if unknown."""
        body = resolve(self._bodies, words)
        return body.name if body else None

    def department_of(self, words: str) -> str | None:
        """Like ``resolve``, for departments and the offices of their ministers only."""
        body = resolve(self._bodies, words)
        return body.name if body and body.kind == "department" else None

    def _read(self, doc: Doc, definitions: Definitions, at: int) -> tuple[list[Sighting], list[int]]:
        """What the sentence names by itself, and its head words."""
        spans: dict[str, list[Span]] = {"name": [], "head": [], "person": []}
        for key, start, end in self._matcher(doc):
            spans[doc.vocab.strings[key]].append((start, end))
        known = _longest(self._listed(doc, spans["name"], definitions, at))
        offices = [one for one in known if one.kind == "minister"]
        if offices or spans["person"]:
            known = _longest([*known, *self._people(doc, spans, offices, _tokens(known))])
        head_words = sorted(end - 1 for _, end in spans["head"])
        forms = (
            [self._corrected(doc, one) for one in find_forms(doc, head_words, known)] if head_words else []
        )
        return _longest([*known, *forms]), head_words

    def _listed(
        self, doc: Doc, spans: Sequence[Span], definitions: Definitions, at: int
    ) -> Iterator[Sighting]:
        """Listed names that their surroundings allow."""
        for start, end in spans:
            names = self._bodies.find(doc[start:end].text)
            if names and self._allows(names[0], doc, (start, end), definitions, at):
                chosen = definitions.choose(names, (at, doc[start].idx))
                name = chosen or names[0]
                yield Sighting(
                    start=start, end=end, body=name.body, kind=name.kind, rule="listed", doubtful=not chosen
                )

    def _allows(self, name: Name, doc: Doc, span: Span, definitions: Definitions, at: int) -> bool:
        """True if what stands around a name lets it stand."""
        guard = self._bodies.guard(name)
        allowed = guard is None or (guard.allows(doc, *span) and definitions.is_near(guard, doc, at))
        return allowed and not leads_to_paper(doc, span[1])

    def _people(
        self, doc: Doc, spans: dict[str, list[Span]], offices: Sequence[Sighting], owned: frozenset[int]
    ) -> Iterator[Sighting]:
        """Persons, ministers by name, and holders of other offices."""
        triggers = self._announced(doc, spans["person"])
        persons = list(find_people(doc, triggers, owned))
        yield from persons
        yield from find_holders(doc, offices, persons, owned)
        for trigger in triggers:
            if trigger.is_in("others_offices"):
                ends = [
                    end
                    for start, end in spans["name"]
                    if start == trigger.end and self._is_office(doc, start, end)
                ]
                yield from (find_others(doc, trigger.start, end, owned) for end in sorted(ends)[-1:])

    def _is_office(self, doc: Doc, start: int, end: int) -> bool:
        return any(name.kind == "minister" for name in self._bodies.find(doc[start:end].text))

    def _announced(self, doc: Doc, spans: Sequence[Span]) -> list[Trigger]:
        """Words that announce a person, the longest of those that overlap."""
        triggers: list[Trigger] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            words = self._triggers[doc[start:end].text.lower()]
            free = not triggers or start >= triggers[-1].end
            if free and (words.islower() or has_capital(doc[start])):
                triggers.append(Trigger(start=start, end=end, words=words))
        return triggers

    def _corrected(self, doc: Doc, form: Sighting) -> Sighting:
        """A misprinted name is known by the initials behind it: "Care and Quality Commission (CQC)"."""
        short = bracket_after(doc, form)
        names = self._bodies.find(short) if short else ()
        return (
            replace(form, body=names[0].body, kind=names[0].kind, rule="listed") if len(names) == 1 else form
        )

    def _shorts(self, texts: Sequence[str], docs: Sequence[Doc], seen: Seen) -> dict[str, tuple[Naming, ...]]:
        """Short form to the places that define it, those left out that the lists have."""
        listed = [pair for pair in find_brackets(docs, seen) if self._is_news(*pair)]
        pairs = sorted((*find_surnames(texts, docs, seen), *listed), key=lambda pair: pair[1].place)
        shorts: dict[str, list[Naming]] = {}
        for short, naming in pairs:
            shorts.setdefault(short, []).append(naming)
        return {short: tuple(shorts[short]) for short in sorted(shorts)}

    def _is_news(self, short: str, naming: Naming) -> bool:
        return not any(name.body == naming.body for name in self._bodies.find(short)[:1])

    def _short_matcher(self, shorts: Iterable[str]) -> PhraseMatcher | None:
        """Finds the short forms that stand without an article, as they are spelled."""
        spelled = [short for short in shorts if short.lower() not in _HEADS]
        if not spelled:
            return None
        matcher = PhraseMatcher(self._nlp.vocab)
        matcher.add("short", [self._nlp.make_doc(words) for short in spelled for words in as_printed(short)])
        return matcher


def _tokens(sightings: Iterable[Sighting]) -> frozenset[int]:
    return frozenset(token for one in sightings for token in range(one.start, one.end))


def _longest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Those that no longer one overlaps, in order."""
    found = list(sightings)
    if len(found) < 2:
        return found  # so it is in most sentences
    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=_rank):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _rank(one: Sighting) -> tuple[int, int, int]:
    return one.start - one.end, _PREFERENCE.index(one.rule), one.start


def _mention(doc: Doc, one: Sighting) -> BodyMention:
    last = doc[one.end - 1]
    stop = len(last) > 1 and last.text.endswith(".")  # "DfE." is one token
    return BodyMention(
        name=one.body.name,
        start=doc[one.start].idx,
        end=last.idx + len(last) - stop,
        kind=one.kind,
        public=one.body.public,
        rule=one.rule,
    )
