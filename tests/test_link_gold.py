"""Links of the gold commitments of the corpus, each given to the linker as a commitment of its own."""

import json
from bisect import bisect_right
from dataclasses import fields
from functools import cache

import pytest
from reading import CORPUS, GOLD, MORE, corpus_documents

from link.calibrate import GoldLinks, choose_threshold, format_curve, measure_curve
from link.catalogue import read_catalogues
from link.linker import Linker
from link.weights import read_weights
from models import Commitment

CATALOGUES = read_catalogues(sorted((CORPUS / "recommendations").glob("iicsa-*.toml")))


# Every field of a commitment left empty, by its type.
NOTHING = {
    field.name: () if "tuple" in str(field.type) else None if "None" in str(field.type) else ""
    for field in fields(Commitment)
}


def gold_commitment(document, row):
    starts = [block.start for block in document.blocks]
    return Commitment(
        **NOTHING
        | {
            "commitment_id": f"{document.source.id}-{row['start']}",
            "document_id": document.source.id,
            "quote": row["quote"],
            "start": row["start"],
            "end": row["end"],
            "block": bisect_right(starts, row["start"]) - 1,
            "stance": row["stance"],
            "specificity": row["specificity"],
            "reported": False,
        }
    )


@cache
def gold_links(folder=CORPUS, gold=GOLD):
    """Every link of the gold commitments of a folder, and the gold by commitment id."""
    linker, links, wanted = Linker(CATALOGUES), [], {}
    for name, document in corpus_documents(folder).items():
        path = gold / f"{name}.jsonl"
        rows = (
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            if path.exists()
            else []
        )
        commitments = [gold_commitment(document, row) for row in rows]
        links += linker.link(document, commitments)
        for row, commitment in zip(rows, commitments, strict=True):
            if not row.get("optional"):
                wanted[commitment.commitment_id] = GoldLinks(
                    wanted=frozenset(row["recs"]), allowed=frozenset(row["recs_ok"])
                )
    return links, wanted


def test_accepted_links_are_those_of_the_gold_rows():
    links, wanted = gold_links()
    at = next(p for p in reversed(measure_curve(links, wanted)) if p.threshold >= read_weights().accept)
    assert at.hit + at.missed == 98
    assert at.precision >= 0.97, format_curve([at])
    assert at.recall >= 0.97, format_curve([at])


def test_commitments_that_answer_no_recommendation_are_left_alone():
    links, wanted = gold_links()
    none = {name for name, row in wanted.items() if not row.wanted and not row.allowed}
    linked = {link.commitment_id for link in links if link.band == "accept"} & none
    assert len(none) > 70
    assert len(linked) <= 0.03 * len(none), sorted(linked)


def test_the_bands_keep_their_precision_on_the_curve():
    curve = measure_curve(*gold_links())
    accept = read_weights().accept
    lowest = choose_threshold(curve, precision=0.95)
    assert lowest is not None
    assert lowest <= accept
    assert [p.threshold for p in curve] == sorted((p.threshold for p in curve), reverse=True)
    assert format_curve(curve).count("\n") == len(curve) + 1


@pytest.mark.parametrize("name", sorted(corpus_documents(MORE)))
def test_no_publication_on_other_matters_has_a_link(name):
    document = corpus_documents(MORE)[name]
    rows = [json.loads(line) for line in (MORE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows
    assert Linker(CATALOGUES).link(document, [gold_commitment(document, row) for row in rows]) == []
