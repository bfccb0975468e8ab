"""Pages of the desk are read beside the window: at once on screen, and never behind a lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from desk_hands import NAMES, DeskHands, words_in
from fitting import misfits
from page_report import examine

from quizapp.app import App
from quizapp.errors import UserError
from quizapp.services.desk import OpenDesk
from quizapp.ui.desk_people import RosterView, roster_view
from quizapp.ui.pages import roster


class Slow:
    """Reads the roster only once it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.begun = threading.Event()
        self.trouble: Exception | None = None

    def __call__(self, app: App, door: OpenDesk) -> RosterView:
        self.begun.set()
        self.let.wait()
        if self.trouble is not None:
            raise self.trouble
        return roster_view(app, door)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    reading = Slow()
    monkeypatch.setattr(roster, "roster_view", reading)
    yield reading
    reading.let.set()


@pytest.fixture
def reading(slow: Slow, hands: DeskHands) -> DeskHands:
    """Open the roster and leave it while it is being read."""
    hands.driver.window.desk.unlock("twelve green umbrellas")
    hands.driver.open_page("roster")
    assert slow.begun.wait(10)
    return hands


def test_the_page_is_there_at_once_and_what_is_typed_meanwhile_is_searched_for(
    slow: Slow, reading: DeskHands
) -> None:
    page = reading.roster
    assert page.fetch.words.text() == "Reading…"
    assert page.fetch.isVisible()
    assert not page.nobody.isVisible()
    assert page.finder.field.hasFocus()
    assert examine("roster", reading.driver.window).faults == []
    reading.driver.type("elod", page.finder.field)
    slow.let.set()
    reading.settled()
    assert reading.names_shown() == ["Élodie Marchand"]
    assert not page.fetch.isVisible()
    assert page.finder.field.hasFocus()


def test_a_desk_that_locks_meanwhile_shows_nobody(slow: Slow, reading: DeskHands) -> None:
    reading.lock()
    slow.let.set()
    reading.settled()
    assert not any(name in words_in(reading.driver.window) for name in NAMES)


def test_of_several_readings_the_last_is_shown(slow: Slow, reading: DeskHands) -> None:
    door = reading.app.desk.opened
    assert door is not None
    reading.app.roster.add(door, name="Joan Late", number="99")
    reading.roster.refresh()
    slow.let.set()
    reading.settled()
    assert "Joan Late" in reading.names_shown()


def test_what_could_not_be_read_is_said_in_place_and_can_be_tried_again(
    slow: Slow, reading: DeskHands
) -> None:
    page = reading.roster
    slow.trouble = UserError("The data folder can't be read. Look whether the disk is there.")
    slow.let.set()
    reading.settled()
    assert "can't be read" in page.fetch.words.text()
    assert not page.nobody.isVisible()
    assert misfits(reading.driver.window) == []
    slow.trouble = None
    reading.driver.click(page.fetch.again)
    reading.settled()
    assert set(NAMES) <= set(reading.names_shown())
