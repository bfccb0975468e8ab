"""From the views to decisions: validity, each criterion, the band, and what stays undecided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.domain.marking import ABSENCE, BLOCKERS, LIBRARY, Case, CriterionMark
from quizapp.grading.free_text.band import band
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.gates import refusal
from quizapp.grading.free_text.rules import look
from quizapp.grading.free_text.text import read
from quizapp.grading.free_text.vocabulary import repair


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything decided about one reply, before weights are asked for."""

    invalid_reason: str | None
    validity_undecided: bool
    band: int
    marks: Mapping[str, CriterionMark]
    blockers: tuple[str, ...]


THRESHOLD = 0.5


def decide(case: Case, reply: str) -> Decision:
    """Decide every criterion of the library for `reply`."""
    facts = read_case(case)
    passage = read(reply, repair)
    reason = refusal(passage, facts)
    view = look(passage, facts, case.channel)
    marks: dict[str, CriterionMark] = {}
    events: dict[str, bool] = {}
    for name in LIBRARY:
        event = view.strength[name] >= THRESHOLD
        absent = name in ABSENCE
        if reason is not None and not absent:
            event = False
        events[name] = event
        met = (not event) if absent else event
        sure = round(min(0.97, 0.55 + abs(view.strength[name] - THRESHOLD)), 3)
        marks[name] = CriterionMark(met=met, confidence=sure, review=False, evidence=view.evidence[name])
    return Decision(reason, False, 0 if reason is not None else band(events), marks, BLOCKERS)
