"""Help: how things work here, where each of them is, and every key as it is now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.ui import help_texts
from quizapp.ui.help_texts import Topic
from quizapp.ui.keys_dialog import key_line
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.section_links import SectionLinks
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import Icon, Surface, card
from quizapp.ui.widgets.text import Text

READABLE = 100
"""Signs of the longest line."""
KEYS_TO_WORDS = 4
"""How much wider the column of what a key does is than that of the keys."""


class TopicCard(Surface):
    """A topic, with buttons that lead to what it is about."""

    def __init__(self, topic: Topic, window: Navigator) -> None:
        self._window = window
        self._leads: dict[Button, tuple[str, str]] = {}
        words = boxes.column(
            Text(topic.title, "h3"),
            *(Text(piece, "body", measure=READABLE) for piece in topic.paragraphs),
            gap=6,
        )
        for name, page, context in topic.leads:
            button = Button(name, icon="arrow-right", icon_after=True, compact=True)
            self._leads[button] = (page, context)
            words.addLayout(boxes.row(button, 1, margins=(0, 4, 0, 0)))
        line = boxes.row(
            boxes.column(Icon(topic.icon, colour="primary"), 1),
            words,
            gap=14,
            margins=(22, 18, 22, 18),
        )
        line.setStretch(1, 1)
        super().__init__(line)
        for button in self._leads:
            button.clicked.connect(self._go)

    def _go(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            page, context = self._leads[button]
            self._window.open_page(page, context or None)


class HelpPage(ScrollPage):
    """Short texts about each part of the program, and its keys; all of it is here, offline."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(
            window, "Help", "Short answers, and every key. Nothing here needs a network."
        )
        cards = [TopicCard(topic, window) for topic in help_texts.TOPICS]
        self._keys = boxes.column(gap=6)
        self.change = Button("Change the keys", icon="keyboard", compact=True)
        self.change.clicked.connect(self.open_keys)
        self.keys = card(
            Text("Keys", "h3"), self._keys, boxes.row(self.change, 1, margins=(0, 8, 0, 0)), gap=8
        )
        sections = [
            (topic.title, topic.icon, one)
            for topic, one in zip(help_texts.TOPICS, cards, strict=True)
        ]
        links = SectionLinks(self.scrolling, (*sections, ("Keys", "keyboard", self.keys)))
        self.links = links.links
        self.fill(links, *cards, self.keys, gap=14)

    def enter(self, context: object) -> None:
        """Show the keys as they are now."""
        del context
        boxes.empty(self._keys)
        for title, rows in help_texts.key_groups():
            if rows:
                self._list(title, rows)

    def _list(self, title: str, rows: tuple[tuple[str, str], ...]) -> None:
        name = Text(title, "body", colour="muted", bold=True)
        self._keys.addLayout(boxes.row(name, margins=(0, 8, 0, 0)))
        for key, does in rows:
            line = key_line(key, does)
            line.setStretch(1, KEYS_TO_WORDS)
            self._keys.addLayout(line)

    def open_keys(self) -> None:
        """Go where keys are changed."""
        self.window_.open_page("settings", "keys")

    def first_focus(self) -> QWidget | None:
        """Return the way to the first section."""
        return self.links[0]
