"""The same promise through the documents: all threads, and a page for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from onrecord.report.addresses import name_page
from onrecord.report.press import Press
from onrecord.tables.columns import Table
from onrecord.tables.reading import Records, make_loader

STILL = ("first said", "restated")
"""Changes that say that nothing moved."""

PLACES = """
SELECT t.thread_id, t.place, t.change, t.reason, d.document_id, d.title, d.published,
       c.commitment_id, c.quote, c.stance, c.when_text, c.due
FROM threads AS t JOIN documents AS d ON d.document_id = t.document_id
LEFT JOIN commitments AS c ON c.commitment_id = t.commitment_id"""

NEAR = "WHERE t.thread_id = ? AND t.place BETWEEN ? AND ? ORDER BY t.place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a thread, with what is said there; empty texts where it is no longer said.

    Attributes:
        thread_id: The thread.
        place: Place in it, from 1.
        change: How it moved since the place before.
        reason: What the two sentences show.
        document_id: The document.
        title: Title of the document.
        published: When it was published; ``None`` if unknown.
        commitment_id: The row that says it.
        quote: Its source words.
        stance: Its stance.
        when_text: Its time words.
        due: Its due day.
    """

    thread_id: str
    place: int
    change: str
    reason: str
    document_id: str
    title: str
    published: date | None
    commitment_id: str
    quote: str
    stance: str
    when_text: str
    due: date | None


LOAD = make_loader(Table(name="places", title="Places of threads, with what is said there", record=Place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A thread in short.

    Attributes:
        first: Its earliest place.
        places: How many places it has.
        documents: In how many documents.
        last: When the newest of them was published; ``None`` if unknown.
        moves: What moved, and how often.
    """

    first: Place
    places: int
    documents: int
    last: date | None
    moves: tuple[tuple[str, int], ...]


def write_threads(records: Records, press: Press) -> None:
    """Write ``threads.html``, and ``threads/ID.html`` for each; nothing if there are none."""
    if not press.facts.threads:
        return
    courses = []
    every = find_places(records, "ORDER BY t.rowid")
    for name, run in groupby(every, key=lambda place: place.thread_id):
        places = list(run)
        courses.append(_follow(places))
        press.write(f"threads/{name_page(name)}", "thread.html", course=courses[-1], places=places)
    moved = [course for course in courses if course.moves]
    press.write("threads.html", "threads.html", moved=moved, still=[c for c in courses if not c.moves])


def find_threads(records: Records, commitment_id: str) -> list[tuple[str, int, list[Place]]]:
    """The threads that a row is part of: id, how many places, and the places next to the row's own."""
    mine = "SELECT thread_id, place FROM threads WHERE commitment_id = ? ORDER BY rowid"
    return [
        (name, _count_places(records, name), find_places(records, NEAR, name, place - 1, place + 1))
        for name, place in records.ask(mine, commitment_id)
    ]


def find_places(records: Records, rest: str, *values: object) -> list[Place]:
    """Places of threads, as the rest of the statement leaves them."""
    return [LOAD(stored) for stored in records.ask(f"{PLACES} {rest}", *values)]


def _count_places(records: Records, thread: str) -> int:
    [(places,)] = records.ask("SELECT count(*) FROM threads WHERE thread_id = ?", thread)
    return int(places)


def _follow(places: Sequence[Place]) -> Course:
    moves = Counter(place.change for place in places if place.change not in STILL)
    return Course(
        first=places[0],
        places=len(places),
        documents=len({place.document_id for place in places}),
        last=max((place.published for place in places if place.published), default=None),
        moves=tuple(moves.items()),
    )
