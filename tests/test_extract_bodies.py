"""Bodies: their names and offices, their forms, and what a document calls them.

In the tables a mention stands in braces with the name that it must get: "{Home Secretary|Home Office}";
braces without a bar hold a name that is its own. What stands outside must not be found.
"""

import re
from itertools import pairwise

import pytest
import spacy

from extract import body_guards, body_list, body_offices
from extract.bodies import BodyFinder
from extract.body_shorts import fits

BODIES = body_list.read_bodies()
GUARDS = body_guards.read_guards()
SPELLED = sorted({name.words: name for names in BODIES.names.values() for name in names}.items())
MENTION = re.compile(r"\{([^|}]+)(?:\|([^}]+))?\}")


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def finder(nlp):
    return BodyFinder(nlp)


@pytest.fixture(scope="module")
def find(nlp, finder):
    """The mentions in the last of a document's blocks."""

    def find(*blocks):
        return finder.find(nlp(blocks[-1]), finder.definitions(blocks), len(blocks) - 1)

    return find


@pytest.fixture(scope="module")
def mark(find):
    """The last of a document's blocks with its mentions in braces."""

    def mark(*blocks):
        plain = [MENTION.sub(r"\1", block) for block in blocks]
        text = plain[-1]
        for one in reversed(find(*plain)):
            words = text[one.start : one.end]
            shown = words if words == one.name else f"{words}|{one.name}"
            text = f"{text[: one.start]}{{{shown}}}{text[one.end :]}"
        return text

    return mark


def test_every_spelling_of_every_body_is_found_under_its_canonical_name(nlp, finder):
    nothing = finder.definitions([])
    missed = []
    for words, name in SPELLED:
        if BODIES.guard(name) and name.kind != "minister":
            continue  # the guard's own examples try it
        names = {other.body.name for other in BODIES.find(words)}
        curly = words.replace("'", "’")
        for text in (f"Yesterday the {words} agreed.", f"It is a matter for the {curly}."):
            found = finder.find(nlp(text), nothing, 0)
            spans = [body_list.fold(text[one.start : one.end]) for one in found]
            if spans != [words] or found[0].name not in names:
                missed.append((words, name.body.name, found))
    assert missed == []


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.id)
def test_a_guard_lets_its_examples_pass_and_stops_its_counter_examples(guard, find):
    def is_found(text):
        spans = [text[one.start : one.end] for one in find(text)]
        return any(BODIES.guard(name) is guard for words in spans for name in BODIES.find(words))

    assert guard.finds
    assert guard.passes_over
    assert [text for text in guard.finds if not is_found(text)] == []
    assert [text for text in guard.passes_over if is_found(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The {Home Secretary|Home Office} will act.",
        "Asked by the {safeguarding minister|Home Office}",
        "The {Secretary of State for Education|Department for Education} agreed.",
        "{Secretary of State for Culture, Media, and Sport|Department for Culture, Media and Sport}",
        "A {Home Office minister|Home Office} said no.",
        "the {Minister of State at the Ministry of Justice|Ministry of Justice}",
        "the {Department for Health and Social Care|Department of Health and Social Care}",
        "the {Department of Health} of 2014",
        "the {Department of Business Innovation & Skills|Department for Business, Innovation and Skills}",
        "the {Department for Culture Media and Sport|Department for Culture, Media and Sport}",
        "the {National Police Chief's Council|National Police Chiefs' Council}",
        "the {Centre for Expertise on Child Sexual Abuse|CSA Centre}",
        "the {CSE Police Taskforce|CSE Taskforce}",
        "the {Child Sexual Exploitation Task Force|CSE Taskforce}",
        "{Her Majesty’s Prison Service|HM Prison Service}",
        "the {Crown Commercial Services|Crown Commercial Service}",
        "{His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services|HMICFRS}",
        "a new {Keeping Children Safe ministerial board|Keeping Children Safe board}",
        "working with The {Children’s Society|The Children's Society}",
        "funding for {Warwickshire Council|Warwickshire County Council}",
        "The {Scottish government|Scottish Government} and {Welsh Ministers|Welsh Government} met.",
        "{CQC|Care Quality Commission}/{HMICFRS} inspections",
        "{DfE|Department for Education}-led work with {Ofsted}’s inspectors",
        "It is for the {MoJ|Ministry of Justice}.",
        "{HOME OFFICE|Home Office} TO REVIEW {OFSTED|Ofsted}",
        "the {infected blood inquiry|Infected Blood Inquiry} and the {Parole board|Parole Board}",
        "{Academies} and {coroners|Coroners} and {prison governors|Prison governors}",
    ],
)
def test_a_listed_body_is_found_as_writers_spell_it(text, mark):
    assert mark(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The panel of the door was broken.",
        "We will monitor progress at home.",
        "The service was poor and the office hours were short.",
        "Local government finance is complex.",
        "All government departments will use government buildings.",
        "A cross-Government approach was taken by the previous Government.",
        "The governments of both countries met.",
        "Police officers improved the police response.",
        "The Crime and Policing Bill is before the House.",
        "The Coroners and Justice Bill and the Police Reform Act became law.",
        "She moved house to mind her mother and shelter from the rain.",
        "They left the home office on the ground floor.",
        "The Chief Executive signed the Service Level Agreement.",
        "The Education Code, the Justice Plan and the Health Strategy",
        "The Steering Group and the Working Group met.",
        "In the Town Centre and at the Vote Office",
        "Labour market statistics and market forces",
        "THE SERVICE BOARD OF THE CENTRE PANEL",
        "The French foreign minister and the Scottish health secretary",
        "The last Prime Minister and his Lord Chancellor",
        "The former Director General and the then Home Secretary",
        "Source: Claimant Service and Experience Survey",
    ],
)
def test_words_that_only_look_like_a_body_are_passed_over(text, mark):
    assert mark(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "It has set up a {Hospital Food Standards Panel} to advise.",
        "A {Children and Young People’s Advisory Board|Children and Young People's Advisory Board} meets.",
        "The {Tackling Child Sexual Abuse Unit} in London",
        "A new {Office for the Victims of Abuse} opens.",
        "a {National Agency for Children and Families}",
        "Establish {Family Safety Commission}",
        "the {National Data Opt-out Programme Board}",
        "the {London Borough of Hackney} and {Manchester City Council}",
        "{Leeds city council|Leeds City Council} and {Oldham council|Oldham Council}",
        "{Telford & Wrekin Council|Telford and Wrekin Council}",
        "the {University of Birmingham} and King's College London",
        "{Brent and Harrow Health Authority}, {Enfield and Haringey Health Authority}",
        "{Ofsted}’s {Improvement Board} and the {NHS Safeguarding Board}",
        "the {All-Party Parliamentary Group on Drugs}",
    ],
)
def test_an_unlisted_body_is_known_by_its_form(text, mark):
    assert mark(text) == text


@pytest.mark.parametrize(
    ("text", "kind", "public"),
    [
        ("the Hospital Food Standards Panel", "unlisted", True),
        ("the Food for Life Partnership", "unlisted", False),
        ("a Safeguarding Children Partnership", "unlisted", True),
        ("the Family Task Force", "unlisted", True),
        ("the House of Commons Select Committee on Health", "committee", False),
        ("the All-Party Parliamentary Group on Drugs", "committee", False),
        ("the Ockenden Inquiry", "inquiry", False),
        ("Oldham Council", "local", True),
        ("the Conservatives", "party", False),
        ("the Government", "government", True),
        ("the Home Office", "department", True),
        ("Ofsted", "inspectorate", True),
        ("the prime minister", "minister", True),
        ("Crimestoppers", "charity", True),
        ("the EU", "international", False),
        ("Baroness Casey", "person", True),
        ("Mr Ridley", "person", False),
        ("Ann Lee MP", "person", False),
        ("the shadow home secretary", "person", False),
    ],
)
def test_a_mention_says_what_sort_of_body_it_is(text, kind, public, find):
    (mention,) = find(text)
    assert (mention.kind, mention.public) == (kind, public)


@pytest.mark.parametrize(
    "text",
    [
        "{Baroness Louise Casey|Baroness Casey} led it.",
        "{Baroness (Louise) Casey|Baroness Casey} led it.",
        "{Tom Crowther KC} led it.",
        "{Dr Peter Bonfield} led it.",
        "{Rt Hon Dame Karen Bradley DBE MP|Dame Karen Bradley} led it.",
        "{Lord Thomas of Gresford} led it.",
        "{Lady Justice Thirlwall} led it.",
        "{Sir Martin Moore-Bick} led it.",
        "We have appointed {Sarah Payne} to lead it.",
        "It is chaired by {Dianne Jeffrey}, of a charity.",
        "The {shadow home secretary Chris Philp|Chris Philp} refused.",
        "The {former home secretary Amber Rudd|Amber Rudd} refused.",
    ],
)
def test_a_person_is_known_by_title_letters_or_appointment(text, mark):
    assert mark(text) == text


@pytest.mark.parametrize(
    "blocks",
    [
        ("Home secretary Yvette Cooper has spoken.", "{Cooper|Home Office} said so."),
        ("Jess Phillips, the safeguarding minister, spoke.", "{Phillips|Home Office} said so."),
        ("The Chancellor, Rachel Reeves, spoke.", "{Reeves|HM Treasury} said so."),
        ("Dr Dan Poulter, Under-Secretary of State for Health", "{Dr Poulter|Department of Health} spoke."),
        ("the Defence Secretary, the Member for Barrow (John Hutton)", "{Hutton|Ministry of Defence} spoke."),
        ("Baroness (Louise) Casey leads.", "{Casey|Baroness Casey}’s review is out."),
        ("Tom Crowther KC leads.", "Ask {Crowther|Tom Crowther KC}."),
        ("Professor Alexis Jay led.", "Ask {Professor Jay|Professor Alexis Jay}."),
        ("Ask Professor Jay.", "{Professor Alexis Jay} led.", "Ask {Professor Jay|Professor Alexis Jay}."),
        ("Rt Hon Dame Karen Bradley MP", "Dear {Dame Karen|Dame Karen Bradley},"),
        ("Lord Khan of Burnley spoke.", "Ask {Lord Khan|Lord Khan of Burnley}."),
        ("Shadow health secretary Ann Lee spoke.", "Ask {Ann Lee}."),
        ("**Rt Hon Yvette Cooper MP", "Home Secretary**", "{Cooper|Home Office} wrote."),
        ("Sir Ian Field reported.", "He works in the field.", "Field work was done."),
        ("Sir Ian Grange reported.", "Ask {Grange|Sir Ian Grange}."),
    ],
)
def test_a_person_named_once_is_known_again(blocks, mark):
    assert mark(*blocks) == blocks[-1]


@pytest.mark.parametrize(
    "blocks",
    [
        ("the Child Protection Authority (CPA) in England", "The {CPA|Child Protection Authority} acts."),
        ("the national Child Review Panel (‘the Panel’)", "The {Panel|Child Review Panel} acts."),
        ('the Independent Monitoring Panel ("the Panel")', "The {Panel|Independent Monitoring Panel} acts."),
        ("a Hospital Food Standards Panel (HFSP)", "The {HFSP|Hospital Food Standards Panel} acts."),
        ("the Lucy Faithfull Foundation’s (LFF) campaign", "{LFF|Lucy Faithfull Foundation} acts."),
        ("His Majesty’s Inspectorate of Probation (HMIP)", "{HMIP|HM Inspectorate of Probation} acts."),
        ("HM Inspectorate of Prisons", "{HMIP|HM Inspectorate of Prisons} acts."),
        ("the Department of Health", "The {Health Secretary|Department of Health} acts."),
        ("the Cabinet Office", "The {Health Secretary|Department of Health and Social Care} acts."),
        ("the Ministry of Justice (‘the Department’)", "The {Department|Ministry of Justice} acts."),
        ("the {Care for Quality Commission|Care Quality Commission} ({CQC|Care Quality Commission})",),
        ("the Child Abuse Register (CAR)", "The CAR will be used."),
        ("the Family Safety Board (Leeds)", "Leeds will act."),
    ],
)
def test_a_short_form_means_what_the_document_says(blocks, mark):
    assert mark(*blocks) == blocks[-1]


@pytest.mark.parametrize(
    "blocks",
    [
        ("A new Keeping Children Safe ministerial board", "The {Board|Keeping Children Safe board} acts."),
        ("the CSE Taskforce", "The {Taskforce|CSE Taskforce} acts."),
        ("a Leeds Task Force", "The {Taskforce|Leeds Task Force} acts."),
        ("a Leeds Task Force", "The {Task Force|Leeds Task Force} and the {task force|Leeds Task Force}"),
        ("an Interministerial Group on CSA", "This {group|Interministerial Group on CSA} acts."),
        ("a Centre for Safety", "This {new police-led safety centre|Centre for Safety} acts."),
        ("a Hospital Food Panel", "The {panel|Hospital Food Panel} acts."),
        ("a Hospital Food Panel", "One.", "Two.", "The panel acts."),
        ("a Hospital Food Panel", "One.", "Two.", "The {Panel|Hospital Food Panel} acts."),
        ("a Youth Safety Board", "Heading", "a Family Board", "The {Board|Family Board} acts."),
        ("a Food Panel (‘the Panel’)", "It asked the Sports Panel.", "The {Panel|Food Panel} acts."),
        ("a Food Panel (‘the Panel’)", "A new Sports Panel is set up.", "The {Panel|Sports Panel} acts."),
        ("a Food Advisory Board and a Youth Board", "The {Advisory Board|Food Advisory Board} acts."),
        ("a Food Agency and a Youth Board", "The Advisory Board acts."),
        ("a Youth Safety Board", "The Panel acts and the inquiry into Leeds will end."),
        ("the Home Office", "The Office acts."),
        ("local authorities", "The Authority acts."),
        ("Reading Council", "The {council|Reading Council} acts in June, but the city council does not."),
        ("the Youth Justice Board", "The Board members act."),
    ],
)
def test_a_head_word_points_to_the_nearest_body_of_its_kind(blocks, mark):
    assert mark(*blocks) == blocks[-1]


def test_a_quoted_definition_holds_for_the_blocks_before_it_too(nlp, finder):
    blocks = ["The Panel will act.", "the Child Review Panel (‘the Panel’) met"]
    (mention,) = finder.find(nlp(blocks[0]), finder.definitions(blocks), 0)
    assert (mention.name, mention.rule) == ("Child Review Panel", "defined")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("The Board will start.", "Food Board"), ("The Board will end.", "Youth Board")],
)
def test_a_sentence_is_read_at_its_place_in_the_block(sentence, expected, nlp, finder):
    block = "A Food Board met. The Board will start. A Youth Board met. The Board will end."
    (mention,) = finder.find(nlp(sentence), finder.definitions([block]), 0)
    assert mention.name == expected


@pytest.mark.parametrize(
    ("short", "words", "expected"),
    [
        ("HFSP", "Hospital Food Standards Panel", True),
        ("DfE", "Department for Education", True),
        ("ICBs", "integrated care boards", True),
        ("CQC", "Care and Quality Commission", True),
        ("PLACE", "Patient-Led Assessments of the Care Environment", True),
        ("EU", "Hospital Food Standards Panel", False),
        ("HF", "Hospital Food Standards Panel", False),
        ("Bill", "Board in Leeds London", False),
    ],
)
def test_an_acronym_must_fit_the_words_before_it(short, words, expected):
    assert fits(short, words) is expected


@pytest.mark.parametrize(
    ("words", "expected", "is_department"),
    [
        ("Department for Work & Pensions", "Department for Work and Pensions", True),
        ("JUSTICE", "Ministry of Justice", True),
        ("COMMUNITIES AND LOCAL GOVERNMENT", "Department for Communities and Local Government", True),
        ("Health", "Department of Health", True),
        ("Home Department", "Home Office", True),
        ("Home Secretary", "Home Office", True),
        ("the Rt Hon Yvette Cooper MP, Home Secretary", "Home Office", True),
        ("Lord Chancellor and Secretary of State for Justice", "Ministry of Justice", True),
        ("Minister of State for Crime Reduction, Policing and Fire", "Home Office", True),
        ("Permanent Secretary at the Department for Education", "Department for Education", True),
        ("Ministry of Justice and The Rt Hon Elizabeth Truss MP", "Ministry of Justice", True),
        ("Department for Education, Education Funding Agency", "Department for Education", True),
        ("HM Revenue & Customs", "HM Revenue and Customs", False),
        ("Ofsted", "Ofsted", False),
        ("House of Commons (Hansard)", None, False),
        ("Health and Safety in Prisons", None, False),
        ("", None, False),
    ],
)
def test_an_exact_name_office_or_heading_resolves(words, expected, is_department, finder):
    assert finder.resolve(words) == expected
    assert finder.department_of(words) == (expected if is_department else None)


def test_mentions_never_overlap_and_say_how_they_were_found(find):
    text = "Home secretary Ann Lee, Ofsted’s Improvement Board and Oldham Council’s Safeguarding Panel met."
    mentions = find(text)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert text[mentions[0].start : mentions[0].end] == "Home secretary Ann Lee"
    assert [one.rule for one in mentions[:2]] == ["form", "listed"]


@pytest.mark.parametrize(
    ("section", "complaint"),
    [('[[guard]]\nid = "x"\nsays = "y"\nnever = 1\n', "never"), ('[surprise]\nid = "x"\n', "surprise")],
)
def test_an_unknown_key_in_the_rules_is_refused(section, complaint, tmp_path, monkeypatch):
    rules = tmp_path / "bodies.toml"
    rules.write_text(f"[words]\n[kinds]\n[shared]\n{section}", encoding="utf-8")
    monkeypatch.setattr(body_guards, "RULES", rules)
    with pytest.raises(ValueError, match=complaint):
        body_guards.read_guards.__wrapped__()


def test_an_unknown_key_of_a_department_is_refused(tmp_path, monkeypatch):
    departments = tmp_path / "bodies_departments.toml"
    departments.write_text('[[department]]\nname = "Office of X"\nnick = ["X"]\n', encoding="utf-8")
    monkeypatch.setattr(body_offices, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="nick"):
        body_offices.read_departments.__wrapped__()


def test_a_list_of_an_unknown_kind_is_refused(tmp_path, monkeypatch):
    (tmp_path / "bodies_more.toml").write_text('[wizard]\n"Office of X" = []\n', encoding="utf-8")
    monkeypatch.setattr(body_list, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="wizard"):
        list(body_list._read_names({"agency": True}))


def test_a_name_that_two_bodies_hold_unsaid_is_refused():
    names = [name for body in ("X", "Y") for name in body_list._names_of(body, ["OX"], "agency", True)]
    with pytest.raises(ValueError, match="OX"):
        body_list._refuse_doubles(names, frozenset())
