"""Where an attempt stands: the item on screen, what is stored for it, and where one may move."""

from __future__ import annotations

from quizapp.domain.attempt import Attempt, SavedAnswer
from quizapp.domain.items import Item
from quizapp.domain.plan import ExamPlan, PlanKind, Section
from quizapp.exam import session
from quizapp.exam.session import Cell, Counts
from quizapp.services.catalogue import BankView


class AttemptPlace:
    """What can be asked of an attempt under way; nothing here changes or stores it."""

    def __init__(self, attempt: Attempt, plan: ExamPlan, bank: BankView) -> None:
        self.attempt = attempt
        self.plan = plan
        self.bank = bank
        self._visited = session.seen(plan, attempt)
        """Every item that has been on screen; stored with the clock of its section."""

    @property
    def practice(self) -> bool:
        """Tell whether answers are marked one by one."""
        return self.plan.kind is PlanKind.PRACTICE

    @property
    def is_open(self) -> bool:
        """Tell whether answers can still be given."""
        return self.attempt.state in session.OPEN

    @property
    def waiting(self) -> bool:
        """Tell whether the section has still to be begun: no clock runs, no question is open."""
        return session.waiting(self.plan, self.attempt)

    @property
    def section_index(self) -> int:
        """Return the number of the current section, from 0."""
        return self.attempt.section

    @property
    def section(self) -> Section:
        """Return the current section."""
        return session.section_of(self.plan, self.attempt)

    @property
    def position(self) -> int:
        """Return the position in the current section, from 0."""
        return self.attempt.position

    @property
    def item_id(self) -> str:
        """Return the id of the item on screen."""
        return session.current_item(self.attempt)

    def item(self) -> Item:
        """Return the item on screen."""
        return self.bank.item(self.item_id)

    def option_order(self, item_id: str) -> tuple[str, ...]:
        """Return the ids of an item's options in the order shown."""
        return tuple(self.attempt.form.option_order.get(item_id, ()))

    def saved(self, item_id: str | None = None) -> SavedAnswer | None:
        """Return what is stored for an item, by default the one on screen."""
        return self.attempt.answers.get(item_id or self.item_id)

    def overview(self) -> tuple[Cell, ...]:
        """Return a cell for each item of the section."""
        return session.overview(self.attempt, self._visited)

    def cell(self, position: int) -> Cell:
        """Return the cell of one item of the section."""
        return session.cell(self.attempt, self._visited, position)

    @property
    def size(self) -> int:
        """Return the number of items in the section."""
        return len(session.items_of(self.attempt))

    def _seen_here(self) -> tuple[int, ...]:
        """Return the positions of the section whose items have been on screen."""
        items = session.items_of(self.attempt)
        return tuple(place for place, item in enumerate(items) if item in self._visited)

    def counts(self) -> Counts:
        """Return the counts that are shown before handing in."""
        return session.counts(self.attempt)

    def may_go(self, position: int) -> bool:
        """Tell whether the person may move there."""
        return session.may_go(self.plan, self.attempt, position)

    def next_unanswered(self) -> int | None:
        """Return the position of the next item without an answer."""
        return session.next_unanswered(self.attempt)
