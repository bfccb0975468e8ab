"""Erasure proven on bytes: no name and no e-mail anywhere in the data folder afterwards."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import Opened, take

from quizapp.app import App, open_app
from quizapp.domain.answers import Written
from quizapp.domain.items import ItemKind
from quizapp.domain.verdict import Colour
from quizapp.errors import UserError
from quizapp.services.certify import STATUS_ENTRIES
from quizapp.services.desk import DeskLockedError, OpenDesk
from quizapp.services.practice_choice import PracticeChoice
from quizapp.storage.certificates import CertificateStore, StoredCertificate

NAME = "Ingeborg Ñandú-Wieczorek"
EMAIL = "ingeborg.wieczorek@example.org"
CORRECTED = "Ingeborg Ñandú-Kowalczyk"
WORDS = (NAME, CORRECTED, EMAIL, "Wieczorek", "wieczorek")
DESK = "four words make it strong"
KEY = "another four words here"


def files_with(folder: Path, *texts: str) -> list[str]:
    """Return the files that hold one of the texts; read whole, without the program's own search."""
    sought = [t.encode(e) for t in texts for e in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(data in path.read_bytes() for data in sought)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One person with everything the program can hold of them."""

    app: App
    desk: OpenDesk
    learner: str
    attempt: str
    first: StoredCertificate
    second: StoredCertificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A data folder with that person, made once and copied for each test."""

    folder: Path
    learner: str
    attempt: str
    serials: tuple[str, str]


@pytest.fixture(scope="module")
def filled(parsed: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = Path(shutil.copytree(parsed, tmp_path_factory.mktemp("filled") / "data"))
    clock = HandClock()
    app = open_app(folder, clock=clock)
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    desk = app.desk.set_up(DESK, DESK)
    app.upkeep.back_up()
    group = app.roster.add_group(desk, "Chat")
    person = app.roster.add(desk, name=NAME, number="4711", email=EMAIL, groups=[group.id])
    learner = person.learner.id
    app.people.choose(learner, opened=desk)
    app.upkeep.back_up()
    written = PracticeChoice(kinds=(ItemKind.FREE_TEXT,), number=1)
    practice = app.practice.start(learner, written, seed=3)
    practice.answer(Written(text=f"I am {NAME}, write to {EMAIL}. I am sorry for the delay."))
    practice.note(f"{NAME} was here")
    practice.hand_in()
    app.assignments.assign(desk, [learner], "short")
    sitting = app.exams.start(learner, "short", seed=4)
    take(sitting)
    first = app.certificates.issue(sitting.attempt.id)
    app.results.request_review(sitting.attempt.id, f"Please look again. {NAME}")
    second = app.withdrawals.replace(first.serial, holder_name=CORRECTED)
    app.upkeep.back_up()
    app.close()
    serials = (first.serial, second.serial)
    return Filled(folder=folder, learner=learner, attempt=sitting.attempt.id, serials=serials)


@pytest.fixture
def data_dir(filled: Filled, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled.folder, tmp_path / "data"))


@pytest.fixture
def held(filled: Filled, opened: Opened) -> Held:
    app = opened()
    desk = app.desk.unlock(DESK)
    app.people.choose(filled.learner, opened=desk)
    app.roster.correct(desk, filled.learner, language="ja")  # puts the name into the journal
    first, second = (app.certificates.get(serial) for serial in filled.serials)
    return Held(
        app=app,
        desk=desk,
        learner=filled.learner,
        attempt=filled.attempt,
        first=first,
        second=second,
    )


def test_no_byte_of_a_name_or_an_e_mail_stays_in_the_data_folder(held: Held) -> None:
    folder = held.app.data_dir
    before = files_with(folder, *WORDS)
    assert {Path(name).parts[0] for name in before} >= {
        "quizapp.sqlite3",
        "quizapp.sqlite3-wal",
        "backups",
        "issued",
    }
    report = held.app.privacy.erase(held.desk, held.learner)
    assert files_with(folder, *WORDS) == []
    assert report.remains == ()
    assert (report.attempts, report.backups, report.files) == (2, 2, 6)
    assert files_with(folder, held.learner) != [], "the id stays: the audit log speaks of it"


def test_the_journal_is_emptied_while_the_program_goes_on(held: Held) -> None:
    held.app.privacy.erase(held.desk, held.learner)
    journal = held.app.database.path.with_name(held.app.database.path.name + "-wal")
    assert not journal.exists() or journal.stat().st_size == 0
    assert held.app.people.current() is None
    assert held.app.people.create(name="Somebody else").name == "Somebody else"


def test_the_register_keeps_serial_digest_place_and_dates_and_nothing_of_the_person(
    held: Held,
) -> None:
    held.app.privacy.erase(held.desk, held.learner)
    kept = {c.serial: c for c in CertificateStore(held.app.database).all()}
    for before in (held.first, held.second):
        after = kept[before.serial]
        assert (after.sha256, after.status_index, after.issued_at, after.valid_until) == (
            before.sha256,
            before.status_index,
            before.issued_at,
            before.valid_until,
        )
        assert (after.learner, after.attempt, after.holder) == (None, None, "")
        facts = held.app.certificates.facts(before.serial)
        assert (facts.holder_name, facts.holder_email, facts.score) == ("", "", 0.0)
        with pytest.raises(UserError, match="is not in"):
            held.app.certificates.file(before.serial)
    assert {c.state for c in kept.values()} == {"replaced", "issued"}
    assert all(c.status_index < STATUS_ENTRIES for c in kept.values())


def test_the_holders_own_copy_still_verifies_and_can_still_be_withdrawn(
    held: Held, tmp_path: Path
) -> None:
    copy = tmp_path / "mine.pdf"
    copy.write_bytes(held.app.certificates.file(held.second.serial))
    held.app.privacy.erase(held.desk, held.learner)
    held.app.issuer.unlock_with(KEY)
    held.app.issuer.export_status(tmp_path / "status.json")
    verdict = held.app.checking.check([copy])[0]
    assert verdict.colour is Colour.GREEN
    held.app.withdrawals.revoke(held.second.serial, "other")
    assert held.app.checking.check([copy])[0].colour is Colour.RED


def test_the_chain_says_erased_and_not_broken(held: Held) -> None:
    digests = [link.digest for link in held.app.chain.links()]
    held.app.privacy.erase(held.desk, held.learner)
    assert held.app.chain.standing(held.attempt) == "erased"
    state = held.app.chain.state()
    assert (state.problem, state.erased) == (None, 2)
    assert [link.digest for link in held.app.chain.links()] == digests
    assert held.app.audit.check().problem is None


def test_an_attempt_that_was_simply_deleted_is_broken(held: Held) -> None:
    connection = held.app.database.connection
    connection.execute("delete from certificates")
    connection.execute("delete from attempts where id = ?", (held.attempt,))
    problem = held.app.chain.check()
    assert problem is not None
    assert "is gone" in problem


def test_a_backup_put_back_after_the_erasure_holds_a_sound_chain_and_no_person(
    held: Held, opened: Opened, data_dir: Path
) -> None:
    newest = held.app.upkeep.backups()[0]
    held.app.privacy.erase(held.desk, held.learner)
    held.app.close()
    held.app.database.path.write_bytes(newest.read_bytes())
    again = opened()
    assert again.chain.check() is None
    assert again.chain.standing(held.attempt) == "erased"
    assert files_with(data_dir, *WORDS) == []


def test_a_backup_of_the_first_version_is_rewritten_too(held: Held) -> None:
    old = held.app.data_dir / "backups" / "quizapp-20250101T000000000000Z-auto.sqlite3"
    first_tables = ("m002", "m003", "m004", "m005")
    with sqlite3.connect(held.app.upkeep.backups()[0]) as source, sqlite3.connect(old) as copy:
        source.backup(copy)
        copy.execute("pragma foreign_keys = off")
        for table in ("cards", "forecasts", "memberships", "assignments", "audit", "secrets"):
            copy.execute(f"drop table {table}")
        for mark in first_tables:
            copy.execute("delete from _sqlite_migrations where name like ?", (f"{mark}%",))
        copy.commit()
        copy.execute("pragma journal_mode = delete")
    source.close()
    copy.close()
    assert files_with(old.parent, EMAIL)
    held.app.privacy.erase(held.desk, held.learner)
    assert files_with(held.app.data_dir, *WORDS) == []


def test_what_a_crash_left_half_written_goes_too(held: Held) -> None:
    newest = held.app.upkeep.backups()[0]
    left = (
        held.app.data_dir / "backups" / "quizapp-20250101T000000000000Z-auto.sqlite3.part",
        held.app.data_dir / "quizapp.sqlite3.restoring",
        held.app.data_dir / "issued" / f"{held.first.serial}.json.part",
    )
    for path in left:
        path.write_bytes(newest.read_bytes())
    held.app.privacy.erase(held.desk, held.learner)
    assert not any(path.exists() for path in left)
    assert files_with(held.app.data_dir, *WORDS) == []


def test_a_damaged_backup_goes_only_if_the_person_is_in_it(held: Held) -> None:
    folder = held.app.data_dir / "backups"
    theirs = folder / "quizapp-20250102T000000000000Z-damaged.sqlite3"
    others = folder / "quizapp-20250103T000000000000Z-damaged.sqlite3"
    theirs.write_bytes(b"not a database any more " * 40 + EMAIL.encode("utf-16-le"))
    others.write_bytes(b"not a database any more " * 40)
    held.app.privacy.erase(held.desk, held.learner)
    assert not theirs.exists()
    assert others.exists()


def test_somebody_of_the_same_name_stays_and_is_reported(held: Held) -> None:
    other = held.app.roster.add(held.desk, name=NAME, number="4712").learner
    report = held.app.privacy.erase(held.desk, held.learner)
    assert "quizapp.sqlite3" in " ".join(report.remains)
    assert held.app.roster.person(held.desk, other.id).learner.name == NAME


def test_the_audit_log_names_ids_and_never_a_name(held: Held) -> None:
    held.app.privacy.erase(held.desk, held.learner)
    lines = held.app.audit.newest(held.desk, number=1000)
    said = " ".join(part for line in lines for part in (line.actor, line.action, *line.subjects))
    assert not any(word in said for word in (*WORDS, "Ingeborg", "4711", "Chat"))
    assert lines[0].action == "person.erased"
    assert {held.learner, held.attempt, held.first.serial} <= set(lines[0].subjects)


def test_only_the_open_desk_erases_and_exports(held: Held, tmp_path: Path) -> None:
    held.app.desk.lock()
    for opened in (None, held.desk):
        with pytest.raises(DeskLockedError, match="desk"):
            held.app.privacy.erase(opened, held.learner)
        with pytest.raises(DeskLockedError, match="desk"):
            held.app.privacy.export(opened, held.learner, tmp_path / "data.zip")
    assert files_with(held.app.data_dir, EMAIL)


def test_the_archive_of_a_person_can_be_read_without_the_program(
    held: Held, tmp_path: Path
) -> None:
    target = held.app.privacy.export(held.desk, held.learner, tmp_path / "data.zip")
    with zipfile.ZipFile(target) as packed:
        names = packed.namelist()
        overview = packed.read("overview.txt").decode()
        exam = packed.read(f"attempts/{held.attempt}.txt").decode()
        answers = json.loads(packed.read("data/answers.json"))
        certificate = packed.read(f"certificates/{held.second.serial}.pdf")
        audit = packed.read("audit.txt").decode()
    assert all(part in overview for part in (NAME, EMAIL, "4711", held.second.serial))
    assert "Your answer: " in exam
    assert {"README.txt", "data/learners.json", "data/assignments.json"} <= set(names)
    assert any(EMAIL in json.dumps(row, ensure_ascii=False) for row in answers)
    assert certificate == held.app.certificates.file(held.second.serial)
    assert "exam.assigned" in audit


def test_without_a_desk_a_learner_erases_themselves(tmp_path: Path) -> None:
    app = open_app(tmp_path / "own")
    learner = app.people.create(name=NAME)
    app.upkeep.back_up()
    report = app.privacy.erase(None, learner.id)
    assert (report.backups, report.remains) == (1, ())
    assert files_with(app.data_dir, NAME) == []
    assert app.audit.check().lines == 1
    app.close()
