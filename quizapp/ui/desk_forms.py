"""Fields that the people desk fills in more than once: exam support, a day that may stay open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.people import Accommodations
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.segments import Segments, Switch
from quizapp.ui.widgets.select import DateField
from quizapp.ui.widgets.surfaces import Divider
from quizapp.ui.widgets.text import Text

EXTRA = (("0", "None", ""), ("0.25", "25 %", ""), ("0.5", "50 %", ""), ("1", "100 %", ""))
AIDS = (
    ("may_pause", "Breaks", "The clock stops while the person is away"),
    ("quiet_clock", "Quiet clock", "Speaks only at 15, 5 and 1 minute"),
    ("transcript_first", "Transcript before listening", "Recordings can be read first"),
    ("read_aloud", "Read aloud", "Texts can be heard"),
    ("spell_check", "Spelling", "Marks misspelt words in replies"),
)
"""Field, name and what it does."""


def setting(name: str, hint: str, control: QWidget) -> QWidget:
    """Return a name and a hint with their control on the right."""
    words = boxes.column(
        Text(name, "body", bold=True),
        Text(hint, "small", colour="muted") if hint else None,
        gap=0,
    )
    holder = QWidget()
    line = boxes.row(words, control, gap=16, margins=(0, 4, 0, 4))
    line.setStretch(0, 1)
    holder.setLayout(line)
    return holder


def stacked(name: str, hint: str, control: QWidget) -> QWidget:
    """Return a control below its name, where it needs the width."""
    holder = QWidget()
    holder.setLayout(
        boxes.column(
            Text(name, "body", bold=True),
            Text(hint, "small", colour="muted") if hint else None,
            control,
            gap=4,
            margins=(0, 4, 0, 4),
        )
    )
    return holder


class SupportForm(QWidget):
    """One profile of exam support; it goes with everything the person takes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Accommodations()
        self.extra = Segments("Extra time", EXTRA)
        self.extra.chosen.connect(self.changed)
        self.switches: dict[str, Switch] = {}
        parts: list[Part | None] = [stacked("Extra time", "of the time of each part", self.extra)]
        for key, name, hint in AIDS:
            switch = Switch(name)
            switch.setAccessibleDescription(hint)
            switch.clicked.connect(self.changed)
            self.switches[key] = switch
            parts += [Divider(), setting(name, hint, switch)]
        self.setLayout(boxes.column(*parts, gap=4))

    def show_support(self, support: Accommodations) -> None:
        """Show what is granted."""
        self._shown = support
        self.extra.show_value(f"{support.extra_time:g}")
        for key, switch in self.switches.items():
            switch.setChecked(bool(getattr(support, key)))

    def support(self) -> Accommodations:
        """Return what is chosen; an unusual share of time stays as it was."""
        chosen = self.extra.value()
        return replace(
            self._shown,
            extra_time=self._shown.extra_time if chosen is None else float(chosen),
            may_pause=self.switches["may_pause"].isChecked(),
            quiet_clock=self.switches["quiet_clock"].isChecked(),
            transcript_first=self.switches["transcript_first"].isChecked(),
            read_aloud=self.switches["read_aloud"].isChecked(),
            spell_check=self.switches["spell_check"].isChecked(),
        )


class OptionalDay(QWidget):
    """A day that may be left open, by a switch before it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch(f"{name}: set a day")
        self.field = DateField(name)
        self.field.setEnabled(False)
        self.switch.toggled.connect(self.field.setEnabled)
        line = boxes.row(self.switch, self.field, gap=10)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_day(self, day: date | None, *, usual: date) -> None:
        """Show a day, or the usual one switched off."""
        shown = day or usual
        self.field.setDate(QDate(shown.year, shown.month, shown.day))
        self.switch.setChecked(day is not None)

    def day(self) -> date | None:
        """Return the day, or None where it is left open."""
        if not self.switch.isChecked():
            return None
        chosen = self.field.date()
        return date(chosen.year(), chosen.month(), chosen.day())


def support_words(support: Accommodations | None) -> str:
    """Return a profile of exam support in a few words; empty where there is none."""
    if support is None:
        return ""
    words = [f"{support.extra_time:.0%} more time".replace("%", " %")] if support.extra_time else []
    words += [name.lower() for key, name, _ in AIDS if getattr(support, key)]
    return ", ".join(words)
