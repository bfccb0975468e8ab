"""Tools of the exam page: scratch notes, counted plays, and what screen readers hear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from drivers import item_of, practise, start_exam
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from quizapp.domain.items import ItemKind
from quizapp.ui.answers.choosing import ChoiceArea
from quizapp.ui.answers.listening import ListeningArea
from quizapp.ui.answers.option_row import OptionRow
from quizapp.ui.driver import Driver
from quizapp.ui.widgets.dialogs import AskText

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Collect what is announced, with how politely."""
    said: list[tuple[str, str]] = []

    def note(event: Any) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append((event.message(), event.politeness().name))

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return said


def test_a_scratch_note_is_kept_with_its_question(driver: Driver) -> None:
    start_exam(driver)

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, AskText)
        QTest.keyClicks(dialog.field, "not b")
        dialog.go.click()

    driver.in_dialog(write, driver.page.note.click)  # type: ignore[attr-defined]  # the exam page's own button
    sitting = driver.sitting.sitting_model.sitting
    assert sitting.tools().note == "not b"
    assert driver.button("Your note").isVisible()
    again = driver.window.app._attempts.tools(sitting.attempt.id)
    assert again[item_of(driver).id].note == "not b"


def test_a_restart_gives_no_new_plays(driver: Driver) -> None:
    practise(driver, ItemKind.LISTENING)
    area, sitting = driver.area, driver.sitting.sitting_model.sitting
    for _ in range(2):
        driver.click(area.play)  # type: ignore[attr-defined]  # a call has a player
        area.advance(area.seconds)  # type: ignore[attr-defined]  # as above
    assert not area.play.isEnabled()  # type: ignore[attr-defined]  # as above
    driver.open_page("today")
    driver.open_page("practice", driver.window.app.exams.resume(sitting.attempt.id))
    assert driver.area.plays_left() == 0  # type: ignore[attr-defined]  # as above
    assert not driver.area.play.isEnabled()  # type: ignore[attr-defined]  # as above


def test_leaving_a_call_pauses_it_and_coming_back_costs_no_play(driver: Driver) -> None:
    practise(driver, ItemKind.LISTENING, ItemKind.CHOICE)
    for _ in range(2):  # whichever comes first
        if isinstance(driver.area, ListeningArea):
            break
        driver.key("j")
    area = driver.area
    assert isinstance(area, ListeningArea)
    assert area.clock.text().startswith("0:00 of")
    driver.click(area.play)
    area.advance(4)
    there = driver.sitting.sitting_model.sitting.position
    driver.key("k" if there else "j").key("j" if there else "k")
    assert driver.area is area
    assert not area.playing
    assert area.clock.text().startswith("0:04 of")
    driver.click(area.play)
    assert area.playing
    assert area.plays_left() == 1
    area.advance(1)
    assert area.clock.text().startswith("0:05 of")


def rows_of(driver: Driver) -> Sequence[OptionRow]:
    area = driver.area
    choice = area.choice if isinstance(area, ListeningArea) else area
    assert isinstance(choice, ChoiceArea)
    return choice.rows


@pytest.mark.parametrize("kind", [ItemKind.CHOICE, ItemKind.MULTIPLE, ItemKind.LISTENING])
def test_choosing_a_struck_out_option_takes_the_line_away(
    driver: Driver, kind: ItemKind, heard: list[tuple[str, str]]
) -> None:
    practise(driver, kind)
    first, second = rows_of(driver)[:2]
    for row in (first, second):
        row.setFocus()
        driver.key("x")
        assert row.accessibleName().endswith("struck out")
    driver.key("a")
    assert ("A is chosen and no longer struck out.", "Polite") in heard
    assert first.isChecked()
    assert not first.accessibleName().endswith("struck out")
    assert second.accessibleName().endswith("struck out")
    driver.click(second)
    assert not any(row.accessibleName().endswith("struck out") for row in rows_of(driver))
    assert driver.sitting.sitting_model.sitting.tools().struck == ()


@pytest.mark.parametrize(
    ("kind", "how"),
    [(ItemKind.CHOICE, "Choose another one first"), (ItemKind.MULTIPLE, "Untick it first")],
)
def test_a_chosen_option_is_not_struck_out_and_says_so(
    driver: Driver, kind: ItemKind, how: str, heard: list[tuple[str, str]]
) -> None:
    practise(driver, kind)
    driver.key("b")
    driver.key("x")
    assert heard[-1] == (f"B is chosen. {how} to strike it out.", "Polite")
    sitting = driver.sitting.sitting_model.sitting
    driver.open_page("today")
    driver.open_page("practice", driver.window.app.exams.resume(sitting.attempt.id))
    chosen = rows_of(driver)[1]
    assert chosen.isChecked()
    assert not chosen.accessibleName().endswith("struck out")


def test_a_question_and_a_flag_are_announced_politely(
    driver: Driver, heard: list[tuple[str, str]]
) -> None:
    start_exam(driver)
    assert any(words.startswith("Question 1 of") for words, _ in heard)
    driver.press("Flag")
    assert heard[-1] == ("Flagged for review.", "Polite")
    driver.press("Next")
    assert any(words.startswith("Question 2 of") for words, _ in heard)


def test_the_gap_between_parts_is_announced(driver: Driver, heard: list[tuple[str, str]]) -> None:
    start_exam(driver)
    driver.press("All questions")
    assert any("Ready to hand in part 1?" in words for words, _ in heard)
    driver.agree(driver.page.hand_in.click)  # type: ignore[attr-defined]  # the exam page's own button
    assert any("No time is running." in words for words, _ in heard)
