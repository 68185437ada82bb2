"""How a promise moved from one sentence to the next."""

from dataclasses import dataclass
from typing import Literal

from link.thread_rows import RowFacts
from models import Stance

Movement = Literal[
    "first said",
    "restated",
    "sharpened",
    "softened",
    "date added",
    "date slipped",
    "done",
    "refused",
    "no longer mentioned",
]

STRENGTH: tuple[Stance, ...] = ("considering", "committed", "underway", "delivered")

# When several things moved, the one that a reader must know first.
FIRST = ("refused", "done", "date slipped", "softened", "date added", "sharpened", "restated")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two sentences that are compared.

    Attributes:
        facts: What is remembered of it.
        kind: Kind of its act.
        steps: Roots of steps to an act (a Bill, funding, a plan) that its act names.
    """

    facts: RowFacts
    kind: str
    steps: frozenset[int]


def find_movement(before: Side, now: Side) -> tuple[Movement, str]:
    """What moved first of all, and everything that moved in words."""
    changes = [*_stance(before, now), *_days(before.facts, now.facts), *_terms(before.facts, now.facts)]
    if not changes:
        return "restated", "the same is said again"
    movement = min((movement for movement, _ in changes), key=FIRST.index)
    return movement, "; ".join(words for _, words in changes)


def _stance(before: Side, now: Side) -> list[tuple[Movement, str]]:
    was, is_ = _said(before.facts), _said(now.facts)
    if was == is_:
        return []
    words = f"{was} before, {is_} now"
    if is_ == "declined":
        return [("refused", words)]
    if was == "declined":
        return [("sharpened", words)]
    if is_ == "considering":
        return [("softened", words)]
    if is_ == "delivered" and before.kind == now.kind and not now.steps - before.steps:
        return [("done", words)]
    return [("sharpened", words)] if STRENGTH.index(is_) > STRENGTH.index(was) else []


def _said(facts: RowFacts) -> Stance:
    """The stance towards the act itself: one that was only announced is promised, not done."""
    return "committed" if facts.announced and facts.stance == "delivered" else facts.stance


def _days(before: RowFacts, now: RowFacts) -> list[tuple[Movement, str]]:
    """Only a span of days that begins and ends later has slipped: "in 2026" may well be "in May 2026"."""
    if before.until == now.until or not now.since or not now.until:
        return []
    if not before.since or not before.until:
        return [("date added", f"names {_span(now)}")]
    words = f"{_span(before)} before, {_span(now)} now"
    if now.since > before.since and now.until > before.until:
        return [("date slipped", words)]
    earlier = now.since < before.since and now.until < before.until
    return [("sharpened" if earlier else "restated", words)]


def _span(facts: RowFacts) -> str:
    return f"{facts.until}" if facts.since == facts.until else f"{facts.since} to {facts.until}"


def _terms(before: RowFacts, now: RowFacts) -> list[tuple[Movement, str]]:
    changes: list[tuple[Movement, str]] = []
    if now.conditional and not before.conditional:
        changes.append(("softened", "now on a condition"))
    if before.conditional and not now.conditional and before.document != now.document:
        changes.append(("sharpened", "no longer on a condition"))
    if now.amount is not None and before.amount is None:
        changes.append(("sharpened", f"names £{now.amount:,.0f}"))
    if now.amount is not None and before.amount is not None and now.amount != before.amount:
        movement: Movement = "sharpened" if now.amount > before.amount else "softened"
        changes.append((movement, f"£{before.amount:,.0f} before, £{now.amount:,.0f} now"))
    return changes
