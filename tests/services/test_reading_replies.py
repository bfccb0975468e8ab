"""Replies that wait for a person: deciding them, disagreeing about them, and what follows."""

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
    WELL,
    Hand,
    enrol,
    set_up,
    sit,
    use_word_marker,
)
from hand_clock import HandClock

from quizapp.app import App, open_app
from quizapp.domain.desk import Role
from quizapp.domain.reading import Agreement
from quizapp.domain.result import Decision
from quizapp.errors import UserError
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


@pytest.fixture(scope="module")
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


def test_the_queue_names_people_to_the_desk_and_not_to_readers(room: Room, held: str) -> None:
    line = room.queue.waiting(room.desk)[0]
    assert (line.attempt, line.person) == (held, "Dimitri Vlachos")
    assert line.open > 0
    assert "could not decide" in " ".join(line.reasons)
    blind = room.queue.waiting(room.reader())[0]
    assert (blind.person, blind.open) == ("", line.open)


def test_a_finished_result_does_not_wait(room: Room) -> None:
    room.take("Chiara Fontana", WELL)
    assert room.queue.waiting(room.desk) == ()


def test_a_criterion_comes_with_definition_evidence_and_the_machines_mark(
    room: Room, held: str
) -> None:
    reply = room.replies(held)[0]
    assert reply.text == IN_DOUBT.reply
    assert reply.lines[0].speaker == "customer"
    open_ones = [view for view in reply.criteria if view.asked]
    assert open_ones
    assert all(view.undecided and not view.machine_met for view in open_ones)
    assert all(view.definition.rule for view in reply.criteria)
    assert any(view.evidence and view.evidence[0].text == "[doub" for view in reply.criteria)


def test_once_everything_is_met_the_result_passes_and_a_certificate_is_offered(
    room: Room, held: str
) -> None:
    reader = room.reader()
    almost = room.read_all(reader, held, met=True, most=1)
    assert almost.result is None
    assert "still to be read" in almost.sentence
    done = room.read_all(reader, held, met=True)
    assert done.result is not None
    assert (done.result.decision, done.still_open) == (Decision.PASSED, 0)
    assert done.certificate
    assert room.queue.waiting(room.desk) == ()
    assert room.app.results.of(held).decision is Decision.PASSED
    assert room.app.certificates.obstacle(held) is None
    assert room.app.certificates.issue(held).holder == "Dimitri Vlachos"


def test_what_a_reader_said_stands_beside_the_machines_mark_with_name_day_and_reason(
    room: Room, held: str, clock: HandClock
) -> None:
    machine = room.app._attempts.grades(held)
    room.read_all(room.reader(), held, met=True)
    assert room.app._attempts.grades(held) == machine
    view = next(v for v in room.replies(held)[0].criteria if v.outcome.readings)
    said = view.outcome.readings[0]
    assert (said.reader, said.role, said.reason) == (
        "Ada Moreau",
        Role.READER,
        "The first line says so.",
    )
    assert (said.machine_met, said.marker, said.read_at) == (False, "words 1", clock.now())
    assert not view.machine_met
    assert view.outcome.met


def test_once_everything_is_unmet_the_result_is_not_yet(room: Room, held: str) -> None:
    done = room.read_all(room.reader(), held, met=False)
    assert done.result is not None
    assert done.result.decision is Decision.NOT_YET
    assert not done.certificate
    obstacle = room.app.certificates.obstacle(held)
    assert obstacle is not None
    assert "passed exam" in obstacle


def test_two_readers_who_disagree_hold_the_result_until_a_third_has_read(
    room: Room, held: str
) -> None:
    room.read_all(room.reader(), held, met=True)
    reply = next(r for r in room.replies(held) if any(v.outcome.readings for v in r.criteria))
    point = next(v.point for v in reply.criteria if v.outcome.readings)

    def say(name: str, *, met: bool) -> Decided:
        return room.queue.decide(
            room.reader(name),
            held,
            reply.item,
            point.criterion,
            turn=point.turn,
            met=met,
            reason="It is said in passing.",
        )

    disagreed = say("Ben Okafor", met=False)
    assert (disagreed.disputed, disagreed.result) == (1, None)
    assert room.app.results.of(held).decision is Decision.WAITING
    lines = {name: room.queue.waiting(room.reader(name))[0] for name in ("Ada Moreau", "Cy Twi")}
    assert (lines["Ada Moreau"].mine, lines["Cy Twi"].mine) == (0, 1)
    third = say("Cy Twi", met=True)
    assert third.result is not None
    assert third.result.decision is Decision.PASSED
    assert len(room.queue.read(room.desk)) == 1


def test_the_desk_ends_a_dispute(room: Room, held: str) -> None:
    reply = room.replies(held)[0]
    point = next(view.point for view in reply.criteria if view.asked)
    for name, met in (("Ada Moreau", True), ("Ben Okafor", False)):
        room.queue.decide(
            room.reader(name), held, reply.item, point.criterion, met=met, reason="I see it so."
        )
    assert room.queue.waiting(room.desk)[0].disputed == 1
    came = room.queue.decide(
        room.desk, held, reply.item, point.criterion, met=True, reason="Heard both."
    )
    assert came.disputed == 0
    view = next(v for v in room.replies(held)[0].criteria if v.point == point)
    assert [one.reader for one in view.outcome.readings][-1] == "People desk"


def test_a_total_close_to_the_mark_asks_for_every_reply_and_may_be_confirmed(room: Room) -> None:
    near = room.take("Kofi Asante", Hand(slips=6))
    replies = room.replies(near)
    assert all(view.asked for reply in replies for view in reply.criteria)
    reader = room.reader()
    for item in dict.fromkeys(reply.item for reply in replies):
        came = room.queue.confirm_rest(reader, near, item, reason="Marked as I would have.")
    assert came.result is not None
    assert came.result.points == room.app.results.of(near).points
    assert came.result.decision in (Decision.PASSED, Decision.NOT_YET)
    with pytest.raises(UserError, match="decided already"):
        room.queue.confirm_rest(reader, near, replies[0].item, reason="Again.")


def test_a_breach_of_a_blocking_rule_waits_for_a_person_who_may_clear_it(room: Room) -> None:
    rude = room.take("Hana Kovářová", Hand(reply="[rude] As I said."))
    asked = {v.point.criterion for r in room.replies(rude) for v in r.criteria if v.asked}
    assert asked == {"calm_tone"}
    done = room.read_all(room.reader(), rude, met=True)
    assert done.result is not None
    assert done.result.decision is Decision.PASSED
    assert not any(grade.blockers for grade in done.result.grades.values())


def test_a_request_brings_a_finished_attempt_before_a_person_who_answers(room: Room) -> None:
    attempt = room.take("Grace Mensah", Hand(slips=5, reply="[poor]"))
    item = next(reply.item for reply in _written(room, attempt))
    room.app.results.request_review(attempt, "I did apologise.", item=item)
    line = room.queue.waiting(room.desk)[0]
    assert [request.why for request in line.asked] == ["I did apologise."]
    room.queue.decide(room.reader(), attempt, item, "calm_tone", met=True, reason="It is calm.")
    assert [one.said for one in room.app.results.requests(attempt)] == ["Read.", None]
    room.queue.answer_request(room.desk, line.asked[0].id, "A person has read it again.")
    told = room.app.results.requests(attempt)[-1]
    assert (told.said, told.said_at) == ("A person has read it again.", room.app.clock.now())
    assert room.queue.waiting(room.desk) == ()
    with pytest.raises(UserError, match="answered already"):
        room.queue.answer_request(room.desk, line.asked[0].id, "Once more.")


def _written(room: Room, attempt: str) -> list[ReplyView]:
    room.app.results.request_review(attempt, "See all of it.")
    request = room.queue.waiting(room.desk)[0].asked[0]
    found = [reply for reply in room.replies(attempt) if not reply.turn]
    room.queue.answer_request(room.desk, request.id, "Read.")
    return found


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_decision_needs_a_reason(room: Room, held: str, reason: str) -> None:
    reply = room.replies(held)[0]
    with pytest.raises(UserError, match="reason"):
        room.queue.decide(room.desk, held, reply.item, "calm_tone", met=True, reason=reason)


def test_what_is_not_there_can_not_be_decided(room: Room, held: str) -> None:
    reply = room.replies(held)[0]
    with pytest.raises(UserError, match="no kindness"):
        room.queue.decide(room.desk, held, reply.item, "kindness", met=True, reason="So.")
    with pytest.raises(UserError, match="no ZZ-1"):
        room.queue.decide(room.desk, held, "ZZ-1", "calm_tone", met=True, reason="So.")
    with pytest.raises(UserError, match="no such attempt"):
        room.queue.paper(room.desk, "a-none")


def test_after_the_certificate_marks_stand(room: Room, held: str) -> None:
    room.read_all(room.desk, held, met=True)
    room.app.certificates.issue(held)
    reply = room.replies(held)[0]
    with pytest.raises(UserError, match="has been issued"):
        room.queue.decide(room.desk, held, reply.item, "calm_tone", met=False, reason="Late.")


def test_a_closed_door_lets_nobody_read(room: Room, held: str, clock: HandClock) -> None:
    reader = room.reader()
    clock.pass_time(16 * 60)
    with pytest.raises(UserError, match="locked"):
        room.queue.waiting(reader)
    with pytest.raises(UserError, match="locked"):
        room.queue.decide(reader, held, "any", "calm_tone", met=True, reason="So.")


def test_every_decision_is_in_the_audit_log_and_the_chain_stays_whole(
    room: Room, held: str
) -> None:
    room.read_all(room.reader(), held, met=True)
    lines = [line for line in room.app.audit.newest(room.desk) if line.action == "reply.read"]
    assert lines
    assert all(line.subjects[0] == held for line in lines)
    assert not any("Ada" in str(line) for line in lines)
    assert room.app.chain.check() is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update readings set met = 1 - met", "changed after its result"),
        (
            """update answers set answer = json_set(answer, '$.text', 'Better.')
               where json_extract(answer, '$.text') is not null""",
            "changed",
        ),
        ("update results set points = 99.0", "changed after its result"),
        ("delete from attempt_chain where seq = 1", "broken at link 1"),
    ],
)
def test_what_was_changed_behind_the_programs_back_gets_no_certificate(
    room: Room, held: str, change: str, said: str
) -> None:
    room.read_all(room.reader(), held, met=True)
    room.app.database.connection.execute(change)
    with pytest.raises(UserError, match=said):
        room.app.certificates.issue(held)
    assert room.app.certificates.all() == ()


def test_marks_that_the_answers_do_not_earn_are_found_though_the_chain_was_mended(
    room: Room,
) -> None:
    attempt = room.take("Ismail Yıldız", Hand(slips=5, reply="[poor]"))
    connection = room.app.database.connection
    connection.execute(
        "update grades set grade = json_set(grade, '$.points', 1.0, '$.low', 1.0, '$.high', 1.0)"
    )
    connection.execute(
        """update results set decision = 'passed', points = 100.0,
             result = json_set(result, '$.points', 100.0, '$.decision', 'passed')"""
    )
    connection.execute("delete from attempt_chain")
    connection.execute("delete from chain_heads")
    from quizapp.storage.chain import ChainStore  # noqa: PLC0415 - the forger's tool, used only here

    ChainStore(room.app.database).add_link(attempt, room.app.clock.now())
    room.app.desk.unlock("twelve green umbrellas")
    with pytest.raises(UserError, match="does not earn the mark"):
        room.app.certificates.issue(attempt)


def test_marks_of_an_older_marker_are_compared_as_stored_and_a_note_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = room.take("Élodie Marchand", WELL)
    assert room.app.certificates.recounted(attempt).note == ""
    monkeypatch.setattr("word_marker.WordMarker.version", "words 2")
    note = room.app.certificates.recounted(attempt).note
    assert "words 1" in note
    assert "words 2" in note


@pytest.fixture
def alone(app: App, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the held attempt of somebody who learns without an organisation."""
    use_word_marker(monkeypatch)
    return sit(app, app.people.create(name="Nadia Rahman").id, IN_DOUBT).attempt


def test_without_a_desk_the_lower_bound_may_be_taken_as_final(app: App, alone: str) -> None:
    held = app.results.of(alone)
    assert held.decision is Decision.WAITING
    taken = app.results.take_lower_bound(alone)
    assert taken.result is not None
    assert taken.result.points == held.low
    assert taken.result.low == taken.result.high
    assert app.results.of(alone).decision is Decision.NOT_YET
    assert app.certificates.recounted(alone).result == taken.result
    with pytest.raises(UserError, match="Nothing in this attempt waits"):
        app.results.take_lower_bound(alone)


def test_what_a_person_conceded_does_not_bind_a_reader(app: App, alone: str) -> None:
    app.results.take_lower_bound(alone)
    room = Room(app=app, desk=set_up(app))
    app.results.request_review(alone, "Now there is somebody to read it.")
    reader = room.reader()
    came = None
    for reply in room.replies(alone):
        for view in reply.criteria:
            if view.asked:
                came = room.queue.decide(
                    reader,
                    alone,
                    reply.item,
                    view.point.criterion,
                    turn=reply.turn,
                    met=True,
                    reason="It is there.",
                )
    assert came is not None
    assert came.disputed == 0
    assert app.results.of(alone).decision is Decision.PASSED


def test_with_a_desk_nobody_takes_the_lower_bound(room: Room, held: str) -> None:
    with pytest.raises(UserError, match="Wait for them"):
        room.app.results.take_lower_bound(held)
