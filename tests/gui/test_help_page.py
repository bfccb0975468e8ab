"""Help: reached from everywhere, true about the keys, and each of its buttons leads somewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from quizapp.ui import help_texts, shortcuts
from quizapp.ui.driver import Driver
from quizapp.ui.pages.help import HelpPage
from quizapp.ui.shortcuts import Action, Keymap, Place
from quizapp.ui.widgets.text import Text


def words_of(driver: Driver) -> list[str]:
    page = driver.page
    assert isinstance(page, HelpPage)
    return [label.text() for label in page.keys.findChildren(Text)]


def test_help_is_in_the_sidebar_and_names_the_keys_as_they_are_now(driver: Driver) -> None:
    driver.press("Help")
    assert "Find anything" in words_of(driver)
    driver.window.set_keys(chosen=((Action.FIND.value, "Ctrl+J"),))
    driver.press("Help")
    assert "Ctrl+J" in words_of(driver)
    driver.window.set_keys(chosen=())


def test_the_buttons_to_the_sections_stand_in_their_order(driver: Driver) -> None:
    page = driver.open_page("help").page
    assert isinstance(page, HelpPage)
    tops = []
    for link in page.links:
        driver.click(link)
        section = link._section
        tops.append(section.mapTo(page.body, section.rect().topLeft()).y())
    assert tops == sorted(tops)
    assert page.first_focus() is page.links[0]


def test_each_button_of_help_leads_to_something_in_sight(driver: Driver) -> None:
    leads = [lead for topic in help_texts.TOPICS for lead in topic.leads]
    for name, page, _ in (*leads, ("Change the keys", "settings", "")):
        driver.open_page("help").press(name)
        assert driver.page_name == page
        focus = QApplication.focusWidget()
        assert focus is None or not focus.visibleRegion().isEmpty(), name


def test_a_key_that_is_switched_off_is_not_listed() -> None:
    answering = help_texts.keys_of((Place.EXAM, Place.PRACTICE))
    assert ("M", "Mark words of the case (in an exam)") in answering
    assert ("Z", "Undo the last turn of a talk (in practice)") in answering
    assert ("J", "Next question") in answering
    shortcuts.use(Keymap(single_keys=False))
    try:
        assert help_texts.keys_of((Place.EXAM, Place.PRACTICE)) == ()
    finally:
        shortcuts.use(Keymap())
