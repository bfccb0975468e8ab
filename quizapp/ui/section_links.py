"""The sections of a long page as a row of buttons that lead there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.ui.tab_order import stops
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.scroll import Scroll


class _Link(Button):
    """Leads to one section."""

    def __init__(self, name: str, icon: str, section: QWidget, scrolling: Scroll) -> None:
        super().__init__(name, variant="plain", icon=icon, compact=True, flush=True)
        self.setAccessibleDescription("Goes to this section of the page")
        self._section, self._scrolling = section, scrolling
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self._scrolling.lead_to(self._section)
        found = stops(self._section)
        if found:
            found[0].setFocus(Qt.FocusReason.TabFocusReason)
        self._scrolling.lead_to(self._section)


class SectionLinks(QWidget):
    """Buttons that lead to the sections of a page; the focus goes along."""

    def __init__(self, scrolling: Scroll, sections: Sequence[tuple[str, str, QWidget]]) -> None:
        super().__init__()
        flow = boxes.FlowLayout(4, self)
        self.links = [_Link(name, icon, section, scrolling) for name, icon, section in sections]
        for link in self.links:
            flow.addWidget(link)
