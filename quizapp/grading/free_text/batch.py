# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""Marking a file of replies, line by line, with a report of the lines that could not be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from quizapp.domain.marking import LIBRARY, Case, Marking
from quizapp.errors import Fault
from quizapp.grading.free_text.marker import Marker

_REQUIRED = ("id", "situation", "customer_message", "reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """How a batch went: replies marked, and a fault for each line that was left out."""

    marked: int
    faults: tuple[Fault, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where all lines were marked, 1 where some were faulty, 2 where none could be used."""
        if not self.marked:
            return 2
        return 1 if self.faults else 0


@dataclass(frozen=True, slots=True)
class _Job:
    """One good line of a batch."""

    ident: str
    case: Case
    reply: str
    criteria: tuple[str, ...] | None
    weights: Mapping[str, float] | None


def grade_batch(source: Path, target: Path, *, jobs: int = 1) -> BatchReport:
    """Mark every good line of `source` into `target`, in the same order.

    The result does not depend on `jobs`. Nothing is written where no line is usable.
    """
    faults: list[Fault] = []
    work = list(_read(source, faults))
    if not work:
        return BatchReport(
            marked=0,
            faults=tuple(faults)
            or (Fault(file=str(source), line=0, where="", message="there is no line to mark"),),
        )
    if jobs > 1 and len(work) > 1:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            lines = list(pool.map(_mark, work, chunksize=max(1, len(work) // (4 * jobs))))
    else:
        lines = list(map(partial(_mark, marker=Marker.load()), work))
    target.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    return BatchReport(marked=len(lines), faults=tuple(faults))


def _read(source: Path, faults: list[Fault]) -> Iterator[_Job]:
    seen: dict[str, int] = {}
    for number, raw in enumerate(source.read_bytes().split(b"\n"), start=1):
        if not raw.strip():
            continue
        job = _parse(raw, str(source), number, seen, faults)
        if job is not None:
            yield job


def _parse(  # noqa: C901  # one check after another, all faults at once
    raw: bytes, file: str, number: int, seen: dict[str, int], faults: list[Fault]
) -> _Job | None:
    def fault(where: str, message: str) -> None:
        faults.append(Fault(file=file, line=number, where=where, message=message))

    try:
        row = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        fault("", f"is not a line of JSON in UTF-8: {error}")
        return None
    if not isinstance(row, dict):
        fault("", "must be an object with id, situation, customer_message and reply")
        return None
    before = len(faults)
    for name in _REQUIRED:
        if not isinstance(row.get(name), str):
            fault(name, "is missing" if name not in row else "must be text")
    channel, language = row.get("channel", "email"), row.get("language", "en")
    for name, value in (("channel", channel), ("language", language)):
        if not isinstance(value, str):
            fault(name, "must be text")
    criteria, weights = row.get("criteria"), row.get("weights")
    if criteria is not None:
        if (
            not isinstance(criteria, list)
            or not criteria
            or not all(isinstance(c, str) for c in criteria)
        ):
            fault("criteria", "must be a list of criterion names")
        elif unknown := [c for c in criteria if c not in LIBRARY]:
            fault("criteria", f"names no criterion of the library: {', '.join(unknown)}")
    if weights is not None and not _good_weights(weights):
        fault("weights", "must give each criterion a number that is not negative")
    if len(faults) == before and row["id"] in seen:
        fault("id", f"“{row['id']}” was given on line {seen[row['id']]} already")
    if len(faults) > before:
        return None
    seen[row["id"]] = number
    case = Case(
        situation=row["situation"],
        customer_message=row["customer_message"],
        channel=channel,
        language=language,
    )
    return _Job(
        row["id"], case, row["reply"], tuple(dict.fromkeys(criteria)) if criteria else None, weights
    )


def _good_weights(weights: object) -> bool:
    return isinstance(weights, dict) and all(
        isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v < float("inf") for v in weights.values()
    )  # fmt: skip


def _mark(job: _Job, marker: Marker | None = None) -> str:
    marking = (marker or Marker.load()).mark(
        job.case, job.reply, criteria=job.criteria, weights=job.weights
    )
    return json.dumps(as_row(job.ident, marking), ensure_ascii=False, separators=(",", ":"))


def as_row(ident: str, marking: Marking) -> dict[str, Any]:
    """Return one line of output as the interface fixes it."""
    return {
        "id": ident,
        "valid_attempt": marking.valid_attempt,
        "invalid_reason": marking.invalid_reason,
        "band": marking.band,
        "score": marking.score,
        "needs_review": marking.needs_review,
        "criteria": {
            name: {
                "met": mark.met,
                "confidence": mark.confidence,
                "review": mark.review,
                "evidence": [
                    {"start": e.start, "end": e.end, "text": e.text, "why": e.why, "polarity": str(e.polarity), "guard": e.guard}
                    for e in mark.evidence
                ],
            }
            for name, mark in marking.criteria.items()
        },
        "marker": marking.marker,
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    """Mark IN into OUT and print the faults: `python -m quizapp.grading.free_text.batch IN OUT`."""
    report = grade_batch(
        Path(arguments[0]), Path(arguments[1]), jobs=int(arguments[2]) if len(arguments) > 2 else 1
    )
    for fault in report.faults:
        sys.stderr.write(f"{fault}\n")
    sys.stderr.write(f"{report.marked} marked, {len(report.faults)} faults\n")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
