from __future__ import annotations

import numpy as np

from quizapp.grading.free_text.case_match import MATCH_COLUMNS, CaseMatch, fits
from quizapp.grading.free_text.training.matching import OTHERS, Told, fit_match

TOPICS, WIDE = 50, 384


def topics() -> tuple[list[Told], list[np.ndarray]]:
    """Return replies to fifty cases: what is shared is loud, what tells them apart is faint."""
    random = np.random.default_rng(3)
    shared = random.standard_normal(WIDE)
    marks = random.standard_normal((TOPICS, WIDE))
    told, cases = [], []
    for number, mark in enumerate(marks):
        cases.append(shared + 0.4 * mark + 0.3 * random.standard_normal((3, WIDE)))
        for _ in range(4):
            own = shared + 0.4 * mark + 0.3 * random.standard_normal((2, WIDE))
            told.append(Told(own / np.linalg.norm(own, axis=1)[:, None], number))
    return told, [case / np.linalg.norm(case, axis=1)[:, None] for case in cases]


def test_a_reply_fits_its_own_case_better_than_another_one() -> None:
    told, cases = topics()
    match = fit_match(told, cases, seed=1)

    own = match.numbers(list(told[0].own), list(cases[0]))
    other = match.numbers(list(told[0].own), list(cases[7]))

    assert len(own) == len(MATCH_COLUMNS)
    assert all(mine > theirs for mine, theirs in zip(own, other, strict=True))


def test_two_fits_of_the_same_texts_are_the_same() -> None:
    told, cases = topics()
    assert fit_match(told, cases, seed=1).written() == fit_match(told, cases, seed=1).written()


def test_what_is_stored_says_the_same() -> None:
    told, cases = topics()
    match = fit_match(told, cases, seed=1)
    again = CaseMatch.stored(match.written())

    assert len(again.starts) == OTHERS
    assert again.written() == match.written()
    assert np.allclose(
        again.numbers(list(told[5].own), list(cases[5])),
        match.numbers(list(told[5].own), list(cases[5])),
        atol=0.002,
    )


def test_a_reply_without_a_sentence_says_nothing_of_its_case() -> None:
    told, cases = topics()
    match = fit_match(told, cases, seed=1)
    assert match.numbers([], list(cases[0])) == [0.0] * len(MATCH_COLUMNS)
    assert match.numbers(list(told[0].own), []) == [0.0] * len(MATCH_COLUMNS)


def test_the_fit_is_the_sum_over_all_pairs_of_sentences() -> None:
    said = np.array([[1.0, 0.0], [0.0, 2.0]])
    cases = np.array([[1.0, 1.0], [0.5, 0.0], [0.0, 0.25]])

    found = fits(said, cases, (0, 2))

    first = np.log(np.exp([1.0, 0.5, 2.0, 0.0]).sum()) - 0.5 * np.log(2)
    second = np.log(np.exp([0.0, 0.5]).sum()) - 0.5 * np.log(2)
    assert np.allclose(found, [first, second])
