"""Texts about the customer, and catchwords: what is no reply though it has a reply's words."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.training.examples import (
    MORE,
    Example,
    Kind,
    case_of,
    reserved,
    rows_of,
)
from quizapp.grading.free_text.training.made import ATTACKS, LOOKS_LIKE, traps
from quizapp.grading.free_text.weights import asset_path

TRAINING = asset_path("training")
ABOUT = (
    "With somebody like Maria one starts with the guests, not with the kettle. She was up half the"
    " night, so her anger is only natural and should be called so. Then the shop owns the fault,"
    " offers her the choice between a new kettle by ten tomorrow and her money back, and rings her"
    " afterwards to hear that all is well."
)
CATCHWORDS = (
    "Maria: anger understood, who wouldn't; kettle: leaked, guests; mistake: ours; new one: by ten"
    " tomorrow; money: back; choice: hers; call: at eleven; thanks: lots; tone: warm."
)


@pytest.mark.parametrize("text", [ABOUT, CATCHWORDS])
def test_what_is_not_said_to_the_customer_does_not_pass_unseen(
    marker: Marker, kettle: Case, text: str
) -> None:
    marking = marker.mark(kettle, text)
    assert not marking.valid_attempt or marking.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "Kettle: replaced. Courier: tomorrow by ten. Money for the cloth: on its way to you.",
        "Ordered a new one just now. It comes tomorrow by ten, and I am sorry.",
    ],
)
def test_a_telegram_that_answers_is_an_attempt(marker: Marker, kettle: Case, text: str) -> None:
    assert marker.mark(kettle, text).valid_attempt


@pytest.mark.skipif(not TRAINING.is_dir(), reason="the training texts lie beside the package")
def test_genuine_replies_among_the_attacks_are_no_traps() -> None:
    rows = [row for name in ATTACKS for row in rows_of(TRAINING / name)]
    ours = [row for row in rows if row["kind"] == LOOKS_LIKE]
    assert len(ours) > 300
    assert not [row["id"] for row in rows if reserved(row["scenario"])]
    cases = [
        Example(row["id"], row["id"], Kind.REPLY, case_of(row), "", {}, 0, valid=False)
        for folder in (TRAINING, TRAINING / MORE)
        for row in rows_of(folder / "scenarios.jsonl")
    ]
    found = {t.ident: t for t in traps(TRAINING, cases) if t.ident[:2] in {"af", "ag"}}
    assert {t for t in found if found[t].valid} == {row["id"] for row in ours}
