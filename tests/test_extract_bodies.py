"""Bodies: their names and offices, their forms, and what a document calls them."""

import pytest
import spacy

from extract import body_guards, body_list, body_offices
from extract.bodies import BodyFinder
from extract.body_shorts import fits

BODIES = body_list.read_bodies()
GUARDS = body_guards.read_guards()
SPELLED = sorted({name.words: name for names in BODIES.names.values() for name in names}.items())


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def finder(nlp):
    return BodyFinder(nlp)


@pytest.fixture(scope="module")
def find(nlp, finder):
    """Mentions in the last of some blocks, as (words, name) pairs or whole."""

    def find(*texts, whole=False):
        doc = nlp(texts[-1])
        mentions = finder.find(doc, finder.definitions(texts), len(texts) - 1)
        return mentions if whole else [(doc.text[one.start : one.end], one.name) for one in mentions]

    return find


def test_every_spelling_of_every_body_is_found_under_its_canonical_name(nlp, finder):
    nothing = finder.definitions([])
    missed = []
    for words, name in SPELLED:
        if BODIES.guard(name) and name.kind != "minister":
            continue
        for text in (
            f"Yesterday the {words} agreed.",
            f"It is a matter for the {words.replace(chr(39), '’')}.",
        ):
            found = [(one.name, text[one.start : one.end]) for one in finder.find(nlp(text), nothing, 0)]
            names = {other.body.name for other in BODIES.find(words)}
            if len(found) != 1 or found[0][0] not in names or body_list.fold(found[0][1]) != words:
                missed.append((words, name.body.name, found))
    assert not missed


def test_the_lists_hold_more_than_bodies_of_one_field():
    bodies = {name.body.name for _, name in SPELLED}
    assert len(bodies) > 700
    assert {name.body.kind for _, name in SPELLED} >= {"department", "regulator", "police", "health", "local"}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.id)
def test_a_guard_lets_its_own_examples_pass_and_stops_its_counter_examples(guard, find):
    def guarded(text):
        return [
            words
            for words, _ in find(text)
            if any(BODIES.guard(name) is guard for name in BODIES.find(words))
        ]

    assert guard.finds
    assert guard.passes_over
    assert [text for text in guard.finds if not guarded(text)] == []
    assert [text for text in guard.passes_over if guarded(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Home Secretary will act.", [("Home Secretary", "Home Office")]),
        ("Asked by the safeguarding minister", [("safeguarding minister", "Home Office")]),
        ("The Secretary of State for Education agreed.", [("Secretary of State for Education", "Department for Education")]),
        ("A Home Office minister said no.", [("Home Office minister", "Home Office")]),
        ("the Department for Health and Social Care", [("Department for Health and Social Care", "Department of Health and Social Care")]),
        ("the Department of Health", [("Department of Health", "Department of Health")]),
        ("the Department of Business Innovation & Skills", [("Department of Business Innovation & Skills", "Department for Business, Innovation and Skills")]),
        ("the Department for Culture Media and Sport", [("Department for Culture Media and Sport", "Department for Culture, Media and Sport")]),
        ("the National Police Chief's Council", [("National Police Chief's Council", "National Police Chiefs' Council")]),
        ("the Centre for Expertise on Child Sexual Abuse", [("Centre for Expertise on Child Sexual Abuse", "CSA Centre")]),
        ("the CSE Police Taskforce", [("CSE Police Taskforce", "CSE Taskforce")]),
        ("the Child Sexual Exploitation Task Force", [("Child Sexual Exploitation Task Force", "CSE Taskforce")]),
        ("Her Majesty’s Prison Service", [("Her Majesty’s Prison Service", "HM Prison Service")]),
        ("the Crown Commercial Services", [("Crown Commercial Services", "Crown Commercial Service")]),
        ("His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services", [("His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services", "HMICFRS")]),
        ("a new Keeping Children Safe ministerial board", [("Keeping Children Safe ministerial board", "Keeping Children Safe board")]),
        ("working with The Children’s Society", [("Children’s Society", "The Children's Society")]),
        ("funding for Warwickshire Council", [("Warwickshire Council", "Warwickshire County Council")]),
        ("The Scottish government and the Welsh Ministers met.", [("Scottish government", "Scottish Government"), ("Welsh Ministers", "Welsh Government")]),
        ("CQC/HMICFRS inspections", [("CQC", "Care Quality Commission"), ("HMICFRS", "HMICFRS")]),
        ("DfE-led work with Ofsted’s inspectors", [("DfE", "Department for Education"), ("Ofsted", "Ofsted")]),
        ("HOME OFFICE TO REVIEW OFSTED", [("HOME OFFICE", "Home Office"), ("OFSTED", "Ofsted")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_listed_body_is_found_as_writers_spell_it(text, expected, find):
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The panel of the door was broken.",
        "We will monitor progress at home.",
        "The service was poor and the office hours were short.",
        "It may set the standard, and we will act.",
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
        "An act of the board of governors",
        "In the Town Centre and at the Vote Office",
        "Labour market statistics and market forces",
        "THE SERVICE BOARD OF THE CENTRE PANEL",
        "Dear Sir or Madam, Mr Speaker, my Lords",
        "The French foreign minister and the Scottish health secretary",
        "The former Director General and the then Home Secretary",
    ],
)
def test_words_that_only_look_like_a_body_are_passed_over(text, find):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has set up a Hospital Food Standards Panel to advise.", ["Hospital Food Standards Panel"]),
        ("A Children and Young People’s Advisory Board meets.", ["Children and Young People's Advisory Board"]),
        ("The Tackling Child Sexual Abuse Unit in London", ["Tackling Child Sexual Abuse Unit"]),
        ("A new Office for the Victims of Abuse opens.", ["Office for the Victims of Abuse"]),
        ("a National Agency for Children and Families", ["National Agency for Children and Families"]),
        ("Establish Family Safety Commission", ["Family Safety Commission"]),
        ("the National Data Opt-out Programme Board", ["National Data Opt-out Programme Board"]),
        ("the London Borough of Hackney and Manchester City Council", ["London Borough of Hackney", "Manchester City Council"]),
        ("Leeds city council and Oldham council", ["Leeds City Council", "Oldham Council"]),
        ("Telford and Wrekin Council", ["Telford and Wrekin Council"]),
        ("the University of Birmingham and King's College London", ["University of Birmingham"]),
        ("Brent and Harrow Health Authority, Enfield and Haringey Health Authority", ["Brent and Harrow Health Authority", "Enfield and Haringey Health Authority"]),
        ("Ofsted’s Improvement Board and the NHS Safeguarding Board", ["Ofsted", "Improvement Board", "NHS Safeguarding Board"]),
    ],
)  # fmt: skip
def test_an_unlisted_body_is_known_by_its_form(text, expected, find):
    assert [name for _, name in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "name", "kind", "public"),
    [
        ("the Hospital Food Standards Panel", "Hospital Food Standards Panel", "unlisted", True),
        ("the Food for Life Partnership", "Food for Life Partnership", "unlisted", False),
        ("a Safeguarding Children Partnership", "Safeguarding Children Partnership", "unlisted", True),
        (
            "the House of Commons Select Committee on Health",
            "House of Commons Select Committee on Health",
            "committee",
            False,
        ),
        (
            "the All-Party Parliamentary Group on Drugs",
            "All-Party Parliamentary Group on Drugs",
            "committee",
            False,
        ),
        ("the Ockenden Inquiry", "Ockenden Inquiry", "inquiry", False),
        ("Oldham Council", "Oldham Council", "local", True),
        ("the Treatment Advisory Council", "Treatment Advisory Council", "unlisted", True),
        ("the Conservatives", "Conservative Party", "party", False),
        ("Ofsted", "Ofsted", "inspectorate", True),
        ("the prime minister", "Prime Minister's Office, 10 Downing Street", "minister", True),
        ("Mr Ridley", "Mr Ridley", "person", False),
        ("Baroness Casey", "Baroness Casey", "person", True),
    ],
)
def test_a_mention_says_what_sort_of_body_it_is(text, name, kind, public, find):
    (mention,) = find(text, whole=True)
    assert (mention.name, mention.kind, mention.public) == (name, kind, public)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baroness Louise Casey led it.", "Baroness Casey"),
        ("Baroness (Louise) Casey led it.", "Baroness Casey"),
        ("Tom Crowther KC led it.", "Tom Crowther KC"),
        ("Dr Peter Bonfield led it.", "Dr Peter Bonfield"),
        ("Rt Hon Dame Karen Bradley DBE MP led it.", "Dame Karen Bradley"),
        ("Lord Thomas of Gresford led it.", "Lord Thomas of Gresford"),
        ("Lady Justice Thirlwall led it.", "Lady Justice Thirlwall"),
        ("Sir Martin Moore-Bick led it.", "Sir Martin Moore-Bick"),
        ("We have appointed Sarah Payne to lead it.", "Sarah Payne"),
        ("It is chaired by Dianne Jeffrey, of a charity.", "Dianne Jeffrey"),
        ("The shadow home secretary Chris Philp refused.", "Chris Philp"),
        ("The former home secretary Amber Rudd refused.", "Amber Rudd"),
    ],
)
def test_a_person_is_known_by_title_letters_or_appointment(text, expected, find):
    assert [name for _, name in find(text)] == [expected]


@pytest.mark.parametrize(
    ("first", "then", "words", "expected"),
    [
        ("Home secretary Yvette Cooper has spoken.", "Cooper said so.", "Cooper", "Home Office"),
        ("Jess Phillips, the safeguarding minister, spoke.", "Phillips said so.", "Phillips", "Home Office"),
        ("The Chancellor, Rachel Reeves, spoke.", "Reeves said so.", "Reeves", "HM Treasury"),
        ("Dr Dan Poulter, the Parliamentary Under-Secretary of State for Health", "Dr Poulter said so.", "Dr Poulter", "Department of Health"),
        ("My hon. Friend the Minister for the Armed Forces, the Member for Harlow (Bill Rammell)", "Rammell said so.", "Rammell", "Ministry of Defence"),
        ("Baroness (Louise) Casey leads.", "Casey’s review is out.", "Casey", "Baroness Casey"),
        ("Tom Crowther KC leads.", "Ask Crowther.", "Crowther", "Tom Crowther KC"),
        ("Professor Alexis Jay led.", "Ask Professor Jay.", "Professor Jay", "Professor Alexis Jay"),
        ("Rt Hon Dame Karen Bradley MP", "Dear Dame Karen,", "Dame Karen", "Dame Karen Bradley"),
        ("Lord Khan of Burnley spoke.", "Ask Lord Khan.", "Lord Khan", "Lord Khan of Burnley"),
        ("Shadow health secretary Ann Lee spoke.", "Ask Ann Lee.", "Ann Lee", "Ann Lee"),
    ],
)  # fmt: skip
def test_a_person_named_once_is_known_again(first, then, words, expected, find):
    assert find(first, then) == [(words, expected)]


def test_a_name_above_its_office_signs_for_the_department(find):
    mentions = find(
        "Home Secretary", "Cooper wrote.", "**Rt Hon Yvette Cooper MP", "Home Secretary**", "Cooper wrote."
    )
    assert mentions == [("Cooper", "Home Office")]


def test_a_surname_that_is_also_a_word_of_the_document_is_no_name(find):
    assert find("Sir Ian Field reported.", "He works in the field.", "Field work was done.") == []


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("the Child Protection Authority (CPA) in England", "The CPA will act.", [("CPA", "Child Protection Authority")]),
        ("the national Child Safeguarding Practice Review Panel (‘the Panel’)", "The Panel will act.", [("Panel", "Child Safeguarding Practice Review Panel")]),
        ('the Independent Monitoring Panel ("the Panel")', "The Panel will act.", [("Panel", "Independent Monitoring Panel")]),
        ("a Hospital Food Standards Panel (HFSP)", "The HFSP will act.", [("HFSP", "Hospital Food Standards Panel")]),
        ("the Lucy Faithfull Foundation’s (LFF) campaign", "LFF will act.", [("LFF", "Lucy Faithfull Foundation")]),
        ("His Majesty’s Inspectorate of Probation (HMIP)", "HMIP will act.", [("HMIP", "HM Inspectorate of Probation")]),
        ("HM Inspectorate of Prisons", "HMIP will act.", [("HMIP", "HM Inspectorate of Prisons")]),
        ("the Department of Health", "The Health Secretary will act.", [("Health Secretary", "Department of Health")]),
        ("the Cabinet Office", "The Health Secretary will act.", [("Health Secretary", "Department of Health and Social Care")]),
        ("the Ministry of Justice (‘the Department’)", "The Department will act.", [("Department", "Ministry of Justice")]),
        ("the Child Abuse Register (CAR)", "The CAR will be used.", []),
        ("the Family Safety Board (Leeds)", "Leeds will act.", []),
    ],
)  # fmt: skip
def test_a_short_form_means_what_the_document_says(first, then, expected, find):
    assert find(first, then) == expected


def test_a_misprinted_name_is_known_by_the_initials_behind_it(find):
    assert find("the Disclosing and Barring Service (DBS)")[0] == ("Disclosing and Barring Service", "Disclosure and Barring Service")  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["A new Keeping Children Safe ministerial board", "The Board will act."], ["Keeping Children Safe board"]),
        (["the CSE Taskforce", "The Taskforce will act."], ["CSE Taskforce"]),
        (["a dedicated Interministerial Group on child sexual abuse", "This group will act."], ["Interministerial Group on CSA"]),
        (["a new National Centre for VAWG and Public Protection", "This new intelligence-led policing centre will act."], ["National Centre for VAWG and Public Protection"]),
        (["a Hospital Food Standards Panel", "The panel will act."], ["Hospital Food Standards Panel"]),
        (["a Hospital Food Standards Panel", "One.", "Two.", "The panel will act."], []),
        (["a Hospital Food Standards Panel", "One.", "Two.", "The Panel will act."], ["Hospital Food Standards Panel"]),
        (["a Youth Safety Board", "Heading", "a Family Safety Board", "The Board will act."], ["Family Safety Board"]),
        (["the Food Review Panel (‘the Panel’)", "It asked the Parole Panel of Wales.", "The Panel will act."], ["Food Review Panel"]),
        (["the Food Review Panel (‘the Panel’)", "A new Parole Review Panel is set up.", "The Panel will act."], ["Parole Review Panel"]),
        (["the Food Safety Agency and its Expert Advisory Board; the Youth Board", "The Advisory Board will act."], []),
        (["a Food Advisory Board and a Youth Board", "The Advisory Board will act."], ["Food Advisory Board"]),
        (["a Youth Safety Board", "The Panel will act and the inquiry into Leeds will end."], []),
        (["the Home Office", "The Office will act."], []),
        (["local authorities", "The Authority will act."], []),
        (["the Youth Justice Board", "The Board members will act; the Board of Trade too."], ["Board of Trade"]),
        (["The Panel will act.", "the Child Review Panel (‘the Panel’)", "x"], []),
    ],
)  # fmt: skip
def test_a_head_word_points_to_the_nearest_body_of_its_kind(texts, expected, find):
    assert [name for _, name in find(*texts)] == expected


def test_a_quoted_definition_holds_for_the_blocks_before_it_too(nlp, finder):
    texts = ["The Panel will act.", "the Child Review Panel (‘the Panel’) met"]
    (mention,) = finder.find(nlp(texts[0]), finder.definitions(texts), 0)
    assert (mention.name, mention.rule) == ("Child Review Panel", "defined")


def test_the_sentence_says_where_in_its_block_it_stands(nlp, finder):
    block = "A Food Board met. The Board will act. A Youth Board met. The Board will act."
    definitions = finder.definitions([block])
    names = [finder.find(nlp(text), definitions, 0)[0].name for text in ("A Food Board met. The Board", "A Youth Board met. The Board")]  # fmt: skip
    last = finder.find(nlp("A Youth Board met. The Board will act."), definitions, 0)[-1]
    assert [*names, last.name] == ["Food Board", "Youth Board", "Youth Board"]


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
    ("words", "expected"),
    [
        ("Department for Work & Pensions", "Department for Work and Pensions"),
        ("JUSTICE", "Ministry of Justice"),
        ("COMMUNITIES AND LOCAL GOVERNMENT", "Department for Communities and Local Government"),
        ("Health", "Department of Health"),
        ("Home Department", "Home Office"),
        ("Home Secretary", "Home Office"),
        ("the Rt Hon Yvette Cooper MP, Home Secretary", "Home Office"),
        ("Lord Chancellor and Secretary of State for Justice", "Ministry of Justice"),
        ("Minister of State for Crime Reduction, Policing and Fire", "Home Office"),
        ("Permanent Secretary at the Department for Education", "Department for Education"),
        ("Ministry of Justice and The Rt Hon Elizabeth Truss MP", "Ministry of Justice"),
        ("HM Revenue & Customs", "HM Revenue and Customs"),
        ("UK Health Security Agency", "UK Health Security Agency"),
        ("Health and Safety in Prisons", None),
        ("Introduction", None),
        ("", None),
    ],
)
def test_an_exact_name_office_or_heading_resolves(words, expected, finder):
    assert finder.resolve(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Home Secretary", "Home Office"),
        ("DEFENCE", "Ministry of Defence"),
        ("Department for Education, Education Funding Agency", "Department for Education"),
        ("Ofsted", None),
        ("House of Commons (Hansard)", None),
    ],
)
def test_only_departments_count_as_departments(words, expected, finder):
    assert finder.department_of(words) == expected


def test_mentions_are_offsets_of_the_sentence_and_never_overlap(nlp, finder):
    text = "Home secretary Ann Lee, Ofsted’s Improvement Board (OIB) and the Oldham Council’s Safeguarding Panel met."
    mentions = finder.find(nlp(text), finder.definitions([text]), 0)
    assert all(one.end <= other.start for one, other in zip(mentions, mentions[1:], strict=False))
    assert text[mentions[0].start : mentions[0].end] == "Home secretary Ann Lee"
    assert [one.rule for one in mentions[:2]] == ["form", "listed"]


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ('[[guard]]\nid = "x"\nsays = "y"\nnever = 1\n', "never"),
        ('[surprise]\nid = "x"\n', "surprise"),
    ],
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
    monkeypatch.setattr(body_offices, "LIST", departments)
    with pytest.raises(ValueError, match="nick"):
        body_offices.read_departments.__wrapped__()


def test_a_list_of_an_unknown_kind_and_a_name_held_twice_are_refused(tmp_path, monkeypatch):
    listed = tmp_path / "bodies_more.toml"
    listed.write_text('[wizard]\n"Office of X" = []\n', encoding="utf-8")
    monkeypatch.setattr(body_list, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="wizard"):
        list(body_list._read_names({"agency": True}))
    names = [
        *body_list._names_of("X", ["OX"], "agency", True),
        *body_list._names_of("Y", ["OX"], "agency", True),
    ]
    with pytest.raises(ValueError, match="OX"):
        body_list._refuse_doubles(names, frozenset())
