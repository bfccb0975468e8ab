"""Marking words of the case in an exam, by keys and by mouse; kept with the question."""

from __future__ import annotations

import pytest
from drivers import start_exam
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from quizapp.services.word_spans import words
from quizapp.ui.driver import Driver
from quizapp.ui.marking import MarkText

pytestmark = pytest.mark.usefixtures("qapp")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def first_text(driver: Driver) -> MarkText:
    view = driver.sitting.view
    return next(t for t in (view.scenario, view.case, view.question) if t.isVisible())


def marked(driver: Driver) -> tuple[tuple[int, int], ...]:
    return driver.sitting.sitting_model.sitting.tools().highlights


def test_words_are_marked_by_keys_alone_and_the_mark_is_told(driver: Driver) -> None:
    start_exam(driver)
    text = first_text(driver)
    driver.key("m")
    assert QApplication.focusWidget() is text
    driver.key(Qt.Key.Key_Right).key(Qt.Key.Key_Right, SHIFT).key(Qt.Key.Key_Space)
    span = (words(text.text())[1][0], words(text.text())[2][1])
    assert marked(driver) == (span,)
    told = text.text()[slice(*span)]
    assert text.accessibleDescription() == f"Marked: “{told}”"
    driver.key(Qt.Key.Key_Escape)
    assert driver.button("Mark words").hasFocus()


def test_a_mark_is_there_again_after_coming_back_and_after_a_restart(driver: Driver) -> None:
    start_exam(driver)
    driver.key("m").key(Qt.Key.Key_Space).key(Qt.Key.Key_Escape)
    kept = marked(driver)
    assert kept
    driver.key("j").key("k")
    assert first_text(driver).accessibleDescription().startswith("Marked: ")
    sitting = driver.sitting.sitting_model.sitting
    again = driver.window.app.exams.resume(sitting.attempt.id)
    assert again.tools().highlights == kept


def test_marking_the_same_words_again_takes_the_mark_away(driver: Driver) -> None:
    start_exam(driver)
    driver.key("m").key(Qt.Key.Key_Space).key(Qt.Key.Key_Space)
    assert marked(driver) == ()
    assert first_text(driver).accessibleDescription() == ""


def test_words_are_marked_by_dragging_over_them(driver: Driver) -> None:
    start_exam(driver)
    driver.press("Mark words")
    text = first_text(driver)
    QTest.mousePress(text, Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    QTest.mouseRelease(text, Qt.MouseButton.LeftButton, pos=QPoint(90, 8))
    driver.settle()
    (span,) = marked(driver)
    assert span[0] == 0
    assert span[1] in {end for _, end in words(text.text())}


def test_without_marking_the_case_is_plain_text(driver: Driver) -> None:
    start_exam(driver)
    text = first_text(driver)
    assert text.focusPolicy() is Qt.FocusPolicy.NoFocus
    QTest.mouseClick(text, Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    assert marked(driver) == ()


def test_keys_lead_from_the_case_into_the_question_and_letters_still_work(driver: Driver) -> None:
    start_exam(driver)
    view = driver.sitting.view
    driver.key("m")
    texts = [t for t in (view.scenario, view.case, view.question) if t.isVisible()]
    for text in texts[:-1]:
        assert QApplication.focusWidget() is text
        driver.key(Qt.Key.Key_End).key(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is texts[-1]
    driver.key("f")
    assert driver.sitting.sitting_model.flagged()
