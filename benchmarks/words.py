"""Words a second of one core: the whole pipeline, and beside it what others would do to the same text."""

import re
from collections.abc import Callable, Iterator
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
    r"\b(?:will|shall|would|must|pledg\w+|commit\w*|promis\w+|intend\w*|plan(?:s|ned|ning)? to|by (?:20\d\d|\w+ 20\d\d))\b",
    re.IGNORECASE,
)


def measure_words(folder: Path, runs: int) -> Iterator[Figure]:
    """The figures, fastest method last."""
    write_documents(folder, DOCUMENTS)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    for name, work, given, note in _methods(folder, texts):
        words = sum(len(text.split()) for text in given)
        yield make_figure(GROUP, name, time_rates(work, words, runs), "words/s", note)


def _methods(folder: Path, texts: list[str]) -> Iterator[tuple[str, Callable[[], object], list[str], str]]:
    worker, sources = (
        Worker(Job(folder=folder, catalogues=_catalogues(), keys=NO_KEYS)),
        read_corpus(folder).sources,
    )
    yield (
        "whole pipeline",
        lambda: [worker.do(source) for source in sources],
        texts,
        "file in, linked rows out",
    )
    matched, tokenized = _plain_matcher()
    paragraphs = [line for text in texts for line in text.splitlines() if line]
    yield (
        "tokenizer, sentencizer, plain Matcher",
        lambda: [matched(p) for p in paragraphs],
        texts,
        ("the project's own detection patterns, a paragraph a call"),
    )
    yield "the same, whole documents", lambda: [matched(text) for text in texts], texts, "a document a call"
    yield "tokenizer", lambda: [tokenized(p) for p in paragraphs], texts, "blank English, a paragraph a call"
    few = texts[:FEW]
    yield (
        "dateparser.search_dates",
        lambda: [_search_dates(t) for t in few],
        few,
        "languages=['en'], paragraphs",
    )
    yield "cue-word regex", lambda: [CUES.findall(text) for text in texts], texts, "one alternation"


NO_KEYS = Keys(reading="", extracting="", linking="")


def _catalogues():  # type: ignore[no-untyped-def]
    return read_catalogues(sorted((CORPUS / "recommendations").glob("*.toml")))


def _plain_matcher() -> tuple[Callable[[str], object], Callable[[str], object]]:
    """The pipeline that a spaCy user would write around the project's patterns, and its tokenizer alone."""
    nlp, bare = spacy.blank("en"), spacy.blank("en")
    nlp.add_pipe("sentencizer")
    flags, matcher = add_flags(nlp.vocab), Matcher(nlp.vocab, validate=False)
    for rule in read_rules(RULES, KEYS):
        patterns = [spelled for pattern in rule.patterns for spelled in spell_out(pattern)]
        matcher.add(rule.id, [compile_pattern(pattern, flags) for pattern in patterns])
    return lambda text: matcher(nlp(text)), bare.make_doc


def _search_dates(text: str) -> None:
    for paragraph in text.splitlines():
        dateparser.search.search_dates(paragraph, languages=["en"])
