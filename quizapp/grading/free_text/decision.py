# ruff: noqa: E501, PLR2004  # measured cuts stand beside their reasons
"""From the views to decisions: validity, each criterion, the band, and what stays undecided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.domain.marking import (
    ABSENCE,
    BLOCKERS,
    LIBRARY,
    Case,
    CriterionMark,
    Evidence,
    Polarity,
)
from quizapp.grading.free_text.advice import advise, reword
from quizapp.grading.free_text.band import band
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.features import fusion_row, reply_numbers
from quizapp.grading.free_text.gates import COPIED, refusal
from quizapp.grading.free_text.learned import ClauseViews, LearnedModel, load_model, see
from quizapp.grading.free_text.rules import RuleView, look
from quizapp.grading.free_text.text import Passage, read
from quizapp.grading.free_text.vocabulary import repair


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything decided about one reply, before weights are asked for."""

    invalid_reason: str | None
    validity_undecided: bool
    band: int
    marks: Mapping[str, CriterionMark]
    blockers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The event of one criterion (met, or broken for absence), how likely, and whether in doubt."""

    event: bool
    chance: float
    doubt: bool
    threshold: float


RULE_THRESHOLD = 0.5
WORDED = frozenset({"apologise", "thank"})
"""Criteria with a small stock of words: nothing counts as one without a cue."""
GUARDED = frozenset(
    {
        "acknowledge_feeling", "validate_feeling", "take_ownership", "concrete_next_step", "offer_options", "follow_up",
        "time_commitment",
    }
)  # fmt: skip
"""Criteria where a guard that voided every clear cue outweighs the learned views."""
CLEAR_CUE = 0.5
UNCUED = 0.7005
"""What the chance of a presence criterion must reach where no cue was found."""
UNSURE_BREACHES = frozenset(
    {"no_blame", "calm_tone", "plain_language", "no_overpromise", "no_public_data"}
)
UNCUED_BREACH = 0.5005
"""What the chance of a breach must reach where no cue was found."""


def decide(case: Case, reply: str) -> Decision:
    """Decide every criterion of the library for `reply`."""
    facts = read_case(case)
    passage = read(reply, repair)
    reason = refusal(passage, facts)
    view = look(passage, facts, case.channel)
    model = load_model()
    unsure = False
    if reason is None and model is not None:
        reason, unsure = model.validity.judge(passage, facts, view)
    views = see(passage, facts, model) if model is not None and passage.clauses else None
    verdicts = {name: _verdict(name, view, passage, model, views, case.channel) for name in LIBRARY}
    marks: dict[str, CriterionMark] = {}
    events: dict[str, bool] = {}
    for name in LIBRARY:
        verdict = verdicts[name]
        absent = name in ABSENCE
        event = verdict.event and (reason is None or (absent and reason != COPIED))
        events[name] = event
        met = (not event) if absent else event
        evidence = _evidence(name, view, passage, views, verdict)
        marks[name] = CriterionMark(
            met=met,
            confidence=_confidence(verdict) if reason is None or absent else 0.95,
            review=verdict.doubt and reason is None,
            evidence=evidence,
            advice="" if met else advise(name, facts, evidence),
            rewording=None if met else reword(name, passage, facts),
        )
    level = 0
    if reason is None:
        level = band(events)
    return Decision(reason, unsure, level, marks, BLOCKERS)


def _verdict(
    name: str, view: RuleView, passage: Passage, model: LearnedModel | None,
    views: ClauseViews | None, channel: str,
) -> _Verdict:  # fmt: skip
    rule = view.strength[name]
    if name == "no_public_data" and channel != "social":
        return _Verdict(event=False, chance=0.001, doubt=False, threshold=RULE_THRESHOLD)
    if model is None or views is None:
        return _Verdict(
            event=rule >= RULE_THRESHOLD,
            chance=round(rule, 3),
            doubt=False,
            threshold=RULE_THRESHOLD,
        )
    fusion = model.fusion[name]
    numbers = reply_numbers(passage, view, views.readings)
    row = fusion_row(name, view, numbers, views.scores)
    chance = fusion.chance(row)
    event = chance >= fusion.threshold
    doubt = fusion.low < chance < fusion.high
    hits = view.hits.get(name, ())
    live = any(h.guard is None for h in hits)
    clear = any(h.guard is None and h.weight >= CLEAR_CUE for h in hits)
    voided = any(h.guard is not None and h.weight >= CLEAR_CUE for h in hits)
    vetoed = name in GUARDED and voided and not clear
    bare = name in GUARDED and not live and chance < UNCUED
    if event and (vetoed or bare or (name in WORDED and not live)):
        return _Verdict(event=False, chance=chance, doubt=doubt, threshold=fusion.threshold)
    if event and name in UNSURE_BREACHES and not live and chance < UNCUED_BREACH:
        return _Verdict(event=False, chance=chance, doubt=True, threshold=fusion.threshold)
    if event and rule < 0.2 and max(views.scores.grams[name], default=-3.0) < -1.0:
        return _Verdict(event=False, chance=chance, doubt=True, threshold=fusion.threshold)
    return _Verdict(event=event, chance=chance, doubt=doubt, threshold=fusion.threshold)


def _confidence(verdict: _Verdict) -> float:
    """Return how sure the decision is: the chance of the side that was taken, at least one half."""
    side = verdict.chance if verdict.event else 1.0 - verdict.chance
    return round(min(0.999, max(0.5, side)), 3)


def _evidence(
    name: str, view: RuleView, passage: Passage, views: ClauseViews | None, verdict: _Verdict
) -> tuple[Evidence, ...]:
    """Return the words that decided; the clause that weighed most where no cue was found."""
    shown = view.evidence[name]
    polarity = Polarity.AGAINST if name in ABSENCE else Polarity.FOR
    live = [e for e in shown if e.polarity is not Polarity.VOID]
    if not verdict.event:
        return tuple(e for e in shown if e.polarity is Polarity.VOID)
    if live or views is None or not passage.clauses:
        return shown
    total = [
        a + b for a, b in zip(views.scores.grams[name], views.scores.vectors[name], strict=True)
    ]
    clause = passage.clauses[max(range(len(total)), key=lambda i: (total[i], -i))]
    start, end = passage.span(clause.offset, clause.offset + len(clause.norm))
    why = (
        "reads like replies that break this"
        if name in ABSENCE
        else "reads like replies that do this"
    )
    return (
        *shown,
        Evidence(
            start=start, end=end, text=passage.original[start:end], why=why, polarity=polarity
        ),
    )
