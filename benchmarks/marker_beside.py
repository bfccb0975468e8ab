"""Mark replies that can be judged only beside their case, and compare with what they are.

    python benchmarks/marker_beside.py [--every 1] [--out docs/proof/marker-beside.json]

`benchmarks/unseen/beside-their-case.jsonl` holds fluent answers to another case, genuine ones that
are easily taken for such, and replies that break a rule of tone without a word that says so, with
look-alikes that break none. Their cases are all reserved: the reader is tuned on no reply to them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from labelled_replies import TRAINING, rows
from marker_attacks import UNSEEN, reached
from marker_unseen import shares
from record import write_record

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.features import HARMFUL

REPLIES = UNSEEN / "beside-their-case.jsonl"
OTHER = "other"


def figures(marker: Marker, replies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Mark the replies and return what became of each kind, and how each breach was found.

    Breaches are counted over the replies to the case they are for; a label on which writer and
    reader differ is in neither count.
    """
    cases = {
        row["id"]: Case(
            situation=row["situation"],
            customer_message=row["customer_message"],
            channel=row["channel"],
        )
        for folder in (TRAINING, TRAINING / "more")
        for row in rows(folder / "scenarios.jsonl")
    }
    size, refused, passed, clean = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    counts = {name: [0, 0, 0] for name in sorted(HARMFUL)}
    for row in replies:
        mark = marker.mark(cases[row["scenario"]], row["text"])
        kind = row["kind"]
        size[kind] += 1
        refused[kind] += not mark.valid_attempt
        passed[kind] += "library" in reached(mark)
        clean[kind] += all(mark.criteria[name].met for name in sorted(HARMFUL))
        if kind == OTHER:
            continue
        for name, broken in row["breaks"].items():
            said = not mark.criteria[name].met
            counts[name][0] += broken and said
            counts[name][1] += broken and not said
            counts[name][2] += said and not broken
    return {
        "marker": marker.version,
        "replies": size.total(),
        "refused": {kind: [refused[kind], count] for kind, count in sorted(size.items())},
        "passed": {kind: [passed[kind], count] for kind, count in sorted(size.items())},
        "no_breach_found": {kind: [clean[kind], count] for kind, count in sorted(size.items())},
        "criteria": {name: shares(*count) for name, count in counts.items()},
    }


def main() -> int:
    """Mark, print, record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take every n-th reply")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    found = figures(Marker.load(), islice(rows(REPLIES), 0, None, chosen.every))
    print(json.dumps(found, indent=1))
    if chosen.out:
        write_record(chosen.out, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
