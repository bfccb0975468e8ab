"""Putting steps in order: dragging, buttons on each row, or Space and the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from quizapp.domain.answers import Ordered
from quizapp.domain.items import OrderingBody
from quizapp.ui import icons, theme
from quizapp.ui.answers.area import AnswerArea, Question, ordered, place_of
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import IconButton
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text, block_of

PLACE_WORDS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_COUNT_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class StepRow(QAbstractButton):
    """A step that can be lifted and moved. `wished` asks to move by so many places."""

    wished = Signal(int)
    lifted = Signal(bool)
    put_back = Signal()
    dragged_to = Signal(int)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step_id = ""
        self._words = ""
        self._block = block_of("", "body")
        self._place, self._count = 0, 1
        self._up, self._verdict = False, ""
        self._press: QPoint | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.up = IconButton("Move up", "chevron-up", parent=self)
        self.down = IconButton("Move down", "chevron-down", parent=self)
        for button in (self.up, self.down):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.up.clicked.connect(self._wish_up)
        self.down.clicked.connect(self._wish_down)

    def show_step(
        self, step_id: str, text: str, *, place: int, count: int, verdict: str = ""
    ) -> None:
        """Show a step at a place; `verdict` is "", `right` or `wrong`."""
        self.step_id, self._words = step_id, text
        self._place, self._count, self._verdict = place, count, verdict
        self._block = block_of(text, "body")
        spoken = {"right": ", in its place", "wrong": ", belongs elsewhere"}.get(verdict, "")
        self.setAccessibleName(f"{text}, {PLACE_WORDS[place]} of {_COUNT_WORDS[count]}{spoken}")
        self.up.setAccessibleName(f"Move “{text}” up")
        self.down.setAccessibleName(f"Move “{text}” down")
        self.up.setVisible(not verdict)
        self.down.setVisible(not verdict)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        self.updateGeometry()
        self.update()

    def lift(self, up: bool) -> None:
        """Show as lifted or put down."""
        self._up = up
        self.setAccessibleDescription("Lifted. Arrows move it, Space puts it down." if up else "")
        self.update()

    @property
    def is_lifted(self) -> bool:
        """Tell whether the arrows move this step."""
        return self._up

    def _wish_up(self) -> None:
        self.wished.emit(-1)

    def _wish_down(self) -> None:
        self.wished.emit(1)

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._block = block_of(self._words, "body")
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space lifts and puts down, arrows move, Esc puts back."""
        key = event.key()
        if self._verdict:
            event.ignore()
            return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            (self.wished if self._up else self.stepped).emit(by)
        elif key == Qt.Key.Key_Space:
            self.lifted.emit(not self._up)
        elif key == Qt.Key.Key_Escape and self._up:
            self.put_back.emit()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the step down when the focus goes elsewhere."""
        if self._up and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.lifted.emit(False)
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() == Qt.MouseButton.LeftButton and not self._verdict:
            self._press = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move along with the pointer."""
        if self._press is not None:
            home = self.parentWidget() or self
            self.dragged_to.emit(self.mapTo(home, event.position().toPoint()).y())

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Let go."""
        self._press = None
        self.unsetCursor()

    def _left(self) -> int:
        look = theme.current()
        return look.px(12) + look.text_px(16) + look.px(10) + look.text_px(26) + look.px(10)

    def _right(self) -> int:
        return theme.current().px(16) + 2 * self.up.sizeHint().width()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text."""
        look = theme.current()
        inside = self._block.height(max(60, width - self._left() - self._right()))
        return max(look.px(40), inside + look.px(16), self.up.sizeHint().height() + 4)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that wrapping changes the height."""
        return True

    def sizeHint(self) -> QSize:
        """Return a readable width."""
        width = theme.current().text_px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return what still shows every word."""
        return QSize(self._left() + self._block.longest_word() + self._right(), 40)

    def resizeEvent(self, _: object) -> None:
        """Keep the buttons at the right edge."""
        side = self.up.sizeHint()
        top = (self.height() - side.height()) // 2
        right = self.width() - theme.current().px(8)
        self.down.setGeometry(right - side.width(), top, side.width(), side.height())
        self.up.setGeometry(right - 2 * side.width(), top, side.width(), side.height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint handle, number and words."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, wide = "surface", "control", 1.0
        if self._up:
            fill, edge, wide = "primary_soft", "primary", 2.0
        elif self._verdict == "right":
            fill, edge, wide = "success_soft", "success", 1.5
        elif self._verdict == "wrong":
            fill, edge, wide = "danger_soft", "danger", 1.5
        painter.setPen(QPen(look.colour(edge), wide))
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        middle, x = self.height() / 2, look.px(12)
        side = look.text_px(16)
        icon = {"right": "check", "wrong": "x"}.get(self._verdict, "grip-vertical")
        ink = {"right": "success", "wrong": "danger"}.get(self._verdict, "control")
        painter.drawPixmap(x, int(middle - side / 2), icons.pixmap(icon, side, look.colour(ink)))
        x += side + look.px(10)
        badge = look.text_px(26)
        painter.setPen(QPen(look.colour("primary"), 1.2))
        painter.setBrush(look.colour("primary_soft"))
        area = QRectF(x, middle - badge / 2, badge, badge)
        painter.drawRoundedRect(area, 8, 8)
        painter.setPen(look.colour("on_primary_soft"))
        painter.setFont(look.font("small", bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._place + 1))
        width = max(60, self.width() - self._left() - self._right())
        height = self._block.height(width)
        painter.setPen(look.colour("ink"))
        self._block.draw(painter, QRectF(self._left(), middle - height / 2, width, height))
        painter.end()


class OrderingArea(AnswerArea):
    """The steps in rows. Counts as answered once a step was touched or the order confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = Text("Drag, or Space to lift and ↑ ↓ to move", "caption", colour="muted")
        self._rows: list[StepRow] = []
        self._order: list[str] = []
        self._texts: dict[str, str] = {}
        self._before: list[str] = []
        self._locked = False
        self._list = boxes.column(gap=8)
        from quizapp.ui.widgets.buttons import Button  # noqa: PLC0415 - beside its only use

        self.confirm = Button("This order is right", variant="outline", icon="check", compact=True)
        self.confirm.clicked.connect(self._confirmed)
        self.where = Text("", "caption", colour="muted")
        self.key = Text("", "body")
        self.why = Text("", "body")
        self._feedback = panel(Text("The order that works", "h3"), self.key, self.why)
        self.setLayout(
            boxes.column(
                self.hint,
                self._list,
                self.where,
                boxes.row(self.confirm, 1),
                self._feedback,
                gap=10,
            )
        )

    def show_question(self, question: Question) -> None:
        """Show the steps as answered, or as drawn."""
        body = question.item.body
        if not isinstance(body, OrderingBody):
            raise TypeError(f"{question.item.id} has no steps to order")
        self._texts = {entry.id: entry.text for entry in body.options}
        given = question.answer.order if isinstance(question.answer, Ordered) else ()
        self._order = list(ordered(given or question.order, tuple(self._texts)))
        marked = question.grade is not None
        self._locked = question.locked
        self._key = _nearest(tuple(self._order), body.key) if marked and question.keys else ()
        self.where.say("" if marked else ("" if given else "Not answered yet"))
        self.where.setVisible(not marked)
        self.confirm.setVisible(not given and not self._locked)
        self.hint.setVisible(not self._locked)
        self._feedback.setVisible(marked and question.keys)
        if marked:
            lines = (f"{n}. {self._texts[step]}" for n, step in enumerate(body.key[0], 1))
            self.key.say("\n".join(lines))
            self.why.say(shown(body.rationale))
        while len(self._rows) < len(self._order):
            self._add_row()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(self._order))
            row.lift(False)
        self._refill()

    def _add_row(self) -> None:
        row = StepRow(self)
        row.wished.connect(self._move)
        row.stepped.connect(self._step)
        row.lifted.connect(self._lift)
        row.put_back.connect(self._put_back)
        row.dragged_to.connect(self._drag)
        self._rows.append(row)
        self._list.addWidget(row)

    @property
    def rows(self) -> list[StepRow]:
        """Return the rows in use."""
        return self._rows[: len(self._order)]

    def _refill(self) -> None:
        for place, step in enumerate(self._order):
            verdict = ""
            if self._key:
                verdict = "right" if self._key[place] == step else "wrong"
            self._rows[place].show_step(
                step, self._texts[step], place=place, count=len(self._order), verdict=verdict
            )
            stop = Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus
            self._rows[place].setFocusPolicy(stop)

    def _sender_row(self) -> StepRow | None:
        row = self.sender()
        return row if isinstance(row, StepRow) else None

    def _move(self, by: int) -> None:
        row = self._sender_row()
        if row is not None:
            self._shift(self._rows.index(row), self._rows.index(row) + by, keep=row.is_lifted)

    def _shift(self, start: int, end: int, *, keep: bool) -> None:
        if self._locked or not 0 <= end < len(self._order) or start == end:
            return
        step = self._order.pop(start)
        self._order.insert(end, step)
        for row in self._rows:
            row.lift(False)
        self._refill()
        if keep:
            self._rows[end].lift(True)
        self._rows[end].setFocus(Qt.FocusReason.OtherFocusReason)
        place = PLACE_WORDS[end]
        self._tell(f"“{self._texts[step]}” is now {place} of {_COUNT_WORDS[len(self._order)]}.")
        self._commit()

    def _tell(self, sentence: str) -> None:
        self.where.say(sentence)
        self.remarked.emit(sentence)

    def _commit(self) -> None:
        self.confirm.hide()
        self.answered.emit(Ordered(order=tuple(self._order)))

    def _confirmed(self) -> None:
        self._tell("This order is your answer.")
        self._commit()

    def _step(self, by: int) -> None:
        row = self._sender_row()
        if row is not None:
            place = min(max(self._rows.index(row) + by, 0), len(self._order) - 1)
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _lift(self, up: bool) -> None:
        row = self._sender_row()
        if row is None or self._locked:
            return
        self._before = list(self._order)
        row.lift(up)
        words = self._texts[row.step_id]
        self._tell(f"“{words}” lifted. Arrows move it." if up else f"“{words}” put down.")

    def _put_back(self) -> None:
        row = self._sender_row()
        if row is None:
            return
        step = row.step_id
        self._order = list(self._before)
        for other in self._rows:
            other.lift(False)
        self._refill()
        self._rows[self._order.index(step)].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(f"“{self._texts[step]}” is back where it was.")
        self._commit()

    def _drag(self, y: int) -> None:
        row = self._sender_row()
        if row is None or self._locked:
            return
        start = self._rows.index(row)
        end = next(
            (
                n
                for n, other in enumerate(self.rows)
                if other.y() <= y <= other.y() + other.height()
            ),
            start,
        )
        if end != start:
            self._shift(start, end, keep=False)
            self._rows[end].grabMouse() if row.mouseGrabber() is row else None

    def press(self, key: str) -> bool:
        """Bring the focus to the step at a place."""
        place = place_of(key)
        if place is None or place >= len(self._order):
            return False
        self._rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def entry(self) -> QWidget | None:
        """Return the first step."""
        return self._rows[0] if self._rows else None


def _nearest(given: tuple[str, ...], keys: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the accepted order that agrees with the given one in most places."""
    return max(keys, key=lambda key: sum(a == b for a, b in zip(key, given, strict=True)))
