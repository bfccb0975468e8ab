"""After a conversation: its course, where it turned, and the other path, really walked."""

from __future__ import annotations

import pytest
from drivers import OWN_WORDS, practise, talk_to_the_end

from quizapp.domain.items import ItemKind
from quizapp.services.talks import TalkView
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.driver import Driver

pytestmark = pytest.mark.usefixtures("qapp")


def area_of(driver: Driver) -> TalkArea:
    area = driver.area
    assert isinstance(area, TalkArea)
    return area


def view_of(driver: Driver) -> TalkView:
    return driver.sitting.sitting_model.talk()


def talk_with_one_bad_turn(driver: Driver) -> TalkView:
    """Give the worst ready reply once, then the best ones."""
    practise(driver, ItemKind.CONVERSATION)
    while not view_of(driver).replies:
        driver.say_own(OWN_WORDS)
    driver.say_reply(min(view_of(driver).replies, key=lambda reply: reply.grade).id)
    talk_to_the_end(driver)
    return view_of(driver)


def test_nothing_is_told_of_the_paths_before_the_talk_has_ended(driver: Driver) -> None:
    practise(driver, ItemKind.CONVERSATION)
    assert not area_of(driver).debrief.isVisible()
    assert area_of(driver).course.isVisible()
    assert area_of(driver).course.course.sentence.text().startswith("Trust is ")


def test_the_end_names_the_turning_points_beside_the_words_they_belong_to(driver: Driver) -> None:
    told = talk_with_one_bad_turn(driver).debrief
    area = area_of(driver)
    assert area.debrief.isVisible()
    named = {step.number for step in told.turning_points}
    for step in told.steps:
        words = area.bubbles[2 * step.number - 1].accessibleName()
        assert f"Turn {step.number}" in words
        assert ("turning point" in words) == (step.number in named)


def test_the_course_is_also_a_table_in_words(driver: Driver) -> None:
    told = talk_with_one_bad_turn(driver).debrief
    course = area_of(driver).course.course
    driver.click(course.toggle)
    assert course.table.isVisible()
    rows = course.table.texts()
    assert [row[0] for row in rows] == ["start", *(str(step.number) for step in told.steps)]
    assert not any(row[1][0].isdigit() for row in rows)


def test_own_words_show_their_criteria(driver: Driver) -> None:
    told = talk_with_one_bad_turn(driver).debrief
    written = [step for step in told.steps if step.mark.marking is not None]
    assert area_of(driver).debrief.own_words == len(written)


def test_the_other_path_goes_on_from_the_turning_point(driver: Driver) -> None:
    told = talk_with_one_bad_turn(driver).debrief
    retry = told.retry
    assert retry is not None
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page's own button
    first = driver.sitting.sitting_model.grade()
    assert first is not None
    area = area_of(driver)
    driver.click(area.debrief.ways[0])
    view = view_of(driver)
    assert not view.ended
    assert view.turns == retry.number - 1
    assert [line.text for line in view.lines[1::2]] == [
        step.said for step in told.steps[: retry.number - 1]
    ]
    assert not area.debrief.isVisible()
    talk_to_the_end(driver)
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # as above
    again = driver.sitting.sitting_model.grade()
    assert again is not None
    assert again.points >= first.points
    sitting = driver.sitting.sitting_model.sitting
    assert sitting.first_try() is not None


def test_a_talk_of_a_finished_set_is_taken_up_again_from_its_answers(driver: Driver) -> None:
    told = talk_with_one_bad_turn(driver).debrief
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page's own button
    driver.click(driver.page.check)  # type: ignore[attr-defined]  # as above: it finishes the set
    assert driver.page_name == "result"
    driver.press("Look at each answer")
    area = driver.page.view.area()  # type: ignore[attr-defined]  # the answers page's own view
    assert area.debrief.isVisible()
    driver.click(area.debrief.ways[0])
    assert driver.page_name == "practice"
    assert told.retry is not None
    assert view_of(driver).turns == told.retry.number - 1
