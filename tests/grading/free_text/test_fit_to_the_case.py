"""The vectors of sentences are asked for only where the words leave a doubt whose case it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker, validity

CASE = Case(
    situation="A shop for kitchen goods. Maria Lang bought a kettle; it leaks.",
    customer_message="The kettle I bought from you leaks and my guests come tomorrow. Maria Lang",
    channel="email",
)
OWN = (
    "I'm sorry the kettle leaks, Maria, the day before your guests come. A new one leaves our shop"
    " today and reaches you by ten tomorrow."
)
FOREIGN = (
    "I'm so sorry the removal van scratched your piano on the stairs. I have booked our restorer"
    " for Thursday at nine, and I will ring you that evening to hear how the lid looks."
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note whenever the fit of a reply to its case is worked out."""
    found: list[int] = []
    plain = validity.case_row

    def noted(*given: object) -> Sequence[float]:
        found.append(1)
        return plain(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(validity, "case_row", noted)
    return found


def test_a_reply_that_speaks_of_its_case_needs_no_vectors(asked: list[int]) -> None:
    assert Marker.load().mark(CASE, OWN).valid_attempt
    assert not asked


def test_a_reply_full_of_other_things_is_compared_once(asked: list[int]) -> None:
    marking = Marker.load().mark(CASE, FOREIGN)
    assert not marking.valid_attempt
    assert len(asked) == 1
