from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.domain.desk import Role
from quizapp.domain.reading import Agreement, Point, Reading, settle

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def said(reader: str, *, met: bool, role: Role = Role.READER) -> Reading:
    return Reading(
        attempt="a-1",
        item="CH-3-F01",
        point=Point("", "apologise"),
        met=met,
        reason="“I am sorry” stands in the first line.",
        reader=reader,
        role=role,
        machine_met=False,
        marker="m 1",
        read_at=NOON,
    )


def test_what_nobody_has_read_is_open() -> None:
    assert settle([]).agreement is Agreement.UNREAD


def test_one_reader_settles_a_point_against_the_machine() -> None:
    found = settle([said("Ada Moreau", met=True)])
    assert (found.agreement, found.met) == (Agreement.SETTLED, True)
    assert found.readings[0].machine_met is False


def test_two_readers_who_disagree_settle_nothing() -> None:
    found = settle([said("Ada", met=True), said("Ben", met=False)])
    assert (found.agreement, found.met) == (Agreement.DISPUTED, None)


@pytest.mark.parametrize("spelling", ["ada  MØREAU", "Ada Moréau", "Ada-Moreau", " Ａda Moreau."])
def test_another_spelling_of_the_same_name_is_no_second_reader(spelling: str) -> None:
    found = settle([said("Ada Moreau", met=True), said(spelling, met=False)])
    assert (found.agreement, found.met) == (Agreement.SETTLED, False)


@pytest.mark.parametrize("third", [True, False])
def test_a_third_reader_makes_a_majority(third: bool) -> None:
    found = settle([said("Ada", met=True), said("Ben", met=False), said("Cy", met=third)])
    assert (found.agreement, found.met) == (Agreement.SETTLED, third)


def test_the_desk_ends_a_dispute_and_its_word_stays() -> None:
    readings = [
        said("Ada", met=True),
        said("Ben", met=False),
        said("Helen", met=False, role=Role.DESK),
        said("Cy", met=True),
    ]
    found = settle(readings)
    assert (found.agreement, found.met) == (Agreement.SETTLED, False)
    assert len(found.readings) == 4


def test_a_reader_may_change_their_mind_but_counts_once() -> None:
    found = settle([said("Ada", met=True), said("Ben", met=False), said(" ADA ", met=False)])
    assert (found.agreement, found.met) == (Agreement.SETTLED, False)


def test_four_readers_can_be_as_divided_as_two() -> None:
    readings = [said(name, met=name in "AB") for name in "ABCD"]
    assert settle(readings).agreement is Agreement.DISPUTED
