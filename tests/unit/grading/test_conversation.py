from collections.abc import Mapping
from dataclasses import replace

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
from quizapp.domain.result import TurnMark
from quizapp.errors import DataError
from quizapp.grading import conversation
from quizapp.grading.conversation import Spoken, TalkState, written_effect


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


def test_every_line_is_kept_with_its_speaker_and_the_tone_of_the_customer() -> None:
    toned = replace(
        BODY,
        nodes=(
            replace(BODY.nodes[0], tone="sighs"),
            replace(
                BODY.nodes[1],
                tone="slower",
                variants=(
                    Variant(says="And now!!", tone="louder", when=When(tension_min=2)),
                    Variant(says="Well?", when=When(trust_min=1)),
                ),
            ),
        ),
    )

    def mark(case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        del case, text, weights
        return marking({"validate_feeling": True, "no_blame": True})

    def heard(*turns: Turn, body: ConversationBody = toned) -> list[Spoken]:
        replayed = conversation.replay(body, turns, situation="A shop.", channel="phone", mark=mark)
        return list(replayed.lines)

    good = Turn(node="n1", reply="good")
    assert heard(good, Turn(node="n2", text="No wonder.")) == [
        Spoken(speaker="customer", text="It cracked again.", tone="sighs"),
        Spoken(speaker="agent", text="reply good"),
        Spoken(speaker="customer", text="Well?", tone="slower"),
        Spoken(speaker="agent", text="No wonder."),
        Spoken(speaker="customer", text="bye fine"),
    ]
    assert heard(good, body=replace(toned, trust=-1))[-1].text == "And now?"
    calm = replace(toned, tension=0)
    assert heard(Turn(node="n1", reply="cold"), body=calm)[-1] == Spoken(
        speaker="customer", text="And now!!", tone="louder"
    )
    opening = Variant(says="Hello!", when=When(trust_min=0, tension_min=1))
    greeted = replace(toned, nodes=(replace(toned.nodes[0], variants=(opening,)), toned.nodes[1]))
    assert heard(body=greeted)[0].text == "Hello!"
    assert heard(body=replace(greeted, trust=-1))[0].text == "It cracked again."
    assert heard(body=replace(greeted, tension=0))[0].text == "It cracked again."


def test_each_turn_keeps_what_it_earned_and_moved_and_why() -> None:
    path = (Turn(node="n1", reply="good"), Turn(node="n2", text="No wonder."))
    ready, written = talk(*path).marks
    assert ready == TurnMark(node="n1", points=1.0, trust=1, tension=-1, note="why good")
    assert written == TurnMark(
        node="n2",
        points=1.0,
        trust=1,
        tension=-1,
        note="",
        marking=marking({"validate_feeling": True, "no_blame": True}),
    )


def test_what_a_turn_moved_is_counted_from_where_the_customer_stood() -> None:
    far = replace(BODY, trust=3, tension=-3)
    state = conversation.advance(
        far,
        conversation.begin(far),
        Turn(node="n1", reply="good"),
        situation="",
        channel="phone",
        mark=lambda *_: marking({}),
    )
    assert (state.trust, state.tension) == (3, -3)
    assert [(turn.trust, turn.tension) for turn in state.marks] == [(0, 0)]


def test_a_written_turn_is_read_as_an_answer_to_what_the_customer_said_last() -> None:
    asked: list[tuple[Case, str, Mapping[str, float]]] = []

    def mark(case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        asked.append((case, text, weights))
        return marking({"validate_feeling": False, "no_blame": True}, valid=False)

    turns = (Turn(node="n1", reply="good"), Turn(node="n2", text=None))
    state = conversation.replay(BODY, turns, situation="A shop.", channel="phone", mark=mark)
    assert asked == [
        (
            Case(
                situation="A shop. It cracked again.", customer_message="And now?", channel="phone"
            ),
            "",
            {"validate_feeling": 3, "no_blame": 2},
        )
    ]
    assert state.marks[-1].points == 0.0
    assert state.lines[-2].text == ""


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), True),
        (When(trust_min=1), True),
        (When(trust_min=2), False),
        (When(trust_max=1), True),
        (When(trust_max=0), False),
        (When(tension_min=-1), True),
        (When(tension_min=0), False),
        (When(tension_max=-1), True),
        (When(tension_max=-2), False),
        (When(score_min=0.5), True),
        (When(score_min=0.6), False),
        (When(score_max=0.5), True),
        (When(score_max=0.4), False),
        (When(met=("thank",)), True),
        (When(met=("thank", "apologise")), False),
        (When(unmet=("apologise",)), True),
        (When(unmet=("thank",)), False),
        (When(trust_min=1, met=("apologise",)), False),
    ],
)
def test_a_condition_holds_at_its_bounds_and_only_with_all_its_parts(
    when: When, *, expected: bool
) -> None:
    reply_mark = marking({"thank": True, "apologise": False})
    assert conversation.holds(when, trust=1, tension=-1, marking=reply_mark) is expected


@pytest.mark.parametrize(
    "when", [When(met=("thank",)), When(unmet=("thank",)), When(score_min=0), When(score_max=1)]
)
def test_a_condition_on_a_written_reply_never_holds_for_a_ready_one(when: When) -> None:
    assert not conversation.holds(when, trust=0, tension=0, marking=None)


def test_routes_go_by_trust_as_well() -> None:
    routes = (Route(goto="fine", when=When(trust_min=1)), Route(goto="lost"))
    first = replace(BODY.nodes[0], replies=(reply("good", 3, 1, -1, *routes),))
    body = replace(BODY, nodes=(first, BODY.nodes[1]))
    for trust, goal in ((0, "fine"), (-1, "lost")):
        state = conversation.replay(
            replace(body, trust=trust),
            (Turn(node="n1", reply="good"),),
            situation="",
            channel="phone",
            mark=lambda *_: marking({}),
        )
        assert state.ending is not None
        assert state.ending.id == goal


def test_a_talk_broken_in_the_bank_is_named() -> None:
    lone = replace(
        BODY.nodes[0],
        replies=(
            reply("dead", 0, 0, 0, Route(goto="fine", when=When(trust_min=3))),
            reply("gone", 0, 0, 0, Route(goto="nowhere")),
        ),
    )
    body = replace(BODY, nodes=(lone,))

    def say(name: str) -> None:
        conversation.replay(
            body,
            (Turn(node="n1", reply=name),),
            situation="",
            channel="phone",
            mark=lambda *_: marking({}),
        )

    with pytest.raises(DataError) as caught:
        say("dead")
    assert str(caught.value) == (
        "a conversation turn has no route that holds; its last route needs no condition"
    )
    with pytest.raises(DataError, match="the conversation has no turn 'nowhere'"):
        say("gone")


def test_a_talk_that_stopped_half_way_scores_over_the_longest_path() -> None:
    half = talk(Turn(node="n1", reply="good"))
    assert half.ending is None
    assert conversation.score(BODY, half) == 0.5
    assert conversation.score(replace(BODY, start="none"), replace(half, marks=())) == 0.0


def test_nothing_more_can_be_said_after_the_end() -> None:
    with pytest.raises(DataError, match="does not stand at turn 'n1'"):
        talk(Turn(node="n1", reply="done"), Turn(node="n1", reply="good"))
