"""Links from commitments to recommendations, each with its evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from link.case import Case, Finding
from link.reading import Reading
from link.shelf import Shelf
from link.weights import read_weights
from link.witnesses import WITNESSES
from models import Catalogue, Commitment, Document, Evidence, Link


class Linker:
    """Links the commitments of documents to the recommendations of some catalogues."""

    def __init__(self, catalogues: Sequence[Catalogue]) -> None:
        """Build all indexes, once."""
        self._shelf = Shelf(catalogues)
        self._weights = read_weights()

    def link(self, document: Document, commitments: Sequence[Commitment]) -> list[Link]:
        """Every pair that was considered, in the order of the commitments, best first.

        A document that names no inquiry of the catalogues, or was published before its report, has none.

        Args:
            document: The document, with its blocks.
            commitments: Its commitments; only place, words and legislation are read.
        """
        if not commitments or not (play := self._shelf.names.in_play(document)):
            return []
        reading = Reading(self._shelf, document, commitments, play)
        cases = [Case(reading, commitment) for commitment in commitments]
        found = [self._findings(case) for case in cases]
        vehicles = self._bind_vehicles(cases, found)
        return [
            link
            for case, findings in zip(cases, found, strict=True)
            for link in self._links(
                case, _strongest([*findings, *_shared_vehicles(case, findings, vehicles)])
            )
        ]

    def _findings(self, case: Case) -> list[Finding]:
        """What all witnesses found for one commitment, in catalogues that are in play."""
        findings: list[Finding] = []
        for witness in WITNESSES:
            findings += [
                f for f in witness(case, findings) if self._shelf.catalogue_of[f.place] in case.reading.play
            ]
        return findings

    def _bind_vehicles(
        self, cases: Sequence[Case], found: Sequence[Sequence[Finding]]
    ) -> dict[str, set[int]]:
        """Recommendations that accepted links bind a document's Bills, Acts, codes and guidance to."""
        bound: dict[str, set[int]] = defaultdict(set)
        for case, findings in zip(cases, found, strict=True):
            for vehicle in case.commitment.legislation:
                for place, evidence in self._weigh(_strongest(findings)).items():
                    if _score(evidence) >= self._weights.accept:
                        bound[vehicle].add(place)
        return bound

    def _weigh(self, findings: Iterable[Finding]) -> dict[int, list[Evidence]]:
        """Evidence for each recommendation, strongest first."""
        said: dict[int, list[Evidence]] = defaultdict(list)
        for witness, place, words, share in findings:
            weight = round(self._weights.of[witness] * share, 3)
            said[place].append(Evidence(witness=witness, weight=weight, words=words))
        for evidence in said.values():
            evidence.sort(key=lambda e: (-abs(e.weight), e.witness))
        return said

    def _links(self, case: Case, findings: Sequence[Finding]) -> Iterator[Link]:
        said = self._weigh(findings)
        ranked = sorted((-_score(evidence), place) for place, evidence in said.items())
        ids = [self._shelf.recommendations[place].id for _, place in ranked]
        for rank, (score, place) in enumerate(ranked):
            yield Link(
                commitment_id=case.commitment.commitment_id,
                recommendation_id=ids[rank],
                score=-score,
                band=self._weights.band(-score),
                evidence=tuple(said[place]),
                runner_up=ids[rank + 1] if rank + 1 < len(ids) else "",
            )


def _score(evidence: Iterable[Evidence]) -> float:
    """The sum of the weights, kept between 0 and 1."""
    return round(min(max(sum(e.weight for e in evidence), 0.0), 1.0), 3)


def _strongest(findings: Iterable[Finding]) -> list[Finding]:
    """One finding of each witness for each recommendation; loose words do not add to exact ones."""
    best: dict[tuple[str, int], Finding] = {}
    for finding in findings:
        key = finding.witness.removesuffix("-loosely"), finding.place
        if key not in best or len(best[key].witness) > len(finding.witness):
            best[key] = finding
    return list(best.values())


def _shared_vehicles(
    case: Case, findings: Sequence[Finding], vehicles: dict[str, set[int]]
) -> Iterator[Finding]:
    """The commitment names a Bill that this document's other rows bind to the recommendation."""
    places = {finding.place for finding in findings}
    for vehicle in case.commitment.legislation:
        for place in sorted(places & vehicles[vehicle]):
            yield Finding(
                "shared-vehicle", place, f"names the {vehicle}, as other rows on this recommendation do"
            )
