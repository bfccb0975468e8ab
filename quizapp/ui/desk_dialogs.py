"""What the people desk is asked for: a new person, an exam to give, a group, support, erasing.

Each dialog stays open until what was typed is right, and says in place what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.domain.desk import Assignment, Group, Supervision
from quizapp.domain.people import Accommodations
from quizapp.domain.plan import ExamPlan
from quizapp.ui import wording
from quizapp.ui.asking import Asking, labelled, line
from quizapp.ui.desk_forms import OptionalDay, SupportForm, setting, stacked
from quizapp.ui.people_bar import FittingSelect
from quizapp.ui.widgets.segments import Segments, Switch
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text

MOST_NAMES = 4
SHORT = 36
"""Letters of a name that still fit on a button."""
DAYS_GIVEN = 28
USUAL_TRIES, MOST_TRIES = 2, 20
SUPERVISIONS = (
    (Supervision.SELF_TAKEN.value, "On their own", ""),
    (Supervision.SUPERVISED.value, "Supervised", ""),
    (Supervision.ON_SITE.value, "On site", ""),
)


class AddPersonDialog(Asking):
    """Adds one person by hand. `act` gets name, number, e-mail and the ids of groups."""

    def __init__(
        self,
        groups: Sequence[Group],
        add: Callable[[str, str, str, tuple[str, ...]], None],
        parent: QWidget,
    ) -> None:
        self._add = add
        self.name = line("Name, as it stands on a certificate")
        self.number = line("Personnel number")
        self.email = line("E-mail")
        self.group = FittingSelect()
        self.group.setAccessibleName("Group")
        self.group.addItem("No group", "")
        for group in groups:
            self.group.addItem(group.name, group.id)
        super().__init__(
            "Add a person",
            (
                labelled("Name, as it stands on a certificate", self.name),
                labelled("Personnel number", self.number),
                labelled("E-mail", self.email),
                stacked("Group", "", self.group) if groups else None,
                Text(
                    "One of the two is needed: a later list recognises people by it.",
                    "small",
                    colour="muted",
                ),
            ),
            verb="Add this person",
            parent=parent,
            tall=520,
        )
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Add the person."""
        group = str(self.group.currentData() or "")
        self._add(
            self.name.text(), self.number.text(), self.email.text(), (group,) if group else ()
        )


class AssignDialog(Asking):
    """Gives an exam to people: which, how often, when, how it is watched, with which support."""

    def __init__(
        self,
        names: Sequence[str],
        plans: Sequence[ExamPlan],
        assign: Callable[[AssignDialog], None],
        *,
        today: date,
        parent: QWidget,
    ) -> None:
        self._assign = assign
        self.plan = Select()
        self.plan.setAccessibleName("Exam")
        for plan in plans:
            self.plan.addItem(plan.title, plan.id)
        self.tries = Select()
        self.tries.setAccessibleName("Tries")
        for number in range(1, MOST_TRIES + 1):
            self.tries.addItem(str(number), number)
        self.tries.setCurrentIndex(USUAL_TRIES - 1)
        self.opens = OptionalDay("First day")
        self.opens.show_day(None, usual=today)
        self.due = OptionalDay("Last day")
        self.due.show_day(today + timedelta(days=DAYS_GIVEN), usual=today)
        self.supervision = Segments("How it is taken", SUPERVISIONS)
        self.supervision.show_value(Supervision.SELF_TAKEN.value)
        self.own_support = Switch("Set exam support for these people")
        self.support = SupportForm()
        self.support.show_support(Accommodations())
        self.support.hide()
        self.own_support.toggled.connect(self.support.setVisible)
        who = wording.count(len(names), "person", "people")
        super().__init__(
            f"Assign an exam to {who}",
            (
                Text(listed(names), "body", colour="muted"),
                stacked("Exam", "only those that lead to a certificate", self.plan),
                setting("Tries", "counted from today", self.tries),
                stacked("First day", "open at once while it is off", self.opens),
                stacked("Last day", "no end while it is off", self.due),
                stacked("How it is taken", "stands on the certificate", self.supervision),
                setting(
                    "Set exam support",
                    "off: each person keeps what they were granted before",
                    self.own_support,
                ),
                self.support,
                panel(
                    Text(
                        "Who has this exam open already gets the new dates and tries instead.",
                        "small",
                    ),
                    fill="info_soft",
                ),
            ),
            verb=f"Assign to {who}",
            parent=parent,
            tall=700,
        )
        self.plan.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_given(self, one: Assignment, today: date) -> None:
        """Begin with what an assignment says, to change it."""
        self.plan.setCurrentIndex(max(0, self.plan.findData(one.plan)))
        self.plan.setEnabled(False)
        self.tries.setCurrentIndex(one.attempts - 1)
        self.opens.show_day(one.opens_on, usual=today)
        self.due.show_day(one.due_on, usual=today)
        self.supervision.show_value(one.supervision.value)
        self.support.show_support(one.accommodations)

    def chosen_tries(self) -> int:
        """Return how often the exam may be begun."""
        return self.tries.currentIndex() + 1

    def granted(self) -> Accommodations | None:
        """Return the support that is set here, or None where everybody keeps their own."""
        return self.support.support() if self.own_support.isChecked() else None

    def chosen_supervision(self) -> Supervision:
        """Return how the exam is taken."""
        return Supervision(self.supervision.value() or Supervision.SELF_TAKEN.value)

    def act(self) -> None:
        """Assign the exam."""
        self._assign(self)


class GroupDialog(Asking):
    """Puts people into a group, which may be new. `put` gets the group's id or a new name."""

    NEW = ""

    def __init__(
        self,
        names: Sequence[str],
        groups: Sequence[Group],
        put: Callable[[str, str], None],
        parent: QWidget,
    ) -> None:
        self._put = put
        self.group = FittingSelect()
        self.group.setAccessibleName("Group")
        for group in groups:
            self.group.addItem(f"{group.name} ({group.size:,})", group.id)
        self.group.addItem("A new group…", self.NEW)
        self.name = line("Name of the new group")
        self._name_row = labelled("Name of the new group", self.name)
        self.group.currentIndexChanged.connect(self._turn)
        who = wording.count(len(names), "person", "people")
        super().__init__(
            f"Put {who} into a group",
            (
                Text(listed(names), "body", colour="muted"),
                stacked("Group", "people may be in several", self.group),
                self._name_row,
            ),
            verb="Put into the group",
            parent=parent,
            tall=380,
        )
        self._turn()
        self.group.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._name_row.setVisible(self.group.currentData() == self.NEW)

    def act(self) -> None:
        """Put them in."""
        self._put(str(self.group.currentData() or ""), self.name.text())


class SupportDialog(Asking):
    """Grants several people the same exam support."""

    def __init__(
        self,
        names: Sequence[str],
        support: Accommodations,
        grant: Callable[[Accommodations], None],
        parent: QWidget,
    ) -> None:
        self._grant = grant
        self.form = SupportForm()
        self.form.show_support(support)
        who = wording.count(len(names), "person", "people")
        super().__init__(
            f"Exam support for {who}",
            (
                Text(listed(names), "body", colour="muted"),
                self.form,
                Text(
                    "It goes with every exam they begin from now on. The result notes it, a "
                    "certificate never does.",
                    "small",
                    colour="muted",
                ),
            ),
            verb=f"Grant to {who}",
            parent=parent,
            tall=640,
        )

    def act(self) -> None:
        """Grant it."""
        self._grant(self.form.support())


class EraseDialog(Asking):
    """Erases a person for good; the name has to be typed, and the safe choice has the focus."""

    def __init__(
        self, name: str, facts: Sequence[str], erase: Callable[[], None], parent: QWidget
    ) -> None:
        self._name, self._erase = name, erase
        self.typed = line("Type the name to go on")
        super().__init__(
            f"Erase {name}?",
            (
                Text(
                    "Name, e-mail, answers and the stored certificate files go from this computer "
                    "and from every backup here. It can't be undone.",
                    "body",
                ),
                *(Text(fact, "body", colour="muted") for fact in facts),
                panel(
                    Text(
                        "Serial, dates and status of a certificate stay without a name, so the "
                        "copy in the person's hands can still be checked.",
                        "small",
                    ),
                    fill="info_soft",
                ),
                labelled(f"Type “{name}” to go on", self.typed),
            ),
            verb=f"Erase {name}" if len(name) <= SHORT else "Erase this person",
            parent=parent,
            variant="danger",
            tall=520,
        )
        self.go.setEnabled(False)
        self.typed.textChanged.connect(self._look)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, words: str) -> None:
        same = " ".join(words.split()).casefold() == " ".join(self._name.split()).casefold()
        self.go.setEnabled(same)

    def act(self) -> None:
        """Erase the person."""
        self._erase()


def listed(names: Sequence[str]) -> str:
    """Return a few names and how many more there are."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} and {more:,} more" if more > 0 else shown
