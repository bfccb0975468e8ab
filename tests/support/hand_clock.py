"""A clock for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


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
