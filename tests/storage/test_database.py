import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hand_clock import HandClock
from sqlite_utils import Database as Tables

from quizapp.clock import SystemClock
from quizapp.domain.people import Learner
from quizapp.errors import UserError
from quizapp.services import upkeep
from quizapp.storage import backup, migrations
from quizapp.storage.database import FILE_NAME, LONG_LOG, open_database, open_in_memory
from quizapp.storage.lock import FolderLock
from quizapp.storage.people import ChoiceStore, LearnerStore

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def somebody(name: str = "Nadia") -> Learner:
    return Learner(id=f"p-{name}", name=name, created_at=NOW)


def schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [
        (row[0], row[1])
        for row in connection.execute(
            "select name, sql from sqlite_master where sql is not null order by name"
        )
    ]


def test_a_new_folder_gets_a_strict_durable_database(tmp_path: Path) -> None:
    database = open_database(tmp_path / "data")
    pragma = {
        name: database.connection.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with pytest.raises(sqlite3.IntegrityError):
        database.connection.execute("insert into choices values ('x', x'00')")
    database.close()


def test_every_migration_is_listed_by_name_for_the_quick_check_at_start() -> None:
    tables = Tables(memory=True)
    migrations.apply(tables)
    applied = [row["name"] for row in tables["_sqlite_migrations"].rows]
    assert tuple(applied) == migrations.NAMES
    tables.close()


def test_what_was_stored_is_there_after_opening_again(tmp_path: Path) -> None:
    first = open_database(tmp_path)
    LearnerStore(first).save(somebody())
    ChoiceStore(first).put("current", "p-Nadia")
    first.close()
    again = open_database(tmp_path)
    assert LearnerStore(again).all() == (somebody(),)
    assert ChoiceStore(again).get("current") == "p-Nadia"
    again.close()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) "
        "values ('quizapp', 'm999_future', '2030')"
    )
    connection.commit()
    connection.close()
    with pytest.raises(UserError, match="newer version"):
        open_database(tmp_path)


def test_a_damaged_file_is_named_and_not_touched(tmp_path: Path) -> None:
    damaged = tmp_path / FILE_NAME
    damaged.write_bytes(b"this is not a database, but it is long enough to be read as one" * 40)
    before = damaged.read_bytes()
    with pytest.raises(UserError, match=r"can't be read.*quizapp restore"):
        open_database(tmp_path)
    assert damaged.read_bytes() == before


def test_a_transaction_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    database = open_database(tmp_path)

    def fail() -> None:
        with database.transaction() as connection:
            connection.execute("insert into choices values ('a', '1')")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    assert ChoiceStore(database).get("a") is None
    database.close()


def test_stores_only_use_the_tables_that_the_migrations_make(tmp_path: Path) -> None:
    used, fresh = open_database(tmp_path), open_in_memory()
    LearnerStore(used).save(somebody())
    ChoiceStore(used).put("a", "b")
    assert schema(used.connection) == schema(fresh.connection)
    used.close()
    fresh.close()


def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    learners = LearnerStore(database)
    pages = database.connection.execute("pragma page_count").fetchone()[0]
    database.connection.execute(f"pragma max_page_count = {pages}")
    saved: list[str] = []

    def fill() -> None:
        while True:
            one = somebody(f"{len(saved)}" + "n" * 500)
            learners.save(one)
            saved.append(one.id)

    with pytest.raises(UserError, match=r"Nothing more can be saved .*full.*Make room"):
        fill()
    database.connection.execute("pragma max_page_count = 100000")
    learners.save(somebody("after"))
    assert {learner.id for learner in learners.all()} == {*saved, "p-after"}
    database.close()


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a folder")
    with pytest.raises(UserError, match=r"can't keep its data in .*--data-dir"):
        FolderLock(tmp_path / "notes.txt" / "data").acquire()


def test_a_second_process_is_told_that_the_folder_is_in_use(tmp_path: Path) -> None:
    with FolderLock(tmp_path), pytest.raises(UserError, match="already open"):
        FolderLock(tmp_path).acquire()
    with FolderLock(tmp_path):
        pass


def test_a_backup_is_whole_and_can_be_put_back(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    LearnerStore(database).save(somebody("before"))
    kept = backup.back_up(database.connection, tmp_path / "backups")
    LearnerStore(database).save(somebody("after"))
    database.close()
    aside = upkeep.restore(kept, tmp_path)
    again = open_database(tmp_path)
    assert [learner.name for learner in LearnerStore(again).all()] == ["before"]
    again.close()
    assert aside is not None
    backup.check_sound(aside)
    with sqlite3.connect(aside) as rows:
        assert rows.execute("select count(*) from learners").fetchone()[0] == 2
    rows.close()


def test_a_backup_that_is_not_whole_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    LearnerStore(database).save(somebody())
    kept = backup.back_up(database.connection, tmp_path / "backups")
    database.close()
    cut = tmp_path / "cut.sqlite3"
    cut.write_bytes(kept.read_bytes()[:9000])
    for wrong in (cut, tmp_path / "absent.sqlite3"):
        with pytest.raises(UserError):
            upkeep.restore(wrong, tmp_path)
    again = open_database(tmp_path)
    assert [learner.name for learner in LearnerStore(again).all()] == ["Nadia"]
    again.close()


def test_a_damaged_database_can_be_replaced_by_a_backup(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    LearnerStore(database).save(somebody())
    kept = backup.back_up(database.connection, tmp_path / "backups")
    database.close()
    (tmp_path / FILE_NAME).write_bytes(b"ruined" * 2000)
    aside = upkeep.restore(kept, tmp_path)
    assert aside is not None
    assert aside.read_bytes() == b"ruined" * 2000
    again = open_database(tmp_path)
    assert [learner.name for learner in LearnerStore(again).all()] == ["Nadia"]
    again.close()


def test_rotation_keeps_the_newest_five_a_week_of_days_and_a_month_of_weeks(
    tmp_path: Path,
) -> None:
    for hours in range(0, 24 * 60, 6):
        stamp = (NOW - timedelta(hours=hours)).strftime(backup.STAMP)
        (tmp_path / f"quizapp-{stamp}-auto.sqlite3").touch()
    by_hand = tmp_path / "quizapp-20200101T000000000000Z-by-hand.sqlite3"
    by_hand.touch()
    backup.rotate(tmp_path)
    left = [backup.taken_at(path) for path in tmp_path.glob("*-auto.sqlite3")]
    assert by_hand.exists()
    assert {NOW - timedelta(hours=h) for h in range(0, 30, 6)} <= set(left)
    assert len({moment.date() for moment in left}) >= 7
    assert len({moment.strftime("%G-%V") for moment in left}) >= 4
    assert len(left) <= backup.KEEP_NEWEST + backup.KEEP_DAILY + backup.KEEP_WEEKLY


def test_automatic_backups_are_made_when_due_and_not_before(tmp_path: Path) -> None:
    database, clock = open_database(tmp_path), HandClock()
    clock.wall = SystemClock().now()
    keeper = upkeep.Upkeep(database, folder=tmp_path, clock=clock)
    assert keeper.back_up_if_due() is not None
    assert keeper.back_up_if_due() is None
    clock.pass_time(13 * 3600)
    assert keeper.back_up_if_due() is not None
    assert len(keeper.backups()) == 2
    database.close()


def test_what_is_committed_behind_is_on_the_disk_after_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(tmp_path)
    usual, logs = os.fdatasync, []

    def note(handle: int) -> None:
        logs.append(os.fstat(handle).st_ino)
        usual(handle)

    monkeypatch.setattr(os, "fdatasync", note)
    people = LearnerStore(database)
    with database.transaction_behind():
        people.save(somebody())
    database.wait_for_disk()
    assert logs == [(tmp_path / f"{FILE_NAME}-wal").stat().st_ino]
    assert database.connection.execute("pragma synchronous").fetchone()[0] == 2
    database.close()


def test_a_disk_that_refuses_is_told_by_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(tmp_path)

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdatasync", refuse)
    with database.transaction_behind():
        LearnerStore(database).save(somebody())
    with pytest.raises(OSError, match="No space"):
        database.wait_for_disk()
    database.wait_for_disk()  # told once
    database.close()


def test_a_log_with_room_does_not_grow_with_what_is_committed(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    log = tmp_path / f"{FILE_NAME}-wal"
    before = log.stat().st_size
    database.make_room()
    database.wait_for_disk()
    long = log.stat().st_size
    assert before < LONG_LOG <= long
    for _ in range(50):
        with database.transaction_behind():
            LearnerStore(database).save(somebody())
        database.wait_for_disk()
    database.make_room()
    assert log.stat().st_size == long
    database.close()
    again = open_database(tmp_path)
    assert len(LearnerStore(again).all()) == 1
    assert not Tables(again.connection)["room"].exists()
    again.close()


def test_room_that_cannot_be_made_loses_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    LearnerStore(database).save(somebody())
    pages = database.connection.execute("pragma page_count").fetchone()[0]
    database.connection.execute(f"pragma max_page_count = {pages}")
    database.make_room()
    assert not database.connection.in_transaction
    assert len(LearnerStore(database).all()) == 1
    database.close()


def test_the_disk_is_asked_at_once_and_waited_for_only_by_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(tmp_path)
    people, usual = LearnerStore(database), os.fdatasync
    asked, done = threading.Event(), threading.Event()

    def slow(handle: int) -> None:
        asked.set()
        assert done.wait(10)
        usual(handle)

    monkeypatch.setattr(os, "fdatasync", slow)
    for name in ("Nadia", "Femi"):
        with database.transaction_behind():
            people.save(somebody(name))
    assert asked.wait(10)
    done.set()
    database.wait_for_disk()
    assert len(people.all()) == 2
    database.close()
