"""A written reply: an editor that saves each second, and afterwards the reply with its marks."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.answers import Written
from quizapp.domain.items import Channel, FreeTextBody
from quizapp.domain.marking import PASS_LINE, Marking
from quizapp.services.spelling import words_of
from quizapp.ui.answers.area import AnswerArea, Question
from quizapp.ui.answers.compared import ComparedTries
from quizapp.ui.answers.editor import ReplyEditor
from quizapp.ui.shortcuts import Action
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.evidence import CriteriaList, MarkedReply, lines_and_marks
from quizapp.ui.widgets.meters import Avatar, Bar
from quizapp.ui.widgets.surfaces import Chip, Icon, card, panel
from quizapp.ui.widgets.text import Text
from quizapp.ui.wording import percent

SAVE_MS = 1000
INVITATION = "Write as if you were talking to the customer."
NOT_WRITTEN = "No reply was given."
BY_CHANNEL = {
    Channel.PHONE: "by phone",
    Channel.CHAT: "in a chat",
    Channel.EMAIL: "by email",
    Channel.IN_PERSON: "in person",
    Channel.SOCIAL: "in public",
}


class WrittenArea(AnswerArea):
    """Customer message, editor with word count, and the feedback that replaces the editor."""

    drafted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dirty = False
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.settle)
        self.avatar = Avatar("", customer=True)
        self.customer = Text("", "h3")
        self.channel = Text("", "caption", colour="muted")
        self.message = Text("", "body", measure=95)
        self._message_box = panel(
            boxes.row(self.avatar, boxes.column(self.customer, self.channel, gap=0), 1, gap=12),
            self.message,
            edge="border",
        )
        self.task = Text("", "h3")
        self.editor = ReplyEditor()
        self.editor.setAccessibleName("Your reply")
        self.editor.textChanged.connect(self._typed)
        self.words = Text("", "caption", colour="muted", wrap=False)
        self._write_box = QWidget()
        self._write_box.setLayout(
            boxes.column(self.editor, boxes.row(self.words, 1), gap=6, margins=(6, 2, 6, 2))
        )
        self.feedback = WrittenFeedback()
        self.setLayout(
            boxes.column(self._message_box, self.task, self._write_box, self.feedback, gap=14)
        )

    def show_question(self, question: Question) -> None:
        """Show the case, and the reply or its marks."""
        body = question.item.body
        if not isinstance(body, FreeTextBody):
            raise TypeError(f"{question.item.id} asks for no written reply")
        given = question.answer.text if isinstance(question.answer, Written) else ""
        self.avatar.show_name(body.customer_name)
        self.customer.say(body.customer_name)
        self.channel.say(BY_CHANNEL[question.item.channel or Channel.EMAIL])
        self.message.say(body.customer_message)
        self.task.say(body.task)
        marked = question.grade is not None and question.grade.marking is not None
        self._timer.stop()
        self._dirty = False
        if self.editor.toPlainText() != given:
            self.editor.blockSignals(True)
            self.editor.setPlainText(given)
            self.editor.blockSignals(False)
            self._text = given
        self.editor.setReadOnly(question.locked)
        self.editor.setPlaceholderText(NOT_WRITTEN if question.locked else INVITATION)
        case = words_of(question.item.stem, body.customer_name, body.customer_message, body.task)
        self.editor.check_spelling(None if question.locked else question.spelling, case)
        self._write_box.setVisible(not marked)
        self.task.setVisible(not marked)
        self.feedback.setVisible(marked)
        self.feedback.score.setVisible(marked)
        self._say_words()
        if marked and question.grade is not None and question.grade.marking is not None:
            self.feedback.show_marking(given, question.grade.marking, body)
            self.feedback.show_first_try(question, given, body)

    def _typed(self) -> None:
        text = self.editor.toPlainText()
        if text == self._text:
            return  # Qt says so for new underlines as well
        self._text = text
        self._dirty = True
        self._say_words()
        if not self._timer.isActive():
            self._timer.start()

    def _say_words(self) -> None:
        count = len(self.editor.toPlainText().split())
        self.words.say("1 word" if count == 1 else f"{count} words")

    def beside(self) -> tuple[QWidget, ...]:
        """Return the card with the score and the criteria."""
        return (self.feedback.score,)

    def settle(self) -> None:
        """Save what was typed since the last save."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self.drafted.emit(self.editor.toPlainText())

    @property
    def marked(self) -> bool:
        """Tell whether a marked reply is on screen."""
        return self.feedback.isVisible()

    def act(self, action: Action) -> bool:
        """Walk the marks or show sample replies, once the reply is marked."""
        if not self.marked:
            return False
        if action in (Action.NEXT_MARK, Action.PREVIOUS_MARK):
            self.remarked.emit(self.feedback.walk(1 if action is Action.NEXT_MARK else -1))
        elif action is Action.SAMPLES:
            self.feedback.toggle_samples()
        else:
            return False
        return True

    def entry(self) -> QWidget | None:
        """Return the editor."""
        return self.editor if not self.editor.isReadOnly() else None


class WrittenFeedback(QWidget):
    """The reply with numbered marks, a small change that would help, the criteria, and samples."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reply = MarkedReply()
        legend = boxes.row(
            Text("○ earned", "caption", colour="success", wrap=False),
            Text("□ lost", "caption", colour="danger", wrap=False),
            gap=12,
        )
        self.invalid = Text("", "body", colour="on_warning_soft")
        self._invalid_box = panel(self.invalid, fill="warning_soft")
        self.points = Text("", "h1", wrap=False)
        self.of = Text("", "body", colour="muted", wrap=False)
        self.line = Chip()
        self.bar = Bar()
        self.summary = Text("", "caption", colour="muted")
        self.criteria = CriteriaList()
        self.tip_title = Text("", "h3", colour="on_primary_soft")
        self.tip = Text("", "body")
        tip = boxes.row(
            boxes.column(Icon("sparkles", colour="primary"), 1),
            boxes.column(self.tip_title, self.tip, gap=2),
            gap=12,
        )
        tip.setStretch(1, 1)
        self._tip_box = panel(tip, fill="primary_soft")
        self.samples = Text("", "body")
        self._samples_box = card(Text("A reply that meets every criterion", "h3"), self.samples)
        self._samples_box.hide()
        self.show_samples = Button("Sample replies", icon="book-open", key=Action.SAMPLES)
        self.show_samples.clicked.connect(self.toggle_samples)
        self.compared = ComparedTries()
        self._walked = -1
        reply_box = card(
            boxes.row(Text("Your reply", "h3"), 1, legend), self.reply, margins=(20, 16, 20, 18)
        )
        self.score = card(
            boxes.row(self.points, self.of, 1, self.line, gap=8),
            self.bar,
            self.summary,
            self.criteria,
            margins=(20, 16, 20, 14),
        )
        self.reply.pointed.connect(self.reply.light)
        self.criteria.pointed.connect(self.reply.light)
        self.setLayout(
            boxes.column(
                self._invalid_box,
                reply_box,
                self._tip_box,
                self.compared,
                self.score,
                boxes.row(self.show_samples, 1),
                self._samples_box,
                gap=14,
            )
        )

    def show_marking(self, reply: str, marking: Marking, body: FreeTextBody) -> None:
        """Show how a reply was marked."""
        lines, marks = lines_and_marks(marking, body.criteria)
        self.reply.show_reply(reply, marks)
        total = sum(line.weight for line in lines)
        earned = marking.score * total if total else 0.0
        above = marking.score >= PASS_LINE
        self._invalid_box.setVisible(not marking.valid_attempt)
        self.invalid.say(
            "We found no reply to this customer here. Write as if you were talking to them."
        )
        self.points.say(f"{earned:.0f}")
        self.of.say(f"of {total:g} points")
        self.line.show_state(
            "above the line" if above else "not yet at the line",
            "check" if above else "sprout",
            "good" if above else "care",
        )
        colour = "success" if above else "warning"
        met = sum(line.met for line in lines)
        words = (
            f"{met} of {len(lines)} criteria met. The line for this case is {percent(PASS_LINE)}."
        )
        self.bar.show_share(marking.score, mark=PASS_LINE, colour=colour, words=words)
        self.summary.say(words)
        self.criteria.show_lines(lines)
        self._show_tip(marking, body)
        strong = [sample.reply for sample in body.samples if sample.kind == "strong"]
        self._samples_box.hide()
        self.show_samples.setVisible(bool(strong))
        self.show_samples.say("Sample replies", key=Action.SAMPLES)
        self.samples.say("\n\n".join(strong[:1]))
        self._walked = -1
        self.compared.hide()

    def show_first_try(self, question: Question, reply: str, body: FreeTextBody) -> None:
        """Show what changed since the first try, where there was one."""
        if question.first_try is None or question.grade is None:
            return
        first, before = question.first_try
        if isinstance(first, Written) and before.marking and question.grade.marking:
            self.compared.compare(first.text, before.marking, reply, question.grade.marking, body)
            self.compared.show()

    def walk(self, by: int) -> str:
        """Light up the next or previous mark and return what it says."""
        marks = self.reply.marks
        if not marks:
            return "No words of this reply are marked."
        start = -1 if by > 0 else 0
        self._walked = ((start if self._walked < 0 else self._walked) + by) % len(marks)
        mark = marks[self._walked]
        self.reply.light(mark.number)
        return f"{'Earned' if mark.earned else 'Lost'} {mark.number}: “{mark.text}”, {mark.why}"

    def toggle_samples(self) -> None:
        """Show a sample reply, or put it away."""
        shown = self._samples_box.isHidden()
        self._samples_box.setVisible(shown)
        self.show_samples.say(
            "Hide sample replies" if shown else "Sample replies", key=Action.SAMPLES
        )

    def _show_tip(self, marking: Marking, body: FreeTextBody) -> None:
        weights = {c.id: c.weight for c in body.criteria}
        lost = [
            (weights[name], mark)
            for name, mark in marking.criteria.items()
            if name in weights and not mark.met
        ]
        worded = [(weight, mark) for weight, mark in lost if mark.rewording]
        self._tip_box.setVisible(bool(worded))
        if worded:
            weight, mark = max(worded, key=_weight_of)
            self.tip_title.say(f"A small change, {weight:g} more points")
            self.tip.say(str(mark.rewording))


def _weight_of(entry: tuple[float, object]) -> float:
    return entry[0]
