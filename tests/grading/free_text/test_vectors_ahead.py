from __future__ import annotations

import threading

import numpy as np

from quizapp.grading.free_text import vectors

SENTENCES = [f"The kettle leaked on the {day}." for day in ("first", "second", "third", "fourth")]


def test_vectors_worked_out_beside_are_the_same_and_lie_ready() -> None:
    plain = [vectors.vector(text).copy() for text in SENTENCES]
    vectors.vector.cache_clear()

    vectors.ahead(SENTENCES)()

    assert vectors.vector.cache_info().currsize == len(SENTENCES)
    again = [vectors.vector(text) for text in SENTENCES]
    assert all(np.array_equal(a, b) for a, b in zip(plain, again, strict=True))


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    for _ in range(5):
        vectors.ahead(SENTENCES)()
    assert threading.active_count() == before
