"""The blank English pipeline: spaCy's tokenizer, with hyphenated words kept whole."""

import re

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

DASH = r"(?<=[^\W\d_])(?:–|—|--)(?=[^\W\d_])"


def blank_pipeline() -> Language:
    """A blank pipeline that keeps "co-ordinating" and "multi-agency" one token each.

    Source: spaCy's English infix rules, less the one that splits at hyphens, so that dashes are split anew.
    """
    nlp = spacy.blank("en")
    infixes = [rule for rule in (nlp.Defaults.infixes or ()) if "-|–|—" not in str(rule)]
    nlp.tokenizer.infix_finditer = compile_infix_regex([*infixes, DASH]).finditer  # type: ignore[union-attr]
    return nlp


# "will, subject to approval, introduce": what stands between a modal and its verb.
INSERTED = re.compile(
    r"\b(?:will|shall|would|has|have|had|are|is|am|do|does|not)"
    r",(?P<words>(?: [^\s,;:.]+){1,14}),(?= (?!and\b|or\b))"
)

QUOTED_VERB = re.compile(r"\b(?:will|would|was|were|is|are|be|been|to|has|had|have|not) [“\"]")
QUOTES = frozenset('“”"')


def without_insertions(doc: Doc, text: str) -> Doc:
    """A sentence without what stands between a modal and its verb (insertions, quotation marks).

    Args:
        doc: The tokenized sentence.
        text: Its text, which is dear to ask of ``doc``.

    Returns:
        ``doc`` itself, or a shorter one whose ``user_data["offsets"]`` hold its tokens' character
        offsets in the whole sentence.
    """
    found = INSERTED.search(text)
    if not found and not QUOTED_VERB.search(text):
        return doc
    start, end = (found.start("words") - 1, found.end()) if found else (0, 0)
    kept = [token for token in doc if not start <= token.idx < end and token.text not in QUOTES]
    shorter = Doc(doc.vocab, [token.text for token in kept], [bool(token.whitespace_) for token in kept])
    shorter.user_data["offsets"] = tuple(token.idx for token in kept)
    return shorter
