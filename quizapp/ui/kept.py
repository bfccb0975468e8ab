"""What is dear to make and holds as long as the look does: laid-out texts, painted grounds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from quizapp.ui import theme

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Keeps the `most` used last in the look in force; another look begins anew."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._look: theme.Theme | None = None
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept for a key, made on first use."""
        if self._look is not theme.current():
            self._look = theme.current()
            self._values.clear()
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = make()
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        else:
            self._values.move_to_end(key)
        return found
