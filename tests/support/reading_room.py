"""The desk with replies that wait for a person, and readers who come and go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from desk_day import (
    DESK_WORDS,
    IN_DOUBT,
    KEY_WORDS,
    READER_WORDS,
    Hand,
    enrol,
    set_up,
    sit,
    use_word_marker,
)
from hand_clock import HandClock

from quizapp.app import App, open_app
from quizapp.domain.reading import Agreement
from quizapp.services.desk import OpenDesk, OpenReading
from quizapp.services.review_paper import ReplyView
from quizapp.services.review_queue import ReviewQueue
from quizapp.services.review_script import Decided


@dataclass
class Room:
    """The desk, its queue, and readers who come and go."""

    app: App
    desk: OpenDesk

    @property
    def queue(self) -> ReviewQueue:
        return self.app.review_queue

    def reader(self, name: str = "Ada Moreau") -> OpenReading:
        return self.app.desk.unlock_reader(name, READER_WORDS)

    def take(self, name: str, hand: Hand) -> str:
        learner = enrol(self.app, self.desk, [name])[0]
        return sit(self.app, learner, hand).attempt

    def replies(self, attempt: str) -> tuple[ReplyView, ...]:
        return self.queue.paper(self.desk, attempt).replies

    def read_all(
        self, who: OpenDesk | OpenReading, attempt: str, *, met: bool, most: int = 1000
    ) -> Decided:
        """Decide everything that is open, up to so many criteria, in one way."""
        last = None
        for reply in self.replies(attempt):
            for view in reply.criteria:
                if most and view.asked and view.outcome.agreement is Agreement.UNREAD:
                    most -= 1
                    last = self.queue.decide(
                        who,
                        attempt,
                        reply.item,
                        view.point.criterion,
                        turn=reply.turn,
                        met=met,
                        reason="The first line says so.",
                    )
        assert last is not None
        return last


class Founded(NamedTuple):
    """Data folders of an organisation: nobody has sat an exam, and one whose result is held."""

    new: Path
    waiting: Path
    attempt: str


@pytest.fixture(scope="session")
def founded(parsed: Path, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """Found the organisation once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("organisation")
    new = Path(shutil.copytree(parsed, folder / "new"))
    with pytest.MonkeyPatch.context() as patch:
        use_word_marker(patch)
        with closing(open_app(new, clock=HandClock())) as app:
            set_up(app)
        waiting = Path(shutil.copytree(new, folder / "waiting"))
        with closing(open_app(waiting, clock=HandClock())) as app:
            room = Room(app=app, desk=app.desk.unlock(DESK_WORDS))
            return Founded(new, waiting, room.take("Dimitri Vlachos", IN_DOUBT))


@pytest.fixture
def room(
    request: pytest.FixtureRequest,
    founded: Founded,
    tmp_path: Path,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Room]:
    """Open a copy of the organisation; somebody waits in it where the test asks for `held`."""
    use_word_marker(monkeypatch)
    source = founded.waiting if "held" in request.fixturenames else founded.new
    with closing(open_app(shutil.copytree(source, tmp_path / "office"), clock=clock)) as app:
        desk = app.desk.unlock(DESK_WORDS)
        app.issuer.unlock_with(KEY_WORDS)
        yield Room(app=app, desk=desk)


@pytest.fixture
def held(founded: Founded) -> str:
    """Return an attempt whose result hangs on undecided criteria."""
    return founded.attempt
