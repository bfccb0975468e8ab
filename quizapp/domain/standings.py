"""Where people stand with an exam: who passed, who waits for a reader, who is close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CLOSE_ERRORS = 2.0
"""Standard errors of measurement below the mark within which somebody is called close."""


class Stand(StrEnum):
    """Where one person stands with one exam, in the order in which it counts."""

    CERTIFIED = "certified"
    PASSED = "passed"
    WAITING = "waiting"
    UNDER_WAY = "under way"
    CLOSE = "close"
    NOT_YET = "not yet"
    NOT_BEGUN = "not begun"


STAND_WORDS = {
    Stand.CERTIFIED: "Holds the certificate",
    Stand.PASSED: "Passed, without a certificate",
    Stand.WAITING: "Waits for a reader",
    Stand.UNDER_WAY: "Exam open",
    Stand.CLOSE: "Not yet, close to the mark",
    Stand.NOT_YET: "Not yet",
    Stand.NOT_BEGUN: "Not begun",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One person and one exam. `points` of 100 are the best so far, `attempt` what they are from.

    `assigned` tells that the exam was given to the person; `tries` counts what was begun;
    `language` is that of the name.
    """

    learner: str
    name: str
    number: str
    groups: tuple[str, ...]
    stand: Stand
    assigned: bool = False
    attempt: str | None = None
    points: float | None = None
    cut: float | None = None
    finished_at: datetime | None = None
    tries: int = 0
    serial: str | None = None
    language: str = ""

    @property
    def decided(self) -> bool:
        """Tell whether there is a final result, which is what a share of passes is taken of."""
        return self.stand in DECIDED


PASSED = frozenset({Stand.CERTIFIED, Stand.PASSED})
DECIDED = PASSED | {Stand.CLOSE, Stand.NOT_YET}


def is_close_below(points: float, cut: float, standard_error: float) -> bool:
    """Tell whether somebody who has not passed is close.

    Close means: a total less than two standard errors of measurement below the mark, or at the mark
    with the written parts still short. Farther below, a person whose ability lies exactly at the
    mark would be found only about once in forty attempts, so that chance no longer explains it.
    """
    return points > cut - CLOSE_ERRORS * standard_error
