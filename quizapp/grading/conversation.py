"""The simulated customer: a state of trust and tension that moves with each reply.

The engine is a pure replay: the same body and the same turns always give the same talk. Ready
replies carry their own effect; the effect of a written reply follows the table in
`quizapp.domain.talk`. Scoring follows section 5 of the syllabus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from quizapp.domain import talk
from quizapp.domain.answers import Turn
from quizapp.domain.items import (
    ConversationBody,
    Ending,
    EndingKind,
    Node,
    Reply,
    Route,
    When,
)
from quizapp.domain.marking import Case, Marking, weighted_share
from quizapp.domain.result import TurnMark
from quizapp.errors import DataError

MarkReply = Callable[[Case, str, Mapping[str, float]], Marking]
"""Marks a written turn: case, reply, weight per criterion asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One bubble. `speaker` is `customer` or `agent`; `tone` describes the customer in words."""

    speaker: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkState:
    """Where a talk stands after some turns. Exactly one of `node` and `ending` is set."""

    lines: tuple[Spoken, ...]
    node: Node | None
    ending: Ending | None
    trust: int
    tension: int
    marks: tuple[TurnMark, ...]


def holds(when: When, *, trust: int, tension: int, marking: Marking | None) -> bool:
    """Tell whether all conditions that are set hold for the state and the reply just given."""
    bounds = (
        when.trust_min is None or trust >= when.trust_min,
        when.trust_max is None or trust <= when.trust_max,
        when.tension_min is None or tension >= when.tension_min,
        when.tension_max is None or tension <= when.tension_max,
    )
    if not all(bounds):
        return False
    if not (when.met or when.unmet or when.score_min is not None or when.score_max is not None):
        return True
    if marking is None:
        return False
    met = {name for name, mark in marking.criteria.items() if mark.met}
    return (
        met.issuperset(when.met)
        and met.isdisjoint(when.unmet)
        and (when.score_min is None or marking.score >= when.score_min)
        and (when.score_max is None or marking.score <= when.score_max)
    )


def written_effect(marking: Marking, asked: Sequence[str]) -> tuple[int, int]:
    """Return what a written reply does to trust and tension (`quizapp.domain.talk`)."""
    met = {name for name, mark in marking.criteria.items() if mark.met}
    broken = set(marking.criteria) - met
    return talk.written_effect(met=met, broken=broken, asked=asked, valid=marking.valid_attempt)


def _target(routes: Sequence[Route], *, trust: int, tension: int, marking: Marking | None) -> str:
    for route in routes:
        if holds(route.when, trust=trust, tension=tension, marking=marking):
            return route.goto
    raise DataError(
        "a conversation turn has no route that holds; its last route needs no condition"
    )


def _customer(node: Node, *, trust: int, tension: int) -> Spoken:
    for variant in node.variants:
        if holds(variant.when, trust=trust, tension=tension, marking=None):
            return Spoken(speaker="customer", text=variant.says, tone=variant.tone or node.tone)
    return Spoken(speaker="customer", text=node.says, tone=node.tone)


def begin(body: ConversationBody) -> TalkState:
    """Return the talk before the first agent turn."""
    node = _node(body, body.start)
    first = _customer(node, trust=body.trust, tension=body.tension)
    return TalkState(
        lines=(first,),
        node=node,
        ending=None,
        trust=body.trust,
        tension=body.tension,
        marks=(),
    )


def _node(body: ConversationBody, node_id: str) -> Node:
    for node in body.nodes:
        if node.id == node_id:
            return node
    raise DataError(f"the conversation has no turn {node_id!r}")


def advance(
    body: ConversationBody,
    state: TalkState,
    turn: Turn,
    *,
    situation: str,
    channel: str,
    mark: MarkReply,
) -> TalkState:
    """Return the talk after one agent turn; `DataError` if the turn does not fit the state."""
    node = state.node
    if node is None or turn.node != node.id:
        raise DataError(f"the talk does not stand at turn {turn.node!r}")
    if node.replies:
        reply = _reply(node, turn.reply)
        marking, said, routes = None, reply.text, reply.routes
        points, effect, note = reply.grade / 3, (reply.trust, reply.tension), reply.rationale
    else:
        said = turn.text or ""
        marking = _mark_written(node, state, said, situation=situation, channel=channel, mark=mark)
        weights = _weights(node)
        points = _points(marking, weights)
        effect, routes, note = written_effect(marking, tuple(weights)), node.routes, ""
    trust = talk.moved(state.trust, effect[0])
    tension = talk.moved(state.tension, effect[1])
    goal = _target(routes, trust=trust, tension=tension, marking=marking)
    made = TurnMark(
        node=node.id,
        points=points,
        trust=trust - state.trust,
        tension=tension - state.tension,
        note=note,
        marking=marking,
    )
    lines = (*state.lines, Spoken(speaker="agent", text=said))
    ending = next((end for end in body.endings if end.id == goal), None)
    if ending is not None:
        lines = (*lines, Spoken(speaker="customer", text=ending.says))
        following = None
    else:
        following = _node(body, goal)
        lines = (*lines, _customer(following, trust=trust, tension=tension))
    return TalkState(
        lines=lines,
        node=following,
        ending=ending,
        trust=trust,
        tension=tension,
        marks=(*state.marks, made),
    )


def replay(
    body: ConversationBody,
    turns: Sequence[Turn],
    *,
    situation: str,
    channel: str,
    mark: MarkReply,
) -> TalkState:
    """Return the talk after all these turns."""
    state = begin(body)
    for turn in turns:
        state = advance(body, state, turn, situation=situation, channel=channel, mark=mark)
    return state


def _reply(node: Node, reply_id: str | None) -> Reply:
    for reply in node.replies:
        if reply.id == reply_id:
            return reply
    raise DataError(f"turn {node.id!r} has no reply {reply_id!r}")


def _weights(node: Node) -> dict[str, float]:
    return {criterion.id: criterion.weight for criterion in node.criteria}


def _mark_written(
    node: Node, state: TalkState, text: str, *, situation: str, channel: str, mark: MarkReply
) -> Marking:
    heard = [line.text for line in state.lines if line.speaker == "customer"]
    context = " ".join([situation, *heard[:-1]])
    case = Case(situation=context, customer_message=heard[-1], channel=channel)
    return mark(case, text, _weights(node))


def _points(marking: Marking, weights: Mapping[str, float]) -> float:
    if not marking.valid_attempt:
        return 0.0
    return weighted_share({name: mark.met for name, mark in marking.criteria.items()}, weights)


def longest_path(body: ConversationBody) -> int:
    """Return the number of agent turns on the longest path from start to an ending.

    The bank check refuses cycles, so the search ends.
    """
    nodes = {node.id: node for node in body.nodes}

    @cache
    def depth(node_id: str) -> int:
        if node_id not in nodes:
            return 0
        node = nodes[node_id]
        routes = [route for reply in node.replies for route in reply.routes] + list(node.routes)
        return 1 + max((depth(route.goto) for route in routes), default=0)

    return depth(body.start)


def score(body: ConversationBody, state: TalkState) -> float:
    """Return 0 to 1: the sum of the turns over the turns of the longest path.

    A path that ends early scores 0 for the turns not reached, unless its ending is *resolved*,
    which divides by its own length (syllabus, section 5).
    """
    total = sum(mark.points for mark in state.marks)
    resolved = state.ending is not None and state.ending.kind is EndingKind.RESOLVED
    turns = len(state.marks) if resolved else longest_path(body)
    return total / turns if turns else 0.0
