"""The body that one exact name, office or section heading stands for."""

import re

from extract.body_list import Body, BodyList, fold

_OFFICE = re.compile(
    r"(?:secretary of state|minister(?: of state)?|permanent secretary"
    r"|(?:parliamentary )?under[- ]secretary(?: of state)?) (?:for|of|at|in|to) (?:the )?(?P<subject>.+)"
)


def resolve(bodies: BodyList, words: str) -> Body | None:
    """The body meant: by its name, as a department's subject, by its office, or as the first part known."""
    folded = fold(words).strip(" .,:;*").lower().removeprefix("the ")
    named = bodies.names.get(folded)
    if named:
        return named[0].body
    return bodies.headings.get(folded) or _of_office(bodies, folded) or _of_part(bodies, folded)


def _of_office(bodies: BodyList, words: str) -> Body | None:
    """The department of an office whose subject is known, as a whole or by its first part."""
    found = _OFFICE.fullmatch(words)
    if not found:
        return None
    parts = (found["subject"], *re.split(r", | and ", found["subject"]))
    departments = (body for part in parts for body in _of_subject(bodies, part) if body.kind == "department")
    return next(departments, None)


def _of_subject(bodies: BodyList, subject: str) -> list[Body]:
    names = (*bodies.names.get(subject, ()), *bodies.names.get(f"minister for {subject}", ()))
    heading = bodies.headings.get(subject)
    return ([heading] if heading else []) + [name.body for name in names]


def _of_part(bodies: BodyList, words: str) -> Body | None:
    """The department or office that stands beside a person or another office."""
    for part in re.split(r"\s*(?:,|\(|\)|\band\b)\s*", words):
        names = bodies.names.get(part.removeprefix("the "), ())
        department = next((name.body for name in names if name.body.kind == "department"), None)
        if department or (department := _of_office(bodies, part)):
            return department
    return None
