"""Who has to act, and who else has a part in the act."""

from dataclasses import dataclass

from extract.detect import Before, Finding
from extract.sentence import Sentence
from extract.voice import GOVERNMENT, Voice
from extract.words import read_words
from models import Block

PASSIVE = ("thing", "programme", "none", "this")


@dataclass(frozen=True, slots=True)
class Roles:
    """Canonical names of those who lead, and of their partners."""

    lead: tuple[str, ...]
    partners: tuple[str, ...]


def read_roles(
    s: Sentence, finding: Finding, voice: Voice, block: Block, before: Before, speaks_for: str
) -> Roles:
    """Resolve the subject of a finding to bodies.

    Args:
        s: The sentence.
        finding: What was found in it.
        voice: Who "we" are in the document.
        block: Where the sentence stands.
        before: What the sentence before established.
        speaks_for: In a report, the body for which the politician quoted speaks; empty if unknown.
    """
    lead = _lead(s, finding, voice, block, before, speaks_for)
    partners = dict.fromkeys(
        m.name for m in s.mentions if m.public and m.kind != "government" and m.name not in lead
    )
    return Roles(lead, tuple(partners))


def _lead(
    s: Sentence, finding: Finding, voice: Voice, block: Block, before: Before, speaks_for: str
) -> tuple[str, ...]:
    clause = finding.clause
    if finding.agent >= 0:
        return (s.mentions[finding.agent].name,)
    if led := _led_by(s, finding):
        return led
    words = s.words[clause.start : clause.end]
    if clause.bodies:
        return tuple(
            dict.fromkeys(voice.government if name == GOVERNMENT else name for name in clause.bodies)
        )
    if clause.kind == "self":
        if words and words[-1] in ("he", "she") and speaks_for:
            return (speaks_for,)
        return (
            voice.departments(block)
            if any(w in ("departments", "department") for w in words)
            else voice.own(block)
        )
    if clause.kind == "none" and (named := _by_bodies(s, finding.end)):
        return named
    anaphoric = clause.kind == "this" or (
        bool(words) and words[0] in ("this", "these", "such", "it", "its", "their")
    )
    anaphoric = anaphoric or (words[:1] == ["the"] and len(words) <= 3 and words[-1] in read_words("groups"))
    if anaphoric and before.bodies:
        return before.bodies
    if finding.rule.settings.get("follows") and before.bodies:
        return before.bodies
    return voice.own(block)


def _led_by(s: Sentence, finding: Finding) -> tuple[str, ...]:
    """ "work is underway led by the Cabinet Office"."""
    if finding.clause.kind not in PASSIVE:
        return ()
    for k in range(finding.start, len(s.words) - 1):
        if s.words[k] in ("led", "overseen", "chaired") and s.words[k + 1] == "by":
            return _by_bodies(s, k + 1)
    return ()


def _by_bodies(s: Sentence, start: int) -> tuple[str, ...]:
    """Bodies behind the next "by", as far as they are joined."""
    by = next((k for k in range(start, len(s.words)) if s.words[k] == "by"), None)
    if by is None:
        return ()
    names: dict[str, None] = {}
    for k in range(by + 1, len(s.words)):
        if s.mention_at[k] >= 0:
            names[s.mentions[s.mention_at[k]].name] = None
        elif s.words[k] not in ("the", "and", ",", "&", "a"):
            break
    return tuple(names)
