"""The panel of a long piece of work: how far it is, how long it takes, pausing and stopping it.

When it has ended the panel says what came of it, problems first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from quizapp.ui.job_clock import JobClock
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import Bar
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Chip, Icon, Surface
from quizapp.ui.widgets.text import Text

LOOK_EVERY_MS = 1000
MOST_PROBLEMS = 12


class JobPanel(Surface):
    """One long piece of work. The page says how far it is; the panel says what the person wants."""

    paused = Signal(bool)
    stopped = Signal()
    closed = Signal()

    def __init__(
        self, *, icon: str, pausable: bool = False, now: Callable[[], float] = monotonic
    ) -> None:
        self._now = now
        self._clock = JobClock(now)
        self._done, self._total = 0, 0
        self._held = False
        self.title = Text("", "h3")
        self.chip = Chip()
        self.count = Text("", "h1", wrap=False)
        self.of = Text("", "body", colour="muted", wrap=False)
        self.left = Text("", "body", colour="muted")
        self.bar = Bar()
        self.words = Text("", "small", colour="muted")
        self.pause = Button("Pause", icon="pause", compact=True)
        self.stop = Button("Stop", icon="square", compact=True)
        self.pause.clicked.connect(self._turn_pause)
        self.stop.clicked.connect(self._stop)
        self.done = Button("Done reading", variant="plain", icon="x", compact=True)
        self._pausable = pausable
        self.problems = boxes.column(gap=6)
        self._actions = QWidget()
        self.flow = boxes.FlowLayout(8, self._actions)
        self.flow.addWidget(self.pause)
        self.flow.addWidget(self.stop)
        self.flow.addWidget(self.done)
        head = boxes.row(
            boxes.column(Icon(icon, size=22, colour="primary"), 1), self.title, self.chip, gap=10
        )
        head.setStretch(1, 1)
        figures = boxes.row(self.count, boxes.column(1, self.of), 1, gap=8)
        super().__init__(
            boxes.column(
                head,
                figures,
                self.bar,
                self.left,
                self.words,
                self.problems,
                self._actions,
                gap=9,
                margins=(20, 18, 20, 16),
            )
        )
        self.done.clicked.connect(self.closed)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._show)
        self.hide()

    # What the page says

    def begin(self, title: str, total: int, *, keeps: str) -> None:
        """Show that work has begun; `keeps` says what stopping leaves behind."""
        self._clock = JobClock(self._now)
        self._clock.go()
        self._done, self._total, self._held = 0, total, False
        self.title.say(title)
        self.words.say(keeps)
        boxes.empty(self.problems)
        self.chip.show_state("running", "circle-dashed", "primary")
        for widget in (self.bar, self.count, self.of, self.stop):
            widget.show()
        self.done.hide()
        self.pause.setVisible(self._pausable)
        self.pause.say("Pause")
        self.pause.dress("outline", icon="pause")
        self.stop.setEnabled(True)
        self._show()
        self.show()
        self._look.start()
        announce(self, f"{title}: begun.")

    def step(self, done: int) -> None:
        """Show how much is done."""
        self._done = done
        self._show()

    def resize_to(self, total: int) -> None:
        """Show another total, once it is known."""
        self._total = total
        self._show()

    def end(
        self, headline: str, sentence: str, *, problems: Sequence[str] = (), whole: bool = True
    ) -> None:
        """Show what came of it, problems first; `whole` is false where something is left to do."""
        self._look.stop()
        self._clock.hold()
        for widget in (self.pause, self.stop, self.bar, self.count, self.of, self.left):
            widget.hide()
        self.done.show()
        tone = "care" if problems or not whole else "good"
        state = ("look at this" if problems else "not all yet") if tone == "care" else "done"
        icon = "triangle-alert" if tone == "care" else "check"
        self.chip.show_state(state, icon, tone)
        self.title.say(headline)
        self.words.say(sentence)
        self._list(problems)
        self.show()
        announce(self, f"{headline} {sentence}")

    def fail(self, sentence: str) -> None:
        """Show that the work could not go on."""
        self.end(self.title.text(), sentence, whole=False)
        self.chip.show_state("stopped", "circle-x", "bad")

    def _list(self, problems: Sequence[str]) -> None:
        boxes.empty(self.problems)
        for words in problems[:MOST_PROBLEMS]:
            line = boxes.row(
                boxes.column(Icon("triangle-alert", size=16, colour="warning"), 1),
                Text(words, "small"),
                gap=8,
            )
            line.setStretch(1, 1)
            holder = QWidget()
            holder.setLayout(line)
            self.problems.addWidget(holder)
        more = len(problems) - MOST_PROBLEMS
        if more > 0:
            self.problems.addWidget(Text(f"And {more} more of these.", "small", colour="muted"))

    def _show(self) -> None:
        self.count.say(f"{self._done:,}")
        self.of.say(f"of {self._total:,} done")
        left = self._clock.left(self._done, self._total)
        self.left.say(left)
        self.left.setVisible(bool(left) and not self._held)
        share = self._done / self._total if self._total else 0.0
        self.bar.show_share(share, words=f"{self._done} of {self._total} done")

    # What the person wants

    def _turn_pause(self) -> None:
        self._held = not self._held
        if self._held:
            self._clock.hold()
            self.chip.show_state("paused", "pause", "care")
        else:
            self._clock.go()
            self.chip.show_state("running", "circle-dashed", "primary")
        self.pause.say("Go on" if self._held else "Pause")
        self.pause.dress("outline", icon="play" if self._held else "pause")
        self._show()
        self.paused.emit(self._held)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.pause.hide()
        self.chip.show_state("stopping", "square", "care")
        self.stopped.emit()
