from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from importlib.machinery import ModuleSpec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption
from pytestqt.qtbot import QtBot

from quizapp.certificates.page import draw, fonts, missing_glyphs
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.scripts import han_language
from quizapp.certificates.page.shaping import Shaped, missing, shape
from quizapp.certificates.page.specimen import NAMES, sample_code, sample_facts
from quizapp.certificates.page.text import clean
from quizapp.errors import UserError

Placed = list[tuple[int, float]]


def qt_glyphs(text: str, line: Shaped) -> Placed:
    """Let Qt lay out a text with the font file that we used; glyph numbers and x positions."""
    spec = line.runs[0].face.spec
    number = QFontDatabase.addApplicationFont(str(fonts.find(spec)))
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPixelSize(1000)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    for axis, value in spec.axes:
        font.setVariableAxis(QFont.Tag(axis), value)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    placed = [
        (glyph, point.x())
        for run in layout.glyphRuns()
        for glyph, point in zip(run.glyphIndexes(), run.positions(), strict=True)
    ]
    return from_left(placed)


def our_glyphs(line: Shaped) -> Placed:
    placed = []
    pen = 0.0
    for run in line.runs:
        for glyph in run.glyphs:
            placed.append((glyph.number, pen + glyph.shift_x))
            pen += glyph.advance
    return from_left(placed)


def from_left(placed: Placed) -> Placed:
    start = min(x for _, x in placed)
    return sorted((glyph, x - start) for glyph, x in placed)


@pytest.mark.parametrize("script", [name for name in NAMES if name != "mixed"])
def test_qt_sets_the_same_glyphs_in_the_same_places(script: str, qtbot: QtBot) -> None:  # noqa: ARG001 - fonts need the application
    name, language = NAMES[script]
    line = shape(clean(name), Style.DISPLAY, language)
    ours, theirs = our_glyphs(line), qt_glyphs(clean(name), line)

    assert len({run.face for run in line.runs}) == 1
    assert [glyph for glyph, _ in ours] == [glyph for glyph, _ in theirs]
    # Qt leaves out how kerning varies with the optical size; that adds up to less than 0.1 em.
    assert max(abs(a - b) for (_, a), (_, b) in zip(ours, theirs, strict=True)) < 100


def test_letters_after_a_joiner_are_not_lost() -> None:
    name = "آذریزدی\u200cنژاد"

    assert "".join(g.reads for g in reversed(shape(name, Style.DISPLAY).runs[0].glyphs)) == name


def test_brackets_turn_around_in_text_from_the_right_and_come_from_one_font() -> None:
    line = shape("שרה (Sarah) לוי", Style.DISPLAY)
    runs = {run.face.spec.family: run for run in line.runs}
    hebrew = [run for run in line.runs if run.face.spec.name == "NotoSansHebrew"]
    brackets = [(g.number, g.reads) for run in hebrew for g in run.glyphs if g.reads in {"(", ")"}]
    font = hebrew[0].face.font

    assert "".join(glyph.reads for glyph in runs["newsreader"].glyphs) == "Sarah"
    # from the left: the bracket that closes comes first and looks like one that opens
    assert brackets == [
        (font.get_nominal_glyph(ord("(")), ")"),
        (font.get_nominal_glyph(ord(")")), "("),
    ]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("Nadia Rahman", "Newsreader-Display"),
        ("Ẹ̀kọ́ Ọ̀ṣun", "NotoSerif"),
        ("Зоя Ђорђевић", "NotoSerif"),
    ],
)
def test_a_name_never_mixes_two_alphabetic_fonts(name: str, font: str) -> None:
    line = shape(clean(name), Style.DISPLAY)

    assert {run.face.spec.name for run in line.runs} == {font}


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        ("骨直", "zh-Hant", "zh-Hant"),
        ("骨直", "zh-TW", "zh-Hant"),
        ("骨直", "ja", "ja"),
        ("骨直", "", "zh-Hans"),
        ("渡邊ジョン", "", "ja"),
        ("김 金", "", "ko"),
    ],
)
def test_han_letters_take_the_shape_of_their_language(
    text: str, stated: str, language: str
) -> None:
    assert han_language(text, stated) == language


def test_the_four_languages_draw_the_same_han_letter_differently() -> None:
    faces = {shape("骨", Style.DISPLAY, language).runs[0].face.spec.name for language in LANGUAGES}

    assert len(faces) == 4


LANGUAGES = ("ja", "zh-Hans", "zh-Hant", "ko")


def test_a_letter_without_glyph_stops_the_drawing_with_what_to_do() -> None:
    facts = sample_facts("ᚠᚢᚦ")

    assert missing_glyphs(facts) == ("ᚠ", "ᚢ", "ᚦ")
    with pytest.raises(UserError, match=r"“ᚠ” \(U\+16A0\)\. Choose a spelling with the person"):
        draw(facts, sample_code())


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2066", "\u00ad", "\x07"])
def test_invisible_characters_that_change_reading_are_refused(character: str) -> None:
    facts = sample_facts(f"Nadia{character}Rahman")

    assert missing_glyphs(facts) == (character,)
    with pytest.raises(UserError, match="invisible character"):
        draw(facts, sample_code())


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the packages of the extra `scripts`."""
    real = importlib.util.find_spec

    def find(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name.startswith("justmytype") else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find)
    fonts.find.cache_clear()
    missing.cache_clear()
    yield
    fonts.find.cache_clear()
    missing.cache_clear()


@pytest.mark.parametrize("script", ["hebrew", "japanese", "chinese-simplified", "korean"])
@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_fonts_the_sentence_names_the_extra(
    script: str,
) -> None:
    with pytest.raises(UserError, match=r"pip install 'quizapp\[scripts\]'"):
        draw(sample_facts(*NAMES[script]), sample_code())


def test_a_combining_mark_alone_and_a_space_need_no_font_of_their_own() -> None:
    assert missing("A\u0301 1", Style.DISPLAY) == ()
