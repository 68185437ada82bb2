"""Work dealt out by size."""

from collections.abc import Iterator, Sequence

BYTES = 256 << 10  # of the files of one chunk, at most: a second's work, or two, on text
MOST = 64  # documents of one chunk
SHARE = 8  # chunks that each worker gets at least, so that all end at about the same time


def cut(sizes: Sequence[int], workers: int) -> Iterator[list[int]]:
    """Neighbouring documents in chunks of about the same size; a large one stands alone.

    Args:
        sizes: Bytes of each document.
        workers: Number of those who share the work.

    Yields:
        Places of the documents, every one once, in order.
    """
    most = min(BYTES, sum(sizes) // (SHARE * workers))
    chunk: list[int] = []
    held = 0
    for place, size in enumerate(sizes):
        if chunk and (held + size > most or len(chunk) == MOST):
            yield chunk
            chunk, held = [], 0
        chunk.append(place)
        held += size
    if chunk:
        yield chunk
