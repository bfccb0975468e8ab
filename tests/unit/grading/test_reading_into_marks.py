"""A person's decisions put into a mark: what closes, what changes, what stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from made_items import item

from quizapp.domain.answers import Talk, Turn, Written
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    Ending,
    EndingKind,
    FreeTextBody,
    ItemKind,
    Node,
    Route,
    WeightedCriterion,
    When,
)
from quizapp.domain.marking import Case, CriterionMark, Marking, weighted_share
from quizapp.domain.reading import VALID_ATTEMPT, Point
from quizapp.domain.result import Grade
from quizapp.errors import DataError
from quizapp.grading import reading
from quizapp.grading.grade import grade

CRITERIA = (
    WeightedCriterion(id="validate_feeling", weight=3),
    WeightedCriterion(id="apologise", weight=2),
    WeightedCriterion(id="concrete_next_step", weight=3),
)


class Undecided:
    """A marker that is sure of the feeling, unsure of the apology, and sees a promise too far."""

    version = "m 1"

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        del case, reply
        met = {name: name not in {"apologise", "no_overpromise"} for name in criteria or ()}
        return Marking(
            valid_attempt=True,
            invalid_reason=None,
            band=2,
            score=weighted_share(met, weights or {}),
            needs_review=True,
            marker=self.version,
            criteria={
                name: CriterionMark(met=value, confidence=0.6, review=name == "apologise")
                for name, value in met.items()
            },
        )


LETTER = item(
    FreeTextBody(
        customer_name="Ms Roe",
        customer_message="It leaks again.",
        task="Reply.",
        criteria=CRITERIA,
        samples=(),
    )
)
TALK = item(
    ConversationBody(
        customer_name="Mr Aydin",
        mode="chat",
        start="n1",
        nodes=(
            Node(
                id="n1",
                says="It cracked.",
                criteria=CRITERIA,
                routes=(Route(goto="n2", when=When(met=("validate_feeling",))), Route(goto="lost")),
            ),
            Node(id="n2", says="And now?", criteria=CRITERIA, routes=(Route(goto="fine"),)),
        ),
        endings=(
            Ending(id="fine", kind=EndingKind.RESOLVED, says="Thanks.", debrief=""),
            Ending(id="lost", kind=EndingKind.LOST, says="Bye.", debrief=""),
        ),
    ),
    ItemKind.CONVERSATION,
)


@pytest.fixture
def letter() -> Grade:
    return grade(LETTER, Written(text="No wonder."), marker=Undecided)


@pytest.fixture
def talk() -> Grade:
    turns = (Turn(node="n1", text="No wonder."), Turn(node="n2", text="By noon."))
    return grade(TALK, Talk(turns=turns, ended=True), marker=Undecided)


def test_asked_for_is_what_is_undecided_and_every_breach_of_a_blocking_rule(letter: Grade) -> None:
    open_points = {point.criterion for point in reading.asks(letter, whole=False)}
    assert open_points == {"apologise", "no_overpromise"}


def test_of_a_reply_close_to_the_mark_everything_is_asked_for(letter: Grade) -> None:
    asked = [point.criterion for point in reading.asks(letter, whole=True)]
    assert asked[0] == VALID_ATTEMPT
    assert set(asked) > {"validate_feeling", "apologise", "concrete_next_step", "calm_tone"}


def test_a_decided_criterion_closes_the_bounds_and_moves_the_points(letter: Grade) -> None:
    assert (letter.points, letter.low, letter.high) == pytest.approx((6 / 8, 6 / 8, 1.0))
    met = reading.read_into(LETTER, letter, {Point("", "apologise"): True})
    assert (met.points, met.low, met.high) == (1.0, 1.0, 1.0)
    assert met.correct
    unmet = reading.read_into(LETTER, letter, {Point("", "apologise"): False})
    assert (unmet.points, unmet.low, unmet.high) == pytest.approx((6 / 8, 6 / 8, 6 / 8))
    assert not unmet.needs_review


def test_the_machines_mark_is_not_changed(letter: Grade) -> None:
    before = replace(letter)
    reading.read_into(LETTER, letter, {Point("", "apologise"): True})
    assert letter == before
    assert reading.machine_said(letter, Point("", "apologise")) is False
    assert reading.machine_said(letter, Point("", VALID_ATTEMPT)) is True
    assert reading.machine_said(letter, Point("n1", "apologise")) is None
    assert reading.machine_said(letter, Point("", "thank")) is None


def test_a_person_can_clear_a_breach_of_a_blocking_rule(letter: Grade) -> None:
    assert letter.blockers == ("no_overpromise",)
    cleared = reading.read_into(LETTER, letter, {Point("", "no_overpromise"): True})
    assert cleared.blockers == ()
    upheld = reading.read_into(LETTER, letter, {Point("", "no_overpromise"): False})
    assert upheld.blockers == ("no_overpromise",)


def test_what_is_no_attempt_earns_nothing(letter: Grade) -> None:
    refused = reading.read_into(LETTER, letter, {Point("", VALID_ATTEMPT): False})
    assert (refused.points, refused.high) == (0.0, 0.0)
    assert refused.marking is not None
    assert refused.marking.invalid_reason


def test_a_turn_of_a_talk_is_read_alone_and_the_path_stays(talk: Grade) -> None:
    assert talk.points == pytest.approx(6 / 8)
    read = reading.read_into(TALK, talk, {Point("n2", "apologise"): True})
    assert [turn.points for turn in read.turns] == pytest.approx([6 / 8, 1.0])
    assert read.points == pytest.approx(7 / 8)
    assert read.low == pytest.approx(7 / 8)
    assert read.high == pytest.approx(1.0)
    assert (read.ending, read.needs_review) == ("fine", True)
    both = reading.read_into(TALK, read, {Point("n1", "apologise"): False})
    assert not both.needs_review
    assert both.low == both.high == pytest.approx(7 / 8)


def test_confirming_everything_changes_no_points(talk: Grade) -> None:
    confirmed = {
        point: bool(reading.machine_said(talk, point)) for point in reading.points_of(talk)
    }
    assert reading.read_into(TALK, talk, confirmed).points == pytest.approx(talk.points)


def test_without_decisions_the_mark_is_the_machines_own(talk: Grade) -> None:
    assert reading.read_into(TALK, talk, {}) is talk


def test_nobody_can_read_into_a_choice(letter: Grade) -> None:
    with pytest.raises(DataError, match="nothing that a person could read"):
        reading.read_into(
            item(ChoiceBody(options=()), ItemKind.CHOICE), letter, {Point("", "apologise"): True}
        )
