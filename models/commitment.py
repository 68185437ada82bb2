"""A commitment: one sentence in which a public body says what it did, does, will or will not do."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from models.timing import Timing

Stance = Literal["delivered", "underway", "committed", "considering", "declined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What one sentence promises, reports or refuses, and where it stands.

    Attributes:
        commitment_id: Stable id: document, words and occurrence, see ``make_commitment_id``.
        document_id: Id of the document.
        quote: The source words; ``document.text[start:end] == quote``.
        start: First code point in the canonical text.
        end: One past the last code point.
        prefix: Some 30 characters before the quote.
        suffix: Some 30 characters after it.
        block: Index of the block in ``document.blocks``.
        page: Page from 1; ``None`` where the source has no pages.
        section: Heading path, outermost first.
        paragraph: Printed paragraph number; empty if none.
        lead_in: The sentence a list item hangs on; empty if none.
        question: The question that the passage answers; empty if none.
        citation: What follows the document's URL so that it opens at the sentence.
        action: What is to be done, in the source's own words, without the actor and the time.
        stance: What the words say of the act, never a verdict on delivery.
        specificity: ``specific`` if an outsider could check the act, else ``general``.
        speaker: Whose words they are; empty if unknown.
        reported: True when a reporter paraphrases.
        responsible_bodies: Canonical names of those who have to act.
        partner_bodies: Canonical names of others with a part in the act.
        timing: The words that time the act; ``None`` if there are none.
        condition: The words that make it conditional; empty if none.
        money: The amount as written; empty if none.
        amount_gbp: The amount in pounds; ``None`` if there is none.
        legislation: The Bills, Acts, codes and guidance named.
        missing: Which of ``owner``, ``date``, ``measure`` an auditor would miss.
        rule: Id of the rule that found it.
        trigger: The words that the rule matched.
    """

    commitment_id: str
    document_id: str
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str
    block: int
    page: int | None
    section: tuple[str, ...]
    paragraph: str
    lead_in: str
    question: str
    citation: str
    action: str
    stance: Stance
    specificity: Literal["specific", "general"]
    speaker: str
    reported: bool
    responsible_bodies: tuple[str, ...]
    partner_bodies: tuple[str, ...]
    timing: Timing | None
    condition: str
    money: str
    amount_gbp: float | None
    legislation: tuple[str, ...]
    missing: tuple[str, ...]
    rule: str
    trigger: str


def make_commitment_id(document_id: str, quote: str, occurrence: int) -> str:
    """An id that depends on the sentence and its document alone, whatever is added around it.

    Args:
        document_id: Id of the document.
        quote: The source words; white space is folded, so that a re-wrapped edition keeps its ids.
        occurrence: 0 for the first time that the document says these words, 1 for the next.
    """
    folded = " ".join(quote.split())
    digest = hashlib.sha256(f"{document_id}\n{folded}\n{occurrence}".encode()).hexdigest()
    return f"c-{digest[:12]}"
