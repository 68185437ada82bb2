"""Promises to publish, and the publications that keep them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from link.thread_acts import Act
from link.thread_names import Names
from link.thread_words import ActWords, roots_of
from models import Document

NEAR = 6  # roots from the head of an act among which the paper that it promises stands
OPENING = 3_000  # characters in which a publication says what it is about
COVERED = 0.5  # share of a promise's telling words that a publication must say of itself
LONGEST = 400  # characters of the sentence in which a publication speaks of itself
SENTENCE_END = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a publication is, by its own words.

    Attributes:
        document: Place of the document among all.
        nouns: Roots of the papers that its title, its kind and its own words make it ("update", "plan").
        roots: Roots of its title, headings and opening, and of the sentences in which it speaks of itself.
        sentence: The shortest of those sentences; empty if there is none.
    """

    document: int
    nouns: frozenset[str]
    roots: frozenset[str]
    sentence: str


@dataclass(frozen=True, slots=True)
class PaperPromise:
    """A promise to publish.

    Attributes:
        act: Number of the act.
        row: Place of its commitment among all.
        noun: Root of the paper promised.
        topic: Telling roots of what they are about.
    """

    act: int
    row: int
    noun: str
    topic: frozenset[str]


def read_paper(document: Document, place: int, words: ActWords, names: Names) -> Paper:
    """What a publication says it is."""
    sentences = list(_own_sentences(document.text, words))
    title = f"{document.source.title} {document.source.kind.replace('-', ' ')}"
    spoken = [noun for noun, _ in sentences]
    nouns = frozenset(roots_of(" ".join((title, *spoken)))) & words.roots["papers"]
    headings = [document.words(block) for block in document.blocks if block.kind == "heading"]
    about = (title, *headings, document.text[:OPENING], *(sentence for _, sentence in sentences))
    roots = frozenset(roots_of(names.fold(" ".join(about))))
    return Paper(place, nouns, roots, min((sentence for _, sentence in sentences), key=len, default=""))


def read_promise(act: Act, number: int, row: int, title: str, words: ActWords) -> PaperPromise | None:
    """The promise to publish that an act is, if it is one.

    "A full response to the inquiry" is about what the ``title`` of its own document is about.
    """
    noun = next((root for root in act.core[:NEAR] if root in words.roots["papers"]), None)
    if act.kind != "publish" or noun is None:
        return None
    dull = words.roots["plain"] | words.roots["papers"]
    topic = frozenset(act.core[1:]) - dull or frozenset(roots_of(title)) - dull
    return PaperPromise(number, row, noun, topic) if topic else None


def keeps(paper: Paper, promise: PaperPromise, worth_of: Callable[[str], float]) -> bool:
    """True if the publication is what was promised: the same kind of paper, about the same."""
    if promise.noun not in paper.nouns:
        return False
    whole = sum(worth_of(root) for root in sorted(promise.topic))
    shared = sum(worth_of(root) for root in sorted(promise.topic & paper.roots))
    return shared >= COVERED * whole


def _own_sentences(text: str, words: ActWords) -> Iterator[tuple[str, str]]:
    """Each sentence in which a text says "this update", with the paper that it calls itself."""
    for found in words.cues["this-paper"].pattern.finditer(text):
        before = text[max(0, found.start() - LONGEST) : found.start()]
        start = found.start() - len(SENTENCE_END.split(before)[-1])
        end = SENTENCE_END.search(text, found.end())
        sentence = " ".join(text[start : end.start() + 1 if end else len(text)].split())
        yield found["paper"], sentence[:LONGEST]
