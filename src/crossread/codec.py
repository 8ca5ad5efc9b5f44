"""Nouns to plain dictionaries and back: one rule for all of them.

The JSON that crossread prints (``docs/formats/``) is these dictionaries, so there is one form and no
second serialiser to keep in step. Three conventions make it short to read:

* a field declared with ``inline()`` is spread into its owner (``"start": 3, "end": 9`` instead of
  ``"span": {...}``);
* a span inside a report's own object leaves out ``report``, since it can only be that one;
* a span has ``text`` only where the words are worth repeating.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, Self, TypeVar, Union

from crossread.errors import FormatError

__all__ = ["Noun", "inline", "named", "unwritten"]

N = TypeVar("N", bound="Noun")


def inline(**options: Any) -> Any:  # noqa: ANN401 - a dataclass field has the type of its annotation
    """Declare a field whose own fields are written into its owner."""
    return dataclasses.field(metadata={"inline": True}, **options)


def named(key: str, **options: Any) -> Any:  # noqa: ANN401
    """Declare a field that is written under another ``key`` (a Python keyword, say)."""
    return dataclasses.field(metadata={"key": key}, **options)


def unwritten(**options: Any) -> Any:  # noqa: ANN401
    """Declare a field that is neither written nor compared: it can be made again."""
    return dataclasses.field(metadata={"unwritten": True}, compare=False, repr=False, **options)


class _Field(NamedTuple):
    name: str
    key: str
    hint: Any
    inline: bool
    required: bool


@functools.cache
def _fields(noun: type[Noun]) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(noun)
    return tuple(
        _Field(
            field.name,
            field.metadata.get("key", field.name),
            hints[field.name],
            field.metadata.get("inline", False),
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(noun)  # type: ignore[arg-type]  # every Noun is a dataclass
        if not field.metadata.get("unwritten")
    )


class Noun:
    """The base of every dataclass in ``model.py``: ``to_dict`` and ``from_dict`` are each other's inverse."""

    __slots__ = ()

    def to_dict(self, *, within: str | None = None) -> dict[str, Any]:
        """Return JSON-ready values; ``within`` is the report id that spans need not repeat."""
        written: dict[str, Any] = {}
        for field in _fields(type(self)):  # type: ignore[arg-type]  # a class is hashable, whatever mypy says
            value = getattr(self, field.name)
            if field.inline:
                written.update(value.to_dict(within=within))
            else:
                written[field.key] = _encode(value, within)
        return written

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, within: str | None = None, at: str = "") -> Self:
        """Read back what ``to_dict`` wrote; fields we do not know are passed over.

        Raises ``FormatError`` with the place (``claims[3].start``), what was found and what was expected.
        """
        if not isinstance(data, Mapping):
            raise FormatError(f"{at or cls.__name__}: expected an object, found {_short(data)}")
        values: dict[str, Any] = {}
        for field in _fields(cls):  # type: ignore[arg-type]
            place = f"{at}.{field.key}" if at else field.key
            if field.inline:
                values[field.name] = field.hint.from_dict(data, within=within, at=at)
            elif field.key in data:
                values[field.name] = _decode(field.hint, data[field.key], within, place)
            elif field.required:
                raise FormatError(f"{place}: missing; a {cls.__name__} needs it")
        return cls(**values)


def _encode(value: Any, within: str | None) -> Any:  # noqa: ANN401
    if isinstance(value, Noun):
        return value.to_dict(within=within)
    if isinstance(value, tuple):
        return [_encode(item, within) for item in value]
    if isinstance(value, Mapping):
        return {key: _encode(item, within) for key, item in sorted(value.items())}
    return value


def _decode(hint: Any, value: Any, within: str | None, at: str) -> Any:  # noqa: ANN401
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _decode_union(hint, value, within, at)
    if origin is tuple:
        if not isinstance(value, list):
            raise FormatError(f"{at}: expected a list, found {_short(value)}")
        return tuple(_decode_items(hint, value, within, at))
    if origin is dict:
        if not isinstance(value, Mapping):
            raise FormatError(f"{at}: expected an object, found {_short(value)}")
        return {key: _decode(typing.get_args(hint)[1], item, within, f"{at}.{key}") for key, item in value.items()}
    if origin is Literal:
        if value not in typing.get_args(hint):
            raise FormatError(
                f"{at}: found {_short(value)}, expected one of {', '.join(map(str, typing.get_args(hint)))}"
            )
        return value
    if isinstance(hint, type) and issubclass(hint, Noun):
        return hint.from_dict(value, within=within, at=at)
    return _decode_plain(hint, value, at)


def _decode_union(hint: Any, value: Any, within: str | None, at: str) -> Any:  # noqa: ANN401
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    if value is None:
        return None
    for option in options[:-1]:
        if isinstance(option, type) and isinstance(value, option):
            return value
    return _decode(options[-1], value, within, at)


def _decode_items(hint: Any, value: list[Any], within: str | None, at: str) -> Iterator[Any]:  # noqa: ANN401
    item_hint, *rest = typing.get_args(hint)
    fixed = [item_hint, *rest] if rest != [Ellipsis] else None
    if fixed is not None and len(fixed) != len(value):
        raise FormatError(f"{at}: expected {len(fixed)} values, found {len(value)}")
    for number, item in enumerate(value):
        yield _decode(fixed[number] if fixed else item_hint, item, within, f"{at}[{number}]")


def _decode_plain(hint: Any, value: Any, at: str) -> Any:  # noqa: ANN401
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is Any or (isinstance(value, hint) and (hint is bool or not isinstance(value, bool))):
        return value
    raise FormatError(f"{at}: expected {hint.__name__}, found {_short(value)}")


def _short(value: Any) -> str:  # noqa: ANN401
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
