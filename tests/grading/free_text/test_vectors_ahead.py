from __future__ import annotations

import sys
import threading

import numpy as np
import pytest

from quizapp.grading.free_text import vectors

SENTENCES = tuple(
    f"The kettle leaked on the {day}." for day in ("first", "second", "third", "fourth")
)
KETTLE = (
    ("The kettle you sent leaks all over the worktop.", "I am fed up.", "Maria Lund"),
    ("A web shop sent a kettle that leaks.",),
)
BUS = (
    ("I stood at the stop for 50 minutes and two full buses drove past.", "Jonas Weber"),
    ("A bus firm ran too few buses in the morning.",),
)
CASE = ("It leaks.", "I want my money back, and soon!")


def test_what_is_read_beside_is_the_same_and_lies_ready() -> None:
    plain = vectors.read_closely(SENTENCES)
    vectors.read_closely.cache_clear()

    vectors.begin(SENTENCES)()

    assert vectors.read_closely.cache_info().currsize == 1
    assert vectors.read_closely(SENTENCES) == plain


def test_the_threads_take_turns_as_usual_again_after_a_reading() -> None:
    usual = sys.getswitchinterval()
    one, other = vectors.begin(SENTENCES), vectors.begin(CASE)
    assert sys.getswitchinterval() < usual / 10
    one()
    other()
    assert sys.getswitchinterval() == pytest.approx(usual)


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


def test_a_reply_is_read_beside_its_case_and_alone_without_one() -> None:
    alone, beside = vectors.read_closely(SENTENCES), vectors.read_closely(SENTENCES, KETTLE)
    assert alone.foreign == vectors.UNASKED < -20 < beside.foreign
    assert alone.clauses != beside.clauses
    turned = vectors.read_closely(SENTENCES, (KETTLE[1], KETTLE[0]))
    assert turned.foreign != beside.foreign


def test_what_was_read_of_a_case_before_changes_nothing() -> None:
    first = vectors.read_closely(SENTENCES, KETTLE)
    vectors.read_closely(SENTENCES, BUS)
    vectors.read_closely.cache_clear()
    again = vectors.read_closely(SENTENCES, KETTLE)
    vectors.read_closely.cache_clear()
    vectors.shown.cache_clear()
    assert first == again == vectors.read_closely(SENTENCES, KETTLE)


def test_half_a_case_is_a_case() -> None:
    for half in ((KETTLE[0], ()), ((), KETTLE[1])):
        read = vectors.read_closely(SENTENCES, half)
        assert read.foreign > vectors.UNASKED
        assert all(abs(score) < 30 for clause in read.clauses for score in clause)


def test_a_reply_is_more_foreign_to_another_case_than_to_its_own() -> None:
    reply = ("I'm sorry the kettle leaked all over the worktop.", "A new one leaves us tonight.")
    own, other = (vectors.read_closely(reply, case).foreign for case in (KETTLE, BUS))
    assert own < 0 < other


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    for _ in range(5):
        vectors.begin(SENTENCES)()
    assert threading.active_count() == before
