"""What a finished conversation can teach: its course, its turning points, the paths not taken.

Pure reading of a replayed talk; nothing is marked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.answers import Turn
from quizapp.domain.items import ConversationBody, Node, Reply
from quizapp.domain.result import TurnMark
from quizapp.grading.conversation import TalkState

TURNING_FROM = 2
"""Steps of trust and tension together from which a turn counts as a turning point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untried:
    """A reply that was not given, and what it would have done.

    `text` is a ready reply or, for a turn in own words, the model reply. `trust` and `tension` are
    None where that depends on the words chosen.
    """

    text: str
    why: str
    trust: int | None = None
    tension: int | None = None
    better: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One agent turn in the course of a talk.

    `number` counts from 1; `trust` and `tension` stand after the turn, `mark` says how far it moved
    them. `reaction` is what the customer said next and `tone` how. `untried` is the best other way.
    """

    number: int
    said: str
    reaction: str
    tone: str
    trust: int
    tension: int
    mark: TurnMark
    node: Node
    untried: Untried | None

    @property
    def swing(self) -> int:
        """Return how far the turn moved the customer: towards the agent, or away if negative."""
        return self.mark.trust - self.mark.tension


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """A talk looked back on. `start` is trust and tension before the first turn."""

    start: tuple[int, int]
    steps: tuple[Step, ...]
    won: int | None = None
    lost: int | None = None

    @property
    def turning_points(self) -> tuple[Step, ...]:
        """Return the turns that moved the customer most, in the order of the talk."""
        return tuple(step for step in self.steps if step.number in (self.won, self.lost))

    @property
    def retry(self) -> Step | None:
        """Return the turn from which another path is worth most.

        The turn that lost most, else the earliest with a better reply, else the turning point.
        """
        by_number = {step.number: step for step in self.steps}
        if self.lost is not None:
            return by_number[self.lost]
        open_ones = [s for s in self.steps if s.untried is not None and s.untried.better]
        if open_ones:
            return open_ones[0]
        if self.won is not None:
            return by_number[self.won]
        return self.steps[0] if self.steps else None


def debrief(body: ConversationBody, state: TalkState, turns: Sequence[Turn]) -> Debrief:
    """Return a talk looked back on; `state` is the replay of `turns`."""
    nodes = {node.id: node for node in body.nodes}
    trust, tension = body.trust, body.tension
    steps: list[Step] = []
    for place, (turn, mark) in enumerate(zip(turns, state.marks, strict=True)):
        trust, tension = trust + mark.trust, tension + mark.tension
        heard = state.lines[2 * place + 2]
        node = nodes[turn.node]
        steps.append(
            Step(
                number=place + 1,
                said=state.lines[2 * place + 1].text,
                reaction=heard.text,
                tone=heard.tone,
                trust=trust,
                tension=tension,
                mark=mark,
                node=node,
                untried=_untried(node, turn, mark),
            )
        )
    best = max(steps, key=_gain, default=None)
    worst = min(steps, key=_gain, default=None)
    return Debrief(
        start=(body.trust, body.tension),
        steps=tuple(steps),
        won=best.number if best is not None and best.swing >= TURNING_FROM else None,
        lost=worst.number if worst is not None and worst.swing <= -TURNING_FROM else None,
    )


def _gain(step: Step) -> int:
    return step.swing


def _untried(node: Node, turn: Turn, mark: TurnMark) -> Untried | None:
    """Return the best reply that was not given, or the model reply for own words."""
    if not node.replies:
        model = node.model_reply
        return Untried(text=model, why="", better=mark.points < 1) if model else None
    given = next((reply for reply in node.replies if reply.id == turn.reply), None)
    others = [reply for reply in node.replies if reply.id != turn.reply]
    if given is None or not others:
        return None
    best = max(others, key=_worth)
    return Untried(
        text=best.text,
        why=best.rationale,
        trust=best.trust,
        tension=best.tension,
        better=_worth(best) > _worth(given),
    )


def _worth(reply: Reply) -> tuple[int, int]:
    return reply.grade, reply.trust - reply.tension
