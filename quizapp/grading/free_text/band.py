"""The band of a whole reply, 0 to 4, from what it does and what it breaks."""

from __future__ import annotations

from collections.abc import Mapping


def band(event: Mapping[str, bool]) -> int:
    """Return the band; `event` says for each criterion whether it is met (presence) or broken."""
    warm = 1.0 * event["acknowledge_feeling"] + 0.6 * event["validate_feeling"] + 0.7 * event["paraphrase"] + 0.5 * event["personalise"] + 0.6 * event["apologise"]
    useful = 1.3 * event["concrete_next_step"] + 0.9 * event["time_commitment"] + 0.9 * event["take_ownership"] + 0.8 * event["follow_up"] + 0.5 * event["offer_options"] + 0.3 * event["open_question"]
    total = warm + useful
    harm = sum(event[name] for name in ("no_blame", "no_minimising", "no_policy_hiding", "calm_tone"))
    if harm:
        return 0 if total < 2.6 or harm > 1 or event["calm_tone"] else 1
    if total < 1.9:
        return 1
    if total < 3.4:
        return 2
    return 3 if total < 5.6 else 4
