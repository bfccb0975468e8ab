"""The system's voice, where the extra `speech` and a voice are installed; otherwise a sentence.

QtTextToSpeech is imported when a voice is first asked for, never at start. Pages know the protocol
`Voice` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

    from quizapp.settings import Settings

NO_EXTRA = (
    "The part of the program that speaks is not installed. Install the extra “speech” to hear "
    "voices; until then captions take their place."
)
NO_VOICE = (
    "This computer has no voice that the program can use. Add one in the system’s settings for "
    "speech; until then captions take its place."
)
NOT_FOR_PEOPLE = frozenset({"mock"})
"""Engines that make no sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How a person listens: speed as a share of normal, volume 0 to 1, captions with the voice."""

    speed: float = 1.0
    volume: float = 0.8
    captions: bool = False
    voice: bool = True


def hearing(chosen: Settings) -> Hearing:
    """Return how a person listens, from the settings."""
    return Hearing(
        speed=chosen.listening_speed / 100,
        volume=chosen.listening_volume / 100,
        captions=chosen.captions,
        voice=chosen.speak_calls,
    )


class Voice(Protocol):
    """What speaks one piece after the other; `done` comes once a piece has been spoken."""

    @property
    def done(self) -> SignalInstance:
        """Return the signal that a piece was spoken to its end."""

    def say(self, text: str, hearing: Hearing, *, who: int = 0, rate: float = 1.0) -> None:
        """Speak a piece; `who` tells speakers apart, `rate` is the speaker's own pace."""

    def stop(self) -> None:
        """Be silent at once; `done` does not come for what was cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A voice, or the sentence why there is none."""

    voice: Voice | None
    why: str = ""


class SystemVoice(QObject):
    """The voices of the system behind the protocol."""

    done = Signal()

    def __init__(self, engine: QTextToSpeech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        engine.setParent(self)
        spoken = [v for v in engine.availableVoices() if v.locale().name().startswith("en")]
        self._voices = spoken or engine.availableVoices()
        self._speaking = False
        engine.stateChanged.connect(self._changed)
        engine.errorOccurred.connect(self._broken)

    def say(self, text: str, hearing: Hearing, *, who: int = 0, rate: float = 1.0) -> None:
        """Speak a piece; a second speaker gets another voice, or another pitch of the only one."""
        if self._voices:
            self._engine.setVoice(self._voices[who % len(self._voices)])
        alone = len(self._voices) < 2  # noqa: PLR2004 - one voice speaks for two people
        self._engine.setPitch(0.25 * (who % 2) if alone else 0.0)
        self._engine.setRate(max(-1.0, min(1.0, hearing.speed * rate - 1.0)))
        self._engine.setVolume(hearing.volume)
        self._speaking = True
        self._engine.say(text)

    def stop(self) -> None:
        """Be silent at once."""
        self._speaking = False
        self._engine.stop()

    def _changed(self, state: QTextToSpeech.State) -> None:
        if state.name == "Ready" and self._speaking:
            self._speaking = False
            self.done.emit()

    def _broken(self, *_: object) -> None:
        if self._speaking:  # what can't be spoken must not stop a call for good
            self._speaking = False
            QTimer.singleShot(0, self.done.emit)


_found: list[Found] = []


def found() -> Found:
    """Return the system's voice, looked for once."""
    if not _found:
        _found.append(look_for())
    return _found[0]


def use(value: Found | None) -> None:
    """Take another voice, or look again when next asked."""
    _found[:] = [] if value is None else [value]


def look_for(engines: Sequence[str] | None = None) -> Found:
    """Look for an engine with a voice, by default among those that make a sound."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - an extra, and not needed to start
    except ImportError:
        return Found(voice=None, why=NO_EXTRA)
    offered = QTextToSpeech.availableEngines()
    wanted = [e for e in offered if e not in NOT_FOR_PEOPLE] if engines is None else engines
    for name in wanted:
        engine = QTextToSpeech(name)
        if engine.state() is not QTextToSpeech.State.Error and engine.availableVoices():
            return Found(voice=SystemVoice(engine))
        engine.deleteLater()
    return Found(voice=None, why=NO_VOICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A piece to speak: who says it, how fast, and the silence before it in seconds."""

    text: str
    who: int = 0
    rate: float = 1.0
    pause: float = 0.0


class Speaker(QObject):
    """Speaks pieces one after the other. `begun` brings the number of the piece, from 0."""

    begun = Signal(int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voice: Voice | None = None
        self._pieces: tuple[Utterance, ...] = ()
        self._hearing = Hearing()
        self._place = 0
        self.speaking = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._say)

    def take(self, voice: Voice | None) -> None:
        """Speak with a voice from now on."""
        if voice is self._voice:
            return
        if self._voice is not None:
            self._voice.done.disconnect(self._next)
        self._voice = voice
        if voice is not None:
            voice.done.connect(self._next)

    @property
    def voice(self) -> Voice | None:
        """Return the voice in use, or None."""
        return self._voice

    def speak(self, pieces: Sequence[Utterance], hearing: Hearing) -> None:
        """Speak pieces from the first one on."""
        self.stop()
        self._pieces, self._hearing, self._place = tuple(pieces), hearing, 0
        self.go_on()

    def go_on(self) -> None:
        """Speak on from the piece that was cut off, from its beginning."""
        if self._voice is None or self._place >= len(self._pieces):
            return
        self.speaking = True
        self._wait()

    def stop(self) -> None:
        """Be silent; `go_on` begins the piece that was cut off again."""
        was = self.speaking
        self.speaking = False
        self._silence.stop()
        if was and self._voice is not None:
            self._voice.stop()

    def _wait(self) -> None:
        pause = self._pieces[self._place].pause / max(0.1, self._hearing.speed)
        self._silence.start(round(1000 * pause))

    def _say(self) -> None:
        piece = self._pieces[self._place]
        self.begun.emit(self._place)
        if self._voice is not None and self.speaking:
            self._voice.say(piece.text, self._hearing, who=piece.who, rate=piece.rate)

    def _next(self) -> None:
        if not self.speaking:
            return
        self._place += 1
        if self._place < len(self._pieces):
            self._wait()
        else:
            self.speaking = False
            self.ended.emit()
