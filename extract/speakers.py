"""Whose words a reporter gives: the politicians a text introduces by their office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.sentence import Heard, Sentence
from models import BodyMention

NAME = re.compile(r"(?:[A-Z][\w’'-]+ )*(?:[A-Z][\w’'-]+)$")
OFFICE = re.compile(
    r"\b(?:[Ss]ecretary|[Mm]inister|Chancellor|Attorney General|Solicitor General)\b"
    r"(?: of [Ss]tate)?(?: for [A-Z]\w+)?,? "
)


SAID = re.compile(
    r"(?P<before>(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+|[Ss]he|[Hh]e|[Tt]hey|sources?|spokes\w+),?"
    r"(?: has| had| also)? "
    r"(?:said|told|added|says|promised|confirmed|announced|insisted|pledged)\b"
    r"|\b(?:said|added|says) (?P<after>(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+)"
)

OUTSIDE = re.compile(
    r"\b(?:[Ss]hadow|MP for|[Cc]ampaign\w*|[Cc]harit\w+|[Ss]urvivors?[’']? (?:group|trust|network)|Trust"
    r"|[Ss]olicitor|[Ll]awyers?|[Cc]hief executive|[Pp]rofessor|[Uu]nion|[Ff]ounder|[Oo]pposition"
    r"|Conservatives?|Tor(?:y|ies)|Liberal Democrats?|SNP|Plaid|Reform UK|[Cc]ritics?|[Vv]ictims[’']"
    r"|[Bb]ackbench\w*|Labour MP)\b"
)


@dataclass(slots=True)
class Speakers:
    """Politicians met so far in a document, by surname, and who spoke last.

    Attributes:
        names: Surname to full name and the body spoken for.
        last: Surname of the politician who spoke last; empty after somebody else has spoken.
        heard: What is known of the last speaker.
    """

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    last: str = ""
    heard: Heard = "unknown"

    def meet(self, text: str, mentions: Sequence[BodyMention]) -> None:
        """Remember whoever a sentence introduces, and who speaks in it."""
        for mention in mentions:
            if mention.kind != "minister":
                continue
            words = text[mention.start : mention.end]
            office = list(OFFICE.finditer(words))
            named = NAME.search(words[office[-1].end() :] if office else "")
            if named and " " in named[0]:
                self.names.setdefault(named[0].split()[-1], (named[0], mention.name))
        self._hear(text, mentions)

    def _hear(self, text: str, mentions: Sequence[BodyMention]) -> None:
        said = list(SAID.finditer(text))
        names = [(m["before"] or m["after"], m.start("before" if m["before"] else "after")) for m in said]
        for name, at in names:
            surname = name.split()[-1]
            if surname in self.names:
                self.last, self.heard = surname, "government"
            elif name.lower() not in ("she", "he", "they"):
                named = [m for m in mentions if m.start <= at + len(name) and m.end >= at]
                if named:
                    self.heard = "government" if any(m.public for m in named) else "outside"
                else:
                    self.heard = "outside" if OUTSIDE.search(text) else "unknown"

    def speaker_of(self, s: Sentence) -> str:
        """Full name of the politician whose words the sentence gives; empty if nobody known speaks."""
        here = [word for word in s.shapes if word in self.names]
        if here:
            self.last = here[0]
        return self.names[self.last][0] if self.last else ""

    def body_of(self, name: str) -> str:
        """The body that a politician speaks for; empty if unknown."""
        return self.names.get(name.split()[-1], ("", ""))[1] if name else ""
