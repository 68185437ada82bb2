"""How far two acts promise the same: from 0, and above 1 where much else speaks for it."""

from collections.abc import Callable

from link.thread_index import HeldAct
from link.thread_rows import RowFacts

# What the figures stand for is said beside each; they were set on the pairs of tests/gold/threads.jsonl
# and are measured again by `pytest tests/test_threads_gold.py`.
ACROSS = 0.5  # worth of a word that is the act in one sentence and its purpose in the other
BEHIND = 0.2  # worth of a word that is the purpose in both
BALANCE = 0.5  # 0: the shorter act decides how much must be shared; 1: the longer one does
BODY = 0.12  # both name the same body, and few others do
OTHER_KIND, UNSURE_KIND = 0.3, 0.06  # two kinds of act; two that may speak of one another
BOTH_INSIDE = 0.05  # neither sentence is about this act in the first place
SAME_LAW = 0.1
OTHER_MONEY = 0.15
SAME_DAYS = 0.25  # two papers promised by the same day are often one
SAME_RECOMMENDATION, OTHER_RECOMMENDATION = 0.08, 0.12
ONE_PLACE = 0.85  # from this far on, two sentences of one paragraph or list repeat each other
IN_TOUCH, IN_TOUCH_SHARE = 0.62, 0.3  # to work or keep in touch with the same body, and no more than that:
IN_TOUCH_MOST = 5  # telling roots beside the body's name


class Matcher:
    """Compares acts."""

    def __init__(self, alike: frozenset[frozenset[str]], names_few: Callable[[int], bool]) -> None:
        """Start with the pairs of kinds that may speak of one another, and a test for rare bodies."""
        self._alike = alike
        self._names_few = names_few

    def compare(self, a: HeldAct, b: HeldAct, of_a: RowFacts, of_b: RowFacts) -> float:
        """How far two acts promise the same, with what else their sentences say."""
        bodies = self._shared_bodies(of_a, of_b)
        if a.kind == b.kind == "engage" and bodies and max(len(a.telling), len(b.telling)) <= IN_TOUCH_MOST:
            return IN_TOUCH + IN_TOUCH_SHARE * min(1.0, _overlap(a, b))
        if not _enough(a, b):
            return 0.0
        score = min(1.0, _overlap(a, b)) - self._other_kind(a, b) + BODY * bool(bodies)
        score += _circumstances(of_a, of_b)
        if a.kind == b.kind == "publish" and of_a.until and of_a.until == of_b.until:
            score += SAME_DAYS
        if of_a.leads == of_b.site or of_a.site == of_b.site and (score < ONE_PLACE or of_b.adds):
            return 0.0
        return score - BOTH_INSIDE * (a.inside and b.inside)

    def _shared_bodies(self, a: RowFacts, b: RowFacts) -> list[int]:
        both = (a.bodies | a.partners) & (b.bodies | b.partners) & (a.partners | b.partners)
        return [body for body in both if self._names_few(body)]

    def _other_kind(self, a: HeldAct, b: HeldAct) -> float:
        if a.kind == b.kind:
            return 0.0
        known = a.kind and b.kind and frozenset((a.kind, b.kind)) not in self._alike
        return OTHER_KIND if known else UNSURE_KIND


def _enough(a: HeldAct, b: HeldAct) -> bool:
    """One telling word of both acts at least, and a second one or a pair in whatever place."""
    if not a.telling & b.telling:
        return False
    if any(root in a.telling and other in a.telling for root, other in a.pairs.keys() & b.pairs.keys()):
        return True
    return len((a.telling | a.behind.keys()) & (b.telling | b.behind.keys())) > 1


def _overlap(a: HeldAct, b: HeldAct) -> float:
    """The worth of what is shared, as a share of both acts."""
    same = sum((a.worth[root] + b.worth[root]) / 2 for root in sorted(a.worth.keys() & b.worth.keys()))
    same += sum((a.pairs[pair] + b.pairs[pair]) / 2 for pair in sorted(a.pairs.keys() & b.pairs.keys()))
    across = sum(a.worth[root] for root in sorted(a.worth.keys() & b.behind.keys()))
    across += sum(b.worth[root] for root in sorted(b.worth.keys() & a.behind.keys()))
    across += sum(a.pairs[pair] for pair in sorted(a.pairs.keys() & b.behind_pairs))
    across += sum(b.pairs[pair] for pair in sorted(b.pairs.keys() & a.behind_pairs))
    behind = sum(a.behind[root] for root in sorted(a.behind.keys() & b.behind.keys()))
    most, least = max(a.total, b.total), min(a.total, b.total)
    return (same + ACROSS * across + BEHIND * behind) / (BALANCE * most + (1 - BALANCE) * least)


def _circumstances(a: RowFacts, b: RowFacts) -> float:
    score = SAME_LAW * bool(a.laws & b.laws)
    if a.amount is not None and b.amount is not None and a.amount != b.amount:
        score -= OTHER_MONEY
    if a.recommendations and b.recommendations:
        score += SAME_RECOMMENDATION if a.recommendations & b.recommendations else -OTHER_RECOMMENDATION
    return score
