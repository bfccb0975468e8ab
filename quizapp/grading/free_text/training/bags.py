"""Texts turned into the numbers that the views are fitted on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import ABSENCE
from quizapp.grading.free_text.features import ngrams, reply_numbers
from quizapp.grading.free_text.gates import refusal
from quizapp.grading.free_text.learned import clause_rows
from quizapp.grading.free_text.rules import RuleView, look
from quizapp.grading.free_text.training.examples import Example, Kind, fold_of
from quizapp.grading.free_text.vectors import UNASKED, CloseReading

Array = NDArray[Any]
SHOWN = 0.5
"""Weight from which a cue counts as found."""
OUT_OF_FOLD = "out-of-fold.json"


@dataclass(frozen=True, slots=True)
class Bag:
    """One text for training: its clauses as numbers, and its labels where known."""

    example: Example
    view: RuleView
    numbers: Mapping[str, float]
    grams: tuple[tuple[str, ...], ...]
    rows: tuple[Array, ...]
    cued: Mapping[str, frozenset[int]]
    close: CloseReading | None
    refused: bool

    @property
    def fold(self) -> int:
        """The fold of the scenario."""
        return fold_of(self.example.group)

    @property
    def whole(self) -> bool:
        """Whether this is a reply with all its labels."""
        return self.example.kind is Kind.REPLY

    def judged(self, name: str) -> bool:
        """Say whether the fusion of a criterion can learn from this reply."""
        known = self.whole and name in self.example.labels
        return known and (self.example.valid or name in ABSENCE)


def bag_of(example: Example, close: CloseReading | None) -> Bag:
    """Return the numbers of one text."""
    facts, passage = example.facts, example.passage
    view = look(passage, facts, example.case.channel)
    readings = view.readings
    cued: dict[str, set[int]] = defaultdict(set)
    for name, hits in view.hits.items():
        cued[name] |= {h.clause for h in hits if h.guard is None and h.weight >= SHOWN}
    return Bag(
        example, view, reply_numbers(passage, view, readings),
        tuple(tuple(sorted(ngrams(c.norm, facts))) for c in passage.clauses),
        tuple(clause_rows(passage, readings)), {k: frozenset(v) for k, v in cued.items()},
        close, refusal(passage, facts) is not None,
    )  # fmt: skip


def close_readings(folder: Path) -> Mapping[str, CloseReading]:
    """Return what tuned layers that have not met a scenario say of its texts, by id."""
    said = json.loads((folder / OUT_OF_FOLD).read_text("utf-8"))["said"]
    return {
        ident: CloseReading(
            tuple(map(tuple, row["clauses"])),
            tuple(row["whole"]),
            tuple(row["bands"]),
            row["trap"],
            row.get("foreign", UNASKED),
        )
        for ident, row in said.items()
    }


def bags_of(examples: Sequence[Example], close: Mapping[str, CloseReading]) -> list[Bag]:
    """Return the bags of all texts, in order."""
    return [bag_of(e, close.get(e.home)) for e in examples]


def folds_of(bags: Sequence[Bag]) -> Array:
    """Return the fold of each bag."""
    return np.array([bag.fold for bag in bags])
