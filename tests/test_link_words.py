"""Words, numbers and cues: the small parts that linking stands on."""

import pytest

from link.cues import read_cues
from link.numbers import find_label, find_mentions, find_row_label
from link.phrases import PhraseIndex, make_phrases
from link.weights import read_weights
from link.words import stems_of
from models import Problem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mandatory reporting", "mandatory reports"),
        ("the three-year limit", "3 year limits"),
        ("children’s homes", "child's home"),
        ("multi- agency bodies", "multi-agency body"),
        ("banning unregulated placements", "ban on unregulated placement"),
        ("Victims’ Code", "victims' code"),
        ("verified", "verify"),
    ],
)
def test_words_that_mean_the_same_have_the_same_stems(one, other):
    assert stems_of(one) == stems_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reporting", "reporter"),
        ("mandatory", "mandate"),
        ("12 March", "13 March"),
        ("need", "new"),
    ],
)
def test_words_that_differ_keep_their_stems(one, other):
    assert stems_of(one) != stems_of(other)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Recommendation 13", [("13",)]),
        ("recommendations 3, 4 and 7 are accepted", [("3", "4", "7")]),
        ("Recommendations 31 to 33", [("31", "32", "33")]),
        ("Recommendations 31–33 and 40", [("31", "32", "33", "40")]),
        ("Rec. 4(a) and recommendation 4b", [("4a", "4b")]),
        ("recommendation 19 on redress and recommendation 15 on limitation", [("19",), ("15",)]),
        ("Recommendation No. 2.1: Pumps", [("2.1",)]),
        ("Recommendation MR5.", [("mr5",)]),
        ("RECOMMENDATION SEVEN", [("7",)]),
        ("recommendation 13 by March, and recommendation 4 would cost more", [("13",), ("4",)]),
        ("the 20 recommendations", []),
        ("recommendation 13% of all", []),
        ("recommendations in 2024", []),
        ("a recommendation for two schools", []),
        ("we record 13 cases", []),
        ("it made its recommendations three years ago, and takes recommendations one by one", []),
    ],
)
def test_recommendation_numbers_are_read_as_printed(text, numbers):
    assert [mention.numbers for mention in find_mentions(text)] == numbers


@pytest.mark.parametrize(
    ("text", "heading", "numbers"),
    [
        ("Recommendation 13: Mandatory reporting", False, ("13",)),
        ("**Recommendation 13** – Mandatory reporting", False, ("13",)),
        ("Recommendation 13", False, ("13",)),
        ("Recommendation 13 will be carried out in May.", False, None),
        ("We accept Recommendation 13: it is right.", False, None),
        ("National Authority – Recommendation 2", True, ("2",)),
        ("Our response to recommendations 3 and 4", True, ("3", "4")),
        ("Next steps", True, None),
    ],
)
def test_a_label_stands_at_the_head_of_a_block_and_anywhere_in_a_heading(text, heading, numbers):
    label = find_label(text, heading=heading)
    assert (label.numbers if label else None) == numbers


@pytest.mark.parametrize(
    ("row", "header", "numbers"),
    [
        ("| 13 | Accepted |", "| Recommendation | Response |", ("13",)),
        ("13 | Accepted", "Rec. no. | Response", ("13",)),
        ("| Recommendation 13 | Accepted |", "| Matter | Response |", ("13",)),
        ("| 2. Redress | Accepted |", "| No. | Response |", ("2",)),
        ("| 13 | Accepted |", "| Cost in millions | Response |", None),
        ("| Redress | Accepted |", "| Recommendation | Response |", None),
    ],
)
def test_a_row_is_labelled_in_its_first_cell(row, header, numbers):
    label = find_row_label(row, header)
    assert (label.numbers if label else None) == numbers


CUES = read_cues()


@pytest.mark.parametrize(("name", "sentence"), [(c.id, s) for c in CUES.values() for s in c.finds])
def test_a_cue_finds_its_sentences(name, sentence):
    assert CUES[name].pattern.search(sentence)


@pytest.mark.parametrize(("name", "sentence"), [(c.id, s) for c in CUES.values() for s in c.passes_over])
def test_a_cue_passes_over_its_sentences(name, sentence):
    assert not CUES[name].pattern.search(sentence)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("says =", "colour =", 1),
        lambda text: text.replace('id = "answers"', 'id = "refers-back"', 1),
        lambda text: text.replace("pattern = '", "pattern = '(", 1),
    ],
    ids=["an unknown key", "an id twice", "a pattern that is none"],
)
def test_a_broken_list_of_cues_is_refused(change, tmp_path):
    from link.cues import CUES as shipped

    path = tmp_path / "cues.toml"
    path.write_text(change(shipped.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(Problem, match=r"cues\.toml"):
        read_cues(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("weight =", "wait =", 1),
        lambda text: text.replace('id = "of-set"', 'id = "left-out"', 1),
        lambda text: text.replace("[bands]", "[bends]", 1),
    ],
    ids=["an unknown key", "a witness twice", "no bands"],
)
def test_a_broken_list_of_weights_is_refused(change, tmp_path):
    from link.weights import WEIGHTS as shipped

    path = tmp_path / "weights.toml"
    path.write_text(change(shipped.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(Problem, match=r"weights\.toml"):
        read_weights(path)


def test_the_bands_begin_where_the_weights_say():
    weights = read_weights()
    assert [weights.band(score) for score in (0.0, weights.review, weights.accept, 1.0)] == [
        "none", "review", "accept", "accept",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a national redress scheme", [("redress scheme", True)]),
        ("redress, by a scheme", [("redress scheme", True)]),
        ("redress in some other scheme", []),
        ("a scheme of redress", []),
        ("time limit for victims to bring civil child abuse claims", [("time limit civil claims", False)]),
        ("time ran out before the police reached the limit of civil claims", []),
        ("a code of practice on the retention of records", [("code of practice on retention", True)]),
    ],
)
def test_a_phrase_is_found_in_order_and_the_longest_alone(text, found):
    phrases = [
        "redress scheme",
        "time limit civil claims",
        "code of practice",
        "code of practice on retention",
    ]
    index = PhraseIndex(
        phrase for place, words in enumerate(phrases) for phrase in make_phrases([words], place, "alias")
    )
    assert [(hit.phrase.words, hit.exact) for hit in index.find(stems_of(text))] == found
