"""What every test may use."""

from __future__ import annotations

import os

import pytest
from hand_clock import HandClock
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test is timed: a busy machine is no fault of the code. Speed is measured in benchmarks/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
