"""Values of a bank to JSON and back, one item at a time, without YAML and without cattrs.

The JSON is canonical: every field, names sorted, UTF-8, no spaces. A store keeps these rows, and
the same bytes are what content hashes are taken of. Decoders are built once per type from the
types of its fields.
"""

from __future__ import annotations

import functools
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast

from quizapp.domain import items as _items
from quizapp.domain import plan as _plan
from quizapp.domain.items import (
    Body,
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ItemKind,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)
from quizapp.domain.plan import Bank
from quizapp.errors import DataError

_T = TypeVar("_T")
_Decode = Callable[[Any], Any]
_BUILT: dict[Any, _Decode] = {}

BODY_OF: Mapping[ItemKind, type[Body]] = {
    ItemKind.CHOICE: ChoiceBody,
    ItemKind.MULTIPLE: MultipleBody,
    ItemKind.ORDERING: OrderingBody,
    ItemKind.MATCHING: MatchingBody,
    ItemKind.LISTENING: ListeningBody,
    ItemKind.FREE_TEXT: FreeTextBody,
    ItemKind.CONVERSATION: ConversationBody,
}


def plain(value: object) -> Any:
    """Return a value as dicts, lists, texts and numbers, the way JSON holds it."""
    if isinstance(value, str):
        return str(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return value


def canonical(value: object) -> str:
    """Return canonical JSON of a value: sorted names, no spaces, characters as they are."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[_T], data: object) -> _T:
    """Return the value that `plain` took apart.

    Raises:
        DataError: the row is not what this version of the program writes.

    """
    try:
        return cast("_T", _decoder(kind)(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"A stored {kind.__name__} cannot be read: {error!r}") from error


def item_to_row(item: Item) -> str:
    """Return one item as canonical JSON."""
    return canonical(item)


def item_from_row(row: str) -> Item:
    """Return one item from its row, alone."""
    return decode(Item, _parsed(row))


def to_json(bank: Bank) -> str:
    """Return a whole bank as canonical JSON."""
    return canonical(bank)


def from_json(text: str) -> Bank:
    """Return a bank from `to_json`."""
    return decode(Bank, _parsed(text))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DataError(f"A stored row is not JSON: {error}") from error


def _decoder(kind: Any) -> _Decode:
    """Return the function that reads values of one type, built at the first request."""
    if kind not in _BUILT:
        _BUILT[kind] = _new_decoder(kind)
    return _BUILT[kind]


def _new_decoder(kind: Any) -> _Decode:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _optional(kind, inner)
    if origin is tuple:
        entry = _decoder(inner[0])
        return lambda data: tuple([entry(one) for one in data])
    if origin is not None and issubclass(origin, Mapping):
        content = _decoder(inner[1])
        return lambda data: {name: content(one) for name, one in data.items()}
    if kind is float:
        return float
    if kind in (str, int, bool):
        return _same(kind)
    if issubclass(kind, StrEnum):
        return cast("_Decode", kind)
    if kind is Item:
        return _item
    return _record(kind)


def _same(kind: type) -> _Decode:
    def read(data: object) -> object:
        if type(data) is not kind:
            raise TypeError(f"{kind.__name__} expected, not {data!r}")
        return data

    return read


def _optional(kind: Any, inner: tuple[Any, ...]) -> _Decode:
    others = [one for one in inner if one is not types.NoneType]
    if len(others) != 1:
        raise TypeError(f"no decoder for {kind}")
    present = _decoder(others[0])
    return lambda data: None if data is None else present(data)


def _record(kind: Any) -> _Decode:
    """Return the decoder of a dataclass; fields that are not in the row keep their default."""
    hints = typing.get_type_hints(kind, {**vars(_items), **vars(_plan)})
    names = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]
    optional = frozenset(
        field.name
        for field in fields(kind)
        if field.default is not MISSING or field.default_factory is not MISSING
    )

    def read(data: Any) -> object:
        return kind(
            **{
                name: entry(data[name])
                for name, entry in names
                if name in data or name not in optional
            }
        )

    return read


@functools.cache
def _item_fields() -> tuple[tuple[str, _Decode], ...]:
    hints = typing.get_type_hints(Item)
    return tuple(
        (field.name, _decoder(hints[field.name])) for field in fields(Item) if field.name != "body"
    )


def _item(data: Any) -> Item:
    values = {name: entry(data[name]) for name, entry in _item_fields() if name in data}
    body = _decoder(BODY_OF[values["kind"]])(data["body"])
    return Item(body=body, **values)
