"""Whether the sentence looks back or ahead from a date that lacks its year.

"As I set out on 6 January" is the last such day before the letter, "we will report by
20 July" the next one after it. The verb nearest in the same clause decides.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

LISTS = frozenset(
    [
        "ahead",
        "scheduled",
        "infinitives",
        "past",
        "perfect",
        "pledges",
        "told",
        "fillers",
        "no_verbs",
        "papers",
    ]
)
"""The lists of words that tense needs."""

_BREAK = re.compile(r"[;:()–—]|,\s")
_SENTENCE_END = re.compile(r"[.!?]\s")


class Tense:
    """Finds the verb that governs some words, and which way it points.

    Args:
        words: The lists of ``[tense]`` in ``date_words.toml``, as described there.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.words = words

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        words = {name: "|".join(listed) for name, listed in self.words.items()}
        between = rf"(?:\s+(?:{words['fillers']}|\w+ly))*"
        infinitive = rf"to(?={between}\s+(?:{words['infinitives']})\b)"
        # "The proposed rules": a participle behind an article is no verb.
        finite = rf"(?<!the )(?<!\ba )(?<!\ban )(?<!our )(?<!its )(?!(?:{words['no_verbs']})\b)"
        kinds = {
            "ahead": rf"(?:{words['ahead']}|{infinitive}){between}\s+\w+(?:\s+and\s+\w+)?",
            "scheduled": rf"(?:{words['scheduled']})(?:{between}\s+\w+ed)?",
            "perfect": rf"(?:{words['perfect']})(?!\s+to\b){between}(?:\s+\w+)?",
            "pledge": words["pledges"],
            "past": rf"(?:{words['past']}){between}(?:\s+\w+)?|{finite}(?:\w\w+ed|{words['told']})",
        }
        verbs = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
        return re.compile(rf"\b(?:{verbs})\b|['’]ll\b")

    @cached_property
    def _dated_paper(self) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?:{'|'.join(self.words['papers'])})\s+(?:of|dated)\s+(?:the\s+)?$", re.IGNORECASE
        )

    def looks_back(self, text: str, start: int, end: int, *, limit: bool) -> bool:
        """True if the words at ``text[start:end]`` lie before the day of writing, as far as the verb says.

        Args:
            text: The sentence.
            start: First code point of the words.
            end: One past their last code point.
            limit: True for "by", "before", "until" and "from": what was promised by Easter is to come.
        """
        before = _SENTENCE_END.split(text[:start])[-1]
        after = _SENTENCE_END.split(text[end:], maxsplit=1)[0].lstrip(", ")
        if self._dated_paper.search(before):
            return True
        clause = _BREAK.split(before)[-1]
        rest = _BREAK.split(after, maxsplit=1)[0]
        verbs = (self._last(clause), self._verb.search(rest), self._last(before), self._verb.search(after))
        found = next(filter(None, verbs), None)
        past = ("past",) if limit else ("past", "perfect", "pledge")
        return bool(found and found.lastgroup in past)

    def _last(self, text: str) -> re.Match[str] | None:
        return next(iter(reversed(list(self._verb.finditer(text)))), None)
