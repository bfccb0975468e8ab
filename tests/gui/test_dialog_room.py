"""Dialogs have room for what they hold, also when the text grows while they are open."""

from collections.abc import Callable

import pytest
from drivers import item_of, practise
from PySide6.QtWidgets import QDialog, QWidget

from quizapp.domain.items import FreeTextBody, ItemKind
from quizapp.ui.driver import Driver
from quizapp.ui.keys_dialog import window_keys
from quizapp.ui.pages.practice import PracticePage
from quizapp.ui.search_dialog import SearchDialog
from quizapp.ui.widgets.dialogs import AskText, Confirm, Dialog, Reader
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.text import Text


def needs_no_scrolling(dialog: Dialog) -> bool:
    return all(area.verticalScrollBar().maximum() == 0 for area in dialog.findChildren(Scroll))


def asked(parent: QWidget) -> Dialog:
    return Confirm("Hand in?", "It is for good. " * 12, verb="Go", safe="No", parent=parent)


def written(parent: QWidget) -> Dialog:
    return AskText("Your note", "Only you see it.", verb="Keep", parent=parent)


def read(parent: QWidget) -> Dialog:
    return Reader("A card", (Text("It says why. " * 12), Text("An example.")), parent)


@pytest.mark.parametrize("make", [asked, written, read])
def test_a_dialog_grows_with_the_text(driver: Driver, make: Callable[[QWidget], Dialog]) -> None:
    dialog = make(driver.window)
    dialog.show()
    driver.settle()
    assert needs_no_scrolling(dialog)
    driver.window.set_look(text_size=150)
    driver.settle()
    assert needs_no_scrolling(dialog)
    dialog.close()


def test_what_was_found_has_rows_as_high_as_larger_words(driver: Driver) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, SearchDialog)
        driver.type("listen", dialog.field)
        driver.window.set_look(text_size=200)
        driver.settle()
        words = dialog.list.fontMetrics().height()
        rows = [dialog.list.visualItemRect(dialog.list.item(row)) for row in range(3)]
        assert all(row.height() > words for row in rows)
        dialog.reject()

    driver.in_dialog(act, driver.window.keys.find)


def keys_of(rows: tuple[tuple[str, str], ...]) -> list[str]:
    return [key for key, _ in rows]


def test_no_key_stands_twice_in_a_list(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    page = driver.page
    assert isinstance(page, PracticePage)
    before = keys_of(page.keys())
    assert len(before) == len(set(before))
    body = item_of(driver).body
    assert isinstance(body, FreeTextBody)
    driver.answer_written(body.samples[0].reply)
    driver.click(page.check)
    after = keys_of(page.keys())
    assert len(after) == len(set(after))
    assert "S" in after
    shown = keys_of(window_keys())
    assert len(shown) == len(set(shown))
