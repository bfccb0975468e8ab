"""An app on a data folder of its own, with the shipped bank parsed once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import Opened

from quizapp.app import App, open_app


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the shipped bank has been parsed."""
    folder = tmp_path_factory.mktemp("parsed")
    app = open_app(folder)
    app.catalogue.bank()
    app.close()
    return folder


@pytest.fixture
def data_dir(tmp_path: Path, parsed: Path) -> Path:
    return Path(shutil.copytree(parsed, tmp_path / "data"))


@pytest.fixture
def opened(data_dir: Path, clock: HandClock) -> Iterator[Opened]:
    """Return a function that opens the app, closing what it opened before, as a restart would."""
    apps: list[App] = []

    def open_again() -> App:
        for app in apps:
            app.close()
        apps[:] = [open_app(data_dir, clock=clock)]
        return apps[0]

    yield open_again
    for app in apps:
        app.close()


@pytest.fixture
def app(opened: Opened) -> App:
    return opened()
