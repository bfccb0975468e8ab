"""The sample replies of the shipped bank, decided by the marker as their authors expect.

A part of them; `benchmarks/bank_proof.py` decides all of them.
"""

from __future__ import annotations

import pytest

from quizapp import resources
from quizapp.banks import loading
from quizapp.domain.items import FreeTextBody, Item
from quizapp.grading.free_text import Marker
from quizapp.grading.grade import case_of

EVERY = 5


@pytest.fixture(scope="module")
def written() -> list[Item]:
    items = loading.load_with_places(resources.shipped_bank()).bank.items
    return [item for item in items if isinstance(item.body, FreeTextBody)]


@pytest.mark.parametrize("part", range(EVERY))
def test_samples_come_out_as_expected(written: list[Item], part: int) -> None:
    marker, wrong = Marker.load(), []
    for item in written[part :: EVERY * 3]:
        body = item.body
        assert isinstance(body, FreeTextBody)
        case = case_of(item, body)
        for sample in body.samples:
            marks = marker.mark(case, sample.reply, criteria=tuple(sample.expected)).criteria
            wrong += [
                (item.id, str(sample.kind), name)
                for name, expected in sample.expected.items()
                if marks[name].met is not expected
            ]
    assert wrong == []
