"""Going on without the mouse and without losing anything: talks in exams, replies, results."""

from __future__ import annotations

import pytest
from drivers import answer_well, item_of, practise, start_exam, start_part, take_exam
from PySide6.QtCore import Qt

from quizapp.domain.items import ChoiceBody, ItemKind
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.driver import Driver
from quizapp.ui.mark_words import NO_MARK
from quizapp.ui.pages.answers import AnswersPage
from quizapp.ui.pages.exam import ExamPage
from quizapp.ui.pages.practice import PracticePage
from quizapp.ui.pages.result import ResultPage
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.text import Text

pytestmark = pytest.mark.usefixtures("qapp")
CTRL = Qt.KeyboardModifier.ControlModifier


def to_the_talk(driver: Driver) -> TalkArea:
    """Hand in parts of the short exam until a conversation with ready replies is on screen."""
    start_exam(driver)
    for _ in range(3):
        page = driver.page
        assert isinstance(page, ExamPage)
        if item_of(driver).kind is ItemKind.CONVERSATION:
            break
        driver.press("All questions")
        driver.agree(page.hand_in.click)
        start_part(driver)
    area = driver.area
    assert isinstance(area, TalkArea)
    while not driver.sitting.sitting_model.talk().replies:
        driver.say_own("I am sorry. Tell me what happened, please.")
    return area


def turns(driver: Driver) -> int:
    return driver.sitting.sitting_model.talk().turns


def test_in_an_exam_a_letter_chooses_a_reply_and_enter_sends_it(driver: Driver) -> None:
    area = to_the_talk(driver)
    before = turns(driver)
    driver.key("a").key("b")
    assert turns(driver) == before
    assert area.send_chosen.isVisible()
    driver.key(Qt.Key.Key_Return)
    assert turns(driver) == before + 1
    assert not area.send_chosen.isVisible()


def test_a_second_press_of_the_same_letter_sends_as_well(driver: Driver) -> None:
    to_the_talk(driver)
    before = turns(driver)
    driver.key("a").key("a")
    assert turns(driver) == before + 1


def test_the_progress_bar_is_there_in_every_part(driver: Driver) -> None:
    to_the_talk(driver)
    page = driver.page
    assert isinstance(page, ExamPage)
    assert page.bar.isVisible()


def test_control_enter_checks_a_reply_while_it_is_being_written(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    page = driver.page
    assert isinstance(page, PracticePage)
    assert page.check.key_words() == "Ctrl+Enter"
    driver.type("I am sorry.")
    driver.area.settle()
    driver.key(Qt.Key.Key_Return, CTRL)
    assert driver.sitting.sitting_model.grade() is not None


def test_control_enter_goes_on_from_a_reply_in_an_exam(driver: Driver) -> None:
    start_exam(driver)
    page = driver.page
    assert isinstance(page, ExamPage)
    driver.press("All questions")
    driver.agree(page.hand_in.click)
    start_part(driver)
    first = item_of(driver).id
    assert item_of(driver).kind is ItemKind.FREE_TEXT
    driver.type("I am sorry.")
    driver.key(Qt.Key.Key_Return, CTRL)
    assert item_of(driver).id != first
    saved = driver.sitting.sitting_model.sitting.saved(first)
    assert saved is not None
    assert saved.answer is not None


def test_arriving_at_a_match_with_large_text_shows_where_the_focus_is(driver: Driver) -> None:
    driver.show(900, 600)
    driver.window.set_look(text_size=200, spacing="widest")
    practise(driver, ItemKind.CHOICE, ItemKind.MATCHING)
    if item_of(driver).kind is ItemKind.CHOICE:
        driver.key("j")
    view, area = driver.sitting.view, driver.area
    assert area.hasFocus()
    top = area.mapTo(view.scrolling.viewport(), area.rect().topLeft()).y()
    assert 0 <= top <= view.scrolling.viewport().height() - 40
    driver.window.set_look(text_size=100, spacing="normal")


def test_practice_says_when_a_question_comes_back(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    page = driver.page
    assert isinstance(page, PracticePage)
    assert not page.comes_back.isVisible()
    answer_well(driver)
    driver.click(page.check)
    assert page.comes_back.isVisible()
    assert page.comes_back.text() in ("tomorrow", *(f"in {n} days" for n in range(2, 366)))


def test_the_start_check_ends_without_a_mark(driver: Driver) -> None:
    driver.press("Start: Start check")
    missed = ""
    for _ in range(20):
        if driver.page_name != "practice":
            break
        page = driver.page
        assert isinstance(page, PracticePage)
        assert page.kind.text().startswith("Start check · ")
        item = item_of(driver)
        if not missed and isinstance(item.body, ChoiceBody):
            missed = item.id
            driver.answer_choice(next(o.id for o in item.body.options if not o.correct))
        else:
            answer_well(driver)
        driver.click(page.check)
        assert page.verdict_more.text() == (NO_MARK if item.id == missed else "")
        driver.click(page.check)
    result = driver.page
    assert isinstance(result, ResultPage)
    assert result.headline.text() == "Thanks. Your plan starts from here."
    assert not result.ring.isVisible()
    assert not result.review.isVisible()
    assert result.heading.text() == "Start check"
    words = [text.text() for text in result.items_card.findChildren(Text) if text.isVisible()]
    assert "another answer fits better" in words
    assert not [one for one in words if "%" in one or one == "not this time"]
    assert result._attempt is not None
    answers = driver.open_page("answers", (result._attempt.id, missed)).page
    assert isinstance(answers, AnswersPage)
    assert (answers.mark.text(), answers.points.text()) == ("another answer fits better", "")
    driver.open_page("result", result._attempt.id)
    driver.press("Back to Today")
    assert driver.page_name == "today"


def test_the_name_of_a_certificate_is_said_before_it_is_made(driver: Driver) -> None:
    start_exam(driver)
    take_exam(driver)
    result = driver.page
    assert isinstance(result, ResultPage)
    assert "Nadia Rahman" in result.name_line.words.text()
    driver.press("Change the name")
    settings = driver.page
    assert isinstance(settings, SettingsPage)
    assert settings.name.hasFocus()


def test_what_could_come_next_is_a_press_away(driver: Driver) -> None:
    start_exam(driver)
    take_exam(driver)
    button = next(
        b for b in driver.page.findChildren(Button) if b.text() == "Practise" and b.isVisible()
    )
    driver.click(button)
    assert driver.page_name == "practice"
