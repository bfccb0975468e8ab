"""Contrast of pairs that the tokens do not list: marks in a reply, charts, cards on soft ground."""

from __future__ import annotations

import pytest

from quizapp.ui.theme import contrast_ratio, tokens

THEMES = ("light", "dark", "contrast")
TEXT, PART = 4.5, 3.0

WORDS = (
    ("muted", "primary_soft"),  # why a phrase is worth trying
    ("primary", "warning_soft"),  # the way to a card from what is worth remembering
    ("primary", "primary_soft"),
    ("ink", "info_soft"),
    ("on_primary", "success"),  # the number of an earned mark
    ("on_primary", "danger"),  # the number of a lost mark
    ("success", "surface"),  # met
    ("danger", "surface"),  # not met
    ("on_warning_soft", "warning_soft"),
)
PARTS = (
    ("success", "success_soft"),  # the underline of earned words on their ground
    ("danger", "danger_soft"),
    ("info", "surface"),  # trust
    ("accent", "surface"),  # tension, and what is due
    ("primary", "chart_band"),  # the line in its range
    ("primary", "surface"),
    ("ink", "track"),  # the line of the pass mark on a bar
    ("focus", "bg"),
    ("focus", "surface"),
    ("focus", "sunken"),
    ("focus", "warning_soft"),
)


def colour(theme: str, name: str) -> str:
    return str(tokens()["themes"][theme]["colour"][name])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), WORDS)
def test_words_stand_out_from_the_ground_they_are_used_on(
    theme: str, front: str, back: str
) -> None:
    if theme == "dark" and front == "on_primary":
        front = "surface"  # numbers of marks are dark on light there
    assert contrast_ratio(colour(theme, front), colour(theme, back)) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), PARTS)
def test_marks_lines_and_rings_stand_out_from_their_ground(
    theme: str, front: str, back: str
) -> None:
    assert contrast_ratio(colour(theme, front), colour(theme, back)) >= PART


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_names_of_objectives_stand_out_at_every_level(theme: str) -> None:
    levels = tokens()["mastery_fill"][theme]
    for fill, ink in zip(levels["fill"], levels["text"], strict=True):
        assert contrast_ratio(colour(theme, ink), fill) >= TEXT
