"""Lucide icons, drawn in a colour of the theme and kept as pixmaps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap

from quizapp import resources

STROKE = 1.75
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" '
    'stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">{body}</svg>'
)


@cache
def drawings() -> Mapping[str, str]:
    """Return the inner SVG of every icon in use, by its Lucide name."""
    text = resources.asset("icons", "lucide.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded


def pixmap(name: str, size: int, colour: QColor) -> QPixmap:
    """Return an icon of `size` logical pixels; a `KeyError` means that it has to be added."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _drawn(name, size, colour.name(), ratio)


@cache
def _drawn(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - loaded with the first icon

    body = drawings()[name]
    svg = _FRAME.format(colour=colour, stroke=STROKE, body=body)
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
