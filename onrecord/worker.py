"""What one process does with one document: read it, extract, link."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models import Catalogue, Commitment, Document, Link, Problem, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document.

    Attributes:
        source: The source, completed from the document itself.
        document: What was read; ``None`` when the document could not be done.
        commitments: Its commitments, in the order of the text.
        links: The pairs considered for each of them.
        warnings: What a person should know, each a sentence that names the file.
        failure: Stage and reason, when the document could not be done.
    """

    source: Source
    document: Document | None = None
    commitments: tuple[Commitment, ...] = ()
    links: tuple[tuple[Link, ...], ...] = ()
    warnings: tuple[str, ...] = ()
    failure: tuple[str, str] | None = None


class Worker:
    """A warm pipeline: build it once in a process."""

    def __init__(self, folder: Path, catalogues: Sequence[Catalogue]) -> None:
        """Load rules and indexes.

        Args:
            folder: The corpus folder that the sources' file names are relative to.
            catalogues: The recommendations to link to.
        """
        from extract.extractor import Extractor
        from link.linker import Linker

        self._folder = folder
        self._extractor = Extractor()
        self._linker = Linker(catalogues)

    def do(self, source: Source) -> Outcome:
        """Read, extract and link one document; a document that cannot be done says why."""
        from extract.readers import read_document

        try:
            document = read_document(self._folder / source.file, source)
        except Problem as problem:
            return Outcome(source=source, failure=("read", str(problem)))
        try:
            commitments = self._extractor.extract(document)
            links = self._linker.link(document, commitments)
        except Exception as error:  # one document must not cost the run: it is set aside by name
            return Outcome(
                source=source, failure=("extract", f"{source.file}: {type(error).__name__}: {error}")
            )
        by_id: dict[str, list[Link]] = {c.commitment_id: [] for c in commitments}
        for link in links:
            by_id[link.commitment_id].append(link)
        return Outcome(
            source=document.source,
            document=document,
            commitments=tuple(commitments),
            links=tuple(tuple(by_id[c.commitment_id]) for c in commitments),
            warnings=(*document.warnings, *_assumptions(document.source)),
        )


def _assumptions(source: Source) -> list[str]:
    """One sentence on what nobody stated; a missing date is worth one of its own."""
    said = []
    known = [f"{name} {str(getattr(source, name))!r}" for name in source.assumed if getattr(source, name)]
    if known:
        said.append(f"{source.file}: assumed {', '.join(known)}; state it in sources.toml if that is wrong")
    if source.published is None:
        said.append(
            f"{source.file}: says no date, so relative times are not read; add published to sources.toml"
        )
    return said
