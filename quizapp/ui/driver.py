"""Driving the real window by real events: what a person would click and type, as verbs.

Used by the demonstration and by the tests. Nothing here reaches around the window: answers go
through keys and the mouse, and the pages do the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QWidget

from quizapp.ui.answers.area import AnswerArea
from quizapp.ui.answers.choosing import ChoiceArea
from quizapp.ui.answers.listening import ListeningArea
from quizapp.ui.answers.matching import MatchingArea
from quizapp.ui.answers.ordering import OrderingArea
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.answers.written import WrittenArea
from quizapp.ui.page import Page
from quizapp.ui.sitting_frame import SittingFrame
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.window import MainWindow

ROUNDS = 5
PATIENCE_MS = 5
MOST_TRIES = 100
MOST_SECONDS = 60


class Driver:
    """A pair of hands for one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # Looking

    def settle(self) -> None:
        """Let the window do what is due."""
        for _ in range(ROUNDS):
            QApplication.processEvents()
        QTest.qWait(PATIENCE_MS)

    def settle_until(self, is_so: Callable[[], bool]) -> Driver:
        """Let the window work until something is so; `TimeoutError` after a long while."""
        until = monotonic() + MOST_SECONDS
        while not is_so():
            if monotonic() > until:
                raise TimeoutError(f"the page {self.page_name} waits in vain")
            self.settle()
        return self

    def show(self, width: int = 1280, height: int = 800) -> Driver:
        """Show the window at a size."""
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        self.settle()
        return self

    def grab(self, path: Path) -> Path:
        """Save a picture of the window."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(path)):
            raise OSError(f"the picture {path} could not be written")
        return path

    @property
    def page(self) -> Page:
        """Return the page on screen."""
        page = self.window.current
        if page is None:
            raise LookupError("the window shows no page")
        return page

    @property
    def page_name(self) -> str:
        """Return the name of the page on screen."""
        return self.window.name

    @property
    def sitting(self) -> SittingFrame:
        """Return the practice or exam page on screen."""
        page = self.page
        if not isinstance(page, SittingFrame):
            raise TypeError(f"the page {self.page_name} holds no sitting")
        return page

    @property
    def area(self) -> AnswerArea:
        """Return the answer area on screen."""
        return self.sitting.view.area()

    # Hands

    def open_page(self, name: str, context: object = None) -> Driver:
        """Go to a page, as the sidebar does."""
        self.window.open_page(name, context)
        self.settle()
        return self

    def click(self, widget: QWidget) -> Driver:
        """Click in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.settle()
        return self

    def button(self, name: str) -> QAbstractButton:
        """Return the visible button with this accessible name or these words."""
        for button in self.window.findChildren(QAbstractButton):
            words = (button.accessibleName(), button.text())
            if button.isVisible() and name in words:
                return button
        raise LookupError(f"no button “{name}” is visible on the page {self.page_name}")

    def press(self, name: str) -> Driver:
        """Click the button with this name."""
        return self.click(self.button(name))

    def key(
        self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> Driver:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(target, key, modifier)
        else:
            QTest.keyClick(target, key, modifier)
        self.settle()
        return self

    def type(self, text: str, widget: QWidget | None = None) -> Driver:
        """Type a text into a field."""
        target = widget or QApplication.focusWidget() or self.window
        target.setFocus()
        for line, words in enumerate(text.split("\n")):
            if line:
                QTest.keyClick(target, Qt.Key.Key_Return)
            for sign in words:
                _strike(target, sign)
        self.settle()
        return self

    def in_dialog(self, act: Callable[[QDialog], None], opener: Callable[[], object]) -> Driver:
        """Run `opener`, which opens a dialog, and `act` on the dialog once it is there.

        What goes wrong in `act` closes the dialog and is raised here, not lost in the event loop.
        """
        tries = iter(range(MOST_TRIES))
        wrong: list[Exception] = []

        def meet() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                try:
                    act(dialog)
                except Exception as error:  # noqa: BLE001 - raised again below, whatever it is
                    wrong.append(error)
                    dialog.reject()
            elif next(tries, None) is not None:
                QTimer.singleShot(PATIENCE_MS, meet)

        QTimer.singleShot(0, meet)
        opener()
        self.window.activateWindow()  # without a window manager nobody gives the focus back
        self.settle()
        if wrong:
            raise wrong[0]
        return self

    def close(self) -> None:
        """Close the window, agreeing to leave an exam that is under way."""
        page = self.window.current
        open_exam = isinstance(page, SittingFrame) and page.model is not None
        if open_exam:
            self.agree(self.window.close)
        self.window.close()

    def agree(self, opener: Callable[[], object]) -> Driver:
        """Run `opener` and agree in the dialog that it opens."""
        return self.in_dialog(_press_go, opener)

    # Answers, each through the widgets of its kind

    def answer_choice(self, option: str) -> Driver:
        """Press the key of an option, for choice and listening."""
        area = self.area
        choice = area.choice if isinstance(area, ListeningArea) else area
        if not isinstance(choice, ChoiceArea):
            raise TypeError("there is nothing to choose on screen")
        place = choice.place(option)
        self.click(choice.rows[place])
        return self

    def answer_several(self, options: Sequence[str]) -> Driver:
        """Tick options by their keys."""
        area = self.area
        if not isinstance(area, ChoiceArea):
            raise TypeError("there is nothing to tick on screen")
        for option in options:
            row = area.rows[area.place(option)]
            if not row.isChecked():
                row.setFocus()
                self.key(str(area.place(option) + 1))
        return self

    def answer_order(self, order: Sequence[str]) -> Driver:
        """Bring steps into an order with Space and the arrow keys."""
        area = self.area
        if not isinstance(area, OrderingArea):
            raise TypeError("there is nothing to order on screen")
        for goal, step in enumerate(order):
            start = next(n for n, row in enumerate(area.rows) if row.step_id == step)
            if start == goal:
                continue
            area.rows[start].setFocus()
            self.key(Qt.Key.Key_Space)
            for _ in range(start - goal):
                self.key(Qt.Key.Key_Up)
            self.key(Qt.Key.Key_Space)
        if area.confirm.isVisible():
            self.click(area.confirm)
        return self

    def answer_pairs(self, pairs: Mapping[str, str]) -> Driver:
        """Choose in the drop-downs."""
        area = self.area
        if not isinstance(area, MatchingArea):
            raise TypeError("there is nothing to match on screen")
        for prompt, option in pairs.items():
            self._select(area.select_of(prompt), option)
        return self

    def _select(self, box: QComboBox, value: str) -> None:
        box.setFocus()
        goal = box.findData(value)
        for _ in range(box.count()):
            if box.currentIndex() == goal:
                return
            down = box.currentIndex() < goal
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        self.settle()

    def answer_written(self, text: str) -> Driver:
        """Type a reply into the editor; the page saves it by itself."""
        area = self.area
        if not isinstance(area, WrittenArea):
            raise TypeError("there is no reply to write on screen")
        area.editor.selectAll()
        self.type(text, area.editor)
        area.settle()
        return self

    def listen(self) -> Driver:
        """Play the call to its end, without waiting for it."""
        area = self.area
        if isinstance(area, ListeningArea):
            self.click(area.play)
            area.advance(area.seconds)
            self.settle()
        return self

    def say_reply(self, reply: str) -> Driver:
        """Give a ready reply of a conversation."""
        area = self.area
        if not isinstance(area, TalkArea):
            raise TypeError("no conversation is on screen")
        self.click(area.row_of(reply))
        if area.send_chosen.isVisible():
            self.click(area.send_chosen)
        return self

    def say_own(self, text: str) -> Driver:
        """Write and send an own reply of a conversation."""
        area = self.area
        if not isinstance(area, TalkArea):
            raise TypeError("no conversation is on screen")
        self.type(text, area.editor)
        self.click(area.send)
        return self

    def scroll_to_end(self) -> Driver:
        """Show the end of what scrolls on the page on screen."""
        for area in self.page.findChildren(Scroll):
            if area.isVisible():
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.settle()
        return self


def _press_go(dialog: QDialog) -> None:
    go = getattr(dialog, "go", None) or getattr(dialog, "close_button", None)
    if isinstance(go, QAbstractButton):
        QTest.mouseClick(go, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    else:
        dialog.reject()


def _strike(target: QWidget, sign: str) -> None:
    """Send the key of one sign; QTest knows no signs outside ASCII."""
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, 0, none, sign))
