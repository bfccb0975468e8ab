"""Who uses the app on this computer, and who is using it now."""

from __future__ import annotations

from datetime import date

from quizapp.clock import Clock
from quizapp.domain.people import Learner
from quizapp.errors import UserError
from quizapp.storage.people import ChoiceStore, LearnerStore

CURRENT = "current-learner"
LONGEST_NAME = 120


class People:
    """Creates, changes and chooses learners."""

    def __init__(self, learners: LearnerStore, choices: ChoiceStore, clock: Clock) -> None:
        self._learners = learners
        self._choices = choices
        self._clock = clock

    def all(self) -> tuple[Learner, ...]:
        """Return everybody who learns on this computer."""
        return self._learners.all()

    def current(self) -> Learner | None:
        """Return who is using the app, or None before the first run is done."""
        chosen = self._choices.get(CURRENT)
        return self._learners.get(chosen) if chosen else None

    def choose(self, learner_id: str) -> Learner:
        """Make somebody the current learner."""
        learner = self._learners.get(learner_id)
        if learner is None:
            raise UserError("This person is not on this computer any more. Choose another name.")
        self._choices.put(CURRENT, learner.id)
        return learner

    def create(
        self,
        *,
        name: str,
        purpose: str = "",
        exam_date: date | None = None,
        minutes_a_day: int = 15,
    ) -> Learner:
        """Add a learner and make them the current one."""
        import uuid  # noqa: PLC0415 - brings the platform module, which no start needs

        learner = Learner(
            id=f"p-{uuid.uuid4().hex[:12]}",
            name=checked_name(name),
            created_at=self._clock.now(),
            purpose=purpose,
            exam_date=exam_date,
            minutes_a_day=minutes_a_day,
        )
        self._learners.save(learner)
        self._choices.put(CURRENT, learner.id)
        return learner

    def update(self, learner: Learner) -> Learner:
        """Store a changed learner."""
        checked_name(learner.name)
        self._learners.save(learner)
        return learner


def checked_name(name: str) -> str:
    """Return the name without outer blanks, or raise `UserError` saying what to do."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise UserError("Type a name first. It is printed on certificates as you write it.")
    if len(cleaned) > LONGEST_NAME:
        raise UserError(f"A name may have {LONGEST_NAME} letters at most. Shorten it a little.")
    if any(not sign.isprintable() for sign in cleaned):
        raise UserError("The name holds a sign that can't be printed. Type it by hand.")
    return cleaned
