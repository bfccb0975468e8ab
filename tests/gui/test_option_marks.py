"""A box is filled because somebody ticked it, never because it was right."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from quizapp.ui import theme
from quizapp.ui.answers.option_row import OptionFace, OptionRow

WIDTH, HEIGHT = 500, 60


def middle_of_the_box(qtbot: QtBot, verdict: str, *, ticked: bool) -> QColor:
    row = OptionRow(single=False)
    qtbot.addWidget(row)
    row.mark_checked(ticked)
    row.show_option(OptionFace(text="One", verdict=verdict), place=0, count=1)
    row.resize(WIDTH, HEIGHT)
    look = theme.current()
    side = look.text_px(22)
    image = row.grab().toImage()
    return image.pixelColor(look.px(16) + side // 4, look.px(9) + side // 4)


@pytest.mark.parametrize("verdict", ["right", "other"])
def test_a_box_that_nobody_ticked_stays_empty(qtbot: QtBot, verdict: str) -> None:
    assert middle_of_the_box(qtbot, verdict, ticked=False) == theme.current().colour("surface")


@pytest.mark.parametrize(("verdict", "colour"), [("yours_right", "success"), ("yours", "danger")])
def test_a_ticked_box_is_filled_in_the_colour_of_its_verdict(
    qtbot: QtBot, verdict: str, colour: str
) -> None:
    assert middle_of_the_box(qtbot, verdict, ticked=True) == theme.current().colour(colour)


def image_of(qtbot: QtBot, text: str, *, struck: bool) -> QImage:
    row = OptionRow(single=True)
    qtbot.addWidget(row)
    row.show_option(OptionFace(text=text, struck=struck), place=0, count=1)
    row.resize(WIDTH, row.heightForWidth(WIDTH))
    return row.grab().toImage()


@pytest.mark.parametrize(
    ("text", "above"),
    [("Rent on Friday", 0.3), ("The rent is due on Friday, " * 2 + "at noon", 0.55)],
)
def test_the_line_through_an_option_ends_with_its_words(
    qtbot: QtBot, text: str, above: float
) -> None:
    plain, struck = (image_of(qtbot, text, struck=on) for on in (False, True))
    last_line = range(round(plain.height() * above), plain.height())
    touched = [
        x
        for x in range(WIDTH)
        if any(struck.pixelColor(x, y) != plain.pixelColor(x, y) for y in last_line)
    ]
    assert max(touched) - min(touched) > WIDTH // 20
    assert max(touched) < WIDTH // 2
