"""Decisions about one column of one row, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

State = Literal["waits", "holds", "passed", "contradicts", "stale", "hindered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of ``decisions.csv``.

    Attributes:
        line: Line of the file.
        commitment_id: The row that it is about.
        field: Column that it sets; ``row`` for the row itself.
        old: What stood there when it was made, as the table's CSV shows it.
        new: What is to stand there; ``accept`` or ``reject`` for the row itself.
        who: Who decided.
        when: On which day; ``None`` if nobody noted it.
        why: Why.
    """

    line: int
    commitment_id: str
    field: str
    old: str
    new: str
    who: str
    when: date | None
    why: str


@dataclass(slots=True)
class Chain:
    """Decisions about one column of one row, in the order in which they were made.

    A decision holds if what it found is what stands there: the extracted value, or what the decision
    before it has set. Two that found the same and set two things contradict each other; the first
    holds until a later one settles it.

    Attributes:
        decisions: The decisions.
        value: What stands there in the end.
        states: What became of each, by its line; nothing if its row was not met.
        hindrance: Why a decision cannot be carried out, by its line.
    """

    decisions: list[Decision] = field(default_factory=list)
    value: str = ""
    states: dict[int, State] = field(default_factory=dict)
    hindrance: dict[int, str] = field(default_factory=dict)

    def replay(self, value: str, hindrance: Callable[[Decision], str]) -> bool:
        """Start from the extracted value; True if a decision holds in the end.

        Args:
            value: The extracted value, as a cell shows it.
            hindrance: Says why a decision cannot be carried out, if it cannot.
        """
        self.value = value
        met = {value}
        for decision in self.decisions:
            if words := hindrance(decision):
                self.hindrance[decision.line] = words
                self.states[decision.line] = "hindered"
            elif decision.old == self.value:
                self.value = decision.new
                met.add(decision.new)
                self.states[decision.line] = "holds"
                self._settle(decision)
            elif decision.new == self.value:
                self.states[decision.line] = "holds"
            else:
                self.states[decision.line] = "contradicts" if decision.old in met else "stale"
        return "holds" in self.states.values()

    def holds(self, decision: Decision) -> bool:
        """True if what the decision set stands there, or was set again by a later one that follows on it."""
        return self.states.get(decision.line) == "holds"

    def says(self) -> str:
        """The decision that holds in the end, in words."""
        last = next(d for d in reversed(self.decisions) if self.states.get(d.line) == "holds")
        day = f" on {last.when}" if last.when else ""
        return f"decided by {last.who}{day}: {last.why}"

    def troubles(self) -> Iterator[tuple[Decision, str]]:
        """Each decision that does not hold, with the reason and the mend in words."""
        for decision in self.decisions:
            state = self.states.get(decision.line, "waits")
            if state not in ("holds", "passed"):
                yield decision, self._explain(decision, state)

    def _settle(self, decision: Decision) -> None:
        """Contradictions before a decision that follows on what holds are settled by it."""
        for line, state in self.states.items():
            if line < decision.line and state == "contradicts":
                self.states[line] = "passed"

    def _explain(self, decision: Decision, state: State) -> str:
        what = f"{decision.field} of {decision.commitment_id}"
        if state == "waits":
            return f"{decision.commitment_id} is in no table any more; its sentence or its document is gone"
        if state == "hindered":
            return f"{what} cannot be {decision.new!r}: {self.hindrance[decision.line]}"
        if state == "contradicts":
            return (
                f"{what} is {self.value!r} by an earlier line and {decision.new!r} by this one; the earlier "
                f"holds until `onrecord decide {decision.commitment_id} {decision.field} VALUE` settles it"
            )
        return (
            f"{what} was {decision.old!r} when it was made {decision.new!r} and is {self.value!r} now; "
            "look at the sentence again and decide anew"
        )
