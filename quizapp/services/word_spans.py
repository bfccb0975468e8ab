"""Words of a text as spans in code points: marking them, and what changed between two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]
"""Half-open: first code point, and the one after the last."""
_WORD = re.compile(r"\S+")
_EDGES = "\"'“”‘’.,;:!?()…–—-"


def words(text: str) -> tuple[Span, ...]:
    """Return the words of a text, with the signs that stick to them."""
    return tuple(match.span() for match in _WORD.finditer(text))


def around(text: str, first: int, last: int) -> Span | None:
    """Return the span of whole words that two positions touch, in either order, or None."""
    low, high = min(first, last), max(first, last)
    touched = [(a, b) for a, b in words(text) if a <= high and b > low]
    return (touched[0][0], touched[-1][1]) if touched else None


def toggled(spans: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """Return marks with a span added, or taken out where all of it was marked already."""
    start, end = span
    if any(a <= start and end <= b for a, b in spans):
        cut = [piece for a, b in spans for piece in ((a, min(b, start)), (max(a, end), b))]
        return tuple((a, b) for a, b in cut if a < b)
    return merged([*spans, span])


def merged(spans: Sequence[Span], *, gap: int = 1) -> tuple[Span, ...]:
    """Return spans in order, joined where no more than `gap` signs lie between two."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def part(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what lies between two positions, counted from the first of them."""
    cut = [(max(a, start) - start, min(b, end) - start) for a, b in spans]
    return tuple((a, b) for a, b in cut if a < b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed: spans of the earlier text that were taken out, of the later one that are new.

    `out` and `new` count the words.
    """

    removed: tuple[Span, ...]
    added: tuple[Span, ...]
    out: int
    new: int


def changes(before: str, after: str) -> Changes:
    """Return the difference word by word; case and signs at the edge of a word do not count."""
    old, now = words(before), words(after)
    matcher = SequenceMatcher(
        None,
        [_plain(before[a:b]) for a, b in old],
        [_plain(after[a:b]) for a, b in now],
        autojunk=False,
    )
    removed: list[Span] = []
    added: list[Span] = []
    for kind, old_from, old_to, now_from, now_to in matcher.get_opcodes():
        if kind != "equal":
            removed += old[old_from:old_to]
            added += now[now_from:now_to]
    return Changes(removed=merged(removed), added=merged(added), out=len(removed), new=len(added))


def _plain(word: str) -> str:
    return word.strip(_EDGES).casefold() or word
