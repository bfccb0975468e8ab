# ruff: noqa: PLR2004  # measured cuts stand beside their reasons
"""The learned views and their fusion at marking time.

Three small linear models stand beside the rules: word runs, sentence vectors, and a fusion that
weighs all of them for each criterion. Weights are read from `assets/marker/model.json`, which
`quizapp.grading.free_text.train` writes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import TYPE_CHECKING, Any

from quizapp.grading.free_text.attempt_shape import (
    DISORDER,
    alien,
    foreign_case,
    jumbled,
    looks_like,
    mentions,
    validity_row,
)  # fmt: skip
from quizapp.grading.free_text.band import BandSum
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.case_match import CaseMatch
from quizapp.grading.free_text.features import Scores, blend_row, clause_numbers, ngrams
from quizapp.grading.free_text.fluency import Fluency
from quizapp.grading.free_text.gates import ORDER_REASON, OTHER_CASE
from quizapp.grading.free_text.retelling import Retelling, retellings
from quizapp.grading.free_text.rules import RuleView
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.vectors import CloseReading, available, read_closely, vector
from quizapp.grading.free_text.verdicts import Cut
from quizapp.grading.free_text.weights import asset_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = "model.json"


@dataclass(frozen=True, slots=True)
class Fusion:
    """How one criterion is decided: weights of the two steps, threshold and doubt."""

    weights: tuple[float, ...]
    intercept: float
    blend: tuple[float, ...]
    shift: float
    cut: Cut

    def chance(self, criterion: str, row: Sequence[float], scores: Scores) -> float:
        """Return the chance of the event, rounded to three decimals."""
        linear = round(self.intercept + math.fsum(map(mul, self.weights, row)), 3)
        score = self.shift + math.fsum(map(mul, self.blend, blend_row(criterion, linear, scores)))
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))), 3)


@dataclass(frozen=True, slots=True)
class Validity:
    """What tells an attempt from what only looks like one."""

    weights: tuple[float, ...]
    """For the numbers of `validity_row` save the last ones, which compare the reply with cases."""
    intercept: float
    refuse: float
    doubt: float
    generic: frozenset[str]
    fluency: Fluency
    match: CaseMatch
    elsewhere: tuple[float, ...]
    """Intercept and weights of the sum that tells answers to another case from own replies."""
    foreign: float
    perhaps_foreign: float
    """Sums above which a reply that would earn much belongs to another case, or may do so."""

    def disordered(self, reply: Passage) -> bool:
        """Say whether the words of a reply stand in no order that sentences have."""
        return self.fluency.judge(reply)[1] > DISORDER

    def judge(self, reply: Passage, facts: CaseFacts, view: RuleView) -> tuple[str | None, bool]:
        """Return the reason for a refusal or None, and whether the reply is a doubtful case."""
        row = validity_row(reply, facts, self.fluency, self.generic, self.match)
        value = round(self.intercept + math.fsum(map(mul, self.weights, row)), 3)
        if value > 0.5 and jumbled(row):
            return ORDER_REASON, False
        strange = round(math.fsum(map(mul, self.elsewhere, (1.0, *row))), 3)
        promises = claims(view) >= MUCH
        if strange > self.foreign and promises and not mentions(row):
            return OTHER_CASE, False
        if value > self.refuse:
            reason = looks_like(row, certain=value > self.refuse + 1.5)
            if reason == OTHER_CASE and not promises and strange <= self.foreign:
                reason = None  # what claims little is refused only where both sums say so
            return reason, reason is None
        odd = value > self.refuse - 1.2 and alien(row)
        if (odd or (value > self.refuse - 3.3 and foreign_case(row))) and promises:
            return OTHER_CASE, False
        return None, value > self.doubt or (strange > self.perhaps_foreign and promises)


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


MUCH = 2
"""Claims from which a reply would earn much: only then is it worth passing off as an answer."""


def claims(view: RuleView) -> int:
    """Return how much a reply would plainly earn; one that earns nothing needs no refusal."""
    return sum(view.strength[name] >= 0.6 for name in _CLAIMS)


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """All trained numbers of the marker."""

    grams: Mapping[str, int]
    gram_weights: Any
    gram_bias: Any
    vector_weights: Any
    vector_bias: Any
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
        grams={gram: number for number, gram in enumerate(raw["grams"])},
        gram_weights=np.array(raw["gram_weights"], dtype=np.float64) / 1000.0,
        gram_bias=np.array(raw["gram_bias"], dtype=np.float64),
        vector_weights=np.array(raw["vector_weights"], dtype=np.float64) / 1000.0,
        vector_bias=np.array(raw["vector_bias"], dtype=np.float64),
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
        validity=_validity(raw["validity"]),
        band=BandSum(
            tuple(raw["band"]["weights"]), raw["band"]["intercept"], raw["band"]["share"]
        ),
    )  # fmt: skip


def _validity(raw: Mapping[str, Any]) -> Validity:
    fluency = Fluency(raw["pairs"], raw["singles"], raw["unseen"])
    return Validity(
        tuple(raw["weights"]),
        raw["intercept"],
        raw["refuse"],
        raw["doubt"],
        frozenset(raw["generic"]),
        fluency,
        CaseMatch.stored(raw["match"]),
        tuple(raw["elsewhere"]["weights"]),
        round(raw["elsewhere"]["refuse"] + MARGIN, 4),
        round(raw["elsewhere"]["doubt"] + MARGIN, 4),
    )


@dataclass(frozen=True, slots=True)
class ClauseViews:
    """Scores of each clause by criterion, and the readings they rest on."""

    scores: Scores
    readings: tuple[Retelling, ...]
    close: CloseReading


def clause_rows(
    reply: Passage, facts: CaseFacts, readings: Sequence[Retelling]
) -> list[NDArray[Any]]:
    """Return for each clause its sentence vector joined with its numbers."""
    import numpy as np  # noqa: PLC0415  # as above

    message = [vector(text) for text in facts.message.sentences]
    rows = []
    for clause, text, reading in zip(reply.clauses, reply.sentences, readings, strict=True):
        own = vector(text)
        rows.append(np.concatenate([own, clause_numbers(clause, reading, message, own)]))
    return rows


def see(
    reply: Passage, facts: CaseFacts, model: LearnedModel, wait: Callable[[], None] | None = None
) -> ClauseViews:
    """Score every clause with the learned views.

    `wait` returns when the vectors of reply and case, begun earlier, are there.
    """
    import numpy as np  # noqa: PLC0415  # as above

    close = close_reading(reply)
    if wait is not None:
        wait()
    readings = retellings(reply, facts)
    rows = clause_rows(reply, facts, readings)
    grams: list[NDArray[Any]] = []
    for clause in reply.clauses:
        found = sorted(model.grams[g] for g in ngrams(clause.norm, facts) if g in model.grams)
        scale = 1.0 / math.sqrt(len(found)) if found else 0.0
        grams.append(model.gram_bias + scale * model.gram_weights[found].sum(axis=0))
    vectors = [model.vector_bias + (model.vector_weights * row).sum(axis=1) for row in rows]
    by_gram = np.round(np.array(grams), 3)
    by_vector = np.round(np.array(vectors), 3)
    names = list(enumerate(model.criteria))
    return ClauseViews(
        Scores(
            {name: tuple(map(float, by_gram[:, i])) for i, name in names},
            {name: tuple(map(float, by_vector[:, i])) for i, name in names},
            {name: tuple(clause[i] for clause in close.clauses) for i, name in names},
            {name: close.whole[i] for i, name in names},
        ),
        tuple(readings),
        close,
    )


def close_reading(reply: Passage) -> CloseReading:
    """Return what the tuned layers say of a reply that has at least one clause."""
    return read_closely(tuple(reply.sentences))
