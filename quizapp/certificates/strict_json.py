"""JSON read without any tolerance, and written in its one canonical form (RFC 8785)."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

import rfc8785

MAX_BYTES: Final = 256 * 1024
_MAX_DEPTH: Final = 24


class StrictJsonError(ValueError):
    """The text is not JSON of the strict kind; the message names the fault."""


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> dict[str, Any]:
    """Read one JSON object: UTF-8, no duplicate keys, no NaN, bounded size and depth."""
    if len(data) > max_bytes:
        raise StrictJsonError("larger than allowed")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StrictJsonError("not UTF-8") from error
    _refuse_depth(text)
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except StrictJsonError:
        raise
    except (ValueError, RecursionError) as error:
        raise StrictJsonError("not JSON") from error
    if not isinstance(value, dict):
        raise StrictJsonError("not a JSON object")
    return value


def dump(value: Any) -> bytes:
    """Write the canonical form; StrictJsonError if the value has none, as with lone surrogates."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as error:
        raise StrictJsonError("has no canonical form") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise StrictJsonError(f"the key {key!r} stands twice")
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise StrictJsonError(f"{name} is not a JSON number")


def _refuse_depth(text: str) -> None:
    """Bound the nesting before the parser recurses; brackets in strings only make it stricter."""
    depth = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            if depth > _MAX_DEPTH:
                raise StrictJsonError("nested too deeply")
        elif letter in "]}":
            depth -= 1
