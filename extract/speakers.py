"""Whose words a reporter gives: the politicians a text introduces by their office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.clauses import Sentence
from models import BodyMention

NAME = re.compile(r"(?:[A-Z][\w’'-]+ )*(?:[A-Z][\w’'-]+)$")
OFFICE = re.compile(r"\b(?:[Ss]ecretary|[Mm]inister|Chancellor|Attorney General|Solicitor General)\b(?: of [Ss]tate)?(?: for [A-Z]\w+)?,? ")


@dataclass(slots=True)
class Speakers:
    """Politicians met so far in a document, by surname, and who spoke last."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    last: str = ""

    def meet(self, text: str, mentions: Sequence[BodyMention]) -> None:
        """Remember whoever a sentence introduces: "Home secretary Yvette Cooper"."""
        for mention in mentions:
            if mention.kind != "minister":
                continue
            words = text[mention.start : mention.end]
            office = list(OFFICE.finditer(words))
            named = NAME.search(words[office[-1].end() :] if office else "")
            if named and " " in named[0]:
                self.names.setdefault(named[0].split()[-1], (named[0], mention.name))

    def speaker_of(self, s: Sentence) -> str:
        """Full name of the politician whose words the sentence gives; empty if nobody known speaks."""
        here = [word for word in s.shapes if word in self.names]
        if here:
            self.last = here[0]
        spoken = bool(here) or any(word in ("she", "he", "her", "his") for word in s.words)
        return self.names[self.last][0] if self.last and (spoken or s.press) else ""

    def body_of(self, name: str) -> str:
        """The body that a politician speaks for; empty if unknown."""
        return self.names.get(name.split()[-1], ("", ""))[1] if name else ""
