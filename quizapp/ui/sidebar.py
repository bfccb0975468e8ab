"""The sidebar: places by name, a narrow rail where there is less room, else a menu."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from quizapp.ui import icons, theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import Circles
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.drawing import fill
from quizapp.ui.widgets.meters import Avatar, Bar
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.surfaces import Divider
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent  # known to Python only once the mouse has come

FULL, RAIL, MENU = "full", "rail", "menu"
RAIL_BELOW, MENU_BELOW = 1100, 700
RAIL_WORDS = 74
"""Width of a line of words in the rail, at 100 %."""
SLIM = "QScrollBar:vertical { width: 6px; margin: 0; }"
"""The scroll bar of the rail, where the words need the room."""


class Place(NamedTuple):
    """A page that the sidebar leads to."""

    page: str
    words: str
    icon: str


LEARN = (
    Place(page="today", words="Today", icon="house"),
    Place(page="practise", words="Practise", icon="target"),
    Place(page="exams", words="Exams", icon="clipboard-check"),
    Place(page="progress", words="Progress", icon="trending-up"),
    Place(page="certificates", words="Certificates", icon="award"),
)
PEOPLE = (
    Place(page="roster", words="Roster", icon="users"),
    Place(page="assignments", words="Assignments", icon="calendar-days"),
    Place(page="reading", words="Needs a person", icon="user-search"),
    Place(page="issued", words="Issued", icon="shield-check"),
    Place(page="reports", words="Reports", icon="chart-column"),
)
"""What an organisation has once it set up its desk."""
FOOT = (
    Place(page="settings", words="Settings", icon="settings"),
    Place(page="help", words="Help", icon="circle-question-mark"),
)


def mode_for(effective_width: float) -> str:
    """Return how the sidebar shows at a width over text size."""
    if effective_width < MENU_BELOW:
        return MENU
    return RAIL if effective_width < RAIL_BELOW else FULL


class NavButton(QAbstractButton):
    """One place; icon beside its word, above it in the rail."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._rail = False
        self._due = 0
        self.setText(place.words)
        self.setAccessibleName(place.words)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_as(self, *, rail: bool) -> None:
        """Show as a row or as part of the rail."""
        self._rail = rail
        self.updateGeometry()

    def show_due(self, due: int) -> None:
        """Show how much is due behind the word, and say it; nothing where nothing is."""
        if due != self._due:
            self._due = due
            self.setAccessibleName(f"{self.place.words}, {due} due" if due else self.place.words)
            self.update()

    def nextCheckState(self) -> None:
        """Leave the mark to the window: only the page on screen has it."""

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a row, or a tile of the rail."""
        look = theme.current()
        if self._rail:
            line = look.text_px(20)
            wide = self._rail_words(self.text())
            lines = 2 if wide > look.text_px(RAIL_WORDS) else 1
            if lines > 1:
                wide = max(self._rail_words(word) for word in self.text().split())
            return QSize(ceil(wide) + 2, look.text_px(22) + lines * line + look.px(12))
        return QSize(look.px(190), max(look.px(38), round(look.line_height("body")) + look.px(14)))

    def _rail_words(self, words: str) -> float:
        return theme.current().metrics("micro", bold=True).horizontalAdvance(words)

    def minimumSizeHint(self) -> QSize:
        """Return the same height, whatever the width."""
        return QSize(40, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover fill."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the hover fill away."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the place."""
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on or self.underMouse():
            edge = QPen(look.colour("primary"), 1.5) if on and look.contrast else Qt.PenStyle.NoPen
            painter.setPen(edge)
            painter.setBrush(look.colour("primary_soft" if on else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        ink = look.colour("on_primary_soft" if on else "ink")
        painter.setPen(ink)
        if self._rail:
            side = look.text_px(20)
            painter.drawPixmap(
                (self.width() - side) // 2, look.px(7), icons.pixmap(self.place.icon, side, ink)
            )
            painter.setFont(look.font("micro", bold=on))
            area = QRectF(0, look.px(7) + side, self.width(), self.height() - look.px(9) - side)
        else:
            side = look.text_px(18)
            left = look.px(12)
            painter.drawPixmap(
                left, (self.height() - side) // 2, icons.pixmap(self.place.icon, side, ink)
            )
            painter.setFont(look.font("body", bold=on))
            area = QRectF(left + side + look.px(12), 0, self.width(), self.height())
        flag = Qt.AlignmentFlag
        painter.drawText(
            area,
            flag.AlignCenter | Qt.TextFlag.TextWordWrap
            if self._rail
            else flag.AlignVCenter | flag.AlignLeft,
            self.text(),
        )
        if self._due:
            self._paint_due(painter)
        painter.end()

    def _paint_due(self, painter: QPainter) -> None:
        """Paint the count in a pill: at the right, in the rail beside the icon."""
        look, words = theme.current(), str(self._due)
        step = "micro" if self._rail else "caption"
        tall = look.line_height(step) + look.px(2 if self._rail else 4)
        wide = max(tall, look.metrics(step, bold=True).horizontalAdvance(words) + look.px(12))
        left = self.width() - wide - look.px(2 if self._rail else 10)
        area = QRectF(left, look.px(3) if self._rail else (self.height() - tall) / 2, wide, tall)
        ink = look.colour("on_accent_soft")
        painter.setPen(QPen(ink, 1) if look.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_soft"))
        painter.drawRoundedRect(area, tall / 2, tall / 2)
        painter.setPen(ink)
        painter.setFont(look.font(step, bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


class ProfileButton(QAbstractButton):
    """Who is learning; opens the list of people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar("", parent=self)
        self._avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.name = Text("", "small", bold=True)
        self.role = Text("Learner", "caption", colour="muted", wrap=False)
        self._words = QWidget(self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.setLayout(boxes.column(self.name, self.role, gap=0))
        layout = boxes.row(self._avatar, self._words, gap=10, margins=(6, 6, 6, 6))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_person(self, name: str) -> None:
        """Show a name."""
        self._avatar.show_name(name)
        self.name.say(name)
        self.role.setVisible(name != self.role.text())  # who gave no name is not named twice
        self.setAccessibleName(f"{name}, learner. Change person")

    def show_as(self, *, rail: bool) -> None:
        """Show the initials alone in the rail."""
        self._words.setVisible(not rail)

    def sizeHint(self) -> QSize:
        """Return what the layout needs."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint nothing; the parts paint themselves."""


class WorkStrip(QWidget):
    """A slim bar for work that goes on while pages change; not there while nothing does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Text("", "caption", colour="muted")
        self._bar = Bar(height=6)
        self.setLayout(boxes.column(self._words, self._bar, gap=4, margins=(6, 4, 6, 6)))
        self.hide()

    def show_work(self, words: str, share: float) -> None:
        """Show work and how far it is."""
        self._words.say(words)
        self._bar.show_share(share, words=f"{words}, {round(share * 100)} % done")
        self.setToolTip(words)
        self.show()

    def show_as(self, *, rail: bool) -> None:
        """Show the bar alone in the rail."""
        self._words.setVisible(not rail)


def _group_title(words: str) -> QWidget:
    title = QWidget()
    text = Text(words, "caption", colour="muted", bold=True, wrap=False)
    title.setLayout(boxes.row(text, 1, margins=(12, 8, 0, 2)))
    return title


class Sidebar(QWidget):
    """Mark, places, settings and the person. `chosen` carries the name of a page."""

    chosen = Signal(str)
    person_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = FULL
        self.mark = Circles(width=32, height=20)
        self.word = Text("quizapp", "h2", wrap=False)
        self._head = boxes.row(self.mark, self.word, 1, gap=8, margins=(6, 0, 0, 16))
        self.learn = [NavButton(place, self) for place in LEARN]
        self.people: list[NavButton] = []
        self.foot = [NavButton(place, self) for place in FOOT]
        self._titles = [_group_title(words) for words in ("Learn", "People")]
        self._people_column = boxes.column(gap=3)
        self._middle = QWidget()
        self._middle.setLayout(
            boxes.column(
                self._titles[0],
                *self.learn,
                self._titles[1],
                self._people_column,
                1,
                gap=3,
                margins=(0, 6, 0, 6),
            )
        )
        self._scroll = Scroll(self._middle)
        self.work = WorkStrip(self)
        self.count_due: Callable[[], int] | None = None
        self._counting = QTimer(self, singleShot=True)
        self._counting.timeout.connect(self.recount)
        self.person = ProfileButton(self)
        self.person.clicked.connect(self.person_pressed)
        for button in self.buttons():
            button.clicked.connect(self._pressed)
        self._line = Divider()
        self.setLayout(
            boxes.column(
                self._head,
                self._scroll,
                self.work,
                *self.foot,
                self._line,
                self.person,
                gap=3,
                margins=(14, 22, 14, 12),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.show_mode(FULL)

    def buttons(self) -> tuple[NavButton, ...]:
        """Return every place, from top to bottom."""
        return (*self.learn, *self.people, *self.foot)

    def places(self) -> tuple[Place, ...]:
        """Return where the sidebar leads to, from top to bottom."""
        return tuple(button.place for button in self.buttons())

    def show_people(self) -> None:
        """Show the group of an organisation's desk from now on."""
        if self.people:
            return
        self.people = [NavButton(place, self._middle) for place in PEOPLE]
        for button in self.people:
            button.clicked.connect(self._pressed)
            self._people_column.addWidget(button)
        self.show_mode(self.mode)

    def show_mode(self, mode: str) -> None:
        """Take the shape of a mode; whether the sidebar shows at all is the window's matter."""
        rail = mode == RAIL
        look = theme.current()
        if mode != self.mode:
            self._scroll.verticalScrollBar().setStyleSheet(SLIM if rail else "")
        self.mode = mode
        self.word.setVisible(not rail)
        for button in self.buttons():
            button.show_as(rail=rail)
        for title in self._titles:
            title.setVisible(bool(self.people) and not rail)
        self.work.show_as(rail=rail)
        self.person.show_as(rail=rail)
        margin = look.px((3 if self.people else 6) if rail else 14)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, look.px(18), margin, look.px(10))
        self._head.setContentsMargins(look.px(22 if rail else 6), 0, 0, look.px(14))
        self.setFixedWidth(look.text_px(88) if rail else look.text_px(228))

    def restyle(self) -> None:
        """Take over a changed theme."""
        boxes.rescale(self.layout())
        self.show_mode(self.mode)

    def show_page(self, name: str) -> None:
        """Mark the page on screen; what is due is counted once it is there."""
        for button in self.buttons():
            here = button.place.page == name
            button.setChecked(here)
            if here:
                self._counting.start()
            if here and button not in self.foot:
                self._scroll.reveal(button)

    def recount(self) -> None:
        """Show how much is due beside Today, except there, where the plan says it."""
        there = self.learn[0].isChecked()
        self.learn[0].show_due(0 if there or self.count_due is None else self.count_due())

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            self.chosen.emit(button.place.page)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the ground and its hairline."""
        look = theme.current()
        painter = QPainter(self)
        fill(painter, self.rect(), look.colour("sidebar"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


class MenuBar(QWidget):
    """What stands in for the sidebar in a narrow window: a menu button over the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu = Button("Menu", variant="quiet", icon="menu")
        self.setLayout(
            boxes.row(self.menu, Circles(width=32, height=20), 1, gap=10, margins=(12, 6, 12, 6))
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        fill(painter, self.rect(), theme.current().colour("sidebar"))
        painter.end()
