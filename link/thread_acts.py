"""The acts of a commitment: what kind each is and what it is done to, without actor, time and purpose."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from link.thread_names import LETTERS, Names
from link.thread_words import ActWords, root_of, roots_of
from models import Commitment

LONGEST = 24  # roots of an act; behind them a sentence only goes on
BEHIND = 12  # roots of its purpose
TELLING = 3  # telling roots that make an act of its own among others
OBJECT = 2  # telling roots before an act can end
AMOUNT = " funding "  # stands for a sum: sums move, and to provide one is to fund
INSIDE = 6  # characters before an act can be one inside a sentence


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a commitment.

    Attributes:
        kind: Kind of act as ``threads.toml`` names it; empty if unknown.
        core: Roots of what is done and what it is done to, in the order of the words.
        tail: Roots of its purpose, means and manner.
        helpers: Roots of the core that only name bodies with a part in the act.
        inside: True if the sentence promises it by the way.
    """

    kind: str
    core: tuple[str, ...]
    tail: tuple[str, ...]
    helpers: frozenset[str]
    inside: bool


class ActReader:
    """Reads the acts of commitments."""

    def __init__(self, words: ActWords, names: Names) -> None:
        self._words = words
        self._names = names
        self._idle = words.roots["skipped"] - words.roots["papers"]
        self._dull = words.roots["plain"] | self._idle

    def read(self, commitment: Commitment) -> list[Act]:
        """The acts in the order of the sentence; its main act first."""
        subject, predicate = self._parts(commitment)
        helpers = self._helpers(commitment)
        acts = []
        for place, chunk in enumerate(self._chunks(predicate)):
            acts.append(self._act(chunk, helpers, subject if place == 0 else ""))
        if acts and self._telling(acts[0].core) < TELLING and commitment.section:
            heading = roots_of(self._names.fold(commitment.section[-1]))
            acts[0] = replace(acts[0], tail=(*acts[0].tail, *heading))
        if acts and acts[0].kind not in self._words.kinds["by_themselves"]:
            acts += [self._act(text, helpers, inside=True) for text in self._inside(predicate)]
        return [act for act in acts if act.core and not (act.inside and self._telling(act.core) < OBJECT)]

    def _parts(self, commitment: Commitment) -> tuple[str, str]:
        """The words from the trigger on, and those before it where they hold the object.

        They do in a passive, and where the predicate only takes up what was said: "and will complete this".
        """
        cues = self._words.cues
        text = self._plain_text(commitment)
        trigger = self._names.fold(commitment.trigger)
        at = max(text.find(trigger), 0)
        predicate = cues["reporting-frame"].pattern.sub("", text[at:])
        thin = self._telling(roots_of(predicate)) < OBJECT
        if thin or cues["passive"].pattern.search(trigger):
            return text[:at].rpartition(" that ")[2], predicate
        with_whom = cues["with-whom"].pattern.match(predicate)
        return "", predicate[with_whom.end() :] if with_whom else predicate

    def _plain_text(self, commitment: Commitment) -> str:
        """The sentence without its time, condition, amount, exceptions and the law by which it is done."""
        text = self._names.fold(commitment.quote)
        when = commitment.timing.text if commitment.timing else ""
        for words, instead in ((when, " "), (commitment.condition, " "), (commitment.money, AMOUNT)):
            if words:
                text = text.replace(self._names.fold(words), instead, 1)
        text = self._words.cues["left-out"].pattern.sub("", text)
        for cue in ("by-law", "years"):
            text = self._words.cues[cue].pattern.sub(" ", text)
        return text

    def _helpers(self, commitment: Commitment) -> frozenset[str]:
        bodies = " ".join((*commitment.responsible_bodies, *commitment.partner_bodies))
        initials = " ".join(found[0] for found in LETTERS.finditer(commitment.quote) if len(found[0]) > 2)
        return frozenset(roots_of(self._names.fold(bodies))) | frozenset(roots_of(initials))

    def _chunks(self, predicate: str) -> list[str]:
        """The predicate cut where a further act opens: "publish a plan | and establish a board"."""
        running = self._words.head(predicate)[1].endswith("ing")
        starts = [0]
        for found in self._words.cues["next-act"].pattern.finditer(predicate):
            word = found["word"].lower()
            gerund = word.endswith("ing")
            listed = gerund == running and not word.endswith(("ed", "s"))
            trailing = gerund and (len(starts) > 1 or not found[0].startswith(" and "))
            if self._opens_act(word, found[0]) and (listed or trailing):
                starts.append(found.start() + 1)
        pieces = [predicate[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
        return self._joined(pieces)

    def _opens_act(self, word: str, before: str) -> bool:
        if not self._words.kind(word) or (word in self._words.kind_of_noun and not word.endswith("ing")):
            return False
        return before.strip() in (";", "-", "–", "; and") or not self._is_noun_too(word)

    def _is_noun_too(self, word: str) -> bool:
        return not self._words.roots["nouns_too"].isdisjoint(roots_of(word))

    def _joined(self, pieces: list[str]) -> list[str]:
        """A piece that tells too little goes with the one before; at the head it only opens the next."""
        whole: list[str] = []
        for piece in pieces:
            if whole and self._telling(roots_of(piece)) < TELLING:
                whole[-1] += piece
            elif whole and self._telling(roots_of(whole[-1])) < TELLING:
                whole[-1] = piece
            else:
                whole.append(piece)
        return whole

    def _inside(self, predicate: str) -> Iterator[str]:
        """Acts promised in the middle: "through measures to introduce a register"."""
        for found in self._words.cues["act-inside"].pattern.finditer(predicate):
            word = found["word"].lower()
            noun = word in self._words.kind_of_noun
            if found.start() <= INSIDE or self._words.kind(word) not in self._words.kinds["inside"]:
                continue
            plain_for = found[0].startswith("for ") and not found["det"] and not word.endswith("ing")
            lesser = not noun and (found["det"] or not self._words.roots["lesser"].isdisjoint(roots_of(word)))
            if not plain_for and not lesser:
                yield predicate[found.start("word") :]

    def _act(self, text: str, helpers: frozenset[str], subject: str = "", inside: bool = False) -> Act:
        kind, head = self._words.head(text)
        end, after = self._end(text, subject, kind)
        core = [root for root in roots_of(f"{subject} {text[:end]}") if root not in self._idle][:LONGEST]
        if kind and root_of(head) in core:
            core.remove(root_of(head))
            core.insert(0, root_of(head))
        tail = [root for root in roots_of(text[after:]) if root not in self._idle][:BEHIND]
        if kind not in self._words.kinds["with_bodies"]:
            helpers = frozenset()
        return Act(kind, tuple(core), tuple(tail), helpers.intersection(core), inside)

    def _end(self, text: str, subject: str, kind: str) -> tuple[int, int]:
        """Where the act ends, and where the words behind it go on."""
        if kind in self._words.kinds["whole"]:
            task = self._task(text) if kind == "fund" else None
            return task or (len(text), len(text))
        for found in self._words.cues["act-ends"].pattern.finditer(text):
            if self._telling(roots_of(f"{subject} {text[: found.start()]}")) >= OBJECT:
                return found.start(), found.end()
        return len(text), len(text)

    def _task(self, text: str) -> tuple[int, int] | None:
        """Where a grant's task begins: "fund the centre | to train staff"."""
        for found in self._words.cues["act-inside"].pattern.finditer(text):
            if found[0].startswith("to ") and not found["det"] and self._words.kind(found["word"].lower()):
                return found.start(), found.start("word")
        return None

    def _telling(self, roots: tuple[str, ...] | list[str]) -> int:
        return sum(root not in self._dull for root in roots)
