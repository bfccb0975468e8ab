"""The time in which a person reads what has just been painted, and the window can work ahead."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

FOLLOWING_MS = 0
"""Lets a picture reach the screen before anything else is done."""
READING_MS = 30
"""What has been on screen for so long is being read."""
_PAINTED = QEvent.Type(QEvent.registerEventType())
AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1


class ReadingTime(QObject):
    """Says `painted` when what was shown has been painted, and `timeout` a moment later.

    A timer alone could end before the painting that it is meant to follow.
    """

    painted = Signal()
    timeout = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._told = False

    def begin(self) -> None:
        """Wait for the next painting; called as soon as something else is shown."""
        self._timer.stop()
        QCoreApplication.postEvent(self, QEvent(_PAINTED), AFTER_PAINTING)

    def event(self, event: QEvent) -> bool:
        """Begin to count: events of lower priority than painting come after it."""
        if event.type() == _PAINTED:
            self._told = False
            self._timer.start(FOLLOWING_MS)
            return True
        return super().event(event)

    def _go_on(self) -> None:
        if self._told:
            self.timeout.emit()
            return
        self._told = True
        self._timer.start(READING_MS)
        self.painted.emit()
