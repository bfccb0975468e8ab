"""The validity model: what tells an attempt from what only looks like one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.grading.free_text.attempt_shape import SHAPE_COLUMNS, shape_row
from quizapp.grading.free_text.case_facts import CaseFacts, content_words, stem
from quizapp.grading.free_text.case_match import CaseMatch
from quizapp.grading.free_text.fluency import Fluency, learn
from quizapp.grading.free_text.gates import refusal
from quizapp.grading.free_text.regression import fit
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.training.examples import (
    FOLDS,
    Example,
    Kind,
    fold_of,
)
from quizapp.grading.free_text.training.made import (
    FURTHER_SWAP,
)
from quizapp.grading.free_text.training.matching import Told, fit_match
from quizapp.grading.free_text.validity import CASE_COLUMNS, case_row
from quizapp.grading.free_text.vectors import vectors

Array = NDArray[Any]
PENALTY = 0.3
CALM, SURE = 0.986, 0.993
"""Shares of the genuine replies below which lie the cuts for doubt and for refusal."""
LIKELY, CERTAIN = 0.99, 0.999
"""The same for answers to another case."""
LOST = 0.01
"""Share of the likely answers to another case that may pass as plainly the case's own."""
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
        self.rows = np.zeros((len(self.examples), len(SHAPE_COLUMNS) + len(CASE_COLUMNS)))
        for fold in range(FOLDS):
            mine = np.flatnonzero(self.folds == fold).tolist()
            self.rows[mine] = self.rows_by(mine, *self.learnt(fold))

    def learnt(self, fold: int) -> tuple[Fluency, frozenset[str], CaseMatch]:
        """Return what is learnt from all folds but one; fold -1 leaves nothing out."""
        good = [
            e for e in self.examples
            if e.valid and e.kind is Kind.REPLY and fold_of(e.group) != fold
        ]  # fmt: skip
        messages = dict.fromkeys(e.case for e in self.examples if fold_of(e.group) != fold)
        known = {e.case: e for e in self.examples}
        texts = [e.passage for e in good]
        texts += [known[case].facts.message for case in messages]
        texts += [e.passage for e in self.sentences]
        return learn(texts), generic_words(good), _match(good, fold)

    def rows_by(
        self, chosen: Sequence[int], fluency: Fluency, generic: frozenset[str], match: CaseMatch
    ) -> Array:
        """Return the rows of the chosen texts."""
        texts = [self.examples[i] for i in chosen]
        return np.array(
            [
                shape_row(e.passage, e.facts, fluency, generic)
                + case_row(e.passage, e.facts, match)
                for e in texts
            ]
        )

    def elsewhere(self) -> tuple[dict[str, Any], dict[str, int]]:
        """Fit what tells a retelling reply sent to another case from the genuine ones.

        Return intercept, weights and cuts, and how many lie beyond the cuts on folds left out.
        """
        swapped = np.array([e.trap in {"swap", FURTHER_SWAP} for e in self.examples])
        used = swapped | ~self.bad
        sums, found = self._sums(self.rows, swapped, used)
        calm = np.sort(found[~self.bad])
        likely, certain = (
            round(float(calm[int(part * len(calm))]) + 0.00005, 4) for part in (LIKELY, CERTAIN)
        )
        first, shape = self._sums(self.rows[:, : len(SHAPE_COLUMNS)], swapped, used)
        cut = float(np.quantile(shape[swapped & (found > likely)], LOST))
        first[0] = round(first[0] - cut, 4)
        counts = {
            "swapped": int(swapped.sum()),
            "swapped_beyond": int((swapped & (found > certain)).sum()),
            "swapped_doubtful": int((swapped & (found > likely) & (found <= certain)).sum()),
            "genuine_beyond": int((~self.bad & (found > certain)).sum()),
            "genuine_plainly_own": int((~self.bad & (shape < cut)).sum()),
            "swapped_beyond_plainly_own": int((swapped & (found > certain) & (shape < cut)).sum()),
        }
        model = {"weights": sums, "refuse": certain, "doubt": likely, "plainly_own": first}
        return model, counts

    def _sums(self, rows: Array, event: Array, used: Array) -> tuple[list[float], Array]:
        """Return intercept and weights fitted on `used`, and the sums by folds left out."""
        found = np.zeros(len(used))
        for fold in range(FOLDS):
            inside, mine = used & (self.folds != fold), self.folds == fold
            weights, intercept = fit(rows[inside], event[inside].astype(float), penalty=PENALTY)
            found[mine] = rows[mine] @ weights + intercept
        weights, intercept = fit(rows[used], event[used].astype(float), penalty=PENALTY)
        return [round(float(w), 4) for w in (intercept, *weights)], found

    def fit(self) -> tuple[dict[str, Any], dict[str, int], dict[str, bool]]:
        """Fit on everything; cuts, report and the replies refused come from scenarios left out."""
        rows = self.rows[:, : len(SHAPE_COLUMNS)]  # how a reply fits its case is judged apart
        asked = np.array([e.trap != FURTHER_SWAP for e in self.examples])
        sums, guess = self._sums(rows, self.bad, asked)
        elsewhere, beyond = self.elsewhere()
        calm = np.sort(guess[~self.bad & ~self.plain])
        refuse = round(float(calm[int(SURE * len(calm))]) + 0.00005, 4)
        doubt = round(float(calm[int(CALM * len(calm))]) + 0.00005, 4)
        fluency, generic, match = self.learnt(-1)
        model = {
            "weights": sums[1:], "intercept": sums[0], "refuse": refuse, "doubt": doubt,
            "elsewhere": elsewhere, "match": match.written(), "generic": sorted(generic),
            "pairs": dict(fluency.pairs), "singles": dict(fluency.singles),
            "unseen": fluency.unseen,
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


def _match(good: Sequence[Example], seed: int) -> CaseMatch:
    """Fit the case match on genuine replies."""
    numbers = {case: i for i, case in enumerate(dict.fromkeys(e.case for e in good))}
    facts = {e.case: e.facts for e in good}
    told = [Told(_vectors(e.passage), numbers[e.case]) for e in good if e.passage.clauses]
    return fit_match(told, [_case_vectors(facts[case]) for case in numbers], seed + 1)


def _case_vectors(facts: CaseFacts) -> Array:
    return np.concatenate([_vectors(facts.message), _vectors(facts.situation)])


def _vectors(passage: Passage) -> Array:
    return vectors(passage.sentences)
