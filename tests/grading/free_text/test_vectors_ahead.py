from __future__ import annotations

import threading

import numpy as np

from quizapp.grading.free_text import vectors

SENTENCES = tuple(
    f"The kettle leaked on the {day}." for day in ("first", "second", "third", "fourth")
)
CASE = ("It leaks.", "I want my money back, and soon!")


def test_what_is_read_beside_is_the_same_and_lies_ready() -> None:
    plain = vectors.read_closely(SENTENCES)
    vectors.read_closely.cache_clear()

    vectors.begin(SENTENCES)()

    assert vectors.read_closely.cache_info().currsize == 1
    assert vectors.read_closely(SENTENCES) == plain


def test_sentences_read_together_are_read_each_by_itself() -> None:
    together = vectors.vectors(CASE + SENTENCES)
    alone = np.concatenate([vectors.vectors((text,)) for text in CASE + SENTENCES])
    assert np.abs(together - alone).max() <= 0.0002
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=0.001)


def test_no_sentence_has_no_vector() -> None:
    assert vectors.vectors(()).shape == (0, vectors.WIDTH)


def test_a_long_text_is_read_in_parts() -> None:
    many = tuple(f"{sentence} Number {i}." for i in range(20) for sentence in SENTENCES)
    assert len(vectors.vectors(many)) == len(vectors.read_closely(many).clauses) == len(many)


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    for _ in range(5):
        vectors.begin(SENTENCES)()
    assert threading.active_count() == before
