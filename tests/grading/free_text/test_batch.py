from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizapp.grading.free_text import grade_batch

LINE = {
    "id": "a",
    "situation": "A shop.",
    "customer_message": "The kettle leaks. I am fed up. Maria",
    "channel": "email",
    "reply": "I'm sorry, Maria.",
}


def write(folder: Path, lines: list[Any]) -> Path:
    source = folder / "in.jsonl"
    source.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines),
        "utf-8",
    )
    return source


def test_good_lines_are_marked_in_order_and_the_exit_code_is_0(tmp_path: Path) -> None:
    report = grade_batch(write(tmp_path, [LINE, LINE | {"id": "b"}]), tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [r["id"] for r in rows] == ["a", "b"]
    assert set(rows[0]) == {
        "id",
        "valid_attempt",
        "invalid_reason",
        "band",
        "score",
        "needs_review",
        "criteria",
        "marker",
    }
    assert set(rows[0]["criteria"]["apologise"]) == {"met", "confidence", "review", "evidence"}
    assert report.exit_code == 0


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        ("{not json", "JSON"),
        ("[1]", "object"),
        (LINE | {"id": "a"}, "given on line 1"),
        ({k: v for k, v in LINE.items() if k != "reply"} | {"id": "b"}, "is missing"),
        (LINE | {"id": "b", "reply": 3}, "must be text"),
        (LINE | {"id": "b", "criteria": ["kindness"]}, "kindness"),
        (LINE | {"id": "b", "criteria": []}, "list of criterion names"),
        (LINE | {"id": "b", "weights": {"thank": -1}}, "not negative"),
        (LINE | {"id": "b", "weights": {"thank": True}}, "not negative"),
    ],
)
def test_a_faulty_line_is_named_and_the_rest_is_marked(
    tmp_path: Path, faulty: Any, message: str
) -> None:
    report = grade_batch(
        write(tmp_path, [LINE, faulty, LINE | {"id": "c"}]), tmp_path / "out.jsonl"
    )
    assert report.marked == 2
    assert report.exit_code == 1
    assert report.faults[0].line == 2
    assert message in str(report.faults[0])


def test_no_usable_line_gives_exit_code_2_and_writes_nothing(tmp_path: Path) -> None:
    assert grade_batch(write(tmp_path, ["nonsense"]), tmp_path / "out.jsonl").exit_code == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    report = grade_batch(write(tmp_path, []), tmp_path / "out.jsonl")
    assert report.exit_code == 2
    assert "no line to mark" in str(report.faults[0])


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        [
            LINE
            | {"id": str(i), "reply": f"I'm sorry, Maria. I will call you at {i + 1} tomorrow."}
            for i in range(5)
        ],
    )
    grade_batch(source, tmp_path / "one.jsonl")
    grade_batch(source, tmp_path / "two.jsonl", jobs=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
