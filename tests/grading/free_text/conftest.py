from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker


@pytest.fixture(scope="session")
def marker() -> Marker:
    return Marker.load()


@pytest.fixture(scope="session")
def kettle() -> Case:
    return Case(
        situation="A web shop sent a kettle that leaks. The order was right.",
        customer_message=(
            "The kettle you sent leaks all over the worktop and it is my daughter's birthday on"
            " Saturday. I am so fed up with this. Maria Lund"
        ),
        channel="email",
    )
