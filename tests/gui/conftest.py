"""The window on a data folder of its own, with a marker that needs no weights."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk_hands import DeskHands, at_the_desk, organisation
from plain_marker import PlainMarker

from quizapp import app as composition
from quizapp.app import App, open_app
from quizapp.ui import speech
from quizapp.ui.driver import Driver
from quizapp.ui.speech import NO_VOICE, Found
from quizapp.ui.window import open_window


@pytest.fixture(scope="session")
def parsed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a data folder in which the shipped bank is parsed already."""
    folder = tmp_path_factory.mktemp("parsed")
    app = open_app(folder)
    app.catalogue.bank()
    app.close()
    return folder


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Leave the voices of the machine that runs the tests alone."""
    speech.use(Found(voice=None, why=NO_VOICE))
    yield
    speech.use(None)


@pytest.fixture
def app(parsed_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """Open an app with nobody in it yet."""
    monkeypatch.setattr(composition, "written_marker", PlainMarker)
    folder = tmp_path / "data"
    shutil.copytree(parsed_folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    opened = open_app(folder)
    yield opened
    opened.close()


@pytest.fixture
def nadia(app: App) -> App:
    """Put a learner into the app."""
    app.people.create(name="Nadia Rahman")
    return app


@pytest.fixture
def driver(nadia: App, qtbot: QtBot) -> Iterator[Driver]:
    """Lay hands on the window, which shows Today."""
    window = open_window(nadia)
    hands = Driver(window).show()
    yield hands
    hands.close()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def newcomer(app: App, qtbot: QtBot) -> Iterator[Driver]:
    """Lay hands on the window of somebody who opens the app for the first time."""
    window = open_window(app)
    hands = Driver(window).show()
    yield hands
    hands.close()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture(scope="session")
def organisations(parsed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make two organisations: one that has just begun, one where people have sat their exam."""
    folder = tmp_path_factory.mktemp("organisations")
    with pytest.MonkeyPatch.context() as patch:
        for name, results in (("begun", False), ("busy", True)):
            shutil.copytree(parsed_folder, folder / name, ignore=shutil.ignore_patterns("*.lock"))
            app = open_app(folder / name)
            organisation(app, patch, results=results)
            app.close()
    return folder


@pytest.fixture
def hands(
    organisations: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DeskHands]:
    """Lay hands on the window of an organisation: people are there, nobody has sat an exam."""
    with at_the_desk(organisations / "begun", tmp_path / "data", qtbot, monkeypatch) as hands:
        yield hands


@pytest.fixture
def busy_hands(
    organisations: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DeskHands]:
    """Lay hands on the window of an organisation where four people have sat their exam."""
    with at_the_desk(organisations / "busy", tmp_path / "data", qtbot, monkeypatch) as hands:
        yield hands


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen plugin say that it passes no size hints on; every other warning fails."""
    for item in items:
        if "tests/gui" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
