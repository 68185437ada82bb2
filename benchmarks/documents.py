"""Documents made from the corpus by a seeded shuffle of its passages and of the dates in them."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}} )?(?P<month>{MONTHS}) (?P<year>20\d\d)\b|\b(?P<alone>20[12]\d)\b(?!/)"
)
FIRST_DAY = date(2023, 1, 1)
DAYS = 1500  # between the first publication and the last
WORDS = 450  # median of a document; a publication of GOV.UK has about as many
SPREAD = 0.7  # of the logarithm: one in forty has four times as many


def write_documents(folder: Path, count: int, seed: int = 1, words: float = WORDS) -> int:
    """Write ``count`` plain-text documents into a folder.

    Returns:
        Words written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    passages, chance, total = list(read_passages()), random.Random(seed), 0
    for number in range(count):
        text = make_text(passages, chance, words)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        (folder / f"update-{number:06}-{day}.txt").write_text(text, encoding="utf-8")
        total += len(text.split())
    return total


def read_passages() -> Iterator[str]:
    """The paragraphs of the corpus, each with the list that hangs on it."""
    for path in sorted(CORPUS.glob("*.txt")):
        held: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if held and not line.lstrip().startswith(("-", "*", "•")) and line.strip():
                yield "\n".join(held)
                held = []
            if line.strip():
                held.append(line)
        yield "\n".join(held)


def make_text(passages: list[str], chance: random.Random, words: float) -> str:
    """A document of about as many words as chance gives it."""
    wanted = words * chance.lognormvariate(0, SPREAD)
    chosen: list[str] = [f"Progress update {chance.randrange(10**6)}"]
    held = 0
    while held < wanted:
        chosen.append(DATE.sub(lambda found: _other(found, chance), chance.choice(passages)))
        held += len(chosen[-1].split())
    return "\n\n".join(chosen) + "\n"


def _other(found: re.Match[str], chance: random.Random) -> str:
    """Another date in the same words."""
    year = str(chance.randrange(2020, 2032))
    if found["alone"]:
        return year
    day = f"{chance.randrange(1, 29)} " if found["day"] else ""
    return f"{day}{chance.choice(MONTHS.split('|'))} {year}"
