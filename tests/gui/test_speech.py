"""Calls spoken by a voice, reading aloud, and the sound check; with a voice that makes no sound."""

from __future__ import annotations

import builtins
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import ModuleType

import pytest
from drivers import item_of, practise, start_exam
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from quizapp.domain.items import ItemKind, ListeningBody
from quizapp.ui import speech
from quizapp.ui.answers.listening import ListeningArea
from quizapp.ui.driver import Driver
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.speech import NO_EXTRA, NO_VOICE, Found, Hearing, Speaker, Utterance

pytestmark = pytest.mark.usefixtures("qapp")
NO_ADDONS = importlib.util.find_spec("PySide6.QtTextToSpeech") is None
needs_extra = pytest.mark.skipif(NO_ADDONS, reason="the extra “speech” is not installed")


class PaperVoice(QObject):
    """Writes down what it should say; the test says when it has finished."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, int]] = []
        self.hearing = Hearing()
        self.silent = True

    def say(self, text: str, hearing: Hearing, *, who: int = 0, rate: float = 1.0) -> None:
        del rate
        self.said.append((text, who))
        self.hearing, self.silent = hearing, False

    def stop(self) -> None:
        self.silent = True

    def finish(self) -> None:
        self.silent = True
        self.done.emit()


@pytest.fixture
def voice() -> PaperVoice:
    """Let the program find a voice."""
    made = PaperVoice()
    speech.use(Found(voice=made))
    return made


def call(driver: Driver) -> ListeningArea:
    area = driver.area
    assert isinstance(area, ListeningArea)
    return area


def settle_until(qtbot: QtBot, met: Callable[[], bool]) -> None:
    """Let the pauses of the dialogue pass."""
    qtbot.waitUntil(met, timeout=10_000)


def lines_of(driver: Driver) -> Sequence[str]:
    body = item_of(driver).body
    assert isinstance(body, ListeningBody)
    return [line.text for line in body.dialogue]


def test_a_call_is_spoken_line_by_line_by_its_speakers(
    driver: Driver, voice: PaperVoice, qtbot: QtBot
) -> None:
    practise(driver, ItemKind.LISTENING)
    area, lines = call(driver), lines_of(driver)
    driver.click(area.play)
    for number in range(1, len(lines) + 1):
        settle_until(qtbot, lambda n=number: len(voice.said) == n)  # type: ignore[misc]  # the default binds the number
        voice.finish()
    assert [text for text, _ in voice.said] == list(lines)
    assert {who for _, who in voice.said} == {0, 1}
    assert not area.playing
    assert area.clock.text().split(" of ")[0] == area.clock.text().split(" of ")[1]


def test_a_spoken_call_shows_no_captions_unless_they_are_asked_for(
    driver: Driver, voice: PaperVoice, qtbot: QtBot
) -> None:
    practise(driver, ItemKind.LISTENING)
    area = call(driver)
    driver.click(area.play)
    settle_until(qtbot, lambda: bool(voice.said))
    assert not area.caption.isVisible()
    driver.click(area.captions)
    assert area.caption.isVisible()
    assert area.caption.text().endswith(voice.said[0][0])


def test_a_pause_begins_the_line_again(driver: Driver, voice: PaperVoice, qtbot: QtBot) -> None:
    practise(driver, ItemKind.LISTENING)
    area = call(driver)
    driver.click(area.play)
    settle_until(qtbot, lambda: bool(voice.said))
    driver.click(area.play)
    assert voice.silent
    assert area.plays_left() == 1
    driver.click(area.play)
    settle_until(qtbot, lambda: len(voice.said) == 2)
    assert voice.said[0] == voice.said[1]
    assert area.plays_left() == 1


def test_leaving_the_question_silences_the_call(
    driver: Driver, voice: PaperVoice, qtbot: QtBot
) -> None:
    practise(driver, ItemKind.LISTENING, ItemKind.CHOICE)
    driver.click(call(driver).play)
    settle_until(qtbot, lambda: bool(voice.said))
    driver.key("j")
    assert voice.silent


def test_without_a_voice_the_call_runs_as_captions_and_says_why(driver: Driver) -> None:
    practise(driver, ItemKind.LISTENING)
    area = call(driver)
    assert area.how.text() == NO_VOICE
    driver.click(area.play)
    area.advance(5)
    assert area.caption.isVisible()
    assert lines_of(driver)[0] in area.caption.text() or ": " in area.caption.text()


def test_speed_and_volume_of_the_settings_reach_the_voice(
    driver: Driver, voice: PaperVoice, qtbot: QtBot
) -> None:
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    page.sound.volume.setFocus()
    driver.key(Qt.Key.Key_Home)
    page.sound.speed.press(0)
    driver.settle()
    assert driver.window.app.settings().listening_volume == 0
    practise(driver, ItemKind.LISTENING)
    driver.click(call(driver).play)
    settle_until(qtbot, lambda: bool(voice.said))
    assert voice.hearing == Hearing(speed=0.8, volume=0.0)


def test_the_sound_check_speaks_with_both_voices(
    driver: Driver, voice: PaperVoice, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(speech, "look_for", lambda: Found(voice=voice))
    driver.open_page("before", "short")
    driver.press("Check the sound")
    settle_until(qtbot, lambda: len(voice.said) == 1)
    voice.finish()
    settle_until(qtbot, lambda: len(voice.said) == 2)
    assert [who for _, who in voice.said] == [0, 1]


def test_the_sound_check_says_what_is_missing(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech, "look_for", lambda: Found(voice=None, why=NO_EXTRA))
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    page.scrolling.reveal(page.sound)
    driver.click(page.sound.check.button)
    assert page.sound.check.words.text() == NO_EXTRA


def grant_reading(driver: Driver) -> None:
    people = driver.window.app.people
    learner = people.current()
    assert learner is not None
    aids = replace(learner.accommodations, read_aloud=True)
    people.update(replace(learner, accommodations=aids))


def test_reading_aloud_reads_case_question_and_options_and_stops(
    driver: Driver, voice: PaperVoice, qtbot: QtBot
) -> None:
    grant_reading(driver)
    practise(driver, ItemKind.CHOICE)
    driver.key("v")
    settle_until(qtbot, lambda: len(voice.said) == 1)
    voice.finish()
    settle_until(qtbot, lambda: len(voice.said) == 2)
    assert voice.said[1][0].startswith("A: ")
    driver.key("v")
    assert voice.silent
    assert driver.button("Read aloud").isEnabled()


def test_without_the_support_there_is_no_button_and_no_reading(
    driver: Driver, voice: PaperVoice
) -> None:
    start_exam(driver)
    assert not driver.sitting.view.reader.isVisible()
    driver.key("v")
    assert voice.said == []


def test_reading_aloud_without_a_voice_says_why(driver: Driver) -> None:
    grant_reading(driver)
    practise(driver, ItemKind.CHOICE)
    reader = driver.sitting.view.reader
    assert not reader.button.isEnabled()
    assert reader.why.text() == NO_VOICE


def test_the_extra_that_is_missing_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        if name == "PySide6.QtTextToSpeech":
            raise ImportError(name)
        return real(name, globals_, locals_, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert speech.look_for() == Found(voice=None, why=NO_EXTRA)


@needs_extra
@pytest.mark.qt_log_ignore("pipewire", "text-to-speech plug-in", extend=True)
def test_qts_own_engine_for_tests_speaks_pieces_one_after_the_other(qtbot: QtBot) -> None:
    found = speech.look_for(["mock"])
    assert found.voice is not None
    speaker = Speaker()
    speaker.take(found.voice)
    begun: list[int] = []
    speaker.begun.connect(begun.append)
    with qtbot.waitSignal(speaker.ended, timeout=20_000):
        speaker.speak((Utterance(text="one"), Utterance(text="two", who=1)), Hearing())
    assert begun == [0, 1]


@needs_extra
@pytest.mark.qt_log_ignore("pipewire", "text-to-speech plug-in", extend=True)
def test_qts_own_engine_is_silent_when_stopped(qtbot: QtBot) -> None:
    found = speech.look_for(["mock"])
    speaker = Speaker()
    speaker.take(found.voice)
    with qtbot.waitSignal(speaker.begun, timeout=20_000):
        speaker.speak((Utterance(text="one two three four five six"),), Hearing())
    ended: list[bool] = []
    speaker.ended.connect(lambda: ended.append(True))
    speaker.stop()
    qtbot.wait(20)
    assert not ended
    assert not speaker.speaking


@needs_extra
@pytest.mark.qt_log_ignore("pipewire", "text-to-speech plug-in", extend=True)
def test_an_engine_without_sound_is_never_chosen_by_itself() -> None:
    found = speech.look_for()
    if found.voice is None:
        assert found.why == NO_VOICE
    else:
        assert "mock" not in repr(found.voice)
