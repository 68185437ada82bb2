"""A public body, programme board or person, where a text names one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMention:
    """One mention of a body in a text.

    Attributes:
        name: Canonical name, resolved: ``"Home Office"`` for "the Home Secretary".
        start: First code point of the mention in the text that was read.
        end: One past its last code point.
        kind: ``government``, ``department``, ``minister``, ``agency``, ``inspectorate``,
            ``police``, ``local``, ``board``, ``charity``, ``person``, ``inquiry``,
            ``committee`` ... as the body list says; ``unlisted`` for one found by its form.
        public: True when the body is government, or directed or funded by it.
        rule: How it was found: ``listed``, ``defined`` (nearby in the text) or ``form``.
    """

    name: str
    start: int
    end: int
    kind: str
    public: bool
    rule: str
