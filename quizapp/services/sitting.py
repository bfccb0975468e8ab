"""One person taking one attempt: the object behind the practice and the exam pages.

Every change is committed before the method returns. The rules are in `quizapp.exam` and
`quizapp.grading`; this class joins them with the stores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from quizapp.clock import Clock
from quizapp.domain.answers import Answer, Talk, Turn, Written
from quizapp.domain.attempt import Attempt, AttemptState, Confidence, SavedAnswer, SectionClock
from quizapp.domain.items import ItemKind
from quizapp.domain.plan import ExamPlan, Feedback
from quizapp.domain.result import Grade, Result
from quizapp.errors import UserError
from quizapp.exam import session
from quizapp.exam.timer import Tick, TickKind
from quizapp.grading.conversation import MarkReply, TalkState
from quizapp.services import talks
from quizapp.services.catalogue import BankView
from quizapp.services.examiner import Examiner
from quizapp.services.handed_in import HandedIn
from quizapp.services.sitting_clock import limit, restored
from quizapp.services.sitting_tools import SittingTools
from quizapp.services.talks import TalkView
from quizapp.storage.attempts import AttemptStore, StoredTimer

Saved = Callable[[str, str], None]
"""Told the attempt and the item whenever an answer has been committed."""


class Sitting(SittingTools):
    """An attempt in the hands of a person."""

    def __init__(
        self,
        attempt: Attempt,
        plan: ExamPlan,
        bank: BankView,
        *,
        store: AttemptStore,
        examiner: Examiner,
        clock: Clock,
        on_saved: Saved | None = None,
    ) -> None:
        super().__init__(attempt, plan, bank, store.tools(attempt.id))
        self._store = store
        self._examiner = examiner
        self._clock = clock
        self._on_saved = on_saved
        self._grades = store.grades(attempt.id) if plan.feedback is Feedback.EACH_ITEM else {}
        self._shown_at = clock.monotonic()
        self._before: tuple[int, frozenset[str]] = (self.position, frozenset())
        """Where the attempt stood before `turn_to`, and what had been seen."""
        self._behind = ""
        """The item whose answer is on its way to the disk."""
        self._timer = restored(
            clock,
            store.timer(attempt.id),
            limit=self._limit(),
            waiting=self.waiting,
            may_pause=self._may_pause,
        )
        if not self.waiting:
            self._visited.add(self.item_id)

    # Moving

    def go(self, position: int) -> None:
        """Move there if it is allowed."""
        if self.may_go(position):
            self.wait_for_disk()
            self.turn_to(position)
            self.note_position()

    def turn_to(self, position: int) -> None:
        """Move to a position that is allowed, without storing it; what is stored next says it, too.

        The caller waits for the disk before anybody sees the item.
        """
        before, known = self.position, frozenset(self._visited)
        self.attempt = session.go(self.plan, self.attempt, position)
        self._visited.add(self.item_id)
        self._shown_at = self._clock.monotonic()
        self._before = before, known

    def turn_back(self) -> None:
        """Undo `turn_to`, because the answer before it could not be stored: nobody saw the item."""
        position, known = self._before
        self._visited = set(known)
        self.attempt = replace(self.attempt, position=position)

    def note_position(self) -> None:
        """Note which item is on screen."""
        self._store.note_position(self.attempt, self._counted())

    def work_ahead(self) -> None:
        """Do while the person reads what the answer would have to wait for."""
        self.note_position()
        self._store.make_room()

    def next(self) -> None:
        """Move to the next item if there is one."""
        self.go(self.position + 1)

    # Answering

    def answer(
        self,
        answer: Answer | None,
        *,
        confidence: Confidence | None = None,
        behind: bool = False,
    ) -> None:
        """Commit an answer to the item on screen; None takes the answer back.

        With `behind` the disk is given time until `wait_for_disk`.
        """
        self._require_open()
        before = self.saved()
        self._unstrike(answer)
        self._save(
            SavedAnswer(
                item=self.item_id,
                answer=answer,
                saved_at=self._clock.now(),
                flagged=before.flagged if before else False,
                confidence=confidence or (before.confidence if before else None),
                seconds=(before.seconds if before else 0.0) + self._seconds_on_item(),
            ),
            behind=behind,
        )
        if behind:
            self._behind = self.item_id
        else:
            self._tell_saved(self.item_id)

    def wait_for_disk(self) -> None:
        """Wait until an answer committed behind is durable.

        Where the disk refused it is written once more; `UserError` if that fails, too.
        """
        item, self._behind = self._behind, ""
        if not item:
            return
        try:
            self._store.wait_for_disk()
        except OSError:
            self._store.save_answer(
                self.attempt, self._counted(), self.attempt.answers[item], self.tools(item)
            )
        self._tell_saved(item)

    def _tell_saved(self, item: str) -> None:
        if self._on_saved is not None and self.attempt.answers[item].answer is not None:
            self._on_saved(self.attempt.id, item)

    def draft(self, text: str) -> None:
        """Commit a written reply as it stands while the person types."""
        self.answer(Written(text=text))

    def flag(self, on: bool) -> None:
        """Flag the item on screen, or take the flag away."""
        self._require_open()
        self._save(replace(self._row(), flagged=on))

    def _row(self) -> SavedAnswer:
        return self.saved() or SavedAnswer(
            item=self.item_id, answer=None, saved_at=self._clock.now()
        )

    def _save(self, saved: SavedAnswer, *, behind: bool = False) -> None:
        self.attempt = replace(self.attempt, answers={**self.attempt.answers, saved.item: saved})
        self._store.save_answer(
            self.attempt, self._counted(), saved, self.tools(saved.item), behind=behind
        )

    def _require_open(self) -> None:
        if not self.is_open:
            raise UserError("This attempt has been handed in, so its answers can't be changed.")
        if self.waiting:
            raise UserError("This part has not begun yet. Start it first; its clock waits for you.")

    def _seconds_on_item(self) -> float:
        now = self._clock.monotonic()
        spent, self._shown_at = now - self._shown_at, now
        return max(0.0, spent)

    def marker_preparation(self) -> Callable[[], None] | None:
        """Return work for a thread: loading the marker that the item needs, unless it is loaded."""
        if self.item().kind is not ItemKind.FREE_TEXT or self._examiner.ready:
            return None
        return partial(self._examiner.prepare, self.item())

    # Practice: marks at once

    def check(self) -> Grade:
        """Mark the saved answer of the item on screen and keep the mark (practice only)."""
        self._require_practice()
        made = self._examiner.mark_item(self.attempt, self.bank, self.item_id)
        self._grades[self.item_id] = made
        return made

    def grade(self, item_id: str | None = None) -> Grade | None:
        """Return the mark of an item that was checked, or None."""
        return self._grades.get(item_id or self.item_id)

    def first_try(self) -> tuple[Answer, Grade] | None:
        """Return the first marked try at the item on screen once there is a later one, or None."""
        self._require_practice()
        tries = self._store.tries(self.attempt.id, self.item_id, self.item().kind)
        if len(tries) < 2 or tries[0][0] is None:  # noqa: PLR2004 - one try has nothing to compare
            return None
        return tries[0][0], tries[0][1]

    def again(self) -> None:
        """Open the item on screen for a second try; the first mark stays in the history."""
        self._require_practice()
        self._grades.pop(self.item_id, None)
        self._save(replace(self._row(), answer=None, confidence=None))

    def _require_practice(self) -> None:
        if not self.practice:
            raise UserError("In an exam answers are marked after everything is handed in.")

    # Conversations

    def talk(self) -> TalkView:
        """Return the talk of the item on screen as it stands."""
        return self._talk_view(talks.replayed(self.item(), self._given(), self._mark_turn))

    def say(self, *, reply: str | None = None, text: str | None = None) -> TalkView:
        """Give a ready reply or own words, commit the turn and return what the customer says."""
        item, given = self.item(), self._given()
        _, turns = talks.parts(item, given)
        state = talks.replayed(item, given, self._mark_turn)
        turn = Turn(node=state.node.id if state.node else "", reply=reply, text=text)
        after = talks.turned(item, state, turn, self._mark_turn)
        self.answer(Talk(turns=(*turns, turn), ended=after.ending is not None))
        return self._talk_view(after)

    def undo_turn(self) -> TalkView:
        """Take back the last turn (practice only)."""
        self._require_practice()
        _, turns = talks.parts(self.item(), self._given())
        self.answer(talks.until(turns, len(turns)))
        return self.talk()

    def another_path(self, number: int, turns: Sequence[Turn] | None = None) -> None:
        """Open the talk again as it stood before a turn, counted from 1 (practice only).

        The turns are those given here, or those of an earlier talk about the same item. A mark
        that the talk has earned stays in the history.
        """
        self._require_practice()
        if turns is None:
            _, turns = talks.parts(self.item(), self._given())
        self._grades.pop(self.item_id, None)
        self._save(replace(self._row(), answer=talks.until(turns, number)))

    def _given(self) -> Answer | None:
        saved = self.saved()
        return saved.answer if saved else None

    @property
    def _mark_turn(self) -> MarkReply:
        return self._examiner.mark_turn

    def _talk_view(self, state: TalkState) -> TalkView:
        return talks.shown(self.item(), self._given(), state, seed=self.attempt.form.seed)

    # The clock

    def seconds_left(self) -> float | None:
        """Return the seconds left in the section; None without a clock."""
        return self._timer.left()

    def tick(self) -> Tick | None:
        """Count the time and return what to announce; call about once a second.

        At zero the section is handed in or marked late by the plan's policy; after that
        `is_open`, `section_index` and `waiting` tell where the attempt stands.
        """
        left = self.seconds_left()
        before = self._timer.passed(left)
        if left is None or not self.is_open or self.waiting:
            return None
        if left <= 0 and self.attempt.state is AttemptState.IN_PROGRESS:
            self._time_is_up()
            return Tick(kind=TickKind.TIME_OUT, minutes=0.0)
        quiet = self.attempt.accommodations.quiet_clock
        reached = self._timer.reached(before, left, quiet=quiet)
        return None if reached is None else Tick(kind=TickKind.THRESHOLD, minutes=reached)

    def _time_is_up(self) -> None:
        before = self.section_index
        self.attempt = session.time_out(self.plan, self.attempt)
        self._store.move(self.attempt, self._counted())
        if self.attempt.state is AttemptState.SUBMITTED:
            self._mark()
        elif self.section_index != before:
            self._await_section()

    def pause(self) -> None:
        """Stop the clock, where the plan or the person's accommodations allow it."""
        if self._may_pause:
            self._timer.stop()
            self._store.move(self.attempt, self._timer.stored())

    def unpause(self) -> None:
        """Let the clock run again, unless the section has still to be begun."""
        if self.waiting:
            return
        self._timer.go_on()

    def leave(self) -> None:
        """Note that the person has gone; the clock goes on unless it may be paused."""
        if self.is_open:
            self.pause()
            self._store.move(self.attempt, self._counted())

    @property
    def _may_pause(self) -> bool:
        return self.plan.may_pause or self.attempt.accommodations.may_pause

    def _limit(self) -> float | None:
        return limit(self.section, self.attempt.accommodations)

    def _await_section(self) -> None:
        self._timer.begin(self._limit(), running=False)
        self._store.move(self.attempt, self._timer.stored())

    def begin_section(self) -> None:
        """Open the section that waits and let its clock run; nothing happens where none waits."""
        if not self.waiting:
            return
        self.attempt = session.begin_section(self.plan, self.attempt)
        self._timer.begin(self._limit(), running=True)
        self._visited.add(self.item_id)
        self._shown_at = self._clock.monotonic()
        self._store.move(self.attempt, self._timer.stored())

    def _counted(self) -> StoredTimer:
        stored = self._timer.count()
        clocks = dict(self.attempt.clocks)
        clock = clocks.get(self.section.id, SectionClock())
        clocks[self.section.id] = replace(clock, used=stored.used, seen=self._seen_here())
        self.attempt = replace(self.attempt, clocks=clocks)
        return stored

    # Handing in

    def hand_in(self) -> HandedIn:
        """Close the section; after the last one mark everything and decide.

        The next section waits for `begin_section`.
        """
        self._require_open()
        self._counted()
        led = session.hand_in(self.plan, self.attempt, used=self._timer.used)
        self.attempt = led.attempt
        self._store.move(self.attempt, self._timer.stored())
        if led.next_section:
            self._await_section()
            return HandedIn(next_section=True, finished=False)
        return HandedIn(next_section=False, finished=True, result=self._mark())

    def _mark(self) -> Result:
        self.attempt, result = self._examiner.finish(self.attempt, self.plan, self.bank)
        return result
