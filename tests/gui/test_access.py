"""What a screen reader and a keyboard get."""

from __future__ import annotations

import pytest
from drivers import answer_well, practise, start_exam
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from quizapp.domain.items import ItemKind
from quizapp.ui.answers.option_row import OptionRow
from quizapp.ui.driver import Driver
from quizapp.ui.strip import CellButton

ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.RadioButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
}


def nameless(window: QWidget) -> list[str]:
    """Return the visible controls without a name or a role of a control."""
    found = []
    for widget in window.findChildren(QWidget):
        controls = isinstance(widget, QAbstractButton | QComboBox | QLineEdit)
        if not controls or not widget.isVisible() or _is_inner(widget):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip() or face.role() not in ROLES:
            found.append(f"{type(widget).__name__} {face.role()} “{widget.accessibleName()}”")
    return found


def _is_inner(widget: QWidget) -> bool:
    """Tell whether Qt made the widget as a part of another, which carries the name."""
    return widget.objectName().startswith("qt_")


@pytest.mark.parametrize("page", ["today", "practise", "exams", "certificates", "settings"])
def test_every_control_of_a_page_has_a_name_and_a_role(driver: Driver, page: str) -> None:
    driver.open_page(page)
    assert nameless(driver.window) == []


@pytest.mark.parametrize("kind", list(ItemKind))
def test_every_control_of_a_question_has_a_name_and_a_role(driver: Driver, kind: ItemKind) -> None:
    practise(driver, kind)
    assert nameless(driver.window) == []
    answer_well(driver)
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page's own button
    assert nameless(driver.window) == []


def test_every_control_of_the_exam_has_a_name_and_a_role(driver: Driver) -> None:
    start_exam(driver)
    assert nameless(driver.window) == []
    driver.key("r")
    assert nameless(driver.window) == []


def test_an_option_tells_letter_words_place_and_state(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    driver.key("2")
    row = next(w for w in driver.window.findChildren(OptionRow) if w.isChecked())
    face = QAccessible.queryAccessibleInterface(row)
    assert face.text(QAccessible.Text.Name).startswith("B, ")
    assert face.text(QAccessible.Text.Name).endswith("2 of 4")
    assert face.role() == QAccessible.Role.RadioButton
    assert face.state().checked


def test_a_cell_of_the_strip_tells_number_and_state(driver: Driver) -> None:
    start_exam(driver)
    answer_well(driver)
    driver.press("Flag")
    names = [cell.accessibleName() for cell in driver.window.findChildren(CellButton)]
    assert "Question 1, answered, flagged, current" in names


def test_the_options_are_one_tab_stop_with_arrows_inside(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE)
    rows = driver.area.rows  # type: ignore[attr-defined]  # the area of a choice
    stops = [row for row in rows if row.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(stops) == 1
    driver.key(Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    assert not rows[1].isChecked()
    driver.key(Qt.Key.Key_Space)
    assert rows[1].isChecked()


def test_the_focus_ring_surrounds_what_has_the_focus(driver: Driver) -> None:
    driver.open_page("today")
    for _ in range(6):
        driver.key(Qt.Key.Key_Tab)
        assert driver.window._ring.target is QApplication.focusWidget()


def test_a_step_is_lifted_and_moved_by_keys_alone(driver: Driver) -> None:
    practise(driver, ItemKind.ORDERING)
    area = driver.area
    first = area.rows[0].step_id  # type: ignore[attr-defined]  # the area of ordering
    driver.key(Qt.Key.Key_Space).key(Qt.Key.Key_Down).key(Qt.Key.Key_Space)
    assert area.rows[1].step_id == first  # type: ignore[attr-defined]  # as above
    assert "is now" not in area.rows[1].accessibleName()  # type: ignore[attr-defined]  # as above
    assert "put down" in area.where.text()  # type: ignore[attr-defined]  # as above


def test_text_size_changes_by_keys_even_in_an_exam(driver: Driver) -> None:
    start_exam(driver)
    before = driver.window.app.settings().text_size
    driver.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.app.settings().text_size > before
    driver.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.app.settings().text_size == 100


def test_at_twice_the_text_the_numbers_leave_half_of_the_window_to_the_question(
    driver: Driver,
) -> None:
    driver.window.resize(900, 600)
    driver.window.set_look(text_size=200)
    start_exam(driver, "mock")
    page = driver.page
    strip, model = page.strip, driver.sitting.sitting_model  # type: ignore[attr-defined]  # the exam page's strip
    faces = strip.cells.cells
    last = model.sitting.size - 1
    for place in (0, last // 2, last):
        model.go(place)
        driver.settle()
        assert driver.sitting.view.height() >= 300
        shown = [c for c in faces if not c.visibleRegion().isEmpty()]
        assert faces[place] in shown
        assert 5 <= len(shown) < len(faces)
        assert len({cell.y() for cell in faces}) == 1
    assert strip.all.isVisible()
    assert all(cell.isVisible() and cell.accessibleName() for cell in faces)
    faces[last].setFocus()
    driver.key(Qt.Key.Key_Right)
    assert faces[0].hasFocus()
    assert not faces[0].visibleRegion().isEmpty()
    driver.window.set_look(text_size=100)


def test_at_usual_sizes_all_numbers_stand_in_lines(driver: Driver) -> None:
    start_exam(driver, "mock")
    cells = driver.page.strip.cells.cells  # type: ignore[attr-defined]  # the exam page's strip
    assert not any(cell.visibleRegion().isEmpty() for cell in cells)


def test_matching_says_what_to_do_and_an_arrow_leads_to_the_first_list(driver: Driver) -> None:
    practise(driver, ItemKind.CHOICE, ItemKind.MATCHING)
    driver.key("j")
    driver.settle()
    area = driver.area
    assert area.hasFocus()
    assert area.accessibleName() == "Matching: choose in each list"
    assert driver.window._ring.target is area
    driver.key(Qt.Key.Key_Down)
    first = area.entry()
    assert isinstance(first, QComboBox)
    assert first.hasFocus()
    assert first.currentIndex() == 0
