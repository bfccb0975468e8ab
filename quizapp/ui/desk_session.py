"""The people desk as the window knows it: whether it is set up, open, or open for reading only.

It looks every few seconds whether an idle desk has closed, so that no name stays on screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from quizapp.errors import UserError

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk, OpenReading

LOOK_EVERY_MS = 5_000
LOCKED = "The desk is locked. Type its passphrase to go on."


class DeskSession(QObject):
    """Opens and closes the desk for every page at once. `changed` follows each turn."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._was = (False, False)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    # What is open

    def is_set_up(self) -> bool:
        """Tell whether an organisation has a desk here."""
        return self._app.has_desk()

    def is_open(self) -> bool:
        """Tell whether the desk is open."""
        return self.is_set_up() and self._app.desk.opened is not None

    def is_reading(self) -> bool:
        """Tell whether a reader has opened the queue of replies."""
        return self._app.desk.reading is not None

    def opened(self) -> OpenDesk:
        """Return the open desk; `UserError` if it has closed meanwhile."""
        door = self._app.desk.opened
        if door is None:
            self.look()
            raise UserError(LOCKED)
        return door

    def reading(self) -> OpenDesk | OpenReading:
        """Return the door through which replies are read: the desk's, or a reader's."""
        door = self._app.desk.opened or self._app.desk.reading
        if door is None:
            self.look()
            raise UserError(LOCKED)
        return door

    # Opening and closing

    def set_up(self, passphrase: str, again: str) -> None:
        """Set the desk up and open it."""
        self._app.desk.set_up(passphrase, again)
        self._turned()

    def unlock(self, passphrase: str) -> None:
        """Open the desk."""
        self._app.desk.unlock(passphrase)
        self._turned()

    def unlock_reader(self, name: str, passphrase: str) -> None:
        """Open the queue of replies for a reader."""
        self._app.desk.unlock_reader(name, passphrase)
        self._turned()

    def change(self, passphrase: str, new: str, again: str) -> None:
        """Change the passphrase of the desk, which is open afterwards."""
        self._app.desk.change(passphrase, new, again)
        self._turned()

    def lock(self) -> None:
        """Close the desk and the reading."""
        self._app.desk.lock()
        self._turned()

    def look(self) -> None:
        """Notice a door that has closed by itself."""
        if self._now() != self._was:
            if self._was[0] and not self.is_open() and not self.is_reading():
                self._app.desk.lock()  # lets go of the issuer, too
            self._turned()

    def _now(self) -> tuple[bool, bool]:
        return self.is_open(), self.is_reading()

    def _turned(self) -> None:
        self._was = self._now()
        if any(self._was):
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()
