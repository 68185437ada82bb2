"""Signs that text came out of a file wrong: joined or split words, letters that no English text has."""

import re
from collections import Counter
from collections.abc import Iterator

# Thresholds were set so that no document of the corpora trips one: these have words of 4.9 to 5.6
# letters, under 0.2 % longer than 22, under 0.3 % lone letters, and no private-use letter.
LONGEST = 22  # letters of a word that is likely two
JOINED = 0.01  # share of such words
LONE = 0.06  # share of words of one letter that are no words ("a" and "I" are)
STRANGE = 0.004  # share of letters that no English text has
VOWELLESS = 0.12  # share of words of four letters and more without a vowel
ENOUGH = 200  # words below which shares say nothing
WORD = re.compile(r"[^\W\d_]+")
UNEXPECTED = re.compile(
    r"[^\u0000-\u024f\u2000-\u206f\u2070-\u209f\u20a0-\u20bf\u2100-\u214f\u2190-\u21ff\u2200-\u22ff\u25a0-\u27bf\ufb00-\ufb06]"
)
VOWEL = re.compile("[aeiouyáéíóúàèâêôûëïöü]", re.I)
FONTS = "the file's fonts do not say what they print, run OCR on it"
SHOWN = 3  # examples in a warning


def check_health(text: str) -> Iterator[str]:
    """What is wrong with a text by its letters and words, each with examples."""
    words = WORD.findall(text)
    if strange := _find_strange(text):
        yield f"some letters came out wrong ({strange}); {FONTS}"
    if len(words) < ENOUGH:
        return
    if found := _share([w for w in words if len(w) > LONGEST], words, JOINED):
        yield f"some words are joined ({found}); compare the text with the file"
    if found := _share([w for w in words if len(w) == 1 and w not in "aAIi"], words, LONE):
        yield f"some words are split ({found}); compare the text with the file"
    long = [word for word in words if len(word) >= 4 and not word.isupper()]
    if found := _share([w for w in long if not VOWEL.search(w)], long, VOWELLESS):
        yield f"the text reads like no language ({found}); {FONTS}"


def _find_strange(text: str) -> str:
    letters = Counter(UNEXPECTED.findall(text))
    damaged = letters["\ufffd"]
    if sum(letters.values()) + damaged <= max(3, STRANGE * len(text)):
        return ""
    return ", ".join(
        f"U+{ord(c):04X}" for c, _ in sorted(letters.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]
    )


def _share(found: list[str], words: list[str], limit: float) -> str:
    if len(found) <= limit * len(words):
        return ""
    common = sorted(Counter(found).items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(word[:40] for word, _ in common[:SHOWN])
