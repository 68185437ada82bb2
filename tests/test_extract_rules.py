"""Every rule finds its own examples and passes over its own decoys."""

from pathlib import Path

import pytest

from extract.conditions import condition_rules
from extract.detect import KEYS, RULES
from extract.extractor import Extractor
from extract.rules import compile_pattern, read_rules
from models import Problem

UNDERTAKINGS = read_rules(RULES, KEYS)


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


def examples(kind):
    return [
        pytest.param(rule.id, words, id=f"{rule.id}: {words[:40]}")
        for rule in UNDERTAKINGS
        for words in getattr(rule, kind)
    ]


@pytest.mark.parametrize(("rule", "words"), examples("finds"))
def test_a_rule_finds_its_examples(extractor, rule, words):
    assert rule in [found for found, _ in extractor.explain(words)]


@pytest.mark.parametrize(("rule", "words"), examples("passes_over"))
def test_a_rule_passes_over_its_decoys(extractor, rule, words):
    assert rule not in [found for found, _ in extractor.explain(words)]


def test_every_rule_has_examples_and_decoys():
    assert [rule.id for rule in UNDERTAKINGS if not rule.finds or not rule.passes_over] == []


@pytest.mark.parametrize("rule", condition_rules(), ids=lambda rule: rule.id)
def test_a_condition_rule_proves_itself(rule):
    assert [words for words in rule.finds if not rule.pattern.search(words)] == []
    assert [words for words in rule.passes_over if rule.pattern.search(words)] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            '[[rule]]\nid = "a"\nsays = "b"\npatterns = ["will"]\nfinds = []',
            "lacks 'passes_over'",
            id="missing key",
        ),
        pytest.param(
            '[[rule]]\nid = "a"\nsays = "b"\npatterns = []\nfinds = []\npasses_over = []\ncolour = 1',
            "unknown key 'colour'",
            id="unknown key",
        ),
        pytest.param(
            '[[rule]]\nid = "a"\nsays = "b"\npatterns = []\nfinds = []\npasses_over = []\n' * 2,
            "stands twice",
            id="an id twice",
        ),
    ],
)
def test_a_faulty_rule_file_is_refused_by_name(tmp_path: Path, text, complaint):
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=complaint):
        read_rules(path, KEYS)


def test_an_unknown_word_class_is_refused():
    with pytest.raises(Problem, match="no word class"):
        compile_pattern("will NOUN", {"VERB": 1})
