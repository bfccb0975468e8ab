"""Samples of what `benchmarks/marker_suites.py`, `_attacks.py` and `_cost.py` run in full."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.training.examples import reserved

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
if not BENCHMARKS.is_dir():
    pytest.skip("the benchmarks lie beside the package, not in it", allow_module_level=True)

from labelled_replies import TRAINING, rows  # noqa: E402 - after the path is set
from marker_attacks import gaming, known  # noqa: E402 - as above
from marker_beside import REPLIES, figures  # noqa: E402 - as above
from marker_cost import determinism  # noqa: E402 - as above
from marker_suites import curly, renamed, typo, unchanged  # noqa: E402 - as above

if not TRAINING.is_dir():
    pytest.skip("the training material is not part of the wheel", allow_module_level=True)


@pytest.mark.parametrize(("change", "floor"), [(curly, 0.99), (str.lower, 0.95), (typo, 0.95)])
def test_spelling_case_and_quotes_hardly_change_a_mark(
    marker: Marker, change: Callable[[str], str], floor: float
) -> None:
    same, total = unchanged(marker, 75, change)
    assert same >= floor * total


def test_another_name_changes_nothing(marker: Marker) -> None:
    same, total = renamed(marker, 60)
    assert same >= 0.97 * total


def test_few_attacks_reach_the_pass_mark(marker: Marker) -> None:
    found = gaming(marker, islice(known(), 0, None, 15))
    assert found.attacks == 28
    assert all(rate <= 0.08 for rate in found.rates.values())


def test_no_breach_passes_that_only_its_case_gives_away(marker: Marker) -> None:
    replies = rows(REPLIES)
    assert len({row["text"] for row in replies}) == len(replies) == 300
    assert all(reserved(row["scenario"]) for row in replies)
    found = figures(marker, replies[::11])
    assert found["replies"] == 28
    assert found["passed"]["mock"][0] == found["passed"]["hard"][0] == 0
    assert found["refused"]["own"][0] <= 1 < found["refused"]["own"][1]
    assert found["criteria"]["no_policy_hiding"]["n"] >= 1


def test_the_same_bytes_however_it_is_run() -> None:
    assert all(determinism(size=6).values())
