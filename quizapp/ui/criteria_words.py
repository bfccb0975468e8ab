"""Short names of the rubric's criteria, as they stand beside a marked reply."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "acknowledge_feeling": "Names the feeling",
        "validate_feeling": "Says the feeling makes sense",
        "paraphrase": "Retells what happened",
        "open_question": "Asks an open question",
        "apologise": "Apologises",
        "take_ownership": "Takes ownership",
        "concrete_next_step": "Concrete next step",
        "offer_options": "Offers a choice",
        "time_commitment": "Gives a time",
        "follow_up": "Promises to follow up",
        "personalise": "Speaks to this person",
        "thank": "Says thank you",
        "positive_framing": "Says what can be done",
        "no_blame": "Does not blame",
        "no_minimising": "Does not make it small",
        "no_policy_hiding": "Does not hide behind policy",
        "calm_tone": "Keeps a calm tone",
        "plain_language": "Plain words",
        "no_overpromise": "Promises only what can be kept",
        "no_public_data": "Keeps private data private",
    }
)


def criterion(name: str) -> str:
    """Return the short name of a criterion; an unknown one is shown by its id in words."""
    return CRITERIA.get(name, name.replace("_", " ").capitalize())
