"""What one process does with one document: read it, extract, link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models import Catalogue, Commitment, Document, Link, Problem, Source
from onrecord.cache import Cache
from onrecord.engine_keys import Keys
from onrecord.engine_limits import limited
from onrecord.engine_records import decode, encode

if TYPE_CHECKING:
    from extract.extractor import Extractor
    from extract.readers import Reading
    from link.linker import Linker

# Formats that are read faster than what was kept of them would be.
QUICK = (".txt", ".md")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What all documents of a run share; plain records, so that any process can be sent it.

    Attributes:
        folder: The corpus folder that the sources' file names are relative to.
        catalogues: The recommendations to link to.
        keys: Under which names results are kept.
        cache: Folder in which they are kept; ``None`` to keep nothing.
        memory: Mebibytes that one document may take beyond the warm pipeline; 0 for no limit.
    """

    folder: Path
    catalogues: Sequence[Catalogue]
    keys: Keys
    cache: Path | None = None
    memory: int = 0


class Worker:
    """A warm pipeline: build it once in a process. What it has kept it does not do again."""

    def __init__(self, job: Job) -> None:
        """Take the job; rules and indexes are loaded when the first document needs them."""
        self._job = job
        self._cache = Cache(job.cache) if job.cache else None

    def warm(self) -> None:
        """Load rules and indexes now."""
        _ = self._extractor, self._linker

    def do(
        self, source: Source, tell: Callable[[str], None] = lambda stage: None, folder: Path | None = None
    ) -> Outcome:
        """Read, extract and link one document; a document that cannot be done says why.

        Args:
            source: The document.
            tell: Is told the stage that begins: ``read``, ``extract`` or ``link``.
            folder: Where its file lies, if not in the folder of the job.

        Raises:
            MemoryError: The document needs more memory than the job allows.
        """
        stage = "read"

        def enter(name: str) -> None:
            nonlocal stage
            stage = name
            tell(name)

        try:
            return self._outcome(source, (folder or self._job.folder) / source.file, enter)
        except Problem as problem:
            return Outcome(source=source, failure=(stage, str(problem)))
        except MemoryError:
            raise
        except Exception as error:  # one document must not cost the run: it is set aside by name
            reason = f"{source.file}: {type(error).__name__}: {error}"
            return Outcome(source=source, failure=(stage, reason))

    def _outcome(self, source: Source, path: Path, enter: Callable[[str], None]) -> Outcome:
        document, commitments = self._extracted(source, path, enter)
        links = self._linked(source, document, commitments, enter)
        by_id: dict[str, list[Link]] = {c.commitment_id: [] for c in commitments}
        for link in links:
            by_id[link.commitment_id].append(link)
        return Outcome(
            source=document.source,
            document=document,
            commitments=commitments,
            links=tuple(tuple(by_id[c.commitment_id]) for c in commitments),
            warnings=(
                *document.warnings,
                *_assumptions(document.source),
                *_unopened(document, commitments),
            ),
        )

    def _extracted(
        self, source: Source, path: Path, enter: Callable[[str], None]
    ) -> tuple[Document, tuple[Commitment, ...]]:
        key = self._job.keys.extract(source)
        if self._cache and (kept := self._cache.get(key)):
            document, commitments = decode(tuple[Document, tuple[Commitment, ...]], kept)
            return document, commitments
        from extract.readers import make_document

        extractor = self._extractor
        with limited(self._job.memory):
            enter("read")
            document = make_document(self._reading(source, path), source)
            enter("extract")
            commitments = tuple(extractor.extract(document))
        if self._cache:
            self._cache.put(key, encode((document, commitments)))
        return document, commitments

    def _reading(self, source: Source, path: Path) -> "Reading":
        from extract.readers import Reading, read_file

        cache = None if source.file.lower().endswith(QUICK) else self._cache
        key = self._job.keys.read(source)
        if cache and (kept := cache.get(key)):
            reading: Reading = decode(Reading, kept)
            return reading
        reading = read_file(path, source)
        if cache:
            cache.put(key, encode(reading))
        return reading

    def _linked(
        self,
        source: Source,
        document: Document,
        commitments: tuple[Commitment, ...],
        enter: Callable[[str], None],
    ) -> tuple[Link, ...]:
        key = self._job.keys.link(source)
        if self._cache and (kept := self._cache.get(key)):
            links: tuple[Link, ...] = decode(tuple[Link, ...], kept)
            return links
        linker = self._linker
        with limited(self._job.memory):
            enter("link")
            links = tuple(linker.link(document, commitments))
        if self._cache:
            self._cache.put(key, encode(links))
        return links

    @cached_property
    def _extractor(self) -> "Extractor":
        from extract.extractor import Extractor

        return Extractor()

    @cached_property
    def _linker(self) -> "Linker":
        from link.linker import Linker

        return Linker(self._job.catalogues)


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


def _unopened(document: Document, commitments: Sequence[Commitment]) -> list[str]:
    """One sentence on the rows whose page cannot be opened at the sentence itself."""
    from extract.citation import opens_at_words

    if not opens_at_words(document):
        return []
    count = sum(":~:text=" not in commitment.citation for commitment in commitments)
    if not count:
        return []
    return [
        f"{document.source.file}: {count} of {len(commitments)} rows cite the page and not the sentence, "
        "which stands more than once with the same words around it; find it by its offsets"
    ]
