"""Words a second of one core: the whole pipeline, and beside it what others would do to the same text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import dateparser.search
import spacy
from spacy.matcher import Matcher

from benchmarks.documents import CORPUS, write_documents
from benchmarks.measure import Figure, make_figure, time_rates
from extract.corpus import read_corpus
from extract.detect import KEYS, RULES
from extract.lexicon import add_flags
from extract.rules import compile_pattern, read_rules, spell_out
from link.catalogue import read_catalogues
from onrecord.engine_keys import Keys
from onrecord.worker import Job, Worker

GROUP = "words a second, one core"
DOCUMENTS = 100
FEW = 3  # documents that dateparser is given: it is a hundred times slower
CUES = re.compile(
    r"\b(?:will|shall|would|must|pledg\w+|commit\w*|promis\w+|intend\w*|plan(?:s|ned|ning)? to"
    r"|by (?:20\d\d|\w+ 20\d\d))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Method:
    """One way to read text: what it does, to how many words, and how it was set up."""

    name: str
    work: Callable[[], object]
    words: int
    note: str


def measure_words(folder: Path, runs: int) -> Iterator[Figure]:
    """The figures. The methods take turns, so that what else the machine does falls on all alike."""
    write_documents(folder, DOCUMENTS)
    methods = list(_methods(folder))
    rates: dict[str, list[float]] = {method.name: [] for method in methods}
    for _ in range(runs):
        for method in methods:
            rates[method.name] += time_rates(method.work, method.words, 1)
    for method in methods:
        yield make_figure(GROUP, method.name, rates[method.name], "words/s", method.note)


def _methods(folder: Path) -> Iterator[Method]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.splitlines() if line]
    few = [line for text in texts[:FEW] for line in text.splitlines() if line]
    words, fewer = _count(texts), _count(few)
    matched, tokenized = _plain_matcher()
    yield Method("whole pipeline", _pipeline(folder), words, "file in, linked rows out")
    yield Method(
        "blank tokenizer, sentencizer, plain Matcher",
        lambda: [matched(p) for p in paragraphs],
        words,
        "the project's own detection patterns, a paragraph a call",
    )
    yield Method(
        "the same on whole documents", lambda: [matched(t) for t in texts], words, "a document a call"
    )
    yield Method(
        "blank tokenizer",
        lambda: [tokenized(p) for p in paragraphs],
        words,
        "a paragraph a call, words known",
    )
    yield Method("dateparser.search_dates", lambda: _search_dates(few, None), fewer, "a paragraph a call")
    yield Method("the same in English alone", lambda: _search_dates(few, ["en"]), fewer, "languages=['en']")
    yield Method("cue-word regex", lambda: [CUES.findall(t) for t in texts], words, "one alternation")


def _count(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _pipeline(folder: Path) -> Callable[[], object]:
    catalogues = read_catalogues(sorted((CORPUS / "recommendations").glob("*.toml")))
    nothing_kept = Keys(reading="", extracting="", linking="")
    worker = Worker(Job(folder=folder, catalogues=catalogues, keys=nothing_kept))
    sources = read_corpus(folder).sources

    def work() -> None:
        failures = [outcome.failure for outcome in map(worker.do, sources) if outcome.failure]
        if failures:
            raise RuntimeError(f"{len(failures)} documents failed, the first so: {failures[0]}")

    return work


def _plain_matcher() -> tuple[Callable[[str], object], Callable[[str], object]]:
    """The pipeline that a spaCy user would write around the project's patterns, and its tokenizer alone."""
    nlp, bare = spacy.blank("en"), spacy.blank("en")
    nlp.add_pipe("sentencizer")
    flags, matcher = add_flags(nlp.vocab), Matcher(nlp.vocab, validate=False)
    for rule in read_rules(RULES, KEYS):
        patterns = [spelled for pattern in rule.patterns for spelled in spell_out(pattern)]
        matcher.add(rule.id, [compile_pattern(pattern, flags) for pattern in patterns])
    return lambda text: matcher(nlp(text)), bare.make_doc


def _search_dates(paragraphs: list[str], languages: list[str] | None) -> None:
    for paragraph in paragraphs:
        dateparser.search.search_dates(paragraph, languages=languages)
