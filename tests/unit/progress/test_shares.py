from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress import shares


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilsons_interval_agrees_with_published_values(
    successes: int, n: int, low: float, high: float
) -> None:
    assert shares.wilson(successes, n) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share_and_stays_inside_nought_to_one(
    counts: tuple[int, int],
) -> None:
    successes, n = counts
    low, high = shares.wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert low < high
    mirrored = shares.wilson(n - successes, n)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


def test_more_people_make_the_interval_narrower() -> None:
    widths = [high - low for low, high in (shares.wilson(n // 2, n) for n in (6, 20, 100, 1000))]
    assert widths == sorted(widths, reverse=True)


def test_of_fewer_than_five_people_nothing_is_said() -> None:
    assert shares.FEWEST == 5
    assert shares.share(4, 4) is None
    assert shares.average([80, 70, 90, 60]) is None
    five = shares.share(5, 5)
    assert five is not None
    assert (five.value, five.high) == (1.0, 1.0)
    assert five.low == pytest.approx(0.5655, abs=1e-4)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(4, 2.7764), (9, 2.2622), (29, 2.0452), (199, 1.9720)]
)
def test_students_quantile_agrees_with_the_tables(freedom: int, quantile: float) -> None:
    assert shares.student(freedom) == pytest.approx(quantile, rel=5e-3)


def test_a_mean_carries_students_interval() -> None:
    values = [61.0, 70.5, 66.0, 80.0, 74.5, 69.0]
    found = shares.average(values)
    assert found is not None
    assert found.value == pytest.approx(mean(values))
    assert (found.low, found.high) == pytest.approx((63.28, 77.05), abs=0.05)


def test_a_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        shares.wilson(1, 0)
