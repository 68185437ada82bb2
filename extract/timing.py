"""Which of a sentence's time words says when the act is due."""

from collections.abc import Sequence
from datetime import date

from extract.sentence import Sentence
from extract.words import read_words
from models import Stance, Timing

DATED = ("by", "before", "in", "on", "until")


def choose_timing(
    timings: Sequence[Timing],
    stance: Stance,
    written: date | None,
    act_from: int,
    aside: Sequence[tuple[int, int]],
) -> Timing | None:
    """The words that time the act, or ``None``.

    Args:
        timings: All time expressions of the sentence.
        stance: For an act already done only an act still to come is timed.
        written: When the document was written.
        act_from: Character at which the act begins; for a delivered act, that of the act asked for.
        aside: Character spans of subjects, relative clauses and brackets, whose dates time something else.
    """
    if stance == "delivered":
        timings = [t for t in timings if t.start >= act_from >= 0]
    open_ones = [t for t in timings if _still_open(t, written)]
    if stance == "delivered":
        open_ones = [t for t in open_ones if t.date_to]
    own = [t for t in open_ones if not any(start <= t.start < end for start, end in aside)]
    ranked = sorted(own or open_ones, key=_rank)
    return ranked[0] if ranked else None


def _still_open(timing: Timing, written: date | None) -> bool:
    """Neither "today" nor a time that had passed when the document was written is a deadline."""
    if timing.date_to is None or written is None:
        return True
    if timing.relation in ("from", "after"):
        return timing.date_to >= written or timing.date_to.year == written.year
    return timing.date_to > written


def _rank(timing: Timing) -> tuple[int, int]:
    if timing.relation in DATED:
        return 0, timing.start
    return {"from": 1, "after": 1, "event": 2, "vague": 3}[timing.relation], timing.start


def hanging_spans(sentence: Sentence, offsets: Sequence[int], length: int) -> list[tuple[int, int]]:
    """Character spans of relative clauses and brackets."""
    spans: list[tuple[int, int]] = []
    relatives = ("which", "who", "whose", "where")
    for k, word in enumerate(sentence.words):
        if word in relatives and k:
            end = next(
                (m for m in range(k + 1, len(sentence.words)) if sentence.words[m] in (",", ";", "–")), None
            )
            spans.append((offsets[k], offsets[end] if end is not None else length))
        elif (
            word == "that"
            and k
            and sentence.words[k - 1] not in read_words("auxiliaries")
            and _relative(sentence, k)
        ):
            spans.append((offsets[k], length))
        elif word == "(":
            end = next((m for m in range(k + 1, len(sentence.words)) if sentence.words[m] == ")"), None)
            spans.append((offsets[k], offsets[end] if end is not None else length))
    return spans


def _relative(sentence: Sentence, k: int) -> bool:
    """ "a paper that will set out": a noun before, a verb behind."""
    behind = sentence.words[k + 1] if k + 1 < len(sentence.words) else ""
    return behind in read_words("auxiliaries")
