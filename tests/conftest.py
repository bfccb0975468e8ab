"""What every test may use."""

from __future__ import annotations

import os

import pytest
from hand_clock import HandClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
