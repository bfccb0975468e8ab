"""The metamorphic suite: what a small change of a reply must turn, and what it must leave alone.

    python benchmarks/marker_suites.py [--every 8] [--out docs/proof/marker-suites.json]

Pairs of opposite sentences stand inside idle replies (`marker_pairs.py`, `marker_later_pairs.py`);
the generated changes are made to every n-th genuine reply of the project's own, and their counts
are of criteria, not of replies. A kind below the aim is named in the record and is no failure of
the run. The tests in `tests/grading/free_text` run samples of the same changes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from labelled_replies import genuine
from marker_later_pairs import KNOWN, LATER
from marker_pairs import HAND_MADE, PairSet
from record import write_record

from quizapp.domain.marking import ABSENCE, LIBRARY, Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.case_facts import read_case

Counts = dict[str, list[int]]
"""By kind: how many went as expected, and how many there were."""
AIM = 0.95
HARMLESS = "This chat stays open while you read."
NAMES = ("Rosalba", "Whitcombe", "Anouk", "Petrov")
PAIRS: Mapping[str, PairSet] = {"hand-made": HAND_MADE, "known": KNOWN, "later": LATER}


@lru_cache(maxsize=4096)
def outcomes(marker: Marker, case: Case, reply: str) -> dict[str, bool]:
    """Return what was decided on each criterion; the unchanged reply is marked once."""
    return {name: mark.met for name, mark in marker.mark(case, reply).criteria.items()}


def typo(reply: str) -> str:
    """Swap two inner letters of the longest plain word of each sentence."""

    def slip(match: re.Match[str]) -> str:
        sentence = match.group()
        words = re.findall(r"\b[a-z]{6,}\b", sentence)
        if not words:
            return sentence
        word = max(words, key=len)
        middle = len(word) // 2
        return sentence.replace(
            word, word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :], 1
        )

    return re.sub(r"[^.!?]+[.!?]*", slip, reply)


def curly(reply: str) -> str:
    """Write typographic quotation marks and apostrophes."""
    return re.sub(r'"([^"]*)"', "“\\1”", reply).replace("'", "’")


def reordered(reply: str) -> str:
    """Turn the order of the sentences round."""
    parts = re.findall(r"[^.!?\n]+[.!?]*", reply)
    return " ".join(p.strip() for p in reversed(parts) if p.strip())


def lengthened(reply: str) -> str:
    """Add a sentence that does nothing."""
    return f"{reply} {HARMLESS}"


CHANGES: Mapping[str, Callable[[str], str]] = {
    "typo in each sentence": typo,
    "lower case": str.lower,
    "typographic quotes": curly,
    "sentence order": reordered,
    "harmless sentence": lengthened,
}


def unchanged(marker: Marker, every: int, change: Callable[[str], str]) -> list[int]:
    """Count criteria that stay as they were under `change`, and all criteria."""
    same = total = 0
    for _, case, reply in genuine(every):
        other = change(reply)
        if other == reply:
            continue
        before, after = outcomes(marker, case, reply), outcomes(marker, case, other)
        same += sum(before[n] == after[n] for n in LIBRARY)
        total += len(LIBRARY)
    return [same, total]


def renamed(marker: Marker, every: int) -> list[int]:
    """Count criteria that stay as they were when the customer has another name."""
    same = total = 0
    for _, case, reply in genuine(every):
        names = sorted(n for n in read_case(case).names if n.isalpha())
        if not names or not any(re.search(rf"(?i)\b{n}\b", reply) for n in names):
            continue
        swap = dict(zip(names, NAMES, strict=False))
        moved = Case(
            situation=with_names(case.situation, swap),
            customer_message=with_names(case.customer_message, swap),
            channel=case.channel,
        )
        before = outcomes(marker, case, reply)
        after = outcomes(marker, moved, with_names(reply, swap))
        same += sum(before[n] == after[n] for n in LIBRARY)
        total += len(LIBRARY)
    return [same, total]


def with_names(text: str, swap: Mapping[str, str]) -> str:
    """Return a text with names exchanged, in the case of letters they had."""
    for old, new in swap.items():
        text = re.sub(rf"\b{old}\b", new, text)
        text = re.sub(rf"(?i)\b{old}\b", new.lower(), text)
    return text


def contrasts(marker: Marker, pairs: PairSet) -> tuple[Counts, dict[str, int]]:
    """Return the counts by kind of pair, and in how many places each missed pair was missed."""
    good: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()

    def expect(kind: str, right: bool, text: str) -> None:
        good[kind] += right
        total[kind] += 1
        missed[f"{kind}: {text}"] += not right

    for case, carrier, name in (
        (case, carrier, name) for case, name in pairs.frames for carrier in pairs.carriers
    ):

        def met(
            criterion: str,
            sentence: str,
            case: Case = case,
            carrier: str = carrier,
            name: str = name,
        ) -> bool:
            reply = carrier.format(name=name, s=sentence)
            return marker.mark(case, reply).criteria[criterion].met

        for criterion, yes, no in pairs.flips:
            wanted = criterion not in ABSENCE
            right = met(criterion, yes) is wanted and met(criterion, no) is not wanted
            expect("negation flip", right, f"{criterion}: {yes} / {no}")
        for ours, yours in pairs.swaps:
            right = (
                met("take_ownership", ours)
                and not met("take_ownership", yours)
                and not met("no_blame", yours)
            )
            expect("our/your swap", right, f"{ours} / {yours}")
        for real, hollow in pairs.non_apologies:
            right = met("apologise", real) and not met("apologise", hollow)
            expect("apology to non-apology", right, f"{real} / {hollow}")
    counts = {kind: [good[kind], total[kind]] for kind in total}
    return counts, {pair: n for pair, n in missed.items() if n}


def measured(marker: Marker, every: int) -> dict[str, object]:
    """Run the whole suite and return what is recorded, by set of pairs and for the changes."""
    counts: dict[str, Counts] = {}
    missed: dict[str, dict[str, int]] = {}
    for name, pairs in PAIRS.items():
        counts[name], missed[name] = contrasts(marker, pairs)
    counts["generated"] = {
        **{kind: unchanged(marker, every, change) for kind, change in CHANGES.items()},
        "other name": renamed(marker, every),
    }
    rates = {
        name: {kind: round(good / total, 4) for kind, (good, total) in kinds.items() if total}
        for name, kinds in counts.items()
    }
    return {
        "every": every,
        "aim": AIM,
        "counts": counts,
        "rates": rates,
        "below_aim": [
            f"{name}: {kind}"
            for name, kinds in rates.items()
            for kind, rate in kinds.items()
            if rate < AIM
        ],
        "missed": missed,
    }


def main() -> int:
    """Run all suites, print and record them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    marker = Marker.load()
    figures = {"marker": marker.version, **measured(marker, chosen.every)}
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    if chosen.out:
        write_record(chosen.out, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
