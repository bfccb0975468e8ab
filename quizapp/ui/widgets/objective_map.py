"""The map of objectives: a row for each domain, a tile for each objective, one stop for Tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from quizapp.progress.mastery import MasteryWord
from quizapp.services.progress import ObjectiveMastery
from quizapp.ui import theme, wording
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.text import Text

WORDS = tuple(MasteryWord)
PIPS = 4


def paint_tile(painter: QPainter, area: QRectF, level: int, words: str) -> None:
    """Paint a tile: fill and pips tell the level twice, so that colour is not needed."""
    look = theme.current()
    fills = theme.tokens()["mastery_fill"]
    kept = "dark" if look.dark else "light"
    fill = look.colour("surface") if look.contrast else QColor(fills[kept]["fill"][level])
    ink = look.colour("ink" if look.contrast else fills[kept]["text"][level])
    edge: QPen | Qt.PenStyle = Qt.PenStyle.NoPen
    if level == 0:
        edge = QPen(look.colour("control"), 1, Qt.PenStyle.DashLine)
    elif look.contrast:
        edge = QPen(look.colour("control"), 1)
    painter.setPen(edge)
    painter.setBrush(fill)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    wide, tall, gap = look.px(6.5), look.px(3.5), look.px(2)
    left = area.center().x() - (PIPS * wide + (PIPS - 1) * gap) / 2
    top = area.bottom() - tall - look.px(6)
    for pip in range(PIPS):
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink if pip < level else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left + pip * (wide + gap), top, wide, tall), 1.5, 1.5)
    if words:
        painter.setPen(ink)
        painter.setFont(look.font("micro", bold=True))
        room = QRectF(area.left(), area.top() + 2, area.width(), top - area.top() - 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)


def tile_size() -> QSize:
    """Return the size of a tile at the text size in force."""
    look = theme.current()
    return QSize(max(40, look.text_px(42)), look.text_px(20) + look.px(15))


class Tile(QAbstractButton):
    """One objective."""

    moved = Signal(int, int)

    def __init__(self, entry: ObjectiveMastery, due: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self._due = entry, due
        self.setText(entry.objective.id)
        self.setAccessibleName(sentence(entry, due))
        self.setToolTip(sentence(entry, due))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the tile with room for the dot above it."""
        return tile_size() + QSize(4, 4)

    def minimumSizeHint(self) -> QSize:
        """Return the whole tile."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, choose with Space or Enter."""
        steps = {
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Up: (-1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the tile, and a dot if something of it is due."""
        look, size = theme.current(), tile_size()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 4, size.width(), size.height())
        paint_tile(painter, area, WORDS.index(self.entry.mastery.word), self.text())
        if self._due:
            painter.setPen(QPen(look.colour("surface"), 1.5))
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(QRectF(self.width() - 11, 0, 11, 11))
        painter.end()


class ObjectiveMap(QWidget):
    """The whole map. `chosen` carries the id of an objective."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[list[Tile]] = []
        self._labels: list[Text] = []
        self._lines: list[QBoxLayout] = []
        self._narrow = False
        self._column = boxes.column(gap=5)
        self.setLayout(self._column)

    def show_map(
        self,
        entries: Sequence[ObjectiveMastery],
        domains: Mapping[str, str],
        due: Mapping[str, int],
    ) -> None:
        """Show objectives by domain."""
        boxes.empty(self._column)
        self.rows, self._labels, self._lines = [], [], []
        for domain, title in domains.items():
            tiles = [
                Tile(entry, due.get(entry.objective.id, 0))
                for entry in entries
                if entry.objective.domain == domain
            ]
            flow = boxes.FlowLayout(2)
            for tile in tiles:
                tile.clicked.connect(self._pressed)
                tile.moved.connect(self._move)
                flow.addWidget(tile)
            label = Text(title, "small")
            line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            line.setSpacing(theme.current().px(10))
            line.addWidget(label)
            line.addLayout(flow, 1)
            self._column.addLayout(line)
            self.rows.append(tiles)
            self._labels.append(label)
            self._lines.append(line)
        if self.rows and self.rows[0]:
            self.rows[0][0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fit(narrow=self._narrow)

    def fit(self, *, narrow: bool) -> None:
        """Put the names of the domains above their tiles where it is narrow."""
        self._narrow = narrow
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = theme.current().text_px(180)
        for label, line in zip(self._labels, self._lines, strict=True):
            line.setDirection(down if narrow else across)
            label.setMinimumWidth(0 if narrow else wide)
            label.setMaximumWidth(16_777_215 if narrow else wide)

    def restyle(self) -> None:
        """Take over a changed theme."""
        boxes.rescale(self._column)
        self.fit(narrow=self._narrow)

    def tile(self, objective: str) -> Tile:
        """Return the tile of an objective."""
        return next(t for row in self.rows for t in row if t.entry.objective.id == objective)

    def _pressed(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.chosen.emit(tile.entry.objective.id)

    def _move(self, down: int, right: int) -> None:
        tile = self.sender()
        place = next((n for n, row in enumerate(self.rows) if tile in row), None)
        if place is None or not isinstance(tile, Tile):
            return
        row = self.rows[(place + down) % len(self.rows)]
        goal = row[min(self.rows[place].index(tile) + right, len(row) - 1) % len(row)]
        for other in (t for r in self.rows for t in r):
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        goal.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        goal.setFocus(Qt.FocusReason.TabFocusReason)


class Legend(QWidget):
    """What the tiles and the dot mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = boxes.FlowLayout(14, self)
        for level, word in enumerate(WORDS):
            flow.addWidget(_Key(word.value, level))
        flow.addWidget(_Key("due", None))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _Key(QWidget):
    """A sample of a tile or the dot, with its word."""

    def __init__(self, word: str, level: int | None) -> None:
        super().__init__()
        self._level = level
        self._text = Text(word, "caption", colour="muted", wrap=False, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def _side(self) -> int:
        return tile_size().width() if self._level is not None else theme.current().px(12)

    def sizeHint(self) -> QSize:
        """Return sample and word."""
        hint = self._text.sizeHint()
        return QSize(self._side() + theme.current().px(6) + hint.width(), tile_size().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the sample and place the word."""
        look, hint = theme.current(), self._text.sizeHint()
        self._text.setGeometry(
            self._side() + look.px(6),
            (self.height() - hint.height()) // 2,
            hint.width(),
            hint.height(),
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._level is None:
            side = look.px(10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(QRectF(0, (self.height() - side) / 2, side, side))
        else:
            paint_tile(painter, QRectF(0, 0, self._side(), self.height()), self._level, "")
        painter.end()


def sentence(entry: ObjectiveMastery, due: int) -> str:
    """Return what is known of an objective in one sentence."""
    known = entry.mastery
    words = f"{entry.objective.id}, {entry.objective.text}: {known.word}"
    if known.answers:
        answers = wording.count(known.answers, "answer", "answers")
        words += f", likely {100 * known.low:.0f} to {100 * known.high:.0f} % after {answers}"
    return f"{words}, {due} due" if due else words
