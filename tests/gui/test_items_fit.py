"""Every question of the shipped bank has room for its words, at 100 and at 200 % text."""

from __future__ import annotations

import pytest
from drivers import practise
from fitting import HEIGHT, SIZES, WIDTH, Misfit, Shower, check, longest, misfits
from PySide6.QtWidgets import QApplication

from quizapp.domain.items import ItemKind
from quizapp.ui.driver import Driver
from quizapp.ui.question_view import QuestionView
from quizapp.ui.widgets.surfaces import Chip

SAMPLE = 20


def at_work(driver: Driver, size: int) -> Shower:
    """Show the practice page in a small window at a text size."""
    driver.window.resize(WIDTH, HEIGHT)
    driver.window.set_look(text_size=size)
    practise(driver, ItemKind.CHOICE)
    driver.settle()
    return Shower(driver, driver.sitting.sitting_model.sitting.bank)


def told(found: list[Misfit]) -> str:
    return "\n".join(f"{m.item} {m.face}: “{m.words[:60]}” {m.why}" for m in found[:40])


def test_a_clipped_label_is_found(driver: Driver) -> None:
    shower = at_work(driver, 100)
    view: QuestionView = shower.page.view
    assert misfits(driver.page) == []
    view.question.setFixedHeight(10)
    QApplication.processEvents()
    assert [why for words, why in misfits(driver.page) if words == view.question.text()]


def test_a_text_that_runs_out_of_the_page_is_found(driver: Driver) -> None:
    shower = at_work(driver, 100)
    shower.page.view.question.setFixedWidth(WIDTH * 2)
    QApplication.processEvents()
    assert any("runs out" in why for _, why in misfits(driver.page))


def test_words_cut_with_an_ellipsis_are_found(driver: Driver) -> None:
    shower = at_work(driver, 100)
    chip: Chip = shower.page.view.place
    chip.show_state("A rather long tra…")
    chip.show()
    QApplication.processEvents()
    assert ("A rather long tra…", "ends in an ellipsis") in misfits(driver.page)


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_items_of_every_kind_fit(driver: Driver, size: int) -> None:
    shower = at_work(driver, size)
    found, states = check(driver, shower, longest(shower.items(), SAMPLE))
    assert states > SAMPLE
    assert found == [], f"\n{told(found)}"


@pytest.mark.proof
@pytest.mark.parametrize("size", SIZES)
def test_every_item_of_the_shipped_bank_fits(driver: Driver, size: int) -> None:
    shower = at_work(driver, size)
    items = shower.items()
    found, states = check(driver, shower, items)
    assert states > len(items)
    assert found == [], f"\n{told(found)}"
