from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from quizapp.ui.tidying import PAUSE_SECONDS, Tidying


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


class Ring:
    """An object that nothing but a cyclic collection takes away."""

    def __init__(self, held: object = None) -> None:
        self.me, self.held = self, held


def test_nothing_is_collected_by_itself_but_all_of_it_by_the_timer(qtbot: QtBot) -> None:
    keeper = QWidget()
    qtbot.addWidget(keeper)
    tidying = Tidying(keeper)
    assert not gc.isenabled()
    gone = weakref.ref(Ring(QWidget()))
    kept = [[number] for number in range(5_000)]
    assert gone() is not None
    assert tidying.tidy() is not None
    assert gone() is None
    assert len(kept) == 5_000


def test_everything_is_looked_through_once_a_minute_at_most(qtbot: QtBot) -> None:
    time = [0.0]
    keeper = QWidget()
    qtbot.addWidget(keeper)
    tidying = Tidying(keeper, now=lambda: time[0])
    gc.set_threshold(1, 0, 0)
    gc.collect(1)
    gc.collect(1)
    many = [[number] for number in range(10)]
    assert tidying.tidy() in {0, 1}
    time[0] += PAUSE_SECONDS
    many += [[number] for number in range(10)]
    gc.collect(1)
    assert tidying.tidy() == 2
    assert len(many) == 20
