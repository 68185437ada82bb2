"""The blank English pipeline: spaCy's tokenizer, with hyphenated words kept whole."""

import spacy
from spacy.language import Language
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
