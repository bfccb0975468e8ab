"""Finding pages of learning by words: questions of the learning pool and concept cards.

Secure items are never looked at, so no word of them can be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from quizapp.services.catalogue import Catalogue
from quizapp.services.practice import learnable

MOST_FOUND = 20


class FoundKind(StrEnum):
    """What a search can lead to."""

    PAGE = "page"
    CONCEPT = "concept"
    QUESTION = "question"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something a person can open: its id, a line to know it by, and what else is said of it."""

    kind: FoundKind
    id: str
    title: str
    text: str = ""


class Search:
    """Looks through the current bank; the words are gathered when they are first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def find(self, words: str, pages: Sequence[Found] = ()) -> tuple[Found, ...]:
        """Return what holds every word, titles first; pages before cards before questions."""
        wanted = words.casefold().split()
        if not wanted:
            return ()
        ranked = [
            (rank, place, found)
            for place, found in enumerate((*pages, *self._gathered))
            if (rank := _rank(found, wanted)) is not None
        ]
        return tuple(found for _, _, found in sorted(ranked, key=_order)[:MOST_FOUND])

    @cached_property
    def _gathered(self) -> tuple[Found, ...]:
        bank = self._catalogue.bank()
        cards = [
            Found(kind=FoundKind.CONCEPT, id=card.id, title=card.title, text=card.text)
            for card in bank.concepts
        ]
        questions = []
        for head in learnable(bank):
            stem = " ".join(bank.item(head.id).stem.split())
            title = head.title or stem
            questions.append(Found(kind=FoundKind.QUESTION, id=head.id, title=title, text=stem))
        return (*cards, *questions)


def _rank(found: Found, wanted: Sequence[str]) -> int | None:
    """Return 0 if the title holds all words, 1 if title and text together do, else None."""
    title = found.title.casefold()
    if all(word in title for word in wanted):
        return 0
    whole = f"{title} {found.text.casefold()} {found.id.casefold()}"
    return 1 if all(word in whole for word in wanted) else None


def _order(entry: tuple[int, int, Found]) -> tuple[int, int]:
    return entry[:2]
