"""Between two parts of an exam nothing runs until the person says so."""

from __future__ import annotations

import pytest
from drivers import start_exam, start_part
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from quizapp.ui.driver import Driver
from quizapp.ui.widgets.notices import Toast

pytestmark = pytest.mark.usefixtures("qapp")


def hand_in_part(driver: Driver) -> None:
    driver.press("All questions")
    driver.agree(driver.page.hand_in.click)  # type: ignore[attr-defined]  # the exam page's own button


def test_after_handing_in_the_next_part_waits_for_its_button(driver: Driver) -> None:
    start_exam(driver)
    hand_in_part(driver)
    page, sitting = driver.page, driver.sitting.sitting_model.sitting
    assert sitting.waiting
    assert page.next_part.heading.text() == f"Part 2: {sitting.section.title}"  # type: ignore[attr-defined]  # the exam page's gap
    assert not page.clock.isVisible()  # type: ignore[attr-defined]  # as above
    assert not driver.sitting.view.isVisible()
    driver.key("j").key("r")
    assert sitting.waiting
    driver.press("Start part 2")
    assert not sitting.waiting
    assert driver.sitting.view.isVisible()
    assert page.clock.isVisible()
    assert page.clock.time.text()


def test_the_keyboard_alone_starts_the_next_part(driver: Driver) -> None:
    start_exam(driver)
    hand_in_part(driver)
    driver.key(Qt.Key.Key_Space)
    assert not driver.sitting.sitting_model.sitting.waiting


def test_an_exam_left_between_two_parts_comes_back_to_that_page(driver: Driver) -> None:
    start_exam(driver)
    hand_in_part(driver)
    sitting = driver.sitting.sitting_model.sitting
    driver.agree(driver.window.back)
    driver.open_page("exam", driver.window.app.exams.resume(sitting.attempt.id))
    assert driver.page.next_part.isVisible()  # type: ignore[attr-defined]  # the exam page's gap
    start_part(driver)
    assert driver.sitting.view.isVisible()


def test_time_running_out_leads_to_the_same_page(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_exam(driver)
    model = driver.sitting.sitting_model
    monkeypatch.setattr(model.sitting, "seconds_left", _nothing_left)
    model.tick()
    monkeypatch.undo()
    driver.settle()
    assert model.sitting.waiting
    assert driver.page.next_part.isVisible()  # type: ignore[attr-defined]  # the exam page's gap


def _nothing_left() -> float:
    return 0.0


def test_what_could_not_be_done_wraps_in_the_window_and_bears_its_own_sign(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(500, 400)
    home.show()
    toast = Toast(home)
    toast.say("Saved.")
    small, done = toast.size(), toast.grab().toImage()
    toast.say("Nothing more can be saved on this disk. Make room there. " * 3, done=False)
    assert toast.width() <= 500
    assert toast.height() > small.height()
    toast.say("Saved.", done=False)
    assert toast.size() == small
    assert toast.grab().toImage() != done


def test_a_toast_makes_way_for_what_has_the_focus(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(500, 400)
    first, last = QPushButton("Name", home), QPushButton("Save again", home)
    first.move(200, 60)
    last.move(200, 290)
    home.show()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    first.setFocus()
    toast = Toast(home)
    toast.say("Saved.")
    assert toast.y() > home.height() / 2
    last.setFocus()
    assert not toast.geometry().intersects(last.geometry())
    assert toast.y() < home.height() / 2
    first.setFocus()
    assert toast.y() > home.height() / 2


def test_a_click_puts_a_toast_away(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    home.show()
    toast = Toast(home)
    toast.say("Saved.")
    QTest.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
