"""What the window keeps and prepares, so that the next question comes at once."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from quizapp.domain.items import ItemKind
from quizapp.services.practice_choice import PracticeChoice
from quizapp.ui import theme
from quizapp.ui.answers.choosing import ChoiceArea
from quizapp.ui.driver import Driver
from quizapp.ui.kept import Kept
from quizapp.ui.reading_time import ReadingTime
from quizapp.ui.theme import Look
from quizapp.ui.widgets.text import block_of


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    kept: Kept[str, str] = Kept(2)
    for key in ("first", "second", "first", "third"):
        kept.get(key, key.upper)
    assert kept.get("first", lambda: "made anew") == "FIRST"
    assert kept.get("second", lambda: "made anew") == "made anew"


def test_another_look_begins_anew() -> None:
    before = block_of("One and the same", "body")
    assert block_of("One and the same", "body") is before
    was = theme.current().look
    theme.set_current(Look(text_size=200))
    after = block_of("One and the same", "body")
    theme.set_current(was)
    assert after is not before


class Slow(QWidget):
    """Notes in which order it is painted and read."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.reading = ReadingTime(self)
        self.reading.timeout.connect(self.read)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.seen.append("painted")

    def read(self) -> None:
        self.seen.append("read")


def test_nothing_is_read_before_it_is_painted(qtbot: QtBot) -> None:
    page = Slow()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "painted" in page.seen)
    page.seen.clear()
    page.update()
    page.reading.begin()
    qtbot.waitUntil(lambda: "read" in page.seen)
    assert page.seen == ["painted", "read"]


def test_preparing_the_next_question_changes_nothing_on_screen(driver: Driver) -> None:
    app = driver.window.app
    learner = app.people.current()
    assert learner is not None
    choice = PracticeChoice(kinds=(ItemKind.CHOICE,), number=2)
    driver.open_page("practice", app.practice.start(learner.id, choice, seed=1))
    sitting, area = driver.sitting.sitting_model.sitting, driver.area
    assert isinstance(area, ChoiceArea)
    shown = [row.accessibleName() for row in area.rows]
    driver.sitting.view.prepare(driver.sitting.asked(1))
    assert [row.accessibleName() for row in area.rows] == shown
    assert sitting.position == 0
    assert not sitting.cell(1).visited
