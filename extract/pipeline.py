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
    infixes = [rule for rule in (nlp.Defaults.infixes or ()) if "-|–|—" not in rule]
    nlp.tokenizer.infix_finditer = compile_infix_regex([*infixes, DASH]).finditer  # type: ignore[union-attr]
    return nlp


# "will, subject to approval, introduce": what stands between a modal and its verb.
INSERTED = re.compile(r"\b(?:will|shall|would|has|have|are|is),(?P<words>(?: [^\s,;:.]+){1,14}),(?= (?!and\b|or\b))")


def without_insertions(doc: Doc) -> tuple[Doc, tuple[int, ...]]:
    """A sentence without what is inserted between a modal and its verb, and its tokens' character offsets."""
    found = INSERTED.search(doc.text)
    if not found:
        return doc, tuple(token.idx for token in doc)
    start, end = found.start("words") - 1, found.end()
    kept = [token for token in doc if not start <= token.idx < end]
    shorter = Doc(doc.vocab, [token.text for token in kept], [bool(token.whitespace_) for token in kept])
    return shorter, tuple(token.idx for token in kept)
