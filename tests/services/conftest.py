"""An app on a data folder of its own, with the shipped bank parsed once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bulk_office import office, opened_office, prepared
from hand_clock import HandClock
from list_files import Write
from reading_room import founded, held, room
from taking import Opened

from quizapp.app import App, open_app

__all__ = ["founded", "held", "office", "opened_office", "prepared", "room"]  # fixtures


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


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put
