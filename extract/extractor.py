"""Documents to commitments: the warm pipeline that one worker keeps."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.act import Act, read_act, words_of_rule
from extract.bodies import BodyFinder, Definitions
from extract.citation import Citations
from extract.conditions import find_caveat, find_condition
from extract.dates import find_timings
from extract.detect import Before, Detector, Finding, choose
from extract.legislation import find_legislation
from extract.lists import Frame, inherits, is_placeholder, item_form, named_doer
from extract.money import find_money
from extract.pipeline import blank_pipeline, without_insertions
from extract.roles import Roles, read_roles
from extract.rules import Match
from extract.sentence import Sentence
from extract.sentences import find_sentences
from extract.speakers import Speakers
from extract.structure import words_of
from extract.timing import choose_timing, hanging_spans
from extract.units import LONGEST, CleanUnit, find_units
from extract.voice import Voice
from models import Block, BodyMention, Commitment, Document, Source, Timing, make_commitment_id

CONTEXT = 30  # code points of prefix and suffix


@dataclass(slots=True)
class _State:
    """What reading a document has established so far."""

    document: Document
    definitions: Definitions
    voice: Voice
    citations: Citations
    caveats: dict[int, str]
    leads: frozenset[int]
    speakers: Speakers = field(default_factory=Speakers)
    frames: dict[int, Frame] = field(default_factory=dict)
    before: Before = field(default_factory=Before)
    block: int = -1
    seen: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Read:
    """One unit, tokenized, with the bodies it names."""

    clean: CleanUnit
    block: Block
    matches: list[Match]
    sentence: Sentence
    mentions: tuple[BodyMention, ...]
    offsets: tuple[int, ...]


class Extractor:
    """Extracts the commitments of documents. Build once and use for many: it keeps no document's state."""

    def __init__(self) -> None:
        """Load the blank English pipeline, the word lists and the rules."""
        self._nlp = blank_pipeline()
        self._finder = BodyFinder(self._nlp)
        self._detector = Detector(self._nlp.vocab)

    def extract(self, document: Document) -> list[Commitment]:
        """The commitments of ``document`` in the order of its text."""
        state = self._begin(document)
        return [row for clean in find_units(document) for row in self._commitment(state, clean)]

    def explain(self, words: str) -> list[tuple[str, str]]:
        """Which rules find something in the last sentence of a paragraph: rule id and trigger words.

        A paragraph that ends in a colon is read as the lead-in of a list. This is how a rule is tried.
        """
        block = Block(kind="paragraph", start=0, end=len(words))
        item = Block(kind="item", start=len(words), end=len(words), level=1, lead_in=0)
        source = Source(id="words", file="words.txt", title="words")
        state = self._begin(Document(source=source, text=words, blocks=(block, item)))
        found: list[tuple[str, str]] = []
        for clean in find_units(state.document):
            read = self._read(state, clean)
            held = (
                self._detector.find(read.matches, read.sentence, state.before, words.endswith(":"))
                if read
                else []
            )
            found = [(f.rule.id, " ".join(read.sentence.shapes[f.start : f.end])) for f in held if read]
            list(self._commitment(state, clean))
        return found

    def _begin(self, document: Document) -> _State:
        texts = [document.words(block)[:LONGEST] for block in document.blocks]
        caveats: dict[int, str] = {}
        for block, words in zip(document.blocks, texts, strict=True):
            if block.lead_in is not None and (caveat := find_caveat(words)):
                caveats[block.lead_in] = caveat
        return _State(
            document=document,
            definitions=self._finder.definitions(texts),
            voice=Voice(document, self._finder),
            citations=Citations(document),
            caveats=caveats,
            leads=frozenset(b.lead_in for b in document.blocks if b.lead_in is not None),
        )

    def _read(self, state: _State, clean: CleanUnit) -> _Read | None:
        """Tokens, matches and bodies of a unit; ``None`` if nothing in it could be a commitment."""
        whole = self._nlp.make_doc(clean.text)
        doc = without_insertions(whole, clean.text)
        matches = self._detector.match(doc)
        block = state.document.blocks[clean.unit.block]
        press = state.document.source.rank == "press"
        if not (matches or press or block.lead_in in state.frames):
            return None
        strings = doc.vocab.strings  # token objects would cost three times as much
        lower, orth, places = doc.to_array(["LOWER", "ORTH", "IDX"]).T.tolist()
        words, shapes = [strings[word].replace("’", "'") for word in lower], [strings[word] for word in orth]
        offsets = tuple(doc.user_data.get("offsets") or places)
        mentions = tuple(self._finder.find(whole, state.definitions, clean.unit.block))
        if press:
            state.speakers.meet(clean.text, mentions)
        sentence = Sentence(
            words, shapes, mentions, _mention_at(offsets, mentions), press, state.speakers.heard
        )
        return _Read(clean, block, matches, sentence, mentions, offsets)

    def _commitment(self, state: _State, clean: CleanUnit) -> Iterator[Commitment]:
        if clean.unit.block != state.block:
            state.block, state.before = clean.unit.block, _before_item(state, clean)
        read = self._read(state, clean)
        if read is None:
            state.before = replace(state.before, found=False)
            return
        is_lead = clean.last and clean.unit.block in state.leads and clean.text[-1] not in ".!?"
        found = self._detector.find(read.matches, read.sentence, state.before, is_lead)
        frame = state.frames.get(read.block.lead_in) if read.block.lead_in is not None else None
        act = self._act(state, read, found, frame)
        if is_lead and found:
            state.frames[clean.unit.block] = self._frame(state, read, found[-1])
        if act and is_lead and is_placeholder(read.sentence, act.finding):
            act = None
        if act and read.block.lead_in is not None and find_caveat(clean.text):
            act = None
        state.before = _established(act, read, state.before)
        if act:
            yield self._row(state, read, act)

    def _act(self, state: _State, read: _Read, found: Sequence[Finding], frame: Frame | None) -> Act | None:
        """The act of the unit: its own, or the one that its lead-in promises."""
        rows = [f for f in found if not f.rule.settings.get("lead_in")]
        if frame and inherits(item_form(read.sentence), rows, read.sentence, read.clean.unit.first):
            roles = Roles(frame.bodies, _partners(read.mentions, frame.bodies))
            return read_act(read.sentence, frame.finding, roles, frame)
        finding = choose(rows)
        if not finding:
            return None
        speaker = state.speakers.speaker_of(read.sentence) if read.sentence.press else ""
        speaks_for = state.speakers.body_of(speaker)
        before = state.before
        if rows[0] is not finding and rows[0].clause.bodies:
            earlier = read_roles(read.sentence, rows[0], state.voice, read.block, before, speaks_for)
            before = Before(True, "body", earlier.lead, before.named)
        roles = read_roles(read.sentence, finding, state.voice, read.block, before, speaks_for)
        return read_act(read.sentence, finding, roles, None)

    def _frame(self, state: _State, read: _Read, finding: Finding) -> Frame:
        act = self._act(state, read, [finding], None)
        doer = named_doer(read.sentence, finding)
        above = state.frames.get(read.block.lead_in) if read.block.lead_in is not None else None
        bodies = (
            (doer,) if doer else act.roles.lead if act else above.bodies if above else state.before.bodies
        )
        return Frame(
            finding=finding,
            stance=finding.stance,
            bodies=bodies or state.voice.own(read.block),
            timing=self._timing(state, read, finding, finding.stance, None)
            if is_placeholder(read.sentence, finding)
            else None,
            condition=find_condition(read.clean.text),
            speaker=state.speakers.speaker_of(read.sentence) if read.sentence.press else "",
            reported=read.sentence.press,
            trigger=words_of_rule(finding, read.clean.text, read.offsets),
        )

    def _timing(
        self, state: _State, read: _Read, finding: Finding, stance: str, frame: Frame | None
    ) -> Timing | None:
        written = state.document.source.published
        timings = find_timings(read.clean.text, written)
        act_from = _request(read, finding) if stance == "delivered" else 0
        opening = _opening_spans(read)
        timings = [t for t in timings if not any(start <= t.start < end for start, end in opening)]
        spans = hanging_spans(read.sentence, read.offsets, len(read.clean.text))
        spans += _subject_span(read, finding, frame)
        own = choose_timing(timings, stance, written, act_from, spans)  # type: ignore[arg-type]
        return own or (frame.timing if frame else None) or self._deadline_cell(state, read, stance)

    def _deadline_cell(self, state: _State, read: _Read, stance: str) -> Timing | None:
        """In a table, a cell of the same row that holds nothing but a date."""
        if read.block.kind != "row" or stance == "delivered":
            return None
        for cell in state.document.words(read.block).split("|"):
            timings = find_timings(cell.strip(), state.document.source.published)
            if len(timings) == 1 and timings[0].date_to and timings[0].text == cell.strip():
                return timings[0]
        return None

    def _row(self, state: _State, read: _Read, act: Act) -> Commitment:
        document, unit, block = state.document, read.clean.unit, read.block
        timing = self._timing(state, read, act.finding, act.stance, act.frame)
        quote = document.text[unit.start : unit.end]
        money, amount = find_money(read.clean.text)
        speaker = self._speaker(state, read, act)
        folded = " ".join(quote.split())
        occurrence, state.seen[folded] = state.seen[folded], state.seen[folded] + 1
        prefix, suffix = (
            document.text[max(0, unit.start - CONTEXT) : unit.start],
            document.text[unit.end : unit.end + CONTEXT],
        )
        return Commitment(
            commitment_id=make_commitment_id(document.source.id, quote, occurrence),
            document_id=document.source.id,
            quote=quote,
            start=unit.start,
            end=unit.end,
            prefix=prefix,
            suffix=suffix,
            block=unit.block,
            page=document.page_at(unit.start) or block.page,
            section=tuple(words_of(document.text, document.blocks[i]) for i in block.headings),
            paragraph=_paragraph(document, unit.block),
            lead_in=_lead_in(document, block.lead_in),
            question=_words_at(document, block.question),
            citation=state.citations.fragment(unit.start, unit.end),
            action=act.action(read.clean.text, read.offsets, timing),
            stance=act.stance,
            specificity=act.specificity(read.sentence, timing, amount),
            speaker=speaker,
            reported=read.sentence.press,
            responsible_bodies=act.roles.lead,
            partner_bodies=act.roles.partners,
            timing=timing,
            condition=self._condition(state, read, act),
            money=money,
            amount_gbp=amount,
            legislation=find_legislation(read.clean.text),
            missing=act.missing(read.sentence, timing, amount),
            rule=act.finding.rule.id,
            trigger=act.trigger(read.clean.text, read.offsets),
        )

    def _speaker(self, state: _State, read: _Read, act: Act) -> str:
        if read.sentence.press:
            return (act.frame.speaker if act.frame else "") or state.speakers.speaker_of(read.sentence)
        source = state.document.source
        return read.block.speaker or source.speaker or source.signatory

    def _condition(self, state: _State, read: _Read, act: Act) -> str:
        if own := find_condition(read.clean.text):
            return own
        if act.frame and act.frame.condition:
            return act.frame.condition
        return state.caveats.get(read.block.lead_in, "") if read.block.lead_in is not None else ""


def _mention_at(offsets: Sequence[int], mentions: Sequence[BodyMention]) -> list[int]:
    """For each token the index of the mention that it is part of; -1 where there is none."""
    at = [-1] * len(offsets)
    for index, mention in enumerate(mentions):
        first, stop = bisect_left(offsets, mention.start), bisect_left(offsets, mention.end)
        at[first:stop] = [index] * (stop - first)
    return at


def _partners(mentions: Sequence[BodyMention], lead: Sequence[str]) -> tuple[str, ...]:
    names = dict.fromkeys(m.name for m in mentions if m.public and m.kind != "government")
    return tuple(name for name in names if name not in lead)


def _before_item(state: _State, clean: CleanUnit) -> Before:
    """At the head of a block nothing is established, but a paragraph may go on from the one above."""
    block = state.document.blocks[clean.unit.block]
    return replace(state.before, found=False) if block.kind == "paragraph" else Before()


def _request(read: _Read, finding: Finding) -> int:
    """Character at which the act asked for begins ("asked HMICFRS to review"); -1 if none is asked."""
    words = read.sentence.words
    asked = (
        "asked",
        "commissioned",
        "instructed",
        "directed",
        "tasked",
        "invited",
        "requested",
        "required",
        "urged",
    )
    if not any(w in asked for w in words[finding.start : finding.end]):
        return -1
    to = next((k for k in range(finding.end, len(words)) if words[k] == "to"), None)
    return read.offsets[to] if to is not None else -1


def _established(act: Act | None, read: _Read, before: Before) -> Before:
    named = tuple(dict.fromkeys(m.name for m in read.mentions if m.public))
    if not act:
        return replace(before, found=False, named=named or before.named)
    return Before(True, act.finding.clause.kind, act.roles.lead, named or before.named)


def _opening_spans(read: _Read) -> list[tuple[int, int]]:
    """Where a condition, or a clause that opens the sentence, times something else than the act."""
    text, words = read.clean.text, read.sentence.words
    spans = []
    if (
        words
        and words[0] in ("as", "since", "while", "whilst", "although", "because", "if", "when", "where")
        and "," in text
    ):
        spans.append((0, text.index(",")))
    if (condition := find_condition(text)) and condition in text:
        start = text.index(condition)
        spans.append((start, start + len(condition)))
    return spans


def _subject_span(read: _Read, finding: Finding, frame: Frame | None) -> list[tuple[int, int]]:
    """Where the subject stands: "allocations for 2017-18 will be published in June"."""
    start, end = finding.clause.start, finding.clause.end
    return [(read.offsets[start], read.offsets[end - 1] + 1)] if frame is None and end > start else []


def _paragraph(document: Document, index: int) -> str:
    """Printed number of the block, or of the paragraph that its list hangs on."""
    block = document.blocks[index]
    if block.number or block.lead_in is None:
        return block.number
    return _paragraph(document, block.lead_in)


def _lead_in(document: Document, index: int | None) -> str:
    """The last sentence of the block that a list hangs on."""
    words = _words_at(document, index)
    return words[find_sentences(words)[-1][0] :] if words else ""


def _words_at(document: Document, index: int | None) -> str:
    return " ".join(words_of(document.text, document.blocks[index]).split()) if index is not None else ""
