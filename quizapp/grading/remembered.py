"""A reply that was marked a moment ago is not read again.

A mark depends on nothing but the case, the words, and the criteria with their weights. A
conversation is replayed from its turns, handing in marks what was marked before, and issuing
recounts it: without a memory a written turn would be read several times over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from quizapp.domain.marking import Case, Marking
from quizapp.grading.grade import ReplyMarker

ROOM = 128
"""Markings kept at most; the one asked for longest ago goes first."""

_Weights = tuple[tuple[str, float], ...]


class RememberedMarks:
    """A marker of replies with a memory for its latest markings; safe to share between threads."""

    def __init__(self, marker: ReplyMarker, *, room: int = ROOM) -> None:
        self._marker = marker
        self._known = lru_cache(maxsize=room)(self._read)

    @property
    def version(self) -> str:
        """Return name, version and hash of the marker that reads."""
        return self._marker.version

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        """Return the marking of one reply, read anew only where it is not remembered."""
        asked = None if criteria is None else tuple(criteria)
        counted = None if weights is None else tuple(weights.items())
        return self._known(case, reply, asked, counted)

    def _read(
        self, case: Case, reply: str, asked: tuple[str, ...] | None, counted: _Weights | None
    ) -> Marking:
        weights = None if counted is None else dict(counted)
        return self._marker.mark(case, reply, criteria=asked, weights=weights)
