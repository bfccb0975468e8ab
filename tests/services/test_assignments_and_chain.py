"""Exams by assignment, accommodations that go with a person, and the chain of what was marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import take

from quizapp.app import App
from quizapp.domain.desk import Supervision
from quizapp.domain.people import Accommodations, Learner
from quizapp.domain.record import AuditLine
from quizapp.errors import UserError
from quizapp.services.audit import check_file
from quizapp.services.desk import OpenDesk
from quizapp.services.exams import PlanOffer

DESK = "four words make it strong"
TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(app: App) -> OpenDesk:
    return app.desk.set_up(DESK, DESK)


@pytest.fixture
def amir(app: App, desk: OpenDesk) -> Learner:
    return app.roster.add(desk, name="Amir Khan", number="2").learner


def offer(app: App, learner: Learner, plan: str = "short") -> PlanOffer:
    return next(one for one in app.exams.offers(learner.id) if one.plan.id == plan)


# By assignment


def test_until_there_is_a_desk_every_exam_is_open(app: App) -> None:
    learner = app.people.create(name="Nadia")
    assert all(one.may_start for one in app.exams.offers(learner.id))


def test_afterwards_an_exam_with_a_certificate_needs_an_assignment(
    app: App, desk: OpenDesk, amir: Learner
) -> None:
    assert not offer(app, amir).may_start
    made = app.assignments.assign(desk, [amir.id], "short", attempts=2)
    found = offer(app, amir)
    assert (found.may_start, found.tries_left, found.assignment) == (True, 2, made[0])
    assert not offer(app, amir, "certification").may_start
    app.assignments.withdraw(desk, [made[0].id])
    assert not offer(app, amir).may_start


def test_dates_include_both_days(app: App, desk: OpenDesk, amir: Learner, clock: HandClock) -> None:
    opens, due = TODAY + timedelta(days=2), TODAY + timedelta(days=3)
    app.assignments.assign(desk, [amir.id], "short", opens_on=opens, due_on=due)
    found = [offer(app, amir)]
    for _ in range(4):
        clock.pass_time(24 * 3600)
        found.append(offer(app, amir))
    assert [one.may_start for one in found] == [False, False, True, True, False]
    assert found[0].next_date == opens
    assert "opens on 26 November 2026" in found[0].reason
    assert "until 27 November 2026" in found[-1].reason


def test_tries_are_counted_from_the_day_of_the_assignment(
    app: App, desk: OpenDesk, amir: Learner, clock: HandClock
) -> None:
    app.assignments.assign(desk, [amir.id], "short")
    take(app.exams.start(amir.id, "short", seed=1), well=False)
    clock.pass_time(400 * 24 * 3600)
    assert "used the one try" in offer(app, amir).reason
    with pytest.raises(UserError, match="one try"):
        app.exams.start(amir.id, "short")
    desk = app.desk.unlock(DESK)
    app.assignments.assign(desk, [amir.id], "short")
    assert offer(app, amir).may_start
    assert len(app.assignments.all(desk, learner=amir.id)) == 1
    assert len(app.assignments.all(desk, learner=amir.id, withdrawn=True)) == 2


def test_giving_up_an_assigned_exam_uses_the_try(app: App, desk: OpenDesk, amir: Learner) -> None:
    app.assignments.assign(desk, [amir.id], "short")
    sitting = app.exams.start(amir.id, "short", seed=1)
    assert "under way" in offer(app, amir).reason
    app.exams.abandon(sitting.attempt.id)
    assert not offer(app, amir).may_start


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda a, d, _: a.assign(d, [], "short"), "Nobody was chosen"),
        (lambda a, d, _: a.assign(d, ["p-nobody"], "short"), "not on the roster"),
        (lambda a, d, p: a.assign(d, [p], "mock"), "leads to a certificate"),
        (lambda a, d, p: a.assign(d, [p], "short", attempts=0), "between 1 and"),
        (lambda a, d, p: a.assign(d, [p], "short", due_on=date(2020, 1, 1)), "past already"),
        (
            lambda a, d, p: a.assign(
                d, [p], "short", opens_on=date(2027, 2, 1), due_on=date(2027, 1, 1)
            ),
            "before the first",
        ),
    ],
)
def test_an_assignment_that_makes_no_sense_is_refused(
    app: App, desk: OpenDesk, amir: Learner, ask: Callable[..., object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        ask(app.assignments, desk, amir.id)
    assert app.assignments.all(desk) == ()


def test_what_is_granted_applies_everywhere_and_stands_in_the_attempt_alone(
    app: App, desk: OpenDesk, amir: Learner
) -> None:
    granted = Accommodations(extra_time=0.5, may_pause=True)
    app.assignments.assign(
        desk, [amir.id], "short", supervision=Supervision.ON_SITE, accommodations=granted
    )
    exam, mock = app.exams.start(amir.id, "short", seed=4), app.exams.start(amir.id, "mock", seed=4)
    assert exam.attempt.accommodations == mock.attempt.accommodations == granted
    assert (exam.attempt.supervision, mock.attempt.supervision) == ("on-site", "self-taken")
    assert app.assignments.all(desk)[0].accommodations == granted
    take(exam)
    facts = json.loads(app.certificates.issue(exam.attempt.id).facts)
    assert facts["supervision"] == "on-site"
    assert not {"extra_time", "accommodations", "may_pause"} & facts.keys()
    app.roster.grant(desk, [amir.id], None)
    app.exams.abandon(mock.attempt.id)
    assert app.exams.start(amir.id, "mock", seed=5).attempt.accommodations == Accommodations()


def test_in_an_assigned_exam_nobody_grants_themselves_time(
    app: App, desk: OpenDesk, amir: Learner
) -> None:
    current = app.people.choose(amir.id, opened=desk)
    aids = Accommodations(extra_time=0.5)
    app.people.update(replace(current, accommodations=aids))
    app.assignments.assign(desk, [amir.id], "short")
    assert app.exams.start(amir.id, "short", seed=1).attempt.accommodations == Accommodations()
    assert app.exams.start(amir.id, "mock", seed=1).attempt.accommodations == aids


def test_who_takes_no_more_part_starts_nothing(app: App, desk: OpenDesk, amir: Learner) -> None:
    app.assignments.assign(desk, [amir.id], "short")
    app.roster.set_active(desk, [amir.id], active=False)
    with pytest.raises(UserError, match="no more part"):
        app.exams.start(amir.id, "mock")
    assert app.roster.people(desk) == ()
    assert len(app.roster.people(desk, active=None)) == 1


def test_people_are_found_without_accents_and_by_serial(app: App, desk: OpenDesk) -> None:
    group = app.roster.add_group(desk, "Chat")
    app.roster.add(desk, name="Élodie Ünal", number="17", email="eu@e.org", groups=[group.id])
    app.roster.add(desk, name="Bo Ek", number="18")
    assert [e.learner.number for e in app.roster.people(desk, search="unal ELODIE")] == ["17"]
    assert [e.learner.number for e in app.roster.people(desk, group=group.id)] == ["17"]
    assert app.roster.people(desk, search="nobody") == ()
    app.roster.drop_group(desk, group.id)
    assert len(app.roster.people(desk)) == 2


# The chain


@pytest.fixture
def marked(app: App) -> str:
    learner = app.people.create(name="Nadia")
    sitting = app.exams.start(learner.id, "short", seed=4)
    take(sitting)
    return sitting.attempt.id


def test_a_finished_attempt_gets_its_link_with_its_result(app: App, marked: str) -> None:
    assert [link.attempt for link in app.chain.links()] == [marked]
    assert (app.chain.check(), app.chain.standing(marked)) == (None, "sound")


@pytest.mark.parametrize(
    "change",
    [
        "update answers set answer = 'null' where item = (select item from answers limit 1)",
        "update grades set points = 0.123 where id = (select max(id) from grades)",
        "update results set decision = 'passed', points = 99",
        """insert into results (attempt, decision, points, result, decided_at, reviewed)
           select attempt, decision, points, result, decided_at, 1 from results""",
        "update attempts set supervision = 'on-site'",
        "update attempts set accommodations = '{}'",
        "delete from grades where id = (select min(id) from grades)",
    ],
)
def test_any_change_after_marking_breaks_the_chain(app: App, marked: str, change: str) -> None:
    app.database.connection.execute(change)
    problem = app.chain.check()
    assert problem is not None
    assert f"Attempt {marked} was changed" in problem
    assert problem == app.chain.check_attempt(marked)


@pytest.mark.parametrize(
    "change",
    [
        "update attempt_chain set digest = '00' where seq = 1",
        "delete from attempt_chain where seq = 1",
        "update attempt_chain set attempt = 'a-other' where seq = 2",
    ],
)
@pytest.mark.usefixtures("marked")
def test_a_changed_link_is_named(app: App, change: str) -> None:
    learner = app.people.current()
    assert learner is not None
    take(app.exams.start(learner.id, "mock", seed=1), well=False)
    app.database.connection.execute(change)
    assert "broken at link" in str(app.chain.check_links())


def test_what_was_signed_cannot_be_rewritten_by_rewriting_the_whole_chain(
    app: App, marked: str
) -> None:
    app.desk.set_up(DESK, DESK)
    connection = app.database.connection
    connection.execute("update results set points = 99")
    connection.execute("delete from attempt_chain")
    app.chain._chain.add_link(marked, app.clock.now())
    assert app.chain.check_attempt(marked) is None
    assert "no longer leads to its head" in str(app.chain.check())


@pytest.mark.usefixtures("marked")
def test_a_result_slipped_in_beside_the_chain_is_found(app: App) -> None:
    app.desk.set_up(DESK, DESK)
    connection = app.database.connection
    connection.execute("pragma foreign_keys = off")
    connection.execute(
        "insert into results (attempt, decision, points, result, decided_at, reviewed) "
        "values ('a-made-up', 'passed', 90, '{}', '2026-11-24', 0)"
    )
    assert "a-made-up" in str(app.chain.check())


def test_a_head_signed_by_somebody_else_is_not_the_desks(app: App, marked: str) -> None:
    app.desk.set_up(DESK, DESK)
    app.database.connection.execute("update chain_heads set signature = zeroblob(64)")
    assert "is not the desk's" in str(app.chain.check())
    app.database.connection.execute("delete from chain_heads")
    assert "missing" in str(app.chain.check())
    assert app.chain.standing(marked) == "sound"


# The log


def test_every_action_writes_one_line_with_ids_only(
    app: App, desk: OpenDesk, amir: Learner
) -> None:
    before = app.audit.check().lines
    group = app.roster.add_group(desk, "Chat")
    app.roster.rename_group(desk, group.id, "Chat desk")
    app.roster.join(desk, [amir.id], group.id)
    app.roster.leave(desk, [amir.id], group.id)
    app.roster.drop_group(desk, group.id)
    app.roster.correct(desk, amir.id, name="Amir Khan-Aas")
    app.roster.correct(desk, amir.id, name="Amir Khan-Aas")
    app.roster.set_active(desk, [amir.id], active=False)
    app.roster.set_active(desk, [amir.id], active=True)
    lines: tuple[AuditLine, ...] = app.audit.newest(desk)
    assert app.audit.check().lines == before + 8
    assert [line.action for line in lines[:8]][::-1] == [
        "group.added",
        "group.renamed",
        "group.joined",
        "group.left",
        "group.dropped",
        "person.corrected",
        "person.deactivated",
        "person.activated",
    ]
    assert not any("Khan" in subject for line in lines for subject in line.subjects)


def test_an_action_that_fails_leaves_no_line(app: App, desk: OpenDesk, amir: Learner) -> None:
    app.roster.add_group(desk, "Chat")
    before = app.audit.check().lines
    with pytest.raises(UserError, match="already"):
        app.roster.add_group(desk, "Chat")
    with pytest.raises(UserError, match="another person"):
        app.roster.add(desk, name="Bo Ek", number=amir.number)
    assert app.audit.check().lines == before


def test_an_exported_log_is_checked_anywhere_and_a_changed_one_is_named(
    app: App, desk: OpenDesk, amir: Learner, tmp_path: Path
) -> None:
    target = tmp_path / "log.jsonl"
    number = app.audit.export(desk, target)
    assert (check_file(target).lines, check_file(target).problem) == (number, None)
    text = target.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for changed, words in (
        (text.replace("person.added", "person.erased"), "changed at line"),
        ("".join(lines[:3] + lines[4:]), "changed at line"),
        ("".join(line for line in lines if f'"seq": {number},' not in line), "should have"),
        (text.replace('"signature": "', '"signature": "00')[: len(text) + 2], "wrong signature"),
        ("".join(line for line in lines if "signature" not in line), "no signed head"),
    ):
        target.write_text(changed, encoding="utf-8")
        assert words in str(check_file(target).problem)
    target.write_text("Name;Number\n", encoding="utf-8")
    with pytest.raises(UserError, match="is not an audit log"):
        check_file(target)
    del amir


def test_a_line_changed_in_the_data_is_found(app: App, desk: OpenDesk) -> None:
    app.roster.add_group(desk, "Chat")
    app.database.connection.execute("update audit set actor = 'r-1' where seq = 2")
    assert "line 2" in str(app.audit.check().problem)
    assert "audit log was changed at line 2" in str(app.chain.check())
