"""The texts that the close reading learns from beside a case."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from quizapp.domain.marking import ABSENCE, Case
from quizapp.grading.free_text.training.bags import OUT_OF_FOLD
from quizapp.grading.free_text.training.bands import band_of, settled
from quizapp.grading.free_text.training.examples import (
    BESIDE,
    BRIEF,
    Example,
    Kind,
    beside,
    brief,
    read_again,
    replies,
    reserved,
    rows_of,
    told_briefly,
)
from quizapp.grading.free_text.training.made import LONG_ENOUGH, strangers
from quizapp.grading.free_text.weights import asset_path

TRAINING = asset_path("training")
if not TRAINING.is_dir():
    pytest.skip("the training texts lie beside the package, not in it", allow_module_level=True)


@pytest.fixture(scope="module")
def genuine() -> list[Example]:
    return replies(TRAINING)


@pytest.fixture(scope="module")
def short() -> list[Example]:
    return brief(TRAINING)


@pytest.fixture(scope="module")
def some(genuine: list[Example]) -> list[Example]:
    return [e for e in genuine if e.group in {"t01", "t02", "u05"}]


def test_no_short_reply_is_written_for_a_reserved_case() -> None:
    rows = rows_of(TRAINING / "sentences" / BESIDE)
    assert not [row["id"] for row in rows if reserved(row["scenario"])]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    kinds = Counter(row["kind"] for row in rows)
    assert kinds == dict.fromkeys(("other", "own", "mock", "hard", "kind"), len(rows) // 5)


def test_an_answer_to_another_case_is_no_attempt_and_keeps_its_case(
    genuine: list[Example],
) -> None:
    found = beside(TRAINING, genuine)
    cases = {e.group: e.case for e in genuine}
    assert all(e.case == cases[e.group] for e in found)
    assert {(e.kind, e.valid) for e in found} == {(Kind.TRAP, False), (Kind.BESIDE, True)}


def test_a_stranger_breaks_what_it_broke_and_retells_nothing(some: list[Example]) -> None:
    near = {"t01": ("t02",), "t02": ("t01",), "u05": ("t01",)}
    made = strangers(some, near)
    home = {e.ident: e for e in some}
    assert made
    for stranger in made:
        reply = home[stranger.ident.rsplit("-", 1)[0]]
        assert stranger.group != reply.group
        assert stranger.case == next(e.case for e in some if e.group == stranger.group)
        assert stranger.labels["paraphrase"] is False
        assert {n: v for n, v in stranger.labels.items() if n in ABSENCE} == {
            n: v for n, v in reply.labels.items() if n in ABSENCE
        }
        assert not stranger.valid
        assert len(reply.text.split()) >= LONG_ENOUGH


def test_of_briefly_told_cases_what_is_disputed_is_left_out(short: list[Example]) -> None:
    assert all(told_briefly(e.group) for e in short)
    assert len({e.text for e in short}) == len({e.ident for e in short}) == len(short)
    assert max(len(e.case.situation.split()) for e in short) < 45
    own = [e for e in short if e.valid]
    assert {e.kind for e in own} == {Kind.REPLY}
    others = [e for e in short if not e.valid]
    assert {(e.kind, e.trap) for e in others} == {(Kind.TRAP, "other_case")}
    assert 300 <= len(others) < len(own) / 10
    rows = rows_of(TRAINING / BRIEF / "labels.jsonl")
    disputed = {(r["id"], n) for r in rows for n, met in r["criteria"].items() if met is None}
    assert disputed
    assert not disputed & {(e.ident, name) for e in short for name in e.labels}


def test_the_reader_was_asked_about_every_reserved_reply_and_no_other_briefly_told_one(
    genuine: list[Example], short: list[Example]
) -> None:
    kept = {e.ident for e in short if reserved(e.group)}
    said = json.loads((TRAINING / OUT_OF_FOLD).read_text("utf-8"))["said"]
    assert 1_250 <= len(kept) < 1_350
    assert {ident for ident in said if told_briefly(ident)} == kept
    assert {e.ident for e in genuine if reserved(e.group)} <= said.keys()


def test_briefly_told_cases_are_not_among_the_replies_of_whole_cases(
    genuine: list[Example],
) -> None:
    assert not [e.ident for e in genuine if told_briefly(e.group)]


@pytest.mark.parametrize(
    ("labels", "valid", "again", "counts"),
    [
        ({"apologise": True, "no_blame": False}, True, {"r": 2}, 2),
        ({"apologise": True, "no_blame": True}, True, {"r": 2}, 3),
        ({"calm_tone": True}, True, {"r": 2}, 3),
        ({}, False, {"r": 2}, 3),
        ({"apologise": True}, True, {"other": 2}, 3),
    ],
)
def test_a_band_read_again_counts_where_nothing_is_broken(
    labels: dict[str, bool], again: dict[str, int], counts: int, *, valid: bool
) -> None:
    case = Case(situation="", customer_message="")
    first = Example("r", "u05", Kind.REPLY, case, "Sorry.", labels, band=3, valid=valid)
    assert band_of(first, again) == counts


@pytest.mark.parametrize(
    ("labels", "valid", "again", "level"),
    [
        ({"apologise": True}, True, {}, None),
        ({"apologise": True}, True, {"r": 2}, 2),
        ({"no_blame": True}, True, {}, 3),
        ({}, False, {}, 3),
    ],
)
def test_a_band_is_settled_by_the_definition_or_by_what_is_broken(
    labels: dict[str, bool], again: dict[str, int], level: int | None, *, valid: bool
) -> None:
    case = Case(situation="", customer_message="")
    first = Example("r", "u05", Kind.REPLY, case, "Sorry.", labels, band=3, valid=valid)
    assert settled(first, again) == level


def test_every_band_that_was_read_again_is_that_of_a_known_reply(
    genuine: list[Example], short: list[Example]
) -> None:
    again = read_again(TRAINING)
    assert again.keys() <= {e.ident for e in (*genuine, *short)}
    assert set(again.values()) == {0, 1, 2, 3, 4}
