"""Spelling of written replies: Hunspell with its dictionary, else a word list; loaded when used.

The dictionary at hand is American. For British English a word also counts as right if it follows
from an American word by the regular differences between the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
MOST_SUGGESTIONS = 5
BRITISH = "en-GB"
_REGULAR = (
    (r"our(?=$|s$|ed$|ing$|able$|ably$|al$|ful|ite|less)", "or"),
    (r"is(?=e$|es$|ed$|er$|ers$|ing$|able$|ation$|ations$)", "iz"),
    (r"ys(?=e$|es$|ed$|ing$)", "yz"),
    (r"tre(?=$|s$|d$)", "ter"),
    (r"ogue(?=$|s$)", "og"),
    (r"ll(?=ed$|ing$|er$|ers$|ation$|ations$)", "l"),
    (r"enc(?=e$|es$)", "ens"),
    (r"l(?=$|s$|ment$)", "ll"),
    (r"^enquir", "inquir"),
    (r"cheque", "check"),
    (r"grey", "gray"),
    (r"tyre", "tire"),
    (r"programme", "program"),
    (r"judgement", "judgment"),
    (r"catalogue", "catalog"),
    (r"jewellery", "jewelry"),
    (r"parcelled", "parceled"),
)
"""A British ending and the American one that the dictionary knows."""
_PREFERRED = (
    (r"or(?=$|s$|ed$|ing$)", "our"),
    (r"iz(?=e$|es$|ed$|ing$|ation$|ations$)", "is"),
    (r"ter(?=$|s$)", "tre"),
    (r"^inquir", "enquir"),
)
_BRITISH_STEMS = re.compile(
    r"^(?:apolog|organ|recogn|real|personal|priorit|summar|colo|behavio|favo|hono|labo|neighbo|"
    r"humo|flavo|rumo|cen|the?a|fib|li|me|inquir)"
)


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
            forms |= {other for form in tuple(forms) for other in _american(form)}
        return any(self._dictionary.spell(form) for form in forms)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return up to five words that may be meant, British ones first where that is asked for."""
        offered = list(self._dictionary.suggest(word.replace("’", "'")))
        if self._british:
            offered = [british for one in offered for british in (*_british(one), one)]
        return tuple(dict.fromkeys(offered))[:MOST_SUGGESTIONS]


def _american(word: str) -> tuple[str, ...]:
    swapped = (re.sub(old, new, word) for old, new in _REGULAR)
    return tuple(other for other in swapped if other != word)


def _british(word: str) -> tuple[str, ...]:
    if not _BRITISH_STEMS.match(word):
        return ()
    swapped = (re.sub(old, new, word) for old, new in _PREFERRED)
    return tuple(other for other in swapped if other != word)


def misspelt(
    text: str, right: Callable[[str], bool], known: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """Return the spans, in code points, of words that look wrong and are not names of the case."""
    return tuple(
        match.span()
        for match in WORD.finditer(text)
        if match.group().casefold() not in known and not right(match.group())
    )


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
    folder = Path(hunspell.__path__[0]) / "dictionaries"
    if not (folder / "en_US.dic").is_file():
        return None
    made: Dictionary = hunspell.Hunspell("en_US", hunspell_data_dir=str(folder))
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
