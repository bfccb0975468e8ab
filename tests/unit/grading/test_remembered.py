from __future__ import annotations

from collections.abc import Mapping, Sequence

from word_marker import WordMarker

from quizapp.domain.marking import Case, Marking
from quizapp.grading.remembered import RememberedMarks

CASE = Case(situation="A lamp came broken.", customer_message="It was for my mother.")


class CountingMarker(WordMarker):
    def __init__(self) -> None:
        self.read: list[str] = []

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        self.read.append(reply)
        return super().mark(case, reply, criteria=criteria, weights=weights)


def test_the_same_words_to_the_same_case_are_read_once() -> None:
    reader = CountingMarker()
    marks = RememberedMarks(reader)
    first = marks.mark(CASE, "I am sorry.", criteria=["apologise"], weights={"apologise": 2})
    again = marks.mark(CASE, "I am sorry.", criteria=["apologise"], weights={"apologise": 2})
    assert first == again
    assert reader.read == ["I am sorry."]


def test_another_case_criterion_or_weight_is_read_anew() -> None:
    reader = CountingMarker()
    marks = RememberedMarks(reader)
    other = Case(situation=CASE.situation, customer_message="It was for me.")
    for case, criteria, weights in (
        (CASE, ["apologise", "thank"], {"apologise": 1.0, "thank": 1.0}),
        (other, ["apologise", "thank"], {"apologise": 1.0, "thank": 1.0}),
        (CASE, ["apologise"], {"apologise": 1.0}),
        (CASE, ["apologise", "thank"], {"apologise": 3.0, "thank": 1.0}),
        (CASE, None, None),
    ):
        marked = marks.mark(case, "[rude] No.", criteria=criteria, weights=weights)
        plain = WordMarker().mark(case, "[rude] No.", criteria=criteria, weights=weights)
        assert marked == plain
    assert len(reader.read) == 5


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    reader = CountingMarker()
    marks = RememberedMarks(reader, room=2)
    for reply in ("one", "two", "one", "three", "one", "two"):
        marks.mark(CASE, reply)
    assert reader.read == ["one", "two", "three", "two"]
    assert marks.version == reader.version
