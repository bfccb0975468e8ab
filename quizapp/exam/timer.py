"""The clock of a section: pure rules over seconds used; only its caller asks for the time.

Time used is a sum of spans on a clock that counts through sleep and ignores changes of the wall
clock. After a crash the absence counts too, unless the plan may be paused: on the same boot it is
measured by that clock, otherwise by the wall clock, and never as less than nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

THRESHOLDS_MINUTES = (15.0, 5.0, 1.0)


class TickKind(StrEnum):
    """What a tick can announce."""

    THRESHOLD = "threshold"
    TIME_OUT = "time_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Something to announce: a threshold reached, in minutes left, or the end of the time."""

    kind: TickKind
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A moment on both clocks; `boot` names the run of the machine `monotonic` belongs to."""

    monotonic: float
    wall: float
    boot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTimer:
    """Seconds used when last counted, and the limit; `limit` None means no clock."""

    limit: float | None
    used: float
    counted_at: Stamp
    running: bool = True

    def used_at(self, now: Stamp) -> float:
        """Return the seconds used at `now`."""
        if not self.running:
            return self.used
        return self.used + elapsed(self.counted_at, now)

    def left(self, now: Stamp) -> float | None:
        """Return the seconds left, never below 0; None without a clock."""
        return None if self.limit is None else max(0.0, self.limit - self.used_at(now))

    def counted(self, now: Stamp) -> SectionTimer:
        """Return the timer with everything up to `now` counted."""
        return replace(self, used=self.used_at(now), counted_at=now)

    def paused(self, now: Stamp) -> SectionTimer:
        """Return the timer stopped at `now`."""
        return replace(self.counted(now), running=False)

    def resumed(self, now: Stamp) -> SectionTimer:
        """Return the timer running again from `now`."""
        return replace(self, counted_at=now, running=True)


def elapsed(then: Stamp, now: Stamp) -> float:
    """Return the seconds between two moments, by the steadiest clock they share; never negative."""
    if then.boot and then.boot == now.boot:
        return max(0.0, now.monotonic - then.monotonic)
    return max(0.0, now.wall - then.wall)


def thresholds(limit: float, *, quiet: bool) -> tuple[float, ...]:
    """Return the minutes left at which the clock speaks: half time (not a quiet one), 15, 5, 1."""
    minutes = limit / 60
    points = [t for t in THRESHOLDS_MINUTES if t < minutes]
    half = minutes / 2
    if not quiet and half > max(points, default=0.0):
        points.insert(0, half)
    return tuple(points)


def crossed(before: float, after: float, points: tuple[float, ...]) -> float | None:
    """Return the lowest threshold, in minutes, passed between two values of seconds left."""
    passed = [point for point in points if after <= point * 60 < before]
    return min(passed) if passed else None
