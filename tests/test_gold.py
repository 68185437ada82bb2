"""The figures on the gold rows, pinned: none may sink unnoticed.

Re-measure with `onrecord run` and `onrecord evaluate`; write a new figure into `tests/gold/figures.toml`
only in a commit that says why it moved.
"""

import hashlib
from dataclasses import asdict
from functools import cache

import pytest
from reading import CORPUS, GOLD, MORE, ROOT, corpus_commitments, corpus_documents, read_toml

from link.catalogue import read_catalogues
from link.linker import Linker
from onrecord.gold import NEEDED, check_gold, compare, figure, read_rows, spurious_tally, tally, total

SETS = {"three": (GOLD, CORPUS), "more": (MORE, MORE)}
PINNED = read_toml(GOLD / "figures.toml")
SLACK = 1e-4  # the pinned figures are rounded to four places


@cache
def linker():
    return Linker(read_catalogues(sorted((ROOT / "corpus" / "recommendations").glob("*.toml"))))


def predicted_rows(folder):
    rows = []
    for name, document in corpus_documents(folder).items():
        commitments = corpus_commitments(folder)[name]
        accepted = {}
        for link in linker().link(document, commitments):
            if link.band == "accept":
                accepted.setdefault(link.commitment_id, []).append(link.recommendation_id)
        for c in commitments:
            due = c.timing.due if c.timing else None
            row = asdict(c) | {
                "due": due.isoformat() if due else "",
                "recommendations": accepted.get(c.commitment_id, []),
            }
            rows.append(row)
    return rows


@cache
def comparison(name):
    gold_folder, folder = SETS[name]
    gold = [
        row
        for path in sorted(gold_folder.glob("*.jsonl"))
        if path.stem != "threads"
        for row in read_rows(path, NEEDED)
    ]
    return compare(gold, predicted_rows(folder))


@cache
def figures(name):
    laid = comparison(name)
    sums = total([tally(pair) for pair in laid.pairs] + [spurious_tally() for _ in laid.spurious])
    return {key: figure(key, count) for key, count in sums.items()}


@pytest.mark.parametrize(("name", "key"), [(name, key) for name in SETS for key in PINNED[name]])
def test_no_figure_sinks(name, key):
    assert figures(name)[key] >= PINNED[name][key] - SLACK


def test_no_other_publication_links_to_the_inquiry():
    assert [row["quote"] for row in predicted_rows(MORE) if row["recommendations"]] == []


@pytest.mark.parametrize("name", SETS)
def test_gold_quotes_stand_in_their_texts(name):
    gold_folder, folder = SETS[name]
    texts = {key: document.text for key, document in corpus_documents(folder).items()}
    rows = [
        row for path in gold_folder.glob("*.jsonl") if path.stem in texts for row in read_rows(path, NEEDED)
    ]
    check_gold(rows, texts)
    assert len(rows) > 100


@pytest.mark.parametrize("file", sorted(PINNED["sha256"]))
def test_gold_files_are_the_ones_the_figures_were_measured_on(file):
    assert hashlib.sha256((GOLD / file).read_bytes()).hexdigest() == PINNED["sha256"][file]
