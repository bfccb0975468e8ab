"""The roster in the window: finding people, exams given, names corrected, people erased."""

from __future__ import annotations

from pathlib import Path

from desk_hands import NAMES, DeskHands
from page_report import examine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from quizapp.domain.desk import Supervision
from quizapp.domain.people import Accommodations
from quizapp.ui.desk_dialogs import (
    AddPersonDialog,
    AssignDialog,
    EraseDialog,
    GroupDialog,
    SupportDialog,
)
from quizapp.ui.desk_person import PersonDialog
from quizapp.ui.search_dialog import SearchDialog


def test_people_are_found_by_any_spelling_number_or_team(hands: DeskHands) -> None:
    page = hands.open("roster").roster
    hands.driver.type("elodie", page.finder.field)
    assert hands.names_shown() == ["Élodie Marchand"]
    page.finder.field.clear()
    hands.driver.type("473", page.finder.field)
    assert hands.names_shown() == ["Chiara Fontana"]
    page.finder.field.clear()
    page.group.setCurrentText("Chat")
    assert len(hands.names_shown()) == len(NAMES)
    hands.driver.type("nobody like this", page.finder.field)
    assert page.no_match.isVisible()
    hands.driver.press("Clear filters")
    assert not page.finder.narrowed()
    assert "Helen Brandt" in hands.names_shown()


def test_space_ticks_shift_extends_and_enter_opens(hands: DeskHands) -> None:
    page = hands.open("roster").roster
    page.table.view.setFocus()
    hands.driver.key(Qt.Key.Key_Space)
    hands.driver.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.driver.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.name for row in page.chosen()] == list(NAMES[:3])
    assert page.ticked.words.text() == "3 of 7 people selected"
    hands.driver.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.chosen()) == 7
    hands.driver.click(page.ticked.clear)
    assert page.chosen() == []
    opened: list[str] = []

    def look(dialog: QDialog) -> None:
        opened.append(dialog.windowTitle())
        dialog.reject()

    page.table.view.setFocus()
    hands.dialog(look, lambda: hands.driver.key(Qt.Key.Key_Return))
    assert opened == ["Chiara Fontana"]


def test_ticks_outlive_a_search(hands: DeskHands) -> None:
    page = hands.open("roster").roster
    page.table.model.tick(0, 1, on=True)
    hands.driver.type("hana", page.finder.field)
    assert page.table.model.share_ticked() == Qt.CheckState.Unchecked
    assert [row.name for row in page.chosen()] == list(NAMES[:2])


def test_an_exam_is_assigned_with_dates_tries_and_support(hands: DeskHands) -> None:
    page = hands.open("roster").roster
    page.table.model.tick(0, 1, on=True)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.plan.setCurrentIndex(dialog.plan.findData("short"))
        dialog.tries.setCurrentText("3")
        dialog.supervision.buttons[1].click()
        dialog.own_support.click()
        hands.driver.settle()
        dialog.support.extra.buttons[1].click()
        assert examine("assign", dialog).faults == []
        hands.driver.click(dialog.go)

    hands.dialog(fill, page.assign.click)
    door = hands.app.desk.opened
    assert door is not None
    person = hands.app.roster.one_of(door, "471").learner
    given = hands.app.assignments.all(door, learner=person.id)[0]
    assert (given.plan, given.attempts, given.supervision) == ("short", 3, Supervision.SUPERVISED)
    assert person.granted == Accommodations(extra_time=0.25)


def test_people_are_put_into_a_new_group_and_granted_support(hands: DeskHands) -> None:
    page = hands.open("roster").roster
    page.table.model.tick(0, 2, on=True)

    def put(dialog: QDialog) -> None:
        assert isinstance(dialog, GroupDialog)
        dialog.group.setCurrentIndex(dialog.group.findData(GroupDialog.NEW))
        hands.driver.click(dialog.go)
        assert "Type a name" in dialog.fault.text()
        hands.driver.type("Branch north", dialog.name).click(dialog.go)

    def grant(dialog: QDialog) -> None:
        assert isinstance(dialog, SupportDialog)
        dialog.form.switches["may_pause"].click()
        hands.driver.click(dialog.go)

    hands.dialog(put, page.join.click).dialog(grant, page.support.click)
    row = page.table.model.row(0)
    assert row.groups == ("Branch north", "Chat")
    assert row.granted == Accommodations(may_pause=True)


def test_a_person_is_added_by_hand_and_a_used_number_is_refused(hands: DeskHands) -> None:
    page = hands.open("roster").roster

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, AddPersonDialog)
        hands.driver.type("Ismail Yıldız", dialog.name).type("471", dialog.number)
        hands.driver.click(dialog.go)
        assert dialog.fault.isVisible()
        dialog.number.clear()
        hands.driver.type("999", dialog.number).click(dialog.go)

    hands.dialog(fill, page.add.click)
    assert "Ismail Yıldız" in hands.names_shown()
    row = page.table.current_row()
    assert row is not None
    assert row.name == "Ismail Yıldız"


def test_a_name_is_corrected_and_an_exam_taken_back(hands: DeskHands) -> None:
    page = hands.open("roster").roster

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        assert examine("person", dialog).faults == []
        back = dialog._exams.itemAt(0)
        assert back is not None
        dialog.name.clear()
        hands.driver.type("Amara Nwosu-Okafor", dialog.name)
        dialog.active.click()
        hands.driver.click(dialog.go)

    hands.dialog(correct, lambda: page.open_person(page.table.model.row(0)))
    assert "Amara Nwosu-Okafor" not in hands.names_shown()
    page.takes_part.setCurrentIndex(page.takes_part.findData("away"))
    assert hands.names_shown() == ["Amara Nwosu-Okafor"]


def test_a_person_is_erased_only_once_the_name_is_typed(busy_hands: DeskHands) -> None:
    page = busy_hands.open("roster").roster
    hands = busy_hands

    def confirm(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        assert dialog.cancel.hasFocus()
        assert not dialog.go.isEnabled()
        hands.driver.type("amara nwosu", dialog.typed)
        assert dialog.go.isEnabled()
        hands.driver.click(dialog.go)

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        hands.dialog(confirm, dialog.erase.click)

    hands.dialog(ask, lambda: page.open_person(page.table.model.row(0)))
    hands.wait(lambda: not page.files.busy)
    assert page.files.panel.title.text() == "Erased"
    hands.wait(lambda: "Amara Nwosu" not in hands.names_shown())  # the rows are read behind it
    assert "Björn Lindqvist" in hands.names_shown()
    door = hands.app.desk.opened
    assert door is not None
    assert all(e.learner.name != "Amara Nwosu" for e in hands.app.roster.people(door, active=None))


def test_a_persons_data_are_saved_as_an_archive(busy_hands: DeskHands, tmp_path: Path) -> None:
    page = busy_hands.open("roster").roster
    busy_hands.pick(tmp_path / "data-of-amara.zip")

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        busy_hands.driver.click(dialog.archive)
        dialog.reject()

    busy_hands.dialog(save, lambda: page.open_person(page.table.model.row(0)))
    assert (tmp_path / "data-of-amara.zip").read_bytes()[:2] == b"PK"


def test_assignments_are_changed_and_taken_back(hands: DeskHands) -> None:
    page = hands.open("assignments").assignments
    assert page.table.model.rowCount() == len(NAMES)

    def change(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        assert not dialog.plan.isEnabled()
        dialog.tries.setCurrentText("5")
        hands.driver.click(dialog.go)

    hands.dialog(change, lambda: page.change_one(page.table.model.row(0)))
    assert {row.one.attempts for row in page.table.model.rows} == {2, 5}
    page.table.model.tick_all(on=True)
    hands.agree(page.back.click)
    assert page.nothing.isVisible()


def test_people_are_found_from_anywhere_while_the_desk_is_open_and_only_then(
    hands: DeskHands,
) -> None:
    page = hands.open("roster").roster
    door = hands.app.desk.opened
    assert door is not None
    hana = hands.app.roster.one_of(door, "476").learner
    hands.app.roster.set_active(door, [hana.id], active=False)
    hands.open("reports")

    def find(dialog: QDialog) -> None:
        assert isinstance(dialog, SearchDialog)
        hands.driver.type("kovar", dialog.field)
        hands.wait(lambda: dialog.list.count() == 1)
        assert dialog.list.item(0).text() == "Person · Hana Kovářová (476, Chat)"
        dialog.accept()

    def lock(dialog: QDialog) -> None:
        assert isinstance(dialog, SearchDialog)
        hands.driver.type("kovar", dialog.field)
        hands.driver.window.desk.lock()
        assert not dialog.isVisible()

    def nobody(dialog: QDialog) -> None:
        assert isinstance(dialog, SearchDialog)
        hands.driver.type("kovar", dialog.field)
        assert dialog.list.count() == 0
        dialog.field.clear()
        hands.driver.type("roster", dialog.field)
        assert dialog.list.item(0).text() == "Page · Roster"
        dialog.reject()

    hands.dialog(find, hands.driver.window.keys.find)
    assert hands.driver.page_name == "roster"
    row = page.table.current_row()
    assert row is not None
    assert row.name == "Hana Kovářová"
    hands.dialog(lock, hands.driver.window.keys.find)
    hands.dialog(nobody, hands.driver.window.keys.find)
