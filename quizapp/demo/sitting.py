"""Taking a whole exam without a window, well or badly, for the many people of a day at the desk."""

from __future__ import annotations

from dataclasses import dataclass

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
from quizapp.domain.result import Result
from quizapp.services.sitting import Sitting

POORLY = 20
"""Wrong answers from which on the worst reply of a conversation is chosen."""
CURT = "Read the terms, please."


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How somebody answers: the first `slips` questions wrong, and what they write.

    `reply` is written everywhere; where it is empty, samples of the bank are, of the named kind.
    """

    slips: int = 0
    reply: str = ""
    sample: str = "strong"

    @property
    def poor(self) -> bool:
        """Tell whether conversations go wrong."""
        return self.slips >= POORLY


def sit(app: App, learner: str, hand: Hand, *, plan: str, seed: int) -> Result:
    """Take an exam by hand and return its result."""
    sitting = app.exams.start(learner, plan, seed=seed)
    done = 0
    while True:
        _answer(sitting, hand, wrong=done < hand.slips)
        done += 1
        if sitting.position + 1 < len(sitting.overview()):
            sitting.next()
            continue
        led = sitting.hand_in()
        if led.finished and led.result is not None:
            return led.result
        sitting.begin_section()


def _answer(sitting: Sitting, hand: Hand, *, wrong: bool) -> None:
    body = sitting.item().body
    if isinstance(body, FreeTextBody):
        kinds = {sample.kind: sample.reply for sample in body.samples}
        words = hand.reply or kinds.get(hand.sample) or next(iter(kinds.values()))
        sitting.answer(Written(text=words))
        return
    answer = (wrong_answer(sitting) if wrong else None) or right_answer(sitting)
    if answer is not None:
        sitting.answer(answer)
    else:
        _talk(sitting, hand)


def right_answer(sitting: Sitting) -> Answer | None:
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


def wrong_answer(sitting: Sitting) -> Answer | None:
    """Return an answer that earns little; None where what is written decides."""
    match sitting.item().body:
        case ChoiceBody(options=options) | ListeningBody(options=options):
            return Chosen(option=next(o.id for o in options if not o.correct))
        case MultipleBody(options=options):
            return ChosenSeveral(options=tuple(o.id for o in options if not o.correct)[:1])
        case OrderingBody(key=key):
            return Ordered(order=tuple(reversed(key[0])))
        case MatchingBody(key=key):
            values = tuple(key.values())
            return Paired(pairs=dict(zip(key, (*values[1:], values[0]), strict=True)))
        case _:
            return None


def _talk(sitting: Sitting, hand: Hand) -> None:
    talk = sitting.talk()
    pick = min if hand.poor else max
    while not talk.ended:
        if talk.replies:
            talk = sitting.say(reply=pick(talk.replies, key=lambda reply: reply.grade).id)
        else:
            model = talk.node.model_reply if talk.node and not hand.poor else CURT
            talk = sitting.say(text=hand.reply or model)
