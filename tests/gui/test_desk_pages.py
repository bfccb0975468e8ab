"""The pages of the people desk: open and locked, by keyboard, and with room for their words."""

from __future__ import annotations

import pytest
from desk_day import DESK_WORDS
from desk_hands import NAMES, PAGES, DeskHands, words_in
from fitting import misfits
from page_report import examine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from quizapp.ui.desk_settings import SetUpDeskDialog
from quizapp.ui.driver import Driver
from quizapp.ui.pages.settings import SettingsPage


def settings(driver: Driver) -> SettingsPage:
    page = driver.open_page("settings").page
    assert isinstance(page, SettingsPage)
    return page


def test_until_a_desk_is_set_up_there_is_one_quiet_button_in_the_settings(driver: Driver) -> None:
    card = settings(driver).people_desk
    assert [place.page for place in driver.window.sidebar.places()][5:] == ["settings", "help"]
    assert card.set_up.isVisible()
    assert not card.unlock.isVisible()
    assert not card._actions.isVisible()


def test_setting_the_desk_up_brings_the_people_group(driver: Driver) -> None:
    card = settings(driver).people_desk

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, SetUpDeskDialog)
        driver.type("short", dialog.first).type("short", dialog.second)
        driver.click(dialog.go)
        assert "at least 10" in dialog.fault.text()
        for field in (dialog.first, dialog.second):
            field.clear()
            driver.type(DESK_WORDS, field)
        driver.click(dialog.go)

    driver.in_dialog(fill, card.set_up.click)
    assert [place.words for place in driver.window.sidebar.places()][5:10] == [
        "Roster",
        "Assignments",
        "Needs a person",
        "Issued",
        "Reports",
    ]
    assert card.state.text() == "Open"
    driver.press("Roster")
    assert driver.page_name == "roster"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_the_passphrase_and_empties_when_the_desk_locks(
    hands: DeskHands, page: str
) -> None:
    hands.driver.open_page(page)
    gate = hands.driver.page.gate  # type: ignore[attr-defined]  # every page of the desk has one
    hands.driver.type("not the right words", gate.field).click(gate.unlock)
    assert "not the passphrase" in gate.fault.text()
    assert gate.field.text() == ""
    hands.unlock()
    assert not gate.isVisible()
    hands.lock()
    assert gate.isVisible()
    assert not any(name in words_in(hands.driver.window) for name in NAMES)


def test_a_desk_that_closes_by_itself_takes_the_names_off_the_screen(hands: DeskHands) -> None:
    hands.open("roster")
    assert "Amara Nwosu" in hands.names_shown()
    door = hands.app.desk.opened
    assert door is not None
    door.close()
    hands.driver.window.desk.look()
    hands.driver.settle()
    assert hands.roster.gate.isVisible()
    assert hands.names_shown() == []


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name_a_role_and_a_ring(busy_hands: DeskHands, page: str) -> None:
    busy_hands.driver.open_page(page)
    assert examine(page, busy_hands.driver.window).faults == []
    busy_hands.unlock()
    assert examine(page, busy_hands.driver.window).faults == []


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("page", PAGES)
def test_every_word_has_room(busy_hands: DeskHands, page: str, text_size: int) -> None:
    busy_hands.driver.window.set_look(text_size=text_size)
    busy_hands.driver.show(900, 600).open_page(page)
    assert misfits(busy_hands.driver.window) == []
    busy_hands.unlock()
    assert misfits(busy_hands.driver.window) == []


def test_a_reply_that_is_read_has_named_controls_and_room(busy_hands: DeskHands) -> None:
    busy_hands.driver.show(900, 600)
    busy_hands.open("reading")
    busy_hands.driver.press("Read: Dimitri Vlachos, Short exam")
    assert examine("paper", busy_hands.driver.window).faults == []
    assert misfits(busy_hands.driver.window) == []


def test_ctrl_f_searches_and_the_arrow_leads_into_the_table(hands: DeskHands) -> None:
    hands.open("roster")
    hands.driver.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert hands.roster.finder.field.hasFocus()
    hands.driver.key("kovar")
    assert hands.names_shown() == ["Hana Kovářová"]
    hands.driver.key(Qt.Key.Key_Down)
    assert hands.roster.table.view.hasFocus()
