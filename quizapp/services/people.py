"""Who uses the app on this computer, and who is using it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.people import Learner
from quizapp.errors import UserError
from quizapp.storage.people import ChoiceStore, LearnerStore

if TYPE_CHECKING:
    from quizapp.services.desk import OpenDesk

CURRENT = "current-learner"
LONGEST_NAME = 120


class People:
    """Creates, changes and chooses learners.

    Where an organisation has set up its people desk (`has_desk`), nobody gets to another person's
    answers by choosing their name: a person says their personnel number or e-mail.
    """

    def __init__(
        self,
        learners: LearnerStore,
        choices: ChoiceStore,
        clock: Clock,
        *,
        has_desk: Callable[[], bool] = lambda: False,
    ) -> None:
        self._learners = learners
        self._choices = choices
        self._clock = clock
        self._has_desk = has_desk

    def all(self) -> tuple[Learner, ...]:
        """Return everybody who learns on this computer, or who may be chosen of them.

        With a people desk that is the current person alone; the roster knows the others.
        """
        if self._has_desk():
            current = self.current()
            return () if current is None else (current,)
        return self._learners.all()

    def current(self) -> Learner | None:
        """Return who is using the app, or None before the first run is done."""
        chosen = self._choices.get(CURRENT)
        return self._learners.get(chosen) if chosen else None

    def choose(self, learner_id: str, *, opened: OpenDesk | None = None) -> Learner:
        """Make somebody the current learner; with a people desk only the open desk may."""
        if opened is not None:
            opened.use()
        elif self._has_desk() and self._choices.get(CURRENT) != learner_id:
            raise UserError(
                "Here a person is found by their personnel number or e-mail, not by choosing a "
                "name. Type yours, or ask the people desk."
            )
        learner = self._learners.get(learner_id)
        if learner is None:
            raise UserError("This person is not on this computer any more. Choose another name.")
        self._choices.put(CURRENT, learner.id)
        return learner

    def sign_in(self, said: str) -> Learner:
        """Make the person with this personnel number or e-mail the current learner."""
        text = said.strip()
        found = self._learners.by_number_or_email(text) if text else ()
        if len(found) != 1:
            raise UserError(
                "Nobody here has this personnel number or e-mail. Check it, or ask the people desk."
                if not found
                else "Several people have this e-mail. Type your personnel number."
            )
        self._choices.put(CURRENT, found[0].id)
        return found[0]

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
        """Store a changed learner; what the people desk answers for is not theirs to change."""
        checked_name(learner.name)
        before = self._learners.get(learner.id)
        if before is not None and self._has_desk() and _answered(before) != _answered(learner):
            raise UserError(
                "Your name, e-mail and number come from your organisation's list, as does what you "
                "were granted. Ask the people desk to correct them."
            )
        self._learners.save(learner)
        return learner


def _answered(learner: Learner) -> tuple[object, ...]:
    return (learner.name, learner.email, learner.number, learner.active, learner.granted)


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
