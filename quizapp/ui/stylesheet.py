"""The one stylesheet of the application: only for what Qt paints, and kept small."""

from __future__ import annotations

from quizapp.ui.theme import Theme

_SHEET = """
QToolTip { background: %(surface)s; color: %(ink)s;
  border: 1px solid %(control)s; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit, QSpinBox, QComboBox {
  background: %(surface)s; color: %(ink)s; border: 1px solid %(control)s; border-radius: 10px;
  padding: %(pad)spx %(wide)spx;
  selection-background-color: %(primary)s; selection-color: %(on_primary)s; }
QLineEdit, QDateEdit, QSpinBox, QComboBox { min-height: %(line)spx; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: %(arrow)spx; }
QComboBox[filled="true"] { background: %(primary_soft)s; color: %(on_primary_soft)s;
  border-color: %(primary)s; }
QComboBox:disabled, QLineEdit:disabled, QPlainTextEdit:disabled { color: %(muted)s; }
QComboBox QAbstractItemView { background: %(surface)s; color: %(ink)s;
  border: 1px solid %(control)s;
  selection-background-color: %(primary_soft)s; selection-color: %(on_primary_soft)s; outline: 0; }
QListWidget#found { background: %(surface)s; color: %(ink)s; border: 1px solid %(control)s;
  border-radius: 10px; padding: 4px; outline: 0; }
QListWidget#found::item { padding: 4px %(pad)spx; border: 1px solid transparent;
  border-radius: 6px; }
QListWidget#found::item:selected { background: %(primary_soft)s; color: %(on_primary_soft)s;
  border-color: %(primary)s; }
QPlainTextEdit#bare { border: none; background: transparent; padding: 0; }
QScrollArea, QScrollArea > QWidget > QWidget#body { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: %(control)s; border-radius: 4px;
  min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; height: 0; width: 0; }
QSlider:horizontal { min-height: %(target)spx; }
QSlider::groove:horizontal { height: 6px; background: %(track)s; border-radius: 3px; }
QSlider::sub-page:horizontal { background: %(primary)s; border-radius: 3px; }
QSlider::handle:horizontal { width: 16px; margin: -7px 0; border-radius: 10px;
  background: %(surface)s; border: 2px solid %(primary)s; }
QCalendarWidget QWidget { background: %(surface)s; color: %(ink)s;
  alternate-background-color: %(surface)s; }
QCalendarWidget QToolButton { color: %(ink)s; border: 1px solid transparent; border-radius: 8px;
  min-height: %(target)spx; min-width: %(target)spx; padding: 3px 8px; }
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { border-color: %(control)s; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { color: %(ink)s; selection-background-color: %(primary)s;
  selection-color: %(on_primary)s; outline: 0; border: none; }
QCalendarWidget QAbstractItemView:disabled { color: %(muted)s; }
QMenu { background: %(surface)s; color: %(ink)s; border: 1px solid %(control)s; padding: 4px; }
QMenu::item { padding: 6px 18px; }
QMenu::item:selected { background: %(primary_soft)s; color: %(on_primary_soft)s; }
"""


def text(theme: Theme) -> str:
    """Return the stylesheet for a theme."""
    names = (
        "surface ink control primary on_primary primary_soft on_primary_soft muted track".split()  # noqa: SIM905 - reads as the list of tokens
    )
    distances = {
        "pad": theme.px(7),
        "wide": theme.px(12),
        "line": theme.text_px(22),
        "arrow": theme.px(28),
        "target": theme.text_px(24),
    }
    return _SHEET % (distances | {name: theme.hex(name) for name in names})
