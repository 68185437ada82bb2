"""Which rule finds a commitment in a sentence, and with which subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.clauses import Clause, Level, read_clause, read_level
from extract.lexicon import read_verbs
from extract.rules import Match, Rule, RuleMatcher, read_rules
from extract.sentence import SUBJECT_PRONOUNS, Sentence
from extract.subjects import SubjectKind
from extract.words import read_words
from models import Stance

RULES = Path(__file__).with_name("undertakings.toml")
KEYS = (
    "stance", "subjects", "verbs", "not_verbs", "verb", "adjacent",
    "follows", "lead_in", "own_subject", "passive", "past", "levels",
)  # fmt: skip
# Of several predicates of one sentence, the reader is told of the refusal that opens it, else of what is
# still to come, else of the first.
FORWARD = frozenset(("committed",))


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's match that holds as a commitment.

    Attributes:
        rule: The rule.
        start: First token of the match.
        end: One past the last token of the match.
        clause: Its subject and level.
        stance: The rule's stance.
        verb: Token of the verb that counts; the last of the match.
        agent: Mention index of "by ..." behind a passive; -1 if none.
    """

    rule: Rule
    start: int
    end: int
    clause: Clause
    stance: Stance
    verb: int
    agent: int = -1


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentence before established in the same block.

    Attributes:
        found: True when it was a commitment.
        kind: Kind of its subject.
        bodies: Who leads in it.
    named: All bodies that it names.
    """

    found: bool = False
    kind: SubjectKind = "none"
    bodies: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Detector:
    """Finds commitments in tokenized sentences."""

    def __init__(self, vocab: Vocab) -> None:
        """Compile the rules on ``vocab``."""
        self.matcher = RuleMatcher(vocab, read_rules(RULES, KEYS))

    def match(self, doc: Doc) -> list[Match]:
        """Where the rules' patterns stand in a tokenized sentence; most sentences of a report have none."""
        return self.matcher.find(doc)

    def find(
        self, matches: Sequence[Match], sentence: Sentence, before: Before, lead_in: bool = False
    ) -> list[Finding]:
        """Those matches that hold as a commitment, in the order of the words.

        Args:
            matches: Where patterns stand in the sentence.
            sentence: The sentence with its bodies.
            before: What the sentence before established.
            lead_in: True when a list hangs on the sentence.
        """
        found: list[Finding] = []
        taken = -1
        for match in matches:
            if match.start < taken:
                continue
            finding = self._judge(match, sentence, before, found, lead_in)
            if finding:
                found.append(finding)
                taken = match.end - 1
        return found

    def _judge(
        self, match: Match, s: Sentence, before: Before, found: Sequence[Finding], lead_in: bool
    ) -> Finding | None:
        rule = self.matcher.rules[match.rule]
        settings = rule.settings
        if (settings.get("lead_in") and not lead_in) or (settings.get("follows") and not before.found):
            return None
        clause = _clause(match, s, before, found, settings)
        if clause is None or _guessed(s, match) or not _subject_counts(s, match, clause, settings):
            return None
        if settings.get("verb", 1) and not _verb_counts(s.words[match.end - 1], settings):
            return None
        agent, outside = _agent(s, match.end) if settings.get("passive") else (-1, False)
        if outside:
            return None
        stance = cast(Stance, settings["stance"])
        return Finding(rule, match.start, match.end, clause, stance, match.end - 1, agent)


def _clause(
    match: Match, s: Sentence, before: Before, found: Sequence[Finding], settings: Mapping[str, Any]
) -> Clause | None:
    """The clause of a match, if it is one of which the rule may hold."""
    own = settings.get("own_subject")
    clause = _clause_of_pattern(s, match.start) if own else _whole_clause(s, match.start, before, found)
    if clause.level not in settings.get("levels", _levels(settings["stance"])):
        return None
    if clause.said_by < 0:
        return clause
    speaker = _speaker(s, clause.said_by)
    return _with_speaker(s, clause, speaker) if _may_speak(s, speaker, clause) else None


def _clause_of_pattern(s: Sentence, start: int) -> Clause:
    """The clause of a pattern that holds its own subject."""
    first = start
    while first and s.words[first - 1] in read_words("determiners"):
        first -= 1
    level, said_by = read_level(s, first)
    return Clause("none", level, start, start, said_by=said_by)


def _levels(stance: Stance) -> tuple[Level, ...]:
    """What is only thought is no act, but a refusal may be put so ("we believe it is not needed")."""
    return ("main", "said", "thought") if stance == "declined" else ("main", "said")


def _subject_counts(s: Sentence, match: Match, clause: Clause, settings: Mapping[str, Any]) -> bool:
    """Is the subject one of the rule's, and do subject and verb agree?"""
    backshifted = s.words[match.start] in ("would", "had", "was", "were") and not settings.get("past")
    if backshifted and not (s.press or clause.level == "said"):
        return False
    if "none" not in settings["subjects"] and clause.kind not in settings["subjects"]:
        return False
    return not settings.get("adjacent") or (clause.near and _agrees(s, clause, match.end - 1))


def _agrees(s: Sentence, clause: Clause, verb: int) -> bool:
    """Is the word in the simple present or past the subject's verb, and not a noun ("Home Office review")?"""
    plural = s.words[clause.end - 1] in ("i", "we", "they", "police") or s.words[clause.end - 1].endswith("s")
    bare = read_verbs().forms.get(s.words[verb], frozenset()) == {"base"}
    return s.shapes[verb].islower() and (plural or not bare)


def choose(findings: Sequence[Finding]) -> Finding | None:
    """The finding that gives the sentence its stance."""
    if not findings or findings[0].stance == "declined":
        return findings[0] if findings else None
    saying = {f.clause.said_by for f in findings}
    told = [f for f in findings if f.verb not in saying] or list(findings)
    return next(
        (f for f in told if f.stance in FORWARD or (f.stance == "declined" and f is told[0])), told[0]
    )


def _guessed(s: Sentence, match: Match) -> bool:
    """Is it a guess, or a complaint that too little was done?"""
    hedges, belittlers = read_words("hedges"), read_words("belittlers")
    if any(s.words[k] in belittlers for k in range(max(0, match.start - 2), match.start)):
        return True
    return any(s.words[k] in hedges for k in range(max(0, match.start - 1), match.end))


def _whole_clause(s: Sentence, at: int, before: Before, found: Sequence[Finding]) -> Clause:
    """The clause with a shared subject supplied, and pronouns for a body read as the body."""
    clause = read_clause(s, at)
    if clause.shared:
        earlier = found[-1].clause if found else _first_subject(s, at)
        if earlier:
            clause = replace(earlier, shared=True, near=False)
    if clause.kind == "this" and before.kind == "body":
        return replace(clause, kind="body", bodies=before.bodies)
    if clause.kind == "programme" and (name := _named_before(s, clause, before)):
        return replace(clause, kind="body", bodies=(name,))
    return clause


def _named_before(s: Sentence, clause: Clause, before: Before) -> str:
    """ "This new policing centre": the body of the sentence before that is a centre."""
    words = s.words[clause.start : clause.end]
    if words[0] not in ("this", "the", "these", "such") or any(
        word in read_words("prepositions") for word in words
    ):
        return ""
    return next(
        (
            name
            for name in reversed(before.named)
            if name.lower().split()[-1] == words[-1] or f"{words[-1]} " in name.lower()
        ),
        "",
    )


def _first_subject(s: Sentence, at: int) -> Clause | None:
    """The subject of the sentence's first finite verb, for "X recognises this and will act"."""
    verbs, adverbs, auxiliaries = read_verbs(), read_words("adverbs"), read_words("auxiliaries")
    for k in range(1, at):
        auxiliary = s.words[k] in auxiliaries
        finite = auxiliary or verbs.forms.get(s.words[k], frozenset()) & {"does", "past", "base"}
        m = k - 1
        while m > 0 and s.words[m] in adverbs:
            m -= 1
        if finite and (auxiliary or s.words[m] in (*SUBJECT_PRONOUNS, "this") or s.mention_at[m] >= 0):
            clause = read_clause(s, k)
            if clause.level != "hanging" and clause.kind != "none":
                return clause
    return None


def _speaker(s: Sentence, said_by: int) -> Clause | None:
    """The clause of whoever says, announces or intends."""
    k = said_by
    passed = read_words("auxiliaries") | read_words("adverbs") | {"pleased", "to", "able", "delighted", "set"}
    while k and s.words[k - 1] in passed:
        k -= 1
    speaker = read_clause(s, k)
    return _first_subject(s, k) if speaker.shared else speaker


def _with_speaker(s: Sentence, clause: Clause, speaker: Clause | None) -> Clause:
    """ "Ofcom said it would consult", "a Home Office source said that a summary would be published"."""
    if speaker is None or speaker.kind not in ("self", "body"):
        return clause
    first_person = s.words[speaker.end - 1] in ("i", "we")
    if s.words[clause.end - 1] in ("it", "they") and not first_person:
        return replace(clause, kind=speaker.kind, bodies=speaker.bodies)
    if s.press and clause.kind in ("thing", "programme") and not clause.bodies:
        return replace(clause, bodies=speaker.bodies)
    return clause


def _may_speak(s: Sentence, speaker: Clause | None, clause: Clause) -> bool:
    """Is it government that speaks, or a reporter's unknown speaker who says what government will do?"""
    if speaker is None:
        return False
    if speaker.kind in ("self", "body"):
        return True
    named = speaker.kind == "thing" and s.shapes[speaker.end - 1][:1].isupper()
    return s.press and named and clause.kind in ("self", "body") and bool(clause.bodies)


def _verb_counts(word: str, settings: Mapping[str, Any]) -> bool:
    classes = read_verbs().classes.get(word, frozenset()) or frozenset(("other",))
    wanted = settings.get("verbs")
    never = classes & set(settings.get("not_verbs", ())) and not classes & {"act", "effort", "programme"}
    return not never and (wanted is None or bool(classes & set(wanted)))


def _agent(s: Sentence, end: int) -> tuple[int, bool]:
    """The body behind "by" after a passive, and whether somebody outside government acts."""
    for k in range(end, min(end + 25, len(s.words) - 1)):
        if s.words[k] in (";", ":") or s.words[k] in read_words("subordinators"):
            break
        if s.words[k] == "by" and not s.words[k + 1].endswith("ing"):
            for m in range(k + 1, min(k + 7, len(s.words))):
                if s.mention_at[m] >= 0:
                    mention = s.mentions[s.mention_at[m]]
                    return (s.mention_at[m], False) if mention.public else (-1, True)
                if s.words[m] in read_words("outsiders") or s.words[m] == "coroners":
                    return -1, True
            break
    return -1, False
