"""The numbered recommendations of a report."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One numbered recommendation.

    Attributes:
        id: Unique among all catalogues in use, such as ``FR13``.
        number: Number as printed in the report: ``"13"``, ``"4a"``.
        report: Id of the catalogue it belongs to.
        title: Title or first words.
        aliases: Other words that name this recommendation and no other.
        terms: Words that speak of its matter without settling it.
        signs: Groups of words that name it when each has one of them in a sentence:
            ``"register / registration + staff / workers + children's homes"``.
        unless: Words of other matters that share its words ("knives", for age checks).
        addressees: Bodies that it is addressed to, canonical names.
        summary: What it asks, in the catalogue maker's words.
        url: Address of the recommendation; empty if unknown.
        repeats: Id of the earlier recommendation that this one repeats; empty if none.
    """

    id: str
    number: str
    report: str
    title: str
    aliases: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    summary: str = ""
    url: str = ""
    repeats: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One report and its recommendations, in the order of their numbers.

    Attributes:
        id: Short id of the report, such as ``iicsa-final-report``.
        title: Title of the report.
        inquiry: Full name of the inquiry.
        names: Words by which a text names the inquiry ("IICSA").
        report_names: Words that tell this report from the inquiry's others ("final report").
        matter: Words of what the inquiry looked into ("child sexual abuse", "survivors").
        elsewhere: Places and affairs that the report does not speak of ("Scotland", "Windrush").
        published: Day or first day of the month of publication; ``None`` if unknown.
        url: Address of the report; empty if unknown.
        recommendations: The recommendations.
    """

    id: str
    title: str
    inquiry: str
    names: tuple[str, ...] = ()
    report_names: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    published: date | None = None
    url: str = ""
    recommendations: tuple[Recommendation, ...] = ()
