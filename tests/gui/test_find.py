"""Finding pages, cards and questions by Ctrl+K, and practising one concept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from drivers import item_of, start_exam
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from quizapp.domain.items import Pool, Status
from quizapp.ui.driver import Driver
from quizapp.ui.search_dialog import SearchDialog

pytestmark = pytest.mark.usefixtures("qapp")


def ctrl_k(driver: Driver) -> Callable[[], object]:
    def press() -> None:
        QTest.keyClick(driver.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    return press


def find(driver: Driver, words: str, *, down: int = 0) -> None:
    """Type words into the search and press Enter on what is found."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, SearchDialog)
        QTest.keyClicks(dialog.field, words)
        for _ in range(down):
            QTest.keyClick(dialog.field, Qt.Key.Key_Down)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    driver.in_dialog(act, ctrl_k(driver))


def test_a_page_is_found_by_its_name(driver: Driver) -> None:
    find(driver, "certif")
    assert driver.page_name == "certificates"


def test_a_question_of_the_learning_pool_is_found_and_practised(driver: Driver) -> None:
    bank = driver.window.app.catalogue.bank()
    head = next(
        h for h in bank.heads if h.title and h.pool is Pool.LEARN and h.status is Status.REVIEWED
    )
    find(driver, head.title)
    assert driver.page_name == "practice"
    assert item_of(driver).title == head.title


def test_no_word_of_a_secure_item_finds_it(driver: Driver) -> None:
    app = driver.window.app
    bank = app.catalogue.bank()
    secure = {head.id for head in bank.heads if head.pool is not Pool.LEARN}
    assert secure
    for item in sorted(secure)[:40]:
        found = app.search.find(bank.item(item).stem) + app.search.find(item)
        assert item not in {one.id for one in found}


def test_a_card_is_found_and_opened(driver: Driver) -> None:
    card = driver.window.app.catalogue.bank().concepts[0]
    (found, *_) = driver.window.app.search.find(card.title)
    assert (found.kind, found.title) == ("concept", card.title)


def test_the_exam_is_not_disturbed_by_a_search(driver: Driver) -> None:
    start_exam(driver)
    ctrl_k(driver)()
    driver.settle()
    assert QApplication.activeModalWidget() is None
    assert driver.page_name == "exam"


def test_a_set_can_be_narrowed_to_one_concept(driver: Driver) -> None:
    driver.open_page("practise")
    page = driver.page
    concept = driver.window.app.catalogue.bank().concepts[0]
    page.concept.setCurrentIndex(page.concept.findData(concept.id))  # type: ignore[attr-defined]  # the page's own filter
    driver.press("Start")
    items = driver.sitting.sitting_model.sitting.attempt.form.items
    heads = driver.window.app.catalogue.bank().head_by_id
    assert items
    assert all(concept.id in heads[item].concepts for item in items)
