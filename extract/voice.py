"""Who "we", "I" and "the Department" are, in each place of a document."""

import re
from collections.abc import Sequence

from extract.bodies import BodyFinder
from extract.structure import words_of
from models import Block, Document

GOVERNMENT = "HM Government"
# Kinds of publication that a single department signs, whatever government it speaks for.
OWN_VOICE = frozenset(("letter", "oral-statement", "written-statement", "speech", "evidence", "progress-plan", "departmental-plan"))
SPEAKS_AS_GOVERNMENT = re.compile(r"\b(?:[Tt]his|[Tt]he|HM|Her Majesty[’']s|His Majesty[’']s) [Gg]overnment\b")


class Voice:
    """Resolves the first person and the unnamed department."""

    def __init__(self, document: Document, finder: BodyFinder) -> None:
        """Read who publishes and signs ``document``."""
        self._document = document
        self._finder = finder
        self.publishers = _publishers(document.source.publisher, finder)
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
        if signed := self._finder.department_of(source.signatory) if source.signatory else None:
            return (signed,)
        if not self.publishers:
            return (GOVERNMENT,)
        if source.kind in OWN_VOICE or not self._speaks_as_government():
            return self.publishers[:1]
        return (GOVERNMENT,)

    def _speaks_as_government(self) -> bool:
        """Does a paper say "the Government will" more often than it names its department?"""
        text = self._document.text
        as_government = len(SPEAKS_AS_GOVERNMENT.findall(text))
        as_department = sum(len(re.findall(re.escape(name), text)) for name in self.publishers)
        as_department += len(re.findall(r"\b(?:[Tt]he|[Mm]y|[Oo]ur|[Tt]his) [Dd]epartment\b", text))
        return as_government > as_department


def _publishers(names: str, finder: BodyFinder) -> tuple[str, ...]:
    """Canonical names of the publishing departments, in their order."""
    whole = finder.department_of(names)
    parts: Sequence[str] = [names] if whole else re.split(r", (?=[A-Z])|; ", names)
    merged: list[str] = []
    for part in parts:  # "Department for Environment, Food & Rural Affairs" holds a comma itself
        joined = f"{merged[-1]}, {part}" if merged else ""
        if merged and finder.department_of(joined) and not finder.department_of(part):
            merged[-1] = joined
        else:
            merged.append(part)
    return tuple(dict.fromkeys(name for part in merged if (name := finder.department_of(part))))
