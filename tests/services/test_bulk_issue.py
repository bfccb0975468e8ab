"""Issuing many certificates: what stands in the way, stopping, and taking up what was cut off."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_day import (
    BADLY,
    DESK_WORDS,
    IN_DOUBT,
    KEY_WORDS,
    WELL,
    enrol,
    set_up,
    sit,
    use_word_marker,
)
from hand_clock import HandClock

from quizapp.__main__ import main
from quizapp.app import App, open_app
from quizapp.certificates import log_desk
from quizapp.errors import UserError
from quizapp.services import bulk_files
from quizapp.services.bulk_issue import BulkForm, BulkIssue, BulkRun, BulkStep
from quizapp.services.bulk_plan import Obstacle
from quizapp.services.certify import Certificates
from quizapp.services.desk import OpenDesk
from quizapp.storage.bulk import BulkStore
from quizapp.storage.certificates import CertificateStore

PASSED = ("Amara Nwosu", "Björn Lindqvist", "Chiara Fontana", "王小明")
GOTHIC = "Ana \U00010330\U00010331"


class PowerCutError(Exception):
    """The program ends here."""


@pytest.fixture(scope="module")
def prepared(parsed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of an organisation with people who have passed and others."""
    folder = Path(shutil.copytree(parsed, tmp_path_factory.mktemp("office") / "data"))
    with pytest.MonkeyPatch.context() as patch:
        use_word_marker(patch)
        app = open_app(folder, clock=HandClock())
        try:
            opened = set_up(app)
            ids = enrol(app, opened, [*PASSED, GOTHIC, "Dimitri Vlachos", "Grace Mensah", "Ismail"])
            hands = [*[WELL] * 5, IN_DOUBT, BADLY]
            for learner, hand in zip(ids, hands, strict=False):
                sit(app, learner, hand)
        finally:
            app.close()
    return folder


@dataclass
class Office:
    """The desk with its key unlocked, opened anew as after a restart."""

    app: App
    desk: OpenDesk
    out: Path

    @property
    def bulk(self) -> BulkIssue:
        return self.app.bulk

    def begin(self, *, form: BulkForm = BulkForm.FOLDER, pattern: str = "{name}") -> BulkRun:
        group = self.app.roster.group_named(self.desk, "chat")
        plan = self.bulk.planner.plan(self.desk, label=group.name, group=group.id)
        target = self.out if form is BulkForm.FOLDER else self.out.with_suffix(".zip")
        return self.bulk.begin(self.desk, plan, target=target, form=form, pattern=pattern)

    def serials(self) -> dict[str, str]:
        rows = self.app.database.connection.execute("select holder, serial from certificates")
        return {row["holder"]: row["serial"] for row in rows}


Opened = Callable[[], Office]


@pytest.fixture
def opened_office(
    prepared: Path, tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    use_word_marker(monkeypatch)
    folder = Path(shutil.copytree(prepared, tmp_path / "data"))
    clock.pass_time(3600)
    apps: list[App] = []

    def open_again() -> Office:
        for app in apps:
            app.close()
        apps[:] = [open_app(folder, clock=clock)]
        desk = apps[0].desk.unlock(DESK_WORDS)
        apps[0].issuer.unlock_with(KEY_WORDS)
        return Office(app=apps[0], desk=desk, out=tmp_path / "out")

    yield open_again
    for app in apps:
        app.close()


@pytest.fixture
def office(opened_office: Opened) -> Office:
    return opened_office()


def times(number: int) -> Callable[[], bool]:
    """Return what says to go on so many times."""
    left = [number]

    def go_on() -> bool:
        left[0] -= 1
        return left[0] >= 0

    return go_on


def whole(office: Office) -> None:
    """Assert that every certificate counts once, its file is whole, and the log lists it."""
    register = office.app.certificates.all()
    assert {one.holder for one in register} == set(PASSED)
    assert len(register) == len({one.attempt for one in register}) == len(PASSED)
    for one in register:
        assert office.app.certificates.file(one.serial).startswith(b"%PDF")
    logged = [entry.serial for entry in log_desk.entries(office.app.issuer.folder)]
    assert sorted(logged) == sorted(one.serial for one in register)


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


def test_stopping_says_what_is_kept_and_the_rest_follows_under_new_serials(
    opened_office: Opened,
) -> None:
    office = opened_office()
    run = office.begin(form=BulkForm.ZIP)
    stopped = office.bulk.work(office.desk, run.id, go_on=times(2))
    assert "2 of 4 certificates are issued and kept. 2 are left" in stopped.sentence
    with zipfile.ZipFile(run.target) as archive:
        assert len(archive.namelist()) == 2
    kept = office.serials()
    again = opened_office()
    assert [one.id for one in again.bulk.unfinished(again.desk)] == [run.id]
    done = again.bulk.work(again.desk, run.id)
    assert done.sentence == "4 of 4 certificates are issued."
    assert kept.items() <= again.serials().items()
    with zipfile.ZipFile(run.target) as archive:
        assert sorted(archive.namelist()) == sorted(f"{name}.pdf" for name in PASSED)
        assert archive.testzip() is None
    whole(again)


@pytest.mark.parametrize(
    ("owner", "method", "call"),
    [
        (CertificateStore, "reserve", 2),
        (Certificates, "_write", 2),
        (CertificateStore, "settle", 3),
        (bulk_files, "put", 2),
        (BulkStore, "mark", 1),
        (Certificates, "log_issued", 1),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_whatever_it_was_doing_when_the_power_went_it_goes_on_from_there(
    opened_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    method: str,
    call: int,
    after: bool,
) -> None:
    office = opened_office()
    run = office.begin()
    real = getattr(owner, method)
    calls = [0]

    def cut(*words: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] == call and not after:
            raise PowerCutError
        made = real(*words, **named)
        if calls[0] == call:
            raise PowerCutError
        return made

    with monkeypatch.context() as patch:
        patch.setattr(owner, method, cut)
        patch.setattr(BulkIssue, "_end", lambda *_: None)
        if method == "log_issued":
            patch.setattr("quizapp.services.bulk_issue.LOGGED_AT_ONCE", 2)
        with pytest.raises(PowerCutError):
            office.bulk.work(office.desk, run.id)
    used = office.serials()
    again = opened_office()
    summary = again.bulk.work(again.desk, run.id)
    assert (summary.waiting, summary.problems) == (0, ())
    assert used.items() <= again.serials().items()
    assert {file.name for file in again.out.iterdir()} == {f"{name}.pdf" for name in PASSED}
    whole(again)


def test_half_files_of_a_killed_run_are_swept_away(office: Office) -> None:
    office.out.mkdir()
    (office.out / ".QZ-2026-AAAA-AAAA.part").write_bytes(b"%PDF-1.7 half")
    office.bulk.work(office.desk, office.begin().id)
    assert not list(office.out.glob(".*"))


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


def test_a_locked_desk_stops_the_run_and_what_is_done_is_kept(
    opened_office: Opened,
) -> None:
    office = opened_office()
    run = office.begin()

    def lock_after_two(step: BulkStep) -> None:
        if step.done == 2:
            office.app.desk.lock()

    with pytest.raises(UserError, match="locked"):
        office.bulk.work(office.desk, run.id, tell=lock_after_two)
    again = opened_office()
    assert len(again.app.certificates.all()) == 2
    assert again.bulk.unfinished(again.desk)[0].done == 2
    again.bulk.work(again.desk, run.id)
    whole(again)


@pytest.mark.parametrize("after", [2, 4])
def test_a_locked_key_leaves_the_run_open_until_the_log_is_signed(
    opened_office: Opened, after: int
) -> None:
    office = opened_office()
    run = office.begin()

    def lock(step: BulkStep) -> None:
        if step.done == after:
            office.app.issuer.lock()

    if after < len(PASSED):
        with pytest.raises(UserError, match="issuer is locked"):
            office.bulk.work(office.desk, run.id, tell=lock)
    else:
        office.bulk.work(office.desk, run.id, tell=lock)
    again = opened_office()
    assert [one.done for one in again.bulk.unfinished(again.desk)] == [after]
    again.bulk.work(again.desk, run.id)
    assert again.bulk.unfinished(again.desk) == ()
    whole(again)


def test_a_run_may_be_given_up(office: Office) -> None:
    run = office.begin()
    office.bulk.work(office.desk, run.id, go_on=times(1))
    office.bulk.discard(office.desk, run.id)
    assert office.bulk.unfinished(office.desk) == ()
    assert len(office.app.certificates.all()) == 1


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
