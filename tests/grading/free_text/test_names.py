"""Who a case is about: words that stand where names do are not taken for names."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text.case_facts import read_case


def names(message: str, situation: str = "A shop sent the wrong lamp.") -> frozenset[str]:
    case = Case(situation=situation, customer_message=message, channel="chat")
    return read_case(case).names


@pytest.mark.parametrize(
    "message",
    [
        "Third time this month. I want my lamp, and I want my money",
        "I rang you twice. please stop",
        "I have stood here since ten. isn't it great, i'm sat",
        "The lamp is cracked and it's dark",
        "You were meant to come at two. It's now half past four",
    ],
)
def test_what_ends_a_message_is_no_name(message: str) -> None:
    assert names(message) == frozenset()


def test_an_initial_is_no_word_of_the_name() -> None:
    assert names("My lamp is cracked. Regards, Mrs W. Pascoe") == {"pascoe"}


def test_whoever_writes_is_told_by_a_name_and_not_by_a_role() -> None:
    said = names(
        "My lamp is cracked.", "A shop. The tenant, Ms Ortega, wrote. Mr Driver Lund rang."
    )
    assert said == {"ortega", "lund"}


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("my lamp is cracked, thanks, luca", "luca"),
        ("mateusz here. the lamp is cracked", "mateusz"),
        ("The lamp is cracked. Grace", "grace"),
        ("My name is Dawn Bright and the lamp is cracked.", "bright"),
    ],
)
def test_a_name_is_heard_with_or_without_its_capital(message: str, name: str) -> None:
    assert name in names(message)
