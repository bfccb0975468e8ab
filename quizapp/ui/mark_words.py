"""Marks in words: below a question in practice, in the list of a result, beside one answer.

The start check has no mark, so nothing in it counts as wrong: words and signs say which answer fits
best, without a cross and without a share of points.
"""

from __future__ import annotations

from typing import NamedTuple

from quizapp.domain.result import Grade
from quizapp.ui import wording

RIGHT_FROM = 0.999
"""Full points, give or take rounding."""
PLAIN_VERDICT = "See what the customer hears."
NO_MARK = "This is no mark. It shows where practice helps most."


class MarkWords(NamedTuple):
    """What a chip shows: words, icon and tone."""

    words: str
    icon: str
    tone: str


def verdict(points: float, *, sure: bool, checking: bool) -> tuple[str, str]:
    """Return a verdict on an answer in practice, and what more there is to say."""
    if points >= RIGHT_FROM:
        return "Yes, that is it.", ""
    words = "A good part of the way." if points > 0 else "It turned out differently."
    if sure:
        words = "You were sure, and it turned out differently."
    if checking:
        return words, NO_MARK
    if sure:
        return words, "These are the ones worth keeping."
    return words, f"{wording.percent(points)} of the points." if points > 0 else PLAIN_VERDICT


def in_list(grade: Grade, *, checking: bool) -> MarkWords:
    """Return the mark of an answer in the list of a result."""
    unmarked = _unmarked(grade, checking=checking)
    if unmarked is not None:
        return unmarked
    if grade.points >= RIGHT_FROM:
        return MarkWords("full points", "check", "good")
    if grade.points > 0:
        return MarkWords("part of the points", "sprout", "care")
    return MarkWords("not this time", "x", "bad")


def of_answer(grade: Grade, *, checking: bool) -> MarkWords:
    """Return the mark of an answer that is looked at by itself."""
    unmarked = _unmarked(grade, checking=checking)
    if unmarked is not None:
        return unmarked
    if grade.correct:
        return MarkWords("Right", "check", "good")
    if grade.points > 0:
        return MarkWords("In part", "sprout", "care")
    return MarkWords("Not this time", "x", "bad")


def _unmarked(grade: Grade, *, checking: bool) -> MarkWords | None:
    """Return the words for an answer without a mark: none given, not read yet, or a start check."""
    if not grade.answered:
        return MarkWords("No answer", "circle-dashed", "plain")
    if grade.needs_review:
        return MarkWords("A person reads it", "user-cog", "info")
    return _neutral(grade) if checking else None


def _neutral(grade: Grade) -> MarkWords:
    if grade.points >= RIGHT_FROM:
        return MarkWords("best answer", "check", "good")
    words = "part of the best answer" if grade.points > 0 else "another answer fits better"
    return MarkWords(words, "lightbulb", "plain")
