"""One criterion decided: the fused chance, and the guards that outweigh it."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.grading.free_text.cues.outright import PLAIN
from quizapp.grading.free_text.features import FAR, HARMFUL
from quizapp.grading.free_text.rules import RuleView

WORDED = frozenset({"apologise", "thank"})
"""Criteria with a small stock of words: nothing counts as one without a cue."""
GUARDED = frozenset(
    {
        "acknowledge_feeling", "validate_feeling", "take_ownership", "concrete_next_step",
        "offer_options", "follow_up", "time_commitment",
    }
)  # fmt: skip
"""Criteria where a guard that voided every clear cue outweighs the learned views."""
BESIDE = frozenset(
    {
        "no feeling named beside it", "about a cause, not a feeling",
        "a feeling of the writer, not of the customer", "not a choice of ways forward",
        "not a specific action of ours", "not an action", "hypothetical", "a question, not a step",
        "the usual course, not a commitment", "a time in the past",
        "a time that belongs to the problem", "a deadline for the customer",
        "not a time by which something will happen", "a time without a promise",
    }
)  # fmt: skip
"""Guards that say what one sentence is about and deny nothing: another sentence may still do it."""
HEARD_ELSEWHERE = 1.0005
"""Log odds in the close reading from which another sentence, that no guard voided, is heard: the
reply may well refuse one thing and do another."""
CLEAR_CUE = 0.5
UNCUED = {
    "no_blame": 0.4505, "no_minimising": 0.5005, "no_policy_hiding": 0.5505, "calm_tone": 0.5005,
}  # fmt: skip
"""What the chance of a breach must reach where no cue was found."""
SPOKEN_FOR = 0.7005
"""What it must reach where the only cues found were voided by a guard."""
FLOORED = frozenset({"no_blame", "no_minimising", "no_overpromise", "no_public_data"})
"""Breaches that a plain cue shows even where the rest of the reply is kind."""
PLAIN_CUE, HEARD = 0.7, 0.0255
"""Strength of a plain cue, and the chance such a breach must still reach."""
OUTRIGHT = frozenset(
    {
        "you are to blame", "came of you", "you broke faith", "lapse was yours",
        "you got it wrong", "you slipped", "mind your manners", "silver share", "so told",
        "sounds a lot", "responsible", "your sort", "have or", "shouting",
    }
) | PLAIN  # fmt: skip
"""Cues that break or meet a criterion in so many words; nothing else outweighs them."""
SAID = 0.95
"""How likely such a cue tells a breach: 152 of 159 in labelled replies do."""
TOGETHER = frozenset({"your fault", "lapse of yours"})
"""Cues that do so side by side: “that was your mistake”, and not “your slip number”."""
FLAT, UTTERED = 0.9995, 0.8495
"""Strength of the cues from which a refusal by a rule needs nothing else: rule and no together, or
“nothing we can do” said twice in a reply of that strength."""
UNTOLD = -1.0
"""Log odds that some sentence must reach where no cue was found, for any event at all."""
NONE = 0.001
"""The chance of what cannot happen in this channel."""
FAINT = 0.2
"""Strength of the cues below which they support nothing."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a chance turns into an event, and the band around it that is in doubt."""

    threshold: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The event of one criterion (met, or broken for absence), how likely, and whether in doubt."""

    event: bool
    chance: float
    doubt: bool
    threshold: float
    guard: str | None = None
    """Why the sentence that carries the outcome does not count."""


def settle(
    name: str,
    view: RuleView,
    chance: float,
    cut: Cut,
    support: float,
    unsaid: str | None = None,
    elsewhere: float = -FAR,
) -> Verdict:
    """Decide one criterion; `support` is the best score any sentence has in the learned views.

    `unsaid` says why no sentence may carry the outcome where no cue was found, `elsewhere` how well
    the best sentence reads that no guard voided.
    """  # fmt: skip
    hits = view.hits.get(name, ())
    heard_of = {h.name for h in hits if h.guard is None}
    said = bool(heard_of & OUTRIGHT) or heard_of >= TOGETHER
    plain = name in FLOORED and view.strength[name] >= PLAIN_CUE and chance >= HEARD
    spoken = plain or said or _flat_no(name, view)
    if said and name in HARMFUL:
        chance = max(chance, SAID)
    event = chance >= cut.threshold or spoken
    doubt = cut.low < chance < cut.high or (plain and chance < cut.threshold)
    live = any(h.guard is None for h in hits)
    clear = any(h.guard is None and h.weight >= CLEAR_CUE for h in hits)
    voided = any(h.guard is not None and h.weight >= CLEAR_CUE for h in hits)
    denied = any(
        h.guard is not None and h.weight >= CLEAR_CUE and h.guard not in BESIDE for h in hits
    )
    vetoed = name in GUARDED and voided and not clear
    vetoed = vetoed and (denied or elsewhere < HEARD_ELSEWHERE)
    turned = name == "take_ownership" and not live and view.strength["no_blame"] >= CLEAR_CUE
    if event and unsaid is not None and not live and view.strength[name] < FAINT:
        return Verdict(
            event=False, chance=chance, doubt=doubt, threshold=cut.threshold, guard=unsaid
        )
    if event and (vetoed or turned or (name in WORDED and not live)):
        event = False
    elif event:
        needed = 0.0
        if name in HARMFUL and not live:
            needed = SPOKEN_FOR if voided else UNCUED[name]
        if chance < needed or (view.strength[name] < FAINT and support < UNTOLD):
            event, doubt = False, True
    return Verdict(event=event, chance=chance, doubt=doubt, threshold=cut.threshold)


def _flat_no(name: str, view: RuleView) -> bool:
    """Say whether a rule and a no, or the same no twice, are the plain end of the talk."""
    if name != "no_policy_hiding":
        return False
    noes = sum(h.name == "nothing we can do" and h.guard is None for h in view.hits.get(name, ()))
    return view.strength[name] >= (UTTERED if noes > 1 else FLAT)
