"""A tokenized sentence as the rules see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models import BodyMention

Heard = Literal["government", "outside", "unknown"]

SUBJECT_PRONOUNS = frozenset(("i", "we", "he", "she", "they", "it"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tokenized sentence as the rules see it.

    Attributes:
        words: The tokens in lower case, curly apostrophes straightened.
        shapes: The tokens as written.
        mentions: The bodies named, in order.
        mention_at: Index in ``mentions`` for each token; -1 where no body is named.
        press: True in a reporter's text.
        heard: Whose words a reporter gives: ``government``, ``outside`` or ``unknown``.
    """

    words: Sequence[str]
    shapes: Sequence[str]
    mentions: Sequence[BodyMention]
    mention_at: Sequence[int]
    press: bool
    heard: Heard = "government"
