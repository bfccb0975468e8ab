"""The one door to marking: an item and an answer in, a `Grade` with its reasons out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from quizapp.domain.answers import (
    Answer,
    Chosen,
    ChosenSeveral,
    Ordered,
    Paired,
    Talk,
    Written,
    is_given,
)
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    Option,
    OrderingBody,
)
from quizapp.domain.marking import BLOCKERS, Case, Marking, weighted_share
from quizapp.domain.result import Grade
from quizapp.errors import DataError
from quizapp.grading import choice, conversation

FULL = 0.9999
"""Points at or above this count as fully right; sums of thirds miss 1 by the last bit."""


_TITLES = frozenset({"Mr", "Ms", "Mrs", "Mx", "Dr"})


class ReplyMarker(Protocol):
    """Marks a written reply; `quizapp.grading.free_text.Marker` is the real one."""

    @property
    def version(self) -> str:
        """Return name, version and hash of the marker."""

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        """Return the marking of one reply."""


def grade(item: Item, answer: Answer | None, *, marker: Callable[[], ReplyMarker]) -> Grade:
    """Mark one answer. `marker` is called only when a written reply has to be read."""
    if answer is None or not is_given(answer):
        return Grade(
            item=item.id,
            points=0.0,
            low=0.0,
            high=0.0,
            correct=False,
            answered=False,
            item_hash=item.content_hash,
        )
    match item.body, answer:
        case (FreeTextBody() as body, Written(text=text)):
            return _written(item, body, text, marker())
        case (ConversationBody() as body, Talk() as talk):
            return _talk(item, body, talk, marker)
        case (ChoiceBody() | ListeningBody() as body, Chosen(option=option)):
            points = choice.score_single(option, _keys(body.options)[0])
            return _plain(item, points, _misconceptions(body.options, {option}))
        case (MultipleBody() as body, ChosenSeveral(options=options)):
            points = choice.score_multiple(options, _keys(body.options))
            return _plain(item, points, _misconceptions(body.options, set(options)))
        case (OrderingBody() as body, Ordered(order=order)):
            return _plain(item, choice.score_ordering(order, body.key))
        case (MatchingBody() as body, Paired(pairs=pairs)):
            return _plain(item, choice.score_matching(pairs, body.key))
    raise DataError(f"the answer stored for {item.id} belongs to another kind of item")


def _keys(options: Sequence[Option]) -> list[str]:
    return [option.id for option in options if option.correct]


def _misconceptions(options: Sequence[Option], chosen: set[str]) -> tuple[str, ...]:
    return tuple(o.misconception for o in options if o.id in chosen and o.misconception)


def _plain(item: Item, points: float, misconceptions: tuple[str, ...] = ()) -> Grade:
    return Grade(
        item=item.id,
        points=points,
        low=points,
        high=points,
        correct=points >= FULL,
        answered=True,
        item_hash=item.content_hash,
        misconceptions=misconceptions,
    )


def ask(marker: ReplyMarker, case: Case, text: str, weights: Mapping[str, float]) -> Marking:
    """Mark by the criteria of the case and, beside them, by the blockers, which weigh nothing."""
    asked = dict(weights) | {name: 0.0 for name in BLOCKERS if name not in weights}
    return marker.mark(case, text, criteria=tuple(asked), weights=asked)


def _blockers(marking: Marking) -> tuple[str, ...]:
    criteria = marking.criteria
    return tuple(name for name in BLOCKERS if name in criteria and not criteria[name].met)


def bounds(marking: Marking, weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Return points as marked, with no undecided criterion met, and with all of them met."""
    best = {name: mark.met for name, mark in marking.criteria.items()}
    low = {name: mark.met and not mark.review for name, mark in marking.criteria.items()}
    high = {name: mark.met or mark.review for name, mark in marking.criteria.items()}
    points, least, most = (weighted_share(met, weights) for met in (best, low, high))
    if not marking.valid_attempt:
        return 0.0, 0.0, most if marking.valid_review else 0.0
    return points, 0.0 if marking.valid_review else least, most


def case_of(item: Item, body: FreeTextBody) -> Case:
    """Return the case as the trainee sees it: the name beside the message belongs to it."""
    situation = item.stem
    names = [word for word in body.customer_name.split() if word not in _TITLES]
    if not any(name in situation or name in body.customer_message for name in names):
        situation = f"{situation} The customer is {body.customer_name}."
    return Case(
        situation=situation,
        customer_message=body.customer_message,
        channel=str(item.channel or "email"),
    )


def _written(item: Item, body: FreeTextBody, text: str, marker: ReplyMarker) -> Grade:
    weights = {criterion.id: criterion.weight for criterion in body.criteria}
    marking = ask(marker, case_of(item, body), text, weights)
    points, low, high = bounds(marking, weights)
    return Grade(
        item=item.id,
        points=points,
        low=low,
        high=high,
        correct=points >= FULL,
        answered=True,
        item_hash=item.content_hash,
        marker=marker.version,
        needs_review=marking.needs_review,
        blockers=_blockers(marking),
        marking=marking,
    )


def _talk(
    item: Item, body: ConversationBody, talk: Talk, marker: Callable[[], ReplyMarker]
) -> Grade:
    def mark(case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        return ask(marker(), case, text, weights)

    state = conversation.replay(
        body, talk.turns, situation=item.stem, channel=str(item.channel or "chat"), mark=mark
    )
    nodes = {node.id: node for node in body.nodes}
    spread = [
        bounds(made.marking, {c.id: c.weight for c in nodes[made.node].criteria})
        for made in state.marks
        if made.marking is not None
    ]
    points = conversation.score(body, state)
    turns = sum(made.points for made in state.marks)
    unit = points / turns if turns else 1 / max(1, conversation.longest_path(body))
    markings = [made.marking for made in state.marks if made.marking is not None]
    return Grade(
        item=item.id,
        points=points,
        low=max(0.0, points - unit * sum(p - low for p, low, _ in spread)),
        high=min(1.0, points + unit * sum(high - p for p, _, high in spread)),
        correct=points >= FULL,
        answered=True,
        item_hash=item.content_hash,
        marker=marker().version if markings else "",
        needs_review=any(marking.needs_review for marking in markings),
        blockers=tuple(dict.fromkeys(b for marking in markings for b in _blockers(marking))),
        turns=state.marks,
        ending=state.ending.id if state.ending else None,
        misconceptions=_talk_misconceptions(body, talk),
    )


def _talk_misconceptions(body: ConversationBody, talk: Talk) -> tuple[str, ...]:
    replies = {(node.id, reply.id): reply for node in body.nodes for reply in node.replies}
    chosen = [replies.get((turn.node, turn.reply or "")) for turn in talk.turns]
    return tuple(reply.misconception for reply in chosen if reply and reply.misconception)
