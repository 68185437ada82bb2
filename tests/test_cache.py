"""What is kept between runs: it saves work, and never changes a byte of the results."""

import ast
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from reading import CORPUS, ROOT

from extract.corpus import read_corpus
from extract.readers import read_document, read_file
from link.catalogue import read_catalogues
from models import Block, Source
from onrecord import engine_keys
from onrecord.cache import Cache, place_of
from onrecord.engine import Settings
from onrecord.engine_keys import Keys, make_keys
from onrecord.engine_records import decode, encode
from onrecord.run import default_catalogues, run
from onrecord.worker import Job, Outcome, Worker

KEY = "ab" * 32
FILES = [*sorted(CORPUS.glob("*.txt")), *sorted((ROOT / "tests/data/govuk").glob("*.json"))]
SENTENCE = "The Government will publish a plan by May 2026.\n"


def files_of(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS, folder)
    return folder


@pytest.fixture(scope="module")
def catalogues():
    return read_catalogues(default_catalogues())


class Watched(Worker):
    """A worker that notes which stages it had to do."""

    def __init__(self, job):
        super().__init__(job)
        self.stages = []

    def work(self):
        self.stages = []
        return [self._watch(source) for source in read_corpus(self._job.folder).sources]

    def _watch(self, source):
        return self.do(source, lambda stage: self.stages.append((source.id, stage)))


@pytest.fixture
def job(corpus, tmp_path, catalogues):
    return Job(
        folder=corpus, catalogues=catalogues, keys=make_keys(catalogues), cache=tmp_path / "cache", memory=0
    )


# The store


def test_an_entry_comes_back_as_it_was_put(tmp_path):
    cache = Cache(tmp_path / "cache")
    assert cache.get(KEY) is None
    cache.put(KEY, b"words")
    assert cache.get(KEY) == b"words"
    assert Cache(tmp_path / "cache").get(KEY) == b"words"
    assert [p.name.startswith(".") for p in (tmp_path / "cache").rglob("*") if p.is_file()] == [False]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: content[:-1], id="cut short"),
        pytest.param(lambda content: b"", id="emptied"),
        pytest.param(lambda content: content[:-1] + bytes([content[-1] ^ 1]), id="one bit turned"),
        pytest.param(lambda content: content.replace(b"onrecord 1", b"onrecord 9"), id="of another version"),
        pytest.param(lambda content: b"\0" * len(content), id="zeros, as after a power cut"),
    ],
)
def test_a_spoilt_entry_counts_as_absent_and_is_remade(tmp_path, spoil):
    cache = Cache(tmp_path)
    cache.put(KEY, b"words")
    path = tmp_path / KEY[:2] / KEY[2:]
    path.write_bytes(spoil(path.read_bytes()))
    assert cache.get(KEY) is None
    cache.put(KEY, b"words")
    assert cache.get(KEY) == b"words"


def test_a_folder_that_cannot_be_written_costs_no_run(tmp_path):
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(KEY, b"words")
    assert cache.get(KEY) is None


def test_the_folder_is_a_hidden_one_beside_the_outputs(tmp_path):
    assert place_of(tmp_path / "outputs") == tmp_path / ".outputs.cache"


# Records as JSON


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_reading_comes_back_the_same(path):
    reading = read_file(path, Source(id="d", file=path.name, title="d"))
    assert decode(type(reading), encode(reading)) == reading


def test_documents_commitments_and_links_come_back_the_same(job):
    for outcome in Watched(replace(job, cache=None)).work():
        assert decode(Outcome, encode(outcome)) == outcome


def test_strange_values_come_back_the_same():
    block = Block(kind="row", start=0, end=1, box=(0, 1.5, 2, 1e-9), headings=(1, 2), speaker="\ud800\x00é")
    assert decode(Block, encode(block)) == block
    with pytest.raises(TypeError, match="no type of a record's field"):
        decode(bytes, b"[]")


# What is done again


def test_nothing_is_done_twice(job):
    first, second = Watched(job), Watched(job)
    cold = first.work()
    assert {stage for _, stage in first.stages} == {"read", "extract", "link"}
    assert second.work() == cold
    assert second.stages == []


def test_a_changed_document_alone_is_done_again(job):
    worker = Watched(job)
    worker.work()
    path = job.folder / "community-care-2025-01-16.txt"
    path.write_bytes(path.read_bytes() + b"\n\n" + SENTENCE.encode())
    warm = worker.work()
    assert {name for name, _ in worker.stages} == {"community-care-2025-01-16"}
    assert warm == Watched(replace(job, cache=None)).work()


def test_a_changed_catalogue_links_again_and_does_nothing_else(job):
    Watched(job).work()
    fewer = job.catalogues[:1]
    worker = Watched(replace(job, catalogues=fewer, keys=make_keys(fewer)))
    warm = worker.work()
    assert {stage for _, stage in worker.stages} == {"link"}
    assert warm == Watched(replace(job, catalogues=fewer, cache=None)).work()


def test_a_changed_title_is_read_anew(job):
    Watched(job).work()
    register = job.folder / "sources.toml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace('title = "', 'title = "New: '), encoding="utf-8")
    worker = Watched(job)
    assert all(outcome.document.source.title.startswith("New: ") for outcome in worker.work())


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the project's code, in which rules can be changed."""
    root = tmp_path / "project"
    for folder in ("extract", "link", "models", "onrecord"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(engine_keys, "ROOT", root)
    return root


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        pytest.param("extract/dates.toml", {"extracting"}, id="a date rule"),
        pytest.param("extract/words.toml", {"extracting"}, id="a word list"),
        pytest.param("extract/clauses.py", {"extracting"}, id="code of extraction"),
        pytest.param("extract/readers/pdf.py", {"reading", "extracting"}, id="a reader"),
        pytest.param("extract/readers/furniture.toml", {"reading", "extracting"}, id="a rule of a reader"),
        pytest.param("link/cues.toml", {"linking"}, id="a cue of linking"),
        pytest.param("link/witnesses.py", {"linking"}, id="code of linking"),
        pytest.param("models/document.py", {"reading", "extracting", "linking"}, id="a record"),
        pytest.param("onrecord/worker.py", {"reading", "extracting", "linking"}, id="the worker"),
        pytest.param("onrecord/report/site.py", set(), id="the report"),
    ],
)
def test_a_change_of_code_or_rules_does_its_own_stage_again(project, catalogues, file, changed):
    before = make_keys(catalogues)
    path = project / file
    path.write_bytes(path.read_bytes() + b"\n")
    after = make_keys(catalogues)
    assert {name for name in Keys.__slots__ if getattr(after, name) != getattr(before, name)} == changed


def test_readers_use_nothing_that_their_key_leaves_out():
    """Only the module that arranges what was read may look beyond the readers and the records."""
    outside = {
        (path.name, name)
        for path in sorted((ROOT / "extract/readers").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name.split(".")[0] in ("extract", "link", "onrecord") and not name.startswith("extract.readers")
    }
    assert outside == {("reader.py", "extract.metadata"), ("reader.py", "extract.structure")}


def test_reading_opens_no_file_that_its_key_leaves_out():
    opened = set()
    watching = [True]

    def watch(event, arguments):
        if watching and event == "open" and isinstance(arguments[0], str | Path):
            opened.add(str(arguments[0]))

    sys.addaudithook(watch)
    for path in FILES:
        read_file(path, Source(id="d", file=path.name, title="d"))
    watching.clear()
    own = {Path(name) for name in opened if name.startswith(str(ROOT)) and name.endswith(".toml")}
    assert {path.parent.name for path in own} <= {"readers"}


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


# Whole runs


@pytest.fixture
def small(tmp_path):
    """Three short documents, one of which links to recommendations."""
    folder = tmp_path / "small"
    folder.mkdir()
    text = (CORPUS / "progress-update-2025-04-09.txt").read_text(encoding="utf-8")
    (folder / "update-2025-04-09.txt").write_text("\n".join(text.splitlines()[:60]), encoding="utf-8")
    (folder / "plan-2025-05-01.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "page-2025-06-01.html").write_text(f"<h1>Plan</h1><p>{SENTENCE}</p>", encoding="utf-8")
    return folder


def go(corpus, out, **settings):
    return run(corpus, out, default_catalogues(), Settings(**settings))


def test_a_warm_run_writes_the_bytes_of_a_cold_one(small, tmp_path):
    cache = tmp_path / "cache"
    go(small, tmp_path / "cold")
    go(small, tmp_path / "filling", cache=cache, workers=2)
    go(small, tmp_path / "warm", cache=cache)
    cold = files_of(tmp_path / "cold")
    assert files_of(tmp_path / "filling") == cold
    assert files_of(tmp_path / "warm") == cold
    assert cache.is_dir()


def test_spoilt_entries_change_no_result(small, tmp_path):
    cache = tmp_path / "cache"
    go(small, tmp_path / "cold", cache=cache)
    entries = [path for path in sorted(cache.rglob("*")) if path.is_file()]
    for number, path in enumerate(entries):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if number % 2 else content[:-1] + b"?")
    go(small, tmp_path / "again", cache=cache)
    assert files_of(tmp_path / "again") == files_of(tmp_path / "cold")


def test_an_unchanged_run_writes_nothing(small, tmp_path):
    out = tmp_path / "out"
    assert not go(small, out).unchanged
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert go(small, out).unchanged
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda corpus, out: (out / "commitments.csv").write_text("mine"), id="a table was edited"
        ),
        pytest.param(lambda corpus, out: (out / "links.csv").unlink(), id="a table is gone"),
        pytest.param(lambda corpus, out: (out / "run.json").write_text("[]"), id="the record is another"),
        pytest.param(lambda corpus, out: (corpus / "new.txt").write_text(SENTENCE), id="a new document"),
        pytest.param(lambda corpus, out: next(corpus.glob("*.txt")).unlink(), id="a document is gone"),
    ],
)
def test_whatever_changed_is_written_anew(small, tmp_path, change):
    out, cache = tmp_path / "out", tmp_path / "cache"
    go(small, out, cache=cache)
    change(small, out)
    assert not go(small, out, cache=cache).unchanged
    go(small, tmp_path / "clean")
    assert files_of(out) == files_of(tmp_path / "clean")


def test_a_document_that_failed_is_tried_again(small, tmp_path):
    (small / "bad-2025-01-01.txt").write_bytes(b"")
    assert go(small, tmp_path / "out").failures
    assert not go(small, tmp_path / "out").unchanged


def test_run_json_says_what_the_results_hang_on(small, tmp_path):
    go(small, tmp_path / "out")
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert set(record["code"]) == {"reading", "extracting", "linking", "writing"}
    assert {"python", "spacy", "pdfplumber"} <= set(record["libraries"])


def test_a_document_read_by_the_worker_is_the_readers(job):
    source = read_corpus(job.folder).sources[0]
    outcome = Worker(job).do(source)
    assert outcome.document == read_document(job.folder / source.file, source)
