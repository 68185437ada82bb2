"""Who "we", "I" and "the Department" are, in each place of a document."""

import re

from extract.bodies import BodyFinder
from extract.structure import words_of
from models import Block, Document

GOVERNMENT = "HM Government"
DEVOLVED = ("Welsh Government", "Scottish Government", "Northern Ireland Executive")
# Kinds of publication that a single department signs, whatever government it speaks for.
# Kinds in which "we" is the whole government, whichever department publishes them.
FOR_GOVERNMENT = ("response", "update", "command-paper", "white-paper", "green-paper", "policy-paper")
OWN_VOICE = frozenset(
    (
        "letter",
        "oral-statement",
        "written-statement",
        "speech",
        "evidence",
        "progress-plan",
        "departmental-plan",
    )
)
SPEAKS_AS_GOVERNMENT = re.compile(
    r"\b(?:[Tt]his|[Tt]he|HM|Her Majesty[’']s|His Majesty[’']s) [Gg]overnment\b"
)


class Voice:
    """Resolves the first person, "the Government" and the unnamed department.

    Attributes:
        publishers: Canonical names of the publishing departments.
        government: The government whose paper this is, a devolved one where it publishes.
    """

    def __init__(self, document: Document, finder: BodyFinder) -> None:
        """Read who publishes and signs ``document``."""
        self._document = document
        self._finder = finder
        self.publishers = _publishers(document.source.publisher, finder)
        self.government = next((name for name in self.publishers if name in DEVOLVED), GOVERNMENT)
        self._own = self._read_own()
        self._of_heading: dict[int, str | None] = {}

    def own(self, block: Block) -> tuple[str, ...]:
        """Bodies that "we" and "I" stand for in ``block``."""
        for index in reversed(block.headings):
            if index not in self._of_heading:
                words = words_of(self._document.text, self._document.blocks[index])
                self._of_heading[index] = self._finder.department_of(words) if len(words) < 80 else None
            if found := self._of_heading[index]:
                return (found,)
        return self._own

    def departments(self, block: Block) -> tuple[str, ...]:
        """Bodies that "the departments" stand for in ``block``."""
        return self.publishers if len(self.publishers) > 1 else self.own(block)

    def _read_own(self) -> tuple[str, ...]:
        source = self._document.source
        if source.rank == "press":
            return (GOVERNMENT,)
        if signed := _publishers(source.signatory, self._finder):
            return signed[:1]
        if not self.publishers:
            return (GOVERNMENT,)
        if self.government != GOVERNMENT:
            return (self.government,)
        if source.kind in OWN_VOICE:
            return self.publishers[:1]
        if any(kind in source.kind for kind in FOR_GOVERNMENT) or self._speaks_as_government():
            return (GOVERNMENT,)
        return self.publishers[:1]

    def _speaks_as_government(self) -> bool:
        """Does a paper say "the Government will" more often than it names its department?"""
        text = self._document.text
        as_government = len(SPEAKS_AS_GOVERNMENT.findall(text))
        as_department = sum(len(re.findall(re.escape(name), text)) for name in self.publishers)
        as_department += len(re.findall(r"\b(?:[Tt]he|[Mm]y|[Oo]ur|[Tt]his) [Dd]epartment\b", text))
        return as_government > as_department


def _publishers(names: str, finder: BodyFinder) -> tuple[str, ...]:
    """Canonical names of the publishing departments; a name may itself hold commas."""
    parts = re.split(r"[,;] ", names)
    found: dict[str, None] = {}
    at = 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        names_from = ((", ".join(parts[at:end]), end) for end in ends)
        whole = ((finder.department_of(name) or _devolved(name, finder), end) for name, end in names_from)
        name, at = next(((name, end) for name, end in whole if name), (None, at + 1))
        if name:
            found[name] = None
    return tuple(found)


def _devolved(name: str, finder: BodyFinder) -> str | None:
    found = finder.resolve(name)
    return found if found in DEVOLVED else None
