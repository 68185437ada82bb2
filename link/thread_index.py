"""Acts held in little memory, and which of them may promise the same as a new one."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from zlib import crc32

from link.thread_acts import Act

KEYS = 8  # rarest telling roots of an act by which it is kept and sought
HELD = 64  # acts kept under one root: one with more of them tells none, and the search stays quick
TRIED = 12  # acts that are compared with a new one

# A root of every second promise ("child" in an inquiry into child abuse) is worth the least, one of a
# single promise the most: the logarithm of how many promises there are for each that has it, less a
# cut that makes common words light.
CUT, LEAST = 0.7, 0.15

PLAIN = 0.25  # worth of a word of government and drafting
HELPER = 0.35  # worth of a word that only names who helps
STEP, LAST = 0.05, 0.35  # what a root loses with each place from the head of the act, and what it keeps at least


@dataclass(slots=True)
class HeldAct:
    """An act with its roots as numbers, and what they are worth.

    Attributes:
        row: Place of its commitment among all.
        kind: Kind of act.
        core: Roots in order.
        inside: True if the sentence promises it by the way.
        worth: Worth of each root of the core.
        pairs: Worth of each pair of roots that stand side by side, or with one between them.
        tail: Roots of purpose, means and manner.
        tail_pairs: Such pairs in the tail.
        telling: Roots of the core that are neither plain nor a helper's.
        total: Worth of the whole core.
    """

    row: int
    kind: str
    core: tuple[int, ...]
    inside: bool
    worth: dict[int, float]
    pairs: dict[tuple[int, int], float]
    tail: frozenset[int]
    tail_pairs: frozenset[tuple[int, int]]
    telling: frozenset[int]
    total: float


class ActIndex:
    """All acts met so far, by their rarest roots. One act takes some 150 bytes."""

    def __init__(self, kinds: Sequence[str], plain: frozenset[str]) -> None:
        """Start empty.

        Args:
            kinds: The kinds of act.
            plain: Roots that tell little.
        """
        self._kinds = ["", *kinds]
        self._plain = frozenset(map(number_of, plain))
        self._rows = array("I")
        self._marks = array("I")  # kind, and whether it stands inside
        self._helpers = array("I")  # one bit for each root of the core
        self._roots = array("I")
        self._starts = array("Q", [0])  # of core and tail in turn
        self._by_root: dict[int, array[int]] = {}
        self._count: Counter[int] = Counter()
        self._promises = 0

    def __len__(self) -> int:
        return len(self._rows)

    def count(self, acts: Sequence[Act]) -> None:
        """Take one commitment's words into account."""
        self._promises += 1
        self._count.update({number_of(root) for act in acts for root in (*act.core, *act.tail)})

    def add(self, row: int, act: Act) -> int:
        """Keep an act of a commitment; gives its number."""
        core = [number_of(root) for root in act.core]
        self._rows.append(row)
        self._marks.append(self._kinds.index(act.kind) * 2 + act.inside)
        self._helpers.append(sum(1 << place for place, root in enumerate(act.core) if root in act.helpers))
        for roots in (core, [number_of(root) for root in act.tail]):
            self._roots.extend(roots)
            self._starts.append(len(self._roots))
        for root in self._keys(core, self._helpers[-1]):
            held = self._by_root.setdefault(root, array("I"))
            if len(held) < HELD:
                held.append(len(self._rows) - 1)
        return len(self._rows) - 1

    def row_of(self, number: int) -> int:
        """The commitment that an act belongs to."""
        return self._rows[number]

    def find(self, act: HeldAct, number: int) -> list[int]:
        """Acts before ``number`` that share the rarest words with this act, likeliest first."""
        shared: dict[int, float] = defaultdict(float)
        for root in nlargest(KEYS, act.telling, key=lambda r: (self.worth_of(r), r)):
            worth = self.worth_of(root)
            for other in self._by_root.get(root, ()):
                if other < number:
                    shared[other] += worth
        return nlargest(TRIED, shared, key=lambda other: (shared[other], -other))

    def load(self, number: int) -> HeldAct:
        """An act with what its words are worth by now."""
        start, middle, end = self._starts[2 * number : 2 * number + 3]
        core, tail = tuple(self._roots[start:middle]), tuple(self._roots[middle:end])
        helpers = {root for place, root in enumerate(core) if self._helpers[number] >> place & 1}
        kind, inside = divmod(self._marks[number], 2)
        worth: dict[int, float] = {}
        for place, root in enumerate(dict.fromkeys(core)):
            share = max(LAST, 1 - STEP * place) * (HELPER if root in helpers else 1)
            worth[root] = self.worth_of(root) * share
        pairs = {pair: self._worth_of_pair(pair, worth) for pair in _pairs(core)}
        side = sum(pairs.get(pair, 0.0) for pair in zip(core, core[1:], strict=False))
        return HeldAct(
            row=self._rows[number],
            kind=self._kinds[kind],
            core=core,
            inside=bool(inside),
            worth=worth,
            pairs=pairs,
            tail=frozenset(tail) - set(core),
            tail_pairs=frozenset(_pairs(tail)),
            telling=frozenset(core) - self._plain - helpers,
            total=sum(worth.values()) + side,
        )

    def worth_of(self, root: int) -> float:
        """What a root tells, by how few promises have it."""
        rarity = max(LEAST, log((self._promises + 1) / (self._count[root] + 0.5)) - CUT)
        return rarity * (PLAIN if root in self._plain else 1)

    def is_plain(self, root: int) -> bool:
        """True of a root that tells little wherever it stands."""
        return root in self._plain

    def _worth_of_pair(self, pair: tuple[int, int], worth: dict[int, float]) -> float:
        return PAIR * min(worth[pair[0]], worth[pair[1]]) if pair[0] != pair[1] else 0.0

    def _keys(self, core: Sequence[int], helpers: int) -> list[int]:
        telling = {r for place, r in enumerate(core) if r not in self._plain and not helpers >> place & 1}
        return nlargest(KEYS, telling, key=lambda r: (self.worth_of(r), r))


PAIR = 0.6  # worth of two roots side by side, as a share of the lesser


def number_of(text: str) -> int:
    """A text as a number of 32 bits, the same in every run."""
    return crc32(text.encode())


def _pairs(roots: Sequence[int]) -> list[tuple[int, int]]:
    return [*zip(roots, roots[1:], strict=False), *zip(roots, roots[2:], strict=False)]
