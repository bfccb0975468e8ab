"""Verbs for taking an attempt without a window."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.app import App
from quizapp.demo.sitting import right_answer
from quizapp.services.handed_in import HandedIn
from quizapp.services.sitting import Sitting

Opened = Callable[[], App]


def answer_well(sitting: Sitting) -> None:
    """Answer the item on screen as well as the bank can."""
    answer = right_answer(sitting)
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
