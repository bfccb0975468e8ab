"""What every test may use."""

from __future__ import annotations

import os

import pytest
from hand_clock import HandClock
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test is timed: a busy machine is no fault of the code. Speed is measured in benchmarks/.
# `few` is for runs that repeat the tests hundreds of times, such as mutation scores.
settings.register_profile("untimed", deadline=None)
settings.register_profile("few", deadline=None, max_examples=8)
settings.load_profile(os.environ.get("QUIZAPP_EXAMPLES", "untimed"))


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
