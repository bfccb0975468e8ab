"""An answer is on the disk before the next question is painted, though both are made together."""

from __future__ import annotations

import pytest
from drivers import start_exam
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from quizapp.domain.items import ItemKind
from quizapp.errors import UserError
from quizapp.storage.log_sync import LogSync
from quizapp.ui.driver import Driver


class Order(QObject):
    """Notes when the disk was waited for, and which question was painted."""

    def __init__(self, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self._view = driver.sitting.view
        self.seen: list[str] = []
        usual = LogSync.wait

        def wait(sync: LogSync) -> None:
            usual(sync)
            self.seen.append("on disk")

        monkeypatch.setattr(LogSync, "wait", wait)
        self._view.scrolling.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.seen.append(self._view.question.text())
        return False


def at_a_choice(driver: Driver) -> None:
    start_exam(driver)
    while driver.sitting.sitting_model.item().kind is not ItemKind.CHOICE:
        driver.key("j")


def test_the_next_question_is_painted_only_with_the_answer_on_the_disk(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_choice(driver)
    page, order = driver.sitting, Order(driver, monkeypatch)
    place = page.sitting_model.sitting.position
    page.press("a")
    page.go_next()
    QApplication.processEvents()
    asked = page.view.question.text()
    assert order.seen[:2] == ["on disk", asked]
    assert page.sitting_model.sitting.position == place + 1


def test_an_answer_alone_is_said_to_be_saved_once_it_is_on_the_disk(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_choice(driver)
    page, order = driver.sitting, Order(driver, monkeypatch)
    page.press("a")
    assert page.status.text() == ""
    QApplication.processEvents()
    assert "on disk" in order.seen
    assert page.status.text() == "✓ Answer saved"


def test_a_disk_that_takes_nothing_keeps_the_question_on_screen(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_choice(driver)
    page = driver.sitting
    sitting, asked = page.sitting_model.sitting, page.view.question.text()
    place = sitting.position

    def full() -> None:
        raise UserError("Nothing more can be saved.")

    page.press("a")
    monkeypatch.setattr(sitting, "wait_for_disk", full)
    page.go_next()
    driver.settle()
    assert (sitting.position, page.view.question.text()) == (place, asked)
    assert not sitting.cell(place + 1).visited


def test_what_the_disk_refused_is_written_once_more(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_choice(driver)
    page = driver.sitting

    def refuse(_: LogSync) -> None:
        raise OSError(28, "No space left on device")

    page.press("a")
    monkeypatch.setattr(LogSync, "wait", refuse)
    executed: list[str] = []
    connection = driver.window.app.database.connection
    connection.set_trace_callback(executed.append)
    page.go_next()
    connection.set_trace_callback(None)
    assert any("into answers" in statement for statement in executed)
