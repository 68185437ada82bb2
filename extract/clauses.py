"""Who is said to act, and whether the sentence itself says so or only a clause that hangs on it.

No parser is at hand, and none is needed: the subject of a predicate stands before it, and the word
before the subject tells what kind of clause it opens.
"""

from dataclasses import dataclass
from typing import Literal

from extract.lexicon import read_verbs
from extract.sentence import SUBJECT_PRONOUNS, Sentence
from extract.subjects import SubjectKind, read_subject
from extract.words import read_words

Level = Literal["main", "said", "thought", "hanging"]

STOPS = frozenset(';:()[]–—•“"')
RELATIVES = frozenset(("which", "who", "that"))
DASHES = frozenset("–—-")


@dataclass(frozen=True, slots=True)
class Clause:
    """The subject of one predicate, and how its clause hangs together with the sentence.

    Attributes:
        kind: What the subject is.
        level: ``main``, ``said`` (behind "announced that"), ``thought`` (behind "believe that") or
            ``hanging`` (relative or conditional).
        start: First token of the subject; the predicate's own place where it has none.
        end: One past the last token of the subject.
        bodies: Canonical names of the bodies that are the subject.
        shared: True when the subject stands before an earlier predicate ("will X and do Y").
        said_by: Token of the verb of saying or thinking, for ``said`` and ``thought``; -1 otherwise.
        near: True when the subject stands directly before the predicate and is a pronoun or a body.
    """

    kind: SubjectKind
    level: Level
    start: int
    end: int
    bodies: tuple[str, ...] = ()
    shared: bool = False
    said_by: int = -1
    near: bool = False


def read_clause(sentence: Sentence, at: int) -> Clause:
    """The clause of the predicate that begins at token ``at``."""
    last = _before_insertions(sentence, at - 1)
    if last > 0 and sentence.words[last] in RELATIVES:
        return Clause("none", "hanging", at, at)
    if last < 0 or _coordinates(sentence, last):
        return Clause("none", "main", at, at, shared=last >= 0)
    start = _subject_start(sentence, last)
    if start > last:
        return Clause("none", "main", at, at)
    level, said_by = read_level(sentence, start)
    kind, bodies, near = read_subject(sentence, start, last)
    return Clause(kind, level, start, last + 1, bodies, said_by=said_by, near=near)


def _before_insertions(s: Sentence, j: int) -> int:
    """The last token of the subject: step back over adverbs, brackets and insertions."""
    adverbs = read_words("adverbs")
    while j >= 0:
        word = s.words[j]
        if word in adverbs or (
            word in ("all", "both", "each", "itself", "themselves")
            and j
            and s.words[j - 1] not in ("of", "at")
        ):
            j -= 1
        elif word == ")":
            j = _back_to(s, j, "(") - 1
        elif word == "," or word in DASHES:
            j = _before_insertion(s, j)
        else:
            break
    return j


def _back_to(s: Sentence, j: int, mark: str) -> int:
    return next((k for k in range(j - 1, -1, -1) if s.words[k] == mark), 0)


def _before_insertion(s: Sentence, j: int) -> int:
    """The token before the insertion that the comma or dash at ``j`` closes."""
    marks = DASHES if s.words[j] in DASHES else (",",)
    openers = read_words("insertions")
    first = None
    for k in range(j - 1, 0, -1):
        if s.words[k] in STOPS and s.words[k] not in marks:
            break
        if s.words[k] in marks:
            first = k if first is None else first
            if s.words[k + 1] in openers or s.words[k + 1].endswith("ed") or marks == DASHES:
                return k - 1 if _has_subject_before(s, k) else j - 1
    return j - 1


def _has_subject_before(s: Sentence, k: int) -> bool:
    """Does a subject stand before the insertion, and not just an opening phrase?"""
    head = s.words[0]
    opening = head in read_words("prepositions") or head in read_words("subordinators") or head.endswith("ly")
    commas = any(w == "," for w in s.words[:k])
    return not opening or commas


def _coordinates(s: Sentence, j: int) -> bool:
    return s.words[j] in ("and", "but", "or", "then", "yet", "nor", "to", ",", ";", ":")


def _subject_start(s: Sentence, last: int) -> int:
    if s.words[last] in SUBJECT_PRONOUNS:
        return _with_partner(s, last)
    if s.mention_at[last] >= 0:
        start = _mention_start(s, last)
        if not (start and _governs(s, start - 1)):
            return start
    return _phrase_start(s, last)


def _with_partner(s: Sentence, at: int) -> int:
    """ "The Prisons Minister and I": a partner before the pronoun."""
    if at >= 2 and s.words[at - 1] == "and" and s.mention_at[at - 2] >= 0:
        return _mention_start(s, at - 2)
    return at


def _mention_start(s: Sentence, last: int, series: bool = False) -> int:
    """First token of the bodies that end at ``last``, with article and joined bodies ("A, B and C")."""
    k = last
    while k and s.mention_at[k - 1] == s.mention_at[last]:
        k -= 1
    while k and s.words[k - 1] != "that" and s.words[k - 1] in read_words("determiners") | {"relevant"}:
        k -= 1
    links = ("and", "&", "or", ",") if series else ("and", "&", "or")
    joined = k >= 2 and s.words[k - 1] in links and s.mention_at[k - 2] >= 0
    return _mention_start(s, k - 2, series=True) if joined else k


def _governs(s: Sentence, k: int) -> bool:
    """Is the word before a name one that makes it part of a longer phrase?"""
    return s.words[k] in read_words("prepositions") and s.words[k] not in (
        "as",
        "since",
        "after",
        "before",
        "until",
        "than",
    )


def _phrase_start(s: Sentence, last: int) -> int:
    """First token of a subject that is a common noun phrase."""
    prepositions, subordinators, auxiliaries = (
        read_words(n) for n in ("prepositions", "subordinators", "auxiliaries")
    )
    k = last
    while k >= 0:
        word = s.words[k]
        if (
            word in STOPS
            or word in auxiliaries
            or (word == "," and not (_in_list(s, k, last) or _in_series(s, k, last)))
        ):
            break
        if word in subordinators and not (word == "that" and (k == last or _demonstrative(s, k))) and k:
            break
        if word in ("and", "but", "or") and _finite_before(s, k):
            break
        if word == "as" and s.words[k - 1 : k] != ["such"] and s.words[k + 1] in SUBJECT_PRONOUNS:
            break
        if _says(s, k):
            break
        k -= 1
    start = k + 1
    while start < last and (s.words[start] in read_words("adverbs") or s.words[start] == "and"):
        start += 1
    opener = (
        s.words[start] in prepositions
        and s.words[start] not in ("like", "near")
        and not s.words[start].endswith("ing")
    )
    return _behind_opening(s, start, last) if opener else start


def _demonstrative(s: Sentence, k: int) -> bool:
    """ "..., and that funding will be maintained", "a phase of that campaign": nobody says "that"."""
    if k and s.words[k - 1] in ("of", "in", "for", "on", "with", "by", "from", "to", "at", "under"):
        return True
    return k > 0 and s.words[k - 1] in ("and", "but", ",", ";") and _said_by(s, k) < 0


def _behind_opening(s: Sentence, start: int, last: int) -> int:
    """ "In September inspectors will": a subject behind an opening phrase without a comma."""
    for k in range(last, start, -1):
        if (
            s.words[k] in ("the", "this", "these", "our", "all", "each")
            and not _governs(s, k - 1)
            and k - 1 > start
        ):
            return k
    return start


def _in_list(s: Sentence, k: int, last: int) -> bool:
    """ "Ofsted, the CQC and HMIP": a comma between bodies."""
    before = k and s.mention_at[k - 1] >= 0
    after = any(s.mention_at[m] >= 0 for m in range(k + 1, min(k + 4, last + 1)))
    return bool(before and after)


def _in_series(s: Sentence, k: int, last: int) -> bool:
    """ "MPs, councils and residents": a comma in a series that ends in "and", with a noun phrase before."""
    if "and" not in s.words[k:last] or any(w in read_words("auxiliaries") for w in s.words[:k]):
        return False
    return s.words[0] not in read_words("prepositions") | read_words("subordinators") | read_words("adverbs")


def _finite_before(s: Sentence, k: int) -> bool:
    """Does a finite verb stand between the last comma or stop and ``k``?"""
    for m in range(k - 1, -1, -1):
        if s.words[m] == "," or s.words[m] in STOPS:
            return False
        if s.words[m] in read_words("auxiliaries") or _says(s, m) or _present(s, m):
            return True
    return False


def _present(s: Sentence, m: int) -> bool:
    """ "This section sets out": a verb in the simple present, not a plural noun."""
    forms = read_verbs().forms.get(s.words[m], ())
    noun_place = read_words("determiners") | read_words("prepositions")
    return (
        "does" in forms
        and m > 0
        and s.words[m - 1] not in noun_place
        and s.words[m + 1] in (read_words("determiners") | {"out", "that", "to"})
    )


def _says(s: Sentence, k: int) -> bool:
    """Is the word at ``k`` a verb of saying with its own subject, or with "told Parliament"?"""
    if s.words[k] not in read_words("sayings") or not k:
        return False
    before = s.words[k - 1]
    finite = (
        before in SUBJECT_PRONOUNS
        or s.mention_at[k - 1] >= 0
        or before in ("also", "already", "secretary", "minister", "has", "have", "had")
    )
    return finite or (s.press and s.shapes[k - 1][:1].isupper())


def read_level(s: Sentence, start: int) -> tuple[Level, int]:
    """How the clause whose subject begins at ``start`` hangs together, and the verb of saying above it."""
    if start == 0:
        return "main", -1
    word = s.words[start - 1]
    if word == "that" and start >= 2 and _thinks(s, start - 2):
        return "thought", start - 2
    if word == "that" or word == "how" or (word == "as" and s.words[start] in SUBJECT_PRONOUNS):
        said_by = _said_by(s, start - 1) if word != "as" else -1
        return ("said", said_by) if said_by >= 0 else ("hanging", -1)
    if _says(s, start - 1):
        return "said", start - 1
    if word == "why":
        return "main", -1
    if _thinks(s, start - 1):
        return "thought", start - 1
    if word == "which" and s.words[start] in ("i", "we", "he", "she") and start >= 2:
        openers = (",", "following", *(("in", "by", "during") if s.press else ()))
        return ("main" if s.words[start - 2] in openers else "hanging"), -1
    if word in read_words("subordinators") or word in ("(", "as", "after", "before", "since", "until"):
        return "hanging", -1
    if word in (",", ";", ":", "and", "but", "or", "yet", "so", "then") or word in DASHES or word in STOPS:
        return ("hanging" if _within_hanging(s, start - 1) else "main"), -1
    opened = (
        s.words[0] in read_words("subordinators") | {"since", "as", "after", "before", "until"}
        and s.words[start] in SUBJECT_PRONOUNS
    )
    return ("hanging" if not opened and _finite_before(s, start) else "main"), -1


def _thinks(s: Sentence, k: int) -> bool:
    """ "we believe the Panel provides": what somebody thinks is no act."""
    verbs = read_verbs()
    finite = verbs.forms.get(s.words[k], frozenset()) & {"base", "does", "past"}
    subject = k > 0 and (s.words[k - 1] in SUBJECT_PRONOUNS or s.mention_at[k - 1] >= 0)
    return bool(finite) and subject and bool(verbs.classes[s.words[k]] & {"attitude", "consider"})


def _within_hanging(s: Sentence, k: int) -> bool:
    """ "how X will A and Y will B": the second half hangs like the first."""
    if s.words[k] not in ("and", "or"):
        return False
    for m in range(k - 1, -1, -1):
        if s.words[m] in (",", ";", ":"):
            return False
        if s.words[m] in ("if", "whether", "because", "although", "unless"):
            return True
    return False


def _said_by(s: Sentence, that: int) -> int:
    """The verb of saying before "that": "told the House that", "said that A and that B"."""
    if that and s.words[that - 1] in ("and", "but", ","):
        earlier = next((m for m in range(that - 2, 0, -1) if s.words[m] == "that" or _says(s, m)), -1)
        if earlier >= 0:
            return earlier if _says(s, earlier) else _said_by(s, earlier)
    for m in range(that - 1, max(-1, that - 9), -1):
        if s.words[m] in read_words("sayings"):
            return m
        if s.words[m] in (",", ";", "so") or (m and s.words[m] in read_words("auxiliaries") and m < that - 1):
            return -1
    return -1
