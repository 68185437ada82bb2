"""Promises followed through documents about inquiries that the words were not written for."""

from datetime import date

import pytest
from ledger_samples import HARBOUR
from reading import document_of, extractor

from link.threads import Threads
from models import Document, Source

FIRST, SECOND = date(2021, 5, 12), date(2022, 3, 3)


def read(text, name, published, kind="letter", rank="primary", title="Letter on care home fires"):
    plain = document_of(text, published)
    source = Source(id=name, file=f"{name}.txt", title=title, published=published, kind=kind, rank=rank)
    return Document(source=source, text=text, blocks=plain.blocks)


def follow(*documents, recommendations=()):
    """All commitments by id, what each repeats, and the threads."""
    threads, commitments, repeats = Threads(), {}, {}
    for document in documents:
        threads.open(document)
        for commitment in extractor().extract(document):
            commitments[commitment.commitment_id] = commitment
            repeats[commitment.commitment_id] = threads.add(commitment, document.source, recommendations)
    return commitments, repeats, list(threads.threads())


def moves(first, second, recommendations=(), **second_is):
    """How the words moved between two documents of one promise each."""
    one, two = read(first, "a", FIRST), read(second, "b", SECOND, **second_is)
    _, _, threads = follow(one, two, recommendations=recommendations)
    return [[place.movement for place in thread.places] for thread in threads]


STANDARD = "The Department will publish a national fire safety standard for care homes"


@pytest.mark.parametrize(
    ("first", "second", "movement"),
    [
        pytest.param(
            f"{STANDARD}.",
            "A national fire safety standard for care homes will be published by the Department.",
            "restated",
            id="passive",
        ),
        pytest.param(
            f"{STANDARD} by December 2021.", f"{STANDARD} by August 2022.", "date slipped", id="later"
        ),
        pytest.param(f"{STANDARD}.", f"{STANDARD} by August 2022.", "date added", id="dated"),
        pytest.param(f"{STANDARD} by August 2022.", f"{STANDARD} by March 2022.", "sharpened", id="earlier"),
        pytest.param(
            f"{STANDARD} in 2022.", f"{STANDARD} in May 2022.", "restated", id="within the year named"
        ),
        pytest.param(f"{STANDARD} by May 2022.", f"{STANDARD}.", "restated", id="a date not said again"),
        pytest.param(
            f"{STANDARD} by May 2022.",
            "The Department has published the national fire safety standard for care homes.",
            "done",
            id="done",
        ),
        pytest.param(
            "The Government will abolish the levy on private ferry operators.",
            "The Government has introduced a Bill to abolish the levy on private ferry operators.",
            "sharpened",
            id="a Bill is a step, not the deed",
        ),
        pytest.param(
            "The Government will establish a fund for bereaved families of the fire.",
            "The Government has announced that it will establish a fund for bereaved families of the fire.",
            "restated",
            id="announced is not done",
        ),
        pytest.param(
            "We will introduce a statutory duty of candour on care home owners.",
            "We will explore the case for a statutory duty of candour on care home owners.",
            "softened",
            id="only explored",
        ),
        pytest.param(
            "The Department will fund sprinklers in all care homes.",
            "Subject to the Spending Review, the Department will fund sprinklers in all care homes.",
            "softened",
            id="on a condition",
        ),
        pytest.param(
            "The Department will set up a hardship fund of £10 million for bereaved families.",
            "The Department will set up a hardship fund of £12 million for bereaved families.",
            "sharpened",
            id="more money",
        ),
        pytest.param(
            "We will make care home owners personally liable for fire doors.",
            "We will not make care home owners personally liable for fire doors.",
            "refused",
            id="refused",
        ),
    ],
)
def test_a_thread_says_what_moved(first, second, movement):
    assert moves(first, second) == [["first said", movement]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "The Government will create a Child Protection Authority.",
            "The Government will consult on a roadmap to a Child Protection Authority.",
            id="to create and to consult",
        ),
        pytest.param(
            "We will fund the Fire Research Centre to publish its annual report.",
            "We will fund the Fire Research Centre to train night staff.",
            id="one body, two tasks",
        ),
        pytest.param(
            "The Government will amend the Fire Safety Act 2021 to cover hotels.",
            "The Government will introduce a register of care home owners.",
            id="nothing in common",
        ),
        pytest.param(
            "The Department will provide £10 million for sprinklers.",
            "The Department will provide £10 million for school meals.",
            id="one amount, two purposes",
        ),
    ],
)
def test_what_only_looks_alike_is_no_thread(first, second):
    assert moves(first, second) == []


def test_items_of_one_list_do_not_repeat_each_other():
    text = "The Government will:\n- train fire officers in rural care homes\n- train fire officers in urban care homes\n"
    _, repeats, threads = follow(read(text, "a", FIRST))
    assert len(repeats) == 2
    assert not any(repeats.values())
    assert threads == []


def test_the_earliest_row_is_the_one_repeated():
    documents = [
        read(f"{STANDARD}.", name, day)
        for name, day in (("a", FIRST), ("b", SECOND), ("c", date(2023, 1, 9)))
    ]
    commitments, repeats, _ = follow(*documents)
    first, *later = commitments
    assert [repeats[name] for name in commitments] == ["", first, first]
    assert len(later) == 2


def test_a_refusal_does_not_repeat_a_promise():
    first = read("We will make care home owners personally liable for fire doors.", "a", FIRST)
    second = read("We will not make care home owners personally liable for fire doors.", "b", SECOND)
    _, repeats, threads = follow(first, second)
    assert not any(repeats.values())
    assert len(threads) == 1


def test_initials_stand_for_the_name_that_a_document_gives_them():
    first = "The Government will create a Fire Safety Authority for Wales."
    second = "The Welsh Fire Safety Authority (FSA) is new. The Government will create the FSA for Wales."
    assert moves(first, second) == [["first said", "restated"]]


def test_a_publication_keeps_the_promise_to_publish_it():
    promise = "We will publish a full response to the inquiry into ferry safety in the autumn."
    kept = "This response sets out what the Government will do about ferry safety."
    title = "Government response to the Ferry Safety Inquiry"
    _, _, (thread,) = follow(
        read(promise, "a", FIRST), read(kept, "b", SECOND, kind="government-response", title=title)
    )
    first, done = thread.places
    assert (done.movement, done.document_id, done.before) == ("done", "b", first.commitment_id)
    assert "This response sets out" in done.words


@pytest.mark.parametrize(
    ("title", "kind", "rank"),
    [
        ("Government response to the Prison Food Inquiry", "government-response", "primary"),
        ("Ferry safety: letter to the Chair", "letter", "primary"),
        ("Ministers publish ferry response", "news-report", "press"),
    ],
)
def test_another_publication_does_not(title, kind, rank):
    promise = "We will publish a full response to the inquiry into ferry safety in the autumn."
    other = read("Nothing is promised here.", "b", SECOND, kind=kind, rank=rank, title=title)
    assert follow(read(promise, "a", FIRST), other)[2] == []


DUTY = "We will introduce a statutory duty of candour on ferry owners."
LEVY = "The Department will raise the harbour levy on private yachts."


def silence(second, kind="letter", rank="primary", recommendations=("FR1",)):
    documents = (read(DUTY, "a", FIRST), read(second, "b", SECOND, kind=kind, rank=rank))
    _, _, threads = follow(*documents, recommendations=recommendations)
    return [(t.places[-1].movement, t.places[-1].document_id) for t in threads]


def test_a_later_document_of_the_kind_that_is_silent_is_named():
    assert silence(LEVY) == [("no longer mentioned", "b")]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param({"second": LEVY, "kind": "progress-update"}, id="another kind of document"),
        pytest.param({"second": LEVY, "recommendations": ()}, id="no recommendation in common"),
        pytest.param({"second": LEVY, "kind": "news-report", "rank": "press"}, id="a reporter"),
        pytest.param({"second": DUTY}, id="it is said again"),
        pytest.param(
            {"second": "We will consult ferry owners on candour when they give evidence."},
            id="something near it",
        ),
    ],
)
def test_silence_is_not_claimed_lightly(case):
    assert "no longer mentioned" not in [movement for movement, _ in silence(**case)]


def test_a_made_corpus_is_followed_as_a_reader_would():
    documents = [
        read(text, name, date.fromisoformat(published), kind=kind, title=title)
        for name, text, title, published, kind in HARBOUR
    ]
    commitments, _, threads = follow(*documents)
    said = [
        [
            (commitments[p.commitment_id].quote[:38] if p.commitment_id else p.document_id, p.movement)
            for p in thread.places
        ]
        for thread in threads
    ]
    assert said == [
        [
            ("We will establish a new national colle", "first said"),
            ("The Government will create a National ", "restated"),
        ],
        [
            ("The Department for Transport will brin", "first said"),
            ("The Department for Transport will legi", "softened"),
        ],
        [
            ("I can announce that the Maritime and C", "first said"),
            ("The MCA has begun its review of the ru", "date added"),
        ],
        [
            ("We will also set up a hardship fund of", "first said"),
            ("A hardship fund of £12 million has bee", "done"),
        ],
        [("We will publish a full response to the", "first said"), ("response-2023", "done")],
        [
            ("The Ministry of Justice will consult o", "first said"),
            ("The Ministry of Justice has launched a", "sharpened"),
            ("The Ministry of Justice has decided no", "refused"),
        ],
        [
            ("We will introduce a statutory duty of ", "first said"),
            ("We will explore the case for a statuto", "softened"),
            ("The Government will introduce a statut", "sharpened"),
        ],
        [
            ("NHS England will train 500 paramedics ", "first said"),
            ("NHS England is training 500 paramedics", "date slipped"),
        ],
    ]
