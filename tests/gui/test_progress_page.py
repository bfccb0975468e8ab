from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quizapp.app import App
from quizapp.domain.answers import Chosen
from quizapp.domain.items import ItemKind
from quizapp.domain.standing import Confidence
from quizapp.services.practice_choice import PracticeChoice
from quizapp.ui.driver import Driver
from quizapp.ui.pages.progress import ProgressPage
from quizapp.ui.pages.today import TodayPage
from quizapp.ui.widgets.objective_map import Tile
from quizapp.ui.window import open_window

REFUSED = "After 20 answers in 4 domains you will see a forecast here."


def practise(app: App, *, number: int = 60) -> None:
    """Answer choices, every third one surely and wrongly."""
    learner = app.people.current()
    assert learner is not None
    choice = PracticeChoice(kinds=(ItemKind.CHOICE,), number=number)
    sitting = app.practice.start(learner.id, choice, seed=2)
    for place in range(sitting.counts().items):
        sitting.go(place)
        head = sitting.bank.head_by_id[sitting.item_id]
        wrong = next(option for option in head.option_ids if option != head.key)
        chosen = wrong if place % 3 == 0 or head.key is None else head.key
        sitting.answer(Chosen(option=chosen), confidence=Confidence.SURE)
        sitting.check()
    sitting.hand_in()


@pytest.fixture
def practised(nadia: App, qtbot: QtBot) -> Iterator[Driver]:
    """Lay hands on the window of somebody with sixty answers and an exam in 18 days."""
    practise(nadia)
    learner = nadia.people.current()
    assert learner is not None
    day = nadia.clock.now().astimezone().date() + timedelta(days=18)
    nadia.people.update(replace(learner, exam_date=day))
    window = open_window(nadia)
    hands = Driver(window).show()
    yield hands
    hands.close()
    window.deleteLater()
    qtbot.wait(1)


def progress(hands: Driver) -> ProgressPage:
    page = hands.open_page("progress").page
    assert isinstance(page, ProgressPage)
    return page


def test_without_answers_the_page_says_when_a_forecast_will_come(driver: Driver) -> None:
    page = progress(driver)
    assert page.empty.isVisible()
    assert page.empty.sentence.text() == REFUSED
    assert page.missing.text().endswith("20 more answers in four domains.")
    assert not page.over_time.isVisible()
    assert page.nudge_title.text()
    assert not page.bars.isVisible()
    assert page.coming.sentence.text().startswith("Nothing is due today.")
    driver.press("Practise")


def test_the_sidebar_leads_to_progress(driver: Driver) -> None:
    driver.press("Progress")
    assert driver.page_name == "progress"


def test_the_page_begins_at_the_choice_of_map_or_list(driver: Driver) -> None:
    page = progress(driver)
    assert QApplication.focusWidget() is page.view.buttons[0]


def test_four_figures_sum_up_the_history(practised: Driver) -> None:
    page = progress(practised)
    assert page.secure.unit.text() == "of 49"
    assert page.due.value.text() == "0"
    assert (page.sure.value.text(), page.sure.unit.text()) == ("67 %", "when sure")
    assert page.exam.value.text() == "18 days"


def test_readiness_is_a_range_with_a_word_and_a_table(practised: Driver) -> None:
    page = progress(practised)
    words = page.over_time.sentence.text()
    assert "likely" in words
    assert "passing is" in words
    assert words in page.chart.accessibleName()
    practised.press("Show as table: readiness over time")
    assert page.over_time.table.isVisible()
    assert not page.chart.isVisible()
    assert page.over_time.table.texts()[0][1] == page.points.text()
    practised.press("Show as drawing: readiness over time")
    assert page.chart.isVisible()


def test_what_comes_back_is_drawn_said_and_listed(practised: Driver) -> None:
    page = progress(practised)
    practised.press("Show as table: reviews in the next two weeks")
    counts = [int(row[1]) for row in page.coming.table.texts()]
    assert len(counts) == 14
    assert sum(counts) >= 60
    assert page.coming.sentence.text() == f"0 reviews today, {sum(counts)} in 14 days."


def test_the_map_is_one_stop_with_arrows_inside_and_every_tile_speaks(practised: Driver) -> None:
    page = progress(practised)
    tiles = [tile for row in page.map.rows for tile in row]
    stops = [t for t in tiles if t.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(tiles) == 49
    assert stops == [page.map.rows[0][0]]
    assert all(t.accessibleName().startswith(f"{t.text()}, ") for t in tiles)
    stops[0].setFocus()
    practised.key(Qt.Key.Key_Down).key(Qt.Key.Key_Right)
    goal = QApplication.focusWidget()
    assert isinstance(goal, Tile)
    assert goal is page.map.rows[1][1]
    practised.key(Qt.Key.Key_Return)
    assert page.nudge_title.text().startswith(f"{goal.text()}, ")


def test_the_map_can_be_read_as_a_list(practised: Driver) -> None:
    page = progress(practised)
    practised.press("View: List")
    rows = page.list.texts()
    assert len(rows) == 49
    assert not page.map.isVisible()
    assert sum(int(row[4]) for row in rows) == 60


def test_the_nudge_offers_what_was_sure_and_wrong_and_starts_it(practised: Driver) -> None:
    page = progress(practised)
    assert page.nudge_title.text() == "You were sure, and it turned out differently."
    practised.press("Look again")
    assert practised.page_name == "practice"


def test_today_shows_readiness_or_what_is_missing_for_it(driver: Driver, nadia: App) -> None:
    page = driver.page
    assert isinstance(page, TodayPage)
    assert page.readiness.words.text().startswith("Not enough answers for a forecast yet")
    practise(nadia)
    driver.open_page("today")
    assert page.readiness.range.text().startswith("likely ")
    assert "pass mark" in page.readiness.bar.accessibleName()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("size", "width", "height"), [(100, 900, 600), (200, 1280, 800)])
def test_nothing_on_the_page_is_wider_than_the_window(
    practised: Driver, theme: str, size: int, width: int, height: int
) -> None:
    practised.window.set_look(theme_name=theme, text_size=size)
    practised.show(width, height)
    page = progress(practised)
    bar = page.scrolling.horizontalScrollBar()
    assert bar.maximum() == 0
    assert page.body.width() <= page.width()
