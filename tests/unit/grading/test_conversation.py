from collections.abc import Mapping

import pytest

from quizapp.domain.answers import Turn
from quizapp.domain.items import (
    ConversationBody,
    Ending,
    EndingKind,
    Node,
    Reply,
    Route,
    Variant,
    WeightedCriterion,
    When,
)
from quizapp.domain.marking import Case, CriterionMark, Marking
from quizapp.errors import DataError
from quizapp.grading import conversation
from quizapp.grading.conversation import TalkState, written_effect


def reply(reply_id: str, grade: int, trust: int, tension: int, *routes: Route) -> Reply:
    return Reply(
        id=reply_id,
        text=f"reply {reply_id}",
        grade=grade,
        trust=trust,
        tension=tension,
        rationale=f"why {reply_id}",
        routes=routes,
    )


def ending(end_id: str, kind: EndingKind) -> Ending:
    return Ending(id=end_id, kind=kind, says=f"bye {end_id}", debrief="")


BODY = ConversationBody(
    customer_name="Mr Aydin",
    mode="call",
    start="n1",
    tension=1,
    nodes=(
        Node(
            id="n1",
            says="It cracked again.",
            replies=(
                reply("good", 3, 1, -1, Route(goto="n2")),
                reply(
                    "cold", 0, -2, 2, Route(goto="lost", when=When(tension_min=3)), Route(goto="n2")
                ),
                reply("done", 3, 2, -2, Route(goto="fine")),
            ),
        ),
        Node(
            id="n2",
            says="And now?",
            variants=(Variant(says="And now!!", when=When(tension_min=2)),),
            criteria=(
                WeightedCriterion(id="validate_feeling", weight=3),
                WeightedCriterion(id="no_blame", weight=2),
            ),
            routes=(Route(goto="fine", when=When(met=("validate_feeling",))), Route(goto="so-so")),
        ),
    ),
    endings=(
        ending("fine", EndingKind.RESOLVED),
        ending("so-so", EndingKind.PARTLY),
        ending("lost", EndingKind.LOST),
    ),
)


def marking(met: Mapping[str, bool], *, valid: bool = True) -> Marking:
    return Marking(
        valid_attempt=valid,
        invalid_reason=None if valid else "empty",
        band=2,
        score=0.5,
        needs_review=False,
        marker="test",
        criteria={
            name: CriterionMark(met=value, confidence=0.9, review=False)
            for name, value in met.items()
        },
    )


def talk(*turns: Turn, met: Mapping[str, bool] | None = None) -> TalkState:
    answer = marking(met or {"validate_feeling": True, "no_blame": True})

    def mark(case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        del case, text, weights
        return answer

    return conversation.replay(BODY, turns, situation="A shop.", channel="phone", mark=mark)


def test_a_talk_begins_with_the_customer_and_the_state_of_the_bank() -> None:
    state = talk()
    assert [line.text for line in state.lines] == ["It cracked again."]
    assert (state.trust, state.tension) == (0, 1)


def test_a_ready_reply_moves_trust_and_tension_and_leads_on() -> None:
    state = talk(Turn(node="n1", reply="good"))
    assert (state.trust, state.tension) == (1, 0)
    assert state.node is not None
    assert state.node.id == "n2"
    assert state.lines[-1].text == "And now?"


def test_routes_are_chosen_by_the_state_after_the_reply() -> None:
    state = talk(Turn(node="n1", reply="cold"))
    assert state.tension == 3
    assert state.ending is not None
    assert state.ending.id == "lost"


def test_a_written_turn_is_routed_by_the_criteria_it_met() -> None:
    path = (Turn(node="n1", reply="good"), Turn(node="n2", text="No wonder you are tired of it."))
    assert talk(*path).ending.id == "fine"  # type: ignore[union-attr]  # fails the test if None
    unmet = talk(*path, met={"validate_feeling": False, "no_blame": True})
    assert unmet.ending.id == "so-so"  # type: ignore[union-attr]  # fails the test if None


@pytest.mark.parametrize(
    ("met", "effect"),
    [
        ({"validate_feeling": True, "acknowledge_feeling": True}, (1, -1)),
        ({"acknowledge_feeling": True, "concrete_next_step": True, "apologise": True}, (2, -2)),
        ({"take_ownership": True, "offer_options": True}, (1, 0)),
        ({"acknowledge_feeling": True, "no_blame": False}, (-1, 1)),
        ({"acknowledge_feeling": False}, (-1, 1)),
        ({"acknowledge_feeling": False, "no_blame": False, "calm_tone": False}, (-2, 2)),
    ],
)
def test_a_written_reply_moves_the_state_by_the_table(
    met: dict[str, bool], effect: tuple[int, int]
) -> None:
    assert written_effect(marking(met), tuple(met)) == effect


def test_what_is_no_attempt_costs_trust() -> None:
    nothing = marking({"acknowledge_feeling": False}, valid=False)
    assert written_effect(nothing, ("acknowledge_feeling",)) == (-1, 1)


def test_the_score_divides_by_the_longest_path_unless_the_talk_was_resolved() -> None:
    assert conversation.longest_path(BODY) == 2
    assert conversation.score(BODY, talk(Turn(node="n1", reply="done"))) == 1.0
    assert conversation.score(BODY, talk(Turn(node="n1", reply="cold"))) == 0.0
    half = talk(
        Turn(node="n1", reply="good"),
        Turn(node="n2", text="…"),
        met={"validate_feeling": False, "no_blame": True},
    )
    assert conversation.score(BODY, half) == pytest.approx((1 + 2 / 5) / 2)


def test_a_turn_that_does_not_fit_the_state_is_refused() -> None:
    with pytest.raises(DataError, match="does not stand at turn"):
        talk(Turn(node="n2", text="hello"))
    with pytest.raises(DataError, match="no reply"):
        talk(Turn(node="n1", reply="unknown"))
