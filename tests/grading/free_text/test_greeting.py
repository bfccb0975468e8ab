"""Who is greeted: a reply to somebody else's complaint often says so in its first words."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.attempt_shape import greets_another
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.text import read
from quizapp.grading.free_text.vocabulary import repair

NAMED = Case(
    situation="A bicycle shop. Hye-jin Okafor collected her bike yesterday; the brake fails.",
    customer_message="The back brake went slack on the hill. I've a kid at home. Hye-jin Okafor",
    channel="email",
)
NAMELESS = Case(
    situation="A bicycle shop; the brake fails.",
    customer_message="the back brake went slack on the hill",
    channel="chat",
)


def greets(case: Case, reply: str) -> bool:
    return greets_another(read(reply, repair), read_case(case))


@pytest.mark.parametrize(
    "greeting",
    ["Dear Ms Malinowska, we", "Hello Tomasz, we", "hi Rosalind! We", "Good morning Mr Quist. We"],
)
def test_another_name_is_heard(greeting: str) -> None:
    assert greets(NAMED, f"{greeting} are sorry.")
    assert not greets(NAMELESS, f"{greeting} are sorry.")


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Hye-jin, we",
        "Dear Ms Okafor, we",
        "Hi Okafer, we",  # a slip
        "Dear Madam, we",
        "Dear customer, we",
        "Hi there, we",
        "Hello, Malinowska here, we",
        "Our mechanic Tomasz and we",
        "Good morning! We",
    ],
)
def test_the_customer_nobody_and_staff_are_no_other_customer(greeting: str) -> None:
    assert not greets(NAMED, f"{greeting} are sorry.")


def test_another_name_inside_the_text_is_heard() -> None:
    assert greets(NAMED, "Of course you're frightened, Mrs Lindqvist. We are sorry.")
    assert not greets(NAMED, "Of course you're frightened, Ms Okafor. We are sorry.")
    assert not greets(NAMED, "Our mechanic, Mr Lindqvist, will ring. We are sorry.")
    assert not greets(NAMED, "I'm sorry, Hye-jin. You'll be rung by our mechanic, Mr Lindqvist.")
    assert not greets(NAMELESS, "Of course you're frightened, Mrs Lindqvist. We are sorry.")


def test_an_answer_that_greets_another_customer_is_refused(marker: Marker) -> None:
    reply = (
        "Dear Ms Malinowska, please tell Zofia that she brought the book back on time; we emptied"
        " the box late and I am sorry. I have wiped the charge, her card works again from today,"
        " and a new book lies ready with her name on it."
    )
    marking = marker.mark(NAMED, reply)
    assert not marking.valid_attempt
    assert marking.band == 0


def test_a_genuine_answer_with_a_wrong_name_is_an_attempt(marker: Marker) -> None:
    reply = (
        "Dear Ms Malinowska, I'm so sorry about the brake. Going slack on the hill with a kid"
        " waiting at home must have frightened you. Bring the bike in and I'll see to it by six."
    )
    assert marker.mark(NAMED, reply).valid_attempt
