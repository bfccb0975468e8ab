"""The look back before a part is handed in: all questions, and the ones worth another look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.services.sitting import Sitting
from quizapp.ui import wording
from quizapp.ui.stem import shown
from quizapp.ui.strip import CellFace, Cells, Legend
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Divider, Icon, card, panel
from quizapp.ui.widgets.text import Text

FILTERS = ("all", "unanswered", "partly", "flagged")
MOST_LISTED = 6
ONE_COLUMN = 1000
_REASONS = {
    "unanswered": ("No answer", "circle-dashed", "danger"),
    "not_seen": ("Not seen yet", "circle-dashed", "danger"),
    "partly": ("Partly answered", "circle-dot", "info"),
    "answered": ("Flagged", "flag", "warning"),
}


class HandIn(QWidget):
    """Counts, cells that can be filtered, and a short list. `picked` carries a position from 0."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces: tuple[CellFace, ...] = ()
        self._filter = "all"
        self.heading = Text("", "h1")
        self.counts = Text("", "body", colour="muted")
        self.total = Text("", "h3")
        self.filters = Segments("Show", tuple((f, f, "") for f in FILTERS))
        self.filters.chosen.connect(self._on_filter)
        self.cells = Cells(side=44, gap=12)
        self.cells.picked.connect(self.picked)
        self.after = Text("", "body")
        self._list = boxes.column(gap=8)
        info = boxes.row(boxes.column(Icon("info", colour="info"), 1), self.after, gap=12)
        info.setStretch(1, 1)
        left = boxes.column(
            card(boxes.row(self.total, 1, self.filters), self.cells, Legend(), gap=16),
            panel(info, fill="info_soft"),
            1,
            gap=16,
        )
        self._look = card(Text("Worth another look", "h3"), self._list, margins=(20, 18, 20, 18))
        right = boxes.column(self._look, 1)
        both = self._across = boxes.row(left, right, gap=20)
        both.setStretch(0, 2)
        both.setStretch(1, 1)
        body = QWidget()
        body.setLayout(
            boxes.column(
                boxes.column(self.heading, self.counts, gap=2),
                both,
                1,
                gap=18,
                margins=(40, 26, 40, 26),
            )
        )
        self.scrolling = Scroll(body)
        self.setLayout(boxes.column(self.scrolling))

    def show_section(self, sitting: Sitting, faces: Sequence[CellFace]) -> None:
        """Show the part as it stands."""
        self._faces = tuple(faces)
        parts = len(sitting.plan.sections)
        name = f"part {sitting.section_index + 1}" if parts > 1 else "the exam"
        self.heading.say(f"Ready to hand in {name}?")
        tally = {state: sum(f.state == state for f in faces) for state in _REASONS}
        missing = tally["unanswered"] + tally["not_seen"]
        flagged = sum(face.flagged for face in faces)
        words = [f"{tally['answered']} answered"]
        words += [f"{tally['partly']} partly answered"] if tally["partly"] else []
        words.append(f"{missing} without an answer" if missing else "none without an answer")
        closing = " A guess costs nothing." if missing else ""
        self.counts.say(f"{', '.join(words)}.{closing}")
        self.total.say(f"All {len(faces)} questions" if len(faces) > 1 else "One task")
        self.filters.rename(
            (
                f"All {len(faces)}",
                f"No answer {missing}",
                f"Partly {tally['partly']}",
                f"Flagged {flagged}",
            )
        )
        self._on_filter("all")
        last = sitting.section_index + 1 >= parts
        self.after.say(
            "Handing in ends the exam for good. Your result comes at once."
            if last
            else f"Handing in closes {name} for good. {_next_part(sitting)}"
        )
        self._show_list(sitting)

    def fit(self, effective_width: float) -> None:
        """Put the list below where it gets narrow."""
        narrow = effective_width < ONE_COLUMN
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)

    def _on_filter(self, value: str) -> None:
        self._filter = value
        self.filters.show_value(value)
        self.cells.show_cells(self._faces, self._passes)

    def _passes(self, face: CellFace) -> bool:
        match self._filter:
            case "unanswered":
                return face.state in ("unanswered", "not_seen")
            case "partly":
                return face.state == "partly"
            case "flagged":
                return face.flagged
            case _:
                return True

    def _show_list(self, sitting: Sitting) -> None:
        boxes.empty(self._list)
        worth = [face for face in self._faces if face.state != "answered" or face.flagged]
        items = [cell.item for cell in sitting.overview()]
        for face in worth[:MOST_LISTED]:
            stem = shown(sitting.bank.item(items[face.number - 1]).stem)
            row = _LookRow(face, stem, self)
            row.button.clicked.connect(row.tell)
            row.picked.connect(self.picked)
            self._list.addWidget(row)
            self._list.addWidget(Divider())
        more = len(worth) - MOST_LISTED
        closing = (
            f"and {more} more" if more > 0 else ("" if worth else "Nothing left open. Well kept.")
        )
        if closing:
            self._list.addWidget(Text(closing, "body", colour="muted"))


class _LookRow(QWidget):
    """A question worth another look, with why and a way there."""

    picked = Signal(int)

    def __init__(self, face: CellFace, stem: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._position = face.number - 1
        words, icon, colour = _REASONS[face.state]
        if face.flagged and face.state != "answered":
            words = f"{words}, flagged"
        self.button = Button(
            "Go", variant="plain", icon="chevron-right", icon_after=True, compact=True
        )
        self.button.setAccessibleName(f"Go to question {face.number}, {words}")
        head = boxes.row(
            Icon(icon, size=16, colour=colour),
            Text(f"{face.number} · {words}", "body", bold=True),
            gap=6,
        )
        head.setStretch(1, 1)
        text = boxes.column(head, Text(_short(stem), "small", colour="muted"), gap=0)
        line = boxes.row(text, self.button, gap=8)
        line.setStretch(0, 1)
        self.setLayout(line)

    def tell(self) -> None:
        """Pass on that the person wants to go there."""
        self.picked.emit(self._position)


def _next_part(sitting: Sitting) -> str:
    """Say what the next part is and that it waits."""
    number = sitting.section_index + 2
    section = sitting.plan.sections[number - 1]
    size = wording.count(section.size, "question", "questions")
    more = 1 + sitting.attempt.accommodations.extra_time
    own = f" and {section.minutes * more:g} minutes of its own" if section.minutes else ""
    return f"Part {number} has {size}{own}. It starts when you say so, after a break if you like."


def _short(text: str, limit: int = 64) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rsplit(" ", 1)[0] + "…"
