"""The desk and the roster at their edges: readers, changes behind a preview, names in archives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hand_clock import HandClock

from quizapp.app import App
from quizapp.domain.desk import RosterField
from quizapp.domain.people import Accommodations
from quizapp.errors import InputError, UserError
from quizapp.services.audit import check_file
from quizapp.services.desk import IDLE_SECONDS, DeskLockedError, OpenDesk
from quizapp.services.desk_secrets import signed_by
from quizapp.services.written_file import write_file

DESK = "four words make it strong"
READERS = "words for readers alone"


@pytest.fixture
def desk(app: App) -> OpenDesk:
    return app.desk.set_up(DESK, DESK)


def test_readers_are_known_by_name_and_stand_in_the_log_by_id(
    app: App, desk: OpenDesk, clock: HandClock
) -> None:
    with pytest.raises(UserError, match="no passphrase yet"):
        app.desk.unlock_reader("Rea Der", READERS)
    app.desk.set_reader_passphrase(desk, READERS, READERS)
    first = app.desk.unlock_reader(" Rea  Der ", READERS)
    again = app.desk.unlock_reader("Rea Der", READERS)
    assert (first.reader, first.name) == (again.reader, "Rea Der")
    respelt = app.desk.unlock_reader("REÁ-dér", READERS)
    assert (respelt.reader, respelt.name) == (first.reader, "Rea Der")
    assert [one.name for one in app.desk.readers(desk)] == ["Rea Der"]
    line = app.audit.newest(desk)[0]
    assert (line.action, line.actor) == ("reading.unlocked", first.reader)
    assert app.desk.reading is respelt
    with pytest.raises(DeskLockedError, match="not the passphrase"):
        app.desk.unlock_reader("Rea Der", DESK)
    clock.pass_time(IDLE_SECONDS + 1)
    assert app.desk.reading is None
    with pytest.raises(DeskLockedError, match="readers' passphrase"):
        again.use()


def test_a_desk_that_is_not_there_is_not_opened(app: App) -> None:
    tries: tuple[Callable[[], object], ...] = (
        lambda: app.desk.unlock(DESK),
        lambda: app.desk.recover(DESK, READERS, READERS),
    )
    for attempt in tries:
        with pytest.raises(UserError, match="No people desk"):
            attempt()
    with pytest.raises(UserError, match="differ"):
        app.desk.set_up(DESK, READERS)
    assert not app.desk.is_set_up()


def test_desk_readers_and_keys_have_a_passphrase_each(app: App) -> None:
    key = "seven quiet lanterns glow"
    app.issuer.set_up("Harbour Lane Training", key, key)
    with pytest.raises(UserError, match="opens the issuer’s keys"):
        app.desk.set_up(key, key)
    desk = app.desk.set_up(DESK, DESK)
    for taken, said in ((DESK, "different passphrases"), (key, "opens the issuer’s keys")):
        with pytest.raises(UserError, match=said):
            app.desk.set_reader_passphrase(desk, taken, taken)
    app.desk.set_reader_passphrase(desk, READERS, READERS)
    for taken, said in ((READERS, "different passphrases"), (key, "opens the issuer’s keys")):
        with pytest.raises(UserError, match=said):
            app.desk.change(DESK, taken, taken)
        with pytest.raises(UserError, match=said):
            app.desk.recover(key, taken, taken)
    assert app.desk.unlock(DESK).is_open


def test_a_signature_of_nonsense_is_not_good() -> None:
    assert not signed_by(b"short", b"short", b"data")
    assert not signed_by(bytes(32), bytes(64), b"data")


def test_a_roster_changed_behind_the_preview_is_noticed(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    made = app.roster.add(desk, name="Ann Lee", number="1")
    path = tmp_path / "l.csv"
    path.write_text("Name;Number\nAnn Ek;1\n", encoding="utf-8")
    preview = app.roster_import.preview(desk, app.roster_import.read(desk, path))
    app.privacy.erase(desk, made.learner.id)
    with pytest.raises(UserError, match="changed since the preview"):
        app.roster_import.take_in(desk, preview)


def test_a_list_without_a_column_for_name_or_recognition_is_refused(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "l.csv"
    path.write_text("Name;Number\nAnn Ek;1\n\n ; \n", encoding="utf-8")
    table = app.roster_import.read(desk, path)
    for mapping, words in (
        ({RosterField.NUMBER: 1}, "No column was taken for the name"),
        ({RosterField.NAME: 0}, "nobody could be recognised"),
    ):
        preview = app.roster_import.preview(desk, table, mapping=mapping)
        assert words in str(preview.faults[0])
        with pytest.raises(InputError, match="There is nobody"):
            app.roster_import.take_in(desk, preview, leave_out_faulty=True)
    whole = app.roster_import.preview(desk, table)
    assert (len(whole.rows), whole.faults) == (1, ())


def test_somebody_known_by_e_mail_gets_their_number(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    app.roster.add(desk, name="Ann Lee", email="ann@e.org")
    path = tmp_path / "l.csv"
    rows = "Ann Lee;1;ann@e.org;ja\nAnn Lee;2;ann@e.org;ja\nBo Ek;3;bo@e.org;xx\n"
    path.write_text(f"Name;Number;Mail;Name language\n{rows}", encoding="utf-8")
    preview = app.roster_import.preview(desk, app.roster_import.read(desk, path))
    assert [(row.changes, row.number) for row in preview.rows] == [
        (("personnel number", "name language"), "1")
    ]
    told = "\n".join(str(fault) for fault in preview.faults)
    assert "Line 2 has the same e-mail" in told
    assert "zh-Hans" in told


def test_the_roster_names_who_is_meant_or_says_that_it_can_not(app: App, desk: OpenDesk) -> None:
    one = app.roster.add(desk, name="Ann Lee", number="1", email="shared@e.org").learner
    app.roster.add(desk, name="Bo Ek", number="2", email="shared@e.org")
    assert app.roster.one_of(desk, one.id).learner == app.roster.one_of(desk, "1").learner == one
    with pytest.raises(UserError, match="2 people have the e-mail"):
        app.roster.one_of(desk, "SHARED@e.org")
    with pytest.raises(UserError, match="not on the roster"):
        app.roster.person(desk, "p-nobody")
    with pytest.raises(UserError, match="name for the group"):
        app.roster.add_group(desk, "  ")
    app.roster.add_group(desk, "Chat")
    other = app.roster.add_group(desk, "Phone")
    with pytest.raises(UserError, match="already"):
        app.roster.rename_group(desk, other.id, "Chat")


def test_an_archive_says_what_was_chosen_and_granted(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    person = app.roster.add(desk, name="Ann Lee", number="1").learner
    app.roster.grant(desk, [person.id], Accommodations(extra_time=0.25, may_pause=True))
    app.privacy.export(desk, person.id, tmp_path / "ann.zip")
    with zipfile.ZipFile(tmp_path / "ann.zip") as packed:
        overview = packed.read("overview.txt").decode()
    assert "Aids chosen: none" in overview
    assert "Aids granted: 25% more time, may pause" in overview
    with pytest.raises(UserError, match="not in these data"):
        app.privacy.export(desk, "p-nobody", tmp_path / "x.zip")


def test_a_place_that_cannot_be_written_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "folder"
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(UserError, match="Choose another place"):
        write_file(blocked, b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_log_of_a_newer_version_or_none_at_all_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be opened"):
        check_file(tmp_path / "nothing.jsonl")
    newer = tmp_path / "newer.jsonl"
    newer.write_text('{"format": "quizapp-audit", "version": 99}\n', encoding="utf-8")
    with pytest.raises(UserError, match="newer quizapp"):
        check_file(newer)


def test_an_inner_transaction_that_fails_takes_the_outer_one_with_it(app: App) -> None:
    database = app.database

    def both() -> None:
        with database.transaction() as outer:
            outer.execute("insert into choices values ('outer', '1')")
            with database.quick_transaction() as inner:
                inner.execute("insert into choices values ('inner', '1')")
            with database.transaction():
                raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        both()
    rows = database.connection.execute("select name from choices where name in ('outer', 'inner')")
    assert rows.fetchall() == []
