"""Captions of a call: at the pace of speech, with silences and interruptions in words."""

from __future__ import annotations

import pytest
from drivers import practise

from quizapp.domain.items import ItemKind, Line, ListeningBody
from quizapp.ui.answers.listening import ListeningArea, cues, silence, told, transcribed
from quizapp.ui.driver import Driver

pytestmark = pytest.mark.usefixtures("qapp")


def line(text: str, **how: float | bool) -> Line:
    return Line(speaker="Mr Okoro", text=text, **how)  # type: ignore[arg-type]  # the names are fields


def test_silences_interruptions_and_pace_are_told_in_words() -> None:
    assert told(line("No.")) == "Mr Okoro: No."
    assert told(line("No.", overlap=True, rate=1.3)) == "Mr Okoro (cuts in, fast): No."
    assert told(line("No.", rate=0.85)) == "Mr Okoro (slowly): No."
    assert silence(line("No.", pause=2.5)) == "(Silence, 2.5 seconds)"
    assert silence(line("No.", pause=1.0)) == "(Silence, 1 second)"
    assert silence(line("No.", pause=0.4)) == ""


def test_a_transcript_has_the_silences_in_their_places() -> None:
    assert transcribed((line("Hm."), line("Well.", pause=3.0))) == (
        "Mr Okoro: Hm.",
        "(Silence, 3 seconds)",
        "Mr Okoro: Well.",
    )


def test_a_silence_is_shown_while_it_lasts_and_every_line_after_it(driver: Driver) -> None:
    practise(driver, ItemKind.LISTENING)
    area = driver.area
    assert isinstance(area, ListeningArea)
    body = driver.sitting.sitting_model.item().body
    assert isinstance(body, ListeningBody)
    driver.click(area.play)
    seen: list[str] = []
    for _ in range(round(area.seconds / 0.1) + 2):
        area.advance(0.1)
        if not seen or seen[-1] != area.caption.text():
            seen.append(area.caption.text())
    shown = [words for words in seen if not words.startswith("Press play")]
    assert shown == list(transcribed(body.dialogue))


def test_who_cuts_in_does_not_wait_for_the_end_of_the_line() -> None:
    first, second = cues((line("One two three four five six."), line("Wait.", overlap=True)))
    assert second.start < first.end
