"""The next question is ready before it is asked for: just as it will be, and out of all reach."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from drivers import practise, start_exam
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.domain.answers import Chosen
from quizapp.domain.items import ItemKind
from quizapp.errors import UserError
from quizapp.ui import theme
from quizapp.ui.answers.choosing import ChoiceArea
from quizapp.ui.driver import Driver
from quizapp.ui.marking import MarkText
from quizapp.ui.painted_ahead import PaintedAhead
from quizapp.ui.question_sheet import AHEAD, QuestionSheet
from quizapp.ui.tab_order import stops

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def at_two(driver: Driver) -> Driver:
    """Stand at a question with options that is followed by another one, which is ready."""
    start_exam(driver, "mock")
    stand_before_a_choice(driver)
    get_ready(driver)
    return driver


def stand_before_a_choice(driver: Driver) -> None:
    """Go on until this question and the next one both have options to choose from."""
    sitting = driver.sitting.sitting_model.sitting
    kinds = [sitting.bank.item(cell.item).kind for cell in sitting.overview()]
    pairs = list(pairwise(kinds))
    driver.sitting.sitting_model.go(pairs.index((ItemKind.CHOICE, ItemKind.CHOICE)))
    driver.settle()


def get_ready(driver: Driver) -> None:
    page = driver.sitting
    page.view.prepare(page.asked(page.sitting_model.sitting.position + 1))


def sheets(driver: Driver) -> tuple[QuestionSheet, QuestionSheet]:
    """Return the sheet on screen and the other one."""
    one, two = driver.sitting.view.findChildren(QuestionSheet)
    return (two, one) if one.isHidden() else (one, two)


def picture(driver: Driver) -> PaintedAhead:
    found = driver.sitting.view.findChild(PaintedAhead)
    assert isinstance(found, PaintedAhead)
    return found


def told(face: QAccessibleInterface) -> Iterator[str]:
    """Yield every word that a screen reader can come to."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    yield from (face.text(kind) for kind in kinds)
    for number in range(face.childCount()):
        child = face.child(number)
        if child is not None and child.isValid():
            yield from told(child)


def seen(driver: Driver, widget: QWidget) -> QImage:
    """Return what the window shows where a widget is."""
    corner = widget.mapTo(driver.window, QPoint(0, 0))
    pixels = driver.window.grab(QRect(corner, widget.size())).toImage()
    return pixels.convertToFormat(QImage.Format.Format_RGB32)


def drawn(driver: Driver) -> QImage:
    """Return the question as it is on screen, without the ring of the focus."""
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    QApplication.processEvents()
    image = seen(driver, driver.sitting.view)
    if focus is not None:
        focus.setFocus()
    return image


def test_nobody_can_come_to_the_question_that_is_ready(at_two: Driver) -> None:
    _, ready = sheets(at_two)
    asked = ready.question.text()
    assert asked
    inside = [ready, *ready.findChildren(QWidget)]
    assert not any(widget.isVisible() for widget in inside)
    assert not set(inside) & set(stops(at_two.window))
    words = "\n".join(told(QAccessible.queryAccessibleInterface(at_two.window)))
    assert at_two.sitting.view.question.text() in words
    area = ready.area()
    assert isinstance(area, ChoiceArea)
    hidden = [asked, ready.case.text(), *(row.accessibleName() for row in area.rows)]
    assert [text for text in hidden if text and text in words] == []


def test_getting_ready_changes_nothing_on_screen(driver: Driver) -> None:
    start_exam(driver, "mock")
    stand_before_a_choice(driver)
    driver.sitting.view.forget()
    before = driver.window.grab().toImage()
    focus = QApplication.focusWidget()
    get_ready(driver)
    QApplication.processEvents()
    assert QApplication.focusWidget() is focus
    assert driver.window.grab().toImage() == before


@pytest.mark.parametrize("size", [100, 150])
def test_what_was_ready_looks_as_if_it_had_been_filled_in_now(driver: Driver, size: int) -> None:
    driver.window.set_look(text_size=size)
    start_exam(driver, "mock")
    stand_before_a_choice(driver)
    page = driver.sitting
    model, place = page.sitting_model, page.sitting_model.sitting.position
    model.go(place + 1)
    asked = page.question()
    model.answer(Chosen(option=asked.order[1]))
    model.flag(True)
    model.strike(asked.order[2:3])
    model.highlight([(0, 9)])
    model.go(place)
    driver.settle()
    get_ready(driver)
    driver.key("j")
    turned = drawn(driver)
    page.view.forget()
    model.moved.emit()
    assert driver.sitting.sitting_model.sitting.position == place + 1
    assert page.view.flag.isVisible()
    assert drawn(driver) == turned
    driver.window.set_look(text_size=100)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_picture_shows_what_then_stands_there(at_two: Driver, name: str) -> None:
    page, was = at_two.sitting, theme.current().look.theme
    at_two.window.set_look(theme_name=name)
    at_two.settle()
    get_ready(at_two)
    page.go_next()
    cover = picture(at_two)
    assert not cover.isHidden()
    first = cover.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    page.follow()
    QApplication.processEvents()
    assert cover.isHidden()
    focus = QApplication.focusWidget()
    assert focus is not None
    focus.clearFocus()
    QApplication.processEvents()
    then = seen(at_two, cover)
    at_two.window.set_look(theme_name=was)
    assert then == first


def test_the_question_itself_follows_its_picture(at_two: Driver) -> None:
    page, (shown, ready) = at_two.sitting, sheets(at_two)
    page.go_next()
    assert shown.isVisible()
    at_two.settle()
    assert (shown.isVisible(), ready.isVisible()) == (False, True)
    assert page.middle.text() == page.place_words()
    assert QApplication.focusWidget() is page.view.area().entry()
    words = "\n".join(told(QAccessible.queryAccessibleInterface(at_two.window)))
    assert ready.question.text() in words
    assert shown.question.text() not in words


@pytest.mark.parametrize(
    ("key", "chosen"), [(Qt.Key.Key_B, 1), (Qt.Key.Key_2, 1), (Qt.Key.Key_Space, 0)]
)
def test_a_key_at_once_after_going_on_answers_the_question_that_is_shown(
    at_two: Driver, key: Qt.Key, chosen: int
) -> None:
    page, model = at_two.sitting, at_two.sitting.sitting_model
    left = model.item().id
    page.go_next()
    asked = page.asked(model.sitting.position).question
    assert not picture(at_two).isHidden()
    text = "" if key is Qt.Key.Key_Space else chr(key.value).lower()
    if text:
        QTest.keyClicks(QApplication.focusWidget() or page, text)
    else:
        QTest.keyPress(QApplication.focusWidget() or page, key)
        QTest.keyRelease(QApplication.focusWidget() or page, key)
    assert model.given() == Chosen(option=asked.order[chosen])
    assert model.sitting.saved(left) is None


def test_an_arrow_at_once_after_going_on_moves_among_the_new_options(at_two: Driver) -> None:
    at_two.sitting.go_next()
    QTest.keyClick(QApplication.focusWidget() or at_two.window, Qt.Key.Key_Down)
    area = at_two.area
    assert isinstance(area, ChoiceArea)
    assert area.focused_place() == 1


def test_tab_at_once_after_going_on_leads_on_from_the_new_options(at_two: Driver) -> None:
    at_two.sitting.go_next()
    QTest.keyClick(QApplication.focusWidget() or at_two.window, Qt.Key.Key_Tab)
    order, entry = stops(at_two.window), at_two.area.entry()
    assert entry is not None
    assert QApplication.focusWidget() is order[order.index(entry) + 1]


def test_going_on_twice_at_once_leaves_no_question_out(at_two: Driver) -> None:
    place = at_two.sitting.sitting_model.sitting.position
    for _ in range(2):
        QTest.keyClicks(QApplication.focusWidget() or at_two.window, "j")
    at_two.settle()
    sitting = at_two.sitting.sitting_model.sitting
    assert sitting.position == place + 2
    stem = at_two.sitting.question().item.stem  # how many to choose is shown apart from it
    assert at_two.sitting.view.question.text()[-20:] in stem
    page = at_two.page
    faces = [cell.face.current for cell in page.strip.cells.cells]  # type: ignore[attr-defined]  # the exam page's strip
    assert [number for number, here in enumerate(faces) if here] == [place + 2]
    assert page.strip.cells.cells[place + 1].face.state == "unanswered"  # type: ignore[attr-defined]  # as above


def test_a_press_of_the_mouse_on_the_picture_reaches_the_option_below(at_two: Driver) -> None:
    page, (_, ready) = at_two.sitting, sheets(at_two)
    area = ready.area()
    assert isinstance(area, ChoiceArea)
    page.go_next()
    row, cover = area.rows[1], picture(at_two)
    place = row.mapTo(ready, row.rect().center())
    QTest.mousePress(cover, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    given = page.sitting_model.given()
    assert given == Chosen(option=page.question().order[1])


def test_what_changed_since_is_filled_in_anew(at_two: Driver) -> None:
    page, model = at_two.sitting, at_two.sitting.sitting_model
    _, ready = sheets(at_two)
    model.sitting.turn_to(model.sitting.position + 1)
    model.sitting.flag(True)
    model.sitting.turn_to(model.sitting.position - 1)
    page.go_next()
    assert picture(at_two).isHidden()
    assert ready.isHidden()
    assert page.view.flag.isVisible()


@pytest.mark.parametrize("look", [{"text_size": 150}, {"theme_name": "dark"}])
def test_another_look_puts_the_picture_away_but_not_the_question(
    at_two: Driver, monkeypatch: pytest.MonkeyPatch, look: dict[str, Any]
) -> None:
    was = theme.current().look
    monkeypatch.setattr(at_two.sitting.view, "prepare", id)  # nothing is made ready again
    at_two.window.set_look(**look)
    at_two.settle()
    at_two.sitting.go_next()
    assert picture(at_two).isHidden()
    at_two.settle()
    sizes = [text.height() for text in shown_texts(at_two)]
    wanted = [text.heightForWidth(text.width()) for text in shown_texts(at_two)]
    at_two.window.set_look(theme_name=was.theme, text_size=was.text_size)
    assert sizes == wanted


def shown_texts(driver: Driver) -> list[MarkText]:
    view = driver.sitting.view
    return [text for text in (view.scenario, view.case, view.question) if text.isVisible()]


def test_with_a_screen_reader_the_question_itself_comes_at_once(at_two: Driver) -> None:
    QAccessible.setActive(True)
    try:
        at_two.sitting.go_next()
    finally:
        QAccessible.setActive(False)
    assert picture(at_two).isHidden()
    assert QApplication.focusWidget() is at_two.area.entry()


def test_with_a_screen_reader_nothing_is_made_ready_that_it_could_be_told_of(
    driver: Driver,
) -> None:
    start_exam(driver)
    driver.sitting.view.forget()
    QAccessible.setActive(True)
    try:
        driver.sitting._reading.timeout.emit()  # now the next one would be made ready
    finally:
        QAccessible.setActive(False)
    assert sheets(driver)[1].asked is None


def test_a_disk_that_takes_nothing_leaves_the_next_question_unseen(
    at_two: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, sitting = at_two.sitting, at_two.sitting.sitting_model.sitting
    place, asked = sitting.position, page.view.question.text()

    def full() -> None:
        raise UserError("Nothing more can be saved.")

    page.press("a")
    with monkeypatch.context() as broken:
        broken.setattr(sitting, "wait_for_disk", full)
        page.go_next()
    assert picture(at_two).isHidden()
    at_two.settle()
    assert (sitting.position, page.view.question.text()) == (place, asked)
    assert not sitting.cell(place + 1).visited
    assert QApplication.focusWidget() is page.view.area().entry()


def test_the_last_question_of_a_part_makes_nothing_of_the_next_part_ready(driver: Driver) -> None:
    start_exam(driver)
    page, sitting = driver.sitting, driver.sitting.sitting_model.sitting
    page.sitting_model.go(sitting.size - 1)
    driver.settle()
    _, ready = sheets(driver)
    page.view.forget()
    page._reading.timeout.emit()  # now the next one would be made ready
    assert ready.asked is None
    driver.key("r").agree(
        lambda: driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    assert sitting.waiting
    page._reading.timeout.emit()
    assert ready.asked is None


def test_looking_back_at_once_after_going_on_keeps_the_focus_there(at_two: Driver) -> None:
    page, (_, ready) = at_two.sitting, sheets(at_two)
    page.go_next()
    at_two.button("All questions").click()
    at_two.settle()
    assert at_two.button("Hand in the exam").hasFocus()
    assert picture(at_two).isHidden()
    at_two.key(Qt.Key.Key_Escape)
    assert ready.isVisible()


def test_time_running_out_at_once_after_going_on_shows_the_gap_alone(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_exam(driver)
    page, model = driver.sitting, driver.sitting.sitting_model
    places = [cell.item for cell in model.sitting.overview()]
    ahead = [model.sitting.bank.item(item).kind in AHEAD for item in places]
    model.go(ahead.index(True, 1) - 1)
    driver.settle()
    get_ready(driver)
    page.go_next()
    _, ready = sheets(driver)
    assert not picture(driver).isHidden()
    monkeypatch.setattr(model.sitting, "seconds_left", float)
    model.tick()
    monkeypatch.undo()
    driver.settle()
    assert model.sitting.waiting
    assert driver.button("Start part 2").hasFocus()
    assert (picture(driver).isHidden(), ready.asked) == (True, None)


def test_who_leaves_the_exam_leaves_nothing_ready_behind(at_two: Driver) -> None:
    page, (_, ready) = at_two.sitting, sheets(at_two)
    assert ready.asked is not None
    page.go_next()
    at_two.agree(at_two.window.back)
    assert ready.asked is None
    assert all(cover.isHidden() for cover in page.findChildren(PaintedAhead))


def test_practice_turns_to_what_is_ready_as_well(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE, ItemKind.MULTIPLE, ItemKind.MATCHING)
    page = driver.sitting
    get_ready(driver)
    _, ready = sheets(driver)
    driver.key("a").key(Qt.Key.Key_Return).key(Qt.Key.Key_Return)
    assert ready.isVisible()
    assert page.sitting_model.item().kind is ItemKind.MULTIPLE
    get_ready(driver)
    driver.key("j")
    assert page.sitting_model.item().kind is ItemKind.MATCHING
    assert page.view.area().isVisible()
    driver.key("k").key("k")
    assert page.view.area().isVisible()
    assert page.sitting_model.grade() is not None


def test_marks_are_set_on_the_question_on_screen(at_two: Driver) -> None:
    at_two.key("j")
    at_two.key("m").key(Qt.Key.Key_Space)
    marked = at_two.sitting.sitting_model.sitting.tools().highlights
    assert marked
    text = QApplication.focusWidget()
    assert isinstance(text, MarkText)
    assert text.isVisible()
