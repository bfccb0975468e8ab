"""A scrolling body that is as wide as its view and keeps the focus in sight."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from quizapp.ui import theme


def lay_out_now() -> None:
    """Lay out what has changed, which Qt would do in the next round of events."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


class Scroll(QScrollArea):
    """Scrolls up and down only; transparent, without a frame and not a tab stop."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body.setObjectName("body")
        self.leaves_paging = False
        # asking Qt for its own viewport makes PySide look through all its classes, once, for 20 ms
        view = QWidget()
        view.setObjectName("qt_scrollarea_viewport")
        view.setAutoFillBackground(False)
        self.setViewport(view)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Page Up and Down to the page where they turn to another question."""
        paging = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if not (self.leaves_paging and paging):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            bar, down = self.verticalScrollBar(), event.key() == Qt.Key.Key_PageDown
            bar.setValue(bar.value() + (bar.pageStep() if down else -bar.pageStep()))
        else:
            event.ignore()

    def reveal(self, widget: QWidget) -> None:
        """Scroll a widget into view with room to spare, also one that has just been filled."""
        lay_out_now()
        spare = theme.current().px(24)
        self.ensureWidgetVisible(widget, spare, spare)

    def lead_to(self, widget: QWidget) -> None:
        """Scroll so that a widget begins at the top, with room to spare."""
        lay_out_now()
        body = self.widget()
        top = widget.mapTo(body, widget.rect().topLeft()).y() if body is not None else 0
        self.verticalScrollBar().setValue(top - theme.current().px(24))

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)
