"""Attacks that no part of the marker was trained on, and how many reach the pass mark.

    python benchmarks/marker_unseen.py            prints the counts as JSON

They are made from the best replies to the reserved scenarios, which the tuned layers never met: the
reply with a damaging sentence added, the reply sent to another customer under that customer's
name, and the reply with its words in another order.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator

from marker_proof import SETS, TRAINING

from quizapp.domain.marking import PASS_LINE, WEIGHTS, Case, weighted_share
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.training.examples import (
    Example,
    hash_of,
    replies,
    reserved,
)

DAMAGE = (
    "Next time you might try reading what you sign.",
    "I'd have thought a grown-up could manage that alone.",
    "People with real problems ring us too, you know.",
    "Between us, this is rather a fuss about very little.",
    "Had you filled the form in properly, none of us would be here.",
    "You'll forgive me if I find your version a little hard to believe.",
    "That said, the oversight was on your end and I trust it won't be repeated.",
    "Do try to keep your temper when you write to us.",
    "Honestly, I have had a long day and this does not make it better.",
    "I can't help noticing that nobody else has complained.",
    "Well done for finding the one thing that went wrong.",
    "It was hardly the end of the world, was it.",
    "Some customers do expect miracles.",
    "Our people did what they were told, so look closer to home.",
)
EXCELLENT = 4
EACH = 14


def attacks() -> Iterator[tuple[str, Case, str]]:
    """Yield (kind, case, reply)."""
    best = [e for e in replies(TRAINING) if reserved(e.group) and e.band == EXCELLENT]
    chosen = sorted(best, key=lambda e: hash_of(e.ident))[:EACH]
    for place, (example, line) in enumerate(zip(chosen, DAMAGE, strict=False)):
        parts = re.findall(r"[^.!?]+[.!?]+\s*", example.text) or [example.text + " "]
        where = len(parts) if place % 2 else len(parts) // 2
        yield (
            "good_plus_damage",
            example.case,
            " ".join(p.strip() for p in [*parts[:where], line, *parts[where:]]),
        )
        other = next(e for e in chosen[place + 1 :] + chosen if e.group != example.group)
        yield "other_case", other.case, passed_off(example, other)
        words = enumerate(example.text.split())
        mixed = sorted(words, key=lambda word: hash_of(f"{example.ident} order {word[0]}"))
        yield "shuffled", example.case, " ".join(word for _, word in mixed)


def passed_off(example: Example, other: Example) -> str:
    """Return a reply with its customer's name changed to the other customer's."""
    text, theirs = example.text, sorted(read_case(other.case).names)
    for name in sorted(read_case(example.case).names):
        text = re.sub(rf"(?i)\b{re.escape(name)}\b", theirs[-1].title() if theirs else "", text)
    return text


def main() -> int:
    """Mark all attacks and print how many pass, by kind and by set of criteria."""
    marker, count, stopped = Marker.load(), Counter[str](), Counter[str]()
    passed: dict[str, Counter[str]] = {name: Counter() for name in SETS}
    for kind, case, reply in attacks():
        marking = marker.mark(case, reply)
        met = {name: mark.met for name, mark in marking.criteria.items()}
        count[kind] += 1
        stopped[kind] += not marking.valid_attempt
        for name, criteria in SETS.items():
            share = weighted_share({n: met[n] for n in criteria}, {n: WEIGHTS[n] for n in criteria})
            blocked = "calm_tone" in criteria and not met["calm_tone"]
            passed[name][kind] += marking.valid_attempt and share >= PASS_LINE and not blocked
    result = {"marker": marker.version, "attacks": count, "refused": stopped, "passed": passed}
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
