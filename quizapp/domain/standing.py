"""Where an attempt stands, and how sure somebody was: the words, without the values."""

from __future__ import annotations

from enum import StrEnum


class AttemptState(StrEnum):
    """Where an attempt stands.

    `overdue`: the time is over and the plan lets the person still hand in, marked late.
    `submitted`: handed in, not yet marked. `waiting_for_review`: marked, a person must decide.
    """

    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    WAITING_FOR_REVIEW = "waiting_for_review"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class Confidence(StrEnum):
    """How sure a person said to be before seeing whether they were right."""

    GUESS = "guess"
    FAIRLY_SURE = "fairly_sure"
    SURE = "sure"
