"""What somebody at the people desk does in the window, as verbs, and an organisation for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk_day import (
    BADLY,
    DESK_WORDS,
    IN_DOUBT,
    KEY_WORDS,
    WELL,
    Hand,
    enrol,
    set_up,
    sit,
    use_word_marker,
)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from quizapp.app import App, open_app
from quizapp.ui.desk_fetch import Fetch
from quizapp.ui.driver import Driver
from quizapp.ui.pages.assignments import AssignmentsPage
from quizapp.ui.pages.issued import IssuedPage
from quizapp.ui.pages.reading import ReadingPage
from quizapp.ui.pages.reports import ReportsPage
from quizapp.ui.pages.roster import RosterPage
from quizapp.ui.window import open_window

LOOK_EVERY_MS = 10
PAGES = ("roster", "assignments", "reading", "issued", "reports")
NAMES = (
    "Amara Nwosu",
    "Björn Lindqvist",
    "Chiara Fontana",
    "Dimitri Vlachos",
    "Élodie Marchand",
    "Hana Kovářová",
)
HANDS: dict[str, Hand] = {
    "Amara Nwosu": WELL,
    "Björn Lindqvist": WELL,
    "Chiara Fontana": BADLY,
    "Dimitri Vlachos": IN_DOUBT,
}
"""How the first four take their exam; the others have not begun."""


def organisation(app: App, patch: pytest.MonkeyPatch, *, results: bool) -> App:
    """Set up a desk with six people in two teams; with results, four of them have sat the exam."""
    use_word_marker(patch)
    app.people.create(name="Helen Brandt")
    door = set_up(app)
    app.roster.add_group(door, "Phone")
    ids = enrol(app, door, NAMES)
    for number, person in enumerate(ids, 1):
        app.roster.correct(door, person, number=f"47{number}", email=f"p{number}@x.example")
    if results:
        for name, person in zip(NAMES, ids, strict=True):
            if name in HANDS:
                sit(app, person, HANDS[name])
    app.desk.lock()
    return app


class DeskHands:
    """Hands at the desk: opening it, its pages, its dialogs."""

    def __init__(self, driver: Driver, patch: pytest.MonkeyPatch) -> None:
        self.driver = driver
        self._patch = patch
        self.app = driver.window.app

    # Opening

    def unlock(self) -> DeskHands:
        """Type the passphrase into the card of the page on screen, if it is not open yet."""
        page = self.driver.page
        gate = page.gate  # type: ignore[attr-defined]  # every page of the desk has one
        if gate.isVisible():
            self.driver.type(DESK_WORDS, gate.field)
            self.driver.click(gate.unlock)
        return self.settled()

    def open(self, page: str, context: object = None) -> DeskHands:
        """Go to a page, unlock it, and wait until it shows what is stored."""
        self.driver.open_page(page, context)
        return self.unlock().settled()

    def settled(self) -> DeskHands:
        """Wait until the page on screen shows what is stored."""
        fetch = getattr(self.driver.page, "fetch", None)
        return self.wait(lambda: fetch is None or not fetch.busy)

    def lock(self) -> DeskHands:
        self.driver.window.desk.lock()
        self.driver.settle()
        return self

    # Pages

    @property
    def roster(self) -> RosterPage:
        page = self.driver.window.page("roster")
        assert isinstance(page, RosterPage)
        return page

    @property
    def assignments(self) -> AssignmentsPage:
        page = self.driver.window.page("assignments")
        assert isinstance(page, AssignmentsPage)
        return page

    @property
    def reading(self) -> ReadingPage:
        page = self.driver.window.page("reading")
        assert isinstance(page, ReadingPage)
        return page

    @property
    def issued(self) -> IssuedPage:
        page = self.driver.window.page("issued")
        assert isinstance(page, IssuedPage)
        return page

    @property
    def reports(self) -> ReportsPage:
        page = self.driver.window.page("reports")
        assert isinstance(page, ReportsPage)
        return page

    # Dialogs and waiting

    def dialog(self, act: Callable[[QDialog], None], opener: Callable[[], object]) -> DeskHands:
        """Run what opens a dialog and `act` on the dialog, which is closed if `act` fails."""
        failures: list[BaseException] = []
        met: list[str] = []
        over: list[bool] = []
        known = QApplication.activeModalWidget()

        def look() -> None:
            if over:
                return
            dialog = QApplication.activeModalWidget()
            if dialog is known or not isinstance(dialog, QDialog):
                QTimer.singleShot(LOOK_EVERY_MS, look)
                return
            met.append(dialog.windowTitle())
            dialog.activateWindow()
            self.driver.settle()
            try:
                act(dialog)
            except BaseException as failure:  # noqa: BLE001 - told once the dialog is gone
                failures.append(failure)
                dialog.reject()

        QTimer.singleShot(0, look)
        opener()
        over.append(True)
        self.driver.window.activateWindow()
        self.driver.settle()
        if failures:
            raise failures[0]
        assert met, "no dialog was opened"
        return self.settled()

    def agree(self, opener: Callable[[], object]) -> DeskHands:
        """Run what opens a dialog and press the button that agrees."""
        return self.dialog(_press_go, opener)

    def wait(self, until: Callable[[], bool]) -> DeskHands:
        self.driver.settle_until(until).settle()
        return self

    def unlock_issuer(self) -> DeskHands:
        """Open the issuer, as its passphrase does when it is asked for."""
        self.app.issuer.unlock_with(KEY_WORDS)
        return self

    def pick(self, path: Path, form: str = "") -> DeskHands:
        """Let every choice of a place or a file be this one."""
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), form))
        self._patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), form))
        self._patch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
        return self

    def said(self) -> str:
        """Return what the toast says."""
        toast = self.driver.window._toast
        return "" if toast is None or not toast.isVisible() else toast._text.text()

    def names_shown(self) -> list[str]:
        """Return the names on the roster page as the table shows them."""
        return [row.name for row in self.roster.table.model.shown()]


def _press_go(dialog: QDialog) -> None:
    dialog.go.click()  # type: ignore[attr-defined]  # every dialog that asks has one


def words_in(root: QWidget) -> str:
    """Return every word that a widget and all in it holds, visible or not."""
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        found += [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
        if isinstance(widget, QLabel):
            found.append(widget.text())
        model = getattr(widget, "model", None)
        rows = model() if callable(model) else None
        if rows is not None and hasattr(rows, "rowCount"):
            found += [
                str(rows.data(rows.index(line, column)) or "")
                for line in range(rows.rowCount())
                for column in range(rows.columnCount())
            ]
    return "\n".join(found)


@contextmanager
def at_the_desk(
    source: Path, folder: Path, qtbot: QtBot, patch: pytest.MonkeyPatch
) -> Iterator[DeskHands]:
    """Open the window on a copy of an organisation and close it again."""
    use_word_marker(patch)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.lock"))
    app = open_app(folder)
    window = open_window(app)
    driver = Driver(window).show()
    try:
        yield DeskHands(driver, patch)
    finally:
        window.desk.lock()  # puts a decision that was begun away, so that closing asks nothing
        driver.close()
        for fetch in window.findChildren(Fetch):
            fetch.wait()
        window.deleteLater()
        qtbot.wait(1)
        app.close()
