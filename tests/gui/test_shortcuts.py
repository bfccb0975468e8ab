"""Keys: given to something else in the settings, switched off, and never taken from a field."""

from __future__ import annotations

import pytest
from drivers import item_of, practise, start_exam
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from quizapp.domain.items import ItemKind
from quizapp.ui.driver import Driver
from quizapp.ui.keyboard_settings import KeyboardCard
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.shortcuts import FIXED, SHORTCUTS, Action, Keymap, Place, is_single

pytestmark = pytest.mark.usefixtures("qapp")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def keyboard(driver: Driver) -> KeyboardCard:
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    return page.keyboard


def give(
    driver: Driver,
    action: Action,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> KeyboardCard:
    """Give an action another key, as a person does on the settings page."""
    card = keyboard(driver)
    button = card.lines[action].button
    driver.click(button)
    QTest.keyClick(button, key, modifier)
    driver.settle()
    return card


def test_another_key_does_it_and_stands_on_the_button(driver: Driver) -> None:
    give(driver, Action.FLAG, Qt.Key.Key_Q)
    practise(driver, ItemKind.CHOICE)
    button = driver.button("Flag")
    assert button.toolTip() == "Flag (Q)"
    driver.key("f")
    assert not driver.sitting.sitting_model.flagged()
    driver.key("q")
    assert driver.sitting.sitting_model.flagged()
    listed = driver.sitting.keys()
    assert ("Q", "flag for review") in listed


def test_the_choice_survives_a_restart_of_the_window(driver: Driver) -> None:
    give(driver, Action.FLAG, Qt.Key.Key_Q)
    assert driver.window.app.settings().shortcuts == (("flag", "Q"),)


def test_a_key_in_use_is_refused_in_a_sentence(driver: Driver) -> None:
    card = give(driver, Action.FLAG, Qt.Key.Key_J)
    why = card.lines[Action.FLAG].why
    assert why.isVisible()
    assert why.text().startswith("J is taken by “Next question”.")
    assert driver.window.app.settings().shortcuts == ()


def test_a_key_that_chooses_options_is_refused(driver: Driver) -> None:
    card = give(driver, Action.FLAG, Qt.Key.Key_A)
    assert card.lines[Action.FLAG].why.text() == (
        "A chooses an option, everywhere. Choose another key."
    )


def test_esc_keeps_the_key_and_backspace_takes_it_away(driver: Driver) -> None:
    card = give(driver, Action.FLAG, Qt.Key.Key_Escape)
    assert card.lines[Action.FLAG].button.text() == "F"
    card = give(driver, Action.FLAG, Qt.Key.Key_Backspace)
    assert card.lines[Action.FLAG].button.text() == "No key"
    practise(driver, ItemKind.CHOICE)
    driver.key("f")
    assert not driver.sitting.sitting_model.flagged()


def test_a_key_of_the_window_is_bound_anew(driver: Driver) -> None:
    give(driver, Action.FULL_SCREEN, Qt.Key.Key_F12)
    assert not driver.window.isFullScreen()
    driver.key(Qt.Key.Key_F11)
    assert not driver.window.isFullScreen()
    driver.key(Qt.Key.Key_F12)
    assert driver.window.isFullScreen()
    driver.window.showNormal()


def test_all_keys_go_back_to_the_usual_ones(driver: Driver) -> None:
    card = give(driver, Action.FLAG, Qt.Key.Key_Q)
    driver.click(card.reset)
    assert card.lines[Action.FLAG].button.text() == "F"
    assert driver.window.app.settings().shortcuts == ()
    driver.press("Undo")
    assert card.lines[Action.FLAG].button.text() == "Q"


def test_single_keys_can_be_switched_off_and_keys_with_alt_still_work(driver: Driver) -> None:
    give(driver, Action.NEXT, Qt.Key.Key_N, ALT)
    driver.click(keyboard(driver).single)
    start_exam(driver)
    first = item_of(driver).id
    driver.key("f")
    assert not driver.sitting.sitting_model.flagged()
    assert driver.button("Flag").toolTip() == ""
    driver.key(Qt.Key.Key_N, ALT)
    assert item_of(driver).id != first


def test_page_down_goes_on_from_the_first_question_and_page_up_back(driver: Driver) -> None:
    start_exam(driver)
    first = item_of(driver).id
    driver.key(Qt.Key.Key_PageDown)
    assert item_of(driver).id != first
    driver.key(Qt.Key.Key_PageUp)
    assert item_of(driver).id == first


def test_a_long_question_scrolls_by_ctrl_page_down(driver: Driver) -> None:
    driver.window.set_look(text_size=200)
    driver.window.resize(900, 600)
    start_exam(driver)
    first = item_of(driver).id
    bar = driver.sitting.view.scrolling.verticalScrollBar()
    assert bar.maximum() > 0
    driver.key(Qt.Key.Key_PageDown, CTRL)
    assert bar.value() > 0
    assert item_of(driver).id == first


def test_single_keys_work_on_a_matching_question_as_soon_as_it_opens(driver: Driver) -> None:
    practise(driver, ItemKind.MATCHING)
    driver.key("f")
    assert driver.sitting.sitting_model.flagged()
    driver.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is driver.area.entry()


def test_a_closed_drop_down_lets_single_keys_through_to_the_page(driver: Driver) -> None:
    practise(driver, ItemKind.MATCHING)
    box = driver.sitting.findChild(QComboBox)
    assert box is not None
    box.setFocus()
    driver.key("f")
    assert driver.sitting.sitting_model.flagged()
    assert box.currentIndex() == 0


def test_nothing_happens_while_a_reply_is_typed(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    assert isinstance(QApplication.focusWidget(), QWidget)
    driver.type("fjkxn")
    assert not driver.sitting.sitting_model.flagged()
    assert driver.area.editor.toPlainText() == "fjkxn"  # type: ignore[attr-defined]  # the area of a written reply


def test_the_keyboard_is_a_press_away_on_the_settings_page(driver: Driver) -> None:
    card = keyboard(driver)
    driver.press("Keyboard")
    assert card.single.hasFocus()
    assert not card.visibleRegion().isEmpty()


def test_no_two_usual_keys_collide() -> None:
    keys = Keymap()
    for one in SHORTCUTS:
        assert keys.obstacle(one.action, one.key) is None
        assert one.key not in FIXED


def test_a_single_key_for_the_whole_window_is_refused() -> None:
    assert "while you type" in str(Keymap().obstacle(Action.FIND, "Y"))


def test_a_key_of_the_window_is_free_nowhere() -> None:
    assert "Find anything" in str(Keymap().obstacle(Action.FLAG, "Ctrl+K"))


def test_the_same_key_may_serve_in_places_that_never_meet() -> None:
    keys = Keymap()
    assert keys.action("T", (Place.EXAM,)) is Action.TIME
    assert keys.action("T", (Place.PRACTICE,)) is Action.AGAIN
    assert keys.action("N", (Place.REPLY, Place.PRACTICE)) is Action.NEXT_MARK
    assert keys.action("N", (Place.PRACTICE,)) is Action.NOTE


def test_shift_with_a_letter_counts_as_a_single_key() -> None:
    assert is_single("Shift+J")
    assert not is_single("Ctrl+J")
    assert not is_single("F6")
