"""Verbs for a day at the people desk: an organisation, its people, and their results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from taking import answer_well
from word_marker import WordMarker

from quizapp.app import App
from quizapp.domain.answers import Chosen, ChosenSeveral, Ordered, Paired, Written
from quizapp.domain.items import (
    ChoiceBody,
    FreeTextBody,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)
from quizapp.domain.result import Result
from quizapp.services.desk import OpenDesk
from quizapp.services.desk_secrets import Cost
from quizapp.services.sitting import Sitting

DESK_WORDS = "twelve green umbrellas"
KEY_WORDS = "seven quiet lanterns glow"
READER_WORDS = "four slow red rivers"
PLAN = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How somebody answers: the first `slips` questions wrong, and what written replies say."""

    slips: int = 0
    reply: str = "I am sorry. You will hear from me by noon."


WELL = Hand()
BADLY = Hand(slips=20, reply="[poor]")
IN_DOUBT = Hand(slips=4, reply="[doubt] I am sorry.")


def use_word_marker(patch: pytest.MonkeyPatch) -> None:
    """Let replies be marked by the signs in them, and passphrases be stretched a little only."""
    patch.setattr("quizapp.app.written_marker", WordMarker)
    patch.setattr("quizapp.services.desk.Cost", lambda: Cost(memory=8, rounds=1))


def set_up(app: App, *, issuer: str = "Harbour Lane Training") -> OpenDesk:
    """Set up the organisation: its desk, its readers and its key."""
    opened = app.desk.set_up(DESK_WORDS, DESK_WORDS)
    app.desk.set_reader_passphrase(opened, READER_WORDS, READER_WORDS)
    app.issuer.set_up(issuer, KEY_WORDS, KEY_WORDS)
    return opened


def enrol(
    app: App, opened: OpenDesk, names: Sequence[str], *, group: str = "Chat", plan: str = PLAN
) -> tuple[str, ...]:
    """Put people into a group, give them an exam, and return their ids."""
    known = {one.name: one.id for one in app.roster.groups(opened)}
    group_id = known.get(group) or app.roster.add_group(opened, group).id
    ids = tuple(app.roster.add(opened, name=name, groups=(group_id,)).learner.id for name in names)
    app.assignments.assign(opened, ids, plan, attempts=2)
    return ids


def sit(app: App, learner: str, hand: Hand = WELL, *, plan: str = PLAN, seed: int = 4) -> Result:
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
        if led.finished:
            assert led.result is not None
            return led.result
        sitting.begin_section()


def _answer(sitting: Sitting, hand: Hand, *, wrong: bool) -> None:
    match sitting.item().body:
        case FreeTextBody():
            sitting.answer(Written(text=hand.reply))
        case ChoiceBody(options=options) | ListeningBody(options=options) if wrong:
            sitting.answer(Chosen(option=next(o.id for o in options if not o.correct)))
        case MultipleBody(options=options) if wrong:
            bad = tuple(option.id for option in options if not option.correct)
            sitting.answer(ChosenSeveral(options=bad[:1]))
        case OrderingBody(key=key) if wrong:
            sitting.answer(Ordered(order=tuple(reversed(key[0]))))
        case MatchingBody(key=key) if wrong:
            shifted = dict(
                zip(key, (*tuple(key.values())[1:], next(iter(key.values()))), strict=True)
            )
            sitting.answer(Paired(pairs=shifted))
        case body if hasattr(body, "nodes"):
            _talk(sitting, hand)
        case _:
            answer_well(sitting)


def _talk(sitting: Sitting, hand: Hand) -> None:
    talk = sitting.talk()
    poor = hand.slips >= BADLY.slips
    while not talk.ended:
        if talk.replies:
            pick = min if poor else max
            talk = sitting.say(reply=pick(talk.replies, key=lambda reply: reply.grade).id)
        else:
            talk = sitting.say(text=hand.reply)
