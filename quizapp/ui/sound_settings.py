"""Settings › Sound: spoken calls, captions, speed, volume, and a check before it counts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

from quizapp.errors import UserError
from quizapp.ui import speech
from quizapp.ui.page import Navigator
from quizapp.ui.speech import Speaker, Utterance
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Segments, Switch
from quizapp.ui.widgets.setting_row import setting_list, setting_row
from quizapp.ui.widgets.text import Text

SPEEDS = (("80", "80 %", ""), ("90", "90 %", ""), ("100", "100 %", ""))
SENTENCES = ("Good morning. You are through to quizapp.", "And this is the second voice of a call.")
STEP = 10


class SoundCheck(QWidget):
    """A button that plays two sentences and says what one should hear, or why there is nothing."""

    def __init__(self, window: Navigator) -> None:
        super().__init__()
        self._window = window
        self._speaker = Speaker(self)
        self._speaker.ended.connect(self._on_ended)
        self.button = Button("Check the sound", icon="volume-2")
        self.button.clicked.connect(self.play)
        self.words = Text("", "small", colour="muted")
        self.words.hide()
        self.setLayout(boxes.column(boxes.row(self.button, 1), self.words, gap=6))

    def play(self) -> None:
        """Speak two sentences with the two voices of a call."""
        speech.use(None)  # a voice may have been installed since
        found = speech.found()
        self._speaker.take(found.voice)
        if found.voice is None:
            self._say(found.why)
            return
        pieces = [Utterance(text=text, who=who) for who, text in enumerate(SENTENCES)]
        self._speaker.speak(pieces, speech.hearing(self._window.app.settings()))
        self._say(f"You should hear: “{SENTENCES[0]}” and “{SENTENCES[1]}”")

    def stop(self) -> None:
        """Be silent, because the page is left."""
        self._speaker.stop()

    def _on_ended(self) -> None:
        self._say(
            "Both sentences were spoken. If you heard nothing, look at the volume here and of the "
            "computer; in an exam you can switch captions on."
        )

    def _say(self, sentence: str) -> None:
        self.words.say(sentence)
        self.words.show()
        announce(self, sentence)


class SoundCard(QWidget):
    """How calls sound; every change holds at once."""

    def __init__(self, window: Navigator) -> None:
        super().__init__()
        self._window = window
        self.spoken = self._switch("speak_calls", "Speak calls")
        self.captions = self._switch("captions", "Captions with the voice")
        self.speed = Segments("Speed of speech", SPEEDS)
        self.speed.chosen.connect(self._on_speed)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100 // STEP)
        self.volume.setPageStep(2)
        self.volume.setMinimumWidth(160)
        self.volume.setAccessibleName("Volume of speech")
        self.volume.valueChanged.connect(self._on_volume)
        self.percent = Text("", "body", bold=True, wrap=False)
        self.check = SoundCheck(window)
        self._filling = False
        rows = [
            setting_row("Speak calls", "By the system’s voice, where there is one", self.spoken),
            setting_row(
                "Captions with the voice", "Calls without a voice always have them", self.captions
            ),
            setting_row("Speed", "of speech and of captions", self.speed),
            setting_row("Volume", "", boxes.row(self.volume, self.percent, gap=10)),
            setting_row("Sound check", "Two sentences, before it counts", self.check.button),
            self.check,
        ]
        self.setLayout(boxes.column(setting_list("Sound and listening", rows)))

    def _switch(self, key: str, name: str) -> Switch:
        made = Switch(name)
        made.setObjectName(key)
        made.clicked.connect(self._on_switch)
        return made

    def show_chosen(self) -> None:
        """Show what is chosen."""
        chosen = self._window.app.settings()
        self._filling = True
        self.spoken.setChecked(chosen.speak_calls)
        self.captions.setChecked(chosen.captions)
        distance = {abs(int(value) - chosen.listening_speed): value for value, _, _ in SPEEDS}
        self.speed.show_value(distance[min(distance)])
        self.volume.setValue(round(chosen.listening_volume / STEP))
        self.percent.say(f"{chosen.listening_volume} %")
        self.check.words.hide()
        self._filling = False

    def _keep(self, **changes: object) -> None:
        app = self._window.app
        try:
            app.save_settings(replace(app.settings(), **changes))  # type: ignore[arg-type]  # the keys are fields
        except UserError as error:
            self._window.report(error)

    def _on_switch(self) -> None:
        switch = self.sender()
        if isinstance(switch, Switch):
            self._keep(**{switch.objectName(): switch.isChecked()})

    def _on_speed(self, value: str) -> None:
        self._keep(listening_speed=int(value))

    def _on_volume(self, place: int) -> None:
        self.percent.say(f"{place * STEP} %")
        if not self._filling:
            self._keep(listening_volume=place * STEP)
