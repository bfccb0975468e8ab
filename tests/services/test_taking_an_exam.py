from dataclasses import replace
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import Opened, answer_well, take

from quizapp.app import App, open_app
from quizapp.domain.answers import Chosen, ChosenSeveral, Written
from quizapp.domain.attempt import AttemptState, Confidence
from quizapp.domain.items import ItemKind
from quizapp.domain.result import Decision
from quizapp.errors import UserError
from quizapp.exam.timer import TickKind
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.sitting import Sitting


def begin(app: App, plan: str = "short") -> Sitting:
    learner = app.people.current() or app.people.create(name="Nadia Rahman")
    return app.exams.start(learner.id, plan, seed=4)


def test_an_exam_answered_well_passes_with_reasons_and_marks_for_every_item(app: App) -> None:
    sitting = begin(app)
    led = take(sitting)
    assert led.result is not None
    assert led.result.decision is Decision.PASSED
    assert len(led.result.grades) == sitting.plan.size == 12
    assert {sitting.bank.head_by_id[i].kind for i in led.result.grades} == set(ItemKind)
    assert "above the mark" in led.result.reasons[0]
    assert app.results.of(sitting.attempt.id) == led.result


def test_an_empty_exam_is_not_passed_and_nothing_breaks(app: App) -> None:
    led = take(begin(app), well=False)
    assert led.result is not None
    assert led.result.decision is Decision.NOT_YET
    assert led.result.points == 0.0
    assert not any(grade.answered for grade in led.result.grades.values())


def test_after_a_crash_the_exam_stands_exactly_where_it_was(
    opened: Opened, clock: HandClock
) -> None:
    sitting = begin(opened())
    answer_well(sitting)
    sitting.next()
    answer_well(sitting)
    sitting.flag(True)
    sitting.strike(["a"])
    clock.pass_time(61)
    again = opened().exams.resume(sitting.attempt.id)
    assert again.position == 1
    assert again.attempt.form == sitting.attempt.form
    assert again.saved() == sitting.saved()
    assert again.tools().struck == ("a",)
    assert [cell.answered for cell in again.overview()][:3] == [True, True, False]


def test_what_was_seen_without_an_answer_is_still_seen_after_a_crash(opened: Opened) -> None:
    sitting = begin(opened())
    sitting.next()
    answer_well(sitting)
    sitting.next()
    sitting.work_ahead()  # as the page does while the question is read
    again = opened().exams.resume(sitting.attempt.id)
    assert [cell.visited for cell in again.overview()][:4] == [True, True, True, False]
    sitting = again
    while not sitting.hand_in().finished:
        sitting.begin_section()
        sitting.work_ahead()
        sitting = opened().exams.resume(sitting.attempt.id)
        assert [cell.visited for cell in sitting.overview()] == [True] + [False] * (
            sitting.size - 1
        )


def test_an_option_is_never_chosen_and_struck_out_at_once(opened: Opened) -> None:
    app = opened()
    learner = app.people.create(name="Nadia Rahman")
    several = next(head.id for head in app.catalogue.bank().heads if head.kind is ItemKind.MULTIPLE)
    sitting = app.practice.start(learner.id, PracticeChoice(items=(several,), number=1), seed=1)
    first, second, third, *_ = sitting.option_order(several)
    sitting.strike([first, second])
    sitting.answer(ChosenSeveral(options=(second, third)))
    assert opened().exams.resume(sitting.attempt.id).tools().struck == (first,)
    again = opened().exams.resume(sitting.attempt.id)
    again.strike([first, third])
    again = opened().exams.resume(sitting.attempt.id)
    assert again.tools().struck == (first,)
    saved = again.saved()
    assert saved is not None
    assert saved.answer == ChosenSeveral(options=tuple(sorted((second, third))))


def test_notes_highlights_and_plays_survive_a_restart(opened: Opened) -> None:
    sitting = begin(opened())
    sitting.note("look at the second sentence")
    sitting.highlight([(0, 12), (20, 25)])
    sitting.played()
    sitting.played()
    again = opened().exams.resume(sitting.attempt.id)
    assert again.tools().note == "look at the second sentence"
    assert again.tools().highlights == ((0, 12), (20, 25))
    assert again.tools().plays == 2


def test_the_clock_goes_on_while_the_app_is_closed(opened: Opened, clock: HandClock) -> None:
    sitting = begin(opened())
    whole = sitting.seconds_left()
    assert whole is not None
    clock.pass_time(100)
    sitting.leave()
    clock.pass_time(50)
    again = opened().exams.resume(sitting.attempt.id)
    assert again.seconds_left() == pytest.approx(whole - 150)


def test_a_changed_wall_clock_gives_no_time_back(opened: Opened, clock: HandClock) -> None:
    sitting = begin(opened())
    whole = sitting.seconds_left()
    assert whole is not None
    clock.steady += 120
    clock.wall = clock.wall.replace(year=2020)
    assert sitting.seconds_left() == pytest.approx(whole - 120)


def test_at_zero_the_section_is_handed_in_and_the_next_one_waits(
    app: App, clock: HandClock
) -> None:
    sitting = begin(app)
    answer_well(sitting)
    clock.pass_time((sitting.seconds_left() or 0) + 1)
    tick = sitting.tick()
    assert tick is not None
    assert tick.kind is TickKind.TIME_OUT
    assert sitting.section_index == 1
    assert sitting.waiting
    assert (sitting.seconds_left() or 0) > 60


def test_the_next_part_begins_only_when_the_person_says_so(
    opened: Opened, clock: HandClock
) -> None:
    sitting = begin(opened())
    sitting.hand_in()
    whole = sitting.plan.sections[1].minutes
    assert whole is not None
    clock.pass_time(3600)
    assert sitting.tick() is None
    with pytest.raises(UserError, match="not begun"):
        sitting.answer(Chosen(option="a"))
    with pytest.raises(UserError, match="not begun"):
        sitting.hand_in()
    sitting.leave()
    clock.pass_time(3600)
    again = opened().exams.resume(sitting.attempt.id)
    assert again.waiting
    assert again.seconds_left() == pytest.approx(whole * 60)
    again.begin_section()
    clock.pass_time(10)
    assert not again.waiting
    assert again.seconds_left() == pytest.approx(whole * 60 - 10)
    answer_well(again)


def test_a_part_once_begun_stays_begun_after_a_restart(opened: Opened, clock: HandClock) -> None:
    sitting = begin(opened())
    sitting.hand_in()
    sitting.begin_section()
    clock.pass_time(30)
    again = opened().exams.resume(sitting.attempt.id)
    assert not again.waiting
    assert again.seconds_left() == pytest.approx((sitting.section.minutes or 0) * 60 - 30)


def test_the_last_section_running_out_leads_to_a_result(app: App, clock: HandClock) -> None:
    sitting = begin(app)
    for _ in sitting.plan.sections:
        sitting.begin_section()
        clock.pass_time((sitting.seconds_left() or 0) + 1)
        sitting.tick()
    assert sitting.attempt.state is AttemptState.FINISHED
    assert app.results.of(sitting.attempt.id).points == 0.0


def test_the_clock_announces_thresholds_once(app: App, clock: HandClock) -> None:
    sitting = begin(app)
    heard = []
    while sitting.section_index == 0:
        tick = sitting.tick()
        if tick is not None:
            heard.append(tick.minutes)
        clock.pass_time(10)
    limit = sitting.plan.sections[0].minutes
    assert limit is not None
    assert heard == sorted(set(heard), reverse=True)
    assert heard[-2:] == [1.0, 0.0]


def test_extra_time_stretches_every_section(app: App) -> None:
    learner = app.people.create(name="Ana")
    granted = replace(learner.accommodations, extra_time=0.5)
    app.people.update(replace(learner, accommodations=granted))
    sitting = begin(app)
    assert sitting.seconds_left() == pytest.approx((sitting.section.minutes or 0) * 90)


def test_answers_cannot_be_changed_after_handing_in(app: App) -> None:
    sitting = begin(app)
    take(sitting)
    with pytest.raises(UserError, match="handed in"):
        sitting.answer(Chosen(option="a"))
    with pytest.raises(UserError, match="handed in"):
        app.exams.resume(sitting.attempt.id)


def test_an_attempt_handed_in_but_not_marked_is_marked_at_the_next_start(opened: Opened) -> None:
    app = opened()
    sitting = begin(app)
    answer_well(sitting)
    submitted = replace(sitting.attempt, state=AttemptState.SUBMITTED)
    sitting._store.move(submitted, sitting._timer.stored())
    again = opened()
    assert again.exams.settle() == 1
    assert again.results.of(sitting.attempt.id).grades


def test_a_second_exam_of_the_same_plan_waits_until_the_first_is_done(app: App) -> None:
    sitting = begin(app)
    with pytest.raises(UserError, match="under way"):
        app.exams.start(sitting.attempt.learner, "short")
    app.exams.abandon(sitting.attempt.id)
    assert begin(app).attempt.id != sitting.attempt.id


def test_the_certification_exam_waits_seven_days_and_allows_three_tries(
    app: App, clock: HandClock
) -> None:
    learner = app.people.create(name="Nadia")
    retake = app.catalogue.bank().plan("certification").retake
    assert (retake.wait_days, retake.attempts) == (7, 3)
    offers = {offer.plan.id: offer for offer in app.exams.offers(learner.id)}
    assert offers["certification"].tries_left == 3
    assert offers["mock"].tries_left is None
    del clock


def test_reading_the_history_works_while_the_window_holds_the_folder(
    app: App, data_dir: Path
) -> None:
    sitting = begin(app)
    answer_well(sitting)
    with pytest.raises(UserError, match="already open"):
        open_app(data_dir)
    reader = open_app(data_dir, read_only=True)
    record = reader.exams.records()[0]
    reader.close()
    assert record["attempt"] == sitting.attempt.id
    assert [a["item"] for a in record["answers"]] == [sitting.item_id]  # type: ignore[attr-defined]  # plain JSON values


def test_practice_marks_at_once_keeps_the_first_mark_and_allows_a_second_try(app: App) -> None:
    learner = app.people.create(name="Nadia")
    choice = PracticeChoice(kinds=(ItemKind.FREE_TEXT,), number=2)
    sitting = app.practice.start(learner.id, choice, seed=1)
    sitting.answer(Written(text="No."), confidence=Confidence.SURE)
    first = sitting.check()
    sitting.again()
    assert sitting.grade() is None
    answer_well(sitting)
    second = sitting.check()
    assert first.points < second.points
    assert app.practice.cards(learner.id)
    best = {card.head.id: card.best for card in app.practice.cards(learner.id)}
    assert best[sitting.item_id] == second.points


def test_practice_never_shows_a_secure_item(app: App) -> None:
    learner = app.people.create(name="Nadia")
    bank = app.catalogue.bank()
    secure = {head.id for head in bank.heads if head.pool == "secure"}
    everything = PracticeChoice(number=10_000)
    sitting = app.practice.start(learner.id, everything, seed=1)
    assert not secure & set(sitting.attempt.form.items)
    with pytest.raises(UserError, match="Nothing matches"):
        app.practice.start(learner.id, PracticeChoice(items=tuple(secure) or ("none",)), seed=1)


def test_exam_answers_are_not_marked_one_by_one(app: App) -> None:
    with pytest.raises(UserError, match="after everything is handed in"):
        begin(app).check()


def test_a_talk_can_be_taken_back_a_turn_in_practice_only(app: App) -> None:
    learner = app.people.create(name="Nadia")
    choice = PracticeChoice(kinds=(ItemKind.CONVERSATION,), number=1)
    sitting = app.practice.start(learner.id, choice, seed=1)
    before = sitting.talk()
    if before.replies:
        sitting.say(reply=before.replies[0].id)
    else:
        sitting.say(text="I am sorry about that. What happened?")
    assert sitting.undo_turn() == before
