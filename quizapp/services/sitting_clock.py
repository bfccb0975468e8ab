"""The clock of a sitting: a section's timer together with the clock of the machine."""

from __future__ import annotations

from quizapp.clock import Clock
from quizapp.domain.people import Accommodations
from quizapp.domain.plan import Section
from quizapp.exam import timer
from quizapp.exam.timer import SectionTimer, Stamp
from quizapp.storage.attempts import StoredTimer


class SittingClock:
    """Counts the time of one section after the other; what it holds is stored by the sitting."""

    def __init__(self, clock: Clock, kept: SectionTimer) -> None:
        self._clock = clock
        self._timer = kept
        self._last_left: float | None = None

    @property
    def used(self) -> float:
        """Return the seconds used when last counted."""
        return self._timer.used

    @property
    def limited(self) -> bool:
        """Tell whether the section has a limit."""
        return self._timer.limit is not None

    def left(self) -> float | None:
        """Return the seconds left in the section; None without a limit."""
        return self._timer.left(stamp(self._clock))

    def passed(self, left: float | None) -> float | None:
        """Remember what is left and return what was left when asked before."""
        before, self._last_left = self._last_left, left
        return before

    def reached(self, before: float | None, left: float, *, quiet: bool) -> float | None:
        """Return the minutes at which the clock has to speak now, or None."""
        if before is None or self._timer.limit is None:
            return None
        return timer.crossed(before, left, timer.thresholds(self._timer.limit, quiet=quiet))

    def count(self) -> StoredTimer:
        """Count the time up to now and return what to store."""
        if self._timer.running:
            self._timer = self._timer.counted(stamp(self._clock))
        return self.stored()

    def stop(self) -> None:
        """Let no more time pass."""
        self._timer = self._timer.paused(stamp(self._clock))

    def go_on(self) -> None:
        """Let time pass again."""
        self._timer = self._timer.resumed(stamp(self._clock))

    def begin(self, limit: float | None, *, running: bool) -> None:
        """Turn to a section of which nothing is used yet."""
        self._timer = SectionTimer(
            limit=limit, used=0.0, counted_at=stamp(self._clock), running=running
        )
        self._last_left = None

    def stored(self) -> StoredTimer:
        """Return the clock as it is stored."""
        return stored_timer(self._timer)


def restored(
    clock: Clock, stored: StoredTimer, *, limit: float | None, waiting: bool, may_pause: bool
) -> SittingClock:
    """Return the clock of an attempt that is taken up.

    An absence counts unless the clock may be paused or the section waits to be begun.
    """
    then = Stamp(monotonic=stored.monotonic, wall=stored.wall, boot=stored.boot)
    kept = SectionTimer(limit=limit, used=stored.used, counted_at=then, running=stored.running)
    now = stamp(clock)
    if waiting:
        return SittingClock(clock, kept.paused(now))
    counted = kept if may_pause else kept.counted(now)
    return SittingClock(clock, counted.resumed(now))


def limit(section: Section, support: Accommodations) -> float | None:
    """Return the seconds a section may take with the person's extra time; None without a clock."""
    return None if section.minutes is None else section.minutes * 60 * (1 + support.extra_time)


def stamp(clock: Clock) -> Stamp:
    """Return the moment on both clocks."""
    return Stamp(monotonic=clock.monotonic(), wall=clock.now().timestamp(), boot=clock.boot())


def stored_timer(value: SectionTimer) -> StoredTimer:
    """Return a timer as it is stored."""
    return StoredTimer(
        used=value.used,
        running=value.running,
        monotonic=value.counted_at.monotonic,
        wall=value.counted_at.wall,
        boot=value.counted_at.boot,
    )
