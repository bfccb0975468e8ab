"""Design tokens turned into colours, fonts and distances for one person's choices.

There is one theme in force at a time, `current()`. Widgets read it when they are built and again in
`restyle()`, which `apply` calls on everything that has it after a change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import sqrt
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from quizapp import resources
from quizapp.ui import fonts

LIGHT, DARK, CONTRAST, SYSTEM = "light", "dark", "contrast", "system"
SPACINGS = ("normal", "wide", "widest")
TEXT_STEPS = (90, 100, 115, 130, 150, 175, 200)


@cache
def tokens() -> Mapping[str, Any]:
    """Return the design tokens as they stand in the file."""
    text = resources.asset("style", "tokens.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


class TypeStyle(NamedTuple):
    """A step of the type scale: pixels at 100 %, line height as a multiple, weight."""

    size: int
    line: float
    weight: int = 400


class Look(NamedTuple):
    """What a person chose: theme (never `system` here), text size in per cent, spacing, motion."""

    theme: str = LIGHT
    text_size: int = 100
    spacing: str = "normal"
    reduced_motion: bool = False


class Theme:
    """Colours, fonts and distances. Distances grow with the square root of the text size."""

    def __init__(self, look: Look | None = None) -> None:
        self.look = look or Look()
        self._root = sqrt(self.scale)
        self._steps: dict[str, float] = {}
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool | None], QFont] = {}
        self._metrics: dict[tuple[str, bool | None], QFontMetricsF] = {}

    @property
    def scale(self) -> float:
        """Return the text size as a factor."""
        return self.look.text_size / 100

    @property
    def dark(self) -> bool:
        """Tell whether text is lighter than its ground."""
        return self.look.theme != LIGHT

    @property
    def contrast(self) -> bool:
        """Tell whether soft fills are gone and outlines carry the meaning."""
        return self.look.theme == CONTRAST

    def hex(self, name: str) -> str:
        """Return a colour token as `#RRGGBB`."""
        value: str = tokens()["themes"][self.look.theme]["colour"][name]
        return value

    def colour(self, name: str) -> QColor:
        """Return a colour token."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(self.hex(name))
        return found

    def px(self, distance: float) -> int:
        """Return a distance of the design at the chosen text size."""
        return round(distance * self._root)

    def text_px(self, distance: float) -> int:
        """Return a length that has to grow as fast as the text itself."""
        return round(distance * self.scale)

    def style(self, name: str) -> TypeStyle:
        """Return a step of the type scale."""
        step = tokens()["type"]["scale"][name]
        return TypeStyle(size=step["size"], line=step["line"], weight=step.get("weight", 400))

    def font(self, name: str, *, bold: bool | None = None) -> QFont:
        """Return the font of a step of the type scale; `bold` None takes the step's weight."""
        key = (name, bold)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._made_font(name, bold=bold)
        return found

    def _made_font(self, name: str, *, bold: bool | None) -> QFont:
        style = self.style(name)
        heavy = style.weight >= QFont.Weight.Bold.value if bold is None else bold
        font = QFont(fonts.families())
        pixels = max(tokens()["type"]["min_size"], round(style.size * self.scale))
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.Bold if heavy else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        step = SPACINGS.index(self.look.spacing)
        if step:
            letter = tokens()["type"]["letter_spacing_em"][step] * pixels
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, letter)
            font.setWordSpacing(tokens()["type"]["word_spacing_em"][step] * pixels)
        return font

    def metrics(self, name: str, *, bold: bool | None = None) -> QFontMetricsF:
        """Return the metrics of a step's font."""
        key = (name, bold)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetricsF(self.font(name, bold=bold))
        return found

    def line_height(self, name: str) -> float:
        """Return the distance between two lines of a step, in pixels."""
        found = self._steps.get(name)
        if found is None:
            style = self.style(name)
            factor = tokens()["type"]["line_spacing"][SPACINGS.index(self.look.spacing)]
            found = self._steps[name] = float(style.size * self.scale * style.line * factor)
        return found

    def duration(self, name: str) -> int:
        """Return a duration in milliseconds; 0 where motion is reduced."""
        if self.look.reduced_motion and name != "toast":
            return 0
        value: int = tokens()["duration_ms"][name]
        return value


class _Current:
    """Holds the theme in force."""

    theme = Theme()


def current() -> Theme:
    """Return the theme in force."""
    return _Current.theme


def resolved(name: str) -> str:
    """Return the theme to show for a setting; `system` follows the desktop."""
    if name != SYSTEM:
        return name
    hints = QGuiApplication.styleHints()
    access = getattr(hints, "accessibility", None)
    if access is not None and _forced_contrast(access()):
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _forced_contrast(access: object) -> bool:
    asked = getattr(access, "contrastPreference", None)
    return asked is not None and getattr(asked(), "name", "") == "HighContrast"


def set_current(look: Look) -> Theme:
    """Put a look in force without touching widgets; `apply` does both."""
    _Current.theme = Theme(look)
    return _Current.theme


def apply(app: QApplication, look: Look) -> None:
    """Put a look in force: palette, one small stylesheet, and every widget that has `restyle`."""
    from quizapp.ui import stylesheet  # noqa: PLC0415 - it reads this module's theme

    theme = set_current(look)
    app.setFont(theme.font("body"))
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet.text(theme))
    for widget in app.allWidgets():
        restyle = getattr(widget, "restyle", None)
        if restyle is not None:
            restyle()


def palette(theme: Theme) -> QPalette:
    """Return the palette for what Qt paints itself."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: "bg",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.PlaceholderText: "subtle",
        role.Link: "primary",
        role.Mid: "control",
        role.Dark: "control",
        role.Light: "surface",
    }
    for where, name in pairs.items():
        made.setColor(where, theme.colour(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, theme.colour("subtle"))
    return made


def contrast_ratio(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two `#RRGGBB` colours."""

    def luminance(value: str) -> float:
        channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - constants of the sRGB transfer curve
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
