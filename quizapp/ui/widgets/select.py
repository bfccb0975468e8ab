"""Drop-downs with an arrow of their own; the stylesheet takes Qt's arrow away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from quizapp.ui import icons, theme
from quizapp.ui.widgets.text import block_of


def _paint_arrow(field: QWidget) -> None:
    look = theme.current()
    side = look.text_px(16)
    painter = QPainter(field)
    name = "muted" if field.isEnabled() else "subtle"
    left = field.width() - side - look.px(10)
    painter.drawPixmap(
        left, (field.height() - side) // 2, icons.pixmap("chevron-down", side, look.colour(name))
    )
    painter.end()


class Select(QComboBox):
    """A drop-down that leaves wheel and Page Up/Down to the page while it is closed.

    What moves through a page must change no answer on the way. Letters stay here: they look for an
    entry, and no single key of the page works while a drop-down has the focus.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page have the keys that go through questions, and no letter."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text():
            event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the arrow."""
        super().paintEvent(event)
        _paint_arrow(self)


class _WrappedRows(QStyledItemDelegate):
    """Rows of the open list, as high as their words need."""

    def __init__(self, select: WrappedSelect) -> None:
        super().__init__(select)
        self._select = select

    def sizeHint(
        self, _: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of a row in a list as wide as the field."""
        look = theme.current()
        room = self._select.width() - 2 * look.px(12) - look.px(16)
        words = block_of(str(index.data() or ""), "body")
        return QSize(room, words.height(room) + 2 * look.px(6))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground and words."""
        look = theme.current()
        rect, state = QRectF(option.rect), option.state
        lit = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.save()
        if lit:
            painter.fillRect(rect, look.colour("primary_soft"))
        painter.setPen(look.colour("on_primary_soft" if lit else "ink"))
        inside = rect.adjusted(look.px(12), look.px(6), -look.px(12), -look.px(6))
        block_of(str(index.data() or ""), "body").draw(painter, inside)
        painter.restore()


class WrappedSelect(Select):
    """A drop-down whose words wrap in the field and in the list, so that none are cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setItemDelegate(_WrappedRows(self))
        self.currentIndexChanged.connect(self._fit_words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take letters only in the open list: here a letter would change an answer unseen."""
        if event.text().strip() and event.text().isprintable():
            event.ignore()  # the page has keys of its own
        else:
            super().keyPressEvent(event)

    def _fit_words(self) -> None:
        self.updateGeometry()
        self.update()

    @staticmethod
    def _beside() -> tuple[int, int]:
        """Return the room to the left of the words and to the right, where the arrow is."""
        look = theme.current()
        return look.px(13), look.px(18) + look.text_px(16)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that wrapping changes the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words with their margins."""
        look = theme.current()
        words = block_of(self.currentText(), "body").height(max(60, width - sum(self._beside())))
        return max(words, look.text_px(22)) + 2 * look.px(8)

    def sizeHint(self) -> QSize:
        """Return a readable width."""
        width = theme.current().text_px(220)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return what still shows every word."""
        words = block_of(self.currentText(), "body").longest_word()
        return QSize(words + sum(self._beside()), theme.current().px(40))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the field, the wrapped words and the arrow."""
        look = theme.current()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        ink = "on_primary_soft" if self.currentData(Qt.ItemDataRole.UserRole) else "ink"
        painter.setPen(look.colour(ink if self.isEnabled() else "muted"))
        left, right = self._beside()
        room = max(60, self.width() - left - right)
        block = block_of(self.currentText(), "body")
        high = block.height(room)
        block.draw(painter, QRectF(left, (self.height() - high) / 2, room, high))
        painter.end()
        _paint_arrow(self)


class DateField(QDateEdit):
    """A date with a calendar to open."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMMM yyyy")
        self.setAccessibleName(name)
        self._calendar = QCalendarWidget(self)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self.setCalendarWidget(self._calendar)
        self.restyle()

    def restyle(self) -> None:
        """Take over a changed theme; the calendar has formats of its own beside the stylesheet."""
        look = theme.current()
        weekday, head = QTextCharFormat(), QTextCharFormat()
        weekday.setForeground(look.colour("ink"))
        head.setForeground(look.colour("muted"))
        head.setBackground(look.colour("surface"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, weekday)
        self._calendar.setHeaderTextFormat(head)
        self._calendar.setFont(look.font("body"))
        self._calendar.setMinimumSize(look.text_px(330), look.text_px(300))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the arrow."""
        super().paintEvent(event)
        _paint_arrow(self)
