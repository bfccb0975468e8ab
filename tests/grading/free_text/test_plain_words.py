"""Words that settle a criterion by themselves, beside words that only look like them."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker

AROUND = "Hello Maria, I have your message about the kettle here. {} A new one leaves today."


@pytest.mark.parametrize(
    ("criterion", "sentence", "met"),
    [
        ("calm_tone", "You lot are always so demanding.", False),
        ("calm_tone", "Silly old thing, it has a switch.", False),
        ("calm_tone", "Have you people around who can bring it over?", True),
        ("no_blame", "You let the guarantee lapse.", False),
        ("no_blame", "You brought this about.", False),
        ("no_blame", "We let the guarantee lapse.", True),
        ("take_ownership", "We are to blame for this.", True),
        ("take_ownership", "We are not liable for the worktop.", False),
        ("concrete_next_step", "I've asked our plumber to call in.", True),
        ("offer_options", "You can keep it at half price or send it back.", True),
    ],
)
def test_the_words_decide(
    marker: Marker, kettle: Case, criterion: str, sentence: str, *, met: bool
) -> None:
    assert marker.mark(kettle, AROUND.format(sentence)).criteria[criterion].met is met


def test_nobody_is_asked_and_so_nothing_is_done(marker: Marker, kettle: Case) -> None:
    reply = "Hello Maria, I have your message about the kettle here. I've asked nobody to call in."
    assert not marker.mark(kettle, reply).criteria["concrete_next_step"].met
