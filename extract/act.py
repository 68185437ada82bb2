"""The act that a sentence promises: its words, its stance, and whether it could be checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.detect import Finding
from extract.lexicon import read_verbs
from extract.lists import Frame
from extract.roles import Roles
from extract.sentence import Sentence
from extract.words import read_words
from models import Stance, Timing

# Of these an item only says that something will be found out.
FINDING_OUT = ("whether", "if")


@dataclass(frozen=True, slots=True)
class Act:
    """An act with who does it.

    Attributes:
        finding: The finding that promises it: the unit's own, or its lead-in's.
        roles: Who acts.
        stance: What the words say of it.
        verb: Token of the verb that says what is done; -1 if the item has none.
        frame: The lead-in's frame, when the item hangs on it.
    """

    finding: Finding
    roles: Roles
    stance: Stance
    verb: int
    frame: Frame | None

    def action(self, text: str, offsets: Sequence[int], timing: Timing | None) -> str:
        """What is to be done, in the source's words, without the actor and the time."""
        start = 0 if self.frame else offsets[max(self.verb, 0)]
        words = text[start:]
        if timing and timing.start >= start and text[timing.start : timing.end] == timing.text:
            words = text[start : timing.start].rstrip() + text[timing.end :]
        return re.sub(r"\s*,(?=\s*,)", "", words).strip(" .;:,")

    def specificity(
        self, s: Sentence, timing: Timing | None, amount: float | None
    ) -> Literal["specific", "general"]:
        """``specific`` if an outsider could check the act."""
        if self.stance == "declined" or amount is not None or (timing and timing.date_to):
            return "specific"
        classes = _classes(s, self.verb)
        if self.stance == "considering" or (classes and not classes & {"act", "programme", "done"}):
            return "general"
        return "specific" if classes & {"act", "done"} or self.verb < 0 or not classes else "general"

    def missing(self, s: Sentence, timing: Timing | None, amount: float | None) -> tuple[str, ...]:
        """Which of owner, date and measure an auditor would miss."""
        gaps = [] if self.roles.lead else ["owner"]
        if self.stance not in ("delivered", "declined") and not (timing and timing.date_to):
            gaps.append("date")
        if self.specificity(s, timing, amount) == "general":
            gaps.append("measure")
        return tuple(gaps)

    def trigger(self, text: str, offsets: Sequence[int]) -> str:
        """The words that the rule matched, in the unit or in the sentence it hangs on."""
        if self.frame is not None:
            return self.frame.trigger
        return words_of_rule(self.finding, text, offsets)


def words_of_rule(finding: Finding, text: str, offsets: Sequence[int]) -> str:
    """The words that a finding's rule matched in ``text``."""
    end = offsets[finding.end] if finding.end < len(offsets) else len(text)
    return text[offsets[finding.start] : end].strip()


def read_act(s: Sentence, finding: Finding, roles: Roles, frame: Frame | None) -> Act:
    """The act of a unit by its own finding, or by its lead-in's ``frame``."""
    verb = _content_verb(s, 0, 5) if frame else _act_begins(s, finding)
    stance: Stance = frame.stance if frame else finding.stance
    if frame and _only_thinks(s, verb):
        stance = "considering"
    return Act(finding, roles, stance, verb, frame)


def _act_begins(s: Sentence, finding: Finding) -> int:
    """Behind "committed to" comes the act; else it begins with the verb that the rule ends in or holds."""
    if finding.rule.settings.get("verb", 1):
        return _content_verb(s, finding.verb, len(s.words))
    if s.words[finding.verb] in ("to", "that"):
        return min(finding.verb + 1, len(s.words) - 1)
    bare = read_words("auxiliaries") | read_words("adverbs") | {"there", "not", "n't", "it"}
    held = (k for k in range(finding.start, finding.end) if s.words[k] not in bare)
    return next(held, min(finding.end, len(s.words) - 1))


def _content_verb(s: Sentence, start: int, reach: int) -> int:
    """The first verb from ``start`` that says what is done, past "continue to", "seek to", "be"."""
    passing = {
        "continue",
        "continuing",
        "be",
        "to",
        "seek",
        "committed",
        "commit",
        "agreed",
        "begin",
        "able",
        "also",
    }
    for k in range(start, min(start + reach, len(s.words))):
        if s.words[k] in passing or s.words[k] in read_words("adverbs"):
            continue
        if read_verbs().forms.get(s.words[k], frozenset()) - {"does"}:
            return k
        if k > start + 6:
            break
    return start if reach > 5 else -1


def _classes(s: Sentence, verb: int) -> frozenset[str]:
    return read_verbs().classes.get(s.words[verb], frozenset()) if verb >= 0 else frozenset()


def _only_thinks(s: Sentence, verb: int) -> bool:
    classes = _classes(s, verb)
    if "consider" in classes:
        return True
    behind = s.words[verb + 1] if 0 <= verb < len(s.words) - 1 else ""
    return behind in FINDING_OUT
