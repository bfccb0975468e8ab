"""What someone scores who never reads a stem: the blind-guess table.

Simple strategies look at the options alone: their length, their words, their place. A logistic
regression does the same with all words at once and is judged on items it has not seen. A bank whose
keys can be guessed in this way examines test-wiseness, not empathy.

Choice and listening items count one each; a multiple-response item has no single best option and is
left out. Ties are split, so a rate never depends on the order of the file; chance is the mean of
one over the number of options.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.banks.wording import ABSOLUTE, EMPATHY, HEDGE, hits, tokens, words
from quizapp.domain.items import ChoiceBody, ListeningBody, Option, Status
from quizapp.domain.plan import Bank

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

STRATEGY_MARGIN = 0.07
CLASSIFIER_MARGIN = 0.15
FOLDS = 5
CLASSIFIER = "classifier on option text"
_POSITIONS = 4
_FEWEST_SEEN = 2
_RIDGE = 1.0
_STEPS = 25
_FIGURE = re.compile(r"\d|\b[A-Z][a-z]+\b")

Weigh = Callable[[Sequence[str]], Sequence[float]]
"""Gives each option of an item a value; the greatest is picked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessRow:
    """What one way of guessing scores: `rate` of `items` right, against `chance`."""

    strategy: str
    rate: float
    chance: float
    margin: float
    items: int
    easy: tuple[str, ...]

    @property
    def above(self) -> float:
        """Return the gain over chance, in shares of 1."""
        return self.rate - self.chance

    @property
    def passed(self) -> bool:
        """Tell whether the gain stays within the margin."""
        return self.above <= self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """An item as a blind guesser sees it. `group` keeps items of one case in one fold."""

    id: str
    group: str
    texts: tuple[str, ...]
    key: int


def _by(score: Callable[[str], float]) -> Weigh:
    return lambda texts: [score(text) for text in texts]


def _middle(texts: Sequence[str]) -> list[float]:
    """Prefer the options nearest to the median length."""
    lengths = sorted(len(text) for text in texts)
    half = len(lengths) // 2
    median = (lengths[half] + lengths[~half]) / 2
    return [-abs(len(text) - median) for text in texts]


def _position(place: int) -> Weigh:
    return lambda texts: [float(index == place) for index in range(len(texts))]


def _specific(text: str) -> float:
    """Count figures, names and long words: what makes an option sound particular."""
    inner = text[1:]
    return len(_FIGURE.findall(inner)) + sum(len(word) > 7 for word in words(text)) / 2  # noqa: PLR2004 (long)


STRATEGIES: dict[str, Weigh] = {
    "longest option": _by(len),
    "shortest option": _by(lambda text: -len(text)),
    "middle length": _middle,
    "most empathy words": _by(lambda text: hits(EMPATHY, text)),
    "fewest empathy words": _by(lambda text: -hits(EMPATHY, text)),
    "most hedged": _by(lambda text: hits(HEDGE, text)),
    "fewest absolutes": _by(lambda text: -hits(ABSOLUTE, text)),
    "most specific": _by(_specific),
    **{f"position {place + 1}": _position(place) for place in range(_POSITIONS)},
}


_MEASURES: dict[str, Callable[[str], float]] = {
    "(characters)": len,
    "(words)": lambda text: len(words(text)),
    "(empathy words)": lambda text: hits(EMPATHY, text),
    "(hedges)": lambda text: hits(HEDGE, text),
    "(absolutes)": lambda text: hits(ABSOLUTE, text),
    "(figures, names, long words)": _specific,
    "(commas)": lambda text: text.count(","),
}


def blind_guess(bank: Bank) -> tuple[GuessRow, ...]:
    """Return the table: one row a strategy, the classifier last; empty without choice items."""
    questions = tuple(_questions(bank))
    if not questions:
        return ()
    rows = [
        _row(name, questions, [weigh(question.texts) for question in questions], STRATEGY_MARGIN)
        for name, weigh in STRATEGIES.items()
    ]
    if len({question.group for question in questions}) >= FOLDS:
        rows.append(_row(CLASSIFIER, questions, _classified(questions), CLASSIFIER_MARGIN))
    return tuple(rows)


def table(rows: Sequence[GuessRow]) -> str:
    """Return the rows as lines of text."""
    lines = [f"{'strategy':<28}{'rate':>8}{'chance':>8}{'above':>8}{'margin':>8}"]
    lines += [
        f"{row.strategy:<28}{row.rate:>8.1%}{row.chance:>8.1%}{row.above:>+8.1%}{row.margin:>8.0%}"
        f"{'' if row.passed else '  above the margin'}"
        for row in rows
    ]
    return "\n".join(lines)


def _questions(bank: Bank) -> Iterator[_Question]:
    for item in bank.items:
        if isinstance(item.body, ChoiceBody | ListeningBody) and item.status is not Status.RETIRED:
            options: tuple[Option, ...] = item.body.options
            yield _Question(
                id=item.id,
                group=item.scenario or item.id,
                texts=tuple(option.text for option in options),
                key=next(n for n, option in enumerate(options) if option.correct),
            )


def _row(
    name: str, questions: Sequence[_Question], values: Sequence[Sequence[float]], margin: float
) -> GuessRow:
    right = 0.0
    easy = []
    for question, value in zip(questions, values, strict=True):
        best = [index for index, one in enumerate(value) if one == max(value)]
        right += (question.key in best) / len(best)
        if best == [question.key]:
            easy.append(question.id)
    chance = sum(1 / len(question.texts) for question in questions) / len(questions)
    return GuessRow(
        strategy=name,
        rate=right / len(questions),
        chance=chance,
        margin=margin,
        items=len(questions),
        easy=tuple(easy),
    )


def _folds(questions: Sequence[_Question]) -> list[int]:
    """Return the fold of each question; items of one scenario share it."""
    order = {group: place for place, group in enumerate(sorted({q.group for q in questions}))}
    return [order[question.group] % FOLDS for question in questions]


def _grams(text: str) -> list[str]:
    found = tokens(text)
    return [*found, *(f"{a} {b}" for a, b in pairwise(found))]


def _classified(questions: Sequence[_Question]) -> list[list[float]]:
    """Return how likely each option is the key, judged by a model that never saw its item."""
    folds = _folds(questions)
    values: list[list[float]] = [[] for _ in questions]
    for fold in range(FOLDS):
        seen = [q for q, own in zip(questions, folds, strict=True) if own != fold]
        terms = _vocabulary(seen)
        weights, scale = _learnt(seen, terms)
        for index, (question, own) in enumerate(zip(questions, folds, strict=True)):
            if own == fold:
                values[index] = list(map(float, (_features(question, terms) / scale) @ weights))
    return values


def telling(bank: Bank, count: int = 12) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what most speaks for a key and what most speaks for a distractor in this bank.

    Words, pairs of words and measures (in brackets), the most telling first: the classifier's
    weights on the whole bank. They tell an author which habit to break, not which item is wrong.
    """
    questions = tuple(_questions(bank))
    if not questions:
        return (), ()
    terms = _vocabulary(questions)
    weights, _ = _learnt(questions, terms)
    names = [*terms, *_MEASURES]
    order = sorted(range(len(names)), key=lambda place: float(weights[place]))
    against = tuple(names[place] for place in order[:count] if weights[place] < 0)
    return tuple(names[place] for place in order[: -count - 1 : -1] if weights[place] > 0), against


def _learnt(questions: Sequence[_Question], terms: dict[str, int]) -> tuple[Matrix, Matrix]:
    """Return the weights learnt from these questions and the scale of their features."""
    import numpy as np  # noqa: PLC0415 (only authors' commands need numpy)

    rows = np.vstack([_features(question, terms) for question in questions])
    marks = np.array([float(n == q.key) for q in questions for n in range(len(q.texts))])
    scale = np.where(rows.std(axis=0) == 0, 1.0, rows.std(axis=0))
    scale[: len(terms)] = 1.0
    return _fit(rows / scale, marks), scale


def _vocabulary(questions: Sequence[_Question]) -> dict[str, int]:
    counted = Counter(
        gram for question in questions for text in question.texts for gram in set(_grams(text))
    )
    kept = sorted(gram for gram, count in counted.items() if count >= _FEWEST_SEEN)
    return {gram: place for place, gram in enumerate(kept)}


def _features(question: _Question, terms: dict[str, int]) -> Matrix:
    """Return one row an option: its words and pairs of words, and its measures within the item.

    All values are taken against the mean of the item's options, as a guesser compares them.
    """
    import numpy as np  # noqa: PLC0415 (only authors' commands need numpy)

    measures = tuple(_MEASURES.values())
    rows = np.zeros((len(question.texts), len(terms) + len(measures)))
    for number, text in enumerate(question.texts):
        for gram in set(_grams(text)):
            if gram in terms:
                rows[number, terms[gram]] = 1.0
        rows[number, len(terms) :] = [measure(text) for measure in measures]
    centred: Matrix = rows - rows.mean(axis=0)
    return centred


def _fit(rows: Matrix, marks: Matrix) -> Matrix:
    """Return the weights of a ridge-penalised logistic regression, by Newton's method.

    The system is solved in the space of the options (the kernel form), since there are many more
    words than options; the constant is fixed at the share of keys, as values are centred.
    """
    import numpy as np  # noqa: PLC0415 (only authors' commands need numpy)

    kernel = rows @ rows.T / _RIDGE
    share = marks.mean()
    offset = np.log(share / (1 - share))
    dual = np.zeros(len(marks))
    for _ in range(_STEPS):
        scores = kernel @ dual + offset
        likely = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        spread = np.maximum(likely * (1 - likely), 1e-6)
        aim = kernel @ dual + (marks - likely) / spread
        fresh = np.linalg.solve(kernel + np.diag(1 / spread), aim)
        moved = float(np.abs(fresh - dual).max())
        dual = fresh
        if moved < 1e-6:  # noqa: PLR2004 (converged)
            break
    weights: Matrix = rows.T @ dual / _RIDGE
    return weights
