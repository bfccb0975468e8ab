"""Whether nominal 80 % ranges hold: simulated learners practise, are forecast and take the exam.

The learners come from another model than the forecast's: abilities on the logit scale with
correlated domains, items of their own difficulty, guessing among four options, part marks.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp
from pathlib import Path
from typing import Any

from record import ROOT, write_record

from quizapp import resources
from quizapp.banks.loading import load
from quizapp.domain.plan import Bank, ExamPlan
from quizapp.progress.readiness import (
    SPREAD_OF_KIND,
    Blueprint,
    Draw,
    Evidence,
    Part,
    Readiness,
    readiness,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SIZES = (20, 40, 80, 160, 320)
LEVEL, LEVEL_SD, DOMAIN_SD, WRITTEN_SD, ITEM_SD, GUESS = 0.45, 0.65, 0.35, 0.5, 0.8, 0.2
WRITTEN = ("free_text", "conversation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A simulated learner: logits by domain, and shifts for written replies and talks."""

    domains: dict[str, float]
    shift: dict[str, float]

    def points(self, domain: str, kind: str, rng: random.Random) -> float:
        """Draw the points of one item."""
        logit = self.domains[domain] + self.shift.get(kind, 0.0) - rng.gauss(0.0, ITEM_SD)
        share = 1 / (1 + exp(-logit))
        if kind in ("choice", "listening"):
            return float(rng.random() < GUESS + (1 - GUESS) * share)
        grain = {"free_text": 8, "conversation": 10}.get(kind, 2)
        return sum(rng.random() < share for _ in range(grain)) / grain


def person(domains: Sequence[str], rng: random.Random) -> Person:
    """Draw a learner."""
    level = rng.gauss(LEVEL, LEVEL_SD)
    return Person(
        domains={domain: rng.gauss(level, DOMAIN_SD) for domain in domains},
        shift={kind: rng.gauss(0.0, WRITTEN_SD) for kind in WRITTEN},
    )


def blueprint_of(plan: ExamPlan) -> Blueprint:
    """Return what a forecast needs of a plan."""
    parts = tuple(
        Part(
            weight=section.weight,
            draws=tuple(
                Draw(
                    number=quota.count,
                    kinds=tuple(kind.value for kind in quota.kinds),
                    domains=quota.domains,
                )
                for quota in section.quotas
            ),
        )
        for section in plan.sections
    )
    return Blueprint(
        plan=plan.id, title=plan.title, parts=parts, cut=plan.cut, min_written=plan.min_written
    )


def practised(
    who: Person, weights: dict[str, float], number: int, rng: random.Random
) -> list[Evidence]:
    """Let a learner practise: domains by weight, one answer in ten written, over three weeks."""
    names = list(weights)
    made = []
    for place in range(number):
        domain = rng.choices(names, [weights[n] for n in names])[0]
        kind = rng.choices([*SPREAD_OF_KIND], [60, 8, 8, 7, 7, 7, 3])[0]
        at = NOW - timedelta(days=21 * (1 - place / number))
        points = who.points(domain, kind, rng)
        made.append(Evidence(item=f"i{place}", domain=domain, kind=kind, points=points, at=at))
    return made


def exam(who: Person, blueprint: Blueprint, weights: dict[str, float], rng: random.Random) -> float:
    """Let a learner take the exam and return points of 100."""
    total = 0.0
    for part in blueprint.parts:
        earned, size = 0.0, 0
        for draw in part.draws:
            names = draw.domains or tuple(weights)
            for _ in range(draw.number):
                kind = rng.choice(draw.kinds)
                domain = rng.choices(names, [weights[n] for n in names])[0]
                earned += who.points(domain, kind, rng)
                size += 1
        total += part.weight * earned / size
    return 100 * total


def simulate(bank: Bank, learners: int, *, seed: int) -> dict[str, object]:
    """Return coverage and calibration by plan and number of answers."""
    weights = {domain.id: domain.weight for domain in bank.domains}
    rng = random.Random(seed)  # noqa: S311 - a simulation that can be repeated
    plans = [plan for plan in bank.plans if plan.cut is not None]
    rows: list[dict[str, Any]] = []
    chances: dict[str, list[bool]] = {}
    for blueprint in map(blueprint_of, plans):
        for number in SIZES:
            inside, widths, errors, refused = 0, [], [], 0
            for _ in range(learners):
                who = person(list(weights), rng)
                made = readiness(practised(who, weights, number, rng), blueprint, weights, now=NOW)
                if not isinstance(made, Readiness):
                    refused += 1
                    continue
                points = exam(who, blueprint, weights, rng)
                inside += made.low <= points <= made.high
                widths.append(made.high - made.low)
                errors.append(points - made.expected)
                chances.setdefault(str(made.word), []).append(points >= (blueprint.cut or 0.0))
            told = learners - refused
            rows.append(
                {
                    "plan": blueprint.plan,
                    "answers": number,
                    "forecasts": told,
                    "refused": refused,
                    "coverage": round(inside / told, 4),
                    "mean_width": round(statistics.mean(widths), 2),
                    "mean_error": round(statistics.mean(errors), 2),
                }
            )
    covered = [float(str(row["coverage"])) for row in rows]
    forecasts = sum(row["forecasts"] for row in rows)
    overall = sum(row["coverage"] * row["forecasts"] for row in rows) / forecasts
    return {
        "nominal": 0.80,
        "overall_coverage": round(overall, 4),
        "lowest_coverage": min(covered),
        "highest_coverage": max(covered),
        "learners_per_cell": learners,
        "seed": seed,
        "cells": rows,
        "reached_the_cut_by_word": {
            word: {"forecasts": len(hits), "share": round(statistics.mean(hits), 3)}
            for word, hits in sorted(chances.items())
        },
    }


def main() -> int:
    """Simulate, print, write the record; 1 if a range does not hold what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "proof" / "readiness.json")
    chosen = parser.parse_args()
    figures = simulate(load(resources.shipped_bank()), chosen.learners, seed=chosen.seed)
    for row in figures["cells"]:  # type: ignore[attr-defined]  # a list of dictionaries, made above
        print(row)
    print({name: value for name, value in figures.items() if name != "cells"})
    write_record(chosen.out, figures)
    low, high = figures["lowest_coverage"], figures["highest_coverage"]
    return 0 if low >= 0.75 and high <= 0.85 else 1  # type: ignore[operator]  # both are numbers


if __name__ == "__main__":
    raise SystemExit(main())
