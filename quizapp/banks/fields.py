"""Reads the fields of one mapping, one call a field, and notes every fault with its line.

A reader asks for what it expects (`fields.text("id")`); whatever is missing or of another type goes
into the ledger and an empty value comes back, so that one pass finds all faults. `close` names the
fields that nobody asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from quizapp.banks.ledger import Ledger, Place, suggestion
from quizapp.banks.tree import Listing, Node, Scalar
from quizapp.banks.tree import Mapping as Branch

_E = TypeVar("_E", bound=StrEnum)


def _seen(node: Node) -> str:
    """Say in a word or two what stands in the file."""
    if isinstance(node, Branch):
        return "fields"
    if isinstance(node, Listing):
        return "a list"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {node.text}; put it in quotes if it is meant as text"
    if isinstance(value, int | float):
        return f"the number {node.text}"
    shown = node.text if len(node.text) <= 40 else node.text[:39] + "…"  # noqa: PLR2004 (one message line)
    return f"'{shown}'"


class Fields:
    """The fields of one mapping on their way into a value."""

    def __init__(self, ledger: Ledger, file: str, node: Node, where: str = "") -> None:
        self.ledger = ledger
        self.place = Place(file, node.line, where)
        self._asked: set[str] = set()
        self._undefined: set[str] = set()
        self._entries: Mapping[str, tuple[int, Node]] = {}
        if isinstance(node, Branch):
            self._entries = node.entries
        else:
            ledger.fault(self.place, f"fields (name: value) are expected here, not {_seen(node)}")

    def at(self, name: str) -> Place:
        """Return the place of a field, or of the whole mapping where the field is missing."""
        where = f"{self.place.where}.{name}" if self.place.where else name
        line = self._entries[name][0] if name in self._entries else self.place.line
        return Place(self.place.file, line, where)

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not empty."""
        return not self._empty(self._entries.get(name))

    def fault(self, name: str, message: str) -> None:
        """Note a fault about the field `name`."""
        self.ledger.fault(self.at(name), message)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; a number is taken as it is written."""
        node = self._take(name, required=default is None)
        if node is None:
            return default or ""
        text = self._text(node)
        if text is None:
            self.fault(name, f"a text is expected, not {_seen(node)}")
            return default or ""
        return text

    def number(self, name: str, default: float | None, low: float, high: float) -> float:
        """Return a number within `low` and `high`; without a default the field must be there."""
        node = self._take(name, required=default is None)
        if node is None:
            return default or 0.0
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(name, f"a number is expected, not {_seen(node)}")
            return default or 0.0
        if not math.isfinite(value) or not low <= value <= high:
            self.fault(name, f"{value:g} is out of range; {low:g} to {high:g} is allowed")
            return default or 0.0
        return value

    def whole(self, name: str, default: int | None, low: int, high: int) -> int:
        """Return a whole number within `low` and `high`."""
        value = self.number(name, default, low, high)
        if value != int(value):
            self.fault(name, f"a whole number is expected, not {value:g}")
        return int(value)

    def maybe_whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number, or None where the field is left out or null."""
        return self.whole(name, low, low, high) if self._present(name) else None

    def maybe_number(self, name: str, low: float, high: float) -> float | None:
        """Return a number, or None where the field is left out or null."""
        return self.number(name, low, low, high) if self._present(name) else None

    def maybe_text(self, name: str) -> str | None:
        """Return a text, or None where the field is left out or null."""
        return self.text(name, "") or None if self._present(name) else None

    def flag(self, name: str, *, default: bool | None) -> bool:
        """Return a truth value: `true` or `false`."""
        node = self._take(name, required=default is None)
        if node is None:
            return bool(default)
        value = node.value if isinstance(node, Scalar) else None
        if not isinstance(value, bool):
            self.fault(name, f"true or false is expected, not {_seen(node)}")
            return bool(default)
        return value

    def word(self, name: str, words: type[_E], default: _E | None = None) -> _E:
        """Return one of the words of an enumeration."""
        node = self._take(name, required=default is None)
        fallback = default if default is not None else next(iter(words))
        return fallback if node is None else self._word(name, node, words) or fallback

    def maybe_word(self, name: str, words: type[_E]) -> _E | None:
        """Return one of the words of an enumeration, or None where the field is left out."""
        node = self._take(name, required=False)
        return None if node is None else self._word(name, node, words)

    def names(
        self, name: str, sort: str = "", *, required: bool = False, least: int = 0, most: int = 999
    ) -> tuple[str, ...]:
        """Return a list of texts; with `sort` each is noted as a reference to such an id."""
        found: list[str] = []
        for position, node in enumerate(self._list(name, required=required or least > 0)):
            place = Place(self.place.file, node.line, f"{self.at(name).where}[{position}]")
            text = self._text(node)
            if text is None:
                self.ledger.fault(place, f"a text is expected, not {_seen(node)}")
            elif text in found:
                self.ledger.fault(place, f"'{text}' stands twice in this list; keep one")
            else:
                found.append(text)
                if sort:
                    self.ledger.refer(sort, text, place)
        if self.has(name) and not least <= len(found) <= most:
            self.fault(name, f"{least} to {most} entries are expected, there are {len(found)}")
        return tuple(found)

    def words(self, name: str, words: type[_E], *, required: bool = False) -> tuple[_E, ...]:
        """Return a list of words of an enumeration."""
        nodes = self._list(name, required=required)
        return tuple(word for node in nodes if (word := self._word(name, node, words)) is not None)

    def id(self, name: str, sort: str) -> str:
        """Return a reference to an id of `sort`, which must be defined somewhere."""
        text = self.text(name)
        self.ledger.refer(sort, text, self.at(name))
        return text

    def maybe_id(self, name: str, sort: str) -> str | None:
        """Return a reference to an id of `sort`, or None where the field is left out."""
        return (self.id(name, sort) or None) if self._present(name) else None

    def rows(self, name: str, *, required: bool = True, defines: str = "") -> Iterator[Fields]:
        """Yield the fields of each entry of a list; entries are closed by the reader.

        A list that `defines` ids of a sort may be left out, but not stand there empty: then, or
        where its name may be misspelt, references to that sort can't be judged.
        """
        named = name in self._entries
        nodes = self._list(name, required=required or (bool(defines) and named))
        if defines and not nodes and (named or required):
            self.ledger.partial.add(defines)
        elif defines and not named:
            self._undefined.add(defines)
        for position, node in enumerate(nodes):
            yield Fields(self.ledger, self.place.file, node, f"{self.at(name).where}[{position}]")

    def inner(self, name: str) -> Fields | None:
        """Return the fields of a nested mapping, or None where the field is left out."""
        node = self._take(name, required=False)
        if node is None:
            return None
        return Fields(self.ledger, self.place.file, node, self.at(name).where)

    def table(self, name: str, *, required: bool = True) -> dict[str, tuple[Place, Node]]:
        """Return a nested mapping whose names are free, each with its place and node."""
        node = self._take(name, required=required)
        if node is None:
            return {}
        if not isinstance(node, Branch):
            self.fault(name, f"fields (name: value) are expected here, not {_seen(node)}")
            return {}
        base = self.at(name).where
        return {
            key: (Place(self.place.file, line, f"{base}.{key}"), child)
            for key, (line, child) in node.entries.items()
        }

    def text_table(self, name: str) -> dict[str, str]:
        """Return a nested mapping from names to texts."""
        found: dict[str, str] = {}
        for key, (place, node) in self.table(name).items():
            text = self._text(node)
            if text is None:
                self.ledger.fault(place, f"a text is expected, not {_seen(node)}")
            else:
                found[key] = text
        return found

    def flag_table(self, name: str) -> dict[str, bool]:
        """Return a nested mapping from names to truth values."""
        found: dict[str, bool] = {}
        for key, (place, node) in self.table(name).items():
            value = node.value if isinstance(node, Scalar) else None
            if isinstance(value, bool):
                found[key] = value
            else:
                self.ledger.fault(place, f"true or false is expected, not {_seen(node)}")
        return found

    def number_table(self, name: str, low: float, high: float) -> dict[str, float]:
        """Return a nested mapping from names to numbers within `low` and `high`."""
        found: dict[str, float] = {}
        for key, (place, node) in self.table(name, required=False).items():
            value = node.value if isinstance(node, Scalar) else None
            if isinstance(value, bool) or not isinstance(value, int | float):
                self.ledger.fault(place, f"a number is expected, not {_seen(node)}")
            elif not low <= value <= high:
                self.ledger.fault(place, f"{value:g} is out of range; {low:g} to {high:g}")
            else:
                found[key] = float(value)
        return found

    def orders(self, name: str) -> list[tuple[Place, tuple[str, ...]]]:
        """Return a list of lists of ids, such as the accepted orders of an ordering item."""
        found = []
        for position, node in enumerate(self._list(name, required=True)):
            place = Place(self.place.file, node.line, f"{self.at(name).where}[{position}]")
            if not isinstance(node, Listing):
                self.ledger.fault(place, f"a list of option ids is expected, not {_seen(node)}")
                continue
            texts = [self._text(entry) for entry in node.entries]
            found.append((place, tuple(text for text in texts if text is not None)))
        return found

    def close(self, owner: str = "") -> None:
        """Note a fault for each field that nobody asked for."""
        strangers = self._entries.keys() - self._asked
        if strangers:
            self.ledger.partial |= self._undefined
        for name in strangers:
            hint = suggestion(name, self._asked) or f"; known: {', '.join(sorted(self._asked))}"
            self.fault(name, f"unknown field '{name}'{f' in {owner}' if owner else ''}{hint}")

    def misspelt(self, name: str, owner: str) -> None:
        """Note fields that were probably meant to be `name`, which is missing.

        For a reader that can't go on without it, so that `close` is never reached.
        """
        for other in self._entries.keys() - self._asked:
            if hint := suggestion(other, [name]):
                self.fault(other, f"unknown field '{other}' in {owner}{hint}")

    def _list(self, name: str, *, required: bool) -> Sequence[Node]:
        node = self._take(name, required=required)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self.fault(name, f"a list is expected, not {_seen(node)}")
            return ()
        if required and not node.entries:
            self.fault(name, "the list is empty")
        return node.entries

    def _word(self, name: str, node: Node, words: type[_E]) -> _E | None:
        text = self._text(node)
        allowed = [word.value for word in words]
        if text in allowed:
            return words(text)
        hint = suggestion(text or "", allowed)
        self.fault(name, f"one of {', '.join(allowed)} is expected, not {_seen(node)}{hint}")
        return None

    def _take(self, name: str, *, required: bool) -> Node | None:
        self._asked.add(name)
        entry = self._entries.get(name)
        if self._empty(entry) or entry is None:
            if required:
                self.ledger.fault(self.at(name), f"the field '{name}' is missing or empty")
            return None
        return entry[1]

    def _present(self, name: str) -> bool:
        self._asked.add(name)
        return self.has(name)

    @staticmethod
    def _empty(entry: tuple[int, Node] | None) -> bool:
        if entry is None:
            return True
        node = entry[1]
        return isinstance(node, Scalar) and (node.value is None or not node.text.strip())

    @staticmethod
    def _text(node: Node) -> str | None:
        if not isinstance(node, Scalar) or node.value is None or isinstance(node.value, bool):
            return None
        return node.text.strip()
