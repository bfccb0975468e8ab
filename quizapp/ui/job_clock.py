"""How long a piece of work will still take, in words; a pause does not count."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

QUIET_SECONDS = 3.0
"""No guess before this much work: the first steps say little."""
MINUTE = 60
HALF_MINUTE = 45


class JobClock:
    """Counts the seconds of work, and guesses those that are left."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._since: float | None = None
        self._worked = 0.0

    def go(self) -> None:
        """Begin, or go on after a pause."""
        if self._since is None:
            self._since = self._now()

    def hold(self) -> None:
        """Pause."""
        if self._since is not None:
            self._worked += self._now() - self._since
            self._since = None

    def worked(self) -> float:
        """Return the seconds of work so far."""
        running = 0.0 if self._since is None else self._now() - self._since
        return self._worked + running

    def left(self, done: int, total: int) -> str:
        """Return the time left in words; empty while it is too early to say."""
        worked = self.worked()
        if worked < QUIET_SECONDS or done <= 0 or done >= total:
            return ""
        return in_words(worked / done * (total - done))


def in_words(seconds: float) -> str:
    """Return a span of work, rounded so that it does not flicker."""
    if seconds < HALF_MINUTE:
        fives = max(5, 5 * round(seconds / 5))
        return f"about {fives} seconds left"
    minutes = max(1, round(seconds / MINUTE))
    if minutes < MINUTE:
        return f"about {minutes} {'minute' if minutes == 1 else 'minutes'} left"
    hours = round(minutes / MINUTE)
    return f"about {hours} {'hour' if hours == 1 else 'hours'} left"
