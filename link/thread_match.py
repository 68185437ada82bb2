"""How far two acts promise the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from link.thread_index import HeldAct

ACROSS = 0.5  # worth of a word that is the act in one sentence and its purpose in the other
BALANCE = 0.5  # 0: the shorter act decides how much must be shared; 1: the longer one
BODY = 0.12  # both name the same body with a part in the act, and few others do
OTHER_KIND, UNSURE_KIND = 0.3, 0.06  # two kinds of act; kinds that may or may not speak of one another
BOTH_INSIDE = 0.05
SAME_LAW = 0.1
OTHER_MONEY = 0.15
SAME_DAYS = 0.08
SAME_RECOMMENDATION, OTHER_RECOMMENDATION = 0.08, 0.12
WITH_BODY, WITH_BODY_SHARE = 0.5, 0.4  # to work or stay in touch with the same person


@dataclass(slots=True)
class Facts:
    """What else speaks for or against two commitments promising the same.

    Attributes:
        site: The paragraph or list that it stands in.
        block: The block that it stands in.
        adds: True if it says that it is another thing than the last.
        bodies: Bodies that have to act.
        partners: Others with a part in the act.
        laws: Bills, Acts, codes and guidance named.
        recommendations: Recommendations answered.
        money: The amount; ``None`` if there is none.
        days: Last day that its time words name; ``None`` if none.
    """

    site: int
    block: int
    adds: bool
    bodies: frozenset[int]
    partners: frozenset[int]
    laws: frozenset[int]
    recommendations: frozenset[int]
    money: float | None
    days: date | None
