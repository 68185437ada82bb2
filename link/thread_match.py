"""How far two acts promise the same: from 0, and above 1 where much else speaks for it."""

from link.thread_index import ActIndex, HeldAct, Worth
from link.thread_rows import RowFacts, Rows

# What the figures stand for is said beside each; they were set on the pairs of tests/gold/threads.jsonl
# and are measured again by `pytest tests/test_threads_gold.py -s`.
SAME = 0.38  # score from which two acts promise the same, chosen for a precision over 0.9
ACROSS = 0.5  # worth of a word that is the act in one sentence and its purpose in the other
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

    def __init__(self, alike: frozenset[frozenset[str]], index: ActIndex, rows: Rows) -> None:
        """Start with the pairs of kinds that may speak of one another, and with what is remembered."""
        self._alike = alike
        self._index = index
        self._rows = rows

    def compare(self, a: HeldAct, b: HeldAct, of_b: RowFacts) -> float:
        """How far two acts promise the same, with what else their sentences say.

        Args:
            a: The earlier act.
            b: The later one.
            of_b: What is remembered of the later one's commitment.
        """
        keeps_in_touch = a.kind == b.kind == "engage" and max(len(a.telling), len(b.telling)) <= IN_TOUCH_MOST
        if not keeps_in_touch and (not _enough(a, b) or _other_task(a, b)):
            return 0.0
        of_a = self._rows.facts(a.row)
        if of_a.leads == of_b.site:
            return 0.0
        overlap = min(1.0, _overlap(self._index.weigh(a), self._index.weigh(b)))
        bodies = self._shared_bodies(of_a, of_b)
        if keeps_in_touch and bodies:
            return IN_TOUCH + IN_TOUCH_SHARE * overlap
        score = overlap - self._other_kind(a, b) + BODY * bool(bodies) + _circumstances(of_a, of_b)
        if a.kind == b.kind == "publish" and of_a.until and of_a.until == of_b.until:
            score += SAME_DAYS
        if of_a.site == of_b.site and (score < ONE_PLACE or of_b.adds):
            return 0.0  # sentences of one paragraph or list elaborate on one another
        return score - BOTH_INSIDE * (a.inside and b.inside)

    def _shared_bodies(self, a: RowFacts, b: RowFacts) -> list[int]:
        both = (a.bodies | a.partners) & (b.bodies | b.partners) & (a.partners | b.partners)
        return [body for body in both if self._rows.names_few(body)]

    def _other_kind(self, a: HeldAct, b: HeldAct) -> float:
        if a.kind == b.kind:
            return 0.0
        known = a.kind and b.kind and frozenset((a.kind, b.kind)) not in self._alike
        return OTHER_KIND if known else UNSURE_KIND


def _other_task(a: HeldAct, b: HeldAct) -> bool:
    """True of two grants for two tasks, whoever gets them."""
    return a.kind == b.kind == "fund" and bool(a.task and b.task) and not a.task & b.task


def _enough(a: HeldAct, b: HeldAct) -> bool:
    """One telling word of both objects at least, and a second one in whatever place."""
    shared = a.telling & b.telling
    if not shared:
        return False
    if len(shared) > 1:
        return True
    return len((a.telling | frozenset(a.tail)) & (b.telling | frozenset(b.tail))) > 1


def _overlap(a: Worth, b: Worth) -> float:
    """The worth of what is shared, as a share of both acts."""
    same = sum((a.roots[root] + b.roots[root]) / 2 for root in sorted(a.roots.keys() & b.roots.keys()))
    same += sum((a.pairs[pair] + b.pairs[pair]) / 2 for pair in sorted(a.pairs.keys() & b.pairs.keys()))
    across = sum(a.roots[root] for root in sorted(a.roots.keys() & b.behind))
    across += sum(b.roots[root] for root in sorted(b.roots.keys() & a.behind))
    across += sum(a.pairs[pair] for pair in sorted(a.pairs.keys() & b.pairs_behind))
    across += sum(b.pairs[pair] for pair in sorted(b.pairs.keys() & a.pairs_behind))
    most, least = max(a.total, b.total), min(a.total, b.total)
    return (same + ACROSS * across) / (BALANCE * most + (1 - BALANCE) * least)


def _circumstances(a: RowFacts, b: RowFacts) -> float:
    score = SAME_LAW * bool(a.laws & b.laws)
    if a.amount is not None and b.amount is not None and a.amount != b.amount:
        score -= OTHER_MONEY
    if a.recommendations and b.recommendations:
        score += SAME_RECOMMENDATION if a.recommendations & b.recommendations else -OTHER_RECOMMENDATION
    return score
