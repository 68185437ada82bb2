"""Links in small documents made by hand: what each witness sees, and what no link may be made of.

A document is written in lines: ``# heading`` (``##`` a level deeper), ``? question``, ``- item`` of the
paragraph above, ``| row |``, and paragraphs. What stands in braces is a commitment.
"""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from link.catalogue import read_catalogues
from link.linker import Linker
from link.weights import read_weights
from models import Block, Catalogue, Commitment, Document, Link, Recommendation, Source, make_commitment_id

CORPUS = Path(__file__).parents[1] / "corpus"
IICSA = read_catalogues(sorted((CORPUS / "recommendations").glob("iicsa-*.toml")))


def recommend(id_, number, report, title, aliases=(), terms=(), addressees=()):
    return Recommendation(
        id=id_, number=number, report=report, title=title, aliases=aliases, terms=terms, addressees=addressees
    )


FERRY = Catalogue(
    id="ferry",
    title="Safe crossings",
    inquiry="Ferry Safety Inquiry",
    names=("Ferry Inquiry",),
    published=date(2019, 3, 1),
    recommendations=(
        recommend(
            "FS1",
            "1",
            "ferry",
            "Licensing of ferry operators",
            ("operator licensing", "licence for operators"),
        ),
        recommend(
            "FS2", "2", "ferry", "Lifeboat drills", ("lifeboat drills", "muster drills"), ("drills", "crew")
        ),
        recommend(
            "FS3", "3", "ferry", "An independent harbour regulator", ("harbour regulator",), ("inspection",)
        ),
        recommend(
            "FS4", "4", "ferry", "Compensation for bereaved families", ("compensation fund",), ("bereaved",)
        ),
        recommend(
            "FS5",
            "5",
            "ferry",
            "Lifejackets for every passenger",
            ("lifejackets",),
            addressees=("Ferry Agency",),
        ),
    ),
)
MILL = Catalogue(
    id="mill",
    title="The flood at the mill",
    inquiry="Mill Flood Inquiry",
    recommendations=(
        recommend("MF1", "1", "mill", "Flood warnings by telephone", ("telephone warnings",)),
        recommend(
            "MF2", "2", "mill", "Repair of weirs", ("repair of weirs", "weir repairs"), ("weirs", "gates")
        ),
        recommend("MF3", "3", "mill", "An inspector of dams", ("inspector of dams",)),
    ),
)
BARE = Catalogue(
    id="bare",
    title="Titles only",
    inquiry="Canal Inquiry",
    recommendations=(
        recommend("CA1", "1", "bare", "Creation of a national towpath register"),
        recommend("CA2", "2", "bare", "Review of lock-keeper training"),
    ),
)


def make_document(lines, *, title="A response", rank="primary", published=None):
    """A document and its commitments from lines of the small markup above."""
    text, spans, rows = "", [], []
    for line in lines.strip().splitlines():
        kind, level, words = _read_line(line.strip())
        start = len(text)
        for piece in re.split(r"([{}])", words):
            if piece == "{":
                opened = len(text)
            elif piece == "}":
                spans.append((opened, len(text), len(rows)))
            else:
                text += piece
        rows.append((kind, level, start, len(text)))
        text += "\n"
    blocks = _arrange(rows)
    source = Source(id="d", file="d.txt", title=title, rank=rank, published=published)
    document = Document(source=source, text=text, blocks=tuple(blocks))
    return document, [_commit(document, *span) for span in spans]


def _read_line(line):
    for mark, kind, level in (
        ("## ", "heading", 2),
        ("# ", "heading", 1),
        ("? ", "question", 0),
        ("- ", "item", 1),
    ):
        if line.startswith(mark):
            return kind, level, line.removeprefix(mark)
    return ("row", 0, line) if line.startswith("|") else ("paragraph", 0, line)


def _arrange(rows):
    headings, question, lead, blocks = [], None, None, []
    for index, (kind, level, start, end) in enumerate(rows):
        if kind == "heading":
            headings = [i for i in headings if rows[i][1] < level]
            question = None
        hangs_on = lead if kind == "item" else None
        asked = question if kind not in ("heading", "question") else None
        blocks.append(
            Block(
                kind=kind,
                level=level,
                start=start,
                end=end,
                headings=tuple(headings),
                lead_in=hangs_on,
                question=asked,
            )
        )
        headings = [*headings, index] if kind == "heading" else headings
        question = index if kind == "question" else question
        lead = index if kind == "paragraph" else lead
    return blocks


# Every field of a commitment left empty, by its type.
NOTHING = {
    field.name: () if "tuple" in str(field.type) else None if "None" in str(field.type) else ""
    for field in fields(Commitment)
}


def _commit(document, start, end, block, legislation=()):
    quote = document.text[start:end]
    return Commitment(
        **NOTHING
        | {
            "commitment_id": make_commitment_id("d", quote, start),
            "document_id": "d",
            "quote": quote,
            "start": start,
            "end": end,
            "block": block,
            "legislation": legislation,
            "stance": "committed",
            "specificity": "specific",
            "reported": False,
        }
    )


def link(lines, catalogues=(FERRY,), **source):
    document, commitments = make_document(lines, **source)
    return commitments, Linker(catalogues).link(document, commitments)


def ids(commitments, links, band="accept"):
    """Ids in a band for each commitment, in order."""
    found = {c.commitment_id: [] for c in commitments}
    for one in links:
        if one.band == band:
            found[one.commitment_id].append(one.recommendation_id)
    return [" ".join(sorted(names)) for names in found.values()]


def accepted(lines, catalogues=(FERRY,), **source):
    return ids(*link(lines, catalogues, **source))


def for_review(lines, catalogues=(FERRY,), **source):
    return ids(*link(lines, catalogues, **source), band="review")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("Ferry Inquiry. {We accept Recommendation 2.}", ["FS2"], id="one"),
        pytest.param("Ferry Inquiry. {We accept recommendations 1, 3 and 4.}", ["FS1 FS3 FS4"], id="list"),
        pytest.param("Ferry Inquiry. {We accept Recommendations 2 to 4.}", ["FS2 FS3 FS4"], id="range"),
        pytest.param("Ferry Inquiry. {We accept recommendation four.}", ["FS4"], id="in words"),
        pytest.param("Ferry Inquiry. {FS3 will be done.}", ["FS3"], id="by id"),
        pytest.param("Ferry Inquiry. {We accept recommendation 9.}", [""], id="a number that is none"),
        pytest.param("The Ferry Inquiry made 3 recommendations. {We will act.}", [""], id="a count"),
        pytest.param(
            "Ferry Inquiry. {We accept recommendation 2 of the Smith Review.}",
            [""],
            id="of another report",
        ),
    ],
)
def test_a_number_in_the_words_settles_it(lines, expected):
    assert accepted(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            """
        # Response to the Ferry Inquiry
        ## Recommendation 1: Licensing of ferry operators
        {We will legislate this year.}
        {Further details will follow.}
        ## Next steps
        {We will report to Parliament.}
        """,
            ["FS1", "FS1", ""],
            id="one heading binds its section and no more",
        ),
        pytest.param(
            """
        # Response to the Ferry Inquiry
        ## Recommendations 3 and 4
        {We will publish a plan.}
        """,
            ["FS3 FS4"],
            id="a few in one breath are answered together",
        ),
        pytest.param(
            """
        # Response to the Ferry Inquiry
        ## Recommendation 4: Compensation for bereaved families
        ## The Government's response
        {We will publish a plan.}
        """,
            ["FS4"],
            id="a plain sub-heading does not end it",
        ),
        pytest.param(
            """
        # Response to the Ferry Inquiry
        Recommendation 2: Lifeboat drills should be held weekly.
        {We accept this in full.}
        Recommendation 5: Lifejackets should be carried.
        {We do not agree.}
        """,
            ["FS2", "FS5"],
            id="labelled paragraphs",
        ),
        pytest.param(
            """
        # Response to the Ferry Inquiry
        | Recommendation | Response |
        | 2 | {We will act at once.} |
        | 4 | {We will not act.} |
        """,
            ["FS2", "FS4"],
            id="rows of a numbered table",
        ),
    ],
)
def test_a_number_above_binds_what_stands_below(lines, expected):
    assert accepted(lines) == expected


SEVERAL = """
    # Response to the Ferry Inquiry
    ## Safety on board
    {head} Recommendation 1: Licensing of ferry operators
    {head} Recommendation 2: Lifeboat drills
    {head} Recommendation 5: Lifejackets for every passenger
    The Inquiry found that operator licensing was weak, and lifeboat drills and lifejackets were neglected.
    <We will spend more on ports.>
    <We will bring in operator licensing next year.> <A consultation will open in May.>
    <It will close in July.>
    <New rules will make lifeboat drills weekly, and we will:>
    - <train every crew>
    - <fund lifejackets>
    - <publish the results>
    <We are also considering what more can be done.>
    ## Other matters
    <We will report in the autumn.>
"""


@pytest.mark.parametrize("head", ["-", "## "], ids=["as items", "as headings"])
def test_among_several_numbers_the_words_decide_and_the_topic_goes_on_to_the_paragraph_s_end(head):
    lines = SEVERAL.replace("{head}", head).replace("<", "{").replace(">", "}")
    if head == "## ":
        lines = lines.replace("##  Rec", "## Rec").replace("## Safety on board\n", "# Safety on board\n")
        lines = lines.replace("## Other matters", "# Other matters")
    assert accepted(lines) == ["", "FS1", "FS1", "FS1", "FS2", "FS2", "FS5", "FS2", "", ""]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("Ferry Inquiry. {We will set up a harbour regulator.}", ["FS3"], id="alias"),
        pytest.param(
            "Ferry Inquiry. {We will license, and give a licence for all operators.}",
            ["FS1"],
            id="alias with small words between",
        ),
        pytest.param("Ferry Inquiry. {We will pay into the Compensation Fund.}", ["FS4"], id="other case"),
        pytest.param(
            "Ferry Inquiry. {We are not setting up a harbour regulator.}",
            ["FS3"],
            id="a refusal",
        ),
        pytest.param(
            "Ferry Inquiry. {A regulator will come to inspect the harbour.}",
            [""],
            id="its words, but in another order",
        ),
        pytest.param("Ferry Inquiry. {We will paint the harbour walls.}", [""], id="one word of it"),
    ],
)
def test_an_alias_names_its_recommendation(lines, expected):
    assert accepted(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "Ferry Inquiry.\n{To improve lifeboat drills we will:}\n- {train crews}\n- {buy boats}",
            ["FS2", "FS2", "FS2"],
            id="lead-in",
        ),
        pytest.param(
            "Ferry Inquiry.\n{We act on lifeboat drills and lifejackets:}\n- {buy boats}",
            ["FS2 FS5", ""],
            id="a lead-in that names two settles none",
        ),
        pytest.param(
            "# Ferry Inquiry\n? What will the harbour regulator cost?\n{We will publish the costs in May.}",
            ["FS3"],
            id="question",
        ),
        pytest.param(
            "# Ferry Inquiry\n? What will the harbour regulator cost?\n"
            "{We will act on the Inquiry's recommendations.}",
            [""],
            id="an answer about all of them",
        ),
        pytest.param(
            "# Ferry Inquiry\n? What of the harbour regulator?\n{We will hold lifeboat drills.}\n"
            "{We will report.}",
            ["FS2", ""],
            id="an answer that ranges wider",
        ),
        pytest.param(
            "# Ferry Inquiry\n## Harbour regulator\n{We will begin in May.}", ["FS3"], id="unnumbered heading"
        ),
        pytest.param(
            "Ferry Inquiry. {We will set up a harbour regulator.} {It will begin work in May.}",
            ["FS3", "FS3"],
            id="it",
        ),
        pytest.param(
            "The Ferry Inquiry recommended a harbour regulator. {The Government agrees and will legislate.}",
            ["FS3"],
            id="behind the inquiry's own words",
        ),
        pytest.param(
            "Ferry Inquiry. {We will set up a harbour regulator.} {Ports will be dredged.}",
            ["FS3", ""],
            id="another matter",
        ),
        pytest.param(
            "On the harbour regulator of the Ferry Inquiry: {we will answer this recommendation in May.}",
            ["FS3"],
            id="this recommendation",
        ),
        pytest.param(
            "Ferry Inquiry. {Boats will be fitted out.} This responds to its recommendation on lifejackets.",
            ["FS5"],
            id="the next sentence",
        ),
        pytest.param(
            "Ferry Inquiry: a harbour regulator. Ports differ. {We will pay for the new regulator.}",
            ["FS3"],
            id="bare noun",
        ),
        pytest.param(
            "Ferry Inquiry: a harbour regulator. A water regulator exists. {We fund the new regulator.}",
            [""],
            id="another thing of that name has come between",
        ),
        pytest.param(
            "Ferry Inquiry: a Harbour Regulator (HR). Ports differ.\n{The HR will open in May.}",
            ["FS3"],
            id="initials defined in the text",
        ),
    ],
)
def test_what_stands_around_counts(lines, expected):
    assert accepted(lines) == expected


@pytest.mark.parametrize(
    ("lines", "accept", "review"),
    [
        pytest.param(
            "Ferry Inquiry. {We will carry out all the remaining recommendations apart from lifejackets.}",
            ["FS1 FS2 FS3 FS4"],
            [""],
            id="the set less the one named",
        ),
        pytest.param(
            "Ferry Inquiry. {We will do lifeboat drills.} {We will consider the other recommendations.}",
            ["FS2", "FS1 FS3 FS4 FS5"],
            ["", ""],
            id="the set less the ones named before",
        ),
        pytest.param(
            "Ferry Inquiry. {We will consider the other recommendations.}",
            [""],
            ["FS1 FS2 FS3 FS4 FS5"],
            id="the rest of nothing named",
        ),
        pytest.param(
            "Ferry Inquiry. {We will respond to all recommendations.}",
            [""],
            [""],
            id="the whole report",
        ),
        pytest.param(
            "Ferry Inquiry. {We accept one recommendation addressed to the Ferry Agency.}",
            ["FS5"],
            [""],
            id="by addressee, and the count agrees",
        ),
        pytest.param(
            "Ferry Inquiry. {We accept two recommendations addressed to the Ferry Agency.}",
            [""],
            [""],
            id="by addressee, and the count does not",
        ),
    ],
)
def test_sets_are_links_only_when_the_words_tell_which(lines, accept, review):
    found = link(lines)
    assert (ids(*found), ids(*found, band="review")) == (accept, review)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            "{We want a harbour regulator.} {We accept Recommendation 3.}", id="no inquiry is named"
        ),
        pytest.param(
            "# Response to the Tunnel Inquiry\nThe Ferry Inquiry also reported.\n"
            "## Recommendation 3\n{We agree.}\n"
            "{We will hold muster drills.}",
            id="another inquiry's response that names this one",
        ),
        pytest.param(
            "The Ferry Inquiry reported in 2019.\n# Tunnel Inquiry\n{We accept recommendation 3.}\n"
            "{We will buy lifejackets.}",
            id="a section on another inquiry",
        ),
        pytest.param(
            "The Ferry Inquiry reported in 2019.\n"
            "{As the Tunnel Inquiry proposed, we will hold muster drills.}",
            id="a sentence on another inquiry",
        ),
        pytest.param(
            "# Parks strategy\nThe Ferry Inquiry reported in 2019.\n" + "We like parks.\n"
            "" * 80 + "{We will buy lifejackets.}",
            id="named in passing",
        ),
    ],
)
def test_out_of_play_nothing_is_linked(lines):
    assert set(accepted(lines)) == {""}


def test_a_document_older_than_the_report_answers_nothing():
    lines = "The Ferry Inquiry has begun. {We will set up a harbour regulator.}"
    assert accepted(lines, published=date(2019, 2, 28)) == [""]
    assert accepted(lines, published=date(2019, 3, 1)) == ["FS3"]


def test_two_inquiries_in_one_document_keep_their_numbers_apart():
    lines = """
        # Ferry Safety Inquiry
        ## Recommendation 1
        {We will act by May.}
        {We also accept recommendation 3.}
        # Mill Flood Inquiry
        ## Recommendation 1
        {We will act by June.}
        {We also accept recommendations 2 and 3 of the Mill Flood Inquiry, and recommendation 4 in part.}
        # Both
        {We accept recommendation 2 of the Ferry Inquiry.}
        {We accept recommendation 2 of the Mill Flood Inquiry, and lifejackets.}
    """
    found = accepted(lines, (FERRY, MILL))
    assert found == ["FS1", "FS1 FS3", "MF1", "MF1 MF2 MF3", "FS2", "MF2"]


TWO_REPORTS = (
    Catalogue(
        id="one",
        title="Interim findings",
        inquiry="Pier Inquiry",
        report_names=("interim report",),
        recommendations=(
            recommend("PI1", "1", "one", "Gangways"),
            recommend("PI2", "2", "one", "Railings"),
        ),
    ),
    Catalogue(
        id="two",
        title="Full findings",
        inquiry="Pier Inquiry",
        report_names=("final report",),
        recommendations=(
            recommend("PF1", "1", "two", "Lights"),
            recommend("PF2", "2", "two", "Ladders"),
            recommend("PF3", "3", "two", "Buoys"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("lines", "accept", "review"),
    [
        pytest.param("Pier Inquiry. {We accept recommendation 1.}", [""], ["PF1 PI1"], id="ambiguous"),
        pytest.param(
            "The Pier Inquiry's final report. {We accept recommendation 1.}",
            ["PF1"],
            [""],
            id="the report named",
        ),
        pytest.param(
            "The Pier Inquiry's interim report and its final report are out.\n"
            "# The interim report\n{We accept recommendation 1.}",
            ["PI1"],
            [""],
            id="the report of the section",
        ),
        pytest.param(
            "Pier Inquiry. {We accept recommendations 1 and 3.}",
            ["PF1 PF3"],
            [""],
            id="only one has both numbers",
        ),
        pytest.param(
            "The Pier Inquiry has reported twice.\n# Recommendation 2: Ladders\n{We will fit them.}",
            ["PF2"],
            [""],
            id="the title decides",
        ),
        pytest.param(
            "The Pier Inquiry's final report is out.\n"
            "# Recommendation 2: More teachers for rural primary schools\n{We agree.}",
            [""],
            ["PF2"],
            id="a title that is no report's",
        ),
    ],
)
def test_a_number_that_two_reports_have_goes_to_the_report_spoken_of(lines, accept, review):
    found = link(lines, TWO_REPORTS)
    assert (ids(*found), ids(*found, band="review")) == (accept, review)


def test_titles_alone_link_by_number_and_leave_words_to_review():
    lines = """
        # Response to the Canal Inquiry
        ## Recommendation 2
        {We will publish new courses.}
        # Elsewhere
        {We will open a towpath register.}
    """
    assert accepted(lines, (BARE,)) == ["CA2", ""]
    assert for_review(lines, (BARE,)) == ["", "CA1"]


def test_a_crosshead_of_a_news_report_needs_words_beside_it():
    lines = "# Ferry Inquiry\n## Harbour regulator\n{Ports will be dredged.}"
    assert accepted(lines, rank="primary") == ["FS3"]
    assert accepted(lines, rank="press") == [""]


def test_a_bill_that_other_rows_bind_to_a_recommendation_adds_to_it():
    document, commitments = make_document("""
        # Response to the Ferry Inquiry
        - Recommendation 1: Licensing of ferry operators
        - Recommendation 2: Lifeboat drills
        {The Ports Bill brings in operator licensing.}
        Ports differ, and lifeboat drills and operator licensing with them.
        {The Ports Bill will have its second reading.}
    """)
    named = [_commit(document, c.start, c.end, c.block, ("Ports Bill",)) for c in commitments]
    links = Linker((FERRY,)).link(document, named)
    with_bill = next(one for one in reversed(links) if one.recommendation_id == "FS1")
    assert "shared-vehicle" in [evidence.witness for evidence in with_bill.evidence]
    assert with_bill.band != "accept"


@pytest.mark.parametrize(
    "lines",
    [
        "# Government response to the Infected Blood Inquiry\nIICSA reported in 2022.\n"
        "## Recommendation 13\n{We accept it.}\n"
        "{We will bring in a duty of candour and a compensation scheme.}",
        "# Grenfell Tower Inquiry: progress\n## Recommendation 1: A single construction regulator\n"
        "{We will consult.}",
        "# Statement\nIICSA, the Manchester Arena Inquiry and the UK Covid-19 Inquiry reported.\n"
        "{We accept recommendation 13 of the Manchester Arena Inquiry.} {We want a duty of candour.}",
        "# Response to the National Audit on Exploitation\nIICSA reported in 2022.\n"
        "## Recommendation 2: A national operation\n{We agree.}",
    ],
)
def test_responses_to_other_inquiries_never_link_to_the_child_abuse_inquiry(lines):
    assert set(accepted(lines, IICSA)) == {""}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We will make it mandatory for professionals to report child sexual abuse.", "FR13"),
        ("We will bring in a legal duty to report child sexual abuse.", "FR13"),
        ("The scheme of financial redress will not be taken forward.", "FR19"),
        ("Survivors will no longer face a time limit on civil claims.", "FR15"),
        ("We will amend the Limitation Act 1980.", "FR15"),
        ("Techniques that induce pain will remain available.", "FR5"),
        ("Platforms must use age assurance.", "FR20"),
        ("We will consult on the retention of records.", "FR17"),
        ("The Criminal Injuries Compensation Scheme will not change.", "FR18"),
        ("We will look at registration for staff in children's homes.", "FR7"),
        ("Registration of staff in youth custody will be explored.", "FR8"),
        ("We will remove the supervision exemption.", "FR9"),
        ("We will improve compliance with the duty to refer to the DBS.", "FR10"),
        ("The disclosure regime will be extended to those working with children overseas.", "FR11"),
        ("Companies will pre-screen images.", "FR12"),
        ("We will set up a Child Protection Authority.", "FR2"),
        ("There will be a Cabinet-level Minister for Children.", "FR3"),
        ("We will run a public awareness campaign.", "FR4"),
        ("We will not amend the Children Act 1989.", "FR6"),
        ("Inspectors will check compliance with the Victims’ Code.", "FR14"),
        ("We will improve therapeutic support.", "FR16"),
        ("We will publish a core data set.", "FR1"),
        ("Grooming will be made a statutory aggravating factor.", "OG1"),
        ("The Disruption Toolkit has been published.", "OG2"),
        ("Police will publish ethnicity data.", "OG5"),
        ("We will ban unregulated placements.", "OG6"),
    ],
)
def test_the_shipped_catalogues_know_how_later_publications_word_them(words, expected):
    assert accepted(f"IICSA reported in 2022.\n{{{words}}}", IICSA) == [expected]


def test_links_stand_in_the_order_of_the_commitments_best_first():
    commitments, links = link(
        "Ferry Inquiry.\n{We will hold lifeboat drills for every crew, and inspection will follow.}\n"
        "{We accept recommendations 1 and 4.}"
    )
    order = [c.commitment_id for c in commitments]
    assert links == sorted(links, key=lambda one: (order.index(one.commitment_id), -one.score))
    first = [one for one in links if one.commitment_id == order[0]]
    assert [one.runner_up for one in first] == [one.recommendation_id for one in first[1:]] + [""]


def test_every_link_gives_its_reasons_and_they_add_up():
    weights = read_weights()
    _, links = link("Ferry Inquiry. {We will set up a harbour regulator as it recommended.}")
    for one in links:
        assert isinstance(one, Link)
        assert one.band == weights.band(one.score)
        assert one.score == pytest.approx(min(1.0, max(0.0, sum(e.weight for e in one.evidence))), abs=0.002)
        assert all(e.words for e in one.evidence)
    assert "harbour regulator" in links[0].evidence[0].words


def test_linking_twice_gives_the_same_links():
    document, commitments = make_document("Ferry Inquiry. {We will hold lifeboat drills for every crew.}")
    linker = Linker((FERRY, MILL, *IICSA))
    assert linker.link(document, commitments) == linker.link(document, commitments)


def test_without_commitments_there_are_no_links():
    document, _ = make_document("The Ferry Inquiry reported.")
    assert Linker((FERRY,)).link(document, []) == []
