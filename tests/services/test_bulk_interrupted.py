"""A bulk issue that is stopped, cut off or locked out: what is kept, and taking it up again."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from bulk_office import PASSED, Office, Opened, whole

from quizapp.errors import UserError
from quizapp.services import bulk_files
from quizapp.services.bulk_issue import BulkForm, BulkIssue, BulkStep
from quizapp.services.certify import Certificates
from quizapp.storage.bulk import BulkStore
from quizapp.storage.certificates import CertificateStore


class PowerCutError(Exception):
    """The program ends here."""


def times(number: int) -> Callable[[], bool]:
    """Return what says to go on so many times."""
    left = [number]

    def go_on() -> bool:
        left[0] -= 1
        return left[0] >= 0

    return go_on


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
