"""More than thirty tries of a learner to step over the border, by command and by service.

Every one is refused with a sentence, and nothing in the data changes but the log of refusals.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import take

from quizapp.app import App, open_app
from quizapp.cli.commands import Doors, run
from quizapp.domain.people import Accommodations
from quizapp.errors import UserError
from quizapp.services.desk import IDLE_SECONDS

DESK = "four words make it strong"
KEY = "another four words here"
READERS = "words for the readers alone"
GUESS = "password1234"
NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A data folder of an organisation, and what a learner in it knows."""

    folder: Path
    learner: str
    other: str
    attempt: str
    serial: str
    backup: Path
    roster: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("border")
    app = open_app(folder)
    before = app.upkeep.back_up(folder.parent / "before-the-desk.sqlite3")
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    desk = app.desk.set_up(DESK, DESK)
    app.desk.set_reader_passphrase(desk, READERS, READERS)
    other = app.roster.add(desk, name="Bodil Aas", number="1", email="b@example.org").learner.id
    learner = app.roster.add(desk, name="Amir Khan", number="2", email="a@example.org").learner.id
    app.assignments.assign(desk, [other], "short")
    app.people.choose(other, opened=desk)
    sitting = app.exams.start(other, "short", seed=4)
    take(sitting)
    made = app.certificates.issue(sitting.attempt.id)
    app.people.choose(learner, opened=desk)
    app.desk.lock()
    app.close()
    roster = folder.parent / "more.csv"
    roster.write_text("Name;Number\nAmir Khan the Great;2\n", encoding="utf-8")
    return Office(
        folder=folder,
        learner=learner,
        other=other,
        attempt=sitting.attempt.id,
        serial=made.serial,
        backup=before,
        roster=roster,
    )


def contents(folder: Path) -> str:
    """Return a digest of everything stored but the audit log, which notes what was refused."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(folder / "quizapp.sqlite3")) as connection:
        names = [
            row[0]
            for row in connection.execute("select name from sqlite_master where type = 'table'")
        ]
        for name in sorted(set(names) - {"audit", "sqlite_sequence"}):
            for row in connection.execute(f"select * from {name}"):  # noqa: S608 - our own tables
                found.update(repr(tuple(row)).encode())
    for path in sorted((folder / "issuer").rglob("*")):
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()


def call(folder: Path, words: list[str], secrets: dict[str, str]) -> int:
    """Run a command with passphrases on descriptors of their own."""
    given: list[int] = []
    for option, text in secrets.items():
        reading, writing = os.pipe()
        os.write(writing, text.encode())
        os.close(writing)
        words = [*words, option, str(reading)]
        given.append(reading)
    try:
        return run(
            ["--data-dir", str(folder), *words],
            Doors(open_window=lambda _: 0, run_demo=lambda *_, **__: 0),
        )
    finally:
        for descriptor in given:
            os.close(descriptor)


ONE = "--passphrase-fd"
TRIES: list[tuple[list[str], dict[str, str]]] = [
    (["people", "list"], {ONE: GUESS}),
    (["people", "list"], {ONE: NOTHING}),
    (["people", "list", "--json"], {ONE: KEY}),
    (["people", "list"], {ONE: READERS}),
    (["people", "import", "{roster}"], {ONE: GUESS}),
    (["people", "import", "{roster}", "--dry-run"], {ONE: READERS}),
    (["people", "export", "{out}.csv"], {ONE: GUESS}),
    (["people", "data", "1", "{out}.zip"], {ONE: GUESS}),
    (["people", "erase", "1", "--yes"], {ONE: KEY}),
    (["people", "add", "Amir Khan"], {ONE: GUESS}),
    (["people", "correct", "2", "--name", "Dr Amir Khan"], {ONE: GUESS}),
    (["assign", "short", "2"], {ONE: GUESS}),
    (["assign", "short", "2", "--attempts", "20", "--extra-time", "200"], {ONE: READERS}),
    (["assign", "short", "1", "--withdraw"], {ONE: GUESS}),
    (["assign", "short", "--list"], {ONE: GUESS}),
    (["audit", "list"], {ONE: GUESS}),
    (["audit", "export", "{out}.jsonl"], {ONE: KEY}),
    (["desk", "init"], {ONE: "a passphrase of my own"}),
    (["desk", "change"], {ONE: GUESS, "--new-fd": "a passphrase of my own"}),
    (["desk", "change"], {ONE: READERS, "--new-fd": "a passphrase of my own"}),
    (["desk", "recover"], {"--key-fd": GUESS, "--new-fd": "a passphrase of my own"}),
    (["desk", "recover"], {"--key-fd": READERS, "--new-fd": "a passphrase of my own"}),
    (["desk", "readers"], {ONE: GUESS, "--new-fd": "a passphrase of my own"}),
    (["desk", "readers"], {ONE: READERS, "--new-fd": "a passphrase of my own"}),
    (["history"], {ONE: GUESS}),
    (["history", "--json"], {ONE: READERS}),
    (["restore", "{backup}"], {ONE: GUESS}),
    (["restore", "{backup}"], {ONE: READERS}),
    (["certificate", "issue", "{attempt}"], {ONE: GUESS}),
    (["certificate", "revoke", "{serial}", "--reason", "other"], {ONE: GUESS}),
    (["certificate", "correct", "{serial}", "Amir Khan"], {ONE: GUESS}),
    (["certificate", "renew", "{serial}"], {ONE: READERS}),
    (["certificate", "status", "--renew"], {ONE: GUESS}),
    (
        ["certificate", "issue", "--group", "Chat", "--out", "{out}.zip"],
        {ONE: GUESS, "--desk-fd": GUESS},
    ),
    (["certificate", "issue", "--group", "Chat", "--dry-run"], {ONE: KEY, "--desk-fd": KEY}),
    (["report"], {ONE: GUESS}),
    (["report", "--json", "--out", "{out}.csv"], {ONE: READERS}),
    (["review", "list"], {ONE: GUESS}),
    (["review", "list", "--reader", "Amir Khan"], {ONE: GUESS}),
    (["review", "show", "{attempt}", "--reader", "Amir Khan"], {ONE: KEY}),
    (
        ["review", "decide", "{attempt}", "CH-3-F01", "--confirm", "--reason", "mine"],
        {ONE: GUESS},
    ),
    (["certificate", "ending"], {"--desk-fd": GUESS}),
    (["issuer", "init", "My own office"], {ONE: "a passphrase of mine", "--desk-fd": GUESS}),
    (["issuer", "rotate"], {ONE: GUESS}),
]


@pytest.mark.parametrize("number", range(len(TRIES)))
def test_no_command_lets_a_learner_over_the_border(
    office: Office, number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, secrets = TRIES[number]
    places = {
        "roster": office.roster,
        "backup": office.backup,
        "attempt": office.attempt,
        "serial": office.serial,
        "out": tmp_path / "taken",
    }
    before = contents(office.folder)
    code = call(office.folder, [word.format(**places) for word in words], secrets)
    said = capsys.readouterr()
    assert code == 2, said.err
    assert said.err.strip().endswith((".", "”"))
    assert "Traceback" not in said.err
    assert "Bodil" not in said.out + said.err
    assert not any(text in said.out + said.err for text in (DESK, KEY, READERS))
    assert contents(office.folder) == before
    assert list(tmp_path.iterdir()) == []


def test_there_are_at_least_thirty_tries() -> None:
    assert len({repr(one) for one in TRIES}) >= 30


@pytest.fixture
def learner_app(office: Office) -> Iterator[App]:
    app = open_app(office.folder)
    yield app
    app.close()


def test_no_service_lets_a_learner_over_the_border(office: Office, learner_app: App) -> None:
    app = learner_app
    me = app.people.current()
    assert me is not None
    tries = (
        lambda: app.exams.start(me.id, "short"),
        lambda: app.exams.start(me.id, "certification"),
        lambda: app.people.choose(office.other),
        lambda: app.people.update(replace(me, name="Dr Amir Khan")),
        lambda: app.people.update(replace(me, granted=Accommodations(extra_time=2.0))),
        lambda: app.looks.choose(app.looks.current()),
        lambda: app.issuer.set_up("My own office", "a passphrase of mine", "a passphrase of mine"),
        lambda: app.certificates.issue(office.attempt),
        lambda: app.withdrawals.revoke(office.serial, "other"),
        lambda: app.privacy.export(None, office.other, office.folder / "x.zip"),
        lambda: app.privacy.erase(None, office.other),
        lambda: app.desk.unlock_reader("Amir Khan", GUESS),
        lambda: app.desk.set_up("a passphrase of mine", "a passphrase of mine"),
    )
    before = contents(office.folder)
    for attempt in tries:
        with pytest.raises(UserError) as caught:
            attempt()
        assert str(caught.value).endswith(".")
    assert contents(office.folder) == before
    assert [person.id for person in app.people.all()] == [me.id]


def test_practice_and_mock_stay_open_to_everybody(learner_app: App) -> None:
    me = learner_app.people.current()
    assert me is not None
    offers = {offer.plan.id: offer for offer in learner_app.exams.offers(me.id)}
    assert offers["mock"].may_start
    assert "assigns this exam" in offers["short"].reason


def test_an_idle_desk_closes_itself_and_a_closed_door_opens_nothing(
    app: App, clock: HandClock
) -> None:
    desk = app.desk.set_up(DESK, DESK)
    clock.pass_time(IDLE_SECONDS - 1)
    app.roster.people(desk)
    clock.pass_time(IDLE_SECONDS + 1)
    assert app.desk.opened is None
    with pytest.raises(UserError, match="locked"):
        app.roster.people(desk)
    again = app.desk.unlock(DESK)
    app.desk.lock()
    with pytest.raises(UserError, match="locked"):
        app.roster.people(again)


def test_refused_passphrases_stand_in_the_log(app: App) -> None:
    desk = app.desk.set_up(DESK, DESK)
    for _ in range(3):
        with pytest.raises(UserError, match="not the passphrase"):
            app.desk.unlock(GUESS)
    refused = [line for line in app.audit.newest(desk) if line.action == "desk.refused"]
    assert len(refused) == 3


def test_locking_the_desk_locks_the_issuer_too(app: App) -> None:
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    app.desk.set_up(DESK, DESK)
    assert not app.issuer.needs_passphrase()
    app.desk.lock()
    assert app.issuer.needs_passphrase()


def test_somebody_signs_in_with_their_number_or_e_mail(app: App) -> None:
    desk = app.desk.set_up(DESK, DESK)
    made = app.roster.add(desk, name="Amir Khan", number="2", email="a@example.org").learner
    app.desk.lock()
    assert app.people.sign_in("2").id == made.id
    assert app.people.sign_in(" A@Example.org ").id == made.id
    for said in ("", "3", "Amir Khan"):
        with pytest.raises(UserError, match="Nobody here"):
            app.people.sign_in(said)


def test_a_lost_passphrase_is_recovered_with_the_key_and_the_log_says_so(app: App) -> None:
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    app.desk.set_up(DESK, DESK)
    app.desk.lock()
    desk = app.desk.recover(KEY, "a new passphrase", "a new passphrase")
    assert "desk.recovered" in {line.action for line in app.audit.newest(desk)}
    assert app.chain.check() is None
    with pytest.raises(UserError, match="not the passphrase"):
        app.desk.unlock(DESK)


def test_a_changed_passphrase_keeps_the_signing_key(app: App) -> None:
    app.desk.set_up(DESK, DESK)
    app.desk.change(DESK, "a new passphrase", "a new passphrase")
    assert len(app.audit.check().keys) == 1
    assert app.chain.check() is None


def test_no_passphrase_stands_anywhere_in_the_data_folder(office: Office) -> None:
    for path in office.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for text in (DESK, KEY, READERS):
                assert not any(text.encode(e) in data for e in ("utf-8", "utf-16-le", "utf-16-be"))
