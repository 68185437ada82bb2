"""Records as compact JSON and back: a record is the list of its values, in the order of its fields."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]


def encode(value: Any) -> bytes:
    """Records, tuples of them, dates, numbers and texts as JSON."""
    return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def decode(kind: Any, content: bytes) -> Any:
    """What ``encode`` was given, as the type that it had.

    Args:
        kind: A record class, or a tuple type of record classes.
        content: What ``encode`` returned.
    """
    decoder = _decoder(kind)
    raw = json.loads(content)
    return decoder(raw) if decoder else raw


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return [
        dict(held) if isinstance(held, Mapping) else held
        for held in (getattr(value, name) for name in _names(value.__class__))
    ]


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


@cache
def _decoder(kind: Any) -> Decoder | None:
    """What turns a JSON value into a type; ``None`` where JSON has the type itself."""
    if kind is date:
        return _read_date
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_decoder(kind)
    arguments, origin = get_args(kind), get_origin(kind)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _read_mapping
    if origin in (Union, UnionType):
        return _optional_decoder([a for a in arguments if a is not type(None)])
    if origin is Literal or kind in (str, int, float, bool):
        return None
    raise TypeError(f"{kind}: no type of a record's field; say here how it is read")


def _read_date(raw: Any) -> date:
    return date.fromisoformat(raw["date"])


def _record_decoder(record: type) -> Decoder:
    hints = get_type_hints(record)
    names = _names(record)
    decoders = [(place, each) for place, name in enumerate(names) if (each := _decoder(hints[name]))]

    def read(raw: list[Any]) -> Any:
        for place, each in decoders:
            raw[place] = each(raw[place])
        return record(**dict(zip(names, raw, strict=True)))

    return read


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if arguments[-1] is not Ellipsis:
        each = [_decoder(argument) for argument in arguments]
        return lambda raw: tuple(d(v) if d else v for d, v in zip(each, raw, strict=True))
    only = _decoder(arguments[0])
    return (lambda raw: tuple(map(only, raw))) if only else tuple


def _optional_decoder(arguments: list[Any]) -> Decoder | None:
    if len(arguments) != 1:
        raise TypeError(f"{arguments}: several types in one field; a record's field has one, or None")
    only = _decoder(arguments[0])
    return (lambda raw: None if raw is None else only(raw)) if only else None


def _read_mapping(raw: dict[str, Any]) -> dict[str, Any]:
    """A mapping of texts to texts, dates and tuples of texts: each shows in JSON what it is."""
    return {name: _read_loose(value) for name, value in raw.items()}


def _read_loose(value: Any) -> Any:
    if isinstance(value, dict):
        return _read_date(value)
    return tuple(value) if isinstance(value, list) else value
