"""The band of a whole reply, 0 to 4, from what it does and what it breaks.

The sums follow the wording of the bands in `docs/criteria.md`: three asks that the customer feels
heard *and* knows what happens next; four that the reply is specific, warm, owned, with a clear step
and a time; a damaging phrase caps the band, whatever else the reply does. Two views are averaged: a
rule whose sums are set by hand from that wording, and a sum with monotone weights fitted to the
bands of the project's own labelled replies (two thirds of the scenarios). Readers differ on bands
far more than on criteria; the average lies near both ways of reading.
"""

from __future__ import annotations

from collections.abc import Mapping

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


_FITTED: Mapping[str, int] = {
    "acknowledge_feeling": 22, "validate_feeling": 18, "paraphrase": 16, "open_question": 73,
    "take_ownership": 55, "concrete_next_step": 43, "offer_options": 37, "time_commitment": 26,
    "follow_up": 15, "personalise": 3, "thank": 11, "positive_framing": 43, "no_blame": -17,
    "no_minimising": -17, "no_policy_hiding": -12, "calm_tone": -8, "plain_language": -49,
    "no_overpromise": -56, "no_public_data": -117,
}  # fmt: skip
_BASE, _ANY_HARM, _EACH_WARMTH = 143, -118, 18
"""In hundredths of a band; the last counts for the first two signs of warmth."""


def band(event: Mapping[str, bool]) -> int:
    """Return the band; `event` says for each criterion whether it is met (presence) or broken."""
    harm = sum(event[name] for name in _HARM)
    fitted = _BASE + sum(weight for name, weight in _FITTED.items() if event[name])
    fitted += _EACH_WARMTH * min(2, sum(event[name] for name in _WARM))
    if harm:
        fitted += _ANY_HARM
    level = (max(0, min(400, fitted)) + 100 * _worded(event) + 100) // 200
    if harm:
        level = min(level, 1 if harm > 1 or event["calm_tone"] else 2)
    return level


def _worded(event: Mapping[str, bool]) -> int:
    """Return the band by the wording alone."""
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
    if level == 4 and not owned:  # noqa: PLR2004  # band four
        level = 3
    if event["no_public_data"] or event["no_overpromise"]:
        level = min(level, 2 if event["no_public_data"] else 3)
    return level


def _harmed(event: Mapping[str, bool], total: float, harm: int) -> int:
    if harm > 1 or event["calm_tone"]:
        return 1 if total >= GOOD else 0
    kind = total > 0 or event["thank"]
    return 2 if total >= EXCELLENT - 1 else int(kind)
