"""Scoring of the kinds with a fixed key, by section 4 of the syllabus (`docs/syllabus.md`).

Every function returns points from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations


def score_single(chosen: str, key: str) -> float:
    """Return 1 for the key, else 0."""
    return 1.0 if chosen == key else 0.0


def score_multiple(chosen: Collection[str], keys: Collection[str]) -> float:
    """Return (right − wrong) ÷ number of keys, not below 0; the same with too many ticked."""
    if not keys:
        raise ValueError("a multiple response needs at least one key")
    right = len(set(chosen) & set(keys))
    wrong = len(set(chosen) - set(keys))
    return max(0.0, (right - wrong) / len(keys))


def score_ordering(given: Sequence[str], accepted: Sequence[Sequence[str]]) -> float:
    """Return the share of pairs in order against the nearest accepted order.

    A pair counts only if both steps were given; an order that is not accepted never reaches 1.
    """
    return max(_pairs_in_order(given, order) for order in accepted)


def _pairs_in_order(given: Sequence[str], order: Sequence[str]) -> float:
    place = {step: index for index, step in enumerate(given)}
    pairs = list(combinations(order, 2))
    in_order = sum(
        first in place and second in place and place[first] < place[second]
        for first, second in pairs
    )
    return in_order / len(pairs)


def score_matching(given: Mapping[str, str], key: Mapping[str, str]) -> float:
    """Return the share of prompts rightly paired; a wrong pair costs nothing."""
    return sum(given.get(prompt) == option for prompt, option in key.items()) / len(key)
