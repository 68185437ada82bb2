"""The bodies known by name: canonical names, other names, and how each may be spelled."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from extract.body_guards import Guard, read_guards
from extract.body_offices import read_departments, read_offices

FOLDER = Path(__file__).parent
OFFICES = "@offices"  # a guard's alias that stands for every office

# What a writer may put for what the list says. Each is tried alone and with those before it.
SPELLINGS = (
    (re.compile(r"^HM "), ("His Majesty's ", "Her Majesty's ")),
    (re.compile(r"^(Department|Ministry|Office|Centre) for "), (r"\1 of ",)),
    (re.compile(r"^(Department|Ministry|Office|Centre) of "), (r"\1 for ",)),
    (re.compile(r"(, [^,]+) and "), (r"\1, and ",)),
    (re.compile(r",(?= )"), ("",)),
    (re.compile(r" Service$"), (" Services",)),
    (re.compile(r" Services$"), (" Service",)),
    (re.compile(r"\b([Tt])ask ?force\b"), (r"\1askforce", r"\1ask force", r"\1ask-force")),
    (re.compile(r"s' "), ("'s ", "s ")),
    (re.compile(r"\b([Ii])nter-?(?=[Mm]inisterial\b)"), (r"\1nter-", r"\1nter ", r"\1nter")),
    (re.compile(r"\bunder-secretary\b"), ("under secretary",)),
)
# Hansard and newspapers print these last words of a name in small letters.
LOWERED = re.compile(r" (?:Inquiry|Committee|Commission|Board|Panel|Council)$")

_KEEPS_STOP = re.compile(r"(?:[a-z0-9&][A-Z]|Ltd|Inc)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body or person, by the name that every other name of it leads to.

    Attributes:
        name: Canonical name.
        kind: As in ``bodies.toml``; ``person`` or ``unlisted`` for one that no list holds.
        public: True when the body is government, or directed or funded by it.
        called: Its names in small letters: what "the Board" may be short for.
    """

    name: str
    kind: str
    public: bool
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One spelling of one body's name.

    Attributes:
        words: The spelling; a capital demands a capital, a small letter takes either.
        listed: The name as listed, of which ``words`` is a spelling.
        body: The body named.
        kind: The body's kind, or ``minister`` for an office.
    """

    words: str
    listed: str
    body: Body
    kind: str

    def fits(self, words: str) -> bool:
        """True if folded ``words`` have a capital wherever the name has one."""
        return all(own == other or not own.isupper() for own, other in zip(self.words, words, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyList:
    """Everything that the lists say.

    Attributes:
        names: Folded spelling in small letters to the names it may be, the first one preferred.
        headings: Folded subject of a department ("justice") to the department.
        guards: Folded alias in small letters to its guard; ``OFFICES`` for all offices.
    """

    names: dict[str, tuple[Name, ...]]
    headings: dict[str, Body]
    guards: dict[str, Guard]

    def find(self, words: str) -> tuple[Name, ...]:
        """The names that the words may be, capitals heeded."""
        folded = fold(words).removesuffix(".")
        return tuple(name for name in self.names.get(folded.lower(), ()) if name.fits(folded))

    def guard(self, name: Name) -> Guard | None:
        """The guard of a name, or of all offices if it is one's; ``None`` if it needs none."""
        own = self.guards.get(name.listed.lower())
        return self.guards.get(OFFICES) if own is None and name.kind == "minister" else own

    def spellings(self) -> list[str]:
        """Every spelling to look for in a text, with either apostrophe and either "and"."""
        spelled = dict.fromkeys(name.words for names in self.names.values() for name in names)
        either = [one for words in spelled for one in _with_ampersands(words)]
        return list(dict.fromkeys(two for one in either for two in as_printed(one)))


def fold(words: str) -> str:
    """Straight apostrophes, "and" for a free "&", single spaces; capitals as they are."""
    return " ".join(words.replace("’", "'").replace("‘", "'").split()).replace(" & ", " and ")


def as_printed(words: str) -> tuple[str, ...]:
    """Words with either apostrophe, and with the full stop that the tokenizer leaves on "DfE." and "Ltd."."""
    stopped = (f"{words}.",) if _KEEPS_STOP.search(words) else ()
    return (words, words.replace("'", "’"), *stopped)


@cache
def read_bodies() -> BodyList:
    """The lists of ``bodies_*.toml``, read and checked.

    Raises:
        ValueError: A key or kind is unknown, or two bodies share a name without saying so.
    """
    rules = _load(FOLDER / "bodies.toml")
    names = list(_read_names(rules["kinds"]))
    _refuse_doubles(names, frozenset(fold(words).lower() for words in rules["shared"]))
    departments = {name.body.name: name.body for name in names if name.kind == "department"}
    names += [
        Name(words=words, listed=words, body=departments[department], kind="minister")
        for department, words in read_offices()
    ]
    return BodyList(names=_index(names), headings=_headings(departments), guards=_guards(names))


def _with_ampersands(words: str) -> Iterator[str]:
    """The words with each "and" as it is and as "&"."""
    first, *rest = words.split(" and ")
    for joints in product((" and ", " & "), repeat=len(rest)):
        yield first + "".join(joint + part for joint, part in zip(joints, rest, strict=True))


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read_names(kinds: dict[str, bool]) -> Iterator[Name]:
    """The names of all lists, the departments' first."""
    for department in read_departments():
        yield from _names_of(department["name"], department.get("aliases", ()), "department", True)
    for path in sorted(FOLDER.glob("bodies_*.toml")):
        for kind, entries in _load(path).items():
            if kind == "department":
                continue
            if kind not in kinds:
                raise ValueError(f"{path.name}: unknown kind {kind!r}; bodies.toml lists the kinds")
            for name, aliases in entries.items():
                yield from _names_of(name, aliases, kind, kinds[kind])


def _names_of(name: str, aliases: Iterable[str], kind: str, public: bool) -> Iterator[Name]:
    spelled = list(dict.fromkeys(fold(words).removeprefix("The ") for words in (name, *aliases)))
    body = Body(name=name, kind=kind, public=public, called=tuple(words.lower() for words in spelled))
    for words in spelled:
        yield Name(words=words, listed=words, body=body, kind=kind)


def _refuse_doubles(names: list[Name], shared: frozenset[str]) -> None:
    owners: dict[str, str] = {}
    for name in names:
        key, owner = name.words.lower(), name.body.name
        if owners.setdefault(key, owner) != owner and key not in shared:
            raise ValueError(f"{name.words!r} names {owners[key]!r} and {owner!r}; say so under [shared]")


def _headings(departments: dict[str, Body]) -> dict[str, Body]:
    """Subjects to departments; of two with one subject, the department listed first."""
    headings: dict[str, Body] = {}
    for entry in read_departments():
        for subject in entry.get("subjects", ()):
            headings.setdefault(fold(subject).lower().removeprefix("the "), departments[entry["name"]])
    return headings


def _index(names: list[Name]) -> dict[str, tuple[Name, ...]]:
    """The names by their words, with the spellings that no other body has listed."""
    index: dict[str, tuple[Name, ...]] = {}
    for name in names:
        _add(index, name)
    listed = dict(index)
    for name in names:
        for words in _spellings(name.words):
            if all(other.body is name.body for other in listed.get(words.lower(), ())):
                _add(index, replace(name, words=words))
    return index


def _add(index: dict[str, tuple[Name, ...]], name: Name) -> None:
    known = index.get(name.words.lower(), ())
    if not any(other.body is name.body and other.words == name.words for other in known):
        index[name.words.lower()] = (*known, name)


def _spellings(words: str) -> list[str]:
    out = [words]
    for pattern, replacements in SPELLINGS:
        out += [pattern.sub(to, one) for one in out if pattern.search(one) for to in replacements]
    out += [LOWERED.sub(lambda found: found[0].lower(), one) for one in out if LOWERED.search(one)]
    return list(dict.fromkeys(out))[1:]


def _guards(names: list[Name]) -> dict[str, Guard]:
    guards = {fold(alias).lower(): guard for guard in read_guards() for alias in guard.aliases}
    unknown = set(guards) - {name.words.lower() for name in names} - {OFFICES}
    if unknown:
        raise ValueError(f"bodies.toml: a guard names {min(unknown)!r}, which no list holds")
    return guards
