"""The parts of a result: domains with their figures, what could come next, answers, the name."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from quizapp.domain.attempt import Attempt
from quizapp.domain.items import ItemKind
from quizapp.domain.result import FEWEST_ITEMS_FOR_WORD, PartScore, Result, domain_word
from quizapp.services.catalogue import BankView
from quizapp.services.exams import PlanOffer
from quizapp.ui import theme, wording
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import Bar
from quizapp.ui.widgets.surfaces import Chip, Icon, Surface, card
from quizapp.ui.widgets.text import Text

WORD_LOOKS = {
    "strong": ("chevrons-up", "success"),
    "secure": ("chevron-up", "primary"),
    "growing": ("sprout", "warning"),
    "started": ("circle-dashed", "warning"),
}
"""Icon and colour of each word for a domain."""
KIND_ICONS = {
    ItemKind.FREE_TEXT: "pencil-line",
    ItemKind.CONVERSATION: "messages-square",
    ItemKind.LISTENING: "headphones",
}
"""Icons of sections whose tasks are all of one kind."""


class Domains(QWidget):
    """A line for each domain: its points against the mark and a word where there is enough."""

    def __init__(self) -> None:
        super().__init__()
        self.note = Text("", "caption", colour="muted")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 4)
        self._grid.setHorizontalSpacing(theme.current().px(14))
        self._grid.setVerticalSpacing(theme.current().px(10))
        self.setLayout(boxes.column(self.note, self._grid, gap=10))

    def show_result(self, result: Result) -> None:
        """Show the domains of a result."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        few = any(domain_word(part) is None for part in result.domains)
        told = any(domain_word(part) is not None for part in result.domains)
        lined = told and result.cut is not None
        note = "The dark line is the pass mark. " if lined else ""
        few_words = (
            f"Fewer than {FEWEST_ITEMS_FOR_WORD} questions are too few to judge by." if few else ""
        )
        self.note.say(note + few_words)
        self.note.setVisible(bool(self.note.text()))
        self._grid.setColumnStretch(1, 4 if told else 0)
        for line, part in enumerate(result.domains):
            self._add(line, part, result.cut)

    def _add(self, line: int, part: PartScore, cut: float | None) -> None:
        word, icon, colour = _band(part)
        known = domain_word(part) is not None
        figure = f"{part.points:.0f} %" if known else of_items(part)
        ink = "ink" if known else "muted"
        self._grid.addWidget(Text(part.title, "body"), line, 0)
        if known:
            bar = Bar()
            bar.show_share(
                part.points / 100,
                mark=-1.0 if cut is None else cut / 100,
                colour=colour,
                words=f"{part.title}: {part.points:.0f} of 100, {word}",
            )
            self._grid.addWidget(bar, line, 1)
        self._grid.addWidget(Text(figure, "body", bold=known, colour=ink, wrap=False), line, 2)
        if not known:
            return
        band = Text(word, "small", colour=colour if icon else "muted", bold=known, wrap=False)
        marked = QWidget()
        marked.setLayout(
            boxes.row(Icon(icon, size=16, colour=colour) if icon else None, band, 1, gap=6)
        )
        self._grid.addWidget(marked, line, 3)


def section_icons(attempt: Attempt, bank: BankView) -> dict[str, str]:
    """Return an icon for each section: that of its tasks where all are of one kind."""
    found = {}
    for section in attempt.form.sections:
        kinds = {bank.head_by_id[item].kind for item in section.items}
        found[section.id] = KIND_ICONS.get(kinds.pop(), "") if len(kinds) == 1 else ""
    return found


def section_card(part: PartScore, share: float, icon: str, *, seconds: float = 0.0) -> Surface:
    """Return the points of a section, how long it took, and how much of the whole it counts."""
    size = wording.count(part.items, "question", "questions")
    spent = f", {max(1, round(seconds / 60))}\u00a0min" if seconds else ""
    text = boxes.column(
        1,
        Text(part.title, "body", bold=True),
        Text(f"{size}{spent}", "small", colour="muted"),
        1,
        gap=0,
    )
    figure = boxes.column(
        1,
        Text(f"{part.points:.0f} %", "h2", wrap=False),
        Text(f"counts {wording.percent(share)}", "caption", colour="muted", wrap=False),
        1,
        gap=0,
    )
    line = boxes.row(Icon(icon or "list-checks", colour="primary"), text, figure, gap=12)
    line.setStretch(1, 1)
    return card(line, margins=(18, 12, 18, 12))


class Offer(QWidget):
    """An objective that is worth the next minutes, with a button to practise it."""

    chosen = Signal(str)

    def __init__(self, part: PartScore) -> None:
        super().__init__()
        self._part = part
        self.go = Button("Practise", variant="plain", compact=True, flush=True)
        self.go.setAccessibleName(f"Practise: {part.title}")
        self.go.clicked.connect(self._begin)
        text = boxes.column(
            Text(part.title, "body", bold=True),
            Text(f"{of_items(part)} here. Ten questions help most.", "small", colour="muted"),
            boxes.row(self.go, 1),
            gap=0,
        )
        line = boxes.row(
            boxes.column(Icon("target", colour="primary", ground="primary_soft"), 1), text, gap=12
        )
        line.setStretch(1, 1)
        self.setLayout(line)

    def _begin(self) -> None:
        self.chosen.emit(self._part.id)


class AnswerRow(QWidget):
    """One answer of the attempt with its mark and a way to look at it."""

    chosen = Signal(str)

    def __init__(self, number: int, item: str, title: str, kind: str, chip: Chip) -> None:
        super().__init__()
        self._item = item
        self.points = Text("", "body", bold=True, wrap=False)
        self.go = Button("Why", variant="plain", compact=True)
        self.go.setAccessibleName(f"Why: question {number}, {title}, {chip.text()}")
        self.go.clicked.connect(self.press)
        text = Text(f"{number}. {title}\u00a0· {kind}", "body")
        line = boxes.row(text, self.points, chip, self.go, gap=14, margins=(0, 4, 0, 4))
        line.setStretch(0, 1)
        line.setAlignment(text, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    def show_points(self, points: float) -> None:
        """Show the share of the points."""
        self.points.say(wording.percent(points))

    def press(self) -> None:
        """Look at the answer."""
        self.chosen.emit(self._item)


class NameLine(QWidget):
    """Whose name a certificate will carry, while it can still be changed."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Text("", "small", colour="muted")
        self.change = Button("Change the name", variant="plain", compact=True, flush=True)
        flow = boxes.FlowLayout(8, self)
        flow.addWidget(self.words)
        flow.addWidget(self.change)

    def show_name(self, name: str) -> None:
        """Show the name."""
        self.words.say(f"It will be made out to {name}, for good.")


class AgainLine(Text):
    """When an exam that was not passed can be tried again, and how often."""

    def __init__(self, window: Navigator) -> None:
        super().__init__("", "body", measure=110)
        self._window = window

    def show_after(self, attempt: Attempt, *, needed: bool) -> None:
        """Say it below the newest result of an exam, where it is needed."""
        app = self._window.app
        offers = app.exams.offers(attempt.learner) if needed else ()
        found = (one for one in offers if one.last is not None and one.last.id == attempt.id)
        offer = next(found, None)
        self.setVisible(offer is not None)
        if offer is not None:
            self.say(again_words(offer, today=app.clock.now().date()))


def again_words(offer: PlanOffer, *, today: date) -> str:
    """Return when an exam that was not passed can be tried again, and how often."""
    left = "" if offer.tries_left is None else wording.count(offer.tries_left, "try", "tries")
    if offer.may_start:
        return f"You can try again; {left} left." if left else "You can try again at any time."
    if offer.next_date is None or offer.next_date < today:
        return offer.reason
    since = f"You can try again from {wording.day(offer.next_date)}"
    return f"{since}; {left} left." if offer.tries_left else f"{offer.reason} {since}."


def of_items(part: PartScore) -> str:
    """Return what a part earned, in questions: `1.5 of 2`."""
    earned = f"{part.points / 100 * part.items:.1f}".removesuffix(".0")
    return f"{earned} of {part.items}"


def _band(part: PartScore) -> tuple[str, str, str]:
    word = domain_word(part)
    if word is None:
        return ("", "", "primary")
    return (word, *WORD_LOOKS[word])
