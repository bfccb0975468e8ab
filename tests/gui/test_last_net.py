from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from quizapp.errors import DataError, UserError
from quizapp.ui.last_net import LastNet
from quizapp.ui.widgets.dialogs import Reader
from quizapp.ui.widgets.text import Text

OVERRIDE = "Error calling Python override of QObject::eventFilter(): "


class Watch:
    """A clock that goes when it is told to, and a list of what was shown."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window
        self.time = 0.0
        self.said: list[str] = []

    def close_what_opens(self) -> None:
        """Read the dialog and press its button."""
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        assert isinstance(dialog, Reader)
        self.said += [text.text() for text in dialog.findChildren(Text)][1:]
        dialog.close_button.click()

    def fails(self, net: LastNet, error: Exception) -> None:
        net.caught(type(error), error, None)
        QTimer.singleShot(0, self.close_what_opens)  # behind the dialog, in its own loop
        QApplication.processEvents()


@pytest.fixture
def watch(qtbot: QtBot) -> Watch:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return Watch(window)


def test_an_error_that_nobody_caught_is_told_in_words(watch: Watch) -> None:
    net = LastNet(now=lambda: watch.time)
    watch.fails(net, UserError("Nothing more can be saved. Make room on the disk."))
    watch.fails(net, UserError(f"{OVERRIDE}{OVERRIDE}The disk is full."))
    watch.fails(net, DataError("attempt 7 has no form"))
    watch.fails(net, ZeroDivisionError("secret reply of a learner"))
    assert watch.said[0] == "Nothing more can be saved. Make room on the disk."
    assert watch.said[1] == "The disk is full."
    assert "contradict themselves: attempt 7 has no form" in watch.said[2]
    assert "did not foresee (ZeroDivisionError)" in watch.said[3]
    assert "secret" not in watch.said[3]


def test_what_fails_every_second_is_told_once_a_minute(watch: Watch) -> None:
    net = LastNet(now=lambda: watch.time)
    for second in range(0, 125, 5):
        watch.time = float(second)
        watch.fails(net, UserError("The disk is full."))
    assert watch.said == ["The disk is full."] * 3


def test_who_stops_the_program_is_not_asked(watch: Watch) -> None:
    net = LastNet()
    net.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not watch.said
    assert QApplication.activeModalWidget() is None
