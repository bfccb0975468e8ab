"""A data folder with a learner and a history of answers, made through the services."""

from __future__ import annotations

import random
from pathlib import Path

from quizapp.app import App, open_app
from quizapp.domain.answers import Chosen
from quizapp.domain.items import ItemKind
from quizapp.services.practice_choice import PracticeChoice

SET = 50


def fill(folder: Path, *, answers: int, seed: int = 1) -> None:
    """Create a learner and let them answer single-choice questions, two in three right."""
    app = open_app(folder)
    try:
        learner = app.people.create(name="Nadia Rahman")
        rng = random.Random(seed)  # noqa: S311 - a history to measure with
        done = 0
        while done < answers:
            done += _practise(app, learner.id, min(SET, answers - done), rng)
    finally:
        app.close()


def _practise(app: App, learner_id: str, number: int, rng: random.Random) -> int:
    """Answer one practice set and return how many questions it had."""
    choice = PracticeChoice(kinds=(ItemKind.CHOICE,), number=number)
    sitting = app.practice.start(learner_id, choice, seed=rng.randrange(2**31))
    count = sitting.counts().items
    for place in range(count):
        sitting.go(place)
        head = sitting.bank.head_by_id[sitting.item_id]
        right = rng.random() < 2 / 3
        others = [option for option in head.option_ids if option != head.key]
        chosen = head.key if right and head.key else rng.choice(others)
        sitting.answer(Chosen(option=chosen))
        sitting.check()
    sitting.hand_in()
    return count
