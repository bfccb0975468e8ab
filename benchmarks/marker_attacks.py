"""The gaming suite: how many attacks reach the pass mark.

    python benchmarks/marker_attacks.py [--every 1] [--out docs/proof/marker-attacks.json]

`known` are the written attacks, by kind and by set of criteria; they are also training material.
`unseen` are made from the best replies to the reserved scenarios, which the tuned layers never met:
the reply with a damaging sentence added, the reply sent to another customer under that customer's
name, and the reply with its words in another order. No part of the marker was trained on those.
`own_or_other` are 87 fluent answers to another complaint and 87 genuine ones in quite other words
than the customer's, written for cases of the training; no part of the marker was trained on them.
`blind` are attacks by writers who knew the criteria and nothing of the marker, to the unseen
cases z; a reader judged which of them are an attempt at all. No part was trained on them either.
`blind_later` are others like them, to n76 and n77, written after the texts that 2.12 learnt from.
A rate above the aim is named in the record and is no failure of the run.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from labelled_replies import TRAINING, cases, rows
from record import write_record

from quizapp.domain.marking import (
    ABSENCE,
    LIBRARY,
    PASS_LINE,
    WEIGHTS,
    Case,
    Marking,
    weighted_share,
)
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.training.examples import (
    MORE,
    Example,
    case_of,
    hash_of,
    replies,
    reserved,
)

AIM = 0.02
SETS: Mapping[str, tuple[str, ...]] = {
    "library": LIBRARY,
    "complaint": (
        "acknowledge_feeling",
        "apologise",
        "take_ownership",
        "concrete_next_step",
        "time_commitment",
        "offer_options",
        "no_policy_hiding",
    ),
    "validation": (
        "acknowledge_feeling",
        "validate_feeling",
        "personalise",
        "open_question",
        "no_minimising",
    ),
}
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
UNSEEN = Path(__file__).resolve().parent / "unseen"
EXCELLENT = 4
EACH = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A reply that ought not to pass; `plain` is the good reply it was made from, if any."""

    kind: str
    case: Case
    reply: str
    plain: str | None = None


def known() -> Iterator[Attack]:
    """Yield the written attacks."""
    own = cases()
    for attack in rows(TRAINING / "attacks.jsonl"):
        if attack["scenario"] in own:
            yield Attack(kind=attack["kind"], case=own[attack["scenario"]], reply=attack["reply"])


def unseen() -> Iterator[Attack]:
    """Yield the attacks that are made from the best replies to reserved scenarios."""
    best = [e for e in replies(TRAINING) if reserved(e.group) and e.band == EXCELLENT]
    chosen = sorted(best, key=lambda e: hash_of(e.ident))[:EACH]
    for place, (example, line) in enumerate(zip(chosen, DAMAGE, strict=False)):
        plain = example.text
        parts = re.findall(r"[^.!?]+[.!?]+\s*", plain) or [plain + " "]
        where = len(parts) if place % 2 else len(parts) // 2
        damaged = " ".join(p.strip() for p in [*parts[:where], line, *parts[where:]])
        yield Attack(kind="good_plus_damage", case=example.case, reply=damaged, plain=plain)
        other = next(e for e in chosen[place + 1 :] + chosen if e.group != example.group)
        yield Attack(
            kind="other_case", case=other.case, reply=passed_off(example, other), plain=plain
        )
        words = enumerate(plain.split())
        mixed = sorted(words, key=lambda word: hash_of(f"{example.ident} order {word[0]}"))
        shuffled = " ".join(word for _, word in mixed)
        yield Attack(kind="shuffled", case=example.case, reply=shuffled, plain=plain)


def passed_off(example: Example, other: Example) -> str:
    """Return a reply with its customer's name changed to the other customer's."""
    text, theirs = example.text, sorted(read_case(other.case).names)
    for name in sorted(read_case(example.case).names):
        text = re.sub(rf"(?i)\b{re.escape(name)}\b", theirs[-1].title() if theirs else "", text)
    return text


def reached(marking: Marking) -> tuple[str, ...]:
    """Return the sets of criteria with which a marking passes; a broken calm tone stops it."""
    if not marking.valid_attempt:
        return ()
    met = {name: mark.met for name, mark in marking.criteria.items()}
    return tuple(
        name
        for name, criteria in SETS.items()
        if met["calm_tone"] or "calm_tone" not in criteria
        if round(weighted_share(met, {n: WEIGHTS[n] for n in criteria}), 4) >= PASS_LINE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """By kind: the attacks, those refused, and those that pass with each set of criteria."""

    kinds: Mapping[str, int]
    refused: Mapping[str, int]
    passed: Mapping[str, Mapping[str, int]]

    @property
    def attacks(self) -> int:
        """Number of all attacks."""
        return sum(self.kinds.values())

    @property
    def rates(self) -> dict[str, float]:
        """Share of all attacks that pass, by set of criteria."""
        return {
            name: round(sum(kinds.values()) / self.attacks, 4)
            for name, kinds in self.passed.items()
        }

    def figures(self) -> dict[str, object]:
        """Return what is recorded."""
        return {
            "attacks": self.attacks,
            "kinds": self.kinds,
            "refused": self.refused,
            "passed": self.passed,
            "rates": self.rates,
            "above_aim": [name for name, rate in self.rates.items() if rate > AIM],
        }


def gaming(marker: Marker, attacks: Iterable[Attack]) -> Tally:
    """Mark attacks and count what comes of them."""
    kinds: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    passed: dict[str, Counter[str]] = {name: Counter() for name in SETS}
    for attack in attacks:
        marking = marker.mark(attack.case, attack.reply)
        through = reached(marking)
        kinds[attack.kind] += 1
        refused[attack.kind] += not marking.valid_attempt
        for name in SETS:
            passed[name][attack.kind] += name in through
    return Tally(kinds=kinds, refused=refused, passed=passed)


def damage(marker: Marker, attacks: Iterable[Attack]) -> dict[str, object]:
    """Return how often the added sentence is found, and the bands given where it is.

    It is found if it breaks a criterion of absence that the plain reply keeps.
    """
    bands: Counter[int] = Counter()
    made = [attack for attack in attacks if attack.kind == "good_plus_damage"]
    for attack in made:
        before = marker.mark(attack.case, attack.plain or "").criteria
        after = marker.mark(attack.case, attack.reply)
        if any(before[name].met and not after.criteria[name].met for name in ABSENCE):
            bands[after.band] += 1
    return {"found": [bands.total(), len(made)], "bands": dict(sorted(bands.items()))}


def own_or_other(marker: Marker) -> dict[str, list[int]]:
    """Return how many answers to another case are refused and pass, and how many genuine ones are.

    Each with the number of replies of its kind.
    """
    own = {row["id"]: case_of(row) for row in rows(TRAINING / MORE / "scenarios.jsonl")}
    refused, passed, size = Counter[bool](), Counter[bool](), Counter[bool]()
    for row in rows(UNSEEN / "own-or-other.jsonl"):
        marking = marker.mark(own[row["scenario"]], row["reply"])
        size[row["own"]] += 1
        refused[row["own"]] += not marking.valid_attempt
        passed[row["own"]] += "library" in reached(marking)
    return {
        "other_refused": [refused[False], size[False]],
        "other_passed": [passed[False], size[False]],
        "own_refused": [refused[True], size[True]],
    }


def blind(marker: Marker, cases: str) -> dict[str, object]:
    """Return what comes of the attacks to unseen cases whose ids begin with `cases`, by kind.

    `no_attempt` are those that are none by their reader; of the others, which may deserve to pass,
    `damage` says in how many that break a rule of tone this, or another such breach, is found.
    """
    own = {row["id"]: case_of(row) for row in rows(UNSEEN / "scenarios.jsonl")}
    none: list[Attack] = []
    kinds: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    found: Counter[bool] = Counter()
    for row in rows(UNSEEN / "attacks.jsonl"):
        if not row["scenario"].startswith(cases):
            continue
        attack = Attack(kind=row["kind"], case=own[row["scenario"]], reply=row["reply"])
        if not row["valid_attempt"]:
            none.append(attack)
            continue
        marking = marker.mark(attack.case, attack.reply)
        kinds[attack.kind] += 1
        passed[attack.kind] += "library" in reached(marking)
        if row["broken"]:
            found[any(not marking.criteria[name].met for name in row["broken"])] += 1
    return {
        "no_attempt": gaming(marker, none).figures(),
        "attempts": {"kinds": kinds, "passed": passed, "damage": [found[True], found.total()]},
    }


def main() -> int:
    """Mark all attacks, print and record the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take every n-th written attack")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    marker, fresh = Marker.load(), tuple(unseen())
    figures = {
        "marker": marker.version,
        "aim": AIM,
        "known": gaming(marker, islice(known(), 0, None, chosen.every)).figures(),
        "unseen": {**gaming(marker, fresh).figures(), "damage": damage(marker, fresh)},
        "own_or_other": own_or_other(marker),
        "blind": blind(marker, "z"),
        "blind_later": blind(marker, "n"),
    }
    print(json.dumps(figures, indent=1))
    if chosen.out:
        write_record(chosen.out, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
