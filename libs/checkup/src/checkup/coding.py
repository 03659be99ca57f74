"""Facts to plain JSON values and back, exactly: dataclasses, tuples (with names or without), sets, enums and
dates by their types.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")


class CodeError(ValueError):
    """What was written down does not fit the facts as they are now."""


def plain(fact: Any) -> Any:
    """JSON values only. Fields that are as they begin are left out, which is most of most pages; so are those
    two facts are not compared by.
    """
    if is_dataclass(fact) and not isinstance(fact, type):
        held = ((field, getattr(fact, field.name)) for field in fields(fact) if field.compare)
        return {field.name: plain(value) for field, value in held if not _as_it_begins(field, value)}
    if isinstance(fact, tuple) and hasattr(fact, "_asdict"):
        return {name: plain(value) for name, value in fact._asdict().items()}
    if isinstance(fact, Enum):
        return fact.value
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, frozenset | tuple):
        every = [plain(one) for one in fact]
        return sorted(every) if isinstance(fact, frozenset) else every
    return fact


def revived(kind: type[Fact], value: Any) -> Fact:
    """The dataclass that `plain` wrote. Raises `CodeError`."""
    try:
        read: Callable[[Any], Any] = _reader(kind)  # type: ignore[arg-type] # a class can be looked up
        fact = read(value)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise CodeError(str(error)) from error
    if not isinstance(fact, kind):
        raise CodeError(f"not {kind.__name__}")
    return fact


def _as_it_begins(field: Field[Any], value: Any) -> bool:
    if field.default is not MISSING:
        return bool(type(value) is type(field.default) and value == field.default)
    return field.default_factory is not MISSING and value == field.default_factory()


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _reader_of_either(inside)
    if origin is tuple:
        return _reader_of_tuple(inside)
    if origin is frozenset:
        one = _reader(inside[0])
        return lambda value: frozenset(one(part) for part in value)
    if isinstance(kind, type):
        return _reader_of_class(kind)
    raise CodeError(f"no way to read {kind}")


def _reader_of_class(kind: type) -> Callable[[Any], Any]:
    if is_dataclass(kind) or issubclass(kind, tuple):
        return _reader_of_named(kind)
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, date):
        return kind.fromisoformat

    def exact(value: Any) -> Any:
        if type(value) is not kind:
            raise CodeError(f"{value!r} is not {kind.__name__}")
        return value

    return exact


def _reader_of_named(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)

    def read(value: Any) -> Any:
        # The readers are found here, not above, so that a fact may hold facts of its own kind.
        return kind(**{name: _reader(hints[name])(part) for name, part in value.items()})

    return read


def _reader_of_either(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    (kind,) = (one for one in kinds if one is not NoneType)
    read = _reader(kind)
    return lambda value: None if value is None else read(value)


def _reader_of_tuple(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if kinds[-1] is Ellipsis:
        one = _reader(kinds[0])
        return lambda value: tuple(one(part) for part in value)
    readers = tuple(_reader(kind) for kind in kinds)
    return lambda value: tuple(read(part) for read, part in zip(readers, value, strict=True))
