# ruff: noqa: PLR2004  # measured cuts stand beside their reasons
"""Whether a reply is an attempt at all, by its shape and by how well it fits its case.

Most replies show by their words alone that they belong to their case. The vectors of the sentences,
which cost as much as the rest of a mark, are worked out only for those that may not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul
from typing import Any

from quizapp.grading.free_text.attempt_shape import (
    DISORDER,
    alien,
    foreign_case,
    jumbled,
    looks_like,
    mentions,
    shape_row,
    tells,
)  # fmt: skip
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.case_match import MATCH_COLUMNS, CaseMatch
from quizapp.grading.free_text.fluency import Fluency
from quizapp.grading.free_text.gates import ORDER_REASON, OTHER_CASE
from quizapp.grading.free_text.rules import RuleView
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.vectors import vectors

CASE_COLUMNS = ("near message", "mean near", "near situation", *MATCH_COLUMNS)


def case_row(reply: Passage, facts: CaseFacts, match: CaseMatch) -> list[float]:
    """Return how near the sentences of a reply come to those of its case, in `CASE_COLUMNS`."""
    own, message, situation = (
        list(vectors(text.sentences)) for text in (reply, facts.message, facts.situation)
    )
    near = [max((float(o @ m) for m in message), default=0.0) for o in own]
    other = max((float(o @ m) for o in own for m in situation), default=0.0)
    row = [max(near, default=0.0), sum(near) / max(1, len(near)), other]
    return [round(v, 3) for v in (*row, *match.numbers(own, [*message, *situation]))]


@dataclass(frozen=True)
class Fit:
    """How well one reply fits its case, worked out when it is first asked for."""

    reply: Passage
    facts: CaseFacts
    match: CaseMatch

    @cached_property
    def row(self) -> list[float]:
        """The numbers of `case_row`."""
        return case_row(self.reply, self.facts, self.match)

    def near(self) -> float:
        """Return how near the reply comes to the message."""
        return self.row[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """The reason for a refusal or None, and whether the reply is a doubtful case.

    `own` says that it has several words that few cases have and this one has, and looks sound.
    """

    reason: str | None
    unsure: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Validity:
    """What tells an attempt from what only looks like one."""

    weights: tuple[float, ...]
    """For the numbers of `shape_row`."""
    intercept: float
    refuse: float
    doubt: float
    generic: frozenset[str]
    fluency: Fluency
    match: CaseMatch
    plainly_own: tuple[float, ...]
    """Intercept and weights, for the shape alone, of a sum that is below nought where the words
    show that the reply belongs to its case."""
    elsewhere: tuple[float, ...]
    """Intercept and weights of the sum that tells answers to another case from own replies, for
    shape and fit."""
    foreign: float
    perhaps_foreign: float
    """Sums above which a reply that would earn much belongs to another case, or may do so."""

    def disordered(self, reply: Passage) -> bool:
        """Say whether the words of a reply stand in no order that sentences have."""
        return self.fluency.judge(reply)[1] > DISORDER

    def judge(self, reply: Passage, facts: CaseFacts, view: RuleView) -> Judged:
        """Return what shape and case say of a reply."""
        row = shape_row(reply, facts, self.fluency, self.generic)
        value = round(self.intercept + math.fsum(map(mul, self.weights, row)), 3)
        if value > 0.5 and jumbled(row):
            return Judged(ORDER_REASON)
        fit = Fit(reply, facts, self.match)
        strange = self.strangeness(row, fit)
        promises = claims(view) >= MUCH
        own = mentions(row)
        if strange > self.foreign and promises and not own:
            return Judged(OTHER_CASE)
        if value > self.refuse:
            reason = looks_like(row, fit.near, certain=value > self.refuse + 1.5)
            if reason == OTHER_CASE and not promises and strange <= self.foreign:
                reason = None  # what claims little is refused only where both sums say so
            return Judged(reason, unsure=reason is None)
        if promises and strange > 0:
            odd = value > self.refuse - 1.2 and alien(row, fit.near)
            if odd or (value > self.refuse - 3.3 and foreign_case(row, fit.near)):
                return Judged(OTHER_CASE)
        unsure = value > self.doubt or (strange > self.perhaps_foreign and promises)
        return Judged(None, unsure=unsure, own=own and value < SOUND)

    def strangeness(self, row: Sequence[float], fit: Fit) -> float:
        """Return how like one to another case a reply looks; minus infinity if not at all."""
        if round(math.fsum(map(mul, self.plainly_own, (1.0, *row))), 3) < 0:
            return -math.inf
        return round(math.fsum(map(mul, self.elsewhere, (1.0, *row, *fit.row))), 3)

    def foreignness(self, reply: Passage, facts: CaseFacts) -> float:
        """Return the same sum for any reply that tells particulars; minus infinity for others."""
        row = shape_row(reply, facts, self.fluency, self.generic)
        if not tells(row):
            return -math.inf
        fit = case_row(reply, facts, self.match)
        return round(math.fsum(map(mul, self.elsewhere, (1.0, *row, *fit))), 3)

    @classmethod
    def stored(cls, raw: Mapping[str, Any]) -> Validity:
        """Return the model as it stands in the model file."""
        return cls(
            tuple(raw["weights"]), raw["intercept"], raw["refuse"], raw["doubt"],
            frozenset(raw["generic"]), Fluency(raw["pairs"], raw["singles"], raw["unseen"]),
            CaseMatch.stored(raw["match"]), tuple(raw["elsewhere"]["plainly_own"]),
            tuple(raw["elsewhere"]["weights"]),
            round(raw["elsewhere"]["refuse"] + MARGIN, 4),
            round(raw["elsewhere"]["doubt"] + MARGIN, 4),
        )  # fmt: skip


MARGIN = 0.85
"""How far these two sums lie above those that one and ten of a thousand genuine replies of
scenarios left out exceed. Replies by other writers lie further out than the project's own; the
margin was chosen on the readable half of the replies that the marker is evaluated on."""
_CLAIMS = (
    "acknowledge_feeling",
    "validate_feeling",
    "apologise",
    "take_ownership",
    "concrete_next_step",
)


SOUND = -3.0005
"""Sum over the shape below which a reply reads like a sound one."""
MUCH = 2
"""Claims from which a reply would earn much: only then is it worth passing off as an answer."""


def claims(view: RuleView) -> int:
    """Return how much a reply would plainly earn; one that earns nothing needs no refusal."""
    return sum(view.strength[name] >= 0.6 for name in _CLAIMS)
