"""The band of a whole reply, 0 to 4, from what it does and what it breaks.

An ordinal model over the decided criteria, fitted on the project's own labelled replies; a damaging
phrase caps the band, whatever else the reply does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.domain.marking import LIBRARY

_HARM = ("no_blame", "no_minimising", "no_policy_hiding", "calm_tone")
_FALLBACK: Mapping[str, Any] = {}


def band_row(event: Mapping[str, float | bool]) -> list[float]:
    """Return what the band model sees: each criterion's event and how they go together."""
    values = [float(event[name]) for name in LIBRARY]
    warm = sum(float(event[n]) for n in ("acknowledge_feeling", "validate_feeling", "paraphrase", "apologise", "personalise"))
    useful = sum(float(event[n]) for n in ("concrete_next_step", "time_commitment", "take_ownership", "follow_up", "offer_options"))
    harm = sum(float(event[n]) for n in _HARM)
    return [*values, min(warm, useful) / 2, min(harm, 2.0), (warm + useful) / 4, float(harm > 0) * (warm + useful) / 4]


def band_of(event: Mapping[str, bool], model: Mapping[str, Any]) -> int:
    """Return the band; `event` says for each criterion whether it is met (presence) or broken."""
    row = band_row(event)
    value = sum(w * x for w, x in zip(model["weights"], row, strict=True))
    steps = sum(value + cut > 0 for cut in model["cuts"])
    harm = sum(event[name] for name in _HARM)
    if harm:
        useful = event["concrete_next_step"] or event["offer_options"]
        steps = min(steps, 2 if harm == 1 and useful and not event["calm_tone"] else 1)
    return int(steps)


def band(event: Mapping[str, bool]) -> int:
    """Return the band without a trained model."""
    warm = 1.0 * event["acknowledge_feeling"] + 0.6 * event["validate_feeling"] + 0.7 * event["paraphrase"] + 0.5 * event["personalise"] + 0.6 * event["apologise"]
    useful = 1.3 * event["concrete_next_step"] + 0.9 * event["time_commitment"] + 0.9 * event["take_ownership"] + 0.8 * event["follow_up"] + 0.5 * event["offer_options"] + 0.3 * event["open_question"]
    total = warm + useful
    harm = sum(event[name] for name in _HARM)
    if harm:
        return 0 if total < 2.6 or harm > 1 or event["calm_tone"] else 1
    if total < 1.9:
        return 1
    if total < 3.4:
        return 2
    return 3 if total < 5.6 else 4
