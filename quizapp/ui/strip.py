"""The questions of a section as numbered cells: shape, fill, outline and flag tell their state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from quizapp.ui import theme
from quizapp.ui.focus_frame import Band
from quizapp.ui.kept import Kept
from quizapp.ui.shortcuts import Action
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import FlowLayout
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.text import Text

MENU_WIDTH = 700
"""Effective width below which the words of “All questions” give way to the icon."""

MOST_OF_HEIGHT = 6
"""The cells take no more than one part in so many of the window's height, or one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFace:
    """A question as a cell shows it; `state` is answered, partly, unanswered or not_seen."""

    number: int
    state: str
    flagged: bool
    current: bool

    def words(self) -> str:
        """Return what a screen reader says."""
        states = {
            "answered": "answered",
            "partly": "partly answered",
            "unanswered": "no answer yet",
            "not_seen": "not seen",
        }
        words = [f"Question {self.number}", states[self.state]]
        words += ["flagged"] if self.flagged else []
        words += ["current"] if self.current else []
        return ", ".join(words)


class CellButton(QAbstractButton):
    """A numbered cell; `side` is its size in the design."""

    stepped = Signal(int)

    def __init__(self, side: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.face = CellFace(number=1, state="not_seen", flagged=False, current=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_face(self, face: CellFace) -> None:
        """Show a question."""
        if face != self.face or not self.accessibleName():
            self.face = face
            self.setAccessibleName(face.words())
            self.setToolTip(face.words())
            self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the cell with room for flag and caret."""
        side = theme.current().text_px(self._side)
        return QSize(side, side + theme.current().px(self._side * 0.42))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, go with Space or Enter."""
        key = event.key()
        if key == Qt.Key.Key_Right:
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Left:
            self.stepped.emit(-1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint cell, number, flag and caret."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground())
        side = float(theme.current().text_px(self._side))
        _paint_number(painter, QRectF(0, (self.height() - side) / 2, side, side), self.face)
        painter.end()

    def _ground(self) -> QPixmap:
        """Return the cell without its number; cells that look alike share one picture."""
        face, ratio = self.face, self.devicePixelRatioF()
        key = (face.state, face.flagged, face.current, self.width(), self.height(), ratio)
        return _GROUNDS.get(key, lambda: self._painted_ground(ratio))

    def _painted_ground(self, ratio: float) -> QPixmap:
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(theme.current().text_px(self._side))
        paint_cell(painter, QRectF(0, (self.height() - side) / 2, side, side), self.face)
        painter.end()
        return made


_GROUNDS: Kept[tuple[str, bool, bool, int, int, float], QPixmap] = Kept(24)
"""Pictures of cells without numbers."""


def paint_cell(painter: QPainter, area: QRectF, face: CellFace) -> None:
    """Paint a cell without its number."""
    look, radius = theme.current(), area.width() * 0.26
    inner = area.adjusted(1.3, 1.3, -1.3, -1.3)
    answered, partly = face.state == "answered", face.state == "partly"
    pen = QPen(look.colour("primary" if answered or partly else "control"), 1.3)
    if face.state == "not_seen":
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    ground = "primary" if answered else ("sunken" if face.state == "not_seen" else "surface")
    painter.setBrush(look.colour(ground))
    painter.drawRoundedRect(inner, radius, radius)
    if partly:
        painter.save()
        painter.setClipRect(
            QRectF(area.left(), area.top() + area.height() * 0.72, area.width(), area.height())
        )
        painter.setBrush(look.colour("primary"))
        painter.drawRoundedRect(inner, radius, radius)
        painter.restore()
    if face.current:
        painter.setPen(QPen(look.colour("ink"), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
        tip, base = area.bottom() + 2, area.bottom() + area.width() * 0.2
        middle, reach = area.center().x(), area.width() * 0.17
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawPolygon(
            QPolygonF(
                [QPointF(middle, tip), QPointF(middle - reach, base), QPointF(middle + reach, base)]
            )
        )
    if face.flagged:
        wide, tall = area.width() * 0.3, area.height() * 0.42
        left, top = area.right() - wide * 1.1, area.top() - tall * 0.45
        shape = [(0, 0), (wide, 0), (wide, tall), (wide / 2, tall * 0.72), (0, tall)]
        painter.setPen(QPen(look.colour("sunken"), 1))
        painter.setBrush(look.colour("warning"))
        painter.drawPolygon(QPolygonF([QPointF(left + x, top + y) for x, y in shape]))


_INKS = {"answered": "on_primary", "not_seen": "muted"}


def _paint_number(painter: QPainter, area: QRectF, face: CellFace) -> None:
    look = theme.current()
    painter.setPen(look.colour(_INKS.get(face.state, "ink")))
    painter.setFont(look.font("caption", bold=True))
    shift = -area.height() * 0.08 if face.state == "partly" else 0.0
    painter.drawText(area.translated(0, shift), Qt.AlignmentFlag.AlignCenter, str(face.number))


class _CellFlow(FlowLayout):
    """Lines of cells, or one line that follows the current cell where the lines would be too high.

    Cells that have no place in the line lie beside it, where nothing of them is painted; screen
    readers and the arrow keys still come to them.
    """

    def __init__(self, gap: float, parent: QWidget) -> None:
        super().__init__(gap, parent)
        self._cell_gap = gap
        self._most: int | None = None
        self._lead = 0

    def limit(self, most: int) -> bool:
        """Take no more than a height; return whether that is news."""
        news, self._most = most != self._most, most
        return news

    def lead_to(self, place: int) -> None:
        """Keep a cell in sight."""
        if place != self._lead:
            self._lead = place
            if self._in_one_line(self.geometry().width()):
                self.setGeometry(self.geometry())

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width, or of the one line."""
        if self._in_one_line(width):
            return self.sizeHint().height()
        return super().heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        """Place the cells."""
        super().setGeometry(rect)
        if self._in_one_line(rect.width()):
            self._place_in_one_line(rect)

    def _in_one_line(self, width: int) -> bool:
        return self._most is not None and super().heightForWidth(width) > self._most

    def _place_in_one_line(self, rect: QRect) -> None:
        """Place as many cells as there is room for, the one to keep in sight in their middle."""
        found = (self.itemAt(place) for place in range(self.count()))
        cells = [item for item in found if item is not None and not item.isEmpty()]
        size, gap = cells[0].sizeHint(), theme.current().px(self._cell_gap)
        room = max(1, (rect.width() + gap) // (size.width() + gap))
        first = max(0, min(self._lead - room // 2, len(cells) - room))
        for place, cell in enumerate(cells, -first):
            aside = rect.width() if place >= room else 0
            left = rect.left() + place * (size.width() + gap) + aside
            cell.setGeometry(QRect(QPoint(left, rect.top()), size))


class Cells(QWidget):
    """Numbered cells that flow; one tab stop, arrows inside. `picked` carries a position from 0."""

    picked = Signal(int)

    def __init__(self, *, side: int = 26, gap: float = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._cells: list[CellButton] = []
        self._count = 0
        self._flow = _CellFlow(gap, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def limit(self, most: int) -> None:
        """Show one line that follows the current question where all would be higher than this."""
        if self._flow.limit(most):
            self.updateGeometry()

    def show_cells(
        self, faces: Sequence[CellFace], visible: Callable[[CellFace], bool] | None = None
    ) -> None:
        """Show cells; `visible` leaves some out."""
        while len(self._cells) < len(faces):
            cell = CellButton(self._side, self)
            cell.clicked.connect(self._pressed)
            cell.stepped.connect(self._step)
            self._cells.append(cell)
            self._flow.addWidget(cell)
        self._count = len(faces)
        stop = next((n for n, face in enumerate(faces) if face.current), 0)
        for place, cell in enumerate(self._cells):
            shown = place < len(faces) and (visible is None or visible(faces[place]))
            if cell.isHidden() == shown:
                cell.setVisible(shown)
            _hold_stop(cell, on=place == stop)
            if place < len(faces):
                cell.show_face(faces[place])
        self._flow.lead_to(stop)

    def show_cell(self, face: CellFace) -> None:
        """Show one question as it stands now; the others are as they were."""
        cell = self._cells[face.number - 1]
        _hold_stop(cell, on=face.current)
        cell.show_face(face)
        if face.current:
            self._flow.lead_to(face.number - 1)

    @property
    def cells(self) -> Sequence[CellButton]:
        """Return the cells in use."""
        return self._cells[: self._count]

    def _pressed(self) -> None:
        cell = self.sender()
        if isinstance(cell, CellButton):
            self.picked.emit(cell.face.number - 1)

    def _step(self, by: int) -> None:
        cell = self.sender()
        if isinstance(cell, CellButton) and self._count:
            place = (self._cells.index(cell) + by) % self._count
            self._flow.lead_to(place)
            self._cells[place].setFocus(Qt.FocusReason.TabFocusReason)


def _hold_stop(cell: CellButton, *, on: bool) -> None:
    """Make a cell the one that Tab stops at, or one that only the arrows and the mouse reach."""
    wanted = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
    if cell.focusPolicy() != wanted:
        cell.setFocusPolicy(wanted)


class _Key(QWidget):
    """A small cell of the legend; decoration beside its word."""

    def __init__(self, face: CellFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a small cell."""
        side = theme.current().text_px(17)
        return QSize(side + 2, side + theme.current().px(8))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(theme.current().text_px(16))
        paint_cell(painter, QRectF(0, (self.height() - side) / 2, side, side), self._face)
        painter.end()


class Legend(QWidget):
    """What the cells mean, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(16, self)
        entries = (
            ("answered", "answered", False, False),
            ("partly", "partly", False, False),
            ("unanswered", "no answer yet", False, False),
            ("not_seen", "not seen", False, False),
            ("answered", "flagged", True, False),
            ("answered", "you are here", False, True),
        )
        for state, word, flagged, current in entries:
            pair = QWidget(self)
            face = CellFace(number=1, state=state, flagged=flagged, current=current)
            pair.setLayout(
                boxes.row(_Key(face), Text(word, "caption", colour="muted", wrap=False), gap=6)
            )
            flow.addWidget(pair)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class QuestionStrip(Band):
    """The band above the question: the cells near it, their legend, and all questions."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="sunken", parent=parent)
        self.cells = Cells()
        self.cells.picked.connect(self.picked)
        self.legend = Legend()
        self.all = Button(
            "All questions", variant="plain", icon="layout-grid", key=Action.OVERVIEW, compact=True
        )
        line = boxes.row(
            boxes.column(self.cells, self.legend, gap=4), self.all, gap=16, margins=(24, 8, 18, 8)
        )
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setAccessibleName("Questions of this part")

    def show_cells(self, faces: Sequence[CellFace]) -> None:
        """Show the questions as they stand."""
        self.cells.show_cells(faces)

    def show_cell(self, face: CellFace) -> None:
        """Show one question as it stands now."""
        self.cells.show_cell(face)

    def fit(self, effective_width: float, *, height: int, short: bool) -> None:
        """Leave the legend out where there is little height, words where there is little width.

        The strip keeps to a share of the window's height, so that the question has room.
        """
        self.cells.limit(max(0, height // MOST_OF_HEIGHT - 2 * theme.current().px(8)))
        self.legend.setVisible(not short)
        self.all.show_icon_only(effective_width < MENU_WIDTH)
