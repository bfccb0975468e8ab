"""Words as spans: marking them, and what changed between two texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.word_spans import around, changes, merged, part, toggled, words

TEXT = "The lamp came late, and the glass is broken."


def cut(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[a:b] for a, b in spans]


def test_two_positions_are_widened_to_whole_words() -> None:
    span = around(TEXT, 6, 11)
    assert span is not None
    assert TEXT[slice(*span)] == "lamp came"
    assert around(TEXT, 11, 6) == span
    assert around("", 0, 0) is None


def test_a_mark_is_added_joined_with_its_neighbour_and_taken_away_again() -> None:
    once = toggled((), (4, 8))
    assert toggled(once, (9, 13)) == ((4, 13),)
    assert toggled(((4, 13),), (4, 8)) == ((8, 13),)
    assert toggled(once, (4, 8)) == ()


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
    st.integers(0, 60),
    st.integers(1, 20),
)
def test_marking_keeps_spans_apart_and_in_order(
    given_spans: list[tuple[int, int]], start: int, length: int
) -> None:
    spans = merged([(a, a + n) for a, n in given_spans])
    for made in (spans, toggled(spans, (start, start + length))):
        assert all(a < b for a, b in made)
        assert all(before[1] <= after[0] for before, after in pairwise(made))


def test_spans_of_a_part_are_counted_from_its_beginning() -> None:
    assert part(((2, 6), (9, 14)), 5, 12) == ((0, 1), (4, 7))


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("I am sorry.", "I am so sorry.", [], ["so"]),
        ("As soon as I can.", "By noon.", ["As soon as I can."], ["By noon."]),
        ("Send it. Thanks.", "Send it, thanks", [], []),
        ("", "All new.", [], ["All new."]),
    ],
)
def test_the_difference_is_told_in_words(
    before: str, after: str, removed: list[str], added: list[str]
) -> None:
    found = changes(before, after)
    assert cut(before, found.removed) == removed
    assert cut(after, found.added) == added


@given(st.text("ab ,.", max_size=40), st.text("ab ,.", max_size=40))
def test_what_is_left_on_both_sides_is_the_same(before: str, after: str) -> None:
    found = changes(before, after)

    def kept(text: str, gone: tuple[tuple[int, int], ...]) -> int:
        return sum(not any(a <= start < b for a, b in gone) for start, _ in words(text))

    assert kept(before, found.removed) == kept(after, found.added)
    assert len(words(before)) - found.out == len(words(after)) - found.new
