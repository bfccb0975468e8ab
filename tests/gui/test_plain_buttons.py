"""Plain buttons in a column of words, and buttons that cannot be pressed."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.ui import theme
from quizapp.ui.theme import Look
from quizapp.ui.widgets.buttons import Button


def inked_from(button: QWidget) -> int:
    """Return the first column of pixels that is not ground."""
    button.resize(button.sizeHint())
    picture = QImage(button.size(), QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    button.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    for x in range(picture.width()):
        if any(picture.pixel(x, y) != 0xFFFFFFFF for y in range(picture.height())):
            return x
    return picture.width()


def test_a_plain_button_in_a_column_of_words_begins_where_they_begin(qapp: QApplication) -> None:
    theme.apply(qapp, Look(theme="light"))
    assert inked_from(Button("Practise", variant="plain", flush=True)) <= 2
    assert inked_from(Button("Practise", variant="plain")) > 8


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_a_button_that_cannot_be_pressed_looks_different_in_every_theme(
    qapp: QApplication, name: str
) -> None:
    theme.apply(qapp, Look(theme=name))
    button = Button("Check")
    button.resize(button.sizeHint())
    before = button.grab().toImage()
    button.setEnabled(False)
    edge = [button.grab().toImage().pixel(x, 0) for x in range(12, button.width() - 12)]
    assert button.grab().toImage() != before
    if name == "contrast":
        assert len(set(edge)) > 1, "a broken line, for there is no paler ink"
    theme.apply(qapp, Look(theme="light"))
