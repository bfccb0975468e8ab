"""The band of a whole reply follows from what it does, and damage caps it."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.band import BandSum, read_band
from quizapp.grading.free_text.vectors import CloseReading

SUM = BandSum(tuple(-1.0 if n in ABSENCE else 0.5 for n in LIBRARY), 1.0, 0.0)
SILENT = CloseReading((), (), (0.0, 0.0, 0.0, 0.0), 0.0, 0.0)


def level(*done: str, doubtful: tuple[str, ...] = (), share: BandSum = SUM) -> int:
    event = {n: n in done for n in LIBRARY}
    chance = {n: 0.5 if n in doubtful else float(n in done) for n in LIBRARY}
    return share.level(chance, event, SILENT)


def test_each_thing_done_raises_the_band_until_it_is_full() -> None:
    kind = ("apologise", "concrete_next_step", "take_ownership", "time_commitment", "thank")
    assert [level(*kind[:n]) for n in range(6)] == [1, 1, 2, 2, 3, 3]
    assert level(*(n for n in LIBRARY if n not in ABSENCE)) == 4


@pytest.mark.parametrize(
    ("broken", "cap"),
    [(("no_blame",), 2), (("calm_tone",), 1), (("no_blame", "no_minimising"), 1)],
)
def test_damage_caps_the_band_of_the_best_reply(broken: tuple[str, ...], cap: int) -> None:
    best = tuple(n for n in LIBRARY if n not in ABSENCE)
    assert level(*best, *broken) == cap


def test_a_doubtful_outcome_counts_by_half() -> None:
    sure = ("apologise", "concrete_next_step", "thank", "personalise")
    assert level(*sure) == 3
    assert level(*sure, doubtful=sure) == 2


def test_the_close_reading_expects_the_middle_where_it_knows_nothing() -> None:
    assert read_band(SILENT) == pytest.approx(2.0)
