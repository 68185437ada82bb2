"""The same promise through the documents: all threads, and a page for each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from models import Row
from onrecord.report.addresses import name_page
from onrecord.report.press import Press
from onrecord.tables.reading import Records
from onrecord.tables.records import ThreadRow
from onrecord.tables.schema import COMMITMENTS, DOCUMENTS, THREADS

STILL = ("first said", "restated")
"""Changes that say that nothing moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a thread.

    Attributes:
        thread: The place.
        row: What is said there; ``None`` where it is no longer said.
        title: Title of the document.
        published: When it was published; ``None`` if unknown.
    """

    thread: ThreadRow
    row: Row | None
    title: str
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A thread in short.

    Attributes:
        first: Its earliest row.
        places: How many places it has.
        documents: In how many documents.
        last: When the newest of them was published; ``None`` if unknown.
        moves: What moved, and how often.
    """

    first: Row
    places: int
    documents: int
    last: date | None
    moves: tuple[tuple[str, int], ...]


def write_threads(records: Records, press: Press) -> None:
    """Write ``threads.html``, and ``threads/ID.html`` for each; nothing if there are none."""
    if not press.facts.threads:
        return
    courses = []
    for (name,) in records.ask("SELECT thread_id FROM threads GROUP BY thread_id ORDER BY min(rowid)"):
        places = find_places(records, "WHERE t.thread_id = ? ORDER BY t.place", name)
        course = _follow(places)
        courses.append(course)
        press.write(f"threads/{name_page(name)}", "thread.html", course=course, places=places)
    moved = [course for course in courses if course.moves]
    press.write("threads.html", "threads.html", moved=moved, still=[c for c in courses if not c.moves])


def find_places(records: Records, rest: str, *values: object) -> list[Place]:
    """Places of threads with what is said there."""
    return [_make_place(records, thread) for thread in list(records.read(THREADS, rest, *values))]


def _make_place(records: Records, thread: ThreadRow) -> Place:
    row = next(records.read(COMMITMENTS, "WHERE t.commitment_id = ?", thread.commitment_id), None)
    about = row or next(records.read(DOCUMENTS, "WHERE t.document_id = ?", thread.document_id))
    title = row.document_title if row else about.title
    return Place(thread=thread, row=row, title=title, published=about.published)


def _follow(places: list[Place]) -> Course:
    first = places[0].row
    assert first is not None, "a thread begins with a row"
    moves = Counter(place.thread.change for place in places if place.thread.change not in STILL)
    return Course(
        first=first,
        places=len(places),
        documents=len({place.thread.document_id for place in places}),
        last=max((place.published for place in places if place.published), default=None),
        moves=tuple(moves.items()),
    )
