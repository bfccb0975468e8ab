"""Settings: reading and screen, exam support, the keyboard, the study plan and one's data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QSlider, QWidget

from quizapp.errors import UserError
from quizapp.ui import theme
from quizapp.ui.certificate_settings import CertificateSettings
from quizapp.ui.desk_forms import support_words
from quizapp.ui.desk_settings import DeskCard
from quizapp.ui.issuer_settings import IssuerCard
from quizapp.ui.keyboard_settings import KeyboardCard
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.section_links import SectionLinks
from quizapp.ui.settings_preview import Preview
from quizapp.ui.sound_settings import SoundCard
from quizapp.ui.tab_order import stops
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.segments import Segments, Switch
from quizapp.ui.widgets.select import DateField
from quizapp.ui.widgets.setting_row import setting_list, setting_row
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text

ONE_COLUMN = 1050
SPACING_CHOICES = (("normal", "Normal", ""), ("wide", "Wider", ""), ("widest", "Widest", ""))
THEME_CHOICES = (
    ("system", "System", "monitor"),
    ("light", "Light", "sun"),
    ("dark", "Dark", "moon"),
    ("contrast", "High contrast", "contrast"),
)
EXTRA_CHOICES = (("0", "None", ""), ("0.25", "25 %", ""), ("0.5", "50 %", ""))
LANGUAGES = (("en-GB", "British", ""), ("en-US", "American", ""))
AIDS = {
    "quiet_clock": "quiet_clock",
    "transcript_first": "transcript_first",
    "read_aloud": "read_aloud",
    "aid_spell_check": "spell_check",
    "may_pause": "may_pause",
}
"""The switches of exam support and the support each of them grants."""
USUAL_LOOK = ("system", 100, "normal", False)
"""Colours, text size, spacing and whether motion is reduced."""
GRANTED = "Your organisation has set your support, and it goes before what is chosen here:"
MINUTE_CHOICES = (("5", "5", ""), ("10", "10", ""), ("15", "15", ""), ("30", "30", ""))


class SettingsPage(ScrollPage):
    """Every change holds at once and can be taken back in the same place."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(
            window,
            "Settings",
            "Make it comfortable. Support in exams never shows on a certificate.",
        )
        self._filling = False
        self._asked_for = ""
        self._switches: dict[str, Switch] = {}
        self._build_reading()
        self._build_support()
        self._build_plan()
        self.back_up = Button("Back up now", icon="save")
        self.back_up.clicked.connect(self.make_backup)
        self.folder = Text("", "small", colour="muted")
        data = setting_list(
            "Your data",
            [
                setting_row(
                    "Backup", "Everything but the issuer’s keys, in one file", self.back_up
                ),
                setting_row("Where it is kept", "", self.folder),
            ],
        )
        self.certificate = CertificateSettings(window)
        self.issuer = IssuerCard(window)
        self.people_desk = DeskCard(window)
        self.sound = SoundCard(window)
        self.keyboard = KeyboardCard(window)
        self._left = boxes.column(
            self._reading,
            self._support,
            self.granted,
            self.sound,
            self.keyboard,
            self._plan,
            self.certificate,
            self.issuer,
            self.people_desk,
            data,
            1,
            gap=16,
        )
        self._ways = {
            "name": (self._plan, self.name),
            "minutes": (self._plan, self.minutes),
            "keys": (self.keyboard, self.keyboard),
            "desk": (self.people_desk, self.people_desk),
            "backup": (data, data),
        }
        self.preview = Preview()
        self.preview.usual.clicked.connect(self.reset_look)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(18))
        self._across.addLayout(self._left, 1)
        self._across.addWidget(self.preview)
        self.sections = SectionLinks(
            self.scrolling,
            (
                ("Reading and screen", "eye", self._reading),
                ("Exam support", "timer", self._support),
                ("Sound and listening", "volume-2", self.sound),
                ("Keyboard", "keyboard", self.keyboard),
                ("You and your plan", "calendar-days", self._plan),
                ("Certificates", "award", self.certificate),
                ("Your data", "save", data),
            ),
        )
        self.fill(self.sections, self._across)

    def _build_reading(self) -> None:
        self.text_size = QSlider(Qt.Orientation.Horizontal)
        self.text_size.setRange(0, len(theme.TEXT_STEPS) - 1)
        self.text_size.setPageStep(1)
        self.text_size.setAccessibleName("Text size")
        self.text_size.valueChanged.connect(self._on_size)
        self.text_size.setMinimumWidth(160)
        self.size_words = Text("", "body", bold=True, wrap=False)
        size = boxes.row(
            Text("A", "small", wrap=False),
            self.text_size,
            Text("A", "h2", wrap=False),
            self.size_words,
            gap=10,
        )
        self.spacing = Segments("Line, letter and word spacing", SPACING_CHOICES)
        self.spacing.chosen.connect(self._on_spacing)
        self.theme = Segments("Colours", THEME_CHOICES)
        self.theme.chosen.connect(self._on_theme)
        colours = QWidget()
        colours.setLayout(
            boxes.column(
                Text("Colours", "body", bold=True),
                Text("“System” follows your computer", "small", colour="muted"),
                boxes.row(self.theme, 1),
                gap=4,
                margins=(0, 6, 0, 6),
            )
        )
        self.language = Segments("Spelling", LANGUAGES)
        self.language.chosen.connect(self._on_language)
        holder = QWidget()
        holder.setLayout(size)
        rows = [
            setting_row("Text size", "up to 200 %", holder),
            setting_row("Spacing", "of lines, letters and words", self.spacing),
            colours,
            self._switch(
                "reduced_motion", "Reduced motion", "Pages change at once, nothing slides"
            ),
            self._switch(
                "ask_confidence",
                "Ask how sure I am",
                "In practice, before the answer; always optional",
            ),
            self._switch("spell_check", "Check spelling", "In written replies; never marked"),
            setting_row("Spelling", "of British or American English", self.language),
        ]
        self._reading = setting_list("Reading and screen", rows)

    def _build_support(self) -> None:
        self.extra = Segments("Extra time", EXTRA_CHOICES)
        self.extra.chosen.connect(self._on_extra)
        rows = [
            setting_row("Extra time", "of the time of each part", self.extra),
            self._switch(
                "quiet_clock",
                "Quiet clock",
                "Speaks only at 15, 5 and 1 minute. T tells you the time.",
            ),
            self._switch(
                "transcript_first",
                "Transcript before listening",
                "The result notes the aid, the certificate does not",
            ),
            self._switch(
                "read_aloud",
                "Read aloud",
                "A button reads questions and options with the system’s voice",
            ),
            self._switch("aid_spell_check", "Spell check in exams", "Also where the exam has none"),
            self._switch("may_pause", "Breaks", "The clock stops while you are away"),
            self._switch("clock_shown", "Show the clock", "In exams; it can be hidden there too"),
        ]
        self.granted_words = Text("", "body", colour="on_info_soft")
        self.granted = panel(self.granted_words, fill="info_soft")
        self._support = setting_list("Exam support", rows)

    def _build_plan(self) -> None:
        self.name = QLineEdit()
        self.name.setAccessibleName("Your name, as it should stand on a certificate")
        self.name.editingFinished.connect(self._on_name)
        self.date = DateField("Exam date")
        self.date.dateChanged.connect(self._on_date)
        self.minutes = Segments("Minutes a day", MINUTE_CHOICES)
        self.minutes.chosen.connect(self._on_minutes)
        rows = [
            setting_row("Name", "as it should stand on a certificate", self.name),
            setting_row("Exam date", "the plan works back from it", self.date),
            setting_row("Minutes a day", "", self.minutes),
        ]
        self._plan = setting_list("You and your plan", rows)

    def _switch(self, key: str, name: str, hint: str) -> QWidget:
        switch = Switch(name)
        switch.setObjectName(key)
        switch.setAccessibleDescription(hint)
        switch.clicked.connect(self._on_switch)
        self._switches[key] = switch
        return setting_row(name, hint, switch)

    # Showing

    def enter(self, context: object) -> None:
        """Show what is chosen; the context may name one of `_ways`, to begin there."""
        self._asked_for = context if isinstance(context, str) else ""
        self._filling = True
        app = self.window_.app
        chosen, learner = app.settings(), app.people.current()
        self._show_size(chosen.text_size)
        self.spacing.show_value(chosen.spacing)
        self.theme.show_value(chosen.theme)
        self.language.show_value(chosen.spell_language)
        for key in ("reduced_motion", "ask_confidence", "clock_shown", "spell_check"):
            self._switches[key].setChecked(getattr(chosen, key))
        self.folder.say(str(app.data_dir))
        self.certificate.show_chosen()
        self.issuer.show_state()
        self.people_desk.show_state()
        self.sound.show_chosen()
        self.keyboard.show_keys()
        if learner is not None:
            aids = learner.accommodations
            for key, field in AIDS.items():
                self._switches[key].setChecked(getattr(aids, field))
            self.extra.show_value(f"{aids.extra_time:g}")
            self.granted.setVisible(learner.granted is not None)
            given = support_words(learner.granted) or "none"
            self.granted_words.say(f"{GRANTED} {given}.")
            self.name.setText(learner.name)
            day = learner.exam_date
            self.date.setDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
            self.minutes.show_value(str(learner.minutes_a_day))
        self._filling = False

    def _show_size(self, size: int) -> None:
        steps = theme.TEXT_STEPS
        nearest = min(range(len(steps)), key=[abs(step - size) for step in steps].__getitem__)
        self.text_size.setValue(nearest)
        self.size_words.say(f"{size} %")

    def restyle(self) -> None:
        """Show the look also where it was changed by keys or brought back."""
        super().restyle()
        filling, self._filling = self._filling, True
        chosen = self.window_.app.settings()
        self._show_size(theme.current().look.text_size)
        self.theme.show_value(chosen.theme)
        self.spacing.show_value(chosen.spacing)
        self._filling = filling

    # Changing

    def _on_size(self, place: int) -> None:
        size = theme.TEXT_STEPS[place]
        self.size_words.say(f"{size} %")
        if not self._filling:
            self.window_.set_look(text_size=size)

    def _on_spacing(self, value: str) -> None:
        self.window_.set_look(spacing=value)

    def _on_theme(self, value: str) -> None:
        self.window_.set_look(theme_name=value)

    def reset_look(self) -> None:
        """Go back to the usual size, spacing, colours and motion, with a way back.

        The page, laid out anew, begins at its top: where the button went is not known to anybody.
        """
        now = self.window_.app.settings()
        before = (now.theme, now.text_size, now.spacing, now.reduced_motion)
        self._look(*USUAL_LOOK)
        self.window_.say("The usual look is back.", lambda: self._look(*before))

    def _look(self, colours: str, size: int, spacing: str, still: bool) -> None:
        self.window_.set_look(
            theme_name=colours, text_size=size, spacing=spacing, reduced_motion=still
        )
        self.enter(None)
        self.text_size.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scrolling.to_top()

    def _on_switch(self) -> None:
        switch = self.sender()
        if not isinstance(switch, Switch):
            return
        key, on = switch.objectName(), switch.isChecked()
        if key == "reduced_motion":
            self.window_.set_look(reduced_motion=on)
        elif key in AIDS:
            self._aids(**{AIDS[key]: on})
        else:
            app = self.window_.app
            try:
                app.save_settings(replace(app.settings(), **{key: on}))  # type: ignore[arg-type]  # the key is a field
            except UserError as error:
                self.window_.report(error)

    def _on_language(self, value: str) -> None:
        app = self.window_.app
        try:
            app.save_settings(replace(app.settings(), spell_language=value))
        except UserError as error:
            self.window_.report(error)

    def _aids(self, **changes: object) -> None:
        people = self.window_.app.people
        learner = people.current()
        if learner is not None and not self._filling:
            aids = replace(learner.accommodations, **changes)  # type: ignore[arg-type]  # the keys are fields
            people.update(replace(learner, accommodations=aids))

    def _on_extra(self, value: str) -> None:
        self._aids(extra_time=float(value))

    def _person(self, **changes: object) -> None:
        people = self.window_.app.people
        learner = people.current()
        if learner is None or self._filling:
            return
        try:
            people.update(replace(learner, **changes))  # type: ignore[arg-type]  # the keys are fields
        except UserError as error:
            self.window_.report(error)

    def _on_name(self) -> None:
        self._person(name=self.name.text().strip())
        self.window_.show_person()

    def _on_date(self, day: QDate) -> None:
        self._person(exam_date=day.toPython())

    def _on_minutes(self, value: str) -> None:
        self._person(minutes_a_day=int(value))

    def make_backup(self) -> None:
        """Write a backup where the person wants it."""
        path, _ = QFileDialog.getSaveFileName(
            self, "Back up", "quizapp-backup.sqlite3", "Backup (*.sqlite3)"
        )
        if not path:
            return
        try:
            made = self.window_.app.upkeep.back_up(Path(path))
        except (UserError, OSError) as error:
            self.window_.report(error)
            return
        self.window_.say(f"Backed up to {made.name}.")

    def fit(self, effective_width: float) -> None:
        """Put the preview below what it shows, the reading section, where it gets narrow."""
        narrow = effective_width < ONE_COLUMN
        if narrow and self._left.indexOf(self.preview) < 0:
            self._across.removeWidget(self.preview)
            self._left.insertWidget(1, self.preview)
        elif not narrow and self._left.indexOf(self.preview) >= 0:
            self._left.removeWidget(self.preview)
            self._across.addWidget(self.preview)
        wide = theme.current().text_px(280)
        self.preview.setMaximumWidth(16_777_215 if narrow else wide)
        self.preview.setMinimumWidth(0 if narrow else wide)

    def left(self) -> None:
        """Be silent."""
        self.sound.check.stop()

    def first_focus(self) -> QWidget | None:
        """Return the text size, or what was asked for, in sight."""
        section, way = self._ways.get(self._asked_for, (self.body, self._reading))
        self.scrolling.lead_to(section)
        return stops(way)[0]
