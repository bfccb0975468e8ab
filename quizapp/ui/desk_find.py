"""People among what Ctrl+K finds, while the desk is open and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from quizapp.domain.finding import folded
from quizapp.services.search import Found, FoundKind
from quizapp.ui.jobs import Job, beside

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk

MOST_PEOPLE = 8


class PeopleFinder(QObject):
    """Gathers everybody in the background once; `ready` follows, and they can be found."""

    ready = Signal()

    def __init__(self, app: App, door: OpenDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._people: tuple[tuple[str, Found], ...] = ()

        def gather(other: App) -> object:
            return _gathered(other, door)

        self._job = Job(beside(app, gather), self)
        self._job.done.connect(self._done)
        self._job.start()

    def find(self, words: str) -> tuple[Found, ...]:
        """Return the first people who hold every word in name, number, e-mail or team."""
        wanted = folded(words).split()
        if not wanted or not self._door.is_open:
            return ()
        found: list[Found] = []
        for text, person in self._people:
            if all(word in text for word in wanted):
                found.append(person)
                if len(found) == MOST_PEOPLE:
                    break
        return tuple(found)

    def wait(self) -> None:
        """Wait until everybody is gathered, for closing down."""
        self._job.wait()

    def _done(self, people: object) -> None:
        if isinstance(people, tuple):
            self._people = people
            self.ready.emit()


def _gathered(app: App, door: OpenDesk) -> tuple[tuple[str, Found], ...]:
    gathered = []
    for entry in app.roster.people(door, active=None):
        person = entry.learner
        also = ", ".join(filter(None, (person.number, *entry.groups)))
        title = f"{person.name} ({also})" if also else person.name
        found = Found(kind=FoundKind.PERSON, id=person.id, title=title)
        gathered.append((folded(f"{title} {person.email}"), found))
    return tuple(gathered)
