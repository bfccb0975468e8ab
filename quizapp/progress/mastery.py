"""Mastery of an objective from marks, as an interval and one word, never a lone number.

The share is estimated with a uniform prior, so that the posterior after s points in n answers is
Beta(s + 1, n − s + 1); part marks count as fractions. The interval is its central 80 %, by the
normal approximation with the exact mean and variance. Marks fade with a half-life, because what was
answered long ago says less about today.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

Z80 = 1.2816
"""Standard normal quantile of a central 80 % interval."""
HALF_LIFE_DAYS = 45.0
ENOUGH = 5.0
"""Weight of answers below which an objective counts as only started."""
GROWING, SECURE, STRONG = 0.45, 0.60, 0.75


class MasteryWord(StrEnum):
    """The one scale of words used everywhere."""

    NEW = "new"
    STARTED = "started"
    GROWING = "growing"
    SECURE = "secure"
    STRONG = "strong"


class Mark(NamedTuple):
    """One mark: points 0 to 1 and when it was given."""

    points: float
    at: datetime


class Mastery(NamedTuple):
    """What is known about one objective: estimate and 80 % interval as shares, answers, a word."""

    estimate: float
    low: float
    high: float
    answers: int
    word: MasteryWord


def mastery(marks: Iterable[Mark], *, now: datetime) -> Mastery:
    """Return the mastery that marks of one objective support at `now`."""
    given = list(marks)
    weights = [_weight(mark, now) for mark in given]
    mass = sum(weights)
    earned = sum(weight * mark.points for weight, mark in zip(weights, given, strict=True))
    alpha, beta = earned + 1, mass - earned + 1
    mean = alpha / (alpha + beta)
    spread = sqrt(alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1)))
    low, high = max(0.0, mean - Z80 * spread), min(1.0, mean + Z80 * spread)
    return Mastery(
        estimate=mean, low=low, high=high, answers=len(given), word=_word(low, mass, len(given))
    )


def _weight(mark: Mark, now: datetime) -> float:
    days = max(0.0, (now - mark.at).total_seconds() / 86400)
    return float(0.5 ** (days / HALF_LIFE_DAYS))


def _word(low: float, mass: float, answers: int) -> MasteryWord:
    """Choose the word by the lower end of the interval, so that luck is not praised."""
    if answers == 0:
        return MasteryWord.NEW
    if mass < ENOUGH or low < GROWING:
        return MasteryWord.STARTED if mass < ENOUGH else MasteryWord.GROWING
    if low < SECURE:
        return MasteryWord.GROWING
    return MasteryWord.SECURE if low < STRONG else MasteryWord.STRONG
