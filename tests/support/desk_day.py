"""Verbs for a day at the people desk: an organisation, its people, and their results."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from word_marker import WordMarker

from quizapp.app import App
from quizapp.demo import sitting
from quizapp.demo.sitting import Hand
from quizapp.domain.result import Result
from quizapp.services.desk import OpenDesk
from quizapp.services.desk_secrets import Cost

__all__ = ["Hand", "enrol", "set_up", "sit", "use_word_marker"]

DESK_WORDS = "twelve green umbrellas"
KEY_WORDS = "seven quiet lanterns glow"
READER_WORDS = "four slow red rivers"
PLAN = "short"


WELL = Hand(reply="I am sorry. You will hear from me by noon.")
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
    ids = tuple(
        app.roster.add(
            opened, name=name, email=f"person-{place}@x.example", groups=(group_id,)
        ).learner.id
        for place, name in enumerate(names, 1)
    )
    app.assignments.assign(opened, ids, plan, attempts=2)
    return ids


def sit(app: App, learner: str, hand: Hand = WELL, *, plan: str = PLAN, seed: int = 4) -> Result:
    """Take an exam by hand and return its result."""
    return sitting.sit(app, learner, hand, plan=plan, seed=seed)
