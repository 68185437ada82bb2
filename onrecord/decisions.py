"""What a person has decided about rows, replayed on every run."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from models import Commitment, Evidence, Link, Problem
from onrecord.decision_chain import Chain, Decision
from onrecord.decision_fields import FIELDS, LISTS, join, split
from onrecord.tables.cells import restore
from onrecord.tables.records import DecisionRow

FILE = "decisions.csv"
COLUMNS = ("commitment_id", "field", "old", "new", "who", "when", "why")

ROW, ACCEPT, REJECT = "row", "accept", "reject"
RECOMMENDATIONS = "recommendations"
DECIDABLE = (ROW, RECOMMENDATIONS, *FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A commitment as it stands after the decisions about it.

    Attributes:
        commitment: The commitment.
        links: The pairs considered for it.
        fields: Columns that a person has set, and ``row`` where a person has accepted the row.
        rejected: Why a person has rejected the row; empty if nobody has.
    """

    commitment: Commitment
    links: Sequence[Link]
    fields: tuple[str, ...] = ()
    rejected: str = ""


class Decisions:
    """All decisions, each of which is met once in a run, with the commitment that it is about."""

    def __init__(self, decisions: Iterable[Decision] = (), known: Collection[str] = ()) -> None:
        """Sort the decisions by what they are about.

        Args:
            decisions: In the order in which they were made.
            known: Ids of the recommendations in use.
        """
        self._known = frozenset(known)
        self._chains: dict[str, dict[str, Chain]] = defaultdict(dict)
        self._all = list(decisions)
        for decision in self._all:
            chain = self._chains[decision.commitment_id].setdefault(decision.field, Chain())
            chain.decisions.append(decision)

    def apply(self, commitment: Commitment, links: Sequence[Link]) -> Decided:
        """The commitment after the decisions about it."""
        chains = self._chains.get(commitment.commitment_id)
        if not chains:
            return Decided(commitment=commitment, links=links)
        fields = []
        for name, chain in chains.items():
            if chain.replay(self._value(name, commitment, links), self._hindrance):
                fields.append(name)
                commitment, links = self._write(name, chain, commitment, links)
        row = chains.get(ROW)
        rejected = row.says() if row and row.value == REJECT else ""
        return Decided(commitment=commitment, links=links, fields=tuple(fields), rejected=rejected)

    def warnings(self) -> list[str]:
        """A sentence for each decision that does not hold, once all commitments have been met."""
        chains = (chain for fields in self._chains.values() for chain in fields.values())
        found = [(decision.line, words) for chain in chains for decision, words in chain.troubles()]
        return [f"{FILE}: line {line}: {words}" for line, words in sorted(found)]

    def rows(self) -> Iterator[DecisionRow]:
        """Every decision with whether it holds, in the order of the file."""
        for place, decision in enumerate(self._all, start=1):
            chain = self._chains[decision.commitment_id][decision.field]
            yield DecisionRow(
                decision=place,
                commitment_id=decision.commitment_id,
                field="" if decision.field == ROW else decision.field,
                old_value=decision.old,
                new_value=decision.new,
                decided_by=decision.who,
                decided_on=decision.when,
                reason=decision.why,
                applies=chain.holds(decision),
            )

    def value_of(self, commitment_id: str, name: str) -> str | None:
        """The last value decided for a column, whether or not it holds; ``None`` if there is none."""
        chain = self._chains.get(commitment_id, {}).get(name)
        return chain.decisions[-1].new if chain else None

    def _value(self, name: str, commitment: Commitment, links: Sequence[Link]) -> str:
        if name == ROW:
            return ""
        if name == RECOMMENDATIONS:
            return join([link.recommendation_id for link in links if link.band == "accept"])
        return FIELDS[name].read(commitment)

    def _hindrance(self, decision: Decision) -> str:
        """Why a decision cannot be carried out, whatever stands there now; empty if it can."""
        if decision.field != RECOMMENDATIONS:
            return ""
        strange = [name for name in split(decision.new) if name not in self._known]
        return f"{strange[0]} is in no catalogue of this run" if strange else ""

    def _write(
        self, name: str, chain: Chain, commitment: Commitment, links: Sequence[Link]
    ) -> tuple[Commitment, Sequence[Link]]:
        if name == RECOMMENDATIONS:
            return commitment, _decide_links(commitment, links, split(chain.value), chain.says())
        if name in FIELDS:
            return FIELDS[name].write(commitment, chain.value), links
        return commitment, links


def read_decisions(folder: Path, known: Collection[str]) -> Decisions:
    """The decisions in a corpus folder; none if it has no ``decisions.csv``.

    Args:
        folder: The corpus.
        known: Ids of the recommendations in use.

    Raises:
        Problem: The file is no UTF-8 CSV, lacks a column, or a line cannot be a decision.
    """
    path = folder / FILE
    if not path.is_file():
        return Decisions()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"{FILE}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            raise Problem(f"{FILE}: has no column {missing[0]!r}; its first line is {','.join(COLUMNS)}")
        return Decisions([_decision(reader.line_num, row) for row in reader], known)
    except csv.Error as error:
        raise Problem(f"{FILE}: line {reader.line_num}: no CSV ({error}); mend the quotes there") from error


def hash_decisions(folder: Path) -> str:
    """SHA-256 of a corpus folder's decisions, in hex; empty if it has none."""
    path = folder / FILE
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def check_value(where: str, name: str, new: str) -> None:
    """Refuse what cannot be decided.

    Raises:
        Problem: A person cannot decide this column, or it cannot take this value.
    """
    if name not in DECIDABLE:
        raise Problem(f"{where}: {name!r} cannot be decided; these can: {', '.join(DECIDABLE)}")
    if name == ROW and new not in (ACCEPT, REJECT):
        raise Problem(f"{where}: a row is decided by {ACCEPT} or {REJECT}, not by {new!r}")
    if name in FIELDS and (shape := FIELDS[name].fits(new)):
        raise Problem(f"{where}: {name} cannot be {new!r}; give {shape}")


def _decision(line: int, row: dict[str | None, str | None]) -> Decision:
    where = f"{FILE}: line {line}"
    if None in row or None in row.values():
        raise Problem(f"{where}: has not as many cells as the first line; put a text with commas in quotes")
    cells = {name: restore(row[name] or "").strip() for name in COLUMNS}
    for name in ("commitment_id", "field", "who", "why"):
        if not cells[name]:
            raise Problem(f"{where}: says no {name!r}; every decision has its row, column, author and reason")
    check_value(where, cells["field"], cells["new"])
    if cells["field"] in LISTS:
        cells |= {side: join(split(cells[side])) for side in ("old", "new")}
    return Decision(
        line=line,
        commitment_id=cells["commitment_id"],
        field=cells["field"],
        old=cells["old"],
        new=cells["new"],
        who=cells["who"],
        when=_day(where, cells["when"]),
        why=cells["why"],
    )


def _day(where: str, words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Problem(f"{where}: when is {words!r}; write it as 2025-04-20, or leave it empty") from None


def _decide_links(
    commitment: Commitment, links: Sequence[Link], wanted: Sequence[str], says: str
) -> list[Link]:
    """The links with the wanted ones accepted and no other; those not considered before come last."""
    evidence = Evidence(witness="decided", weight=1.0, words=says)
    decided = [
        replace(link, band="accept", score=1.0, evidence=(evidence, *link.evidence))
        if link.recommendation_id in wanted
        else replace(link, band="none", evidence=(replace(evidence, weight=-1.0), *link.evidence))
        for link in links
    ]
    new = [name for name in wanted if name not in {link.recommendation_id for link in links}]
    return decided + [
        Link(
            commitment_id=commitment.commitment_id,
            recommendation_id=name,
            score=1.0,
            band="accept",
            evidence=(evidence,),
        )
        for name in new
    ]
