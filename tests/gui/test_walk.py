"""The main job through the real window: from the first run to the certificate."""

from __future__ import annotations

import re

import pytest
from drivers import answer_well, item_of, practise, start_exam, take_exam
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from quizapp.domain.items import ItemKind
from quizapp.ui.driver import Driver
from quizapp.ui.widgets.text import Text

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_newcomer_gives_a_name_and_begins(newcomer: Driver) -> None:
    assert newcomer.page_name == "first_run"
    newcomer.press("Continue").type("Nadia Rahman").press("Continue").press("Begin")
    assert newcomer.page_name == "today"
    learner = newcomer.window.app.people.current()
    assert learner is not None
    assert learner.name == "Nadia Rahman"


def test_every_step_of_the_first_run_can_be_skipped(newcomer: Driver) -> None:
    newcomer.press("Skip for now").press("Skip for now").press("Skip for now")
    assert newcomer.page_name == "today"


@pytest.mark.parametrize("kind", list(ItemKind))
def test_practice_of_each_kind_marks_the_answer_and_gives_reasons(
    driver: Driver, kind: ItemKind
) -> None:
    practise(driver, kind)
    answer_well(driver)
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page's own button
    grade = driver.sitting.sitting_model.grade()
    assert grade is not None
    assert grade.answered
    assert driver.button("Finish").isVisible()


def test_a_wrong_choice_shows_both_rationales_in_place(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    body = item_of(driver).body
    wrong = next(option for option in body.options if not option.correct)  # type: ignore[union-attr]  # a choice has options
    driver.answer_choice(wrong.id)
    driver.key(Qt.Key.Key_Return)
    spoken = [row.accessibleName() for row in driver.area.rows]  # type: ignore[attr-defined]  # the area of a choice
    assert sum("Your answer" in words for words in spoken) == 1
    assert sum("Best " in words for words in spoken) == 1


def test_a_passed_exam_leads_to_a_certificate_in_the_list(driver: Driver) -> None:
    start_exam(driver)
    take_exam(driver)
    assert driver.page_name == "result"
    words = [text.text() for text in driver.page.findChildren(Text)]
    spent = [one for one in words if re.fullmatch(r"\d+ questions?, \d+\u00a0min", one)]
    assert len(spent) == 3  # one for each part
    driver.press("Get your certificate")
    driver.settle_until(lambda: driver.page_name == "certificates")
    learner = driver.window.app.people.current()
    assert learner is not None
    (stored,) = driver.window.app.certificates.all(learner.id)
    assert driver.page.cards[0].serial == stored.serial  # type: ignore[attr-defined]  # the page's cards


def test_the_answers_can_be_looked_at_one_by_one(driver: Driver) -> None:
    start_exam(driver)
    take_exam(driver)
    driver.press("Look at each answer")
    kinds = set()
    for _ in range(12):
        kinds.add(driver.page.view.area())  # type: ignore[attr-defined]  # the page's question view
        driver.key("j")
    assert len(kinds) == 7
    assert driver.page_name == "result"


def test_an_exam_left_open_is_taken_up_where_it_was(driver: Driver) -> None:
    start_exam(driver)
    answer_well(driver)
    driver.press("Next")
    here = item_of(driver).id
    driver.agree(driver.window.back)
    assert driver.page_name != "exam"
    driver.open_page("today").press(f"Continue {_title(driver)}")
    assert driver.page_name == "exam"
    assert item_of(driver).id == here


def _title(driver: Driver) -> str:
    return driver.window.app.catalogue.bank().plan("short").title


def test_typing_is_saved_without_leaving_the_question(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    area = driver.area
    driver.type("I am sorry about this, Ruth – no “buts”.", area.editor)  # type: ignore[attr-defined]  # a written reply has an editor
    area.settle()
    saved = driver.sitting.sitting_model.given()
    assert saved is not None
    assert saved.text == "I am sorry about this, Ruth – no “buts”."  # type: ignore[union-attr]  # a written answer


def test_letters_typed_into_a_reply_do_not_move_or_flag(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT, ItemKind.CHOICE)
    driver.type("jkfruta", driver.area.editor)  # type: ignore[attr-defined]  # a written reply has an editor
    assert driver.sitting.sitting_model.sitting.position == 0
    assert not driver.sitting.sitting_model.flagged()


def test_a_third_tick_of_two_is_explained_not_taken(driver: Driver) -> None:
    practise(driver, ItemKind.MULTIPLE)
    area = driver.area
    for place in range(len(area.rows)):  # type: ignore[attr-defined]  # the area of options
        driver.key(str(place + 1))
    assert "Untick one first." in area.count.text()  # type: ignore[attr-defined]  # as above
    assert sum(row.isChecked() for row in area.rows) == area._limit  # type: ignore[attr-defined]  # as above


def test_no_widget_becomes_a_window_of_its_own(driver: Driver) -> None:
    for page in ("practise", "exams", "certificates", "settings"):
        driver.open_page(page)
    practise(driver, *ItemKind)
    for _ in ItemKind:
        driver.key("j")
    start_exam(driver)
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert shown == [driver.window]
