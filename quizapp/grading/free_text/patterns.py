# ruff: noqa: E501  # tables of patterns and measured weights read best in one piece
"""The small language in which cues are written, and the compiled cue.

A pattern is a regular expression over `Passage.norm` (lower case, contractions spelt out, marks as
words of their own) in which `{name}` stands for a word list or a stock fragment. Word lists become
tries, so that hundreds of words cost about as much as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from quizapp.grading.free_text.lexicon import feelings, people, verbs
from quizapp.grading.free_text.needed import Needed, needed


def trie(words: Iterable[str]) -> str:
    """Return a pattern for exactly these words, sharing common beginnings."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]  # a recursive type adds nothing here
    for word in sorted({w.replace("-", " ") for w in words}):
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict) -> str:  # type: ignore[type-arg]  # as above
    ends = "" in node
    options = [re.escape(k) + _branch(v) for k, v in sorted(node.items()) if k]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and not ends else "(?:" + "|".join(options) + ")"
    return body + "?" if ends else body


def alternatives(parts: Iterable[str]) -> str:
    """Return a group that matches any of `parts`, which are patterns themselves."""
    return "(?:" + "|".join(parts) + ")"


ADVERBS = [
    "so",
    "very",
    "really",
    "truly",
    "deeply",
    "sincerely",
    "terribly",
    "awfully",
    "extremely",
    "incredibly",
    "absolutely",
    "completely",
    "utterly",
    "totally",
    "quite",
    "genuinely",
    "just",
    "rather",
    "pretty",
    "bloody",
    "dead",
    "well",
    "too",
    "particularly",
    "especially",
    "understandably",
    "clearly",
    "obviously",
    "naturally",
    "rightly",
    "justifiably",
    "doubly",
    "hugely",
    "immensely",
    "thoroughly",
    "extra",
    "fairly",
    "much",
    "more",
    "most",
    "all",
    "still",
    "also",
    "now",
    "already",
    "even",
    "only",
    "properly",
    "honestly",
    "actually",
    "literally",
    "personally",
    "ever",
    "real",
    "right",
    "wholly",
    "entirely",
    "fully",
    "perfectly",
    "simply",
    "certainly",
    "definitely",
    "profoundly",
    "heartily",
    "unreservedly",
    "humbly",
    "desperately",
    "unbelievably",
    "exceedingly",
    "dreadfully",
    "enormously",
    "seriously",
    "proper",
    "mighty",
    "fierce",
    "pure",
    "wicked",
    "ever-so",
    "a-bit",
    "a-little",
    "a-touch",
    "kind-of",
    "such",
    "both",
    "again",
    "likely",
    "probably",
    "surely",
    "always",
]

_STATES = feelings.STATES
_CLEAR = _STATES - feelings.AMBIGUOUS_STATES

MACROS: Mapping[str, str] = {
    "adv": rf"(?:{trie(ADVERBS)} ){{0,4}}",
    "state": trie(_STATES),
    "clear": trie(_CLEAR),
    "hard": trie(feelings.HARDSHIPS),
    "stronghard": trie(feelings.STRONG_HARDSHIPS),
    "feeln": trie(feelings.NOUNS),
    "feeln1": trie(feelings.NOUNS - feelings.WEAK_NOUNS),
    "stir": trie(feelings.STIRRING),
    "idiom": alternatives(feelings.PHRASES),
    "any": alternatives(people.ANYONE),
    "kin": trie(people.KIN),
    "act": trie(verbs.ACT_BASE),
    "acts": trie(verbs.ACT_THIRD),
    "acted": trie(verbs.ACT_PAST),
    "acting": trie(verbs.ACT_ING),
    "harmed": trie(verbs.HARM_PAST),
    "reach": trie(verbs.REACH),
    "reaching": trie(verbs.REACHING),
    "g2": r"(?:\S+ ){0,2}",
    "g3": r"(?:\S+ ){0,3}",
    "g4": r"(?:\S+ ){0,4}",
    "g6": r"(?:\S+ ){0,6}",
    "g8": r"(?:\S+ ){0,8}",
    "g12": r"(?:\S+ ){0,12}",
    "I": r"(?:i|we)",
    "firm": r"(?:i|we|my team|our team|the team|our side|the company|our \w+|my \w+|me and my \w+|\w+ and i)",
    "be": r"(?:is|are|am|was|were|be|been|being)",
    "modal": r"(?:will|shall|would|can|could|must|might|may)",
}


@cache
def _macros_need() -> Mapping[str, Needed]:
    return {name: needed(body, {}) for name, body in MACROS.items()}


class Pattern:
    """A pattern of the cue language; it starts and ends at word boundaries.

    It is compiled when it is first tried, and tried only where a string stands that it cannot do
    without: compiling all patterns takes much longer than marking.
    """

    __slots__ = ("_compiled", "_needed", "_source")

    def __init__(self, source: str) -> None:
        """Take the pattern's source, macros in braces."""
        self._source = source
        self._compiled: re.Pattern[str] | None = None
        self._needed: Needed | Literal[False] = False

    def possible(self, text: str) -> bool:
        """Say whether the pattern may be found; False only where it certainly is not."""
        if self._needed is False:  # not worked out yet
            self._needed = needed(self._source, _macros_need())
        if self._needed is None:
            return True
        for word in self._needed:  # noqa: SIM110  # `any` costs more than the look itself
            if word in text:
                return True
        return False

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            body = re.sub(r"\{([A-Za-z]\w*)\}", lambda m: MACROS[m.group(1)], self._source)
            self._compiled = re.compile(rf"(?<![\w'])(?:{body})(?![\w])")
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where the pattern is found, or None."""
        return self._ready().search(text) if self.possible(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all places where the pattern is found."""
        return self._ready().finditer(text) if self.possible(text) else iter(())


@dataclass(frozen=True, slots=True)
class Cue:
    """One turn of phrase that speaks for a criterion (or, for an absence criterion, breaks it)."""

    criterion: str
    name: str
    source: str
    weight: float
    why: str
    guards: tuple[str, ...] = ()

    @property
    def pattern(self) -> Pattern:
        """The pattern; one for each source."""
        return _shared(self.source)


@cache
def _shared(source: str) -> Pattern:
    return Pattern(source)
