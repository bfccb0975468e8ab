"""Cue grammar: what speaks for each criterion, family by family."""

from __future__ import annotations

from functools import cache

from quizapp.grading.free_text.patterns import Cue


@cache
def all_cues() -> tuple[Cue, ...]:
    """Return every cue of the library, in a fixed order."""
    from quizapp.grading.free_text.cues import (  # noqa: PLC0415  # patterns are costly: on demand
        action,
        barbs,
        conduct,
        courtesy,
        dismissal,
        feeling,
        outright,
        ownership,
        register,
    )

    families = (feeling, ownership, action, courtesy, dismissal, conduct, barbs, outright, register)
    return tuple(cue for family in families for cue in family.CUES)
