"""What a list item takes from the sentence it hangs on: subject, stance, date and condition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.clauses import read_clause
from extract.detect import Finding
from extract.lexicon import is_doing, read_verbs
from extract.sentence import Sentence
from extract.words import read_words
from models import Stance, Timing

ItemForm = Literal["doing", "do", "name", "sentence"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a lead-in promises for its items.

    Attributes:
        finding: The finding that the list goes on from.
        stance: The stance of the items.
        bodies: Who acts.
        timing: When, if the lead-in says so.
        condition: On what condition; empty if none.
        speaker: Whose words they are; empty if unknown.
        reported: True when a reporter paraphrases.
        trigger: The words that the rule matched.
    """

    finding: Finding
    stance: Stance
    bodies: tuple[str, ...]
    timing: Timing | None
    condition: str
    speaker: str
    reported: bool
    trigger: str


def item_form(s: Sentence) -> ItemForm:
    """How an item begins: "Introducing ...", "Introduce ...", "The introduction of ..." or a sentence."""
    verbs = read_verbs()
    start = _behind_opening(s)
    word = s.words[start] if start < len(s.words) else ""
    if is_doing(word):
        return "doing"
    if "base" in verbs.forms.get(word, ()) and not (
        start and s.words[start - 1] in read_words("determiners")
    ):
        return "do"
    return "sentence" if _finite(s) else "name"


def _behind_opening(s: Sentence) -> int:
    """First token behind "And", "further", and an opening phrase with its comma."""
    start = 0
    while start < len(s.words) and (
        s.words[start] in read_words("adverbs") or s.words[start] in ("and", "or", "also", ",", "further")
    ):
        start += 1
    if start < len(s.words) and s.words[start] in read_words("prepositions"):
        comma = next((k for k in range(start, len(s.words)) if s.words[k] == ","), None)
        if comma is not None and comma + 1 < len(s.words) and is_doing(s.words[comma + 1]):
            return comma + 1
    return start


def _finite(s: Sentence) -> bool:
    """Has the item a verb of its own, outside its relative clauses?"""
    auxiliaries, verbs = read_words("auxiliaries"), read_verbs()
    for k in range(1, len(s.words)):
        if s.words[k - 1] in ("which", "who", "that", "where", "whose") or s.words[k] in (
            "be",
            "been",
            "being",
        ):
            continue
        if s.words[k] in auxiliaries:
            if read_clause(s, k).level != "hanging" and not _relative_open(s, k):
                return True
        elif "does" in verbs.forms.get(s.words[k], ()) and _verb_place(s, k):
            return True
    return False


def _relative_open(s: Sentence, k: int) -> bool:
    """Does a relative clause without a comma behind it stand open before ``k``?"""
    for m in range(k - 1, -1, -1):
        if s.words[m] == ",":
            return False
        if s.words[m] in ("which", "who", "that", "where", "whose", "whether", "how", "if"):
            return True
    return False


def _verb_place(s: Sentence, k: int) -> bool:
    """ "The Act gives Ofcom": a name before and an object behind, so no plural noun."""
    behind = s.words[k + 1] if k + 1 < len(s.words) else ""
    before = s.words[k - 1]
    noun_before = (
        before not in read_words("determiners")
        and before not in read_words("prepositions")
        and before not in ("and", "or", ",")
    )
    named = k + 1 < len(s.words) and (s.mention_at[k + 1] >= 0 or s.shapes[k + 1][:1].isupper())
    object_behind = behind in read_words("determiners") or named
    return noun_before and object_behind and not _relative_open(s, k)


def is_placeholder(s: Sentence, finding: Finding) -> bool:
    """Does the lead-in promise no more than that a list follows?"""
    if finding.rule.settings.get("lead_in"):
        return True
    subject = s.words[finding.clause.start : finding.clause.end]
    if finding.rule.id.endswith("-done") and any(word in read_words("placeholders") for word in subject):
        return True
    stops = ("by", "through", "to", "in", "from", "for", "with", "on", ":")
    behind = finding.end if s.words[finding.verb] != "to" else finding.end + 1
    for k in range(behind, min(behind + 9, len(s.words))):
        if s.words[k] in stops:
            return k == behind and s.words[k] == ":"
        if s.words[k] in read_words("placeholders"):
            return True
    return False


def named_doer(s: Sentence, finding: Finding) -> str:
    """ "this will involve the ONS:": the body at the end of the lead-in acts."""
    if finding.rule.id != "involves-list":
        return ""
    last = max((k for k in range(len(s.words)) if s.mention_at[k] >= 0), default=-1)
    if last < finding.end - 1 or any(w not in (":", ")") for w in s.words[last + 1 :]):
        return ""
    return s.mentions[s.mention_at[last]].name


def inherits(form: ItemForm, own: Sequence[Finding], s: Sentence, first: bool) -> bool:
    """Is the sentence of an item promised by its lead-in, and not by a clause of its own?"""
    if form == "sentence" or (not first and form != "doing"):
        return False
    if not own:
        return True
    start = own[0].clause.start
    before = s.words[start - 1] if start else ""
    fronted = before == "," and s.words[start] != "which"
    return (form in ("doing", "do") and not fronted) or (form == "name" and own[0].clause.level != "main")
