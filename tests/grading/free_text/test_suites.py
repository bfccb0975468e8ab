"""Samples of the suites that `benchmarks.marker_proof` runs in full."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from quizapp.grading.free_text import Marker

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
proof = pytest.importorskip(
    "benchmarks.marker_proof", reason="the benchmarks lie beside the package, not in it"
)
if not proof.TRAINING.is_dir():
    pytest.skip("the training material is not part of the wheel", allow_module_level=True)


@pytest.mark.parametrize(
    ("change", "floor"), [(proof.curly, 0.99), (str.lower, 0.95), (proof.typo, 0.95)]
)
def test_spelling_case_and_quotes_hardly_change_a_mark(
    marker: Marker, change: object, floor: float
) -> None:
    same, total = proof.unchanged(marker, 75, change)
    assert same >= floor * total


def test_another_name_changes_nothing(marker: Marker) -> None:
    same, total = proof.renamed(marker, 60)
    assert same >= 0.97 * total


def test_few_attacks_reach_the_pass_mark(marker: Marker) -> None:
    figures = proof.gaming(marker, every=15)
    assert all(rate <= 0.08 for rate in figures["rates"].values())


def test_the_same_bytes_however_it_is_run() -> None:
    assert all(proof.determinism(size=6)["same_bytes"].values())
