"""The project's own cases and labelled replies, as the measurements of the marker read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from record import ROOT

from quizapp.domain.marking import Case

TRAINING = ROOT / "assets" / "marker" / "training"
LEAST_WORDS = 12


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@cache
def cases() -> dict[str, Case]:
    """Return the project's own cases by id."""
    return {
        s["id"]: Case(
            situation=s["situation"], customer_message=s["customer_message"], channel=s["channel"]
        )
        for s in rows(TRAINING / "scenarios.jsonl")
    }


def genuine(every: int) -> Iterator[tuple[str, Case, str]]:
    """Return every n-th genuine labelled reply."""
    known = cases()
    valid = {r["id"] for r in rows(TRAINING / "labels.jsonl") if r["valid_attempt"]}
    good = [
        r
        for r in rows(TRAINING / "replies.jsonl")
        if r["id"] in valid and len(r["reply"].split()) >= LEAST_WORDS
    ]
    for reply in good[::every]:
        yield reply["scenario"], known[reply["scenario"]], reply["reply"]
