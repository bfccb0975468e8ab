"""Count the rude lines that are found in good replies, and the like ones taken for rude.

    python benchmarks/marker_rude_lines.py [--out docs/proof/marker-rude-lines.json]

`benchmarks/unseen` holds threes (a good reply, the same with one damaging line, the same with a
line much like it that does no harm) and pairs of single lines. Each line of a pair is put into two
good replies to customers of the threes. Nothing is trained on any of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from labelled_replies import rows
from marker_attacks import UNSEEN
from record import write_record

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.features import HARMFUL

THREES, CASES, LINES = (UNSEEN / f"rude-{part}.jsonl" for part in ("threes", "cases", "lines"))
HOSTS = ("naa01-01", "naa06-01")
"""The good replies into which the single lines are put, behind their first sentence."""


def found_in(marker: Marker, case: Case, text: str) -> frozenset[str]:
    """Return the rules of tone that a reply breaks by its mark."""
    mark = marker.mark(case, text)
    return frozenset(name for name in HARMFUL if not mark.criteria[name].met)


def put_in(reply: str, line: str) -> str:
    """Return a reply with a line behind its first sentence."""
    first, rest = reply.split(". ", maxsplit=1)
    return f"{first}. {line} {rest}"


def figures(marker: Marker) -> dict[str, Any]:
    """Mark threes and lines; of each kind, [found, all], and by criterion [found, broken]."""
    cases = {
        row["id"]: Case(
            situation=row["situation"],
            customer_message=row["customer_message"],
            channel=row["channel"],
        )
        for row in rows(CASES)
    }
    threes = list(rows(THREES))
    hosts = [row for row in threes if row["id"] in HOSTS]
    texts = [(f"threes: {r['kind']}", r["scenario"], r["text"], _broken(r)) for r in threes]
    texts += [
        (f"lines: {kind}", host["scenario"], put_in(host["text"], pair[kind]), broken)
        for pair in rows(LINES)
        for kind, broken in (("harm", frozenset(pair["breaks"])), ("like", frozenset[str]()))
        for host in hosts
    ]
    size, spoilt, heard, events = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for kind, scenario, text, broken in texts:
        found = found_in(marker, cases[scenario], text)
        size[kind] += 1
        spoilt[kind] += bool(found)
        events.update(broken)
        heard.update(broken & found)
    return {
        "marker": marker.version,
        "taken_for_spoilt": {kind: [spoilt[kind], count] for kind, count in sorted(size.items())},
        "criteria": {name: [heard[name], events[name]] for name in sorted(events)},
    }


def _broken(row: dict[str, Any]) -> frozenset[str]:
    return frozenset(name for name, broken in row["breaks"].items() if broken)


def main() -> int:
    """Mark, print, record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    found = figures(Marker.load())
    print(json.dumps(found, indent=1))
    if chosen.out:
        write_record(chosen.out, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
