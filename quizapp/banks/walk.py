"""Every way a conversation can go, with its state, and how canned strategies fare in it.

A written reply can meet any subset of the criteria asked for, or be no valid attempt; each subset
moves trust and tension by the table of `quizapp.domain.talk`. Outcomes that nothing can tell apart
are tried once, so that a talk of twenty turns is walked completely in a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from quizapp.banks.wording import EMPATHY, hits
from quizapp.domain import talk
from quizapp.domain.items import ConversationBody, EndingKind, Node, Reply, When
from quizapp.domain.marking import ABSENCE, weighted_share

MISTAKE_GRADE = 1
MISTAKE_SCORE = 0.34
CANNED = frozenset({"acknowledge_feeling", "apologise", "thank"}) | frozenset(ABSENCE)
"""What a set phrase can meet on any written turn: soft words and nothing about the case."""

Pick = Callable[[Sequence[Reply]], Reply]
STRATEGIES: dict[str, Pick] = {
    "always the first reply": lambda replies: replies[0],
    "always the last reply": lambda replies: replies[-1],
    "always the longest reply": lambda replies: max(replies, key=lambda r: len(r.text)),
    "always the shortest reply": lambda replies: min(replies, key=lambda r: len(r.text)),
    "always the softest reply": lambda replies: max(replies, key=lambda r: hits(EMPATHY, r.text)),
}


class State(NamedTuple):
    """Where a walk stands; `mistake` tells whether a bad reply lies behind it."""

    place: str
    trust: int
    tension: int
    mistake: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a written turn can come to."""

    met: frozenset[str]
    score: float
    valid: bool = True

    def effect(self, asked: frozenset[str]) -> tuple[int, int]:
        """Return the change of trust and tension, each within -2 and +2."""
        return talk.written_effect(
            met=self.met, broken=asked - self.met, asked=asked, valid=self.valid
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a complete walk found. `recovered` tells whether a mistake can still end resolved."""

    places: frozenset[str]
    recovered: bool


def holds(when: When, trust: int, tension: int, outcome: Outcome | None) -> bool:
    """Tell whether every condition that is set holds."""
    return (
        (when.trust_min is None or trust >= when.trust_min)
        and (when.trust_max is None or trust <= when.trust_max)
        and (when.tension_min is None or tension >= when.tension_min)
        and (when.tension_max is None or tension <= when.tension_max)
        and _reply_holds(when, outcome)
    )


def _reply_holds(when: When, outcome: Outcome | None) -> bool:
    if outcome is None:
        return not (when.met or when.unmet) and when.score_min is None and when.score_max is None
    return (
        outcome.met.issuperset(when.met)
        and outcome.met.isdisjoint(when.unmet)
        and (when.score_min is None or outcome.score >= when.score_min)
        and (when.score_max is None or outcome.score <= when.score_max)
    )


def outcomes(node: Node) -> tuple[Outcome, ...]:
    """Return every outcome of a written turn that routes or state could tell apart."""
    asked = frozenset(criterion.id for criterion in node.criteria)
    distinct: dict[object, Outcome] = {}
    for outcome in _all_outcomes(node):
        signature = (
            outcome.effect(asked),
            tuple(_reply_holds(route.when, outcome) for route in node.routes),
            outcome.score <= MISTAKE_SCORE,
        )
        distinct.setdefault(signature, outcome)
    return tuple(distinct.values())


def _all_outcomes(node: Node) -> Iterator[Outcome]:
    weights = {criterion.id: criterion.weight for criterion in node.criteria}
    for size in range(len(weights) + 1):
        for met in combinations(weights, size):
            share = weighted_share(dict.fromkeys(met, True), weights)
            yield Outcome(frozenset(met), share)
    kept = frozenset(weights) & frozenset(ABSENCE)
    yield Outcome(kept, 0.0, valid=False)


def after_reply(state: State, reply: Reply) -> State:
    """Return the state after a ready reply."""
    trust, tension = talk.moved(state.trust, reply.trust), talk.moved(state.tension, reply.tension)
    target = next(r.goto for r in reply.routes if holds(r.when, trust, tension, None))
    return State(target, trust, tension, state.mistake or reply.grade <= MISTAKE_GRADE)


def after_written(state: State, node: Node, outcome: Outcome) -> State:
    """Return the state after a written reply."""
    asked = frozenset(criterion.id for criterion in node.criteria)
    more_trust, more_tension = outcome.effect(asked)
    trust, tension = talk.moved(state.trust, more_trust), talk.moved(state.tension, more_tension)
    target = next(r.goto for r in node.routes if holds(r.when, trust, tension, outcome))
    return State(target, trust, tension, state.mistake or outcome.score <= MISTAKE_SCORE)


def walk(body: ConversationBody) -> Walk:
    """Visit every state of a conversation that some sequence of replies leads to."""
    nodes = {node.id: node for node in body.nodes}
    written = {node.id: outcomes(node) for node in body.nodes if node.criteria}
    resolved = {e.id for e in body.endings if e.kind is EndingKind.RESOLVED}
    start = State(body.start, body.trust, body.tension, mistake=False)
    seen = {start}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        node = nodes.get(state.place)
        if node is None:
            continue
        following = (
            [after_written(state, node, outcome) for outcome in written[node.id]]
            if node.criteria
            else [after_reply(state, reply) for reply in node.replies]
        )
        for next_state in following:
            if next_state not in seen:
                seen.add(next_state)
                waiting.append(next_state)
    return Walk(
        places=frozenset(state.place for state in seen),
        recovered=any(state.mistake and state.place in resolved for state in seen),
    )


def ending_of(body: ConversationBody, pick: Pick, met: frozenset[str]) -> EndingKind | None:
    """Return how the talk ends for someone who picks by a rule and writes what meets `met`.

    None means that the talk did not end within as many turns as it has.
    """
    nodes = {node.id: node for node in body.nodes}
    kinds = {ending.id: ending.kind for ending in body.endings}
    state = State(body.start, body.trust, body.tension, mistake=False)
    for _ in range(len(nodes) + 1):
        node = nodes.get(state.place)
        if node is None:
            return kinds.get(state.place)
        if node.criteria:
            weights = {criterion.id: criterion.weight for criterion in node.criteria}
            reached = met & frozenset(weights)
            share = weighted_share(dict.fromkeys(reached, True), weights)
            state = after_written(state, node, Outcome(reached, share))
        else:
            state = after_reply(state, pick(node.replies))
    return None
