"""A whole exam by key events only: from the Exams page to the result and the certificate.

Nothing here clicks, calls a page or sets a focus. Every key goes to the widget that has the focus,
as a keyboard sends it. What is read from the sitting is only which answer is right.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from quizapp.app import App, open_app
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ItemKind,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)
from quizapp.services.sitting import Sitting
from quizapp.ui.answers.ordering import StepRow
from quizapp.ui.driver import Driver
from quizapp.ui.sitting_frame import SittingFrame
from quizapp.ui.window import MainWindow, open_window

MOST_TABS = 80
MOST_QUESTIONS = 120
MOST_TURNS = 20
LETTERS = "abcdefgh"

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore(
        "propagateSizeHints", "pipewire", "text-to-speech plug-in", extend=True
    ),  # what the platform lacks here: hints of size, sound and voices
]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """Open an app with one learner and the marker that it ships with."""
    opened = open_app(tmp_path / "data")
    opened.people.create(name="Nadia Rahman")
    yield opened
    opened.close()


@pytest.fixture
def window(app: App) -> Iterator[MainWindow]:
    """Show the window, which has the keyboard."""
    shown = open_window(app)
    shown.show()
    shown.activateWindow()
    QTest.qWait(20)
    yield shown
    page = shown.current
    if isinstance(page, SittingFrame):
        page.put_down()  # after a failure: an exam under way would ask before it is left
    shown.close()
    shown.deleteLater()
    QTest.qWait(1)


class Keyboard:
    """Sends keys to whatever has the focus, and knows what that is called."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.pressed = 0

    @property
    def focus(self) -> QWidget:
        """Return what has the focus."""
        focus = QApplication.focusWidget()
        if focus is None:
            # a window manager does this when a dialog opens or closes
            (QApplication.activeModalWidget() or self._window).activateWindow()
            QTest.qWait(1)
            focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the focus on the page {self._window.name}"
        return focus

    def name(self) -> str:
        """Return the name of what has the focus, as a screen reader says it."""
        return QAccessible.queryAccessibleInterface(self.focus).text(QAccessible.Text.Name)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key."""
        self.pressed += 1
        QTest.keyClick(self.focus, key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        for sign in text:
            self.pressed += 1
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()

    def letter(self, sign: str) -> None:
        """Press the key of a letter."""
        self.pressed += 1
        QTest.keyClicks(self.focus, sign)
        QApplication.processEvents()

    def tab_to(self, *names: str) -> str:
        """Walk by Tab until something with one of these names has the focus."""
        for _ in range(MOST_TABS):
            if self.name() in names:
                return self.name()
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {' or '.join(names)}")

    def press_in_dialog(self, key: Qt.Key, modifier: Qt.KeyboardModifier, choice: str) -> None:
        """Press a key that opens a dialog and choose in it."""
        QTimer.singleShot(0, lambda: self._choose(choice))
        self.press(key, modifier)
        self._window.activateWindow()
        QTest.qWait(1)

    def _choose(self, choice: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None, "no dialog has opened"
        dialog.activateWindow()
        # until then keys would reach the page behind, whose button has the same name
        Driver(self._window).settle_until(lambda: dialog.isAncestorOf(self.focus))
        self.tab_to(choice)
        self.press(Qt.Key.Key_Return)


class Candidate:
    """Somebody who knows the answers and has only a keyboard."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.keys = Keyboard(window)
        self.kinds: set[ItemKind] = set()

    @property
    def sitting(self) -> Sitting:
        """Return the exam under way."""
        page = self._window.current
        assert isinstance(page, SittingFrame)
        return page.sitting_model.sitting

    def begin(self, title: str) -> None:
        """Go to the Exams page, look at an exam and start its clock."""
        self.keys.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        assert self._window.name == "exams"
        self.keys.tab_to(f"See and start: {title}")
        self.keys.press(Qt.Key.Key_Return)
        assert self._window.name == "before"
        self.keys.tab_to("Start the clock")
        self.keys.press(Qt.Key.Key_Return)
        assert self._window.name == "exam"

    def go_through(self) -> None:
        """Answer everything and hand in part after part."""
        for _ in range(MOST_QUESTIONS):
            self.answer(self.sitting.item())
            if self._go_on() == "Next":
                continue
            assert self.sitting.counts().unanswered == 0
            part = self.sitting.section_index + 1
            self.keys.tab_to(f"Hand in part {part}")
            self.keys.press_in_dialog(
                Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, f"Hand in part {part}"
            )
            if self._window.name != "exam":
                return
            self.keys.tab_to(f"Start part {part + 1}")
            self.keys.press(Qt.Key.Key_Return)
        raise AssertionError("the exam does not end")

    def _go_on(self) -> str:
        chosen = self.keys.tab_to("Next", "Look back")
        self.keys.press(Qt.Key.Key_Return)
        return chosen

    def answer(self, item: Item) -> None:
        """Answer a question as well as its key does."""
        self.kinds.add(item.kind)
        order = self.sitting.option_order(item.id)
        match item.body:
            case ChoiceBody(options=options):
                self.keys.letter(LETTERS[order.index(next(o.id for o in options if o.correct))])
            case ListeningBody(options=options):
                self.keys.tab_to("Play")
                self.keys.press(Qt.Key.Key_Space)
                self.keys.letter(LETTERS[order.index(next(o.id for o in options if o.correct))])
            case MultipleBody(options=options):
                for option in options:
                    if option.correct:
                        self.keys.letter(str(order.index(option.id) + 1))
            case OrderingBody(key=key):
                self._order(key[0])
            case MatchingBody(key=pairs):
                self._match(len(pairs), list(pairs.values()))
            case FreeTextBody(samples=samples):
                self.keys.type(next(s.reply for s in samples if s.kind == "strong"))
            case ConversationBody():
                self._talk()

    def _order(self, key: tuple[str, ...]) -> None:
        """Lift each step that is not in its place and carry it there."""
        page = self._window.current
        assert page is not None
        for goal, step in enumerate(key):
            rows = [row for row in page.findChildren(StepRow) if row.isVisible()]
            start = next(n for n, row in enumerate(self._as_shown(rows)) if row.step_id == step)
            self._go_to_row(start)
            self.keys.press(Qt.Key.Key_Space)
            for _ in range(start - goal):
                self.keys.press(Qt.Key.Key_Up)
            self.keys.press(Qt.Key.Key_Space)

    @staticmethod
    def _as_shown(rows: list[StepRow]) -> list[StepRow]:
        return sorted(rows, key=lambda row: row.y())

    def _go_to_row(self, goal: int) -> None:
        for _ in range(MOST_TABS):
            page = self._window.current
            assert page is not None
            rows = self._as_shown([r for r in page.findChildren(StepRow) if r.isVisible()])
            focus = self.keys.focus
            if focus not in rows:
                self.keys.press(Qt.Key.Key_Tab)
            elif rows.index(focus) == goal:
                return
            else:
                down = rows.index(focus) < goal
                self.keys.press(Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        raise AssertionError("the arrow keys never reach the step")

    def _match(self, count: int, options: list[str]) -> None:
        """Choose in one drop-down after the other."""
        for place in range(count):
            box = self._next_box()
            goal = box.findData(options[place])
            while box.currentIndex() != goal:
                self.keys.press(Qt.Key.Key_Down if box.currentIndex() < goal else Qt.Key.Key_Up)
            self.keys.press(Qt.Key.Key_Tab)

    def _next_box(self) -> QComboBox:
        for _ in range(MOST_TABS):
            focus = self.keys.focus
            if isinstance(focus, QComboBox):
                return focus
            self.keys.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab never reaches a drop-down")

    def _talk(self) -> None:
        """Give the best reply of each turn, or write one."""
        for _ in range(MOST_TURNS):
            talk = self.sitting.talk()
            if talk.ended:
                return
            if talk.replies:
                best = max(talk.replies, key=lambda reply: reply.grade)
                self._give(talk.replies.index(best))
            else:
                assert talk.node is not None
                self.keys.type(talk.node.model_reply)
                self.keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        raise AssertionError("the talk does not end")

    def _give(self, place: int) -> None:
        turns = self.sitting.talk().turns
        self.keys.letter(LETTERS[place])
        if self.sitting.talk().turns == turns:
            self.keys.press(Qt.Key.Key_Return)


def take(app: App, window: MainWindow, plan: str) -> Candidate:
    """Take an exam and fetch the certificate, by keys only."""
    candidate = Candidate(window)
    candidate.begin(app.catalogue.bank().plan(plan).title)
    candidate.go_through()
    assert window.name == "result"
    candidate.keys.tab_to("Get your certificate")
    candidate.keys.press(Qt.Key.Key_Return)
    Driver(window).settle_until(lambda: window.name == "certificates")
    return candidate


def test_a_short_exam_from_the_list_to_the_certificate(app: App, window: MainWindow) -> None:
    candidate = take(app, window, "short")
    learner = app.people.current()
    assert learner is not None
    assert candidate.kinds == set(ItemKind)
    assert [c.holder for c in app.certificates.all(learner.id)] == ["Nadia Rahman"]


@pytest.mark.proof
def test_a_certification_exam_from_the_list_to_the_certificate(
    app: App, window: MainWindow
) -> None:
    candidate = take(app, window, "certification")
    learner = app.people.current()
    assert learner is not None
    # which of the kinds that share a quota are drawn is up to the seed
    shared = {ItemKind.MULTIPLE, ItemKind.ORDERING, ItemKind.MATCHING}
    assert candidate.kinds >= set(ItemKind) - shared
    assert candidate.kinds & shared
    assert [c.holder for c in app.certificates.all(learner.id)] == ["Nadia Rahman"]
    (attempt,) = (a for a in app.exams.history(learner.id) if a.plan == "certification")
    assert len(app.results.of(attempt.id).grades) == 45
