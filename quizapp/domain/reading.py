"""What a person decided about one criterion of a reply, kept beside the machine's mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from quizapp.domain.desk import Role
from quizapp.domain.finding import folded

VALID_ATTEMPT = "valid_attempt"
"""Stands beside the criteria: whether the reply is an attempt at all."""


class Point(NamedTuple):
    """What is decided: a criterion of a written reply, or of one turn of a conversation.

    `turn` names the node of the conversation and is empty for a written reply.
    """

    turn: str
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reader's decision on one point, with the reason, and what the machine had said.

    `machine_met` is None where the machine did not decide the criterion.
    """

    attempt: str
    item: str
    point: Point
    met: bool
    reason: str
    reader: str
    role: Role
    machine_met: bool | None
    marker: str
    read_at: datetime


class Agreement(StrEnum):
    """How the readers of a point stand to each other."""

    UNREAD = "unread"
    SETTLED = "settled"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What all readings of a point come to; `met` is None unless it is settled."""

    agreement: Agreement
    met: bool | None = None
    readings: tuple[Reading, ...] = ()


def settle(readings: Sequence[Reading]) -> Outcome:
    """Return what the readings of one point, oldest first, come to.

    The latest word of each reader counts. One reader settles a point; two who disagree do not.
    Then a third makes a majority, or the desk decides, whose latest word always counts. What a
    person conceded themselves counts only as long as nobody else has read.
    """
    others = tuple(one for one in readings if one.role is not Role.LEARNER)
    kept = others or tuple(readings)
    if not kept:
        return Outcome(agreement=Agreement.UNREAD)
    desk = [one.met for one in kept if one.role is Role.DESK]
    if desk:
        return Outcome(agreement=Agreement.SETTLED, met=desk[-1], readings=kept)
    latest = {same_name(one.reader): one.met for one in kept}
    votes = Counter(latest.values())
    if votes[True] == votes[False]:
        return Outcome(agreement=Agreement.DISPUTED, readings=kept)
    met = votes[True] > votes[False]
    return Outcome(agreement=Agreement.SETTLED, met=met, readings=kept)


def same_name(name: str) -> str:
    """Return the form of a reader's name by which two spellings count as one person.

    Capitals, accents, blanks, hyphens, points and letters with a stroke make no other person.
    """
    return "".join(sign for sign in folded(name) if sign.isalnum()).translate(_PLAIN_LETTERS)


_PLAIN_LETTERS = str.maketrans("øłđħŧı", "oldhti")
"""Letters whose stroke or missing dot Unicode does not count as an accent."""
