"""The automaton finds what spaCy's own Matcher finds with the same patterns, word for word."""

import random

import pytest
from reading import CORPUS
from spacy.matcher import Matcher

from extract.automaton import Automaton
from extract.detect import KEYS, RULES
from extract.lexicon import add_flags, word_classes
from extract.pipeline import blank_pipeline
from extract.rules import RuleMatcher, compile_pattern, read_rules, spell_out
from models import Problem

UNDERTAKINGS = read_rules(RULES, KEYS)
LINES = [
    line
    for path in sorted(CORPUS.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


@pytest.fixture(scope="module")
def nlp():
    return blank_pipeline()


@pytest.fixture(scope="module")
def plain(nlp):
    """The longest match of each rule from each place, by a Matcher that holds all patterns."""
    flags, matcher = add_flags(nlp.vocab), Matcher(nlp.vocab, validate=False)
    for number, rule in enumerate(UNDERTAKINGS):
        spelled = [each for pattern in rule.patterns for each in spell_out(pattern)]
        matcher.add(str(number), [compile_pattern(pattern, flags) for pattern in spelled])

    def find(doc):
        longest = {}
        for key, start, end in matcher(doc):
            place = start, int(nlp.vocab.strings[key])
            longest[place] = max(longest.get(place, 0), end)
        return sorted((start, rule, end) for (start, rule), end in longest.items())

    return find


@pytest.fixture(scope="module")
def ours(nlp):
    matcher = RuleMatcher(nlp.vocab, UNDERTAKINGS)
    return lambda doc: [(match.start, match.rule, match.end) for match in matcher.find(doc)]


def test_the_corpus_is_read_as_a_plain_matcher_reads_it(nlp, plain, ours):
    docs = [nlp.make_doc(line) for line in LINES]
    assert [ours(doc) for doc in docs] == [plain(doc) for doc in docs]
    assert sum(len(ours(doc)) for doc in docs) > 300


def test_words_in_any_order_are_read_as_a_plain_matcher_reads_them(nlp, plain, ours):
    chance = random.Random(1)
    words = [word for rule in UNDERTAKINGS for sentence in rule.finds for word in sentence.split()]
    for _ in range(500):
        doc = nlp.make_doc(" ".join(chance.choices(words, k=30)))
        assert ours(doc) == plain(doc), doc.text


@pytest.mark.parametrize(
    ("pattern", "words", "found"),
    [
        pytest.param("will act", "we will act", [(1, 3)], id="words"),
        pytest.param("will|shall act", "shall act will act", [(0, 2), (2, 4)], id="alternatives"),
        pytest.param("will now? act", "will act will now act", [(0, 2), (2, 5)], id="may be missing"),
        pytest.param("will LONG* act", "will really really really act", [(0, 5)], id="up to three"),
        pytest.param("will LONG* act", "will really really really really act", [], id="not four"),
        pytest.param("act LONG?", "act really", [(0, 2)], id="the longest counts"),
        pytest.param("will act", "", [], id="no words"),
    ],
)
def test_the_notation_means_what_it_says(pattern, words, found):
    automaton = Automaton([(0, pattern)], {"LONG": lambda word: len(word) > 5})
    kinds = [automaton.kind_of(word) for word in words.split()]
    assert [(start, end) for start, _, end in automaton.find(kinds)] == found


def test_an_unknown_class_is_refused():
    with pytest.raises(Problem, match="'NOUN' is no word class"):
        Automaton([(0, "will NOUN")], word_classes())
