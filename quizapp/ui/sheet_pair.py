"""Two sheets in one place: the question on screen, and the next one, laid out where nobody sees it.

A person reads a question for seconds. In that time the next one is laid out on the other sheet, and
going on only turns the sheets. What was laid out is shown only if it is still what would be filled
in now, to the last mark; otherwise the question is filled in as if nothing had been prepared.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizapp.ui.asked import Asked
from quizapp.ui.question_sheet import AHEAD, QuestionSheet

UNSEEN = "qt_rubberband"
"""The name by which Qt's accessibility knows decoration, and leaves it out with all that is in it.

The sheet that is not on screen has it: nobody is to be told of a question that is not there yet.
"""


class SheetPair(QWidget):
    """Shows one of two sheets, as high as its question. `made` brings a new answer area.

    Kinds that can't be laid out ahead are always shown on the first sheet. `turned` brings what is
    on screen from now on.
    """

    made = Signal(object)
    turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = QuestionSheet(self), QuestionSheet(self)
        for sheet in (self.first, self.second):
            sheet.made.connect(self.made)
        self._shown = self.first
        self._coming = False
        """Whether the other sheet is the one to show, and only its picture is shown so far."""
        self._hide(self.second)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> QuestionSheet:
        """Return the sheet on screen; one of which a picture is shown follows at once."""
        self.follow()
        return self._shown

    @property
    def other(self) -> QuestionSheet:
        """Return the sheet that is not on screen."""
        return self.second if self._shown is self.first else self.first

    # Questions

    def show_question(self, asked: Asked) -> None:
        """Fill in a question and show it."""
        self._coming = False
        sheet = self._shown if asked.question.item.kind in AHEAD else self.first
        sheet.fill(asked)
        self._turn(sheet)

    def prepare(self, asked: Asked) -> bool:
        """Lay out a question that comes next; return whether it is of a kind that can be shown so.

        Of other kinds only the texts are laid out.
        """
        item = asked.question.item
        if item.kind not in AHEAD:
            self.first.prepare(item)
            return False
        self.follow()
        spare = self.other
        if spare.asked != asked:
            spare.fill(asked)
        spare.lay_out_as(self._shown)
        return True

    def turn_to(self, asked: Asked, *, covered: bool) -> bool:
        """Show a question that has been laid out just so; return whether it had been.

        Where a picture covers it the sheet itself may `follow`.
        """
        self._coming = False
        if self.other.asked != asked:
            return False
        self._coming = True
        if not covered:
            self.follow()
        return True

    def follow(self) -> None:
        """Show the sheet of which only a picture has been shown."""
        if self._coming:
            self._coming = False
            self._turn(self.other)

    def forget(self) -> None:
        """Let go of a question that was laid out and is not going to be shown."""
        self._coming = False
        self.other.asked = None

    def _turn(self, sheet: QuestionSheet) -> None:
        asked, sheet.asked = sheet.asked, None
        before, self._shown = self._shown, sheet
        if sheet is not before:
            before.reader.stop()
            sheet.setObjectName("")
            sheet.show()
            entry = sheet.area().entry()
            if entry is not None:
                entry.setFocus(Qt.FocusReason.OtherFocusReason)  # hiding it would send it away
            self._hide(before)
        self.turned.emit(asked)

    def _hide(self, sheet: QuestionSheet) -> None:
        sheet.hide()
        sheet.setObjectName(UNSEEN)

    # Size

    def event(self, event: QEvent) -> bool:
        """Follow a sheet whose height has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._shown.forget_heights()
            self._place()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sheet its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._shown.resize(self.width(), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the sheet on screen."""
        return self._shown.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the width the sheet has now; the height follows from it."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return what the sheet needs at least."""
        return self._shown.minimumSizeHint()
