"""What a first walk through the window stumbled over, each put right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drivers import practise, start_exam
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from quizapp.app import App
from quizapp.domain.items import ItemKind
from quizapp.ui import theme
from quizapp.ui.answers.written import WrittenArea
from quizapp.ui.driver import Driver
from quizapp.ui.pages.exam import ExamPage
from quizapp.ui.pages.first_run import FirstRunPage
from quizapp.ui.pages.today import TodayPage
from quizapp.ui.tab_order import stops
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import AskText
from quizapp.ui.widgets.evidence import CriteriaList, CriterionLine
from quizapp.ui.widgets.select import DateField, Select
from quizapp.ui.widgets.text import Text
from quizapp.ui.window import open_window


def first_run(driver: Driver) -> FirstRunPage:
    page = driver.page
    assert isinstance(page, FirstRunPage)
    return page


def test_enter_goes_on_from_every_step_of_the_first_run(newcomer: Driver) -> None:
    for step in range(3):
        assert first_run(newcomer).step == step
        newcomer.key(Qt.Key.Key_Return)
    assert newcomer.page_name == "today"


def test_who_has_an_exam_date_is_asked_for_it_at_once(newcomer: Driver) -> None:
    page = first_run(newcomer)
    newcomer.key(Qt.Key.Key_Return).click(page.purposes["exam"]).key(Qt.Key.Key_Return)
    assert page.has_date.isChecked()
    assert page.date.isVisible()


def test_without_an_exam_date_no_date_is_shown(newcomer: Driver) -> None:
    newcomer.key(Qt.Key.Key_Return).key(Qt.Key.Key_Return)
    assert not first_run(newcomer).date.isVisible()


def test_continue_stays_in_sight_at_twice_the_text(newcomer: Driver) -> None:
    newcomer.window.set_look(text_size=200)
    newcomer.settle()
    page = first_run(newcomer)
    lower_edge = page.go.mapTo(page, page.go.rect().bottomLeft()).y()
    newcomer.window.set_look(text_size=100)
    assert lower_edge <= page.height()


def test_page_down_on_a_closed_drop_down_changes_no_answer(driver: Driver) -> None:
    practise(driver, ItemKind.MATCHING, ItemKind.CHOICE)
    select = next(w for w in driver.window.findChildren(Select) if w.isVisible())
    select.setFocus()
    driver.key(Qt.Key.Key_Down)
    chosen = select.currentIndex()
    driver.key(Qt.Key.Key_PageUp)
    driver.key("o")
    assert select.currentIndex() == chosen
    driver.key(Qt.Key.Key_PageDown)
    assert driver.sitting.sitting_model.item().kind is ItemKind.CHOICE


def test_control_enter_keeps_a_note(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, AskText)
        driver.type("Who rated?", dialog.field)
        driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    driver.in_dialog(write, lambda: driver.key("n"))
    assert driver.button("Change the note").isVisible()


def test_a_dialog_shows_all_of_its_field(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    cut: list[bool] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, AskText)
        cut.append(dialog.field.visibleRegion().boundingRect() != dialog.field.rect())
        dialog.reject()

    driver.in_dialog(look, lambda: driver.key("n"))
    assert cut == [False]


def test_tab_leads_from_the_options_to_the_footer_and_then_to_the_side(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    page = driver.sitting
    order = stops(driver.window)
    options = [stop for stop in order if page.view.area().isAncestorOf(stop)]
    side = [stop for stop in order if page.view.side.isAncestorOf(stop)]
    after = order.index(options[-1]) + 1
    assert order.index(page.flag) > after - 1
    assert side
    assert order.index(side[0]) > order.index(page.flag)


def test_tab_from_the_editor_reaches_the_footer_of_an_exam(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    focused: list[QWidget | None] = []
    for _ in range(4):
        driver.key(Qt.Key.Key_Tab)
        focused.append(QApplication.focusWidget())
    assert driver.sitting.flag in focused


def test_backtab_undoes_tab(driver: Driver) -> None:
    start_exam(driver)
    driver.key(Qt.Key.Key_Tab)
    before = QApplication.focusWidget()
    driver.key(Qt.Key.Key_Tab).key(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is before


def test_the_reasons_of_a_mark_are_shown_whole(nadia: App, qtbot: QtBot) -> None:
    window = open_window(nadia)
    reason = "Name what the customer seems to feel, and tie it to what has happened on that day."
    line = CriterionLine(
        number=1,
        name="Feeling",
        met=False,
        weight=3,
        earned=0,
        reason=reason,
        found=False,
        unsure=False,
    )
    criteria = CriteriaList()
    criteria.show_lines([line])
    holder = QWidget(window)
    holder.setLayout(boxes.column(criteria, 1))
    holder.resize(300, 400)
    window.show()
    qtbot.wait(1)
    words = next(label for label in criteria.findChildren(Text) if label.text() == reason)
    assert words.height() >= words.heightForWidth(words.width())
    window.close()


@pytest.mark.parametrize("page", ["today", "practise", "exams", "certificates"])
def test_a_page_has_one_filled_button_at_most(driver: Driver, page: str) -> None:
    driver.open_page(page)
    shown = [b for b in driver.page.findChildren(Button) if b.isVisible()]
    assert len([b.text() for b in shown if b.variant == "primary"]) <= 1


def test_today_shows_how_to_search(driver: Driver) -> None:
    met: list[str] = []

    def look(dialog: QDialog) -> None:
        met.append(dialog.windowTitle())
        dialog.reject()

    driver.in_dialog(look, driver.button("Search").click)
    assert met == ["Find anything"]


def test_page_down_leads_on_from_the_first_question_of_an_exam(driver: Driver) -> None:
    start_exam(driver)
    driver.key(Qt.Key.Key_PageDown)
    assert driver.sitting.sitting_model.sitting.position == 1


def test_help_lists_the_keys_of_the_window_beside_the_sidebar(driver: Driver) -> None:
    shown: list[str] = []

    def read(dialog: QDialog) -> None:
        shown.extend(text.text() for text in dialog.findChildren(Text))
        dialog.reject()

    driver.in_dialog(read, lambda: driver.key(Qt.Key.Key_F1))
    assert {"Ctrl+2", "Practise", "Ctrl+K"} <= set(shown)


def test_the_calendar_of_a_date_has_the_colours_of_the_theme(qtbot: QtBot) -> None:
    field = DateField("Your exam")
    qtbot.addWidget(field)
    calendar = field.calendarWidget()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert calendar.weekdayTextFormat(day).foreground().color() == theme.current().colour("ink")


def test_the_marker_is_loaded_while_a_written_reply_is_thought_about(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    sitting = driver.sitting.sitting_model.sitting
    driver.settle_until(lambda: sitting.marker_preparation() is None)
    assert sitting.grade() is None  # nothing of the person's was marked


def test_a_reply_that_was_not_given_invites_nobody_to_write_it_afterwards(driver: Driver) -> None:
    practise(driver, ItemKind.FREE_TEXT)
    area = driver.area
    assert isinstance(area, WrittenArea)
    asked = driver.sitting.question()
    area.show_question(replace(asked, locked=True))
    assert area.editor.placeholderText() == "No reply was given."
    area.show_question(asked)
    assert area.editor.placeholderText().startswith("Write")


def test_the_gap_says_which_part_is_handed_in_without_covering_anything(driver: Driver) -> None:
    start_exam(driver)
    driver.key("r").agree(
        lambda: driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    assert isinstance(driver.page, ExamPage)
    assert driver.page.next_part.done.text() == "Part 1 is handed in."


def test_who_gave_no_name_is_greeted_without_one(newcomer: Driver) -> None:
    for _ in range(3):
        newcomer.key(Qt.Key.Key_Return)
    assert isinstance(newcomer.page, TodayPage)
    assert "," not in newcomer.page.heading.text()
