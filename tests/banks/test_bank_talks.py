"""The walk through a conversation follows the same rules as the engine that marks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest

from quizapp.banks.loading import Loaded
from quizapp.banks.talk import longest_path
from quizapp.banks.walk import (
    CANNED,
    STRATEGIES,
    Outcome,
    State,
    after_reply,
    after_written,
    ending_of,
    outcomes,
    walk,
)
from quizapp.domain.answers import Turn
from quizapp.domain.items import ConversationBody, EndingKind
from quizapp.domain.marking import LIBRARY, Case, CriterionMark, Marking, weighted_share
from quizapp.grading import conversation


@pytest.fixture
def talk(small: Loaded) -> ConversationBody:
    body = next(item.body for item in small.bank.items if item.id == "BB-1-V01")
    assert isinstance(body, ConversationBody)
    return body


class Decided:
    """A marker whose decisions are laid down beforehand."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def __call__(self, case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        del case, text
        met = {name: name in self.outcome.met for name in weights}
        return Marking(
            valid_attempt=self.outcome.valid,
            invalid_reason=None,
            band=0,
            score=weighted_share(met, weights) if self.outcome.valid else 0.0,
            needs_review=False,
            marker="test",
            criteria={
                name: CriterionMark(met=yes, confidence=1.0, review=False)
                for name, yes in met.items()
            },
        )


def engine(body: ConversationBody, place: State, turn: Turn, outcome: Outcome) -> State:
    """Return where the marking engine stands after one turn."""
    node = next(node for node in body.nodes if node.id == place.place)
    start = replace(conversation.begin(body), node=node, trust=place.trust, tension=place.tension)
    after = conversation.advance(
        body, start, turn, situation="", channel="phone", mark=Decided(outcome)
    )
    where = after.node.id if after.node else after.ending.id if after.ending else ""
    return State(where, after.trust, after.tension, mistake=False)


@pytest.mark.parametrize("trust", [-3, 0, 3])
@pytest.mark.parametrize("tension", [-3, 1, 3])
def test_every_reply_leads_where_the_engine_leads(
    trust: int, tension: int, talk: ConversationBody
) -> None:
    for node in talk.nodes:
        here = State(node.id, trust, tension, mistake=False)
        for reply in node.replies:
            turn = Turn(node=node.id, reply=reply.id)
            ours = after_reply(here, reply)._replace(mistake=False)
            assert ours == engine(talk, here, turn, Outcome(frozenset(), 0.0))


@pytest.mark.parametrize(
    "asked",
    [
        ("validate_feeling", "concrete_next_step", "no_blame"),
        ("acknowledge_feeling", "validate_feeling", "apologise", "no_minimising"),
        ("offer_options", "take_ownership", "calm_tone", "no_overpromise", "thank"),
        ("no_blame", "calm_tone"),
    ],
)
def test_every_written_outcome_leads_where_the_engine_leads(
    asked: tuple[str, ...], talk: ConversationBody
) -> None:
    model = next(node for node in talk.nodes if node.criteria)
    node = replace(model, criteria=tuple(replace(model.criteria[0], id=name) for name in asked))
    body = replace(talk, nodes=(*(n for n in talk.nodes if n is not model), node))
    weights = {criterion.id: criterion.weight for criterion in node.criteria}
    possible = [
        Outcome(frozenset(met), weighted_share(dict.fromkeys(met, True), weights))
        for size in range(len(asked) + 1)
        for met in combinations(asked, size)
    ]
    kept = frozenset(name for name in asked if name.startswith("no_") or name == "calm_tone")
    for outcome in (*possible, Outcome(kept, 0.0, valid=False)):
        here = State(node.id, 0, 1, mistake=False)
        ours = after_written(here, node, outcome)._replace(mistake=False)
        assert ours == engine(body, here, Turn(node=node.id, text="x"), outcome), outcome


def test_the_longest_path_is_what_scores_are_divided_by(talk: ConversationBody) -> None:
    assert longest_path(talk) == conversation.longest_path(talk) == 3


def test_outcomes_that_nothing_can_tell_apart_are_tried_once(talk: ConversationBody) -> None:
    node = next(node for node in talk.nodes if node.criteria)

    assert 3 < len(outcomes(node)) < 2 ** len(node.criteria) + 1


def test_the_walk_reaches_every_turn_and_ending_of_a_sound_talk(talk: ConversationBody) -> None:
    found = walk(talk)

    assert found.places == {"n1", "n1b", "n2", "e1", "e2", "e3"}
    assert found.recovered


def test_the_best_replies_resolve_and_canned_ones_do_not(talk: ConversationBody) -> None:
    best = ending_of(talk, lambda rs: max(rs, key=lambda r: r.grade), frozenset(LIBRARY))

    assert best is EndingKind.RESOLVED
    assert {
        name: ending_of(talk, pick, CANNED) is EndingKind.RESOLVED
        for name, pick in STRATEGIES.items()
    } == dict.fromkeys(STRATEGIES, False)
