"""The validity model: what tells an attempt from what only looks like one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.grading.free_text.attempt_shape import VALIDITY_COLUMNS, validity_row
from quizapp.grading.free_text.case_facts import content_words, stem
from quizapp.grading.free_text.fluency import Fluency, learn
from quizapp.grading.free_text.gates import refusal
from quizapp.grading.free_text.learned import ELSEWHERE
from quizapp.grading.free_text.regression import fit
from quizapp.grading.free_text.training.examples import (
    FOLDS,
    FURTHER_SWAP,
    Example,
    Kind,
    fold_of,
)

Array = NDArray[Any]
PENALTY = 0.3
CALM, SURE = 0.986, 0.993
"""Shares of the genuine replies below which lie the cuts for doubt and for refusal."""
COMMON = 4
"""Scenarios in which a word must occur to belong to no case."""


def generic_words(texts: Sequence[Example]) -> frozenset[str]:
    """Return the stems that replies to several scenarios use: they belong to no case."""
    scenarios: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in content_words(text.passage):
            scenarios[stem(word)].add(text.group)
    return frozenset(word for word, where in scenarios.items() if len(where) >= COMMON)


class Attempts:
    """Replies and traps as rows of the validity model."""

    def __init__(
        self, whole: Sequence[Example], traps: Sequence[Example], sentences: Sequence[Example]
    ) -> None:
        """Count word shapes and build every row by counts that do not know its scenario."""
        self.examples = [*whole, *(t for t in traps if t.passage.words)]
        self.sentences = sentences
        self.bad = np.array([not e.valid for e in self.examples])
        self.folds = np.array([fold_of(e.group) for e in self.examples])
        self.plain = np.array([refusal(e.passage, e.facts) is not None for e in self.examples])
        self.rows = np.zeros((len(self.examples), len(VALIDITY_COLUMNS)))
        for fold in range(FOLDS):
            mine = np.flatnonzero(self.folds == fold).tolist()
            self.rows[mine] = self.rows_by(mine, *self.learnt(fold))

    def learnt(self, fold: int) -> tuple[Fluency, frozenset[str]]:
        """Return shapes and common words of all folds but one; fold -1 leaves nothing out."""
        good = [
            e for e in self.examples
            if e.valid and e.kind is Kind.REPLY and fold_of(e.group) != fold
        ]  # fmt: skip
        messages = dict.fromkeys(e.case for e in self.examples if fold_of(e.group) != fold)
        known = {e.case: e for e in self.examples}
        texts = [e.passage for e in good]
        texts += [known[case].facts.message for case in messages]
        texts += [e.passage for e in self.sentences]
        return learn(texts), generic_words(good)

    def rows_by(self, chosen: Sequence[int], fluency: Fluency, generic: frozenset[str]) -> Array:
        """Return the rows of the chosen texts."""
        texts = [self.examples[i] for i in chosen]
        return np.array([validity_row(e.passage, e.facts, fluency, generic) for e in texts])

    def elsewhere(self) -> tuple[list[float], dict[str, int]]:
        """Fit what tells a retelling reply sent to another case from the genuine ones.

        Return intercept and weights, and how many of each lie beyond the cut on folds left out.
        """
        swapped = np.array([e.trap in {"swap", FURTHER_SWAP} for e in self.examples])
        used = swapped | ~self.bad
        found = np.zeros(len(used))
        for fold in range(FOLDS):
            inside = used & (self.folds != fold)
            weights, intercept = fit(
                self.rows[inside], swapped[inside].astype(float), penalty=PENALTY
            )
            mine = self.folds == fold
            found[mine] = self.rows[mine] @ weights + intercept
        weights, intercept = fit(self.rows[used], swapped[used].astype(float), penalty=PENALTY)
        beyond = found > ELSEWHERE
        counts = {
            "swapped": int(swapped.sum()), "swapped_beyond": int((swapped & beyond).sum()),
            "genuine_beyond": int((~self.bad & beyond).sum()),
        }  # fmt: skip
        return [round(float(w), 4) for w in (intercept, *weights)], counts

    def fit(self) -> tuple[dict[str, Any], dict[str, int], dict[str, bool]]:
        """Fit on everything; cuts, report and the replies refused come from scenarios left out."""
        rows = self.rows
        guess = np.zeros(len(rows))
        asked = np.array([e.trap != FURTHER_SWAP for e in self.examples])
        for fold in range(FOLDS):
            inside = asked & (self.folds != fold)
            weights, intercept = fit(rows[inside], self.bad[inside].astype(float), penalty=PENALTY)
            mine = self.folds == fold
            guess[mine] = rows[mine] @ weights + intercept
        weights, intercept = fit(rows[asked], self.bad[asked].astype(float), penalty=PENALTY)
        elsewhere, beyond = self.elsewhere()
        calm = np.sort(guess[~self.bad & ~self.plain])
        refuse = round(float(calm[int(SURE * len(calm))]) + 0.00005, 4)
        doubt = round(float(calm[int(CALM * len(calm))]) + 0.00005, 4)
        fluency, generic = self.learnt(-1)
        model = {
            "weights": [round(float(w), 4) for w in weights],
            "intercept": round(float(intercept), 4), "refuse": refuse, "doubt": doubt,
            "elsewhere": elsewhere, "generic": sorted(generic), "pairs": dict(fluency.pairs),
            "singles": dict(fluency.singles), "unseen": fluency.unseen,
        }  # fmt: skip
        refused = self.plain | (guess > refuse)
        return (
            model,
            {
                "genuine": int((~self.bad).sum()),
                "genuine_refused": int((~self.bad & refused).sum()),
                "genuine_doubtful": int((~self.bad & ~refused & (guess > doubt)).sum()),
                "no_attempt": int((self.bad & asked).sum()),
                "no_attempt_refused": int((self.bad & asked & refused).sum()),
                "by_rules_alone": int((self.bad & asked & self.plain).sum()),
                **beyond,
            },
            dict(zip((e.ident for e in self.examples), map(bool, refused), strict=True)),
        )
