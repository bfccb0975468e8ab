from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.grading.choice import score_matching, score_multiple, score_ordering, score_single


def test_single_answer_is_all_or_nothing() -> None:
    assert score_single("a", "a") == 1.0
    assert score_single("b", "a") == 0.0


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        ({"a", "b"}, 1.0),
        ({"a"}, 0.5),
        ({"a", "c"}, 0.0),
        ({"a", "b", "c"}, 0.5),
        ({"c", "d"}, 0.0),
        ({"a", "b", "c", "d", "e"}, 0.0),
        (set(), 0.0),
    ],
)
def test_multiple_response_takes_wrong_ticks_off_but_not_below_zero(
    chosen: set[str], points: float
) -> None:
    assert score_multiple(chosen, ("a", "b")) == points


def test_multiple_response_without_a_key_is_a_bug_in_the_bank() -> None:
    with pytest.raises(ValueError, match="key"):
        score_multiple({"a"}, ())


def test_ordering_counts_pairs_against_the_nearest_accepted_order() -> None:
    assert score_ordering("abcd", ["abcd"]) == 1.0
    assert score_ordering("abdc", ["abcd"]) == pytest.approx(5 / 6)
    assert score_ordering("abdc", ["abcd", "abdc"]) == 1.0
    assert score_ordering("dcba", ["abcd"]) == 0.0


def test_ordering_with_missing_steps_earns_only_the_pairs_that_are_there() -> None:
    assert score_ordering("ab", ["abcd"]) == pytest.approx(1 / 6)


@given(st.permutations("abcde"))
def test_only_an_accepted_order_reaches_full_credit(given_order: list[str]) -> None:
    points = score_ordering(given_order, ["abcde"])
    assert (points == 1.0) == ("".join(given_order) == "abcde")
    assert 0.0 <= points <= 1.0


def test_reversing_an_order_turns_its_points_round() -> None:
    for order in permutations("abcd"):
        there, back = score_ordering(order, ["abcd"]), score_ordering(order[::-1], ["abcd"])
        assert there + back == pytest.approx(1.0)


def test_matching_is_the_share_of_right_pairs_without_penalty() -> None:
    key = {"p1": "a", "p2": "b", "p3": "c"}
    assert score_matching({"p1": "a", "p2": "c"}, key) == pytest.approx(1 / 3)
    assert score_matching({}, key) == 0.0
    assert score_matching(key, key) == 1.0
