"""Acts held in little memory, and which of them may promise the same as a new one."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log
from zlib import crc32

from link.thread_acts import LONGEST, Act

KEPT = 5  # rarest telling roots of an act under which it is kept
SOUGHT = 8  # and by which it is sought
HELD = 32  # acts kept under one root: one with more of them tells none, and the search stays quick
TRIED = 8  # acts that are compared with a new one

# A root of every second promise ("child", in an inquiry into child abuse) is worth the least, one of a
# single promise the most: the logarithm of how many promises there are for each that has it, less a
# cut that makes common words light. The shares below were set on the pairs of tests/gold/threads.jsonl;
# `pytest tests/test_threads_gold.py` measures them again.
CUT, LEAST = 0.5, 0.15
PLAIN = 0.25  # share of a word of government and drafting
HELPER = 0.35  # share of a word that only names who helps
STEP, LAST = 0.05, 0.35  # what a root loses with each place from the head of the act, and what it keeps
PAIR = 0.6  # worth of two roots side by side, as a share of the lesser
TAIL = 0.1  # share of words of purpose and manner in what an act is worth

SHARES = [max(LAST, 1 - STEP * place) for place in range(LONGEST + 1)]
NONE: frozenset[int] = frozenset()

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HeldAct:
    """An act with its roots as numbers.

    Attributes:
        number: Number of the act.
        row: Place of its commitment among all.
        kind: Kind of act.
        inside: True if the sentence promises it by the way.
        core: Roots of what is done, in order.
        tail: Roots of purpose, means and manner, in order.
        helpers: Roots of the core that only name who helps.
        telling: Roots of its object that are neither plain nor a helper's.
        task: Roots of the tail that are not plain.
    """

    number: int
    row: int
    kind: str
    inside: bool
    core: list[int]
    tail: list[int]
    helpers: frozenset[int]
    telling: frozenset[int]
    task: frozenset[int]


@dataclass(frozen=True, slots=True)
class Worth:
    """What the roots of an act are worth by now.

    Attributes:
        roots: Worth of each root of the core.
        pairs: Worth of each pair of its roots that stand side by side, or with one between them.
        behind: Roots of the tail that are not in the core.
        pairs_behind: Pairs of the tail.
        total: Worth of the whole.
    """

    roots: dict[int, float]
    pairs: dict[Pair, float]
    behind: frozenset[int]
    pairs_behind: frozenset[Pair]
    total: float


class ActIndex:
    """All acts met so far, under their rarest roots."""

    def __init__(self, kinds: Sequence[str], plain: frozenset[str]) -> None:
        """Start empty.

        Args:
            kinds: The kinds of act.
            plain: Roots that tell little.
        """
        self._kinds = ["", *kinds]
        self._plain = frozenset(map(number_of, plain))
        self._rows = array("I")
        self._marks = array("B")  # kind, and whether it stands inside
        self._helpers = array("I")  # one bit for each root of the core
        self._roots = array("I")
        self._starts = array("I", [0])  # of core and tail in turn
        self._by_root: dict[int, array[int]] = {}
        self._count: Counter[int] = Counter()
        self._promises = 0

    def __len__(self) -> int:
        return len(self._rows)

    def count(self, acts: Sequence[Act]) -> None:
        """Take the words of one commitment into account."""
        self._promises += 1
        self._count.update({number_of(root) for act in acts for root in (*act.core, *act.tail)})

    def add(self, row: int, act: Act, found: bool = True) -> HeldAct:
        """Keep an act of a commitment; unless it is to be ``found``, it only looks for others."""
        number = len(self)
        self._rows.append(row)
        self._marks.append(self._kinds.index(act.kind) * 2 + act.inside)
        self._helpers.append(sum(1 << place for place, root in enumerate(act.core) if root in act.helpers))
        for roots in (act.core, act.tail):
            self._roots.extend(map(number_of, roots))
            self._starts.append(len(self._roots))
        held = self.load(number)
        for root in self._keys(held)[:KEPT] if found else ():
            same = self._by_root.setdefault(root, array("I"))
            if len(same) < HELD:
                same.append(number)
        return held

    def find(self, act: HeldAct) -> list[HeldAct]:
        """Acts of earlier commitments that share the rarest words with this one, likeliest first."""
        shared: dict[int, float] = defaultdict(float)
        for root in self._keys(act):
            worth = self.worth_of(root)
            for other in self._by_root.get(root, ()):
                if self._rows[other] < act.row:
                    shared[other] += worth
        return [self.load(other) for other in nlargest(TRIED, shared, key=lambda n: (shared[n], -n))]

    def load(self, number: int) -> HeldAct:
        """An act that was kept."""
        start, middle, end = self._starts[2 * number : 2 * number + 3]
        core, tail = self._roots[start:middle].tolist(), self._roots[middle:end].tolist()
        bits = self._helpers[number]
        helpers = frozenset(root for place, root in enumerate(core) if bits >> place & 1) if bits else NONE
        kind, inside = divmod(self._marks[number], 2)
        return HeldAct(
            number=number,
            row=self._rows[number],
            kind=self._kinds[kind],
            inside=bool(inside),
            core=core,
            tail=tail,
            helpers=helpers,
            telling=frozenset(core[bool(kind) :]) - self._plain - helpers,
            task=frozenset(tail) - self._plain,
        )

    def weigh(self, act: HeldAct) -> Worth:
        """What the words of an act are worth by now.

        Words near its head name its object; those farther off only describe it.
        """
        roots = {
            root: self.worth_of(root) * SHARES[place] * (HELPER if root in act.helpers else 1)
            for place, root in enumerate(dict.fromkeys(act.core))
        }
        pairs = {pair: PAIR * min(roots[pair[0]], roots[pair[1]]) for pair in _pairs(act.core)}
        behind = frozenset(act.tail) - roots.keys()
        beside = sum(pairs.get(pair, 0.0) for pair in pairwise(act.core))
        after = TAIL * sum(self.worth_of(root) for root in sorted(behind))
        return Worth(roots, pairs, behind, frozenset(_pairs(act.tail)), sum(roots.values()) + beside + after)

    def worth_of(self, root: int) -> float:
        """What a root tells, by how few promises have it."""
        rarity = max(LEAST, log((self._promises + 1) / (self._count[root] + 0.5)) - CUT)
        return rarity * PLAIN if root in self._plain else rarity

    def acts_of(self, row: int) -> list[int]:
        """Numbers of the acts of one commitment."""
        first = bisect_left(self._rows, row)
        return list(range(first, bisect_right(self._rows, row, lo=first)))

    def row_of(self, number: int) -> int:
        """The commitment that an act belongs to."""
        return self._rows[number]

    def _keys(self, act: HeldAct) -> list[int]:
        """The rarest telling roots; for keeping in touch, those of the person as well."""
        roots = act.core if act.kind == "engage" else act.telling
        return nlargest(SOUGHT, set(roots), key=lambda root: (self.worth_of(root), root))


def number_of(text: str) -> int:
    """A text as a number of 32 bits, the same in every run."""
    return crc32(text.encode())


def _pairs(roots: list[int]) -> list[Pair]:
    """Pairs of different roots side by side, or with one between them."""
    near = (*pairwise(roots), *zip(roots, roots[2:], strict=False))
    return [pair for pair in near if pair[0] != pair[1]]
