"""What a person marks on an item while working on it: strikes, a note, marked words, plays.

A chosen option is never struck out: choosing one that is struck out takes the line away, and one
that is chosen can't be struck out. So no answer is lost by a stray key, and nobody hands in what
looks ruled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizapp.domain.answers import Answer, Chosen, ChosenSeveral
from quizapp.domain.attempt import Attempt, SavedAnswer
from quizapp.domain.plan import ExamPlan
from quizapp.services.catalogue import BankView
from quizapp.services.sitting_place import AttemptPlace
from quizapp.storage.attempts import ItemTools


class SittingTools(AttemptPlace):
    """The tools of the item on screen; each change is committed before the method returns."""

    def __init__(
        self, attempt: Attempt, plan: ExamPlan, bank: BankView, tools: dict[str, ItemTools]
    ) -> None:
        super().__init__(attempt, plan, bank)
        self._tools = tools

    def tools(self, item_id: str | None = None) -> ItemTools:
        """Return what the person marked on an item."""
        return self._tools.get(item_id or self.item_id, ItemTools())

    def strike(self, option_ids: Sequence[str]) -> None:
        """Remember which options the person has struck out; what is chosen is left out."""
        saved = self.saved()
        chosen = chosen_options(saved.answer if saved else None)
        self._keep(replace(self.tools(), struck=tuple(o for o in option_ids if o not in chosen)))

    def note(self, text: str) -> None:
        """Remember a scratch note on the item."""
        self._keep(replace(self.tools(), note=text))

    def highlight(self, spans: Sequence[tuple[int, int]]) -> None:
        """Remember marked spans of scenario and stem as shown in a row, in code points."""
        self._keep(replace(self.tools(), highlights=tuple(spans)))

    def played(self) -> None:
        """Count that the call of the item on screen was begun; a restart gives no play back."""
        self._require_open()
        self._keep(replace(self.tools(), plays=self.tools().plays + 1))

    def _unstrike(self, answer: Answer | None) -> None:
        """Take the line from what an answer chooses; stored together with the answer."""
        tools = self._tools.get(self.item_id)
        if tools is not None and tools.struck:
            chosen = chosen_options(answer)
            left = tuple(option for option in tools.struck if option not in chosen)
            self._tools[self.item_id] = replace(tools, struck=left)

    def _keep(self, tools: ItemTools) -> None:
        self._tools[self.item_id] = tools
        self._save(self._row())

    def _row(self) -> SavedAnswer:
        raise NotImplementedError

    def _save(self, saved: SavedAnswer, *, behind: bool = False) -> None:
        raise NotImplementedError

    def _require_open(self) -> None:
        raise NotImplementedError


def chosen_options(answer: Answer | None) -> frozenset[str]:
    """Return the ids of the options that an answer chooses; none for the other kinds."""
    match answer:
        case Chosen(option=option):
            return frozenset((option,))
        case ChosenSeveral(options=options):
            return frozenset(options)
        case _:
            return frozenset()
