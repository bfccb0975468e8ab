from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from heads import head, plan, quota

from quizapp.domain.answers import Chosen, Written
from quizapp.domain.attempt import (
    Attempt,
    AttemptState,
    Form,
    FormSection,
    SavedAnswer,
    SectionClock,
)
from quizapp.domain.items import Domain, ItemHead, ItemKind, Level, Objective
from quizapp.domain.plan import Band, ExamPlan, Navigation, Quota, Section, TimeOut
from quizapp.domain.result import Decision, Grade, Result
from quizapp.exam import session
from quizapp.exam.decide import decide

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HEADS = [head(1), head(2), head(1, kind=ItemKind.FREE_TEXT)]
CHOICE, OTHER, WRITTEN = (h.id for h in HEADS)
DOMAINS = (
    Domain(
        id="AL",
        title="Active listening",
        summary="",
        weight=1.0,
        objectives=tuple(
            Objective(id=f"AL-{n}", text=f"objective {n}", level=Level.APPLY) for n in range(1, 7)
        ),
    ),
)


def two_parts(**changes: Any) -> ExamPlan:
    sections = (
        Section(id="s1", title="Choice", quotas=(quota(2),), weight=0.6, minutes=10),
        Section(
            id="s2",
            title="Written",
            quotas=(Quota(count=1, kinds=(ItemKind.FREE_TEXT,)),),
            weight=0.4,
            minutes=10,
        ),
    )
    values: dict[str, Any] = {
        "sections": sections,
        "certificate": True,
        "min_written": 0.5,
        "bands": (Band(minimum=60, word="sound"),),
    }
    return replace(plan(), **{**values, **changes})


def attempt(**changes: object) -> Attempt:
    form = Form(
        id="f",
        plan="test",
        seed=1,
        sections=(
            FormSection(id="s1", items=(CHOICE, OTHER)),
            FormSection(id="s2", items=(WRITTEN,)),
        ),
        option_order={},
    )
    values: dict[str, object] = {
        "id": "a-1",
        "learner": "p-1",
        "plan": "test",
        "bank": "b",
        "bank_version": "1",
        "bank_hash": "h",
        "form": form,
        "state": AttemptState.IN_PROGRESS,
        "started_at": NOW,
    }
    return Attempt(**{**values, **changes})  # type: ignore[arg-type]  # a test names what it changes


def answered(item: str, answer: object) -> SavedAnswer:
    return SavedAnswer(item=item, answer=answer, saved_at=NOW)  # type: ignore[arg-type]  # as above


def grade(item: str, points: float, **changes: object) -> Grade:
    values: dict[str, object] = {
        "item": item,
        "points": points,
        "low": points,
        "high": points,
        "correct": points == 1,
        "answered": True,
        "item_hash": "h",
    }
    return Grade(**{**values, **changes})  # type: ignore[arg-type]  # a test names what it changes


def result(
    *grades: Grade,
    exam: ExamPlan | None = None,
    domains: tuple[Domain, ...] = DOMAINS,
    **changes: bool,
) -> Result:
    by_id: dict[str, ItemHead] = {h.id: h for h in HEADS}
    return decide(
        exam or two_parts(),
        attempt(),
        {g.item: g for g in grades},
        heads=by_id,
        domains=domains,
        decided_at=NOW,
        **changes,
    )


def test_free_navigation_goes_anywhere_and_sequential_only_one_step_on() -> None:
    free, here = two_parts(), attempt()
    assert session.may_go(free, here, 1)
    assert session.go(free, here, 1).position == 1
    assert not session.may_go(free, here, 2)
    strict = two_parts(
        sections=tuple(replace(s, navigation=Navigation.SEQUENTIAL) for s in two_parts().sections)
    )
    assert session.may_go(strict, here, 1)
    assert not session.may_go(strict, replace(here, position=1), 0)


def test_moving_stays_within_the_section() -> None:
    free, here = two_parts(), attempt(position=1)
    assert session.may_go(free, here, 0)
    assert not session.may_go(free, here, -1)
    assert session.current_item(here) == OTHER


def test_a_part_that_waits_is_closed_until_the_person_begins_it() -> None:
    plan = two_parts()
    shut = attempt(clocks={"s1": SectionClock(used=3.0, begun=False), "s2": SectionClock()})
    assert session.waiting(plan, shut)
    assert not session.may_go(plan, shut, 1)
    begun = session.begin_section(plan, shut)
    assert begun.clocks == {"s1": SectionClock(used=3.0), "s2": SectionClock()}
    assert not session.waiting(plan, begun)
    assert session.begin_section(plan, begun) is begun
    assert not session.waiting(plan, attempt())
    over = replace(shut, state=AttemptState.SUBMITTED)
    assert not session.waiting(plan, over)


def test_nothing_moves_after_handing_in() -> None:
    done = attempt(state=AttemptState.SUBMITTED)
    assert session.go(two_parts(), done, 1) is done


def test_handing_in_closes_a_section_opens_the_next_and_then_submits() -> None:
    first = session.hand_in(two_parts(), attempt(position=1), used=42.0)
    assert (first.next_section, first.finished) == (True, False)
    assert (first.attempt.section, first.attempt.position) == (1, 0)
    assert first.attempt.clocks == {
        "s1": SectionClock(used=42.0, closed=True),
        "s2": SectionClock(begun=False),
    }
    last = session.hand_in(two_parts(), first.attempt, used=1.0)
    assert (last.next_section, last.finished) == (False, True)
    assert last.attempt.state is AttemptState.SUBMITTED
    assert last.attempt.clocks["s2"] == SectionClock(used=1.0, closed=True, begun=False)
    assert last.attempt.clocks["s1"].used == 42.0


def test_handing_in_without_a_new_count_keeps_the_time_and_ends_being_overdue() -> None:
    late = attempt(state=AttemptState.OVERDUE, clocks={"s1": SectionClock(used=601.0, late=True)})
    moved = session.hand_in(two_parts(), late, used=None).attempt
    assert moved.clocks["s1"] == SectionClock(used=601.0, closed=True, late=True)
    assert moved.state is AttemptState.IN_PROGRESS


def test_time_out_hands_in_or_marks_late_by_the_plan() -> None:
    assert session.time_out(two_parts(), attempt()).section == 1
    here = attempt(clocks={"s1": SectionClock(used=600.0), "s2": SectionClock(begun=False)})
    late = session.time_out(two_parts(time_out=TimeOut.MARK_LATE), here)
    assert late.state is AttemptState.OVERDUE
    assert late.clocks == {
        "s1": SectionClock(used=600.0, late=True),
        "s2": SectionClock(begun=False),
    }


def test_the_overview_and_the_counts_tell_answered_from_blank_and_flagged() -> None:
    here = attempt(
        answers={
            CHOICE: answered(CHOICE, Chosen(option="a")),
            OTHER: replace(answered(OTHER, None), flagged=True),
        }
    )
    cells = session.overview(here, visited={OTHER})
    assert [(c.number, c.item, c.answered, c.flagged, c.current, c.visited) for c in cells] == [
        (1, CHOICE, True, False, True, True),
        (2, OTHER, False, True, False, True),
    ]
    assert session.counts(here) == session.Counts(items=2, answered=1, flagged=1)
    assert session.counts(here).unanswered == 1
    assert session.next_unanswered(here) == 1


def test_the_next_gap_is_looked_for_ahead_then_from_the_start_and_then_here() -> None:
    def filled(*items: str, at: int) -> int | None:
        answers = {item: answered(item, Chosen(option="a")) for item in items}
        form = replace(
            attempt().form, sections=(FormSection(id="s1", items=(CHOICE, OTHER, WRITTEN)),)
        )
        return session.next_unanswered(attempt(form=form, answers=answers, position=at))

    assert filled(at=0) == 1
    assert filled(OTHER, at=0) == 2
    assert filled(at=2) == 0
    assert filled(CHOICE, at=2) == 1
    assert filled(CHOICE, OTHER, at=2) == 2
    assert filled(CHOICE, OTHER, WRITTEN, at=1) is None


def test_a_reply_of_blanks_counts_as_no_answer() -> None:
    here = attempt(section=1, answers={WRITTEN: answered(WRITTEN, Written(text="  \n"))})
    assert session.counts(here).answered == 0
    assert session.next_unanswered(here) == 0


def test_the_total_weighs_sections_and_names_the_band() -> None:
    made = result(grade(CHOICE, 1.0), grade(OTHER, 0.5), grade(WRITTEN, 0.8))
    assert made.points == pytest.approx(60 * 0.75 + 40 * 0.8)
    assert made.decision is Decision.PASSED
    assert made.band == "sound"
    assert [part.points for part in made.sections] == [75.0, 80.0]
    assert made.written_share == pytest.approx(0.8)


def test_weak_written_parts_fail_also_above_the_cut() -> None:
    made = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.4))
    assert made.points == 76.0
    assert made.decision is Decision.NOT_YET
    assert "50 % are needed" in made.reasons[1]


def test_a_blocker_sends_the_result_to_a_person_whatever_the_score() -> None:
    made = result(
        grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.9, blockers=("calm_tone",))
    )
    assert made.decision is Decision.WAITING
    assert made.held_by == (WRITTEN,)


def test_an_undecided_criterion_holds_the_result_only_if_it_matters() -> None:
    safe = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.8, low=0.6, high=1.0))
    assert safe.decision is Decision.PASSED
    assert "could not be decided" in safe.reasons[1]
    tight = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.8, low=0.3, high=1.0))
    assert tight.decision is Decision.WAITING


def test_an_automatic_total_close_to_the_mark_is_read_by_a_person() -> None:
    near = result(grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.8, marker="m 1"))
    assert near.points == 62.0
    assert near.decision is Decision.WAITING
    settled = result(
        grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.8, marker="m 1"), reviewed=True
    )
    assert settled.decision is Decision.PASSED


def test_what_readers_left_undecided_still_holds_a_result_that_depends_on_it() -> None:
    open_reply = grade(WRITTEN, 0.8, low=0.0, high=1.0, marker="m 1")
    read = result(grade(CHOICE, 1.0), grade(OTHER, 0.0), open_reply, reviewed=True)
    assert read.decision is Decision.WAITING
    assert read.held_by == (WRITTEN,)


def test_a_breach_that_a_person_upheld_holds_nothing_more() -> None:
    upheld = grade(WRITTEN, 0.9, marker="m 1", blockers=("calm_tone",))
    read = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), upheld, reviewed=True)
    assert read.decision is Decision.PASSED
    assert any("A person has read" in reason for reason in read.reasons)


def test_a_plan_without_a_cut_gives_no_verdict() -> None:
    made = result(
        grade(CHOICE, 0.0), grade(OTHER, 0.0), grade(WRITTEN, 0.0), exam=two_parts(cut=None)
    )
    assert made.decision is Decision.NONE
    assert made.reasons == ()
