"""The record that compares the model fitted again with the one that ships."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from quizapp.grading.free_text.weights import asset_path

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
if not BENCHMARKS.is_dir():
    pytest.skip("the benchmarks lie beside the package, not in it", allow_module_level=True)

import marker_training  # noqa: E402 - after the path is set

MODEL = asset_path("model.json").read_text("utf-8")
REPORT = asset_path("training-report.json").read_text("utf-8")


def record(monkeypatch: pytest.MonkeyPatch, out: Path, model: str) -> tuple[int, dict[str, Any]]:
    """Run the command with a fit that gives `model`; return its exit code and what it wrote."""
    command = importlib.import_module(marker_training.COMMAND)
    folders: list[Path] = []

    def fitted(folder: Path) -> tuple[str, str]:
        folders.append(folder)
        return model, REPORT

    monkeypatch.setattr(command, "fitted", fitted, raising=False)
    code = marker_training.main(["--out", str(out)])
    assert folders == [asset_path("training")]
    return code, json.loads(out.read_text("utf-8"))


def test_the_same_bytes_hold_and_the_report_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, written = record(monkeypatch, tmp_path / "record.json", MODEL)

    report = json.loads(REPORT)["left_out"]
    fresh = written["left_out"]["fresh"]
    assert (code, written["same_bytes"]) == (0, True)
    assert fresh["macro_f1"] == report["fresh"]["macro_f1"]
    assert fresh["criteria"]["no_blame"]["f1"] == report["fresh"]["criteria"]["no_blame"]["f1"]
    assert written["left_out"]["validity"] == report["validity"]


def test_another_byte_in_the_model_does_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, written = record(monkeypatch, tmp_path / "record.json", MODEL + " ")

    assert (code, written["same_bytes"]) == (1, False)
    assert written["model"]["same_bytes"] is False
    assert written["report"]["same_bytes"] is True
