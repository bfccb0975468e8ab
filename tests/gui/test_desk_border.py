"""Tries to step over the border of the roles in the window; each is refused, most with a sentence.

The other half of the tries, by commands and services, is with those.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk_day import DESK_WORDS, KEY_WORDS, READER_WORDS
from desk_hands import NAMES, PAGES, DeskHands, words_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from quizapp.ui.desk_page import READER, DeskPage
from quizapp.ui.desk_sign_in import SignInDialog
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.window_person import sign_in

Try = Callable[[DeskHands], object]


def gate_of(hands: DeskHands) -> DeskPage:
    page = hands.driver.page
    assert isinstance(page, DeskPage)
    return page


def read_as(hands: DeskHands, name: str, words: str) -> DeskPage:
    """Try to get in as a reader of replies."""
    hands.driver.open_page("reading")
    page = gate_of(hands)
    page.gate.who.press(1)
    assert page.gate.who.value() == READER
    hands.driver.type(name, page.gate.name).type(words, page.gate.field)
    hands.driver.click(page.gate.unlock)
    return page


@pytest.mark.parametrize("page", PAGES)
def test_a_locked_page_holds_no_name_in_any_widget(hands: DeskHands, page: str) -> None:
    hands.driver.open_page(page)
    assert gate_of(hands).gate.isVisible()
    assert not gate_of(hands).content.isVisible()
    assert not any(name in words_in(hands.driver.window) for name in NAMES)


@pytest.mark.parametrize("words", ["", "twelve green umbrella", KEY_WORDS])
def test_no_other_passphrase_opens_the_desk(hands: DeskHands, words: str) -> None:
    hands.driver.open_page("roster")
    gate = gate_of(hands).gate
    gate.field.setText(words)
    hands.driver.click(gate.unlock)
    assert "not the passphrase" in gate.fault.text()
    assert gate.isVisible()


def test_the_readers_passphrase_does_not_open_the_desk(hands: DeskHands) -> None:
    hands.driver.open_page("roster")
    gate = gate_of(hands).gate
    hands.driver.type(READER_WORDS, gate.field).click(gate.unlock)
    assert "not the passphrase" in gate.fault.text()


def test_the_desks_passphrase_is_not_the_readers(hands: DeskHands) -> None:
    page = read_as(hands, "Ada Moreau", DESK_WORDS)
    assert "not the passphrase" in page.gate.fault.text()


def test_nobody_reads_without_a_name(hands: DeskHands) -> None:
    page = read_as(hands, "  ", READER_WORDS)
    assert "Type a name" in page.gate.fault.text()


@pytest.mark.parametrize("page", [page for page in PAGES if page != "reading"])
def test_a_reader_gets_to_no_other_page(busy_hands: DeskHands, page: str) -> None:
    read_as(busy_hands, "Ada Moreau", READER_WORDS)
    busy_hands.driver.open_page(page)
    assert gate_of(busy_hands).gate.isVisible()
    assert not any(name in words_in(busy_hands.driver.page) for name in NAMES)


def test_a_reader_does_not_learn_whose_reply_it_is(busy_hands: DeskHands) -> None:
    page = read_as(busy_hands, "Ada Moreau", READER_WORDS)
    assert not page.gate.isVisible()
    busy_hands.settled().driver.press("Read: A reply without a name, Short exam")
    assert busy_hands.reading.cards
    assert not any(name in words_in(busy_hands.driver.page) for name in NAMES)


ACTIONS: dict[str, Try] = {
    "assign": lambda hands: hands.roster.assign_exam(),
    "group": lambda hands: hands.roster.put_into_group(),
    "support": lambda hands: hands.roster.grant_support(),
    "add": lambda hands: hands.roster.add_person(),
    "results": lambda hands: hands.roster.export_results(),
    "import": lambda hands: hands.roster.choose_list(),
    "take back": lambda hands: hands.agree(hands.assignments.take_back),
    "issue": lambda hands: hands.issued.issue_many(),
    "report": lambda hands: hands.reports.save_report(),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_on_a_locked_desk_is_refused_with_a_sentence(
    hands: DeskHands, tmp_path_factory: pytest.TempPathFactory, action: str
) -> None:
    folder = tmp_path_factory.mktemp("picked")
    (folder / "people.csv").write_text("Name;Number\nA B;1\n", encoding="utf-8")
    hands.pick(folder / "people.csv").driver.open_page("roster")
    before = hands.app.database.connection.total_changes
    ACTIONS[action](hands)
    assert "The desk is locked" in hands.said()
    assert hands.app.database.connection.total_changes == before
    assert sorted(path.name for path in folder.iterdir()) == ["people.csv"]


def test_an_exam_with_a_certificate_needs_an_assignment(hands: DeskHands) -> None:
    hands.driver.open_page("exams")
    assert "Your organisation assigns this exam" in words_in(hands.driver.page)


def test_a_learner_cannot_take_another_name(hands: DeskHands) -> None:
    page = hands.driver.open_page("settings").page
    assert isinstance(page, SettingsPage)
    page.name.setText("Amara Nwosu")
    page.name.editingFinished.emit()
    assert "Ask the people desk" in hands.said()
    person = hands.app.people.current()
    assert person is not None
    assert person.name == "Helen Brandt"


def test_nobody_becomes_another_person_by_a_name(hands: DeskHands) -> None:
    assert [person.name for person in hands.app.people.all()] == ["Helen Brandt"]

    def claim(dialog: object) -> None:
        assert isinstance(dialog, SignInDialog)
        hands.driver.type("Amara Nwosu", dialog.field).click(dialog.go)
        assert "Nobody here has this personnel number" in dialog.fault.text()
        dialog.reject()

    hands.dialog(claim, lambda: sign_in(hands.driver.window))
    person = hands.app.people.current()
    assert person is not None
    assert person.name == "Helen Brandt"


def test_finding_anything_finds_no_person(hands: DeskHands) -> None:
    def look(dialog: object) -> None:
        field = dialog.field  # type: ignore[attr-defined]  # the dialog that finds anything
        assert isinstance(field, QLineEdit)
        hands.driver.type("Amara", field)
        assert dialog.chosen() is None  # type: ignore[attr-defined]  # as above
        dialog.reject()  # type: ignore[attr-defined]  # as above

    control = Qt.KeyboardModifier.ControlModifier
    hands.dialog(look, lambda: hands.driver.key(Qt.Key.Key_K, control))


def test_the_settings_of_a_locked_desk_offer_only_to_unlock_it(hands: DeskHands) -> None:
    page = hands.driver.open_page("settings").page
    assert isinstance(page, SettingsPage)
    card = page.people_desk
    assert card.unlock.isVisible()
    assert not card.set_up.isVisible()
    assert not card._actions.isVisible()


def test_a_dialog_with_a_name_closes_with_the_desk(hands: DeskHands) -> None:
    page = hands.open("roster").roster
    hands.dialog(
        lambda _dialog: hands.lock().driver.settle(),
        lambda: page.open_person(page.table.model.row(0)),
    )
    assert not any(name in words_in(hands.driver.window) for name in NAMES)
