"""The band of a whole reply, 0 to 4, from what it does and what it breaks.

Two views: a sum over the criteria, fitted on replies whose band was read twice (see
`assets/marker/training/README.md`), and a small share of what the close reading makes of the whole
reply. A damaging phrase caps the band, whatever else the reply does. Where no trained model is
installed, a rule by the wording of the bands in `docs/criteria.md` decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.marking import LIBRARY
from quizapp.grading.free_text.vectors import CloseReading

_WARM: Mapping[str, float] = {
    "acknowledge_feeling": 1.0,
    "validate_feeling": 0.6,
    "paraphrase": 0.7,
    "personalise": 0.5,
    "apologise": 0.6,
}
_USEFUL: Mapping[str, float] = {
    "concrete_next_step": 1.3,
    "time_commitment": 0.9,
    "take_ownership": 0.9,
    "follow_up": 0.8,
    "offer_options": 0.5,
    "open_question": 0.3,
}
_HARM = ("no_blame", "no_minimising", "no_policy_hiding", "calm_tone")
FAIR, GOOD, EXCELLENT = 1.9, 3.4, 5.9
"""Sums from which a reply can be fair, good or excellent."""
BEST = 4


@dataclass(frozen=True, slots=True)
class BandSum:
    """The fitted view: a weight for each criterion of the library, and the close reading's share.

    A criterion counts by the mean of its outcome and its chance, so that a doubtful one moves the
    band by half.
    """

    weights: tuple[float, ...]
    intercept: float
    share: float

    def level(
        self, chance: Mapping[str, float], event: Mapping[str, bool], close: CloseReading
    ) -> int:
        """Return the band of a valid reply."""
        row = band_row(chance, event)
        told = self.intercept + math.fsum(w * x for w, x in zip(self.weights, row, strict=True))
        value = round((1.0 - self.share) * told + self.share * read_band(close), 3)
        return capped(sum(value > cut for cut in CUTS), event)


CUTS = (0.5005, 1.5005, 2.5005, 3.5005)
"""Sums above which the next band begins: half way, and off the grid of rounded sums."""


def band_row(chance: Mapping[str, float], event: Mapping[str, bool]) -> list[float]:
    """Return what the sum sees of each criterion."""
    return [(chance[name] + event[name]) / 2 for name in LIBRARY]


def read_band(close: CloseReading) -> float:
    """Return the band that the close reading expects."""
    return math.fsum(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, b)))) for b in close.bands)


def capped(level: int, event: Mapping[str, bool]) -> int:
    """Return the band after the cap that damage sets."""
    harm = sum(event[name] for name in _HARM)
    if not harm:
        return level
    return min(level, 1 if harm > 1 or event["calm_tone"] else 2)


def band(event: Mapping[str, bool]) -> int:
    """Return the band by the wording; `event` says what is met (presence) or broken."""
    warm = sum(weight for name, weight in _WARM.items() if event[name])
    useful = sum(weight for name, weight in _USEFUL.items() if event[name])
    total = warm + useful
    harm = sum(event[name] for name in _HARM)
    if harm:
        return _harmed(event, total, harm)
    level = 1 + (total >= FAIR) + (total >= GOOD) + (total >= EXCELLENT)
    moves = event["concrete_next_step"]
    if level >= 2 and not (moves or event["take_ownership"] or warm >= 1.7):  # noqa: PLR2004  # half of what warmth can give
        level = 1
    if level >= 3 and not moves:  # noqa: PLR2004  # band three
        level = 2
    owned = event["take_ownership"] and event["time_commitment"]
    if level == BEST and not owned:
        level = 3
    if event["no_public_data"] or event["no_overpromise"]:
        level = min(level, 2 if event["no_public_data"] else 3)
    return level


def _harmed(event: Mapping[str, bool], total: float, harm: int) -> int:
    if harm > 1 or event["calm_tone"]:
        return 1 if total >= GOOD else 0
    kind = total > 0 or event["thank"]
    return 2 if total >= EXCELLENT - 1 else int(kind)


def kappa(truth: Sequence[int], guess: Sequence[int]) -> float:
    """Return the quadratic weighted kappa of two series of bands."""
    size = len(truth)
    grid = range(BEST + 1)
    left = [sum(t == g for t in truth) / size for g in grid]
    right = [sum(t == g for t in guess) / size for g in grid]
    seen = sum((t - g) ** 2 for t, g in zip(truth, guess, strict=True)) / size
    expected = sum(left[a] * right[b] * (a - b) ** 2 for a in grid for b in grid)
    return 1.0 - seen / expected if expected else 1.0
