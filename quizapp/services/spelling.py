"""Spelling of written replies: Hunspell with its dictionary, else a word list; loaded when used.

British English has a dictionary of its own beside the program (`assets/spelling`), American English
comes with the checker. The British one spells with -ise; -ize is right in British English as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

from quizapp import resources

WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word of letters; what follows a figure, as in 24th, is none."""
MOST_SUGGESTIONS = 5
BRITISH = "en-GB"
_OXFORD = re.compile(r"iz(?=e$|es$|ed$|er$|ers$|ing$|able$|ation$|ations$)")
"""The ending that British English writes with z or with s."""


class Dictionary(Protocol):
    """What knows words and offers others."""

    def spell(self, word: str) -> bool:
        """Tell whether the word is known."""

    def suggest(self, word: str) -> Iterable[str]:
        """Return known words that are near."""


class Spelling:
    """Tells which words look wrong and offers others; `known` are names of the case."""

    def __init__(self, dictionary: Dictionary, language: str) -> None:
        self._dictionary = dictionary
        self._british = language == BRITISH
        self._right: dict[str, bool] = {}

    def right(self, word: str) -> bool:
        """Tell whether a word is spelt as a dictionary knows it."""
        plain = word.replace("’", "'")
        if plain not in self._right:
            self._right[plain] = self._looked_up(plain)
        return self._right[plain]

    def _looked_up(self, word: str) -> bool:
        if len(word) == 1 or word.isupper():
            return True
        base = word.removesuffix("'s")
        forms = {word, base, base.lower()} if word[0].isupper() else {word, base}
        if self._british:
            forms |= {_OXFORD.sub("is", form) for form in forms}
        return any(self._dictionary.spell(form) for form in forms)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return up to five words that may be meant."""
        offered = self._dictionary.suggest(word.replace("’", "'"))
        return tuple(dict.fromkeys(offered))[:MOST_SUGGESTIONS]


def misspelt(
    text: str, right: Callable[[str], bool], known: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """Return the spans, in code points, of words that look wrong and are not names of the case."""
    return tuple(
        match.span()
        for match in WORD.finditer(text)
        if not _known(match.group(), known) and not right(match.group())
    )


def _known(word: str, known: frozenset[str]) -> bool:
    plain = word.casefold().replace("’", "'")
    return plain in known or plain.removesuffix("'s") in known


def words_of(*texts: str) -> frozenset[str]:
    """Return the words of a case, which never count as wrong."""
    return frozenset(m.group().casefold() for text in texts for m in WORD.finditer(text))


@cache
def spelling(language: str) -> Spelling | None:
    """Return the spelling of a language, or None where no dictionary for it is at hand."""
    found = _hunspell(language) or _word_list(language)
    return None if found is None else Spelling(found, language)


def _hunspell(language: str) -> Dictionary | None:
    if not language.startswith("en"):
        return None
    try:
        import hunspell  # noqa: PLC0415 - loaded with the first reply, not with the window
    except ImportError:
        return None
    british = language == BRITISH
    name = "en_GB" if british else "en_US"
    folder = (
        resources.assets() / "spelling" if british else Path(hunspell.__path__[0]) / "dictionaries"
    )
    if not (folder / f"{name}.dic").is_file():
        return None
    made: Dictionary = hunspell.Hunspell(name, hunspell_data_dir=str(folder))
    return made


class _WordList:
    """The word list of pyspellchecker behind the same two questions."""

    def __init__(self, language: str) -> None:
        from spellchecker import SpellChecker  # noqa: PLC0415 - as above

        self._words = SpellChecker(language=language, distance=1)

    def spell(self, word: str) -> bool:
        return not self._words.unknown([word])

    def suggest(self, word: str) -> Iterable[str]:
        found = self._words.candidates(word) or ()
        return sorted(found, key=self._words.word_usage_frequency, reverse=True)


def _word_list(language: str) -> Dictionary | None:
    try:
        return _WordList(language.split("-", maxsplit=1)[0])
    except (ImportError, ValueError):
        return None
