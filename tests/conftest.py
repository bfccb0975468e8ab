"""What every test may use: a small bank of heads, clocks that obey, and fresh data folders."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class HandClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        self.steady = 1000.0
        self.run = "boot-1"

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def boot(self) -> str:
        return self.run

    def pass_time(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
