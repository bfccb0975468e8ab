"""Telling the case from the question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizapp.ui.stem import shown, split, without_choose
from quizapp.ui.widgets.text import typographic

BANKS = Path(__file__).parents[2] / "question_banks"


@pytest.mark.parametrize(
    ("stem", "case", "question"),
    [
        (
            "The parcel is late. What do you say first?",
            "The parcel is late.",
            "What do you say first?",
        ),
        (
            'She says: "It is broken. Again." What does she need most?',
            'She says: "It is broken. Again."',
            "What does she need most?",
        ),
        (
            "He calls: “I waited. All day.” Which reply fits best?",
            "He calls: “I waited. All day.”",
            "Which reply fits best?",
        ),
        ("What is empathy?", "", "What is empathy?"),
        (
            "A guest rings. Put the steps in order.",
            "A guest rings.",
            "Put the steps in order.",
        ),
        (
            "Guests wait. Match each remark with its example. Some fit nowhere.",
            "Guests wait.",
            "Match each remark with its example. Some fit nowhere.",
        ),
        (
            "Six drafts lie there. Which fit? **Choose TWO**",
            "Six drafts lie there.",
            "Which fit? Choose TWO",
        ),
    ],
)
def test_the_question_is_the_sentence_that_asks(stem: str, case: str, question: str) -> None:
    assert split(stem) == (case, question)


def test_a_closing_choose_is_left_out_where_the_options_say_it() -> None:
    assert without_choose("Which fit? Choose TWO") == "Which fit?"


def test_numbers_of_cards_are_not_shown() -> None:
    assert shown("He guessed (C-046, C-047), so it missed.") == "He guessed, so it missed."


def test_numbers_of_frameworks_are_not_shown_and_words_beside_them_stay() -> None:
    assert shown("Quick is not caring (F-08).") == "Quick is not caring."
    assert shown("It says why (C-148, F-20 and F-05).") == "It says why."
    assert shown("It fits the day (C-049, level 5 of validation).") == (
        "It fits the day (level 5 of validation)."
    )
    assert shown("He came (at two) and left.") == "He came (at two) and left."


def test_no_text_of_the_shipped_bank_shows_a_number_of_a_card() -> None:
    for path in BANKS.glob("*/items/*/*.yaml"):
        text = " ".join(path.read_text(encoding="utf-8").split())
        assert re.search(r"\([^()]*\b[CF]-\d{2,3}\b[^()]*\)", shown(text)) is None, path


@pytest.mark.parametrize(
    ("written", "painted"),
    [
        ('He asks: "And then?"', "He asks: “And then?”"),
        ("'At least' belittles it.", "‘At least’ belittles it."),
        (
            "the customer's perspective, the guests' wish",
            "the customer’s perspective, the guests’ wish",
        ),
        ("\"'Yes', she said.\"", "“‘Yes’, she said.”"),
        ("(\"now\") and 'so it goes'.", "(“now”) and ‘so it goes’."),
        ("'Tis the '90s", "’Tis the ’90s"),
        ("Nothing to round", "Nothing to round"),
    ],
)
def test_straight_quotes_are_painted_round_each_in_its_place(written: str, painted: str) -> None:
    assert typographic(written) == painted
    assert len(written) == len(painted)
