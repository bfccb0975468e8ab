"""A box is filled because somebody ticked it, never because it was right."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
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
