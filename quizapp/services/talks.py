"""A conversation as the pages show it: under way, or looked back on."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.answers import Answer, Talk, Turn
from quizapp.domain.items import ConversationBody, Ending, Item, Node, Reply
from quizapp.domain.marking import Case, Marking
from quizapp.domain.result import Grade
from quizapp.errors import UserError
from quizapp.grading import conversation
from quizapp.grading.conversation import MarkReply, Spoken, TalkState
from quizapp.grading.debrief import Debrief, debrief


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """A talk as shown: bubbles, the ready replies in drawn order, and how the customer feels.

    `trust_change` and `tension_change` are those of the last turn; `note` says what moved them.
    `debrief` covers the turns so far; once the talk has ended it is what the person looks back on.
    """

    lines: tuple[Spoken, ...]
    node: Node | None
    replies: tuple[Reply, ...]
    trust: int
    tension: int
    trust_change: int
    tension_change: int
    note: str
    turns: int
    longest: int
    ending: Ending | None
    debrief: Debrief

    @property
    def ended(self) -> bool:
        """Tell whether an ending was reached."""
        return self.ending is not None


def parts(item: Item, answer: Answer | None) -> tuple[ConversationBody, tuple[Turn, ...]]:
    """Return the conversation of an item and the turns given so far."""
    if not isinstance(item.body, ConversationBody):
        raise UserError("This question is not a conversation.")
    return item.body, answer.turns if isinstance(answer, Talk) else ()


def replayed(item: Item, answer: Answer | None, mark: MarkReply) -> TalkState:
    """Return where a talk stands after the turns given so far."""
    body, turns = parts(item, answer)
    return conversation.replay(body, turns, situation=item.stem, channel=_channel(item), mark=mark)


def turned(item: Item, state: TalkState, turn: Turn, mark: MarkReply) -> TalkState:
    """Return the talk after one more turn; `UserError` where it has ended."""
    body, _ = parts(item, None)
    if state.node is None:
        raise UserError("This conversation has ended. Start it again to try another way.")
    return conversation.advance(
        body, state, turn, situation=item.stem, channel=_channel(item), mark=mark
    )


def shown(item: Item, answer: Answer | None, state: TalkState, *, seed: int) -> TalkView:
    """Return a talk as shown; the seed fixes the order of its ready replies."""
    body, turns = parts(item, answer)
    last = state.marks[-1] if state.marks else None
    replies = list(state.node.replies) if state.node else []
    if state.node:
        rng = random.Random(f"{seed}:{state.node.id}")  # noqa: S311 - the same order when the talk is resumed
        rng.shuffle(replies)
    return TalkView(
        lines=state.lines,
        node=state.node,
        replies=tuple(replies),
        trust=state.trust,
        tension=state.tension,
        trust_change=last.trust if last else 0,
        tension_change=last.tension if last else 0,
        note=last.note if last else "",
        turns=len(state.marks),
        longest=conversation.longest_path(body),
        ending=state.ending,
        debrief=debrief(body, state, turns),
    )


def looked_back(item: Item, answer: Answer | None, grade: Grade) -> TalkView:
    """Return a talk from its answer and stored marks; nothing is marked anew."""
    return shown(item, answer, replayed(item, answer, _StoredMarks(grade)), seed=0)


class _StoredMarks:
    """Hands out the markings of written turns as they were stored, in order."""

    def __init__(self, grade: Grade) -> None:
        self._left = [turn.marking for turn in grade.turns if turn.marking is not None]

    def __call__(self, case: Case, reply: str, weights: Mapping[str, float]) -> Marking:
        """Return the next stored marking; the arguments are those it was made from."""
        del case, reply, weights
        return self._left.pop(0)


def until(turns: Sequence[Turn], number: int) -> Talk | None:
    """Return a talk as it stood before a turn, counted from 1; None before the first."""
    kept = tuple(turns[: max(0, number - 1)])
    return Talk(turns=kept) if kept else None


def _channel(item: Item) -> str:
    return str(item.channel or "chat")
