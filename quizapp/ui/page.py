"""What the navigator needs of a page, and what a page may ask of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from quizapp.ui import theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.drawing import fill
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizapp.app import App
    from quizapp.ui.desk_session import DeskSession


class Navigator(Protocol):
    """The window as pages see it."""

    app: App

    @property
    def desk(self) -> DeskSession:
        """Whether the people desk is open."""

    def show_work(self, words: str, share: float) -> None:
        """Show that work goes on while pages change; a share of 1 ends it."""

    def open_page(self, name: str, context: object = None) -> None:
        """Leave the page on screen and enter another."""

    def search(self) -> None:
        """Let the person find a page, a card or a question."""

    def back(self) -> None:
        """Go back to the page before a focus page."""

    def say(self, sentence: str, on_undo: Callable[[], None] | None = None) -> None:
        """Show a toast."""

    def report(self, error: Exception) -> None:
        """Show an error as a sentence."""

    def effective_width(self) -> float:
        """Return the window's width over the text size."""

    def show_person(self) -> None:
        """Show who is learning."""

    def set_look(
        self,
        *,
        theme_name: str | None = None,
        text_size: int | None = None,
        spacing: str | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change comfort settings, store them and show them at once."""

    def set_keys(
        self,
        *,
        chosen: tuple[tuple[str, str], ...] | None = None,
        single_keys: bool | None = None,
    ) -> None:
        """Change which keys do what, store it and show it on every button at once."""


class Page(QWidget):
    """A page: built once, filled on `enter`, asked before it is left."""

    focus_page = False
    title = ""

    def __init__(self, window: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_ = window

    def enter(self, context: object) -> None:
        """Fill the page for a context."""

    def may_leave(self) -> bool:
        """Return False to stay."""
        return True

    def left(self) -> None:
        """Put down what the page holds; called after `may_leave` and when the app closes."""

    def fit(self, effective_width: float) -> None:
        """Arrange for a width."""

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus on entering."""
        return None

    def place(self) -> str:
        """Return the name of the page as it is shown, for the window's title."""
        return self.accessibleName()


class ScrollPage(Page):
    """A page beside the sidebar: heading, line below it, and a scrolling body."""

    def __init__(self, window: Navigator, title: str, subtitle: str = "") -> None:
        super().__init__(window)
        self.heading = Text(title, "h1")
        self.heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.subtitle = Text(subtitle, "body", colour="muted")
        if not subtitle:
            self.subtitle.hide()
        self.body = QWidget()
        self.scrolling = Scroll(self.body)
        self.setLayout(boxes.column(self.scrolling))

    def place(self) -> str:
        """Return the heading."""
        return self.heading.text()

    def fill(self, *parts: Part | None, gap: float = 18, beside: Part | None = None) -> None:
        """Put the parts of the page below its heading, `beside` next to it; called once."""
        words = boxes.column(self.heading, self.subtitle, gap=2)
        head = boxes.row(words, beside, gap=16, margins=(0, 0, 0, 6))
        head.setStretch(0, 1)
        self.body.setLayout(boxes.column(head, *parts, 1, gap=gap, margins=(32, 26, 32, 26)))

    def say_subtitle(self, text: str) -> None:
        """Show another line below the heading."""
        self.subtitle.say(text)
        self.subtitle.setVisible(bool(text))

    def restyle(self) -> None:
        """Take over a changed theme."""
        boxes.rescale(self.body.layout())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the paper."""
        painter = QPainter(self)
        fill(painter, self.rect(), theme.current().colour("bg"))
        painter.end()
