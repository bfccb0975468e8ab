"""Phrases to try, one for each day, with what they do for the customer."""

from __future__ import annotations

from datetime import date


def of_day(day: date) -> tuple[str, str]:
    """Return the phrase of a day and why it helps; the same all day long."""
    return PHRASES[day.toordinal() % len(PHRASES)]


PHRASES: tuple[tuple[str, str], ...] = (
    (
        "You have waited all day for this. What would help most right now?",
        "It names what happened, then hands the next step to the customer.",
    ),
    (
        "So the second one leaked as well, and the party is on Saturday. Have I got that right?",
        "It retells the facts in your words and asks, so that nobody guesses.",
    ),
    (
        "Anyone would be tired of explaining this a third time.",
        "It says that the reaction makes sense, without taking sides on the facts.",
    ),
    (
        "That was our mistake. I will stay with it until it is put right.",
        "It owns the fault and the next step in two short sentences.",
    ),
    (
        "I can't move the date, and here is what I can do today.",
        "A limit said plainly, with a way forward beside it.",
    ),
    (
        "You sound worried about tonight rather than about the price. Is that so?",
        "A tentative guess at the feeling, open to be corrected.",
    ),
    (
        "I will call you on Thursday before noon, whether I have news or not.",
        "A time that can be kept, also when nothing has changed yet.",
    ),
)
