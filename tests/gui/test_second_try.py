"""A marked reply: walking its marks, sample replies, and a second try beside the first."""

from __future__ import annotations

import pytest
from drivers import answer_well, practise
from PySide6.QtCore import Qt

from quizapp.domain.items import ItemKind
from quizapp.ui.answers.written import WrittenFeedback
from quizapp.ui.driver import Driver
from quizapp.ui.widgets import evidence

pytestmark = pytest.mark.usefixtures("qapp")


def check(driver: Driver) -> WrittenFeedback:
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page's own button
    feedback = driver.area.feedback  # type: ignore[attr-defined]  # the area of a written reply
    assert isinstance(feedback, WrittenFeedback)
    return feedback


def test_a_second_try_stands_beside_the_first(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    driver.answer_written("No.")
    feedback = check(driver)
    assert not feedback.compared.isVisible()
    driver.key("t")
    answer_well(driver)
    feedback = check(driver)
    assert feedback.compared.isVisible()
    assert feedback.compared.first.text() == "No."
    assert feedback.compared.gained.text().startswith("+ Gained: ")
    assert feedback.compared.words.text().startswith("1 word taken out (struck out), ")
    assert feedback.compared.first.accessibleDescription() == "Taken out: “No.”."
    assert feedback.compared.now.accessibleDescription().startswith("New: “")


def test_s_shows_a_sample_reply_and_puts_it_away(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    answer_well(driver)
    feedback = check(driver)
    assert not feedback.samples.isVisible()
    driver.key("s")
    assert feedback.samples.isVisible()
    driver.key("s")
    assert not feedback.samples.isVisible()


def test_n_and_p_walk_the_marks_and_say_them(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    answer_well(driver)
    feedback = check(driver)
    said: list[str] = []
    driver.area.remarked.connect(said.append)
    driver.key("n").key("p")
    assert len(said) == 2
    assert driver.page_name == "practice"
    if feedback.reply.marks:
        assert said[0].startswith(("Earned", "Lost"))
    driver.key(Qt.Key.Key_Return)


def test_every_reason_beside_a_marked_reply_has_room(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Nothing yet. Name what the customer seems to feel, such as worry, in your own words."
    monkeypatch.setattr(evidence, "_reason", lambda _: long)
    practise(driver, ItemKind.FREE_TEXT)
    driver.answer_written("Hello, thank you for writing to us about this today.")
    rows = check(driver).criteria.findChildren(evidence.CriterionRow)
    driver.settle()
    assert rows
    assert all(row.height() >= row.heightForWidth(row.width()) for row in rows)
