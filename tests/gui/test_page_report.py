"""Every page and dialog of the learner's window, as a screen reader and a keyboard get it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_report import Ear, PageReport, examine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tour import Tour

from quizapp.ui.driver import Driver
from quizapp.ui.widgets.buttons import Button, IconButton
from quizapp.ui.widgets.segments import Switch

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Hear what is announced."""
    with Ear() as heard:
        yield heard


def test_every_page_has_named_controls_a_way_by_tab_and_rings(newcomer: Driver, ear: Ear) -> None:
    reports: list[PageReport] = []

    def visit(page: str, root: QWidget) -> None:
        said = ear.take()
        reports.append(examine(page, root))
        reports[-1].announced = said

    Tour(newcomer, visit).go()
    assert [f"{r.page}: {fault}" for r in reports for fault in r.faults] == []
    assert sum(r.rings_seen for r in reports) == sum(len(r.tab_order) for r in reports)
    said = {r.page: [words for words, _ in r.announced] for r in reports}
    assert {how for r in reports for _, how in r.announced} == {"Polite"}
    assert any(words.startswith("Question 1 of 1.") for words in said["practice, choice"])
    assert "Answer saved." in said["practice, choice, marked"]
    assert any("now third of" in words for words in said["practice, ordering, marked"])
    assert "Flagged for review." in said["exam, choice"]
    assert "Part 1 is handed in." in said["exam, before part 2"]
    assert "Progress" in said["progress, nothing done yet"]


class Dot(QWidget):
    """Takes the focus, has neither name nor role nor size, and shows no ring."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringless", True)
        self.setGeometry(500, 20, 12, 12)
        self.show()


def faults(driver: Driver) -> str:
    return "\n".join(examine("progress", driver.window).faults)


def test_a_new_control_without_a_name_is_found(driver: Driver) -> None:
    page = driver.open_page("exams").page
    assert faults(driver) == ""
    button = Button("", parent=page)
    button.setGeometry(500, 20, 80, 40)
    button.show()
    assert "Button “” has no name" in faults(driver)


def test_a_control_without_role_or_room_or_ring_is_found(driver: Driver) -> None:
    dot = Dot(driver.open_page("exams").page)
    dot.setAccessibleName("Dot")
    found = faults(driver)
    assert "has the role Client" in found
    assert "is 12 × 12, smaller than 24 px" in found
    assert "“Dot” shows no ring when it has the focus" in found


def test_a_state_told_in_the_name_is_found(driver: Driver) -> None:
    page = driver.open_page("exams").page
    switch = Switch("Quiet clock, checked", page)
    switch.setGeometry(500, 20, 60, 40)
    switch.show()
    assert "tells its state in its name" in faults(driver)


def test_a_control_out_of_the_order_of_reading_is_found(driver: Driver) -> None:
    page = driver.open_page("exams").page
    trap = IconButton("Trap", "x")
    trap.setParent(page)
    trap.focusNextPrevChild = lambda _: True  # type: ignore[method-assign]  # a control that keeps Tab
    trap.setGeometry(500, 20, 40, 40)
    trap.show()
    assert "Tab does not walk in the order of reading" in faults(driver)


def test_the_window_is_titled_by_its_page(driver: Driver) -> None:
    driver.open_page("progress")
    assert driver.window.windowTitle() == "Progress – quizapp"
    driver.open_page("before", "short")
    assert driver.window.windowTitle() == "Before you start: Short exam – quizapp"
