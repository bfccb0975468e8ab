"""Before an exam: the facts, how one may move, what is shown afterwards; then the clock starts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.domain.attempt import Accommodations
from quizapp.domain.items import ItemKind
from quizapp.domain.plan import CutStatus, ExamPlan, Feedback, Navigation, PlanKind
from quizapp.errors import UserError
from quizapp.ui import theme, wording
from quizapp.ui.focus_frame import FocusFrame
from quizapp.ui.page import Navigator
from quizapp.ui.sound_settings import SoundCheck
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.surfaces import Divider, Icon, card, panel
from quizapp.ui.widgets.text import Text

WIDEST = 900
AFTERWARDS = {
    Feedback.EACH_ITEM: "Each answer is explained at once.",
    Feedback.AT_END: "You see every answer with its reasons.",
    Feedback.NO_KEYS: "You see sections, domains and criteria. "
    "The questions stay secret, so right answers are not shown.",
}


class BeforeExamPage(FocusFrame):
    """What a person should know before the clock starts."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self._plan: ExamPlan | None = None
        self.heading = Text("", "h1")
        self.summary = Text("", "body", colour="muted")
        self._facts = boxes.column(gap=0)
        self._sections = boxes.column(gap=8)
        self.aids = Text("", "body")
        self._aids_box = panel(
            Text("Support that goes with you", "h3"), self.aids, fill="info_soft"
        )
        self.sound = SoundCheck(window)
        self._sound_box = card(
            Text("Calls to listen to", "h3"),
            Text(
                "This exam has calls. Check the sound before the clock starts; without a voice "
                "calls run as captions and count the same.",
                "body",
                colour="muted",
            ),
            self.sound,
        )
        self.start = Button("Start the clock", variant="primary", icon="timer")
        self.later = Button("Not now")
        self.start.clicked.connect(self.begin)
        self.later.clicked.connect(self.go_back)
        body = QWidget()
        middle = boxes.column(
            boxes.column(self.heading, self.summary, gap=2),
            card(self._facts, margins=(24, 12, 24, 12)),
            card(Text("Its parts", "h3"), self._sections),
            self._sound_box,
            self._aids_box,
            1,
            gap=18,
        )
        holder = QWidget()
        holder.setLayout(middle)
        self._holder = holder
        line = boxes.row(1, holder, 1, margins=(40, 26, 40, 26))
        line.setStretch(1, 100)
        body.setLayout(line)
        self.scrolling = Scroll(body)
        self.build((self.scrolling,), footer=(self.later, 1, self.start))

    def enter(self, context: object) -> None:
        """Show a plan by its id."""
        app = self.window_.app
        learner = app.people.current()
        if learner is None:
            return
        plan = app.catalogue.bank().plan(str(context))
        offer = next((o for o in app.exams.offers(learner.id) if o.plan.id == plan.id), None)
        self._plan = plan
        self.say_title("Before you start", plan.title)
        self.heading.say(plan.title)
        self.summary.say(plan.summary)
        boxes.empty(self._facts)
        for number, (icon, name, words) in enumerate(
            _facts(plan, offer.tries_left if offer else None)
        ):
            if number:
                self._facts.addWidget(Divider())
            text = boxes.column(
                Text(name, "body", bold=True), Text(words, "body", colour="muted"), gap=0
            )
            line = boxes.row(
                boxes.column(Icon(icon, colour="primary"), 1), text, gap=14, margins=(0, 8, 0, 8)
            )
            line.setStretch(1, 1)
            holder = QWidget()
            holder.setLayout(line)
            self._facts.addWidget(holder)
        self._show_sections(plan)
        self._sound_box.setVisible(_has_calls(plan))
        self.sound.words.hide()
        aids = aid_words(learner.accommodations)
        self.aids.say(aids)
        self._aids_box.setVisible(bool(aids))
        self.start.setEnabled(offer is None or offer.may_start)

    def _show_sections(self, plan: ExamPlan) -> None:
        boxes.empty(self._sections)
        total = sum(section.weight for section in plan.sections) or 1.0
        for number, section in enumerate(plan.sections, 1):
            items = wording.count(section.size, "question", "questions")
            share = wording.percent(section.weight / total)
            words = f"{items}, {wording.minutes(section.minutes)}, counts {share}"
            line = boxes.row(
                Text(f"{number}. {section.title}", "body", bold=True),
                1,
                Text(words, "body", colour="muted", wrap=False),
            )
            holder = QWidget()
            holder.setLayout(line)
            self._sections.addWidget(holder)

    def begin(self) -> None:
        """Draw the form and start."""
        learner = self.window_.app.people.current()
        if learner is None or self._plan is None:
            return
        try:
            sitting = self.window_.app.exams.start(learner.id, self._plan.id)
        except UserError as error:
            self.window_.report(error)
            return
        self.window_.open_page("practice" if sitting.practice else "exam", sitting)

    def left(self) -> None:
        """Be silent."""
        self.sound.stop()

    def escape_pressed(self) -> bool:
        """Go back."""
        self.go_back()
        return True

    def fit(self, effective_width: float) -> None:
        """Keep lines readable at every text size."""
        super().fit(effective_width)
        self._holder.setMaximumWidth(theme.current().text_px(WIDEST))

    def first_focus(self) -> QWidget | None:
        """Return the button that starts."""
        return self.start


def _facts(plan: ExamPlan, tries_left: int | None) -> list[tuple[str, str, str]]:
    facts = [("list-checks", wording.count(plan.size, "question", "questions"), _kinds(plan))]
    facts.append(("clock", wording.minutes(plan.minutes).capitalize(), _time_words(plan)))
    if plan.cut is not None:
        provisional = plan.cut_status is CutStatus.PROVISIONAL
        words = (
            "The mark is provisional until an expert panel has set it."
            if provisional
            else "The mark was set by an expert panel."
        )
        if plan.min_written:
            need = wording.percent(plan.min_written)
            words += (
                f" Written replies and conversations together need {need} of their points as well."
            )
        facts.append(("target", f"Pass mark {plan.cut:g} of 100", words))
    if tries_left is not None:
        facts.append(
            (
                "repeat-2",
                wording.count(tries_left, "try left", "tries left"),
                f"Within {plan.retake.window_months} months.",
            )
        )
    free = all(section.navigation is Navigation.FREE for section in plan.sections)
    moving = (
        "Move freely inside a part, flag questions and come back. "
        "A part that is handed in stays closed."
        if free
        else "Some parts go one way: you can't go back to an earlier question."
    )
    facts.append(("layout-grid", "How you move", moving))
    facts.append(("eye", "What you see afterwards", AFTERWARDS[plan.feedback]))
    if plan.kind is PlanKind.CERTIFICATION and plan.certificate:
        valid = f" It is valid for {plan.validity_months} months." if plan.validity_months else ""
        facts.append(
            (
                "award",
                "A pass gives a certificate",
                f"In your own name, as a PDF that anyone can check.{valid}",
            )
        )
    return facts


def _has_calls(plan: ExamPlan) -> bool:
    quotas = [quota for section in plan.sections for quota in section.quotas]
    return any(ItemKind.LISTENING in quota.kinds for quota in quotas)


def _kinds(plan: ExamPlan) -> str:
    names = {
        "choice": "single questions",
        "multiple": "choose several",
        "ordering": "ordering",
        "matching": "matching",
        "listening": "listening",
        "free_text": "written replies",
        "conversation": "a conversation",
    }
    found = [kind for section in plan.sections for quota in section.quotas for kind in quota.kinds]
    return ", ".join(words for kind, words in names.items() if kind in found).capitalize() + "."


def _time_words(plan: ExamPlan) -> str:
    if plan.minutes is None:
        return "Take the time you need."
    pausing = "The clock may pause." if plan.may_pause else "The clock goes on if you leave."
    return (
        f"Each part has its own time. {pausing} You can hide the clock; "
        "at the end your answers are handed in by themselves."
    )


def aid_words(aids: Accommodations) -> str:
    """Return the support a person has, in one sentence each."""
    words = []
    if aids.extra_time:
        words.append(f"{wording.percent(aids.extra_time)} more time.")
    if aids.may_pause:
        words.append("You may pause the clock.")
    if aids.quiet_clock:
        words.append("The clock speaks only at 15, 5 and 1 minute.")
    if aids.transcript_first:
        words.append("Transcripts are open before you listen.")
    if aids.read_aloud:
        words.append("A button reads questions aloud where the computer has a voice.")
    if aids.spell_check:
        words.append("Spell check stays on.")
    return " ".join(words)
