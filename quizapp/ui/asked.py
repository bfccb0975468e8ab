"""What is shown of a question of a sitting: text, answer so far, marks, and what support grants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.services.sitting import Sitting
from quizapp.ui import speech
from quizapp.ui.answers.area import Question

if TYPE_CHECKING:
    from quizapp.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that is shown of a question; two that are equal look alike."""

    question: Question
    scenario: str = ""
    flagged: bool = False


def asked_of(sitting: Sitting, position: int, settings: Settings) -> Asked:
    """Return all that is shown of the question at a position of the section."""
    item = sitting.bank.item(sitting.cell(position).item)
    saved, grade, tools = sitting.saved(item.id), sitting.grade(item.id), sitting.tools(item.id)
    support = sitting.attempt.accommodations
    tried = sitting.practice and grade is not None and position == sitting.position
    question = Question(
        item=item,
        order=sitting.option_order(item.id),
        answer=saved.answer if saved else None,
        grade=grade,
        practice=sitting.practice,
        locked=not sitting.is_open or grade is not None,
        struck=tools.struck,
        transcript_first=support.transcript_first,
        read_aloud=support.read_aloud,
        first_try=sitting.first_try() if tried else None,
        spelling=_spelling(sitting, settings),
        plays=tools.plays,
        hearing=speech.hearing(settings),
        highlights=tools.highlights,
        retry=sitting.practice,
    )
    scenario = sitting.bank.scenario(item.scenario).text if item.scenario else ""
    return Asked(question=question, scenario=scenario, flagged=bool(saved and saved.flagged))


def _spelling(sitting: Sitting, settings: Settings) -> str | None:
    """Return the language to check; a plan may forbid it, support brings it back."""
    allowed = sitting.plan.spell_check or sitting.attempt.accommodations.spell_check
    return settings.spell_language if settings.spell_check and allowed else None
