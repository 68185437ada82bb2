"""Bills, Acts, codes and guidance, by the form of their titles."""

import re

_WORD = r"(?:[A-Z][\w’'-]*|of|and|the|for|in|to|on|&|,)"
TITLE = re.compile(
    rf"(?:[A-Z][\w’'-]*(?:,? {_WORD})*? )"
    r"(?:Bill|Act|Regulations|Order|Code|Code of Practice|Measure|Directive)\b"
    r"(?: (?:19|20)\d\d)?(?! of [A-Z])"
    r"|Working Together(?: to Safeguard Children)?(?:[’”']? 20\d\d)?"
    r"|[A-Z][\w’-]*’ Code\b"
)
OPENERS = re.compile(
    r"^(?:The|This|That|A|An|In|Under|By|Through|Our|As|Beyond|For|With|Via|And|When|Once|If|Since) "
)


def find_legislation(text: str) -> tuple[str, ...]:
    """The titles named, each once, in order."""
    titles = []
    for found in TITLE.finditer(text):
        title = found[0].strip(" ,")
        while (shorter := OPENERS.sub("", title)) != title:
            title = shorter
        if " " in title:
            titles.append(title.strip("‘’“”' "))
    return tuple(dict.fromkeys(titles))
