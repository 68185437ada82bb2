"""Many patterns of words read at once: the cost of a sentence does not grow with the rules.

All patterns are one automaton. From each word of a sentence it is run until no pattern can go on, which
is at once for most words. Its states are made when they are first reached, and kept. A word counts by
what the patterns can tell of it: which of their own words it is, and its classes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from models import Problem

REPEAT = 3  # how often "*" may match; adverbs hardly ever come four in a row

Position = tuple[int, int]
"""A pattern, and how many of its tokens are behind."""

_Kind = tuple[str, frozenset[str]]
"""One of the patterns' own words, or nothing; and the classes."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a pattern: the words or the class that it matches, and whether it may be missing."""

    words: frozenset[str]
    kind: str
    optional: bool = False


@dataclass(slots=True)
class _State:
    """What the patterns are waiting for.

    Attributes:
        positions: In which pattern, and where.
        rules: Rules of the patterns that are complete here.
        following: The state behind each kind of word; ``None`` where no pattern goes on.
    """

    positions: frozenset[Position]
    rules: tuple[int, ...]
    following: dict[int, "_State | None"] = field(default_factory=dict)


class Automaton:
    """The patterns of all rules, in the notation of the rule files."""

    def __init__(
        self, patterns: Iterable[tuple[int, str]], classes: Mapping[str, Callable[[str], bool]]
    ) -> None:
        """Take the patterns.

        Args:
            patterns: Number of the rule, and pattern.
            classes: Tests of a lower-case word by the name of the class.

        Raises:
            Problem: A pattern names a class that there is not.
        """
        self._classes = dict(classes)
        given = list(patterns)
        self._rules = [rule for rule, _ in given]
        self._tokens = [read_tokens(pattern, self._classes) for _, pattern in given]
        self._literal = frozenset(word for tokens in self._tokens for token in tokens for word in token.words)
        self._kinds: dict[_Kind, int] = {}
        self._by_number: list[_Kind] = []
        self._states: dict[frozenset[Position], _State] = {}
        self._start = self._state((number, 0) for number in range(len(given)))

    def kind_of(self, word: str) -> int:
        """All that the patterns can tell of a lower-case word, as a number."""
        classes = frozenset(name for name, test in self._classes.items() if test(word))
        kind = (word if word in self._literal else "", classes)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._by_number)
            self._by_number.append(kind)
        return self._kinds[kind]

    def find(self, kinds: Sequence[int]) -> list[tuple[int, int, int]]:
        """Where rules match a sentence: first word, rule, and one past the last word of its longest match.

        Args:
            kinds: ``kind_of`` of each word.
        """
        found: dict[tuple[int, int], int] = {}
        opening = self._start.following
        for start, kind in enumerate(kinds):
            state = opening[kind] if kind in opening else self._step(self._start, kind)
            at = start
            while state is not None:
                at += 1
                for rule in state.rules:
                    found[start, rule] = at
                if at == len(kinds):
                    break
                following, kind = state.following, kinds[at]
                state = following[kind] if kind in following else self._step(state, kind)
        return sorted((start, rule, end) for (start, rule), end in found.items())

    def _step(self, state: _State, kind: int) -> _State | None:
        """The state behind a kind of word, made when it is first asked for."""
        word, classes = self._by_number[kind]
        positions = frozenset(
            (number, place + 1)
            for number, place in state.positions
            if place < len(self._tokens[number]) and _matches(self._tokens[number][place], word, classes)
        )
        following = self._state(positions) if positions else None
        state.following[kind] = following
        return following

    def _state(self, positions: Iterable[Position]) -> _State:
        reached = frozenset(
            (number, further)
            for number, place in positions
            for further in _skips(self._tokens[number], place)
        )
        if reached not in self._states:
            complete = {self._rules[n] for n, place in reached if place == len(self._tokens[n])}
            self._states[reached] = _State(reached, tuple(sorted(complete)))
        return self._states[reached]


def _matches(token: Token, word: str, classes: frozenset[str]) -> bool:
    return token.kind in classes if token.kind else word in token.words


def _skips(tokens: Sequence[Token], place: int) -> Iterable[int]:
    """A place, and those behind tokens that may be missing."""
    yield place
    while place < len(tokens) and tokens[place].optional:
        place += 1
        yield place


def read_tokens(pattern: str, classes: Iterable[str]) -> tuple[Token, ...]:
    """A pattern in which each token is either words or one class.

    Raises:
        Problem: It names a class that there is not.
    """
    known = frozenset(classes)
    return tuple(token for words in pattern.split() for token in _read_token(words, known))


@cache
def _read_token(token: str, known: frozenset[str]) -> tuple[Token, ...]:
    mark = token[-1] if len(token) > 1 and token[-1] in "?*" else ""
    name = token.removesuffix(mark)
    if name in known:
        one = Token(frozenset(), name, bool(mark))
    elif name.isupper() and name.isalpha():
        raise Problem(f"rules: {name!r} is no word class; the classes are {', '.join(sorted(known))}")
    else:
        one = Token(frozenset(name.split("|")), "", bool(mark))
    return (one,) * (REPEAT if mark == "*" else 1)
