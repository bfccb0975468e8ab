"""How a question of a part shows among the others: answered, partly, or not yet."""

from __future__ import annotations

from quizapp.domain.answers import ChosenSeveral, Paired, Talk
from quizapp.domain.items import MatchingBody, MultipleBody
from quizapp.exam.session import Cell
from quizapp.services.sitting_place import AttemptPlace
from quizapp.ui.strip import CellFace, QuestionStrip


class StripCells:
    """Keeps a strip as a sitting stands, by showing anew only the cells that may have changed."""

    def __init__(self, strip: QuestionStrip) -> None:
        self._strip = strip
        self._part: int | None = None
        """The part whose cells are shown; None before the first time."""
        self._been: set[int] = set()
        """Positions that were on screen since the cells were shown last."""

    def begin(self) -> None:
        """Show every cell of what comes."""
        self._part = None

    def note(self, position: int) -> None:
        """Note that the question at a position is on screen."""
        self._been.add(position)

    def show(self, sitting: AttemptPlace) -> None:
        """Show the cells as they are now."""
        if self._part != sitting.section_index:
            self._part = sitting.section_index
            self._strip.show_cells(faces_of(sitting))
        else:
            for position in self._been | {sitting.position}:
                self._strip.show_cell(face_of(sitting, sitting.cell(position)))
        self._been = {sitting.position}


def faces_of(sitting: AttemptPlace) -> tuple[CellFace, ...]:
    """Return the cells of the section."""
    return tuple(face_of(sitting, cell) for cell in sitting.overview())


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
