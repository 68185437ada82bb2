"""What the subject of a predicate is: government, a body it directs, a paper, a thing, somebody else."""

from typing import Literal

from extract.lexicon import read_verbs
from extract.sentence import Sentence
from extract.words import read_words

SubjectKind = Literal["self", "body", "programme", "this", "thing", "outside", "none"]

GOVERNMENT = frozenset(("government", "department", "minister"))


def read_subject(s: Sentence, start: int, last: int) -> tuple[SubjectKind, tuple[str, ...], bool]:
    """What the tokens ``start`` to ``last`` are as a subject, the bodies in it, and whether one ends them."""
    words = s.words[start : last + 1]
    if words[-1] in ("i", "we"):
        ours = not s.press or s.heard == "government"
        return ("self" if ours else "outside"), _bodies(s, start, last), True
    if words[-1] in ("he", "she"):
        return ("self" if s.press and s.heard != "outside" else "outside"), (), True
    if len(words) == 1 and words[0] in ("it", "this", "these", "that", "they", "those", "which"):
        return "this", (), True
    if words[-1] == "there":
        return "none", (), False
    head = _head(s, start, last)
    if s.mention_at[head] >= 0 and not _attributive(s, head, last):
        return _of_mention(s, start, last, head)
    return _of_noun(s, start, last, head)


def _bodies(s: Sentence, start: int, last: int) -> tuple[str, ...]:
    found = dict.fromkeys(s.mention_at[k] for k in range(start, last + 1) if s.mention_at[k] >= 0)
    return tuple(s.mentions[m].name for m in found)


def _head(s: Sentence, start: int, last: int) -> int:
    """Token of the phrase's head: its last word before a preposition, relative or participle."""
    stops = read_words("prepositions") | read_words("subordinators") | {",", "(", "–", "—"}
    for k in range(start + 1, last + 1):
        if s.mention_at[k] < 0 and (s.words[k] in stops or _participle(s, k)):
            return max(start, k - 1)
    return last


def _participle(s: Sentence, k: int) -> bool:
    word = s.words[k]
    forms = read_verbs().forms.get(word, ())
    return (
        ("part" in forms or ("ing" in forms and "base" not in forms))
        and s.words[k - 1] not in read_words("determiners")
        and (
            k + 1 < len(s.words) and s.words[k + 1] in read_words("prepositions") | read_words("determiners")
        )
    )


def _attributive(s: Sentence, head: int, last: int) -> bool:
    """ "HMICFRS review", "Casey's review": the body only describes the noun behind it."""
    k = head
    while k < last and s.mention_at[k + 1] == s.mention_at[head]:
        k += 1
    return (
        k < last
        and s.words[k + 1] not in read_words("prepositions")
        and s.words[k + 1] not in (",", "and", "(", "who", "which", "or", "&")
    )


def _of_mention(s: Sentence, start: int, last: int, head: int) -> tuple[SubjectKind, tuple[str, ...], bool]:
    end = last
    for k in range(head, last + 1):  # a body inside a phrase behind the head is no subject
        if s.mention_at[k] < 0 and s.words[k] in read_words("prepositions") | read_words("subordinators"):
            end = k - 1
            break
    named = [s.mentions[m] for m in dict.fromkeys(s.mention_at[k] for k in range(start, end + 1)) if m >= 0]
    if all(mention.kind == "unlisted" for mention in named) and s.words[end + 1 : end + 2] in (
        ["in"],
        ["at"],
        ["within"],
    ):
        named = [
            m
            for m in (s.mentions[i] for i in s.mention_at[end + 1 : last + 1] if i >= 0)
            if m.kind in GOVERNMENT
        ][:1] or named
    names = tuple(mention.name for mention in named)
    kinds = {mention.kind for mention in named}
    near = s.mention_at[last] >= 0
    if kinds & GOVERNMENT:
        return "self", names, near
    return ("body" if any(mention.public for mention in named) else "outside"), names, near


def _of_noun(s: Sentence, start: int, last: int, head: int) -> tuple[SubjectKind, tuple[str, ...], bool]:
    owner = _owner(s, start, head)
    word = s.words[head]
    phrase = s.words[start : head + 1]
    if word in read_words("officers") and s.shapes[head][:1].isupper():
        return "body", (_capital_run(s, start, head),), True
    if word in read_words("insiders") or word in ("unit", "team", "directorate"):
        return "self", owner or _bodies(s, head, last), True
    if (
        word in read_words("outsiders")
        or word.rstrip("s") in read_words("outsiders")
        or _outside_owner(s, start, head)
    ):
        return "outside", (), False
    if phrase[0] in read_words("nothings"):
        return "outside", (), False
    if (
        phrase[0] in ("this", "these", "that", "those", "such")
        and len(phrase) <= 5
        and word not in read_words("programme_nouns")
    ):
        return "thing", owner, False
    if word in read_words("programme_nouns"):
        return "programme", owner, False
    return "thing", owner, False


def _capital_run(s: Sentence, start: int, head: int) -> str:
    """ "A new Chief Construction Adviser": the capitalised words up to the head."""
    first = head
    while (
        first > start
        and s.shapes[first - 1][:1].isupper()
        and s.words[first - 1] not in read_words("determiners")
    ):
        first -= 1
    return " ".join(s.shapes[first : head + 1])


def _owner(s: Sentence, start: int, head: int) -> tuple[str, ...]:
    """ "Casey's review", "the Department's plan": whoever owns the head."""
    owners = [s.mentions[m] for m in dict.fromkeys(s.mention_at[k] for k in range(start, head + 1)) if m >= 0]
    return tuple(owner.name for owner in owners if owner.public)


def _outside_owner(s: Sentence, start: int, head: int) -> bool:
    owners = [s.mentions[m] for m in dict.fromkeys(s.mention_at[k] for k in range(start, head + 1)) if m >= 0]
    return bool(owners) and not any(owner.public for owner in owners)
