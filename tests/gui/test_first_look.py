"""At the start: nothing shows too early, and a long history is read after the first painting."""

import pytest
from pytestqt.qtbot import QtBot

from quizapp.app import App
from quizapp.ui.driver import Driver
from quizapp.ui.pages.today import TodayPage
from quizapp.ui.sidebar import RAIL, Sidebar
from quizapp.ui.widgets.readiness_card import COUNTING
from quizapp.ui.window import open_window


def test_the_rest_of_the_day_follows_the_first_paint_and_the_focus_stays(
    nadia: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.services.progress.LONG_HISTORY", 0)
    window = open_window(nadia)
    page = window.current
    assert isinstance(page, TodayPage)
    assert page.readiness.words.text() == COUNTING
    at_once = [row.start.accessibleName() for row in page.steps]
    hands = Driver(window).show()
    qtbot.waitUntil(lambda: page.readiness.words.text() != COUNTING)
    assert len(page.steps) == len(at_once) + 1
    assert page.steps[0].start.hasFocus()
    hands.close()
    window.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_a_sidebar_that_has_no_window_yet_stays_hidden() -> None:
    sidebar = Sidebar()
    sidebar.show_mode(RAIL)
    assert not sidebar.isVisible()
