# measured cuts stand beside their reasons
"""The learned views and their fusion at marking time.

Three small linear models stand beside the rules: word runs, the stance of a sentence to the case,
and a fusion that weighs all of them for each criterion. Weights are read from
`assets/marker/model.json`, which `quizapp.grading.free_text.training` writes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import mul
from typing import TYPE_CHECKING, Any

from quizapp.grading.free_text.band import BandSum
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.features import (
    Scores,
    blend_row,
    clause_numbers,
    fusion_row,
    ngrams,
    reply_numbers,
)
from quizapp.grading.free_text.retelling import Retelling
from quizapp.grading.free_text.rules import RuleView
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.validity import Validity
from quizapp.grading.free_text.vectors import CloseReading, available
from quizapp.grading.free_text.verdicts import Cut
from quizapp.grading.free_text.weights import asset_path, unpacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = "model.json"
Reading = Callable[[], CloseReading]
"""Returns the close reading of a reply as soon as it is there."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """How one criterion is decided: weights of the two steps, threshold and doubt."""

    weights: tuple[float, ...]
    intercept: float
    blend: tuple[float, ...]
    shift: float
    cut: Cut

    def linear(self, row: Sequence[float]) -> float:
        """Return the log odds of the event before the close reading is known."""
        return round(self.intercept + math.fsum(map(mul, self.weights, row)), 3)

    def chance(self, criterion: str, linear: float, scores: Scores) -> float:
        """Return the chance of the event, rounded to three decimals."""
        score = self.shift + math.fsum(map(mul, self.blend, blend_row(criterion, linear, scores)))
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))), 3)


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """All trained numbers of the marker."""

    grams: Mapping[str, int]
    gram_weights: Any
    gram_bias: Any
    stance_weights: Any
    stance_bias: Any
    criteria: tuple[str, ...]
    fusion: Mapping[str, Fusion]
    trained: Mapping[str, Any]
    validity: Validity
    band: BandSum


@cache
def load_model() -> LearnedModel | None:
    """Return the trained model, or None where no weights are installed."""
    import numpy as np  # noqa: PLC0415  # numpy is loaded at the first mark only

    path = asset_path(MODEL)
    if not path.is_file() or not available():
        return None
    raw = json.loads(path.read_text("utf-8"))
    return LearnedModel(
        grams={gram: number for number, gram in enumerate(raw["grams"].split("\n"))},
        gram_weights=unpacked(raw["gram_weights"], len(raw["criteria"])) / 1000.0,
        gram_bias=np.array(raw["gram_bias"], dtype=np.float64),
        stance_weights=np.array(raw["stance_weights"], dtype=np.float64) / 1000.0,
        stance_bias=np.array(raw["stance_bias"], dtype=np.float64),
        criteria=tuple(raw["criteria"]),
        fusion={
            name: Fusion(
                tuple(f["weights"]),
                f["intercept"],
                tuple(f["blend"]),
                f["shift"],
                Cut(f["threshold"], f["low"], f["high"]),
            )
            for name, f in raw["fusion"].items()
        },
        trained=raw["trained"],
        validity=Validity.stored(raw["validity"]),
        band=BandSum(
            tuple(raw["band"]["weights"]), raw["band"]["intercept"], raw["band"]["share"]
        ),
    )  # fmt: skip


def clause_rows(reply: Passage, readings: Sequence[Retelling]) -> list[NDArray[Any]]:
    """Return the stance of each clause."""
    import numpy as np  # noqa: PLC0415  # as above

    return [
        np.array(clause_numbers(clause, reading))
        for clause, reading in zip(reply.clauses, readings, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Views:
    """What the learned views say of a reply.

    `linear` are the log odds of each criterion before the close reading is weighed in.
    """

    scores: Scores
    linear: Mapping[str, float]
    close: CloseReading


def see(
    reply: Passage, facts: CaseFacts, view: RuleView, model: LearnedModel, reading: Reading
) -> Views:
    """Score a reply with the learned views; the close reading is waited for as late as can be."""
    scores = linear_scores(reply, facts, view.readings, model)
    numbers = reply_numbers(reply, view, view.readings)
    linear = {
        name: fusion.linear(fusion_row(name, view, numbers, scores))
        for name, fusion in model.fusion.items()
    }
    close = reading()
    names = list(enumerate(model.criteria))
    scores = replace(
        scores,
        close={name: tuple(clause[i] for clause in close.clauses) for i, name in names},
        whole={name: close.whole[i] for i, name in names},
    )
    return Views(scores, linear, close)


def linear_scores(
    reply: Passage, facts: CaseFacts, readings: Sequence[Retelling], model: LearnedModel
) -> Scores:
    """Score every clause with the word runs and its stance to the case."""
    import numpy as np  # noqa: PLC0415  # as above

    rows = clause_rows(reply, readings)
    grams: list[NDArray[Any]] = []
    for clause in reply.clauses:
        found = sorted(model.grams[g] for g in ngrams(clause.norm, facts) if g in model.grams)
        scale = 1.0 / math.sqrt(len(found)) if found else 0.0
        grams.append(model.gram_bias + scale * model.gram_weights[found].sum(axis=0))
    stance = [model.stance_bias + (model.stance_weights * row).sum(axis=1) for row in rows]
    by_gram = np.round(np.array(grams), 3)
    by_stance = np.round(np.array(stance), 3)
    names = list(enumerate(model.criteria))
    return Scores(
        {name: tuple(map(float, by_gram[:, i])) for i, name in names},
        {name: tuple(map(float, by_stance[:, i])) for i, name in names},
        {},
        {},
    )
