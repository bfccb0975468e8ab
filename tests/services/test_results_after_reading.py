"""What a reading does to the result and the certificate, and what is conceded without one."""

from __future__ import annotations

import pytest
from desk_day import (
    IN_DOUBT,
    WELL,
    Hand,
    set_up,
    sit,
    use_word_marker,
)
from reading_room import Room

from quizapp.app import App
from quizapp.domain.result import Decision
from quizapp.errors import UserError


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


def test_once_everything_is_unmet_the_result_is_not_yet(room: Room, held: str) -> None:
    done = room.read_all(room.reader(), held, met=False)
    assert done.result is not None
    assert done.result.decision is Decision.NOT_YET
    assert not done.certificate
    obstacle = room.app.certificates.obstacle(held)
    assert obstacle is not None
    assert "passed exam" in obstacle


def test_after_the_certificate_marks_stand(room: Room, held: str) -> None:
    room.read_all(room.desk, held, met=True)
    room.app.certificates.issue(held)
    reply = room.replies(held)[0]
    with pytest.raises(UserError, match="has been issued"):
        room.queue.decide(room.desk, held, reply.item, "calm_tone", met=False, reason="Late.")


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
