"""Above a table of people: finding and narrowing down, and what to do with those ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)

from quizapp.ui import icons, theme, wording
from quizapp.ui.people_paint import box_side, paint_box
from quizapp.ui.people_rows import RowModel
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.surfaces import Surface
from quizapp.ui.widgets.text import Text

FIND_WIDTH = 270
WIDEST, LEAST = 260, 120


class FittingSelect(Select):
    """As wide as its widest choice, up to a limit; the open list and hover text have it all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToContents)
        self.currentTextChanged.connect(self.setToolTip)

    def sizeHint(self) -> QSize:
        """Return the width of the widest choice, or the most there is room for."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), theme.current().text_px(WIDEST)), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the beginning of a choice can be read."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().text_px(LEAST)), hint.height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Let words that have no room end in an ellipsis."""
        super().initStyleOption(option)
        look = theme.current()
        room = self.width() - look.px(26) - look.text_px(22)
        words = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, max(0, room)
        )
        option.currentText = words

    def showPopup(self) -> None:
        """Open the list wide enough for its words."""
        room = self.window().width() - 2 * theme.current().px(24)
        self.view().setMinimumWidth(min(super().sizeHint().width(), room))
        super().showPopup()


class FindField(QLineEdit):
    """A field for searching, with its key; Esc empties it, the arrow down goes to the table."""

    down = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setClearButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take over a changed theme."""
        look = theme.current()
        self.setTextMargins(look.text_px(20), 0, 0, 0)
        self.setMinimumWidth(look.text_px(FIND_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Esc, leave it downwards with the arrow."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, the glass before it and the key behind it."""
        super().paintEvent(event)
        look = theme.current()
        side = look.text_px(16)
        painter = QPainter(self)
        drawn = icons.pixmap("search", side, look.colour("muted"))
        painter.drawPixmap(look.px(10), (self.height() - side) // 2, drawn)
        painter.end()


class FindBar(QWidget):
    """Search field, drop-downs and a count. `asked` follows every change."""

    asked = Signal()

    def __init__(
        self, model: RowModel[Any], words: str, *, one: str, many: str, filters: Sequence[Select]
    ) -> None:
        super().__init__()
        self._model, self._one, self._many = model, one, many
        self.field = FindField(words)
        self.filters = tuple(filters)
        self.order = FittingSelect()
        self.order.setAccessibleName("Order of the rows")
        for place, column in enumerate(model.columns):
            self.order.addItem(f"By {column.title.lower()}", (place, False))
        self.order.addItem(f"By {model.columns[0].title.lower()}, last first", (0, True))
        self.count = Text("", "small", colour="muted", wrap=False)
        flow = boxes.FlowLayout(10, self)
        counted = QWidget()
        counted.setLayout(boxes.column(self.count, margins=(2, 10, 0, 0)))
        for part in (self.field, *self.filters, self.order, counted):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.field.textChanged.connect(self._search)
        for select in self.filters:
            select.currentIndexChanged.connect(self.asked)
        self.order.activated.connect(self._sort)
        model.shown_changed.connect(self._count)
        self._keys = QShortcut(QKeySequence("Ctrl+F"), self)
        self._keys.setContext(Qt.ShortcutContext.WindowShortcut)
        self._keys.activated.connect(self.begin)
        self._count()

    def begin(self) -> None:
        """Put the keys into the search field."""
        if self.isVisible():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()

    def clear(self) -> None:
        """Show everything again."""
        self.field.clear()
        for select in self.filters:
            select.setCurrentIndex(0)

    def narrowed(self) -> bool:
        """Tell whether something is searched for or filtered."""
        return bool(self.field.text().strip()) or any(s.currentIndex() > 0 for s in self.filters)

    def _search(self, words: str) -> None:
        self._model.search(words)
        self.asked.emit()

    def _sort(self) -> None:
        place, downwards = self.order.currentData()
        self._model.sort_by(place, downwards=downwards)

    def _count(self) -> None:
        shown, every = self._model.rowCount(), len(self._model.rows)
        whole = f"{every:,} {self._one if every == 1 else self._many}"
        self.count.say("" if not every else whole if shown == every else f"{shown:,} of {whole}")


class TickBox(QAbstractButton):
    """A tick box for all rows: empty, ticked, or barred for some."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Qt.CheckState.Unchecked
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Leave the mark to what is ticked."""

    def show_state(self, state: Qt.CheckState) -> None:
        """Show none, some or all."""
        self._state = state
        self.setChecked(state == Qt.CheckState.Checked)
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a box that is easy to hit."""
        side = box_side() + theme.current().px(6)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, left = box_side(), (self.width() - box_side()) // 2
        area = self.rect().adjusted(left, left, 0, 0)
        area.setSize(QSize(side, side))
        paint_box(painter, area.toRectF(), self._state)
        painter.end()


class TickedBar(Surface):
    """How many are ticked, and the buttons for them, which show only while some are."""

    def __init__(
        self, model: RowModel[Any], actions: Sequence[Button], *, one: str, many: str
    ) -> None:
        self._model, self._one, self._many = model, one, many
        self.buttons = tuple(actions)
        self.box = TickBox(f"Select all {many} shown")
        self.words = Text("", "body", bold=True, wrap=False)
        self.clear = Button("Clear", variant="plain", compact=True)
        self.clear.setAccessibleName("Clear the selection")
        self._holder = QWidget()
        flow = boxes.FlowLayout(8, self._holder)
        flow.addWidget(self._leading())
        for button in (*self.buttons, self.clear):
            flow.addWidget(button)
        super().__init__(
            boxes.column(self._holder, margins=(13, 6, 10, 6)), fill="primary_soft", edge=""
        )
        self.box.clicked.connect(self._turn)
        self.clear.clicked.connect(self._none)
        model.ticked_changed.connect(self.look)
        self.look()

    def _leading(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(boxes.row(self.box, self.words, gap=10, margins=(0, 2, 8, 2)))
        return holder

    def look(self) -> None:
        """Show what is ticked now."""
        ticked, every = self._model.count_ticked(), len(self._model.rows)
        self.box.show_state(self._model.share_ticked())
        self.words.say(
            f"{ticked:,} of {wording.count(every, self._one, self._many)} selected"
            if ticked
            else f"Select all {self._model.rowCount():,} shown"
        )
        for button in (*self.buttons, self.clear):
            button.setVisible(bool(ticked))
        self.dress(fill="primary_soft" if ticked else "sunken", edge="")

    def _turn(self) -> None:
        every = self._model.share_ticked() == Qt.CheckState.Checked
        self._model.tick_all(on=not every)

    def _none(self) -> None:
        self._model.tick_all(on=False)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)


def choice(name: str, first: str) -> Select:
    """Return a filter whose first choice lets everything through."""
    select = FittingSelect()
    select.setAccessibleName(name)
    select.addItem(first, "")
    return select


def refill(select: Select, first: str, names: list[str]) -> None:
    """Offer other names in a filter; what was chosen stays if it is still there."""
    chosen = select.currentData()
    select.blockSignals(True)
    select.clear()
    select.addItem(first, "")
    for name in names:
        select.addItem(name, name)
    select.setCurrentIndex(max(0, select.findData(chosen)))
    select.setVisible(bool(names))
    select.blockSignals(False)
