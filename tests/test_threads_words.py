"""The words by which sentences are compared as promises: each proves itself."""

import pytest
from reading import commitments_of

from link.thread_acts import ActReader
from link.thread_names import Names
from link.thread_words import WORDS, read_act_words, roots_of
from models import Problem

WORDS_READ = read_act_words()
FAMILIES = {family.id: family for family in WORDS_READ.families}
CUES = WORDS_READ.cues


@pytest.mark.parametrize(("kind", "text"), [(k, text) for k, f in FAMILIES.items() for text in f.finds])
def test_a_family_knows_its_acts(kind, text):
    assert WORDS_READ.head(text)[0] == kind


@pytest.mark.parametrize(("kind", "text"), [(k, text) for k, f in FAMILIES.items() for text in f.passes_over])
def test_a_family_leaves_the_acts_of_others(kind, text):
    assert WORDS_READ.head(text)[0] != kind


@pytest.mark.parametrize(("cue", "text"), [(k, text) for k, c in CUES.items() for text in c.finds])
def test_a_cue_is_found_where_it_should_be(cue, text):
    assert CUES[cue].pattern.search(text)


@pytest.mark.parametrize(("cue", "text"), [(k, text) for k, c in CUES.items() for text in c.passes_over])
def test_a_cue_is_not_found_elsewhere(cue, text):
    assert not CUES[cue].pattern.search(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the removal of the time limit", "removing time limitations"),
        ("the establishment of a panel", "has established the panel"),
        ("the introduction of a duty", "introduced duties"),
        ("a review was held", "hold reviews"),
    ],
)
def test_words_of_one_root_are_one(one, other):
    assert set(roots_of(one)) == set(roots_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a consultation", "the council"),
        ("a commission", "a committee"),
        ("registration", "regulation"),
        ("the inspectorate", "an instruction"),
    ],
)
def test_words_of_two_roots_are_two(one, other):
    assert set(roots_of(one)) != set(roots_of(other))


def test_an_unknown_key_is_refused(tmp_path):
    path = tmp_path / "threads.toml"
    path.write_text('colour = "blue"\n' + WORDS.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(Problem, match="'colour'"):
        read_act_words(path)


@pytest.mark.parametrize(
    ("defined", "text", "folded"),
    [
        ("a Child Protection Authority (CPA) in England", "The CPA", "The Child Protection Authority"),
        ("a Child Protection Authority (CPA)", "the CPA (CPA)", "the Child Protection Authority"),
        ("child sexual abuse (CSA)", "reporting of CSA", "reporting of child sexual abuse"),
        ("multi-agency child protection teams (MACPTs)", "a MACPT", "a multiagency child protection teams"),
        (
            "the Disclosure and Barring Service (DBS)",
            "the Disclosure and Barring Service (DBS)",
            "the Disclosure and Barring Service",
        ),
        ("nothing (SEE)", "SEE", "SEE"),
        ("", "an Inter-Ministerial group", "an InterMinisterial group"),
        ("", "multi- agency\nworking", "multiagency working"),
    ],
)
def test_names_take_one_form(defined, text, folded):
    names = Names()
    names.learn(defined)
    assert names.fold(text) == folded


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        pytest.param(
            "We will establish a victims' panel to ensure that survivors are heard.",
            [("make", "establish victim panel", "surviv heard")],
            id="an act ends where its purpose begins",
        ),
        pytest.param(
            "The Department will publish guidance on restraint in custody and establish a victims' advice board.",
            [
                ("publish", "publish guidanc restraint custodi", ""),
                ("make", "establish victim advic board", ""),
            ],
            id="two acts",
        ),
        pytest.param(
            "The Government will work with Ofsted to create a register of homes.",
            [("make", "creat regist hom", "")],
            id="with whom is not what",
        ),
        pytest.param(
            "The guidance on restraint will be revised by March 2026.",
            [("change", "revis guidanc restraint", "")],
            id="the object of a passive stands before it",
        ),
        pytest.param(
            "We are introducing, in the Water Safety Bill, a levy on operators.",
            [("make", "introduc levi oper", "")],
            id="the Bill is not the act",
        ),
        pytest.param(
            "The Government will bring forward legislation to abolish the levy on operators.",
            [("make", "bring forward legisl abolish levi oper", ""), ("change", "abolish levi oper", "")],
            id="the act inside",
        ),
        pytest.param(
            "We will implement all recommendations of the report other than the levy on operators.",
            [("deliver", "impl recommend report", "")],
            id="what is left out is not promised",
        ),
    ],
)
def test_an_act_is_what_is_done_and_to_what(sentence, acts):
    (commitment,) = commitments_of(sentence)
    read = ActReader(WORDS_READ, Names()).read(commitment)
    assert [(act.kind, " ".join(act.core), " ".join(act.tail)) for act in read] == acts
