"""Numbered recommendations, read out of the publication that makes or lists them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from link.catalogue_edges import find_repeated
from link.numbers import find_label, find_row_label, plain_number
from models import Block, Catalogue, Document, Problem, Recommendation

TITLE = 220  # characters of a title; of a longer first sentence the first words are one
SUMMARY = 700  # characters of a summary
FOLLOWING = 8  # blocks behind a bare label in which its words stand

SAME_TITLE = 60  # RapidFuzz token_set_ratio, 0 to 100, under which two titles are of two recommendations
SEPARATORS = " \t\n*_|.:–—-)("
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z(“‘])")
ASKS = re.compile(r"^[^.]{0,80}\brecommends?\b", re.IGNORECASE)
LIST_HEADING = re.compile(r"\brecommendations?\b", re.IGNORECASE)
NOT_THEIRS = re.compile(
    r"\b(?:response|progress|implement\w*|previous|earlier|status|action)\b", re.IGNORECASE
)
LISTED = re.compile(r"\(?([A-Z]{0,3}\d{1,3}(?:\.\d{1,2})?[a-z]?)(?![\w%])[).:]*")
VERDICT = re.compile(
    r"(?:(?:we|the government|fully|partially|partly|not) )*"
    r"(?:accept|agree|reject|note|support|complete|implement|delivered|in principle)\w*\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """One recommendation as a document prints it.

    Attributes:
        number: Its number.
        title: Its first words.
        summary: What it asks, in the document's words; empty if the title is all.
    """

    number: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """A catalogue that was read out of a document.

    Attributes:
        catalogue: The catalogue.
        notes: What a person should look at, each in one sentence.
    """

    catalogue: Catalogue
    notes: tuple[str, ...]


def read_recommendations(
    document: Document, report: Catalogue, prefix: str = "", earlier: Sequence[Catalogue] = ()
) -> ReadCatalogue:
    """The numbered recommendations of a publication.

    They are taken from labels ("Recommendation 7: ...", "Recommendations 31, 32 and 33") in headings,
    paragraphs, lists and tables; where there are none, from a numbered list under a heading that
    speaks of recommendations.

    Args:
        document: The publication.
        report: What is known of the report; its recommendations are ignored.
        prefix: Begins each id ("FR" for ``FR13``); without one it is the report's id and a hyphen.
        earlier: Catalogues of earlier reports whose recommendations this one may repeat.

    Raises:
        Problem: The document has no numbered recommendations.
    """
    found = list(_labelled(document)) or list(_listed(document))
    if not found:
        raise Problem(
            f"{document.source.file}: no numbered recommendations were found; "
            "write the catalogue by hand, one [[recommendation]] each with number and title"
        )
    kept, notes = _once(found)
    recommendations = []
    for each in sorted(kept, key=lambda each: _order(each.number)):
        recommendation = Recommendation(
            id=f"{prefix or report.id + '-'}{each.number}",
            number=each.number,
            report=report.id,
            title=each.title,
            summary=each.summary,
        )
        repeated, note = find_repeated(f"{each.title} {each.summary}", each.title, earlier)
        recommendations.append(replace(recommendation, repeats=repeated))
        notes += [f"recommendation {each.number}: {note}"] if note else []
    notes += _gaps([each.number for each in kept])
    return ReadCatalogue(replace(report, recommendations=tuple(recommendations)), tuple(notes))


def _labelled(document: Document) -> Iterator[Found]:
    """Recommendations by the labels of their blocks."""
    header = ""
    for index, block in enumerate(document.blocks):
        words = document.words(block)
        if block.kind == "row":
            if index == 0 or document.blocks[index - 1].kind != "row":
                header = words
            label = find_row_label(words, header)
        else:
            label = find_label(words, heading=False) if block.kind != "aside" else None
        if label:
            yield from _labels(document, index, label.numbers, words[label.end :])


def _labels(document: Document, index: int, numbers: Sequence[str], rest: str) -> Iterator[Found]:
    """One recommendation for each number of a label, with the words behind it or below it."""
    cells = rest.split("|") if document.blocks[index].kind == "row" else [rest]
    own = next((words for words in map(_clean, cells) if words), "")
    below = _below(document, index)
    for number in numbers:
        numbered = next((words for at, words in below if at == number), "")
        text = numbered or own or " ".join(words for _, words in below)
        if text:
            yield _found(number, text, "" if numbered or not own else _asked(below))


def _asked(below: Sequence[tuple[str, str]]) -> str:
    """What is recommended under a title: "The Inquiry recommends that:" and its items, but no answer."""
    taken: list[str] = []
    for _, words in below:
        if not ASKS.search(words) and not (taken and taken[0].endswith(":")):
            break
        taken.append(words)
    return " ".join(taken)


def _below(document: Document, index: int) -> list[tuple[str, str]]:
    """Printed number and words of the blocks that belong to a label: up to the next label or heading."""
    found: list[tuple[str, str]] = []
    for block in document.blocks[index + 1 : index + 1 + FOLLOWING]:
        words = document.words(block)
        if block.kind in ("heading", "question", "row", "aside") or find_label(words, heading=False):
            break
        found.append((plain_number(block.number), _clean(words)))
    return found


def _listed(document: Document) -> Iterator[Found]:
    """Numbered paragraphs and items under a heading that speaks of recommendations."""
    for block in document.blocks:
        words = f"{block.number} {document.words(block)}".strip()
        opens = LISTED.match(words)
        if opens and block.kind in ("paragraph", "item") and _is_listed(document, block):
            yield _found(plain_number(opens[1]), _clean(words[opens.end() :]), "")


def _is_listed(document: Document, block: Block) -> bool:
    if not block.headings:
        return False
    heading = document.words(document.blocks[block.headings[-1]])
    return bool(LIST_HEADING.search(heading)) and not NOT_THEIRS.search(heading)


def _found(number: str, text: str, more: str) -> Found:
    """The first sentence is the title, and what is said beside it the summary."""
    first, *rest = SENTENCE_END.split(text, maxsplit=1)
    title = first if len(first) <= TITLE else first[:TITLE].rsplit(" ", 1)[0]
    whole = " ".join(words for words in (text if len(first) > TITLE else " ".join(rest), more) if words)
    return Found(number, title.rstrip(" .;:"), whole[:SUMMARY].strip())


def _clean(words: str) -> str:
    return " ".join(words.lstrip(SEPARATORS).rstrip(" \t\n*_|").split())


def _once(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """The first of each number; a second one of other words is worth a note."""
    from rapidfuzz import fuzz

    kept: dict[str, Found] = {}
    notes = []
    for each in found:
        first = kept.setdefault(each.number, each)
        if VERDICT.match(each.title) and first is not each:
            continue  # "Recommendation 7: accepted" answers it
        if VERDICT.match(first.title) or (each.title == first.title and not first.summary):
            kept[each.number] = each
        elif fuzz.token_set_ratio(first.title.casefold(), each.title.casefold()) < SAME_TITLE:
            notes.append(
                f"recommendation {each.number} stands twice, also as {each.title[:80]!r}; the first is kept: "
                "if the other is another report's, make a second catalogue for that report"
            )
    return list(kept.values()), notes


def _order(number: str) -> list[tuple[int, str]]:
    """Numbers in their natural order: 2 before 10, 4a behind 4."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", number)]


def _gaps(numbers: Sequence[str]) -> list[str]:
    """A note on the numbers that are missing between the first and the last."""
    plain = {int(found[0]) for number in numbers if (found := re.match(r"\d+", number))}
    missing = [str(n) for n in range(1, max(plain, default=1)) if n not in plain]
    return [f"numbers not found: {', '.join(missing)}"] if missing else []
