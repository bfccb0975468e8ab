"""The band of a whole reply, 0 to 4, from what it does and what it breaks.

The sums follow the wording of the bands in `docs/criteria.md`: three asks that the customer feels
heard *and* knows what happens next; four that the reply is specific, warm, owned, with a clear step
and a time; a damaging phrase caps the band, whatever else the reply does. The weights are set by
hand and not fitted: band labels differ between readers far more than the criteria do.
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


def band(event: Mapping[str, bool]) -> int:
    """Return the band; `event` says for each criterion whether it is met (presence) or broken."""
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
