"""Repeats and threads on the gold pairs of the three documents.

``tests/gold/threads.jsonl`` holds a pair of sentences a line: ``same`` is true if a careful reader would
say that both promise the same, null if one reader would and another would not, false for a pair that
looks alike and is not; ``moved`` says how the second moved against the first. A pair that stands nowhere
in the file is not the same.
"""

import json
from functools import cache
from itertools import combinations

import pytest
from reading import CORPUS, GOLD, MORE, ROOT, corpus_commitments, corpus_documents

from link.catalogue import read_catalogues
from link.linker import Linker
from link.threads import Threads

PRECISION, RECALL = 0.90, 0.80
CATALOGUES = sorted((ROOT / "corpus" / "recommendations").glob("iicsa-*.toml"))


@cache
def followed(folder=CORPUS):
    """All commitments by id, what each repeats, and the threads."""
    linker, threads = Linker(read_catalogues(CATALOGUES)), Threads()
    commitments, repeats = {}, {}
    documents = corpus_documents(folder)
    for name in sorted(documents, key=lambda name: documents[name].source.published):
        rows = corpus_commitments(folder)[name]
        accepted = {row.commitment_id: [] for row in rows}
        for link in linker.link(documents[name], rows):
            if link.band == "accept":
                accepted[link.commitment_id].append(link.recommendation_id)
        threads.open(documents[name])
        for row in rows:
            commitments[row.commitment_id] = row
            repeats[row.commitment_id] = threads.add(row, documents[name].source, accepted[row.commitment_id])
    return commitments, repeats, tuple(threads.threads())


@cache
def gold():
    """Each gold pair by the ids of its two commitments."""
    found = {}
    for line in (GOLD / "threads.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        ids = (id_of(pair["a"]), id_of(pair["b"]))
        if all(ids):
            found[ids] = pair
    return found


def id_of(place):
    rows = corpus_commitments()[place["document_id"]]
    return next((r.commitment_id for r in rows if r.start <= place["start"] < r.end), None)


def paired(threads):
    members = ([p.commitment_id for p in thread.places if p.commitment_id] for thread in threads)
    return {pair for ids in members for pair in combinations(ids, 2)}


def test_threads_bring_together_what_is_one_promise():
    pairs = paired(followed()[2])
    same = {ids for ids, pair in gold().items() if pair["same"]}
    unsure = {ids for ids, pair in gold().items() if pair["same"] is None}
    hits = len(pairs & same)
    precision, recall = hits / len(pairs - unsure), hits / len(same)
    print(f"threads: precision {precision:.2f}, recall {recall:.2f} on {len(same)} pairs")
    assert precision >= PRECISION
    assert recall >= RECALL


def test_repeats_are_pairs_of_one_promise():
    _, repeats, _ = followed()
    pairs = {(first, later) for later, first in repeats.items() if first}
    wrong = {ids for ids in pairs if gold().get(ids, {"same": False})["same"] is False}
    assert len(wrong) <= (1 - PRECISION) * len(pairs)


def test_a_thread_says_how_the_words_moved():
    moved = {
        (place.before, place.commitment_id): place.movement
        for thread in followed()[2]
        for place in thread.places
        if place.before and place.commitment_id
    }
    known = {ids: pair["moved"] for ids, pair in gold().items() if pair["same"] and ids in moved}
    right = sum(moved[ids] == movement for ids, movement in known.items())
    print(f"movements: {right} of {len(known)}")
    assert right >= 0.9 * len(known) > 25


def test_gold_quotes_stand_where_they_say():
    for line in (GOLD / "threads.jsonl").read_text(encoding="utf-8").splitlines():
        for side in ("a", "b"):
            place = json.loads(line)[side]
            text = corpus_documents()[place["document_id"]].text
            assert text[place["start"] :].startswith(place["quote"])


def test_almost_every_gold_sentence_is_a_commitment():
    lines = (GOLD / "threads.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(gold()) >= 0.95 * len(lines)


# Threads in the five publications on other subjects that a reader would agree to, by the first sentence.
AGREED = (
    "We are giving people greater security, choice",
    "investing in a smaller",
    "We are managing welfare",
)


def test_publications_about_other_subjects_have_few_threads():
    commitments, _, threads = followed(MORE)
    said = [[commitments[p.commitment_id].quote for p in thread.places] for thread in threads]
    wrong = [quotes for quotes in said if not quotes[0].startswith(AGREED)]
    assert len(commitments) > 120
    assert len(wrong) <= 2, wrong  # two statements of one day say word for word that papers were deposited


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "I have also committed to establishing a victim and survivor panel",
            "announced the establishment of a victim",
        ),
        ("I have committed to providing an update by Easter", "setting out in this update"),
        ("Implement new standards for child and family", "Implement new standards for child and family"),
    ],
)
def test_the_promises_that_a_reader_looks_for_are_followed(earlier, later):
    commitments, _, threads = followed()
    quotes = [
        [commitments[p.commitment_id].quote for p in thread.places if p.commitment_id] for thread in threads
    ]
    assert any(
        any(earlier in first and later in second for first, second in combinations(thread, 2))
        for thread in quotes
    )
