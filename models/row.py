"""A row of the table of commitments: one attribute a column, in the order of the columns."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.commitment import Stance
from models.link import Band
from models.timing import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One commitment with its source, its place, and the recommendations it answers.

    The attributes are the columns of ``commitments.csv``, ``.jsonl``, ``.parquet``, ``.xlsx`` and of
    the table ``commitments`` of ``onrecord.db``; what is said of each here is the data dictionary.

    Attributes:
        commitment_id: Stable id: the same sentence in the same document keeps it in every later run,
            whatever is added around it.
        document_id: Id of the document that says it.
        document_title: Title of the document.
        publisher: Publishing organisations as printed; empty if unknown.
        published: Day of publication; empty if unknown.
        document_kind: What the document is: letter, news-report, progress-update ...
        source_rank: How near the document stands to whoever promises: primary (the promiser's own
            words), parliamentary (a record of them) or press (a report of them).
        quote: The source words, exactly as they stand in the document's canonical text.
        start: Offset of the quote's first character in the canonical text (text/ID.txt), counted in
            Unicode code points from 0.
        end: Offset one past the quote's last character, so that text[start:end] is the quote.
        prefix: Some 30 characters of the text before the quote.
        suffix: Some 30 characters of the text after the quote.
        page: Page from 1; empty where the source has no pages.
        section: Headings above the quote, outermost first, with " > " between them.
        paragraph: Printed paragraph number; empty if none.
        lead_in: The sentence that a list item hangs on; empty if none.
        question: The question that the passage answers; empty if none.
        citation_url: Address that opens the source at the sentence; where the publication's address is
            unknown, the name of the file with the place in it.
        source_sha256: SHA-256 of the source file's bytes, in hex.
        action: What is to be done, in the source's own words, without the actor and the time.
        stance: What the words say of the act, never a verdict on delivery: delivered (said to be done),
            underway, committed (will be done), considering, or declined (refused).
        specificity: "specific" if an outsider could check the act; "general" if it is an attitude or
            an effort.
        speaker: Whose words they are; empty if unknown.
        reported: True when a reporter paraphrases them.
        responsible_bodies: Canonical names of those who have to act.
        partner_bodies: Canonical names of others with a part in the act: asked, funded, worked with.
        when_text: The words that time the act; empty if there are none.
        relation: How the act stands to the days named: by, before, in (a period in which), on, from,
            after or until; "vague" ("shortly") and "event" ("following the review") name no day.
        date_from: First day that the words name; empty where they name none.
        date_to: Last day that they name; empty where they name none.
        due: Last day on which the act still keeps the promise; empty if the words set none.
        date_rule: Id of the rule that read the time words.
        condition: The words that make the promise conditional; empty if none.
        money: The amount as written; empty if none.
        amount_gbp: The amount in pounds sterling; empty if none.
        legislation: The Bills, Acts, codes and guidance that the passage names.
        recommendations: Ids of the recommendations that it answers, carries out or refuses.
        link_score: Best score, 0 to 1, of the links that stand in the band of link_band; 0 where that
            is "none".
        link_band: "accept" if a link to a recommendation is borne out, "review" if the best one is for
            a person to judge, "none" otherwise.
        link_evidence: The reasons for those links in words, each after its recommendation's id where
            there are several recommendations.
        missing: What an auditor would miss: owner, date, measure.
        repeats: commitment_id of the earliest row that promises the same; empty if none.
        rule: Id of the rule that found the commitment.
        trigger: The words that the rule matched.
        decided: Columns whose values a person has set, and "row" where a person has accepted the row;
            empty where nobody has decided anything.
    """

    commitment_id: str
    document_id: str
    document_title: str
    publisher: str
    published: date | None
    document_kind: str
    source_rank: str
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str
    page: int | None
    section: str
    paragraph: str
    lead_in: str
    question: str
    citation_url: str
    source_sha256: str
    action: str
    stance: Stance
    specificity: Literal["specific", "general"]
    speaker: str
    reported: bool
    responsible_bodies: tuple[str, ...]
    partner_bodies: tuple[str, ...]
    when_text: str
    relation: Relation | Literal[""]
    date_from: date | None
    date_to: date | None
    due: date | None
    date_rule: str
    condition: str
    money: str
    amount_gbp: float | None
    legislation: tuple[str, ...]
    recommendations: tuple[str, ...]
    link_score: float
    link_band: Band
    link_evidence: tuple[str, ...]
    missing: tuple[str, ...]
    repeats: str
    rule: str
    trigger: str
    decided: tuple[str, ...] = ()
