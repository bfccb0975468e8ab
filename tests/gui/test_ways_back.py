"""Ways that lead back: changing the plan from Today, and finishing what only waits for it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from drivers import answer_well, practise
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.domain.items import ItemKind
from quizapp.domain.people import Accommodations
from quizapp.services.practice import learnable
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.progress import Step, StepKind
from quizapp.ui.driver import Driver
from quizapp.ui.pages.exams import ExamsPage
from quizapp.ui.pages.practice import PracticePage
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.pages.today import TodayPage
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import StepMark
from quizapp.ui.widgets.text import Text


def today_of(driver: Driver) -> TodayPage:
    page = driver.page
    assert isinstance(page, TodayPage)
    return page


def settings_of(driver: Driver) -> SettingsPage:
    page = driver.page
    assert isinstance(page, SettingsPage)
    return page


def minutes_planned(page: TodayPage) -> int:
    return int(page.minutes.text().split()[1])


def test_the_minutes_of_the_plan_are_changed_from_today(driver: Driver) -> None:
    before = minutes_planned(today_of(driver))
    driver.press("Change the minutes a day")
    page = settings_of(driver)
    focus = QApplication.focusWidget()
    assert focus in page.minutes.buttons
    assert not focus.visibleRegion().isEmpty()
    driver.press("Minutes a day: 5")
    assert minutes_planned(today_of(driver.open_page("today"))) <= before
    learner = driver.window.app.people.current()
    assert learner is not None
    assert learner.minutes_a_day == 5


def test_a_step_that_was_done_stays_with_a_tick_and_the_next_one_counts_on(driver: Driver) -> None:
    page = today_of(driver)
    app = driver.window.app
    head = next(h for h in learnable(app.catalogue.bank()) if h.kind is ItemKind.CHOICE)
    choice = PracticeChoice(items=(head.id,), number=1)
    step = Step(StepKind.PRACTICE, "Review what is due", "1 comes back today", 1, choice)
    page.start_step(step)
    driver.settle()
    answer_well(driver)
    driver.key(Qt.Key.Key_Return).key(Qt.Key.Key_Return)
    assert driver.page_name == "result"
    driver.open_page("today")
    (done,) = page.done
    assert [label.text() for label in done.findChildren(Text)] == [
        "Review what is due",
        "1 question",
        "done",
    ]
    mark = done.findChild(StepMark)
    assert mark is not None
    assert mark.accessibleName() == "done"
    first = page.steps[0].findChild(StepMark)
    assert first is not None
    assert (first._number, first.accessibleName()) == (2, "next step")
    assert page.steps[0].start.variant == "primary"
    assert done.mapTo(page, QPoint()).y() < page.steps[0].mapTo(page, QPoint()).y()


def test_the_sidebar_counts_what_is_due_and_says_it(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver.window.app.progress, "due_count", lambda _: 7)
    driver.open_page("progress")
    assert driver.button("Today").accessibleName() == "Today, 7 due"
    shown = driver.button("Today").grab().toImage()
    driver.press("Today")
    assert driver.button("Today").accessibleName() == "Today"  # its plan says it
    monkeypatch.setattr(driver.window.app.progress, "due_count", lambda _: 0)
    driver.open_page("progress")
    assert driver.button("Today").accessibleName() == "Today"
    assert driver.button("Today").grab().toImage() != shown


def test_support_that_the_organisation_granted_is_said_in_the_settings(driver: Driver) -> None:
    page = settings_of(driver.open_page("settings"))
    assert not page.granted.isVisible()
    people = driver.window.app.people
    learner = people.current()
    assert learner is not None
    given = Accommodations(extra_time=0.25, quiet_clock=True)
    people.update(replace(learner, granted=given))
    settings_of(driver.open_page("today").open_page("settings"))
    assert page.granted_words.text().endswith("25 % more time, quiet clock.")


def test_the_usual_look_comes_back_and_can_be_undone(driver: Driver) -> None:
    page = settings_of(driver.open_page("settings"))
    driver.window.set_look(theme_name="dark", text_size=130, spacing="wide")
    driver.press("Back to the usual look")
    now = driver.window.app.settings()
    assert (now.theme, now.text_size, now.spacing) == ("system", 100, "normal")
    assert page.theme.value() == "system"
    assert page.size_words.text() == "100 %"
    driver.press("Undo")
    now = driver.window.app.settings()
    assert (now.theme, now.text_size, now.spacing) == ("dark", 130, "wide")
    driver.window.set_look(theme_name="light", text_size=100, spacing="normal")


def test_the_usual_look_comes_back_to_the_top_of_the_page_with_the_focus(driver: Driver) -> None:
    driver.show(900, 600)
    driver.window.set_look(text_size=175, spacing="wide")
    page = settings_of(driver.open_page("settings"))
    page.preview.usual.setFocus()
    page.scrolling.reveal(page.preview.usual)
    assert page.scrolling.verticalScrollBar().value() > 0
    driver.press("Back to the usual look")
    assert page.scrolling.verticalScrollBar().value() == 0
    assert page.text_size.hasFocus()
    assert page.text_size.visibleRegion().boundingRect() == page.text_size.rect()
    driver.press("Undo")
    assert page.scrolling.verticalScrollBar().value() == 0
    assert page.text_size.hasFocus()
    driver.window.set_look(theme_name="light", text_size=100, spacing="normal")


def test_the_preview_stands_below_what_it_shows_where_there_is_one_column(driver: Driver) -> None:
    page = settings_of(driver.open_page("settings"))

    def top(widget: QWidget) -> int:
        return widget.mapTo(page.body, widget.rect().topLeft()).y()

    assert top(page.preview) == top(page._reading)
    driver.window.resize(900, 600)
    driver.settle()
    assert top(page._reading) < top(page.preview) < top(page._support)
    driver.window.resize(1280, 800)
    driver.settle()
    assert top(page.preview) == top(page._reading)


def test_a_set_left_after_its_last_mark_leads_to_its_result(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    answer_well(driver)
    page = driver.page
    assert isinstance(page, PracticePage)
    driver.click(page.check)
    assert not today_of(driver.open_page("today"))._open_title.isVisible()
    exams = driver.open_page("exams").page
    assert isinstance(exams, ExamsPage)
    row = exams.history_rows[0]
    assert row.state.text() == "all answered"
    driver.click(row.go)
    assert driver.page_name == "result"


def test_in_one_column_readiness_stands_before_the_phrase_of_the_day(driver: Driver) -> None:
    page = today_of(driver)

    def top(widget: QWidget) -> int:
        return widget.mapTo(page.body, widget.rect().topLeft()).y()

    driver.window.resize(900, 700)
    driver.settle()
    assert top(page.readiness) < top(page._phrase)
    driver.window.resize(1280, 800)
    driver.settle()
    assert page._main.indexOf(page._phrase) >= 0
    assert page._phrase.isVisible()


def test_an_exam_whose_clock_runs_comes_before_the_plan(driver: Driver) -> None:
    app = driver.window.app
    learner = app.people.current()
    assert learner is not None
    app.exams.start(learner.id, "short").leave()
    page = today_of(driver.open_page("help").open_page("today"))
    (card,) = page.running
    assert re.fullmatch(r"Its clock is running, until \d\d:\d\d\.", card.clock.text())
    assert card.mapTo(page, QPoint()).y() < page.steps[0].mapTo(page, QPoint()).y()
    assert card.go.hasFocus()
    shown = [b for b in page.findChildren(Button) if b.isVisible()]
    assert [b for b in shown if b.variant == "primary"] == [card.go]
    assert not page._open_title.isVisible()
    driver.press("Continue Short exam")
    assert driver.page_name == "exam"
