"""Keeping a page as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog

from quizapp.ui import theme
from quizapp.ui.driver import Driver
from quizapp.ui.page_as_pdf import cuts
from quizapp.ui.pages.progress import ProgressPage
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.text import Text


def progress(driver: Driver) -> ProgressPage:
    page = driver.open_page("progress").page
    assert isinstance(page, ProgressPage)
    return page


def test_a_page_is_saved_whole_without_buttons_in_light_colours_and_the_look_stays(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.window.set_look(theme_name="dark")
    page = progress(driver)
    button = next(b for b in page.body.findChildren(Button) if b.text() == "Save as PDF")
    target = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    bar = page.scrolling.verticalScrollBar()
    bar.setValue(0)
    driver.press("Save as PDF")
    assert bar.value() == 0
    assert theme.current().look.theme == "dark"
    with pypdfium2.PdfDocument(target.with_suffix(".pdf")) as kept:
        words = "".join(sheet.get_textpage().get_text_range() for sheet in kept)
        corner = kept[0].render(scale=0.2).to_pil().getpixel((3, 3))
    assert "Progress" in words
    assert "What you can do" in words
    assert "Save as PDF" not in words
    assert "Show as table" not in words
    assert not re.search(r"\b(Map|List)\b", words)  # nobody can switch paper
    assert button.isVisible()
    assert page.view.isVisible()
    assert corner == (255, 255, 255)
    driver.window.set_look(theme_name="light")


def test_a_folder_that_takes_no_file_is_said_in_a_sentence(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress(driver)
    gone = tmp_path / "gone" / "mine.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(gone), ""))
    driver.press("Save as PDF")
    toast = driver.window._toast
    assert toast is not None
    assert "could not be written there" in toast._text.text()


def test_sheets_end_between_lines(driver: Driver) -> None:
    body = progress(driver).body
    sheets = list(cuts(body, 300))
    assert sheets[0][0] == 0
    assert sheets[-1][1] == body.height()
    assert [a for a, _ in sheets[1:]] == [b for _, b in sheets[:-1]]
    for line in body.findChildren(Text):
        top = line.mapTo(body, QPoint()).y()
        if line.isVisible() and line.height() <= 300:
            assert all(not top < cut < top + line.height() for _, cut in sheets)
