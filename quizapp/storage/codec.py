"""Domain values as JSON text and back, through cattrs.

cattrs is imported on first use: nothing that paints the first page needs it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from quizapp.errors import DataError

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


@cache
def _converter() -> Converter:
    from cattrs.preconf.json import make_converter  # noqa: PLC0415 - see the module's docstring

    return make_converter()


def dump(value: Any) -> str:
    """Return compact JSON with sorted keys, the same for equal values."""
    return json.dumps(
        _converter().unstructure(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def load(kind: type[T], text: str) -> T:
    """Return the value stored as `text`; `DataError` if it does not fit."""
    try:
        return _converter().structure(json.loads(text), kind)
    except Exception as error:  # cattrs raises groups of many kinds
        raise DataError(f"a stored {kind.__name__} can't be read: {error}") from error
