from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.vectors import LIMIT, word_pieces

CASE = Case(situation="A lamp came broken.", customer_message="It was for my mother. Fix it!")


@pytest.mark.parametrize("reply", ["a" * 120_000, "\u202eab" * 1_000, "!" * 50_000, "🙂" * 1_000])
def test_a_run_of_letters_or_signs_without_an_end_is_refused_and_ends(reply: str) -> None:
    marked = Marker.load().mark(CASE, reply)
    assert not marked.valid_attempt
    assert marked.band == 0


def test_a_long_word_is_cut_into_the_same_pieces_as_a_short_one() -> None:
    short = word_pieces("unbelievably")
    assert word_pieces("unbelievably kind")[: len(short) - 1] == short[:-1]
    assert len(word_pieces("ab" * 5_000)) == LIMIT


def test_an_emoji_is_read_by_its_name_whatever_its_tint() -> None:
    named = word_pieces("again face with rolling eyes")
    assert word_pieces("again \N{FACE WITH ROLLING EYES}") == named
    tinted = "\N{FACE PALM}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}\N{ZERO WIDTH JOINER}"
    assert word_pieces(tinted + "\N{FEMALE SIGN}\N{VARIATION SELECTOR-16}") == word_pieces(
        "face palm female sign"
    )
