"""The marking of one written reply: what was decided, how surely, and on which words.

The criteria and their meaning are defined in `docs/criteria.md`; weights follow the syllabus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

PRESENCE: tuple[str, ...] = (
    "acknowledge_feeling",
    "validate_feeling",
    "paraphrase",
    "open_question",
    "apologise",
    "take_ownership",
    "concrete_next_step",
    "offer_options",
    "time_commitment",
    "follow_up",
    "personalise",
    "thank",
    "positive_framing",
)
ABSENCE: tuple[str, ...] = (
    "no_blame",
    "no_minimising",
    "no_policy_hiding",
    "calm_tone",
    "plain_language",
    "no_overpromise",
    "no_public_data",
)
LIBRARY: tuple[str, ...] = PRESENCE + ABSENCE
BLOCKERS: tuple[str, ...] = ("calm_tone", "no_public_data", "no_overpromise")
"""Breaches that send an exam result to a person, whatever the score (syllabus, section 6)."""

WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(LIBRARY, 2),
        "acknowledge_feeling": 3,
        "validate_feeling": 3,
        "take_ownership": 3,
        "concrete_next_step": 3,
        "thank": 1,
        "plain_language": 1,
        "positive_framing": 1,
    }
)
"""Default weight of each criterion of the library (syllabus, section 6)."""

PASS_LINE = 0.65
"""Sensible share of the weights for one written reply until Angoff values are set."""


class Polarity(StrEnum):
    """Whether words speak for a criterion, against it, or would have but for a guard."""

    FOR = "for"
    AGAINST = "against"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the trainee answers: the situation, the customer's words and the channel."""

    situation: str
    customer_message: str
    channel: str = "email"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the reply, as half-open code-point offsets: `reply[start:end] == text`."""

    start: int
    end: int
    text: str
    why: str
    polarity: Polarity
    guard: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionMark:
    """The decision on one criterion; `met` is the best guess also where `review` is true.

    `advice` is one plain sentence on what would have met the criterion, empty where it is met.
    """

    met: bool
    confidence: float
    review: bool
    evidence: tuple[Evidence, ...] = ()
    advice: str = ""
    rewording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """The whole marking of one reply. `score` is 0 to 1, `band` 0 to 4.

    `valid_review` is true where the marker could not decide whether this is an attempt at all.
    """

    valid_attempt: bool
    invalid_reason: str | None
    band: int
    score: float
    needs_review: bool
    marker: str
    criteria: Mapping[str, CriterionMark] = field(default_factory=dict)
    valid_review: bool = False


def weighted_share(met: Mapping[str, bool], weights: Mapping[str, float]) -> float:
    """Return the weights of the criteria met over all weights (syllabus, section 6).

    Without any weight the share is 0.
    """
    total = sum(weights.values())
    return sum(w for name, w in weights.items() if met.get(name, False)) / total if total else 0.0
