import sqlite3

import pytest

from onrecord.tables.database import LIBRARY, LIBRARY_AT, Database
from onrecord.tables.schema import COMMITMENTS, DATABASE_TABLES
from onrecord.tables.views import MEANINGS, VIEWS
from tests.tables_samples import HOSTILE, make_rows, write_outputs


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_outputs(tmp_path_factory.mktemp("database") / "outputs") / "onrecord.db"


@pytest.fixture
def ask(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    yield lambda statement, *values: connection.execute(statement, values).fetchall()
    connection.close()


def test_the_database_is_whole_and_its_keys_hold(ask):
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []
    assert ask("PRAGMA freelist_count") == [(0,)]


def test_every_table_has_its_keys(ask):
    for table in DATABASE_TABLES:
        columns = ask(f'PRAGMA table_info("{table.name}")')
        assert [name for _, name, *_ in columns] == list(table.names)
        key = sorted((place, name) for _, name, _, _, _, place in columns if place)
        assert tuple(name for _, name in key) == table.key
        foreign = {reference.table for reference in table.references}
        assert {target for _, _, target, *_ in ask(f'PRAGMA foreign_key_list("{table.name}")')} == foreign


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("quote: publish", 1, id="a word"),
        pytest.param("quote: published", 1, id="another form of it"),
        pytest.param('quote: "every pier"', 1, id="a phrase"),
        pytest.param("quote: monitor", 1, id="in a hostile text"),
        pytest.param("section: response", 2, id="in the headings"),
        pytest.param("plan", len(make_rows()), id="anywhere: all rows share their action"),
        pytest.param("rail", 0, id="a word that nobody said"),
    ],
)
def test_full_text_search_finds_commitments(ask, words, found):
    query = """SELECT c.quote FROM commitments_fts AS f JOIN commitments AS c ON c.rowid = f.rowid
               WHERE commitments_fts MATCH ?"""
    assert len(ask(query, words)) == found


def test_full_text_search_finds_passages(ask):
    query = """SELECT b.block, b.words FROM blocks_fts AS f JOIN blocks AS b ON b.rowid = f.rowid
               WHERE blocks_fts MATCH ?"""
    assert ask(query, "texts") == [(1, "The canonical text,")]
    assert ask(query, "rail") == []


@pytest.mark.parametrize("table", ["commitments", "blocks"])
def test_datasette_can_see_the_search_index(ask, table):
    [(statement,)] = ask("SELECT sql FROM sqlite_master WHERE name = ?", f"{table}_fts")
    assert f'content="{table}"' in statement


def test_blocks_hang_together(ask):
    blocks = ask("SELECT block, kind, start, end, heading, lead_in, page FROM blocks")
    assert blocks == [
        (0, "heading", 0, 3, None, None, None),
        (1, "paragraph", 0, 19, 0, None, 3),
        (2, "item", 21, 30, 0, 1, 3),
    ]


def test_threads_and_decisions_are_kept(ask):
    first, second, *_ = [row.commitment_id for row, _ in make_rows()]
    assert ask("SELECT thread_id, place, commitment_id, change FROM threads") == [
        (first, 1, first, "first said"),
        (first, 2, second, "softened"),
        (first, 3, None, "no longer mentioned"),
    ]
    assert ask("SELECT commitment_id, field, new_value, applies FROM decisions") == [
        ("c-gone", None, "reject", 0)
    ]


def test_bodies_and_evidence_stand_in_tables_of_their_own(ask):
    first = make_rows()[0][0]
    asked = "SELECT role, body FROM commitment_bodies WHERE commitment_id = ? ORDER BY rowid"
    parts = ask(asked, first.commitment_id)
    assert parts == [
        ("responsible", "Department for Harbours"),
        ("partner", "Coast Office"),
        ("partner", "Local authorities"),
    ]
    evidence = ask(
        "SELECT place, witness, weight FROM evidence WHERE recommendation_id = 'HI2' ORDER BY place"
    )
    assert evidence == [(1, "cites-number", 0.9), (2, "other-report", -0.05)]
    assert len(ask("SELECT * FROM bodies")) == 3 + len(HOSTILE)


def test_every_view_answers_its_question(ask):
    assert set(VIEWS) == set(MEANINGS)
    first, _, refused, *_ = [row for row, _ in make_rows()]
    assert ask("SELECT due, quote FROM due")[0] == ("2031-06-30", first.quote)
    answers = ask("SELECT recommendation_id, stance FROM by_recommendation")
    assert answers == [("HI1", "committed"), ("HI1", "declined"), ("HI2", None), ("HI3", None)]
    assert ask("SELECT recommendation_id, quote FROM refusals") == [("HI1", refused.quote)]
    assert ask("SELECT recommendation_id FROM unanswered") == [("HI2",), ("HI3",)]
    assert ask("SELECT quote, earlier_quote FROM said_again") == [("We will do more.", first.quote)]
    assert ("Coast Office", "partner") in ask("SELECT body, role FROM by_body")


def test_the_file_does_not_say_which_library_wrote_it(path):
    assert path.read_bytes()[LIBRARY_AT : LIBRARY_AT + 4] == LIBRARY


def test_two_rows_with_one_id_are_refused(tmp_path):
    database = Database(tmp_path / "onrecord.db")
    row = make_rows()[0][0]
    database.add(COMMITMENTS, row)
    database.add(COMMITMENTS, row)
    with pytest.raises(ValueError, match="two rows of commitments have one key"):
        database.close()
    database.drop()


def test_a_link_to_a_recommendation_that_no_catalogue_has_is_refused(tmp_path):
    database = Database(tmp_path / "onrecord.db")
    row, links = make_rows()[0]
    database.add(COMMITMENTS, row)
    database.add_evidence(links[0])
    with pytest.raises(ValueError, match="names a row of"):
        database.close()
    database.drop()
    assert list(tmp_path.iterdir()) == []
