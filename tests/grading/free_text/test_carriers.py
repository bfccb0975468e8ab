"""Where no cue decides, the sentence that carries an outcome must not say the opposite."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quizapp.domain.marking import LIBRARY, Case, Polarity
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.carriers import carried
from quizapp.grading.free_text.evidence import Hit
from quizapp.grading.free_text.features import Scores
from quizapp.grading.free_text.polarity import unsaid
from quizapp.grading.free_text.rules import RuleView
from quizapp.grading.free_text.text import read
from quizapp.grading.free_text.verdicts import Cut, settle
from quizapp.grading.free_text.vocabulary import repair

CUT = Cut(0.45, 0.4, 0.5)


def view(criterion: str, strength: float) -> RuleView:
    names = ("no_blame", "take_ownership", "concrete_next_step")
    hits = {criterion: (Hit(criterion, "plain", strength, "", 0, 0, 1, None),)} if strength else {}
    return RuleView({n: strength if n == criterion else 0.0 for n in names}, hits, {})


@pytest.mark.parametrize(
    ("criterion", "sentence", "why"),
    [
        ("concrete_next_step", "i will not refund the fee .", "says that it will not be done"),
        (
            "offer_options",
            "you can not choose between a refund and a new one .",
            "says that it will not be done",
        ),
        (
            "concrete_next_step",
            "you should contact the manufacturer .",
            "leaves the act to others",
        ),
        (
            "validate_feeling",
            "your anger is not understandable .",
            "denies the feeling",
        ),
        ("take_ownership", "that was your mistake .", "leaves the fault with others"),
        (
            "no_blame",
            "you should not have had to read the leaflet .",
            "clears the customer",
        ),
        ("no_blame", "none of this is down to you .", "clears the customer"),
        ("take_ownership", "our kitchen did not mix up the trays .", "denies the fault"),
        (
            "offer_options",
            "i can neither mend it nor swap it .",
            "says that it will not be done",
        ),
    ],
)
def test_a_sentence_that_says_the_opposite_carries_nothing(
    criterion: str, sentence: str, why: str
) -> None:
    assert unsaid(criterion, sentence) == why


@pytest.mark.parametrize(
    ("criterion", "sentence"),
    [
        ("concrete_next_step", "i can not refund the fee , but i will send you a new one ."),
        ("concrete_next_step", "you can ring me on this number ."),
        ("offer_options", "you can keep the old version or switch on friday ."),
        ("take_ownership", "it was our list that was out of date , and not your ears ."),
    ],
)
def test_a_sentence_with_an_act_of_the_firm_may_carry_it(criterion: str, sentence: str) -> None:
    assert unsaid(criterion, sentence) is None


def test_the_guard_outweighs_a_high_chance_where_no_cue_was_found() -> None:
    verdict = settle(
        "concrete_next_step", view("", 0.0), 0.9, CUT, 2.0, "says that it will not be done"
    )
    assert not verdict.event
    assert verdict.guard == "says that it will not be done"


def test_the_guard_leaves_an_outcome_with_a_cue_alone() -> None:
    verdict = settle(
        "concrete_next_step", view("concrete_next_step", 0.8), 0.9, CUT, 2.0, "leaves the act"
    )
    assert verdict.event
    assert verdict.guard is None


@pytest.mark.parametrize(("chance", "broken"), [(0.2, True), (0.03, True), (0.02, False)])
def test_a_plain_reproach_counts_though_the_rest_is_kind(chance: float, *, broken: bool) -> None:
    verdict = settle("no_blame", view("no_blame", 0.8), chance, CUT, 0.0)
    assert verdict.event is broken
    assert verdict.doubt is broken


def test_blame_in_so_many_words_counts_whatever_the_chance() -> None:
    hit = Hit("no_blame", "you are to blame", 0.85, "", 0, 0, 1, None)
    outright = RuleView({"no_blame": 0.85}, {"no_blame": (hit,)}, {})
    assert settle("no_blame", outright, 0.01, CUT, 0.0).event


def test_the_evidence_names_the_guard(marker: Marker, kettle: Case) -> None:
    reply = "Hello Maria. I will not refund the fee. I am looking at your file at this moment."
    mark = marker.mark(kettle, reply).criteria["concrete_next_step"]
    assert not mark.met
    assert any(
        e.polarity is Polarity.VOID
        and e.guard == "says that it will not be done"
        and e.text.startswith("I will not refund the fee")
        for e in mark.evidence
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "That was your mistake.",
        "You got this wrong.",
        "Your carelessness caused this.",
        "You yourself are to blame.",
        "You gave us the wrong postcode.",
    ],
)
def test_a_fault_put_on_the_customer_is_blame_and_no_ownership(
    marker: Marker, kettle: Case, sentence: str
) -> None:
    criteria = marker.mark(kettle, f"Maria, I have your message here. {sentence}").criteria
    assert not criteria["take_ownership"].met
    assert not criteria["no_blame"].met


def test_a_promise_that_is_denied_sets_no_time(marker: Marker, kettle: Case) -> None:
    mark = marker.mark(kettle, "Maria, I have read your message. It will not arrive by Tuesday.")
    assert not mark.criteria["time_commitment"].met


def test_what_is_said_not_to_be_small_is_not_belittled(marker: Marker, kettle: Case) -> None:
    mark = marker.mark(kettle, "Maria, I have read your note. It is not just a small leak.")
    assert mark.criteria["no_minimising"].met


def test_what_a_guard_voided_is_not_read_along() -> None:
    reply = read("Hello Maria. I will not refund the fee.", repair)
    low = dict.fromkeys(LIBRARY, (-1.0, -1.0))
    close = {**low, "concrete_next_step": (7.0, 8.0)}
    scores = Scores(low, low, close, dict.fromkeys(LIBRARY, 0.0))
    asked: list[tuple[int, ...]] = []

    def alone(free: Sequence[int]) -> list[float]:
        asked.append(tuple(free))
        return [-6.0]

    together = carried("concrete_next_step", view("concrete_next_step", 0), reply, scores)
    apart = carried("concrete_next_step", view("concrete_next_step", 0), reply, scores, alone)
    assert (together.clause, together.guard) == (0, None)
    assert (apart.clause, apart.guard) == (1, "says that it will not be done")
    assert asked == [(0,)]
