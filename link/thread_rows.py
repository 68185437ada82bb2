"""What threads remember of each commitment: some sixty bytes, whatever its length."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import isnan, nan
from typing import get_args

from link.thread_index import number_of
from models import Commitment, Source, Stance

STANCES: tuple[Stance, ...] = get_args(Stance)
BODY, PARTNER, LAW, RECOMMENDATION = range(4)
FEW = 4  # commitments by which a body is still one that few name
SHARE = 0.04  # or this share of all
LEAD_IN = 60  # last characters by which a lead-in is known


UNKNOWN_KIND = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What threads remember of a document.

    Attributes:
        id: Its id.
        title: Its title.
        kind: What it is: letter, progress-update ...
        published: Day of publication; ``None`` if unknown.
        follows: True of a publication by the promiser of a known kind: the next of that kind should
            follow it up.
    """

    id: str
    title: str
    kind: str
    published: date | None
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What is remembered of one commitment.

    Attributes:
        row: Its place among all.
        id: Its id.
        document: Place of its document among all.
        site: Number of the paragraph or list that it stands in.
        leads: Number of the list that it would lead in to.
        stance: What its words say of the act.
        adds: True if it says that it is another thing than the last.
        announced: True if it only tells of the act.
        conditional: True if it hangs on a condition.
        since: First day that its time words name; ``None`` if none.
        until: Last day that they name; ``None`` if none.
        amount: The amount in pounds; ``None`` if there is none.
        bodies: Numbers of the bodies that have to act.
        partners: Numbers of others with a part in the act.
        laws: Numbers of the Bills, Acts, codes and guidance named.
        recommendations: Numbers of the recommendations answered.
    """

    row: int
    id: str
    document: int
    site: int
    leads: int
    stance: Stance
    adds: bool
    announced: bool
    conditional: bool
    since: date | None
    until: date | None
    amount: float | None
    bodies: frozenset[int]
    partners: frozenset[int]
    laws: frozenset[int]
    recommendations: frozenset[int]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sentence says of itself: that it adds to the last, or only tells of its act."""

    adds: bool
    announced: bool


class Rows:
    """Commitments in the order in which they were added."""

    def __init__(self) -> None:
        self.documents: list[DocumentFacts] = []
        self._ids = array("Q")
        self._other_ids: dict[int, str] = {}
        self._where = array("I")  # document, site and the list it leads in to, in turn
        self._flags = array("B")
        self._days = array("i")  # first and last day named, in turn; 0 for none
        self._amounts = array("d")
        self._marks = array("I")
        self._starts = array("Q", [0])
        self._names: dict[str, int] = {}
        self._list: list[str] = []
        self._count: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._ids)

    def open(self, source: Source) -> int:
        """Begin a document; gives its place among all."""
        follows = source.rank == "primary" and source.kind != UNKNOWN_KIND
        document = DocumentFacts(
            id=source.id,
            title=source.title,
            kind=source.kind,
            published=source.published,
            follows=follows,
        )
        self.documents.append(document)
        return len(self.documents) - 1

    def add(
        self, commitment: Commitment, source: Source, recommendations: Iterable[str], marks: Marks
    ) -> RowFacts:
        """Remember a commitment."""
        row = len(self)
        if not self.documents or self.documents[-1].id != source.id:
            self.open(source)
        self._add_id(row, commitment.commitment_id)
        self._where.extend((len(self.documents) - 1, _site(commitment), _leads(commitment)))
        flags = (marks.adds, marks.announced, bool(commitment.condition))
        stance = STANCES.index(commitment.stance)
        self._flags.append(stance * 8 + sum(1 << place for place, flag in enumerate(flags) if flag))
        days = (commitment.timing.date_from, commitment.timing.date_to) if commitment.timing else (None, None)
        self._days.extend(day.toordinal() if day else 0 for day in days)
        self._amounts.append(nan if commitment.amount_gbp is None else commitment.amount_gbp)
        self._add_marks(BODY, commitment.responsible_bodies)
        self._add_marks(PARTNER, commitment.partner_bodies)
        self._add_marks(LAW, (" ".join(law.split()[:2]) for law in commitment.legislation))
        self._add_marks(RECOMMENDATION, recommendations)
        self._starts.append(len(self._marks))
        return self.facts(row)

    def facts(self, row: int) -> RowFacts:
        """What is remembered of one commitment."""
        document, site, leads = self._where[3 * row : 3 * row + 3]
        stance, flags = divmod(self._flags[row], 8)
        marks = self._marks[self._starts[row] : self._starts[row + 1]]
        kinds = [frozenset(mark >> 2 for mark in marks if mark & 3 == kind) for kind in range(4)]
        amount = self._amounts[row]
        return RowFacts(
            row=row,
            id=self.id_of(row),
            document=document,
            site=site,
            leads=leads,
            stance=STANCES[stance],
            adds=bool(flags & 1),
            announced=bool(flags & 2),
            conditional=bool(flags & 4),
            since=_day(self._days[2 * row]),
            until=_day(self._days[2 * row + 1]),
            amount=None if isnan(amount) else amount,
            bodies=kinds[BODY],
            partners=kinds[PARTNER],
            laws=kinds[LAW],
            recommendations=kinds[RECOMMENDATION],
        )

    def id_of(self, row: int) -> str:
        """Id of a commitment."""
        return self._other_ids.get(row) or f"c-{self._ids[row]:012x}"

    def published(self, row: int) -> date | None:
        """Day on which a commitment was published; ``None`` if unknown."""
        return self.documents[self._where[3 * row]].published

    def name_of(self, number: int) -> str:
        """Name of a body, law or recommendation."""
        return self._list[number]

    def names_few(self, body: int) -> bool:
        """True of a body that few commitments name."""
        return self._count[body] <= max(FEW, SHARE * len(self))

    def _add_id(self, row: int, name: str) -> None:
        """An id of the usual form takes eight bytes."""
        digits = name.removeprefix("c-")
        usual = len(digits) == 12 and all(letter in "0123456789abcdef" for letter in digits)
        self._ids.append(int(digits, 16) if usual else 0)
        if not usual:
            self._other_ids[row] = name

    def _add_marks(self, kind: int, names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            number = self._names.setdefault(name, len(self._names))
            if number == len(self._list):
                self._list.append(name)
            self._marks.append(number << 2 | kind)
            if kind in (BODY, PARTNER):
                self._count[number] += 1


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _site(commitment: Commitment) -> int:
    """Number of the printed paragraph, else of the list, else of the block."""
    place = commitment.paragraph or _end(commitment.lead_in) or str(commitment.block)
    return _place(commitment, place)


def _leads(commitment: Commitment) -> int:
    return _place(commitment, _end(commitment.quote))


def _end(words: str) -> str:
    """A lead-in may be a whole paragraph, of which the last sentence alone is a commitment."""
    return " ".join(words.split()).rstrip(":")[-LEAD_IN:]


def _place(commitment: Commitment, words: str) -> int:
    return number_of("\n".join((commitment.document_id, *commitment.section, words)))
