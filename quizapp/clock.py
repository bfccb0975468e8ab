"""The only place that asks what time it is.

`now` is wall-clock time in UTC for records. `monotonic` is for timers: on Linux and macOS it counts
on through sleep, so a lid that was shut neither stops an exam nor adds time, and a changed wall
clock does not touch it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the time; passed in wherever a rule needs it."""

    def now(self) -> datetime:
        """Return the wall-clock time, aware UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go back and count through sleep where the system can."""

    def boot(self) -> str:
        """Return a name for this run of the machine, or an empty string where none is to be had."""


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> datetime:
        """Return the wall-clock time, aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since some fixed point, counting through sleep where the system can."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot) if boot is not None else time.monotonic()

    def boot(self) -> str:
        """Return a name for this run of the machine, or an empty string where none is to be had."""
        return _boot()


@cache
def _boot() -> str:
    """Return the name the system gave this run; it stays while the program runs."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
