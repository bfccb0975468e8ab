"""Issuing many certificates: what stands in the way, what everybody gets, and the command."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from bulk_office import GOTHIC, PASSED, Office, Opened, whole
from desk_day import (
    DESK_WORDS,
    KEY_WORDS,
    sit,
)
from hand_clock import HandClock

from quizapp.__main__ import main
from quizapp.errors import UserError
from quizapp.services.bulk_issue import BulkForm, BulkStep
from quizapp.services.bulk_plan import Obstacle
from quizapp.services.certify import Certificates


def test_a_dry_run_says_who_is_ready_and_what_stands_in_the_way_of_the_others(
    office: Office,
) -> None:
    group = office.app.roster.group_named(office.desk, "Chat")
    plan = office.bulk.planner.plan(office.desk, label="Chat", group=group.id, thorough=True)
    assert [one.name for one in plan.ready] == list(PASSED)
    assert [(one.name, one.obstacle) for one in plan.left_out] == [
        (GOTHIC, Obstacle.LETTERS),
        ("Dimitri Vlachos", Obstacle.HELD),
        ("Grace Mensah", Obstacle.NOT_YET),
        ("Ismail", Obstacle.NOT_BEGUN),
    ]
    assert "can't print “\U00010330”" in plan.left_out[0].sentence
    assert plan.stops == ()
    assert office.app.certificates.all() == ()


def test_only_chosen_people_and_exams_are_looked_at(office: Office) -> None:
    people = office.app.roster.people(office.desk, search="amara")
    ids = [one.learner.id for one in people]
    plan = office.bulk.planner.plan(office.desk, label="1 person", learners=ids)
    assert [one.name for one in plan.ready] == ["Amara Nwosu"]
    other = office.bulk.planner.plan(
        office.desk, label="1 person", learners=ids, exam="certification"
    )
    assert other.left_out[0].obstacle is Obstacle.NOT_BEGUN


def test_without_an_organisations_key_nothing_is_begun(office: Office) -> None:
    shutil.rmtree(office.app.issuer.folder)
    with pytest.raises(UserError, match="no organisation's key"):
        office.begin()


def test_a_broken_chain_stops_all_of_it(office: Office) -> None:
    office.app.database.connection.execute("update attempt_chain set hash = 'x' where seq = 2")
    with pytest.raises(UserError, match="broken at link 2"):
        office.begin()


def test_changed_marks_leave_one_person_out_in_the_dry_run(office: Office) -> None:
    office.app.database.connection.execute(
        "update grades set points = 0.1 where id = (select min(id) from grades)"
    )
    plan = office.bulk.planner.plan(office.desk, label="All", thorough=True)
    assert plan.left_out[0].obstacle is Obstacle.BROKEN
    assert "was changed" in plan.left_out[0].sentence


def test_a_run_issues_to_everybody_who_passed_and_puts_copies_into_the_folder(
    office: Office,
) -> None:
    steps: list[BulkStep] = []
    run = office.begin()
    summary = office.bulk.work(office.desk, run.id, tell=steps.append)
    assert [(step.done, step.total) for step in steps] == [(n, 4) for n in range(1, 5)]
    assert {file.name for file in office.out.iterdir()} == {f"{name}.pdf" for name in PASSED}
    assert summary.sentence == "4 of 4 certificates are issued."
    assert (summary.problems, summary.waiting) == ((), 0)
    assert {file.file for file in summary.issued} == {f"{name}.pdf" for name in PASSED}
    whole(office)
    actions = [line.action for line in office.app.audit.newest(office.desk)]
    assert actions.count("certificate.issued") == 4
    assert {"bulk.begun", "bulk.finished"} <= set(actions)
    assert office.bulk.unfinished(office.desk) == ()


def test_the_second_time_everybody_has_the_certificate(office: Office) -> None:
    office.bulk.work(office.desk, office.begin().id)
    again = office.bulk.planner.plan(office.desk, label="All")
    assert again.ready == ()
    duplicates = [one for one in again.left_out if one.obstacle is Obstacle.DUPLICATE]
    assert len(duplicates) == 4
    with pytest.raises(UserError, match="Nobody here is ready"):
        office.begin()


def test_a_certificate_that_has_ended_is_in_nobodys_way(office: Office, clock: HandClock) -> None:
    office.bulk.work(office.desk, office.begin().id)
    clock.pass_time(3 * 365 * 86_400)
    desk = office.app.desk.unlock(DESK_WORDS)
    amara = office.app.roster.people(desk, search="Amara")[0].learner.id
    again = sit(office.app, amara)
    plan = office.bulk.planner.plan(desk, label="All")
    assert [(one.name, one.attempt) for one in plan.ready] == [("Amara Nwosu", again.attempt)]
    ended = [one for one in plan.left_out if one.obstacle is Obstacle.ENDED]
    assert len(ended) == len(PASSED) - 1
    assert "has ended. Renew it" in ended[0].sentence
    assert "past its year" in plan.stops[0]


def test_two_people_of_one_name_and_a_file_of_somebody_else_all_keep_their_files(
    office: Office,
) -> None:
    person = office.app.roster.people(office.desk, search="Chiara")[0].learner
    office.app.roster.correct(office.desk, person.id, name="Amara Nwosu")
    office.out.mkdir()
    foreign = office.out / "王小明.pdf"
    foreign.write_bytes(b"a letter")
    summary = office.bulk.work(office.desk, office.begin().id)
    names = {file.name for file in office.out.iterdir()}
    assert foreign.read_bytes() == b"a letter"
    assert len(names) == 5
    assert {file.file for file in summary.issued} == names - {foreign.name}
    assert sum(name.startswith("Amara Nwosu") for name in names) == 2


def test_a_problem_with_one_person_leaves_that_person_out_and_the_others_go_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = office.begin()
    real = Certificates.issue
    seen = [0]

    def issue(self: Certificates, attempt: str, **named: object) -> object:
        seen[0] += 1
        if seen[0] == 2:
            raise UserError("The text is too long for the certificate.")
        return real(self, attempt, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Certificates, "issue", issue)
    summary = office.bulk.work(office.desk, run.id)
    assert summary.problems == (("Björn Lindqvist", "The text is too long for the certificate."),)
    assert summary.sentence == "3 of 4 certificates are issued. 1 person was left out; see why."


def test_a_place_that_can_not_be_written_is_refused_before_anything_is_issued(
    office: Office,
) -> None:
    office.out.write_text("a file, not a folder")
    with pytest.raises(UserError, match="Choose another place"):
        office.begin()
    with pytest.raises(UserError, match=r"can't hold .salary"):
        office.begin(pattern="{salary}")
    office.out.with_suffix(".zip").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        office.begin(form=BulkForm.ZIP)
    assert office.app.certificates.all() == ()


def run_command(data: Path, *words: str) -> int:
    """Run `quizapp …` with the desk's and the key's passphrase on descriptors."""
    descriptors = []
    for secret in (DESK_WORDS, KEY_WORDS):
        reading, writing = os.pipe()
        os.write(writing, secret.encode())
        os.close(writing)
        descriptors.append(reading)
    given = [word.format(desk=descriptors[0], key=descriptors[1]) for word in words]
    try:
        return main(["--data-dir", str(data), *given])
    finally:
        for reading in descriptors:
            os.close(reading)


def test_the_command_tells_obstacles_first_then_issues_then_has_nothing_left_to_do(
    opened_office: Opened, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened_office()
    data, out = office.app.data_dir, office.out
    office.app.close()
    monkeypatch.setattr("quizapp.app.SystemClock", HandClock)
    issue = ("certificate", "issue", "--group", "chat", "--desk-fd", "{desk}")
    assert run_command(data, *issue, "--dry-run", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["ready"]] == list(PASSED)
    assert found["left_out"][0]["obstacle"] == "letters that can't be printed"
    target = ("--out", str(out), "--pattern", "{{number}}{{name}}", "--passphrase-fd", "{key}")
    assert run_command(data, *issue, *target) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith(GOTHIC)
    assert "4 of 4 certificates are issued." in said.out
    assert "4 of 4: 王小明" in said.err
    assert {file.name for file in out.iterdir()} == {f"{name}.pdf" for name in PASSED}
    assert run_command(data, *issue, *target) == 2
    assert "Nobody here is ready" in capsys.readouterr().out
    assert run_command(data, *issue, *target[:2], "--pattern", "{{salary}}") == 2
    assert "can't hold {salary}" in capsys.readouterr().err


def test_the_command_refuses_half_a_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["certificate", "issue"]) == 64
    assert main(["certificate", "issue", "a-1", "--group", "Chat"]) == 64
    assert main(["certificate", "issue", "--group", "Chat"]) == 64
    assert "--dry-run" in capsys.readouterr().err


def test_nobody_is_left_once_everybody_has_a_certificate(
    opened_office: Opened, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened_office()
    data, out = office.app.data_dir, office.out
    person = office.app.roster.people(office.desk, search="Chiara")[0].learner.id
    group = office.app.roster.add_group(office.desk, "One").id
    office.app.roster.join(office.desk, [person], group)
    office.app.roster.add_group(office.desk, "Empty")
    office.app.close()
    monkeypatch.setattr("quizapp.app.SystemClock", HandClock)
    issue = ("certificate", "issue", "--desk-fd", "{desk}", "--passphrase-fd", "{key}")
    target = ("--out", str(out), "--group")
    assert run_command(data, *issue, *target, "Empty") == 2
    assert run_command(data, *issue, "--dry-run", "--group", "One") == 0
    assert "1 certificate can be issued" in capsys.readouterr().out
    assert run_command(data, *issue, *target, "One") == 0
    assert run_command(data, *issue, *target, "One") == 0
    assert "Everybody here has a certificate already" in capsys.readouterr().out
