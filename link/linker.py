"""Links from commitments to recommendations, each with its evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from link.reading import Reading
from link.shelf import Shelf
from link.weights import read_weights
from link.witnesses import WITNESSES, Case, Finding
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
        cases = [Case(reading, c, reading.passages.at[c.start, c.end]) for c in commitments]
        found = [self._findings(case) for case in cases]
        vehicles = _bind_vehicles(cases, [self._scores(findings) for findings in found], self._weights.accept)
        return [
            link
            for case, findings in zip(cases, found, strict=True)
            for link in self._links(case, [*findings, *_shared_vehicles(case, findings, vehicles)])
        ]

    def _findings(self, case: Case) -> list[Finding]:
        """What all witnesses found for one commitment, in catalogues that are in play."""
        findings: list[Finding] = []
        for witness in WITNESSES:
            heard = list(witness(case, findings))
            findings += [f for f in heard if self._shelf.catalogue_of[f.place] in case.reading.play]
        return findings

    def _scores(self, findings: Iterable[Finding]) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        for finding in _strongest(findings):
            scores[finding.place] += self._weights.of[finding.witness] * finding.share
        return {place: round(min(max(score, 0.0), 1.0), 3) for place, score in scores.items()}

    def _links(self, case: Case, findings: Sequence[Finding]) -> Iterator[Link]:
        scores = self._scores(findings)
        evidence = self._evidence(findings)
        ranked = sorted(scores, key=lambda place: (-scores[place], place))
        ids = [self._shelf.recommendations[place].id for place in ranked]
        for rank, place in enumerate(ranked):
            yield Link(
                commitment_id=case.commitment.commitment_id,
                recommendation_id=ids[rank],
                score=scores[place],
                band=self._weights.band(scores[place]),
                evidence=evidence[place],
                runner_up=ids[rank + 1] if rank + 1 < len(ids) else "",
            )

    def _evidence(self, findings: Iterable[Finding]) -> dict[int, tuple[Evidence, ...]]:
        said: dict[int, list[Evidence]] = defaultdict(list)
        for finding in _strongest(findings):
            weight = round(self._weights.of[finding.witness] * finding.share, 3)
            said[finding.place].append(Evidence(witness=finding.witness, weight=weight, words=finding.words))
        return {place: tuple(sorted(all_, key=lambda e: (-abs(e.weight), e.witness))) for place, all_ in said.items()}


def _strongest(findings: Iterable[Finding]) -> list[Finding]:
    """One finding of each witness for each recommendation; loose words do not add to exact ones."""
    best: dict[tuple[str, int], Finding] = {}
    for finding in findings:
        key = finding.witness.removesuffix("-loosely"), finding.place
        if key not in best or len(best[key].witness) > len(finding.witness) or best[key].share < finding.share:
            best[key] = finding
    return list(best.values())


def _bind_vehicles(
    cases: Sequence[Case], scores: Sequence[dict[int, float]], accept: float
) -> dict[str, frozenset[int]]:
    """Recommendations that the Bills, Acts, Codes and guidance of a document are bound to by accepted links."""
    bound: dict[str, set[int]] = defaultdict(set)
    for case, of_place in zip(cases, scores, strict=True):
        for vehicle in case.commitment.legislation:
            bound[vehicle].update(place for place, score in of_place.items() if score >= accept)
    return {vehicle: frozenset(places) for vehicle, places in bound.items()}


def _shared_vehicles(
    case: Case, findings: Sequence[Finding], vehicles: dict[str, frozenset[int]]
) -> Iterator[Finding]:
    places = {finding.place for finding in findings}
    for vehicle in case.commitment.legislation:
        for place in sorted(places & vehicles[vehicle]):
            words = f"names the {vehicle}, as other rows on this recommendation do"
            yield Finding("shared-vehicle", place, words)
