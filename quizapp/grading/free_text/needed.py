"""What a text must hold for a pattern to be found in it: a cheap look before a costly search.

Most cues are not in most sentences. A pattern that asks for one of a few literal strings is not
compiled, let alone tried, where none of them stands. The answer errs on one side only: where the
strings cannot be told, the pattern is tried.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

Needed = frozenset[str] | None
"""At least one of these stands in every text that matches; None where that cannot be told."""

MOST, USUAL = 96, 0.12
"""Larger sets take too long, and sets that stand in more texts than this tell too little."""
_RUN = re.compile(r"[\w ',;:!@#%&~=<>\"/-]+")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d+)(?:,\d*)?\}|\{,\d+\})[?+]?")
_MACRO = re.compile(r"\{([A-Za-z]\w*)\}")
_AROUND = re.compile(r"\(\?(?:<?[=!])")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\[wWsSdDbB]|[.^$]")


def needed(source: str, macros: Mapping[str, Needed]) -> Needed:
    """Return strings of which any match of the pattern holds one.

    `source` is a regular expression in which `{name}` stands for one that needs `macros[name]`.
    Where it has parts that are not known here (flags, back references), the answer is None.
    """
    reader = _Reader(source, macros)
    try:
        found = reader.choices()
    except ValueError:
        return None
    return found if reader.at == len(source) else None


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, source: str, macros: Mapping[str, Needed]) -> None:
        self.source, self.macros, self.at = source, macros, 0

    def choices(self) -> Needed:
        """Read alternatives up to a closing bracket: one of them must be there."""
        found = [self.sequence()]
        while self.source[self.at : self.at + 1] == "|":
            self.at += 1
            found.append(self.sequence())
        if len(found) == 1:
            return found[0]
        together: set[str] = set()
        for part in found:
            if part is None:
                return None
            together |= part
        return frozenset(together) if len(together) <= MOST else None

    def sequence(self) -> Needed:
        """Read parts that follow one another: all are there, and the most telling one is kept."""
        parts: list[Needed] = []
        run = ""
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            letters = self._letters()
            if letters:
                least, many = self._quantifier()
                run += letters if least else letters[:-1]
                if not many:
                    continue
            if run:
                parts.append(frozenset([run]))
                run = ""
            if not letters:
                parts.append(self._part())
        if run:
            parts.append(frozenset([run]))
        return _most_telling(parts)

    def _letters(self) -> str:
        """Read characters that stand for themselves; a quantifier speaks of the last one only."""
        if found := _RUN.match(self.source, self.at):
            self.at = found.end()
            return found[0]
        following = self.source[self.at + 1 : self.at + 2]
        if self.source[self.at] == "\\" and following and not following.isalnum():
            self.at += 2
            return following
        if self.source[self.at].isascii():
            return ""
        self.at += 1
        return self.source[self.at - 1]

    def _part(self) -> Needed:
        """Read a class, a group, a macro or the like, and what it asks for."""
        found: Needed = None
        if macro := _MACRO.match(self.source, self.at):
            self.at = macro.end()
            least, many = self._quantifier()
            # a quantifier after a macro is one after its last character only
            return self.macros[macro[1]] if least and not many else None
        if around := _AROUND.match(self.source, self.at):
            self.at = around.end()
            self.choices()
            self._close()
        elif group := _GROUP.match(self.source, self.at):
            self.at = group.end()
            found = self.choices()
            self._close()
        elif simple := _CLASS.match(self.source, self.at):
            self.at = simple.end()
        else:
            message = f"not known: {self.source[self.at : self.at + 4]}"
            raise ValueError(message)
        least, _ = self._quantifier()
        return found if least else None

    def _close(self) -> None:
        if self.source[self.at : self.at + 1] != ")":
            message = "a bracket is not closed"
            raise ValueError(message)
        self.at += 1

    def _quantifier(self) -> tuple[bool, bool]:
        """Read what says how often: whether at least once, and whether anything is said."""
        if self.source[self.at : self.at + 1] not in {"?", "*", "+", "{"}:
            return True, False
        found = _QUANTIFIER.match(self.source, self.at)
        if found is None:
            return True, False
        self.at = found.end()
        return found[0][0] == "+" or int(found[1] or 0) > 0, True


def _most_telling(parts: list[Needed]) -> Needed:
    """Return the set that stands in the fewest texts, roughly; None where each tells too little."""
    best, least = None, USUAL
    for part in parts:
        if part:
            usual = math.fsum(5.0 ** -len(word) for word in part)
            if usual < least:
                best, least = part, usual
    return best
