"""Exams for a person: what is offered, starting, taking up again, and the history."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from quizapp.clock import Clock
from quizapp.domain.attempt import Attempt, AttemptState, Form
from quizapp.domain.desk import Assignment, Supervision
from quizapp.domain.people import Accommodations, Learner
from quizapp.domain.plan import ExamPlan, PlanKind
from quizapp.errors import UserError
from quizapp.exam.assemble import History, assemble
from quizapp.exam.timer import SectionTimer
from quizapp.services.assignments import obstacle
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.examiner import Examiner
from quizapp.services.sitting import Saved, Sitting
from quizapp.services.sitting_clock import stamp, stored_timer
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.history import UNFINISHED, AttemptSummary, HistoryStore
from quizapp.storage.people import LearnerStore

DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """A plan as offered to one person: whether they may start, and if not, why and when.

    `assignment` is what the organisation gave them, where it assigns this exam.
    """

    plan: ExamPlan
    may_start: bool
    reason: str
    tries_left: int | None
    next_date: date | None
    last: AttemptSummary | None
    assignment: Assignment | None = None


Assigned = Callable[[str, str], Assignment | None]
"""Gives the open assignment of a person (first) and a plan, or None."""


class Exams:
    """Starts attempts and finds them again."""

    def __init__(
        self,
        store: AttemptStore,
        history: HistoryStore,
        learners: LearnerStore,
        catalogue: Catalogue,
        examiner: Examiner,
        clock: Clock,
        *,
        assigned: Assigned | None = None,
        assigns: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._history = history
        self._learners = learners
        self._catalogue = catalogue
        self._examiner = examiner
        self._clock = clock
        self._assigned = assigned
        self._assigns = assigns
        self.on_saved: Saved | None = None
        self.draw_seed: Callable[[], int] = _random_seed

    def offers(self, learner_id: str) -> tuple[PlanOffer, ...]:
        """Return every exam plan of the bank with whether this person may start it now."""
        plans = [p for p in self._catalogue.bank().plans if p.kind is not PlanKind.PRACTICE]
        history = self._history.summaries(learner_id)
        return tuple(self._offer(plan, learner_id, history) for plan in plans)

    def _by_assignment(self, plan: ExamPlan) -> bool:
        """Tell whether an organisation gives this exam to people; else it is open to everybody."""
        return plan.certificate and self._assigns()

    def _assignment(self, plan: ExamPlan, learner_id: str) -> Assignment | None:
        if self._assigned is None or not self._by_assignment(plan):
            return None
        return self._assigned(learner_id, plan.id)

    def _offer(
        self, plan: ExamPlan, learner_id: str, history: tuple[AttemptSummary, ...]
    ) -> PlanOffer:
        assignment = self._assignment(plan, learner_id)
        mine = [a for a in history if a.plan == plan.id and a.state is not AttemptState.ABANDONED]
        last = mine[0] if mine else None
        now = self._clock.now()
        retake = plan.retake
        window = now - timedelta(days=retake.window_months * DAYS_A_MONTH)
        tries = [attempt for attempt in mine if attempt.started_at >= window]
        left = None if retake.attempts is None else max(0, retake.attempts - len(tries))
        next_date, reason = None, ""
        if last is not None and last.state in UNFINISHED:
            reason = "You have an attempt under way. Take it up where you left off."
        elif left == 0:
            oldest = tries[-1].started_at
            next_date = (oldest + timedelta(days=retake.window_months * DAYS_A_MONTH)).date()
            reason = f"All {retake.attempts} tries in {retake.window_months} months are used."
        elif last is not None and retake.wait_days:
            ready = last.started_at + timedelta(days=retake.wait_days)
            if ready > now:
                next_date = ready.date()
                reason = f"You can try again after {retake.wait_days} days."
        if self._by_assignment(plan) and not (last is not None and last.state in UNFINISHED):
            refusal, opens = obstacle(assignment, now)
            if refusal:
                reason, next_date = refusal, opens
            if assignment is not None:
                given = max(0, assignment.attempts - assignment.tries_used)
                left = given if left is None else min(left, given)
        return PlanOffer(
            plan=plan,
            may_start=not reason,
            reason=reason,
            tries_left=left,
            next_date=next_date,
            last=last,
            assignment=assignment,
        )

    def start(
        self, learner_id: str, plan_id: str, *, seed: int | None = None, step: str = ""
    ) -> Sitting:
        """Draw a form and begin; `UserError` says why it can't be started.

        `step` is the title of the step of a day's plan that asks for it.
        """
        learner = self._learner(learner_id)
        bank = self._catalogue.bank()
        plan = bank.plan(plan_id)
        if plan.kind is not PlanKind.PRACTICE:
            offer = self._offer(plan, learner_id, self._history.summaries(learner_id))
            if not offer.may_start:
                raise UserError(offer.reason)
        last = self._store.last_form(learner_id, plan_id)
        form = assemble(
            plan,
            bank.heads,
            seed=self.draw_seed() if seed is None else seed,
            history=History(
                last_form=frozenset(last.items) if last else frozenset(),
                seen=self._history.seen(learner_id),
            ),
        )
        return self.begin(learner, plan, bank, replace(form, step=step) if step else form)

    def begin(self, learner: Learner, plan: ExamPlan, bank: BankView, form: Form) -> Sitting:
        """Store a new attempt on a form and hand it out.

        What the people desk granted goes before the person's own choice, and is all that counts in
        an exam that it assigns.
        """
        if not learner.active:
            raise UserError("You take no more part here. Ask the people desk of your organisation.")
        assignment = self._assignment(plan, learner.id)
        own = Accommodations() if self._by_assignment(plan) else learner.accommodations
        supervision = assignment.supervision if assignment else Supervision.SELF_TAKEN
        attempt = Attempt(
            id=f"a-{uuid.uuid4().hex[:16]}",
            learner=learner.id,
            plan=plan.id,
            bank=bank.id,
            bank_version=bank.version,
            bank_hash=bank.content_hash,
            form=form,
            state=AttemptState.IN_PROGRESS,
            started_at=self._clock.now(),
            accommodations=learner.granted or own,
            supervision=supervision.value,
        )
        timer = SectionTimer(limit=None, used=0.0, counted_at=stamp(self._clock))
        self._store.add(attempt, plan, stored_timer(timer))
        return self._sitting(attempt, plan, bank)

    def _learner(self, learner_id: str) -> Learner:
        learner = self._learners.get(learner_id)
        if learner is None:
            raise UserError("This person is not on this computer any more. Choose another name.")
        return learner

    def _sitting(self, attempt: Attempt, plan: ExamPlan, bank: BankView) -> Sitting:
        return Sitting(
            attempt,
            plan,
            bank,
            store=self._store,
            examiner=self._examiner,
            clock=self._clock,
            on_saved=self.on_saved,
        )

    def unfinished(self, learner_id: str) -> tuple[AttemptSummary, ...]:
        """Return attempts of a person that can be taken up again, newest first."""
        return self._history.unfinished(learner_id)

    def history(self, learner_id: str) -> tuple[AttemptSummary, ...]:
        """Return every attempt of a person, newest first."""
        return self._history.summaries(learner_id)

    def records(self) -> list[dict[str, object]]:
        """Return every attempt, oldest first, with its committed answers as plain values."""
        return [
            {
                "attempt": summary.id,
                "learner": summary.learner,
                "plan": summary.plan,
                "state": summary.state.value,
                "answers": self._store.answers_json(summary.id),
            }
            for summary in reversed(self._history.summaries())
        ]

    def resume(self, attempt_id: str) -> Sitting:
        """Take up an attempt exactly where it was left, by the plan's time rule.

        Time that ran out while nobody was there is handled by the first `tick`.
        """
        attempt, plan, bank = self._stored(attempt_id)
        if attempt.state not in UNFINISHED:
            raise UserError("This attempt has been handed in. Its result is in your history.")
        return self._sitting(attempt, plan, bank)

    def finish(self, attempt_id: str) -> None:
        """Finish a practice set in which every question has its mark, as its last button does."""
        sitting = self.resume(attempt_id)
        if not sitting.practice:
            raise UserError("An exam is handed in where it is taken. Take it up again first.")
        sitting.hand_in()

    def _stored(self, attempt_id: str) -> tuple[Attempt, ExamPlan, BankView]:
        bank_hash = self._store.bank_hash(attempt_id)
        if bank_hash is None:
            raise UserError("There is no such attempt in these data.")
        bank = self._catalogue.by_hash(bank_hash)
        attempt = self._store.get(attempt_id, bank.kinds)
        if attempt is None:
            raise UserError("There is no such attempt in these data.")
        return attempt, self._store.plan(attempt_id), bank

    def review(self, attempt_id: str) -> tuple[Attempt, ExamPlan, BankView]:
        """Return an attempt with its plan and bank, to look at."""
        return self._stored(attempt_id)

    def abandon(self, attempt_id: str) -> None:
        """End an attempt without a result; its answers stay in the history."""
        self._end(attempt_id, AttemptState.ABANDONED, at=self._clock.now())

    def _end(self, attempt_id: str, state: AttemptState, *, at: datetime) -> None:
        attempt, _, _ = self._stored(attempt_id)
        if attempt.state not in UNFINISHED:
            raise UserError("This attempt has been handed in already.")
        ended = replace(attempt, state=state, finished_at=at)
        self._store.move(ended, self._store.timer(attempt_id))

    def settle(self) -> int:
        """Mark attempts handed in but not marked before the app ended; return how many."""
        waiting = self._history.summaries(states=[AttemptState.SUBMITTED])
        for summary in waiting:
            self._examiner.finish(*self._stored(summary.id))
        return len(waiting)


def _random_seed() -> int:
    return secrets.randbelow(2**31)
