"""A marker for tests of the window: every criterion but the third is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.domain.marking import (
    BLOCKERS,
    Case,
    CriterionMark,
    Evidence,
    Marking,
    Polarity,
    weighted_share,
)


class PlainMarker:
    """Marks by position alone, so that a test knows what will be shown."""

    version = "plain 1"

    def mark(
        self, case: Case, reply: str, *, criteria: Sequence[str], weights: Mapping[str, float]
    ) -> Marking:
        """Return a marking in which the third criterion is lost, unless it is a blocker."""
        del case
        words = reply.split(". ")
        marks = {}
        for place, name in enumerate(criteria):
            met = place != 2 or name in BLOCKERS
            said = words[place] if place < len(words) else ""
            start = reply.find(said)
            spoken = Evidence(
                start=start,
                end=start + len(said),
                text=said,
                why="It says so in plain words.",
                polarity=Polarity.FOR if met else Polarity.AGAINST,
            )
            marks[name] = CriterionMark(
                met=met,
                confidence=0.9,
                review=False,
                evidence=(spoken,) if said else (),
                advice="" if met else "Name a day and a time.",
                rewording=None if met else "“You will hear from me by noon tomorrow.”",
            )
        met_ones = {name: mark.met for name, mark in marks.items()}
        return Marking(
            valid_attempt=True,
            invalid_reason=None,
            band=3,
            score=weighted_share(met_ones, weights),
            needs_review=False,
            marker=self.version,
            criteria=marks,
        )
