"""Choosing what to practise, and figures that become cards where it gets narrow."""

from __future__ import annotations

import pytest
from drivers import answer_well, practise

from quizapp.domain.items import ItemKind
from quizapp.progress.schedule import Kind
from quizapp.ui.driver import Driver
from quizapp.ui.pages.practise import PractisePage
from quizapp.ui.pages.progress import ProgressPage

pytestmark = pytest.mark.usefixtures("qapp")


def page_of(driver: Driver) -> PractisePage:
    driver.open_page("practise")
    page = driver.page
    assert isinstance(page, PractisePage)
    return page


def test_nothing_is_due_before_anything_was_answered(driver: Driver) -> None:
    page = page_of(driver)
    driver.press("Due today")
    assert page.choice().due
    assert not page.start.isEnabled()
    assert page.nothing.isVisible()


def test_what_is_due_is_practised_and_nothing_else(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    practise(driver, ItemKind.CHOICE)
    item = answer_well(driver)
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page's own button
    app = driver.window.app
    learner = app.people.current()
    assert learner is not None
    memory = app._reviews._memory(learner.id, Kind.ITEM, item.id)
    assert memory is not None
    monkeypatch.setattr(app._reviews, "due", lambda _: (memory,))
    page = page_of(driver)
    driver.press("Due today")
    assert app.practice.count(learner.id, page.choice()) == 1
    driver.click(page.start)
    assert driver.sitting.sitting_model.item().id == item.id


def test_the_list_of_objectives_becomes_cards_at_200_percent(driver: Driver) -> None:
    driver.open_page("progress")
    page = driver.page
    assert isinstance(page, ProgressPage)
    page.show_view("list")
    assert page.list.table.isVisible()
    driver.window.resize(900, 600)
    driver.window.set_look(text_size=200)
    driver.settle()
    assert page.list.cards.isVisible()
    assert not page.list.table.isVisible()
    rows = page.list.texts()
    assert rows
    driver.window.set_look(text_size=100)
    driver.window.resize(1280, 800)
    driver.settle()
    assert page.list.table.isVisible()
