from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hand_clock import HandClock
from taking import Opened, answer_well, take

from quizapp.app import App
from quizapp.domain.answers import Answer, Chosen, Written
from quizapp.domain.attempt import Form, FormSection
from quizapp.domain.items import ChoiceBody, FreeTextBody, ItemKind, Pool
from quizapp.domain.people import Accommodations, Learner
from quizapp.domain.standing import AttemptState, Confidence
from quizapp.errors import UserError
from quizapp.progress.readiness import Readiness, TooFew
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.sitting import Sitting
from quizapp.storage.banks import OUTLINE, BankStore
from quizapp.storage.history import HistoryStore

DAY = 86_400


@pytest.fixture
def nadia(app: App) -> Learner:
    return app.people.create(name="Nadia Rahman")


def wrong(sitting: Sitting) -> Answer:
    body = sitting.item().body
    assert isinstance(body, ChoiceBody)
    return Chosen(option=next(o.id for o in body.options if not o.correct))


def practise(
    app: App, learner: Learner, *, number: int = 10, missed: int = 0, sure: bool = False
) -> list[str]:
    """Answer a set of single choices, the first `missed` of them wrongly; return their ids."""
    sitting = app.practice.start(
        learner.id, PracticeChoice(kinds=(ItemKind.CHOICE,), number=number), seed=3
    )
    items = []
    for place in range(sitting.counts().items):
        sitting.go(place)
        items.append(sitting.item_id)
        confidence = Confidence.SURE if sure else None
        if place < missed:
            sitting.answer(wrong(sitting), confidence=confidence)
        else:
            answer_well(sitting)
        sitting.check()
    sitting.hand_in()
    return items


def due_items(app: App, learner: Learner) -> tuple[str, ...]:
    sitting = app.practice.start(learner.id, PracticeChoice(due=True, number=50))
    return sitting.attempt.form.items


def test_what_was_missed_is_due_the_next_day_and_a_step_of_the_plan(
    app: App, clock: HandClock, nadia: Learner
) -> None:
    items = practise(app, nadia, missed=3)
    assert app.progress.today(nadia).due == 0
    clock.pass_time(DAY)
    today = app.progress.today(nadia)
    assert today.due == 3
    assert today.steps[0].title == "Review what is due"
    assert today.steps[0].why == "3 come back today"
    assert set(due_items(app, nadia)) == set(items[:3])


def test_a_step_of_the_plan_stays_as_done_for_the_rest_of_the_day(
    opened: Opened, clock: HandClock
) -> None:
    app = opened()
    learner = app.people.create(name="Nadia Rahman")
    assert app.progress.today(learner).done == ()
    for _ in range(2):
        choice = PracticeChoice(kinds=(ItemKind.CHOICE,), number=2, step="Review what is due")
        sitting = app.practice.start(learner.id, choice)
        for place in range(2):
            sitting.go(place)
            answer_well(sitting)
            sitting.check()
    app.practice.start(learner.id, PracticeChoice(number=1, step="Begun and left"))
    check = app.exams.start(learner.id, "start-check", step="Start check")
    take(check)
    app.exams.start(learner.id, "start-check", step="")
    app = opened()
    done = app.progress.today(learner).done
    assert done == (("Review what is due", 4), ("Start check", check.plan.size))
    clock.pass_time(DAY)
    assert app.progress.today(learner).done == ()


def test_a_set_that_only_waits_for_finish_is_not_offered_to_be_taken_up(
    app: App, nadia: Learner
) -> None:
    sitting = app.practice.start(
        nadia.id, PracticeChoice(kinds=(ItemKind.CHOICE,), number=2), seed=3
    )
    for place in range(2):
        assert [s.id for s in app.progress.today(nadia).unfinished] == [sitting.attempt.id]
        sitting.go(place)
        answer_well(sitting)
        sitting.check()
    assert app.progress.today(nadia).unfinished == app.exams.unfinished(nadia.id) == ()
    assert app.exams.history(nadia.id)[0].only_to_finish
    app.exams.resume(sitting.attempt.id).again()
    assert len(app.exams.unfinished(nadia.id)) == 1  # a second try has been begun
    answer_well(sitting)
    sitting.check()
    app.exams.finish(sitting.attempt.id)
    done = app.exams.history(nadia.id)[0]
    assert (done.state, done.points, done.only_to_finish) == (AttemptState.FINISHED, 100.0, False)


def test_an_exam_with_every_answer_is_still_to_be_handed_in(app: App, nadia: Learner) -> None:
    sitting = app.exams.start(nadia.id, "short", seed=3)
    for place in range(sitting.counts().items):
        sitting.go(place)
        answer_well(sitting)
    assert [s.id for s in app.exams.unfinished(nadia.id)] == [sitting.attempt.id]
    with pytest.raises(UserError, match="handed in where it is taken"):
        app.exams.finish(sitting.attempt.id)


def test_an_exam_runs_until_the_time_of_its_part_is_over(
    app: App, clock: HandClock, nadia: Learner
) -> None:
    sitting = app.exams.start(nadia.id, "short", seed=3)
    clock.pass_time(300)
    sitting.leave()
    left = sitting.seconds_left()
    assert left is not None
    (running,) = app.progress.today(nadia).running
    assert running.runs_out == clock.now() + timedelta(seconds=left)
    clock.pass_time(left)
    today = app.progress.today(nadia)
    assert (today.running, [s.id for s in today.unfinished]) == ((), [sitting.attempt.id])


def test_the_clock_of_an_exam_that_may_be_paused_does_not_run(app: App, nadia: Learner) -> None:
    support = Accommodations(may_pause=True)
    paused = app.people.update(replace(nadia, accommodations=support))
    app.exams.start(nadia.id, "short", seed=3)
    assert app.progress.today(paused).running == ()


def test_the_plan_of_the_day_fits_the_minutes_chosen(app: App, nadia: Learner) -> None:
    practise(app, nadia)
    shortest = app.progress.today(replace(nadia, minutes_a_day=1)).steps
    day = app.progress.today(replace(nadia, minutes_a_day=15)).steps
    assert len(shortest) == 1  # one step is offered however little time there is
    assert len(day) > 1
    assert sum(step.minutes for step in day) <= 15


def test_a_first_look_at_a_long_history_leaves_out_only_what_needs_all_of_it(
    app: App, nadia: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    practise(app, nadia, missed=3)
    practise(app, nadia, missed=1)
    nadia = replace(nadia, minutes_a_day=60)
    whole = app.progress.today(nadia)
    assert app.progress.first_look(nadia) == whole
    monkeypatch.setattr("quizapp.services.progress.LONG_HISTORY", 1)
    glance = app.progress.first_look(nadia)
    assert glance.readiness is None
    assert glance.week is None
    assert glance.answers == whole.answers > 0
    assert glance.steps == tuple(s for s in whole.steps if not s.title.startswith("Practise “"))
    filled = glance._replace(readiness=whole.readiness, week=whole.week, steps=whole.steps)
    assert filled == whole


def test_the_outline_kept_with_a_bank_is_what_its_items_say(app: App) -> None:
    store, bank = BankStore(app.database), app.catalogue.bank().content_hash
    kept = store.outline(bank)
    with app.database.transaction() as connection:
        gone = connection.execute("delete from bank_parts where kind = ?", (OUTLINE,)).rowcount
    assert gone == 1
    assert store.outline(bank) == kept


def test_minutes_belong_to_the_local_day_of_the_answer(
    app: App, clock: HandClock, nadia: Learner
) -> None:
    practise(app, nadia, number=2)
    today = clock.now().astimezone().date()
    history = HistoryStore(app.database)
    with app.database.transaction() as connection:
        connection.execute("update answers set seconds = 90")
    assert history.minutes_by_day(nadia.id, since=today) == {today: 3.0}
    assert history.minutes_by_day(nadia.id, since=today + timedelta(days=1)) == {}


def test_sure_and_wrong_comes_first_and_is_listed(
    app: App, clock: HandClock, nadia: Learner
) -> None:
    practise(app, nadia, missed=2)
    sure = practise(app, nadia, missed=1, sure=True)[0]
    clock.pass_time(DAY)
    assert due_items(app, nadia)[0] == sure
    found = app.progress.calibration(nadia.id)
    assert (found.sure, found.right, found.sure_and_wrong) == (1, 0, (sure,))
    assert "first 1 that you were sure of" in app.progress.today(nadia).steps[0].why


def test_an_exam_in_the_near_future_brings_everything_back_before_it(
    app: App, clock: HandClock, nadia: Learner
) -> None:
    items = practise(app, nadia)
    clock.pass_time(8 * DAY)
    exam = clock.now().date() + timedelta(days=2)
    counts = app.progress.due_forecast(replace(nadia, exam_date=exam)).counts
    assert len(counts) == 14
    assert sum(counts[:2]) >= len(items)


def test_secure_items_are_never_remembered(app: App, clock: HandClock, nadia: Learner) -> None:
    bank = app.catalogue.bank()
    secret = next(h for h in bank.heads if h.pool is Pool.SECURE and h.kind is ItemKind.CHOICE)
    plan = bank.plan("practice")
    form = Form(
        id="f",
        plan=plan.id,
        seed=1,
        sections=(FormSection(id=plan.sections[0].id, items=(secret.id,)),),
        option_order={secret.id: secret.option_ids},
    )
    sitting = app.exams.begin(nadia, plan, bank, form)
    sitting.answer(wrong(sitting))
    sitting.check()
    clock.pass_time(30 * DAY)
    assert app.progress.today(nadia).due == 0


def test_a_criterion_missed_in_a_reply_comes_back_in_another_case(
    app: App, clock: HandClock, nadia: Learner
) -> None:
    choice = PracticeChoice(kinds=(ItemKind.FREE_TEXT,), number=1)
    sitting = app.practice.start(nadia.id, choice, seed=5)
    body = sitting.item().body
    assert isinstance(body, FreeTextBody)
    weak = next((s.reply for s in body.samples if s.kind == "weak"), "We will look into it soon.")
    sitting.answer(Written(text=weak))
    grade = sitting.check()
    assert grade.marking is not None
    missed = {n for n, m in grade.marking.criteria.items() if not m.met and not m.review}
    assert missed
    clock.pass_time(DAY)
    cases = [item for item in due_items(app, nadia) if item != sitting.item_id]
    asked = set()
    for case in cases:
        other = app.catalogue.bank().item(case).body
        assert isinstance(other, FreeTextBody)
        asked |= {criterion.id for criterion in other.criteria}
    assert missed & asked


def test_a_forecast_is_refused_first_and_then_given_with_a_range(app: App, nadia: Learner) -> None:
    first = app.progress.readiness(nadia.id)
    assert isinstance(first, TooFew)
    assert first.answers == 20
    practise(app, nadia, number=40, missed=12)
    found = app.progress.readiness(nadia.id)
    assert isinstance(found, Readiness)
    assert found.plan == "certification"
    assert 40 < found.low < found.expected < found.high < 95
    assert found.word is not None
    assert app.progress.forecast_history(nadia.id)[-1].expected == pytest.approx(found.expected)


def test_past_forecasts_stand_beside_the_results_that_came_later(
    opened: Opened, clock: HandClock
) -> None:
    app = opened()
    nadia = app.people.create(name="Nadia Rahman")
    practise(app, nadia, number=40, missed=12)
    before = app.progress.overview(nadia).readiness
    assert isinstance(before, Readiness)
    clock.pass_time(DAY)
    take(app.exams.start(nadia.id, "short", seed=4))
    app.progress.overview(nadia)
    (tested,) = opened().progress.tested_forecasts(nadia.id)
    assert tested.forecast.answers == 40
    assert tested.points > tested.forecast.high
    assert not tested.inside
