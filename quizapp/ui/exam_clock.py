"""The clock of an exam: minutes and seconds, an amber pill near the end, and a way to hide it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import Chip, Icon
from quizapp.ui.widgets.text import Text

SOON = 300
SHOW_AGAIN_SECONDS = 10


class ExamClock(QWidget):
    """Shows what is left. Hidden, it comes back for some seconds whenever the clock speaks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on = True
        self._shown_for = 0
        self.time = Text("", "h3", wrap=False)
        self.left_word = Text("left", "caption", colour="muted", wrap=False)
        self.soon = Chip("5 minutes left", "timer", "care")
        self.switch = Button("Hide", variant="quiet", icon="eye-off", compact=True)
        self.switch.clicked.connect(self.toggle)
        self.setLayout(
            boxes.row(Icon("timer"), self.time, self.left_word, self.soon, self.switch, gap=12)
        )

    def begin(self, *, shown: bool) -> None:
        """Start an exam with the clock shown or hidden."""
        self._on, self._shown_for = shown, 0
        self.soon.hide()
        self._show_parts()

    def tick(self, left: float) -> None:
        """Show the seconds that are left."""
        minutes, seconds = divmod(int(left), 60)
        self.time.say(f"{minutes}:{seconds:02d}")
        self.time.setAccessibleName(spoken(left))
        if self._shown_for:
            self._shown_for -= 1
            if not self._shown_for:
                self._show_parts()
        soon = left <= SOON
        self.soon.setVisible(soon and self._on)
        if soon:
            whole = max(1, round(left / 60 + 0.499))
            words = "1 minute left" if whole == 1 else f"{whole} minutes left"
            self.soon.show_state(words, "timer", "care")

    def come_back(self) -> None:
        """Show the time for some seconds where it is hidden."""
        if not self._on:
            self._shown_for = SHOW_AGAIN_SECONDS
            self._show_parts()

    def toggle(self) -> None:
        """Hide the time or show it again."""
        self._on = not self._on
        self._shown_for = 0
        self._show_parts()

    def _show_parts(self) -> None:
        shown = self._on or self._shown_for > 0
        for part in (self.time, self.left_word):
            part.setVisible(shown)
        self.switch.say("Hide" if self._on else "Time hidden")
        self.switch.dress("quiet", icon="eye-off" if self._on else "eye")


def spoken(left: float) -> str:
    """Return the seconds that are left in words."""
    minutes, seconds = divmod(int(left), 60)
    return f"{minutes} minutes and {seconds} seconds left"
