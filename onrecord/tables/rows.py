"""A row of the table, from a commitment, its source and its links."""

from collections.abc import Sequence

from models import Band, Commitment, Link, Row, Source


def make_row(
    source: Source,
    commitment: Commitment,
    links: Sequence[Link],
    repeats: str,
    decided: tuple[str, ...] = (),
) -> Row:
    """The row of one commitment.

    Args:
        source: The document that says it.
        commitment: What it says, and where.
        links: The pairs considered for this commitment, in the order of the catalogues.
        repeats: ``commitment_id`` of the earliest row that promises the same; empty if none.
        decided: Columns that a person has set.
    """
    band = find_band(links)
    telling = [link for link in links if link.band == band != "none"]
    timing = commitment.timing
    return Row(
        commitment_id=commitment.commitment_id,
        document_id=commitment.document_id,
        document_title=source.title,
        publisher=source.publisher,
        published=source.published,
        document_kind=source.kind,
        source_rank=source.rank,
        quote=commitment.quote,
        start=commitment.start,
        end=commitment.end,
        prefix=commitment.prefix,
        suffix=commitment.suffix,
        page=commitment.page,
        section=" > ".join(commitment.section),
        paragraph=commitment.paragraph,
        lead_in=commitment.lead_in,
        question=commitment.question,
        citation_url=cite(source, commitment.citation),
        source_sha256=source.sha256,
        action=commitment.action,
        stance=commitment.stance,
        specificity=commitment.specificity,
        speaker=commitment.speaker,
        reported=commitment.reported,
        responsible_bodies=commitment.responsible_bodies,
        partner_bodies=commitment.partner_bodies,
        when_text=timing.text if timing else "",
        relation=timing.relation if timing else "",
        date_from=timing.date_from if timing else None,
        date_to=timing.date_to if timing else None,
        due=timing.due if timing else None,
        date_rule=timing.rule if timing else "",
        condition=commitment.condition,
        money=commitment.money,
        amount_gbp=commitment.amount_gbp,
        legislation=commitment.legislation,
        recommendations=tuple(link.recommendation_id for link in links if link.band == "accept"),
        link_score=max((round(link.score, 4) for link in telling), default=0.0),
        link_band=band,
        link_evidence=tuple(show_evidence(telling)),
        missing=commitment.missing,
        repeats=repeats,
        rule=commitment.rule,
        trigger=commitment.trigger,
        decided=decided,
    )


def find_band(links: Sequence[Link]) -> Band:
    """The best band that any link reached."""
    reached = {link.band for link in links}
    if "accept" in reached:
        return "accept"
    return "review" if "review" in reached else "none"


def show_evidence(links: Sequence[Link]) -> list[str]:
    """Each reason in words, after its recommendation's id where there are several recommendations."""
    several = len(links) > 1
    return [
        f"{link.recommendation_id}: {evidence.words}" if several else evidence.words
        for link in links
        for evidence in link.evidence
    ]


def cite(source: Source, citation: str) -> str:
    """The address that opens the source at the sentence; its file's name where no address is known.

    An address may already lead to an element of the page: a text fragment goes behind that element's
    name, and any other place takes its stead.
    Source: WICG, URL Fragment Text Directives, section 3.3 (the fragment directive).
    """
    if not source.url or not citation:
        return (source.url or source.file) + citation
    page, _, element = source.url.partition("#")
    return f"{page}#{element}{citation[1:]}" if citation.startswith("#:~:") else page + citation
