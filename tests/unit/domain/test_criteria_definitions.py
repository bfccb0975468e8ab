from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizapp.domain.criteria import DEFINITIONS
from quizapp.domain.marking import LIBRARY
from quizapp.domain.reading import VALID_ATTEMPT

NORMATIVE = Path(__file__).parents[3] / "docs" / "criteria.md"
LEAD = re.compile("^(met when the reply|broken when the reply) ")


def plain(text: str) -> str:
    return " ".join(re.sub("[`*]", "", text).split()).casefold()


def test_every_criterion_has_a_definition() -> None:
    assert set(DEFINITIONS) == {*LIBRARY, VALID_ATTEMPT}


@pytest.mark.parametrize("criterion", sorted(DEFINITIONS))
def test_a_definition_says_what_the_normative_text_says(criterion: str) -> None:
    normative = plain(NORMATIVE.read_text(encoding="utf-8"))
    told = DEFINITIONS[criterion]
    assert LEAD.sub("", plain(told.rule)).removesuffix(".") in normative
    assert plain(told.not_enough) in normative
