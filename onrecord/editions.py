"""Editions: one address and one title, and a text that has changed."""

import hashlib
from dataclasses import replace
from urllib.parse import urldefrag

from onrecord.worker import Outcome


class Editions:
    """Says of each document which earlier one it replaces, as the documents come in their order."""

    def __init__(self) -> None:
        self._latest: dict[tuple[str, str], tuple[str, str]] = {}

    def note(self, outcome: Outcome) -> Outcome:
        """The outcome, its source marked if an earlier document has its address and title but another text.

        What a person has stated in ``replaces`` stands as it is.
        """
        source = outcome.source
        if outcome.document is None or not source.url:
            return outcome
        key = urldefrag(source.url).url.rstrip("/"), " ".join(source.title.split()).casefold()
        digest = hashlib.sha256(outcome.document.text.encode()).hexdigest()
        earlier, text = self._latest.get(key, ("", digest))
        self._latest[key] = source.id, digest
        if source.replaces or text == digest:
            return outcome
        assumed = tuple(sorted({*source.assumed, "replaces"}))
        return replace(outcome, source=replace(source, replaces=earlier, assumed=assumed))
