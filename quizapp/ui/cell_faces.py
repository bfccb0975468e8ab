"""How a question of a part shows among the others: answered, partly, or not yet."""

from __future__ import annotations

from quizapp.domain.answers import ChosenSeveral, Paired, Talk
from quizapp.domain.items import MatchingBody, MultipleBody
from quizapp.exam.session import Cell
from quizapp.services.sitting_place import AttemptPlace
from quizapp.ui.strip import CellFace


def face_of(sitting: AttemptPlace, cell: Cell) -> CellFace:
    """Return the cell of a question as the overview shows it."""
    state = "not_seen"
    if cell.answered:
        state = "partly" if _is_partial(sitting, cell.item) else "answered"
    elif cell.visited:
        state = "unanswered"
    return CellFace(number=cell.number, state=state, flagged=cell.flagged, current=cell.current)


def _is_partial(sitting: AttemptPlace, item_id: str) -> bool:
    saved = sitting.saved(item_id)
    match saved.answer if saved else None:
        case Paired(pairs=pairs):
            body = sitting.bank.item(item_id).body
            return isinstance(body, MatchingBody) and len(pairs) < len(body.prompts)
        case ChosenSeveral(options=options):
            body = sitting.bank.item(item_id).body
            return isinstance(body, MultipleBody) and len(options) < body.choose
        case Talk(ended=ended):
            return not ended
        case _:
            return False
