"""Spelling in a written reply: underlined, mended from the menu, off where it must be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drivers import practise
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from quizapp.domain.items import ItemKind
from quizapp.ui.answers.editor import ReplyEditor
from quizapp.ui.driver import Driver

pytestmark = pytest.mark.usefixtures("qapp")


def editor(driver: Driver) -> ReplyEditor:
    found = driver.area.editor  # type: ignore[attr-defined]  # a written reply has an editor
    assert isinstance(found, ReplyEditor)
    return found


def underlined(field: ReplyEditor) -> list[str]:
    block = field.document().firstBlock()
    text = block.text()
    return [text[f.start : f.start + f.length] for f in block.layout().formats()]


def test_a_slip_is_underlined_once_the_word_is_finished(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    field = editor(driver)
    driver.type("I recieve", field)
    assert underlined(field) == []
    driver.type(" it", field)
    assert underlined(field) == ["recieve"]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_menu_key_offers_the_word_that_was_meant(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    field = editor(driver)
    driver.type("I recieve", field)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        words = [action.text() for action in menu.actions()]
        for _ in range(words.index("receive") + 1):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(50, choose)
    at = field.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, field.mapToGlobal(at))
    QApplication.sendEvent(field.viewport(), event)
    assert field.toPlainText() == "I receive"


def test_spelling_can_be_switched_off(driver: Driver) -> None:
    app = driver.window.app
    app.save_settings(replace(app.settings(), spell_check=False))
    practise(driver, ItemKind.FREE_TEXT)
    driver.type("I recieve it", editor(driver))
    assert underlined(editor(driver)) == []


def test_a_plan_can_forbid_spelling_and_support_brings_it_back(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    frame, sitting = driver.sitting, driver.sitting.sitting_model.sitting
    assert frame.question().spelling == "en-GB"
    sitting.plan = replace(sitting.plan, spell_check=False)
    assert frame.question().spelling is None
    support = replace(sitting.attempt.accommodations, spell_check=True)
    sitting.attempt = replace(sitting.attempt, accommodations=support)
    assert frame.question().spelling == "en-GB"
