"""What to practise, as chosen on a page or suggested by today's plan."""

from __future__ import annotations

from typing import NamedTuple

from quizapp.domain.vocabulary import ItemKind

MISSED_BELOW = 0.6
"""Points below which an item counts as missed."""
DEFAULT_NUMBER = 10


class PracticeChoice(NamedTuple):
    """What to practise; empty fields do not narrow. `items` names items outright.

    `step` is the title of the step of today's plan that asks for it, kept with what is drawn.
    """

    domains: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    kinds: tuple[ItemKind, ...] = ()
    items: tuple[str, ...] = ()
    missed: bool = False
    flagged: bool = False
    traps: bool = False
    due: bool = False
    number: int = DEFAULT_NUMBER
    step: str = ""
