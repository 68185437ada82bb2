"""The bodies known by name: canonical names, other names, offices, and how each may be spelled."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from extract.body_guards import Guard, read_guards

FOLDER = Path(__file__).parent
DEPARTMENT_KEYS = frozenset(("name", "aliases", "subjects", "short", "portfolios", "offices"))
OFFICES = "@offices"  # a guard's alias that stands for every office

LOWER = "lower"  # stands for what was found, in small letters

# What a writer may put for what the list says. Each is tried alone and with those before it.
SPELLINGS = (
    (r"^HM ", ("His Majesty's ", "Her Majesty's ")),
    (r"^(Department|Ministry|Office|Centre) for ", (r"\1 of ",)),
    (r"^(Department|Ministry|Office|Centre) of ", (r"\1 for ",)),
    (r"(, [^,]+) and ", (r"\1, and ",)),
    (r",(?= )", ("",)),
    (r" Service$", (" Services",)),
    (r" Services$", (" Service",)),
    (r" (Inquiry|Committee|Commission|Board|Panel|Council)$", (LOWER,)),
    (r"\b([Tt])ask ?force\b", (r"\1askforce", r"\1ask force", r"\1ask-force")),
    (r"s' ", ("'s ", "s ")),
    (r"\b([Ii])nter-?(?=[Mm]inisterial\b)", (r"\1nter-", r"\1nter ", r"\1nter")),
    (r"\bunder-secretary\b", ("under secretary",)),
)
# How an office is named, from what its holder is for: {} is the subject or portfolio.
SUBJECT_OFFICES = (
    "secretary of state for {}",
    "minister of state for {}",
    "parliamentary under-secretary of state for {}",
    "under-secretary of state for {}",
)
SHORT_OFFICES = ("{} secretary", "{} minister", "{} ministers", "minister for {}", "minister of {}", "minister of state for {}")
PORTFOLIO_OFFICES = ("{} minister", "minister for {}", "minister of state for {}", "parliamentary under-secretary of state for {}")
DEPARTMENT_OFFICES = (
    "minister of state at the {}",
    "parliamentary under-secretary of state at the {}",
    "parliamentary under-secretary of state for the {}",
    "parliamentary under-secretary of state, {}",
    "minister of state, {}",
    "permanent secretary at the {}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body or person, by the name that every other name of it leads to.

    Attributes:
        name: Canonical name.
        kind: As in ``bodies.toml``; ``person`` or ``unlisted`` for one that no list holds.
        public: True when the body is government, or directed or funded by it.
        called: Its names in small letters, longest first: what "the Board" may be short for.
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
        body: The body named.
        kind: The body's kind, or ``minister`` for an office.
    """

    words: str
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
        folded = fold(words)
        return tuple(name for name in self.names.get(folded.lower(), ()) if name.fits(folded))


def fold(words: str) -> str:
    """Straight apostrophes, "and" for "&", single spaces; capitals as they are."""
    return " ".join(words.replace("’", "'").replace("‘", "'").replace("&", "and").split())


@cache
def read_bodies() -> BodyList:
    """The lists of ``bodies_*.toml``, read and checked.

    Raises:
        ValueError: A key or kind is unknown, or two bodies share a name without saying so.
    """
    rules = _load(FOLDER / "bodies.toml")
    kinds, shared = rules["kinds"], {fold(words).lower() for words in rules["shared"]}
    names = list(_read_names(kinds))
    _refuse_doubles(names, shared)
    departments = [name.body for name in names if name.kind == "department" and name.words == fold(name.body.name)]
    by_name = {body.name: body for body in departments}
    names += _office_names(by_name)
    return BodyList(names=_index(names), headings=_headings(by_name), guards=_guards(names))


def patterns(bodies: BodyList) -> list[str]:
    """Every spelling to look for in a text, with either apostrophe and either "and"."""
    out: dict[str, None] = {}
    for words in bodies.names:
        for one in _with_ampersands(words):
            out[one] = out[one.replace("'", "’")] = None
    return list(out)


def _with_ampersands(words: str) -> Iterator[str]:
    """The words with each "and" as it is and as "&"."""
    first, *rest = words.split(" and ")
    for joints in product((" and ", " & "), repeat=len(rest)):
        yield first + "".join(joint + part for joint, part in zip(joints, rest, strict=True))


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read_names(kinds: dict[str, bool]) -> Iterator[Name]:
    for path in sorted(FOLDER.glob("bodies_*.toml")):
        for kind, entries in _load(path).items():
            rows = entries.items() if isinstance(entries, dict) else _department_rows(path.name)
            for name, aliases in rows:
                if kind not in kinds:
                    raise ValueError(f"{path.name}: {name!r} is of unknown kind {kind!r}; bodies.toml lists the kinds")
                yield from _names_of(name, aliases, kind, kinds[kind])


def _department_rows(file: str) -> Iterator[tuple[str, list[str]]]:
    for entry in _load(FOLDER / file)["department"]:
        unknown = sorted(set(entry) - DEPARTMENT_KEYS)
        if unknown:
            raise ValueError(f"{file}: {entry.get('name')!r} has the unknown key {unknown[0]!r}")
        yield entry["name"], entry.get("aliases", [])


def _names_of(name: str, aliases: Iterable[str], kind: str, public: bool) -> Iterator[Name]:
    spelled = list(dict.fromkeys(fold(words).removeprefix("The ") for words in (name, *aliases)))
    called = tuple(sorted((words.lower() for words in spelled), key=lambda words: (-len(words), words)))
    body = Body(name=name, kind=kind, public=public, called=called)
    for words in spelled:
        yield Name(words=words, body=body, kind=kind)


def _refuse_doubles(names: list[Name], shared: set[str]) -> None:
    owners: dict[str, str] = {}
    for name in names:
        key = name.words.lower()
        if owners.setdefault(key, name.body.name) != name.body.name and key not in shared:
            raise ValueError(f"{name.words!r} names both {owners[key]!r} and {name.body.name!r}; say so under [shared]")


def _office_names(departments: dict[str, Body]) -> list[Name]:
    entries = _load(FOLDER / "bodies_departments.toml")["department"]
    return [
        Name(words=fold(words), body=departments[entry["name"]], kind="minister")
        for entry in entries
        for words in _offices(entry)
    ]


def _offices(entry: dict[str, Any]) -> Iterator[str]:
    yield from entry.get("offices", ())
    for key, templates in (("subjects", SUBJECT_OFFICES), ("short", SHORT_OFFICES), ("portfolios", PORTFOLIO_OFFICES)):
        for subject in entry.get(key, ()):
            yield from (template.format(subject.lower()) for template in templates)
    for name in (entry["name"], *entry.get("aliases", ())):
        yield from (f"{name} {office}" for office in ("minister", "ministers"))
    yield from (template.format(entry["name"]) for template in DEPARTMENT_OFFICES)


def _headings(departments: dict[str, Body]) -> dict[str, Body]:
    entries = _load(FOLDER / "bodies_departments.toml")["department"]
    pairs = ((fold(subject).lower(), departments[entry["name"]]) for entry in reversed(entries) for subject in entry.get("subjects", ()))
    return {subject.removeprefix("the "): body for subject, body in pairs}


def _index(names: list[Name]) -> dict[str, tuple[Name, ...]]:
    index: dict[str, tuple[Name, ...]] = {}
    for name in names:
        _add(index, name)
    listed = dict(index)
    for name in names:
        for words in _spellings(name.words):
            if all(other.body is name.body for other in listed.get(words.lower(), ())):
                _add(index, Name(words=words, body=name.body, kind=name.kind))
    return index


def _add(index: dict[str, tuple[Name, ...]], name: Name) -> None:
    known = index.get(name.words.lower(), ())
    if not any(other.body is name.body and other.words == name.words for other in known):
        index[name.words.lower()] = (*known, name)


def _spellings(words: str) -> list[str]:
    out = {words: None}
    for pattern, replacements in SPELLINGS:
        out |= {re.sub(pattern, _replacement(to), one): None for one in list(out) for to in replacements}
    return [one for one in out if one != words]


def _replacement(to: str) -> str | Callable[[re.Match[str]], str]:
    """Of ``\\l`` a function that writes what was found in small letters."""
    return (lambda found: found[0].lower()) if to == LOWER else to


def _guards(names: list[Name]) -> dict[str, Guard]:
    guards = {fold(alias).lower(): guard for guard in read_guards() for alias in guard.aliases}
    known = {name.words.lower() for name in names} | {OFFICES}
    unknown = sorted(set(guards) - known)
    if unknown:
        raise ValueError(f"bodies.toml: a guard names {unknown[0]!r}, which no list holds")
    return guards
