"""An organisation with people who have passed and others, and its desk with the key unlocked."""

from __future__ import annotations

import shutil
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

from quizapp.app import App, open_app
from quizapp.certificates import log_desk
from quizapp.services.bulk_issue import BulkForm, BulkIssue, BulkRun
from quizapp.services.desk import OpenDesk

PASSED = ("Amara Nwosu", "Björn Lindqvist", "Chiara Fontana", "王小明")
GOTHIC = "Ana \U00010330\U00010331"


@pytest.fixture(scope="session")
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


def whole(office: Office) -> None:
    """Assert that every certificate counts once, its file is whole, and the log lists it."""
    register = office.app.certificates.all()
    assert {one.holder for one in register} == set(PASSED)
    assert len(register) == len({one.attempt for one in register}) == len(PASSED)
    for one in register:
        assert office.app.certificates.file(one.serial).startswith(b"%PDF")
    logged = [entry.serial for entry in log_desk.entries(office.app.issuer.folder)]
    assert sorted(logged) == sorted(one.serial for one in register)
