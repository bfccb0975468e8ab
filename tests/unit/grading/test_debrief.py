"""Looking back on a talk: its course, where it turned, and the way that was not taken."""

from __future__ import annotations

from test_conversation import BODY, reply, talk

from quizapp.domain.answers import Turn
from quizapp.domain.items import ConversationBody, Ending, EndingKind, Node, Route
from quizapp.grading import conversation
from quizapp.grading.debrief import Debrief, debrief

GOOD = Turn(node="n1", reply="good")
COLD = Turn(node="n1", reply="cold")
OWN = Turn(node="n2", text="No wonder you are tired of it.")


def look_back(*turns: Turn) -> Debrief:
    return debrief(BODY, talk(*turns), turns)


def test_the_course_begins_with_the_state_of_the_bank_and_follows_every_turn() -> None:
    told = look_back(GOOD, OWN)
    assert told.start == (0, 1)
    assert [(step.trust, step.tension) for step in told.steps] == [(1, 0), (2, -1)]
    assert [step.said for step in told.steps] == ["reply good", "No wonder you are tired of it."]
    assert told.steps[0].reaction == "And now?"


def test_the_turn_that_moved_the_customer_most_is_the_turning_point() -> None:
    told = look_back(COLD)
    assert told.lost == 1
    assert told.won is None
    assert [step.number for step in told.turning_points] == [1]


def test_the_untried_reply_is_the_best_one_not_given() -> None:
    untried = look_back(COLD).steps[0].untried
    assert untried is not None
    assert untried.text == "reply done"
    assert untried.better
    assert (untried.trust, untried.tension) == (2, -2)


def test_one_goes_back_to_the_turn_that_lost_most() -> None:
    retry = look_back(COLD).retry
    assert retry is not None
    assert retry.number == 1


def test_without_a_loss_one_goes_back_to_the_first_turn_with_a_better_reply() -> None:
    body = ConversationBody(
        customer_name="Ida",
        mode="chat",
        start="n1",
        nodes=(
            Node(
                id="n1",
                says="Hm.",
                replies=(reply("a", 2, 1, 0, Route(goto="n2")), reply("b", 1, 0, 0)),
            ),
            Node(
                id="n2",
                says="So?",
                replies=(reply("c", 2, 1, 0, Route(goto="end")), reply("d", 3, 1, -1)),
            ),
        ),
        endings=(Ending(id="end", kind=EndingKind.PARTLY, says="Bye.", debrief=""),),
    )
    turns = (Turn(node="n1", reply="a"), Turn(node="n2", reply="c"))

    def never(*_: object) -> object:
        raise AssertionError("nothing is written here")

    state = conversation.replay(
        body,
        turns,
        situation="",
        channel="chat",
        mark=never,  # type: ignore[arg-type]  # never called
    )
    told = debrief(body, state, turns)
    assert told.retry is not None
    assert told.retry.number == 2
    untried = told.steps[0].untried
    assert untried is not None
    assert not untried.better


def test_a_talk_without_a_turn_has_no_way_back() -> None:
    assert look_back().retry is None
