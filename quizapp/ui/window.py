"""The main window: sidebar, pages, and the way between them.

Only the page on screen is built at start; every other page is imported and built on its first visit
and refilled after that.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget

from quizapp.errors import QuizError
from quizapp.ui import fonts, theme
from quizapp.ui.page import Page
from quizapp.ui.sidebar import MENU, MenuBar, Sidebar, mode_for
from quizapp.ui.theme import Look
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.focus_ring import FocusRing
from quizapp.ui.widgets.notices import Toast, announce
from quizapp.ui.window_keys import WindowKeys, use_keys

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.ui.desk_session import DeskSession

PAGES = {
    "today": ("today", "TodayPage"),
    "practise": ("practise", "PractisePage"),
    "practice": ("practice", "PracticePage"),
    "exams": ("exams", "ExamsPage"),
    "before": ("before_exam", "BeforeExamPage"),
    "exam": ("exam", "ExamPage"),
    "result": ("result", "ResultPage"),
    "answers": ("answers", "AnswersPage"),
    "progress": ("progress", "ProgressPage"),
    "certificates": ("certificates", "CertificatesPage"),
    "settings": ("settings", "SettingsPage"),
    "help": ("help", "HelpPage"),
    "first_run": ("first_run", "FirstRunPage"),
    "roster": ("roster", "RosterPage"),
    "assignments": ("assignments", "AssignmentsPage"),
    "reading": ("reading", "ReadingPage"),
    "issued": ("issued", "IssuedPage"),
    "reports": ("reports", "ReportsPage"),
}
"""Name, module under `quizapp.ui.pages`, class."""
SIDE_OF = {"result": "exams", "answers": "exams"}
SMALLEST = QSize(900, 600)
USUAL = QSize(1280, 800)


class MainWindow(QMainWindow):
    """The window. Pages ask it to open other pages; it asks them whether they may be left."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.setWindowTitle("quizapp")
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.name = ""
        self._home = "today"
        self._pages: dict[str, Page] = {}
        self.sidebar = Sidebar()
        self.menu_bar = MenuBar()
        self.stack = QStackedWidget()
        right = QWidget()
        right.setLayout(boxes.column(self.menu_bar, self.stack, gap=0))
        middle = QWidget()
        line = boxes.row(self.sidebar, right, gap=0)
        line.setStretch(1, 1)
        middle.setLayout(line)
        self.setCentralWidget(middle)
        self._toast: Toast | None = None
        self._ring = FocusRing(self)
        self.sidebar.count_due = self._count_due
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.person_pressed.connect(self._choose_person)
        self.menu_bar.menu.clicked.connect(self._open_menu)
        self.keys = WindowKeys(self)
        if app.has_desk():
            self.sidebar.show_people()

    # The way between pages

    def begin(self) -> None:
        """Open the first page: the first run, or Today."""
        learner = self.app.people.current()
        if learner is None:
            self.open_page("first_run")
        else:
            self.show_person()
            self.open_page("today", "start")

    def page(self, name: str) -> Page:
        """Return a page, built on its first use."""
        if name not in self._pages:
            module, cls = PAGES[name]
            made = getattr(importlib.import_module(f"quizapp.ui.pages.{module}"), cls)
            page: Page = made(self)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    @property
    def current(self) -> Page | None:
        """Return the page on screen."""
        return self._pages.get(self.name)

    def open_page(self, name: str, context: object = None) -> None:
        """Leave the page on screen and enter another."""
        before = self.current
        if before is not None and not before.may_leave():
            self._mark_place()
            return
        if before is not None:
            before.left()
        if self._toast is not None:
            self._toast.hide()
        page = self.page(name)
        if before is not None and not before.focus_page:
            self._home = self.name
        self.name = name
        try:
            page.enter(context)
        except QuizError as error:
            self.report(error)
        self._arrange()
        self.stack.setCurrentWidget(page)
        self._mark_place()
        self._say_where(page)
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_where(self, page: Page) -> None:
        """Name the page in the title of the window and, beside the sidebar, to screen readers."""
        words = page.place()
        self.setWindowTitle(f"{words} – quizapp" if words else "quizapp")
        if words and not page.focus_page and self.isVisible():  # or else the title is read
            announce(page, words)

    def search(self) -> None:
        """Let the person find a page, a card or a question."""
        self.keys.find()

    def back(self) -> None:
        """Go back from a focus page to the place it was opened from."""
        self.open_page(self._home)

    def _mark_place(self) -> None:
        self.sidebar.show_page(SIDE_OF.get(self.name, self.name))

    def _arrange(self) -> None:
        width = self.effective_width()
        page = self.current
        focus = page is not None and page.focus_page
        mode = mode_for(width)
        self.sidebar.show_mode(mode)
        self.sidebar.setVisible(not focus and mode != MENU)
        self.menu_bar.setVisible(not focus and mode == MENU)
        if page is not None:
            page.fit(width)

    def effective_width(self) -> float:
        """Return the width over the text size."""
        return self.width() / theme.current().scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()
        if self._toast is not None and self._toast.isVisible():
            self._toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the page on screen save, then close."""
        page = self.current
        if page is not None and not page.may_leave():
            event.ignore()
            return
        if page is not None:
            page.left()
        self.name = ""
        super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab walk through the page as it reads, and keep what it reaches in sight."""
        from quizapp.ui import tab_order  # noqa: PLC0415 - first needed with the first Tab

        focus = QApplication.focusWidget()
        if focus is not None and not focus.isVisible():
            return super().focusNextPrevChild(forward)  # asked because it has been hidden
        return tab_order.walk(self, forward=forward)

    # The people desk

    @cached_property
    def desk(self) -> DeskSession:
        """Whether the people desk is open; made when a page first asks."""
        from quizapp.ui.desk_session import DeskSession  # noqa: PLC0415 - few windows have a desk

        session = DeskSession(self.app, self)
        session.changed.connect(self._follow_desk)
        return session

    def _follow_desk(self) -> None:
        if self.desk.is_set_up():
            self.sidebar.show_people()
            self._mark_place()

    def show_work(self, words: str, share: float) -> None:
        """Show above the foot of the sidebar that work goes on; a share of 1 ends it."""
        if share < 1:
            self.sidebar.work.show_work(words, share)
        else:
            self.sidebar.work.hide()

    # Telling

    def say(self, sentence: str, on_undo: Callable[[], None] | None = None) -> None:
        """Show a toast."""
        self._toasts().say(sentence, on_undo)

    def report(self, error: Exception) -> None:
        """Show an error as a sentence."""
        self._toasts().say(str(error), done=False)

    def _toasts(self) -> Toast:
        if self._toast is None:
            self._toast = Toast(self)
        return self._toast

    # People

    def show_person(self) -> None:
        """Show who is learning."""
        learner = self.app.people.current()
        self.sidebar.person.show_person(learner.name if learner is not None else "Nobody yet")

    def _count_due(self) -> int:
        """Return how much is due for who is learning."""
        learner = self.app.people.current()
        return self.app.progress.due_count(learner) if learner is not None else 0

    def _choose_person(self) -> None:
        """Let the person say who is learning."""
        from quizapp.ui import window_person  # noqa: PLC0415 - few choose at each start

        window_person.choose(self)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        self.sidebar.recount()
        names = self.sidebar.buttons()
        places = {menu.addAction(name.accessibleName()): name.place.page for name in names}
        button = self.menu_bar.menu
        picked = menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
        if picked in places:
            self.open_page(places[picked])
        menu.deleteLater()

    # Comfort

    def larger_text(self) -> None:
        """Go to the next larger text size."""
        now = theme.current().look.text_size
        self.set_look(text_size=next((s for s in theme.TEXT_STEPS if s > now), now))

    def smaller_text(self) -> None:
        """Go to the next smaller text size."""
        now = theme.current().look.text_size
        self.set_look(text_size=next((s for s in reversed(theme.TEXT_STEPS) if s < now), now))

    def usual_text(self) -> None:
        """Go back to 100 %."""
        self.set_look(text_size=100)

    def set_look(
        self,
        *,
        theme_name: str | None = None,
        text_size: int | None = None,
        spacing: str | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change comfort settings, store them and show them at once."""
        chosen = self.app.settings()
        chosen = replace(
            chosen,
            theme=theme_name if theme_name is not None else chosen.theme,
            text_size=text_size if text_size is not None else chosen.text_size,
            spacing=spacing if spacing is not None else chosen.spacing,
            reduced_motion=chosen.reduced_motion if reduced_motion is None else reduced_motion,
        )
        try:
            self.app.save_settings(chosen)
        except QuizError as error:
            self.report(error)
        apply_settings(self.app)
        self._arrange()

    def set_keys(
        self,
        *,
        chosen: tuple[tuple[str, str], ...] | None = None,
        single_keys: bool | None = None,
    ) -> None:
        """Change which keys do what, store it and show it on every button at once."""
        self.keys.choose(chosen=chosen, single_keys=single_keys)


def apply_settings(app: App) -> None:
    """Show the look that the settings ask for."""
    instance = QApplication.instance()
    if not isinstance(instance, QApplication):
        return
    chosen = app.settings()
    look = Look(
        theme=theme.resolved(chosen.theme),
        text_size=chosen.text_size,
        spacing=chosen.spacing,
        reduced_motion=chosen.reduced_motion,
    )
    theme.apply(instance, look)


class _SystemFollower:
    """Follows the desktop's colours while the setting says so."""

    def __init__(self, app: App) -> None:
        self._app = app

    def follow(self, _: object) -> None:
        """Take over changed colours of the desktop."""
        if self._app.settings().theme == theme.SYSTEM:
            apply_settings(self._app)


def application() -> QApplication:
    """Return the one QApplication, made on first use, with style and fonts in place."""
    instance = QApplication.instance()
    if isinstance(instance, QApplication):
        return instance
    # most shapes here are small: giving parts of each to threads takes longer than painting it
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    # asked for by `setStyle`, PySide would build QStyle with all its enums, for 8 ms
    made = QApplication([*(sys.argv[:1] or ["quizapp"]), "-style", "Fusion"])
    made.setApplicationName("quizapp")
    made.setApplicationDisplayName("quizapp")
    made.setDesktopFileName("quizapp")
    return made


def open_window(app: App) -> MainWindow:
    """Return the window, dressed and on its first page, not shown yet."""
    application()
    fonts.load()
    use_keys(app.settings())
    apply_settings(app)
    window = MainWindow(app)
    window.begin()
    return window


def run(app: App, *, on_shown: Callable[[], object] | None = None) -> int:
    """Show the window until it is closed; return the exit code.

    `on_shown` is called once the first page has been painted.
    """
    instance = application()
    window = open_window(app)
    follower = _SystemFollower(app)
    instance.styleHints().colorSchemeChanged.connect(follower.follow)
    window.show()
    if on_shown is not None:
        QTimer.singleShot(0, on_shown)
    return instance.exec()
