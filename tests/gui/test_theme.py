"""Contrast ratios, recomputed from the tokens, and what text size and spacing do."""

from __future__ import annotations

import json
from pathlib import Path

import draw_icons
import pytest

from quizapp.ui.theme import Look, Theme, contrast_ratio, tokens

THEMES = ("light", "dark", "contrast")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("group", "least"), [("text_min_4.5", 4.5), ("ui_min_3.0", 3.0)])
def test_every_pair_in_use_has_the_ratio_that_wcag_asks_for(
    name: str, group: str, least: float
) -> None:
    theme = tokens()["themes"][name]
    for pair, stated in theme["contrast"][group].items():
        front, back = pair.split(" on ")
        ratio = contrast_ratio(theme["colour"][front], theme["colour"][back])
        assert ratio >= least, pair
        assert ratio == pytest.approx(stated, abs=0.011), pair


def test_black_on_white_is_the_highest_ratio() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_text_doubles_at_200_per_cent_and_space_grows_with_the_root() -> None:
    usual, double = Theme(Look()), Theme(Look(text_size=200))
    assert double.font("body").pixelSize() == 2 * usual.font("body").pixelSize()
    assert double.px(100) == 141


def test_no_text_gets_smaller_than_twelve_pixels() -> None:
    assert Theme(Look(text_size=90)).font("micro").pixelSize() == 12


def test_the_widest_spacing_widens_lines_letters_and_words() -> None:
    usual, wide = Theme(Look()), Theme(Look(spacing="widest"))
    assert wide.line_height("body") > usual.line_height("body")
    assert wide.font("body").letterSpacing() > usual.font("body").letterSpacing()
    assert wide.font("body").wordSpacing() > 0


def test_reduced_motion_leaves_no_duration_but_the_toast() -> None:
    still = Theme(Look(reduced_motion=True))
    assert still.duration("calm") == 0
    assert still.duration("toast") > 0


def test_the_tokens_are_those_of_the_design() -> None:
    shared = Path(__file__).parents[3] / "shared" / "design" / "tokens.json"
    if not shared.exists():
        pytest.skip("the design stands beside the checkout only where the app is designed")
    own = Path(__file__).parents[2] / "assets" / "style" / "tokens.json"
    assert own.read_text(encoding="utf-8") == shared.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_icons_are_those_of_the_lucide_package() -> None:
    stored = json.loads(draw_icons.TARGET.read_text(encoding="utf-8"))
    assert stored == draw_icons.drawings()
