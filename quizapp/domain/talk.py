"""How a reply moves a customer: the one table of trust and tension (`docs/bank-format.md`).

The engine of conversations and the check of their paths both go by it.
"""

from __future__ import annotations

from collections.abc import Collection

from quizapp.domain.marking import ABSENCE, PRESENCE

STATE_LIMIT = 3
"""Trust and tension run from minus this to plus this."""
TURN_LIMIT = 2
"""The most that one turn can move either."""

FEELING = frozenset({"acknowledge_feeling", "validate_feeling"})
ACTING = frozenset({"take_ownership", "concrete_next_step", "offer_options"})
HARSH = frozenset({"no_blame", "calm_tone"})
"""Breaches that cost twice: blame and rudeness."""

TRUST_WORDS = ("gone", "very low", "low", "cautious", "growing", "good", "strong")
TENSION_WORDS = ("calm", "relaxed", "easing", "present", "rising", "high", "very high")


def within(value: int, limit: int) -> int:
    """Return a value cut to between minus and plus a limit."""
    return max(-limit, min(limit, value))


def moved(value: int, change: int) -> int:
    """Return trust or tension after one turn's change, both cut to their limits."""
    return within(value + within(change, TURN_LIMIT), STATE_LIMIT)


def written_effect(
    *, met: Collection[str], broken: Collection[str], asked: Collection[str], valid: bool = True
) -> tuple[int, int]:
    """Return what a written reply does to trust and tension, each within -2 and +2.

    Naming or validating the feeling, and acting, each move trust up once; a feeling named and an
    apology each ease tension; a breach does the opposite, blame and rudeness twice. A reply that
    meets nothing it was asked to show, or is no attempt, costs one of each.
    """
    trust = tension = 0
    if FEELING.intersection(met):
        trust, tension = trust + 1, tension - 1
    if ACTING.intersection(met):
        trust += 1
    if "apologise" in met:
        tension -= 1
    for name in sorted(frozenset(broken) & frozenset(ABSENCE)):
        cost = 2 if name in HARSH else 1
        trust, tension = trust - cost, tension + cost
    shown = frozenset(asked) & frozenset(PRESENCE)
    if not valid or (shown and not shown.intersection(met)):
        trust, tension = trust - 1, tension + 1
    return within(trust, TURN_LIMIT), within(tension, TURN_LIMIT)


def trust_word(value: int) -> str:
    """Return the word for a trust of -3 to +3."""
    return TRUST_WORDS[value + STATE_LIMIT]


def tension_word(value: int) -> str:
    """Return the word for a tension of -3 to +3."""
    return TENSION_WORDS[value + STATE_LIMIT]
