"""A person beside the machine on the page of a result: asked, answered, or done without."""

from __future__ import annotations

from datetime import date

import pytest
from desk_day import BADLY, IN_DOUBT, sit, use_word_marker
from desk_hands import DeskHands, words_in
from fitting import misfits
from page_report import examine
from PySide6.QtWidgets import QDialog

from quizapp.domain.result import Decision
from quizapp.services.exams import PlanOffer
from quizapp.ui.driver import Driver
from quizapp.ui.pages.result import ResultPage
from quizapp.ui.result_parts import again_words
from quizapp.ui.widgets.dialogs import AskText, Confirm


def on_result(driver: Driver, attempt: str) -> ResultPage:
    page = driver.open_page("result", attempt).page
    assert isinstance(page, ResultPage)
    return page


def test_where_nobody_reads_the_lower_bound_can_be_taken_after_asking(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_word_marker(monkeypatch)
    app = driver.window.app
    learner = app.people.current()
    assert learner is not None
    held = sit(app, learner.id, IN_DOUBT)
    page = on_result(driver.show(900, 600), held.attempt)
    assert page.verdict.text() == "A person reads it"
    assert f"{held.low:g} of 100" in page.people.alone.text()
    assert misfits(driver.window) == []
    assert examine("result", driver.window).faults == []

    def stay(dialog: QDialog) -> None:
        assert isinstance(dialog, Confirm)
        assert dialog.focusWidget() is dialog.safe
        dialog.reject()

    driver.in_dialog(stay, page.people.concede.click)
    assert app.results.of(held.attempt).decision is Decision.WAITING
    driver.in_dialog(QDialog.accept, page.people.concede.click)
    assert app.results.of(held.attempt).decision is Decision.NOT_YET
    assert page.verdict.text() == "Not yet"
    assert not page.people.isVisible()


def test_what_the_desk_answers_stands_with_the_result_of_who_asked(busy_hands: DeskHands) -> None:
    hands = busy_hands
    app = hands.app
    hands.open("roster")
    door = app.desk.opened
    assert door is not None
    chiara = app.roster.one_of(door, "473").learner
    app.people.choose(chiara.id, opened=door)
    attempt = next(one.id for one in app.exams.history(chiara.id))
    page = on_result(hands.driver, attempt)
    assert not page.people.isVisible()

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, AskText)
        dialog.field.setPlainText("I did say sorry.")
        dialog.accept()

    hands.driver.in_dialog(ask, page.review.click)
    assert "Nobody has answered yet." in words_in(page.people)
    assert not page.people.concede.isVisible()
    asked = next(one.asked for one in app.review_queue.waiting(door) if one.asked)
    app.review_queue.answer_request(door, asked[0].id, "Read again: it is not said.")
    page = on_result(hands.driver, attempt)
    assert "“Read again: it is not said.”" in words_in(page.people)
    assert misfits(hands.driver.window) == []


def test_a_result_below_the_mark_says_when_to_try_again(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_word_marker(monkeypatch)
    learner = driver.window.app.people.current()
    assert learner is not None
    page = on_result(driver, sit(driver.window.app, learner.id, BADLY).attempt)
    assert page.try_again.text().startswith("You can try again")
    assert page.try_again.isVisible()


@pytest.mark.parametrize(
    ("start", "left", "day", "words"),
    [
        (True, 2, None, "You can try again; 2 tries left."),
        (True, None, None, "You can try again at any time."),
        (False, 1, 24, "You can try again from Tuesday 24 November 2020; 1 try left."),
        (False, 0, 24, "All 3 are used. You can try again from Tuesday 24 November 2020."),
        (False, 1, None, "All 3 are used."),
    ],
)
def test_trying_again_is_said_with_its_day_and_the_tries_left(
    start: bool,
    left: int | None,
    day: int | None,
    words: str,
) -> None:
    offer = PlanOffer(
        plan=None,  # type: ignore[arg-type]  # not asked for
        may_start=start,
        reason="All 3 are used.",
        tries_left=left,
        next_date=date(2020, 11, day) if day else None,
        last=None,
    )
    assert again_words(offer, today=date(2020, 11, 20)) == words
