"""The keys that work anywhere in the window, and finding things by Ctrl+K."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.errors import QuizError
from quizapp.services.practice_choice import PracticeChoice
from quizapp.ui import shortcuts
from quizapp.ui.shortcuts import Action, Keymap
from quizapp.ui.sidebar import LEARN
from quizapp.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from quizapp.services.search import Found
    from quizapp.settings import Settings
    from quizapp.ui.desk_find import PeopleFinder
    from quizapp.ui.focus_frame import FocusFrame
    from quizapp.ui.window import MainWindow


class WindowKeys(QObject):
    """Binds the window's shortcuts to what they do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts: list[QShortcut] = []
        self.bind()

    def bind(self) -> None:
        """Bind the keys as they are now; called again when the person changed one."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        fixed: list[tuple[str, Callable[[], None]]] = [
            ("Ctrl++", self._window.larger_text),
            ("Ctrl+=", self._window.larger_text),
            ("Ctrl+-", self._window.smaller_text),
            ("Ctrl+0", self._window.usual_text),
            ("Alt+1", self._first_choice),
            ("Alt+2", self._second_choice),
            ("Alt+3", self._third_choice),
            ("Ctrl+1", self._place_1),
            ("Ctrl+2", self._place_2),
            ("Ctrl+3", self._place_3),
            ("Ctrl+4", self._place_4),
            ("Ctrl+5", self._place_5),
        ]
        free: list[tuple[Action, Callable[[], None]]] = [
            (Action.SETTINGS, self._open_settings),
            (Action.FIND, self.find),
            (Action.KEYS, self._show_keys),
            (Action.NEXT_REGION, self._next_region),
            (Action.PREVIOUS_REGION, self._previous_region),
            (Action.FULL_SCREEN, self._full_screen),
            (Action.SEND, self._send),
        ]
        chosen = [(shortcuts.current().key(action), slot) for action, slot in free]
        pad = [(key.replace("Return", "Enter"), slot) for key, slot in chosen if "Return" in key]
        for key, slot in (*fixed, *chosen, *pad):
            if key:
                shortcut = QShortcut(QKeySequence(key), self._window)
                shortcut.activated.connect(slot)
                self._shortcuts.append(shortcut)

    def choose(
        self, *, chosen: tuple[tuple[str, str], ...] | None, single_keys: bool | None
    ) -> None:
        """Change which keys do what, store it and show it on every button; None leaves it be."""
        now = self._window.app.settings()
        now = replace(
            now,
            shortcuts=now.shortcuts if chosen is None else chosen,
            single_keys=now.single_keys if single_keys is None else single_keys,
        )
        try:
            self._window.app.save_settings(now)
        except QuizError as error:
            self._window.report(error)
        use_keys(now)
        self.bind()
        for button in self._window.findChildren(Button):
            button.restyle()

    def _go_to_place(self, number: int) -> None:
        page = self._window.current
        if page is not None and not page.focus_page:
            self._window.open_page(LEARN[number - 1].page)

    def _place_1(self) -> None:
        self._go_to_place(1)

    def _place_2(self) -> None:
        self._go_to_place(2)

    def _place_3(self) -> None:
        self._go_to_place(3)

    def _place_4(self) -> None:
        self._go_to_place(4)

    def _place_5(self) -> None:
        self._go_to_place(5)

    def _open_settings(self) -> None:
        page = self._window.current
        if page is not None and not page.focus_page:
            self._window.open_page("settings")

    def find(self) -> None:
        """Let the person find a page, a card or a question; focus pages stay undisturbed."""
        page = self._window.current
        if page is None or page.focus_page:
            return
        from quizapp.ui.search_dialog import SearchDialog  # noqa: PLC0415 - built when first asked for

        people = self._people()
        dialog = SearchDialog(
            self._window.app.search,
            self._window,
            places=self._window.sidebar.places(),
            people=people,
        )
        if people is not None:
            self._window.desk.changed.connect(dialog.reject)  # a locked desk leaves no name behind
        agreed, chosen = dialog.exec(), dialog.chosen()
        dialog.deleteLater()
        if people is not None:
            people.wait()
            people.deleteLater()
        if agreed and chosen is not None:
            self._open(chosen)

    def _people(self) -> PeopleFinder | None:
        """Return who finds people, while the desk is open."""
        if not self._window.app.has_desk() or not self._window.desk.is_open():
            return None
        from quizapp.ui.desk_find import PeopleFinder  # noqa: PLC0415 - few windows have a desk

        return PeopleFinder(self._window.app, self._window.desk.opened(), self._window)

    def _open(self, found: Found) -> None:
        window = self._window
        learner = window.app.people.current()
        if found.kind == "page":
            window.open_page(found.id)
        elif found.kind == "person":
            window.open_page("roster", found.id)
        elif found.kind == "concept":
            from quizapp.ui.concept_card import show_concept  # noqa: PLC0415 - as above

            show_concept(window.app.catalogue.bank().concept(found.id), window)
        elif learner is not None:
            choice = PracticeChoice(items=(found.id,), number=1)
            window.open_page("practice", window.app.practice.start(learner.id, choice))

    def _show_keys(self) -> None:
        page = self._focus_frame()
        if page is not None:
            page.show_keys()
            return
        from quizapp.ui import keys_dialog  # noqa: PLC0415 - built when first asked for

        keys_dialog.show_keys("Keys of this window", keys_dialog.window_keys(), self._window)

    def _send(self) -> None:
        page = self._focus_frame()
        if page is not None:
            page.send_pressed()

    def _focus_frame(self) -> FocusFrame | None:
        """Return the page on screen if it takes the whole window."""
        page = self._window.current
        if page is None or not page.focus_page:
            return None
        from quizapp.ui.focus_frame import FocusFrame  # noqa: PLC0415 - not on the way to the first page

        return page if isinstance(page, FocusFrame) else None

    def _sureness(self, place: int) -> None:
        sure = getattr(self._window.current, "sure", None)
        if sure is not None and sure.isVisible():
            sure.press(place)

    def _first_choice(self) -> None:
        self._sureness(0)

    def _second_choice(self) -> None:
        self._sureness(1)

    def _third_choice(self) -> None:
        self._sureness(2)

    def _full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def _next_region(self) -> None:
        self._move_region(1)

    def _previous_region(self) -> None:
        self._move_region(-1)

    def _move_region(self, by: int) -> None:
        page = self._window.current
        if page is None:
            return
        focused = self._focus_frame()
        regions = list(focused.regions()) if focused is not None else [self._window.sidebar, page]
        stops = [stop for region in regions if (stop := _first_stop(region)) is not None]
        if not stops:
            return
        focus = QApplication.focusWidget()
        inside = [n for n, r in enumerate(regions) if focus is not None and r.isAncestorOf(focus)]
        here = inside[0] if inside else -1
        stops[(here + by) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)


def use_keys(chosen: Settings) -> None:
    """Take over the keys that the settings ask for."""
    shortcuts.use(Keymap(chosen.shortcuts, single_keys=chosen.single_keys))


def _first_stop(region: QWidget) -> QWidget | None:
    """Return the first widget of a region that takes the focus by Tab."""
    for widget in region.findChildren(QWidget):
        tabbable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabbable and widget.isVisible() and widget.isEnabled():
            return widget
    return None
