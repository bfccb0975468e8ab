"""Verbs for taking an attempt without a window."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.app import App
from quizapp.domain.answers import Answer, Chosen, ChosenSeveral, Ordered, Paired, Written
from quizapp.domain.items import (
    ChoiceBody,
    FreeTextBody,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)
from quizapp.services.handed_in import HandedIn
from quizapp.services.sitting import Sitting

Opened = Callable[[], App]


def key_of(sitting: Sitting) -> Answer | None:
    """Return the full-credit answer to the item on screen; None for a conversation."""
    match sitting.item().body:
        case ChoiceBody(options=options) | ListeningBody(options=options):
            return Chosen(option=next(o.id for o in options if o.correct))
        case MultipleBody(options=options):
            return ChosenSeveral(options=tuple(o.id for o in options if o.correct))
        case OrderingBody(key=key):
            return Ordered(order=key[0])
        case MatchingBody(key=key):
            return Paired(pairs=key)
        case FreeTextBody(samples=samples):
            return Written(text=next(s.reply for s in samples if s.kind == "strong"))
        case _:
            return None


def answer_well(sitting: Sitting) -> None:
    """Answer the item on screen as well as the bank can."""
    answer = key_of(sitting)
    if answer is not None:
        sitting.answer(answer)
        return
    talk = sitting.talk()
    while not talk.ended:
        if talk.replies:
            talk = sitting.say(reply=max(talk.replies, key=lambda reply: reply.grade).id)
        else:
            talk = sitting.say(text=talk.node.model_reply if talk.node else "")


def take(sitting: Sitting, *, well: bool = True) -> HandedIn:
    """Take a whole attempt and hand everything in."""
    while True:
        if well:
            answer_well(sitting)
        if sitting.position + 1 < len(sitting.overview()):
            sitting.next()
            continue
        led = sitting.hand_in()
        if led.finished:
            return led
        sitting.begin_section()
