"""Which document is an edition of which, and which row says anew what another said."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from link.thread_likeness import Likeness
from models import Commitment, Problem, Row, Timing

# From this ratio on (0 to 100, RapidFuzz) two titles name editions of one publication, and two
# sentences are one worded anew. On the titles of the corpus, other publications stay under 70; of
# two sentences with another date or figure in one of them, the ratio is over 80.
SAME_TITLE = 88
SAME_WORDS = 80

VERSION = re.compile(r"(?:[-_.]?v(?:er(?:sion)?)?[-_.]?\d+|[-_.]\d{4}(?:-\d\d){0,2})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What tells whether two documents are editions of one publication.

    Attributes:
        id: Id of the document.
        title: Its title.
        url: Its address without the place in the page; empty if unknown.
    """

    id: str
    title: str
    url: str


def pair_documents(
    old: Mapping[str, Edition], new: Mapping[str, Edition], same: Mapping[str, str]
) -> dict[str, str]:
    """Id of the document of the new run for each of the old run that has one there.

    A document is paired by its id, as ``same`` says, by its address, by its id without a version or a
    date, or by its title.

    Raises:
        Problem: ``same`` names a document that is not there.
    """
    for before, now in same.items():
        if before not in old or now not in new:
            run, name = ("old", before) if before not in old else ("new", now)
            raise Problem(f"--same {before}={now}: no row of the {run} run is of {name!r}; check the id")
    pairs = {name: name for name in old if name in new and name not in same} | dict(same)
    for alike in (_same_url, _same_stem, _same_title):
        left = [edition for name, edition in old.items() if name not in pairs]
        free = [edition for name, edition in new.items() if name not in pairs.values()]
        for edition in left:
            if found := next((other for other in free if alike(edition, other)), None):
                pairs[edition.id] = found.id
                free.remove(found)
    return pairs


def pair_rows(
    gone: Sequence[Row], fresh: Sequence[Row], documents: Mapping[str, str]
) -> list[tuple[Row, Row]]:
    """Rows of the new run that say what rows of the old one said: word for word first, then likest first."""
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in fresh:
        by_document[row.document_id].append(row)
    pairs: list[tuple[Row, Row]] = []
    for name in dict.fromkeys(row.document_id for row in gone):
        before = [row for row in gone if row.document_id == name]
        now = by_document.get(documents.get(name, ""), [])
        exact = list(_exact(before, now))
        pairs += exact
        done = {id(row) for pair in exact for row in pair}
        pairs += _likest([r for r in before if id(r) not in done], [r for r in now if id(r) not in done])
    return pairs


def _same_url(one: Edition, other: Edition) -> bool:
    return bool(one.url) and one.url == other.url


def _same_stem(one: Edition, other: Edition) -> bool:
    return VERSION.sub("", one.id) == VERSION.sub("", other.id)


def _same_title(one: Edition, other: Edition) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one.title.casefold(), other.title.casefold()) >= SAME_TITLE


def _exact(before: Sequence[Row], now: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    waiting: dict[str, list[Row]] = defaultdict(list)
    for row in now:
        waiting[" ".join(row.quote.split())].append(row)
    for row in before:
        if same := waiting.get(" ".join(row.quote.split())):
            yield row, same.pop(0)


def _likest(before: Sequence[Row], now: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs from the likest down, each row once."""
    if not before or not now:
        return
    scores = sorted(_scores(before, now), key=lambda each: (-each[0], each[1], each[2]))
    used: set[tuple[str, int]] = set()
    for _, first, second in scores:
        if ("old", first) not in used and ("new", second) not in used:
            used |= {("old", first), ("new", second)}
            yield before[first], now[second]


def _scores(before: Sequence[Row], now: Sequence[Row]) -> Iterator[tuple[float, int, int]]:
    from rapidfuzz import fuzz

    old, new = [_commitment(row, "old") for row in before], [_commitment(row, "new") for row in now]
    yield from Likeness().pairs(old, new)
    for first, row in enumerate(before):
        for second, other in enumerate(now):
            if words := fuzz.ratio(row.quote, other.quote, score_cutoff=SAME_WORDS):
                yield words / 100, first, second


def _commitment(row: Row, edition: str) -> Commitment:
    """The row as a commitment of an edition; of its place only what tells sentences apart is known."""
    timing = None
    if row.when_text and row.relation:
        timing = Timing(
            text=row.when_text,
            start=0,
            end=len(row.when_text),
            relation=row.relation,
            date_from=row.date_from,
            date_to=row.date_to,
            rule=row.date_rule,
        )
    return Commitment(
        commitment_id=row.commitment_id,
        document_id=edition,
        quote=row.quote,
        start=row.start,
        end=row.end,
        prefix=row.prefix,
        suffix=row.suffix,
        block=row.start,
        page=row.page,
        section=tuple(row.section.split(" > ")) if row.section else (),
        paragraph=row.paragraph,
        lead_in=row.lead_in,
        question=row.question,
        citation="",
        action=row.action,
        stance=row.stance,
        specificity=row.specificity,
        speaker=row.speaker,
        reported=row.reported,
        responsible_bodies=row.responsible_bodies,
        partner_bodies=row.partner_bodies,
        timing=timing,
        condition=row.condition,
        money=row.money,
        amount_gbp=row.amount_gbp,
        legislation=row.legislation,
        missing=row.missing,
        rule=row.rule,
        trigger=row.trigger,
    )
