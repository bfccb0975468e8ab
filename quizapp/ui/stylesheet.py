"""The one stylesheet of the application: only for what Qt paints, and kept small."""

from __future__ import annotations

from string import Template

from quizapp.ui.theme import Theme

_SHEET = Template(
    """
QToolTip { background: $surface; color: $ink; border: 1px solid $control; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit, QSpinBox, QComboBox {
  background: $surface; color: $ink; border: 1px solid $control; border-radius: 10px;
  padding: ${pad}px ${wide}px; selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit, QDateEdit, QSpinBox, QComboBox { min-height: ${line}px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${arrow}px; }
QComboBox[filled="true"] { background: $primary_soft; color: $on_primary_soft;
  border-color: $primary; }
QComboBox:disabled, QLineEdit:disabled, QPlainTextEdit:disabled { color: $muted; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $control;
  selection-background-color: $primary_soft; selection-color: $on_primary_soft; outline: 0; }
QListWidget#found { background: $surface; color: $ink; border: 1px solid $control;
  border-radius: 10px; padding: 4px; outline: 0; }
QListWidget#found::item { padding: 4px ${pad}px; border: 1px solid transparent;
  border-radius: 6px; }
QListWidget#found::item:selected { background: $primary_soft; color: $on_primary_soft;
  border-color: $primary; }
QPlainTextEdit#bare { border: none; background: transparent; padding: 0; }
QScrollArea, QScrollArea > QWidget > QWidget#body { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $control; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; height: 0; width: 0; }
QSlider:horizontal { min-height: ${target}px; }
QSlider::groove:horizontal { height: 6px; background: $track; border-radius: 3px; }
QSlider::sub-page:horizontal { background: $primary; border-radius: 3px; }
QSlider::handle:horizontal { width: 16px; margin: -7px 0; border-radius: 10px;
  background: $surface; border: 2px solid $primary; }
QCalendarWidget QWidget { background: $surface; color: $ink; alternate-background-color: $surface; }
QCalendarWidget QToolButton { color: $ink; border: 1px solid transparent; border-radius: 8px;
  min-height: ${target}px; min-width: ${target}px; padding: 3px 8px; }
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { border-color: $control; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { color: $ink; selection-background-color: $primary;
  selection-color: $on_primary; outline: 0; border: none; }
QCalendarWidget QAbstractItemView:disabled { color: $muted; }
QMenu { background: $surface; color: $ink; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 6px 18px; }
QMenu::item:selected { background: $primary_soft; color: $on_primary_soft; }
"""
)


def text(theme: Theme) -> str:
    """Return the stylesheet for a theme."""
    names = (
        "surface ink control primary on_primary primary_soft on_primary_soft muted track".split()  # noqa: SIM905 - reads as the list of tokens
    )
    return _SHEET.substitute(
        {name: theme.hex(name) for name in names},
        pad=theme.px(7),
        wide=theme.px(12),
        line=theme.text_px(22),
        arrow=theme.px(28),
        target=theme.text_px(24),
    )
