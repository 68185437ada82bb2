"""From flat blocks to a document's structure: heading paths, lead-ins, questions, speakers.

Every reader hands over blocks in reading order with kind, level, number and place; what stands
between blocks is read here once for all of them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.words import read_words
from models import Block

# "Recommendation 13: Introduction of ...": the inquiry's words, and a heading for what answers them.
RECOMMENDATION = re.compile(
    r"Recommendations?\s+\d+[a-z]?(?:(?:,|\s+and|\s+to|–|-)\s*\d+[a-z]?)*"
    r"(?:$|\s*[:.–—-](?!\s*(?:We|I|The [Gg]overnment|HM Government|Accept|Agree|Partial|Reject|Not)\b)"
    r".{0,400}$)",
    re.IGNORECASE | re.DOTALL,
)
QUESTION_END = re.compile(r"\?[\s*_\"'”’)]*$")
LEAD_IN_END = re.compile(r"[:—][\s*_]*$|:\s*-$")
SALUTATION = re.compile(r"(?:Dear|My dear)\s+[A-Z][^.!?]{0,80}$|To whom it may concern", re.IGNORECASE)
VALEDICTION = re.compile(
    r"(?:Yours (?:sincerely|faithfully|ever|truly|etc)|(?:With )?(?:kind|best) (?:regards|wishes))\b",
    re.IGNORECASE,
)
SPEAKER = re.compile(
    r"(?P<name>(?:(?:The )?(?:Rt|Right) Hon\.? )?(?:[A-Z][\w’'.-]+ ){1,5}?[A-Z][\w’'-]+)"
    r"(?: MP| KC| QC| CBE| DBE| OBE)*(?: ?\([^)]{2,80}\)){0,2} ?: "
)


def arrange(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fill in heading paths, lead-ins, questions, asides and speakers of flat blocks.

    Args:
        text: The canonical text.
        blocks: Blocks in reading order with ``kind``, ``level``, ``number`` and place set.
    """
    blocks = _set_asides(text, [_as_recommendation(text, block) for block in blocks])
    blocks = _merge_questions(text, [_as_question(text, block) for block in blocks])
    blocks = _with_headings(text, blocks)
    blocks = _with_lead_ins(text, _loose_items(text, blocks))
    return tuple(_with_speakers(text, _with_questions(blocks)))


def words_of(text: str, block: Block) -> str:
    """The block's words without surrounding space and left-over formatting marks."""
    return text[block.start : block.end].strip("*_ \t\n\xa0")


def _set_asides(text: str, blocks: Sequence[Block]) -> list[Block]:
    """A letter's head above its salutation and its foot below the valediction promise nothing."""
    greeting = next((i for i, b in enumerate(blocks[:60]) if SALUTATION.match(words_of(text, b))), None)
    if greeting is None:
        return list(blocks)
    done = (i for i, b in enumerate(blocks) if i > greeting and VALEDICTION.match(words_of(text, b)))
    farewell = next(done, len(blocks))
    return [
        replace(b, kind="aside", level=0)
        if i <= greeting or (i >= farewell and len(words_of(text, b)) < 200)
        else b
        for i, b in enumerate(blocks)
    ]


def _as_recommendation(text: str, block: Block) -> Block:
    if block.kind in ("paragraph", "item") and RECOMMENDATION.match(words_of(text, block)):
        return replace(block, kind="heading", level=1, number="")
    return block


def _as_question(text: str, block: Block) -> Block:
    if block.kind in ("paragraph", "heading") and QUESTION_END.search(text, block.start, block.end):
        return replace(block, kind="question", level=0)
    return block


def _merge_questions(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Questions on following lines are asked, and answered, together."""
    merged: list[Block] = []
    for block in blocks:
        if merged and block.kind == merged[-1].kind == "question" and not block.number:
            merged[-1] = replace(merged[-1], end=block.end)
        else:
            merged.append(block)
    return merged


def _with_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    path: list[tuple[int, int]] = []  # level, index
    placed = []
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            level = block.level or 1
            if RECOMMENDATION.match(words_of(text, block)):
                above = [deep for deep, at in path if not RECOMMENDATION.match(words_of(text, blocks[at]))]
                level = max([*above, 0]) + 1
            path = [(deep, at) for deep, at in path if deep < level]
            block = replace(block, level=level, headings=tuple(at for _, at in path))
            path.append((level, index))
        else:
            block = replace(block, headings=tuple(at for _, at in path))
        placed.append(block)
    return placed


def _loose_items(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are items of a list which lost its bullets.

    After a lead-in, paragraphs go on being items while they open in lower case or end in a
    semicolon; the one after the last semicolon is the last item.
    """
    loose, open_list = list(blocks), False
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            open_list = open_list and block.kind == "heading"
            continue
        words = words_of(text, block)
        listed = bool(re.search(r";(?:\s*(?:and|or),?)?$", words))
        if (
            open_list
            and not block.number
            and (listed or words[:1].islower() or _after_semicolon(text, loose, index))
        ):
            loose[index] = replace(block, kind="item", level=1)
            open_list = listed
        else:
            open_list = bool(LEAD_IN_END.search(words))
    return loose


def _after_semicolon(text: str, blocks: Sequence[Block], index: int) -> bool:
    before = blocks[index - 1]
    return before.kind == "item" and bool(re.search(r";(?:\s*(?:and|or),?)?$", words_of(text, before)))


def _with_lead_ins(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The block that each list item hangs on: the nearest shallower block, or a flattened one.

    An item that itself ends in a colon leads the items of its own level behind it, up to the next
    one that is a sentence of its own: their indentation was lost.
    """
    placed: list[Block] = []
    stack: list[tuple[int, int]] = []  # list depth, index of the lead-in
    for index, block in enumerate(blocks):
        if block.kind == "heading" and stack and index and blocks[index - 1].kind == "item":
            stack = stack[:1]
        elif block.kind == "item":
            depth = block.level or 1
            stack = [
                (deep, at)
                for deep, at in stack
                if deep < depth or (deep == depth and _flattened(text, blocks, at, index))
            ]
            block = replace(block, lead_in=_hangs_on(blocks, stack))
            if LEAD_IN_END.search(words_of(text, block)):
                stack.append((depth, index))
        elif block.kind not in ("row", "aside"):
            stack = [(0, index)]
        placed.append(block)
    return placed


def _hangs_on(blocks: Sequence[Block], stack: Sequence[tuple[int, int]]) -> int | None:
    return stack[-1][1] if stack and blocks[stack[-1][1]].kind in ("paragraph", "item") else None


def _flattened(text: str, blocks: Sequence[Block], lead: int, index: int) -> bool:
    """Do the items from ``lead`` to ``index`` hang on ``lead``, though they stand beside it?"""
    if blocks[lead].kind != "item":
        return True
    if any(block.level > blocks[lead].level for block in blocks[lead + 1 : index]):
        return False  # its own items are indented, so this one is its sibling
    between = [words_of(text, b) for b in blocks[lead + 1 : index + 1]]
    return all(not OWN_SENTENCE.match(words) for words in between)


OWN_SENTENCE = re.compile(
    r"(?:We|I|The|This|These|It|In|By|From|As|A|An|Our|Each|All|There)\b|\S+ (?:will|has|have|is|are)\b"
)


def _with_questions(blocks: Sequence[Block]) -> list[Block]:
    asked: int | None = None
    placed = []
    for index, block in enumerate(blocks):
        if block.kind == "question":
            asked = index
        elif block.kind == "heading" and asked != index - 1:
            asked = None
        placed.append(block if block.kind in ("question", "heading") else replace(block, question=asked))
    return placed


def _with_speakers(text: str, blocks: Sequence[Block]) -> list[Block]:
    """A speaker's name at the head of a paragraph is whose words follow, up to the next heading."""
    speaker, placed = "", []
    for block in blocks:
        if block.kind == "heading":
            speaker = ""
        elif block.kind == "paragraph":
            speaker = _named_speaker(text, block) or speaker
        placed.append(replace(block, speaker=speaker) if speaker else block)
    return placed


def _named_speaker(text: str, block: Block) -> str:
    named = SPEAKER.match(text, block.start, block.end)
    label = named and named["name"].split()[0].lower() in read_words("labels")
    return named["name"] if named and not label else ""
