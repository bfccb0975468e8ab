"""Listening: a call spoken by the system's voice, or told in captions, then one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from quizapp.domain.items import Line, ListeningBody
from quizapp.ui import theme
from quizapp.ui.answers.area import AnswerArea, Question
from quizapp.ui.answers.choosing import ChoiceArea
from quizapp.ui.speech import Found, Hearing, Speaker, Utterance
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button, IconButton
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Surface, panel
from quizapp.ui.widgets.text import Text

WORDS_A_SECOND = 2.6
SHORTEST_LINE = 1.2
SHORTEST_SILENCE = 1.0
"""Seconds of silence from which it is told in words."""
SLOW, FAST = 0.9, 1.2
"""Rates of speech from which it is told in words."""
PLAYS = 2
TICK_MS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line with the seconds at which it begins and ends."""

    start: float
    end: float
    line: Line


def cues(dialogue: Sequence[Line]) -> tuple[Cue, ...]:
    """Return when each line is spoken, by its words, its rate, pauses and overlaps."""
    made: list[Cue] = []
    at = 0.0
    for line in dialogue:
        start = at + line.pause
        if line.overlap and made:
            start = max(made[-1].start + 0.5, made[-1].end - 0.6)
        spoken = max(SHORTEST_LINE, len(line.text.split()) / (WORDS_A_SECOND * line.rate))
        at = start + spoken
        made.append(Cue(start=start, end=at, line=line))
    return tuple(made)


def silence(line: Line) -> str:
    """Return the silence before a line in words; nothing for a breath or for who cuts in."""
    if line.overlap or line.pause < SHORTEST_SILENCE:
        return ""
    return f"(Silence, {line.pause:g} {'second' if line.pause == 1 else 'seconds'})"


def told(line: Line) -> str:
    """Return a line as a caption: who speaks, how, and what."""
    manner = ["cuts in"] if line.overlap else []
    if line.rate <= SLOW:
        manner.append("slowly")
    elif line.rate >= FAST:
        manner.append("fast")
    how = f" ({', '.join(manner)})" if manner else ""
    return f"{line.speaker}{how}: {line.text}"


def transcribed(dialogue: Sequence[Line]) -> tuple[str, ...]:
    """Return a call as written down, with its silences and interruptions."""
    return tuple(part for line in dialogue for part in (silence(line), told(line)) if part)


class _Wave(QLabel):
    """Where in the call one is: bars by length of line, filled as far as it was heard."""

    BARS = 64

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[float, ...] = ()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_call(self, made: Sequence[Cue]) -> None:
        """Draw the bars of a call: low in the pauses, lively where somebody speaks."""
        total = made[-1].end if made else 1.0
        levels = []
        for bar in range(self.BARS):
            at = (bar + 0.5) / self.BARS * total
            spoken = any(cue.start <= at < cue.end for cue in made)
            levels.append(0.35 + ((bar * 7919) % 61) / 100 if spoken else 0.08)
        self._levels = tuple(levels)
        self.update()

    def show_share(self, share: float) -> None:
        """Fill as far as a share of the call."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """Return a flat strip."""
        return QSize(theme.current().px(160), theme.current().px(40))

    def minimumSizeHint(self) -> QSize:
        """Return what still shows as a wave."""
        return QSize(theme.current().px(60), theme.current().px(40))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the bars."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = self.width() / max(1, len(self._levels))
        for bar, level in enumerate(self._levels):
            heard = bar / self.BARS < self._share
            painter.setBrush(look.colour("primary" if heard else "control"))
            tall = max(3.0, level * self.height())
            painter.drawRoundedRect(
                QRectF(bar * step, (self.height() - tall) / 2, step * 0.45, tall), 2, 2
            )
        painter.end()


class ListeningArea(AnswerArea):
    """The player above, one question below; the transcript opens after the answer."""

    played = Signal()
    """The call was begun; the page counts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun = 0
        self._item = ""
        self._why = ""
        self._cues: tuple[Cue, ...] = ()
        self._at = 0.0
        self._said = -1
        self._hearing = Hearing()
        self._speaker = Speaker(self)
        self._speaker.begun.connect(self._on_line)
        self._speaker.ended.connect(self._on_spoken)
        self._paused = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._advance)
        self.play = IconButton("Play", "play", variant="primary")
        self.play.clicked.connect(self.toggle)
        self._wave = _Wave()
        self.clock = Text("", "small", bold=True, wrap=False)
        self.plays = Text("", "caption", colour="muted", wrap=False)
        self.caption = Text("", "reading", colour="ink", measure=80)
        self.caption.setAccessibleName("Caption")
        self.how = Text("", "caption", colour="muted")
        self.captions = Button("Captions", variant="plain", icon="captions", compact=True)
        self.captions.setCheckable(True)
        self.captions.clicked.connect(self._on_captions)
        player = Surface(
            boxes.column(
                boxes.row(
                    self.play, self._wave, boxes.column(self.clock, self.plays, gap=0), gap=14
                ),
                self.caption,
                boxes.row(self.captions, self.how, 1, gap=12),
                gap=10,
                margins=(14, 12, 14, 12),
            ),
            fill="sunken",
            radius=14,
        )
        self.choice = ChoiceArea(single=True)
        self.choice.answered.connect(self.answered)
        self.choice.remarked.connect(self.remarked)
        self.later = Text(
            "The transcript opens after you answer. Space plays.", "caption", colour="muted"
        )
        self.transcript = Text("", "body")
        self.show_transcript = Button("Transcript", variant="plain", icon="file-text", compact=True)
        self.show_transcript.clicked.connect(self._open_transcript)
        self._transcript_box = panel(Text("Transcript", "h3"), self.transcript)
        self.setLayout(
            boxes.column(
                player,
                self.choice,
                self.later,
                boxes.row(self.show_transcript, 1),
                self._transcript_box,
                gap=12,
            )
        )

    def show_question(self, question: Question) -> None:
        """Show the player and the question of a call."""
        body = question.item.body
        if not isinstance(body, ListeningBody):
            raise TypeError(f"{question.item.id} has nothing to listen to")
        self._hearing = question.hearing
        same = question.item.id == self._item and question.plays == self._begun
        fresh = not same or not question.plays
        self._begun = question.plays
        self._item = question.item.id
        if fresh:
            self._stop()
            self._at, self._said, self._paused = 0.0, -1, False
            self._cues = cues(body.dialogue)
            self._wave.show_call(self._cues)
            self.captions.setChecked(self._hearing.captions)
        self.transcript.say("\n".join(transcribed(body.dialogue)))
        marked = question.grade is not None
        open_now = marked or question.transcript_first
        self.later.setVisible(not open_now)
        self.show_transcript.setVisible(False)
        self._transcript_box.setVisible(open_now)
        self.choice.show_question(question)
        self._show_how()
        self._show_place()

    def hear(self, found: Found) -> None:
        """Speak calls with a voice, or say why they are captions."""
        self._speaker.take(found.voice)
        self._why = found.why

    @property
    def spoken(self) -> bool:
        """Tell whether the call is spoken rather than captioned."""
        return self._hearing.voice and self._speaker.voice is not None

    def _show_how(self) -> None:
        self.captions.setVisible(self.spoken)
        self.captions.dress(
            "plain", icon="captions" if self.captions.isChecked() else "captions-off"
        )
        self.captions.say("Captions on" if self.captions.isChecked() else "Captions off")
        self.how.say(self._why if self._hearing.voice and not self.spoken else "")
        self.how.setVisible(bool(self.how.text()))
        if self._said < 0:
            captioned = "Press play. The call runs as captions at the pace of speech."
            self.caption.say("Press play to hear the call." if self.spoken else captioned)
        self.caption.setVisible(not self.spoken or self.captions.isChecked() or self._said < 0)

    def _on_captions(self) -> None:
        self._show_how()

    def _open_transcript(self) -> None:
        self._transcript_box.show()
        self.show_transcript.hide()

    @property
    def seconds(self) -> float:
        """Return how long the call is."""
        return self._cues[-1].end if self._cues else 0.0

    def plays_left(self) -> int:
        """Return how often the call can still be begun."""
        return max(0, PLAYS - self._begun)

    def toggle(self) -> None:
        """Play, or pause where it plays."""
        if self.playing:
            self._stop()
            self._paused = True
        elif self._paused and self._at < self.seconds:
            self._paused = False
            self._timer.start()
            if self.spoken:
                self._speaker.go_on()
        elif self.plays_left():
            self._begun += 1
            self.played.emit()
            self._at, self._said, self._paused = 0.0, -1, False
            self._timer.start()
            if self.spoken:
                self._speaker.speak(_utterances(self._cues), self._hearing)
        self._show_place()

    @property
    def playing(self) -> bool:
        """Tell whether the call is running."""
        return self._timer.isActive()

    def _stop(self) -> None:
        self._timer.stop()
        self._speaker.stop()

    def _advance(self) -> None:
        step = TICK_MS / 1000 * self._hearing.speed
        if not self.spoken:
            self.advance(step)
        elif self._said >= 0:  # the voice leads, the wave follows up to the end of its line
            self._at = min(self._cues[self._said].end, self._at + step)
            self._show_place()

    def _on_line(self, place: int) -> None:
        self._said, self._at = place, self._cues[place].start
        line = self._cues[place].line
        self.caption.say(told(line))
        self._show_how()
        self._show_place()

    def _on_spoken(self) -> None:
        self._at = self.seconds
        self._end()

    def advance(self, seconds: float) -> None:
        """Let the call go on by some seconds."""
        self._at = min(self.seconds, self._at + seconds)
        now = [n for n, cue in enumerate(self._cues) if cue.start <= self._at]
        if now and now[-1] != self._said:
            self._said = now[-1]
            self._say_caption(told(self._cues[self._said].line))
        elif silence := self._silence_now():
            self._say_caption(silence)
        if self._at >= self.seconds:
            self._end()
        self._show_place()

    def _silence_now(self) -> str:
        """Return the silence in which the call is, in words, or nothing."""
        coming = self._cues[self._said + 1] if self._said + 1 < len(self._cues) else None
        over = self._said < 0 or self._at >= self._cues[self._said].end
        return silence(coming.line) if coming is not None and over else ""

    def _say_caption(self, words: str) -> None:
        if words != self.caption.text():
            self.caption.say(words)
            announce(self.caption, words)

    def _end(self) -> None:
        self._stop()
        left = self.plays_left()
        self.remarked.emit(
            "The call is over. You can play it once more." if left else "The call is over."
        )
        self._show_place()

    def _show_place(self) -> None:
        playing = self.playing
        begun = self._begun
        self._wave.show_share(self._at / self.seconds if self.seconds else 0.0)
        self.clock.say(f"{_clock(self._at)} of {_clock(self.seconds)}")
        self.plays.say(f"play {begun} of {PLAYS}" if begun else "you can play it twice")
        self.play.dress("primary", icon="pause" if playing else "play")
        self.play.say("Pause" if playing else "Play")
        paused = self._paused and self._at < self.seconds
        self.play.setEnabled(playing or paused or self.plays_left() > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays where the focus is in no control."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
            return
        super().keyPressEvent(event)

    def press(self, key: str) -> bool:
        """Choose an option of the question."""
        return self.choice.press(key)

    def entry(self) -> QWidget | None:
        """Return the play button."""
        return self.play

    def settle(self) -> None:
        """Pause when the question is left, so that coming back costs no other play."""
        if self.playing:
            self.toggle()


def _utterances(made: Sequence[Cue]) -> tuple[Utterance, ...]:
    """Return the lines of a call as the voice speaks them; who cuts in does not wait."""
    speakers = list(dict.fromkeys(cue.line.speaker for cue in made))
    return tuple(
        Utterance(
            text=cue.line.text,
            who=speakers.index(cue.line.speaker),
            rate=cue.line.rate,
            pause=0.0 if cue.line.overlap else cue.line.pause,
        )
        for cue in made
    )


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
