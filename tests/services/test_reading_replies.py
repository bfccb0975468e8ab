"""Replies that wait for a person: deciding them, disagreeing about them, and who may."""

from __future__ import annotations

import pytest
from desk_day import (
    IN_DOUBT,
    WELL,
    Hand,
)
from hand_clock import HandClock
from reading_room import Room

from quizapp.domain.desk import Role
from quizapp.domain.result import Decision
from quizapp.errors import UserError
from quizapp.services.review_paper import ReplyView
from quizapp.services.review_script import Decided


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
