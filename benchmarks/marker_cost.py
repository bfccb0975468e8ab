"""What a mark costs, and that the same replies give the same bytes however they are marked.

    python benchmarks/marker_cost.py [--starts 5] [--out docs/proof/marker-cost.json]

The clock says what a person waits, the time of the processor what the code needs on a busy machine;
the ratios are those of a whole mark to the published vector model over the same sentences, and
to the close reading alone, measured in turn. Exit code 1 if any way of marking gives other bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from labelled_replies import genuine
from marker_pairs import HAND_MADE
from record import ROOT, write_record

from quizapp.grading.free_text import Marker, grade_batch
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.vectors import read_closely, vectors

REPLIES = 64
ROUNDS = 60
SIXTY = (
    "Maria, a kettle that leaks the night before your guests come is the last thing you needed, and"
    " I am sorry that we sent it out like that. I have ordered a new one for you this minute and"
    " the courier brings it by ten tomorrow morning. I will ring you at eleven to hear that it"
    " boils dry."
)


def determinism(size: int = REPLIES) -> dict[str, bool]:
    """Tell of each way of marking whether it gives the bytes of one batch in one process."""
    lines = tuple(
        json.dumps(
            {
                "id": f"r{i}",
                "situation": case.situation,
                "customer_message": case.customer_message,
                "channel": case.channel,
                "reply": reply,
            }
        )
        + "\n"
        for i, (_, case, reply) in enumerate(islice(genuine(11), size))
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reference = in_batches(folder, lines, size, 1)
        same = {
            f"batches of {batch}, {jobs} processes": in_batches(folder, lines, batch, jobs)
            == reference
            for batch, jobs in ((1, 1), (7, 1), (size, 2), (size, 1))
        }
        for threads in ("1", "2"):
            alone = in_a_process(folder, lines, threads)
            same[f"a fresh process, {threads} threads"] = alone == reference
    return same


def in_batches(folder: Path, lines: Sequence[str], batch: int, jobs: int) -> bytes:
    """Mark the replies in batches and return what was written, in order."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    parts = []
    for start in range(0, len(lines), batch):
        source.write_text("".join(lines[start : start + batch]), "utf-8")
        grade_batch(source, target, jobs=jobs)
        parts.append(target.read_bytes())
    return b"".join(parts)


def in_a_process(folder: Path, lines: Sequence[str], threads: str) -> bytes:
    """Mark the replies in a process of their own with so many threads for the arithmetic."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(lines), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "quizapp.grading.free_text.batch", str(source), str(target)],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PATH": "/usr/bin:/bin"},
    )
    return target.read_bytes()


def first_marks(starts: int) -> dict[str, float]:
    """Return the medians of a first mark, loading included, over fresh processes."""
    code = (
        "import time\nclock, processor = time.perf_counter(), time.process_time()\n"
        "from quizapp.grading.free_text import Marker\nfrom quizapp.domain.marking import Case\n"
        "Marker.load().mark(Case(situation='A shop.', customer_message='The kettle leaks. Maria'),"
        f" {SIXTY!r})\nprint(time.perf_counter() - clock, time.process_time() - processor)"
    )
    found = []
    for _ in range(starts):
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
        )
        found.append([float(word) for word in done.stdout.split()])
    clock, processor = (statistics.median(column) for column in zip(*found, strict=True))
    return {"first_mark_s": round(clock, 3), "first_mark_processor_s": round(processor, 3)}


SAID = ("courier", "ten", "eleven", "ring", "this minute")
"""What is said otherwise in each reply."""


def alike() -> Iterator[str]:
    """Yield replies of sixty words that say the same in other words; none is kept from before."""
    for words in product(
        ("courier", "driver", "postman"), ("ten", "nine", "noon"), ("eleven", "one", "two"),
        ("ring", "call", "phone"), ("this minute", "just now"),
    ):  # fmt: skip
        text = SIXTY
        for old, new in zip(SAID, words, strict=True):
            text = re.sub(rf"\b{old}\b", new, text)
        yield text


def usual_marks(marker: Marker, rounds: int = ROUNDS) -> dict[str, float]:
    """Return medians: a mark of sixty words, its vectors and its reading alone; and ratios."""
    case = HAND_MADE.frames[0][0]
    marker.mark(case, SIXTY)
    whole, alone, reading = [], [], []
    for i, text in enumerate(islice(alike(), rounds)):
        begin = time.perf_counter()
        marker.mark(case, text)
        whole.append(time.perf_counter() - begin)
        sentences = [s.strip() for s in re.findall(r"[^.]+\.", text.replace("Maria", "Marta"))]
        sentences = [f"{sentence} {i}" for sentence in sentences]
        begin = time.perf_counter()
        read_closely(tuple(sentences), read_case(case).texts)
        reading.append(time.perf_counter() - begin)
        sentences = [f"{sentence} {i}" for sentence in sentences]  # nothing is kept from before
        begin = time.perf_counter()
        vectors(tuple(sentences))
        alone.append(time.perf_counter() - begin)

    def ratio(floor: Sequence[float]) -> float:
        return round(statistics.median(a / b for a, b in zip(whole, floor, strict=True)), 2)

    return {
        "mark_60_words_ms": round(1000 * statistics.median(whole), 2),
        "vectors_alone_ms": round(1000 * statistics.median(alone), 2),
        "ratio": ratio(alone),
        "reading_alone_ms": round(1000 * statistics.median(reading), 2),
        "ratio_to_reading": ratio(reading),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "words": len(SIXTY.split()),
    }


def main() -> int:
    """Measure and record; the cost comes first, so that the peak of memory is that of marking."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    marker = Marker.load()
    figures: dict[str, object] = {
        "marker": marker.version,
        "cost": {
            **first_marks(chosen.starts),
            **usual_marks(marker),
            "load_1_min": round(os.getloadavg()[0], 1),
        },
    }
    same = determinism()
    figures["determinism"] = {"replies": REPLIES, "same_bytes": same}
    print(json.dumps(figures, indent=1))
    if chosen.out:
        write_record(chosen.out, figures)
    return 0 if all(same.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
