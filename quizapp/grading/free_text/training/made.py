"""Texts made of other labelled ones: replies with a sentence put in, and what is no attempt.

Nothing is made of reserved replies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from quizapp.domain.marking import ABSENCE, LIBRARY, Case
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.training.examples import (
    BRIEF,
    Example,
    Kind,
    case_of,
    fold_of,
    hash_of,
    reserved,
    rows_of,
)

NO_ATTEMPT = frozenset(
    [
        "stuffing", "list_as_sentences", "gibberish", "lecture", "instruction", "other_language",
        "copy", "copy_edited", "shuffled", "repetition", "other_case",
    ]
)  # fmt: skip
BY_WORDING = NO_ATTEMPT - {"copy", "copy_edited", "other_case", "other_language"} | {"mix"}
"""Traps that the reply alone gives away, without its case."""
ATTACKS = ("attacks.jsonl", "further-attacks.jsonl")
"""The written attacks; the further ones are about the case, and beside each stands what only looks
like one."""
LOOKS_LIKE = "looks like one"
"""Kind of a genuine reply among the attacks that is easily taken for one of them."""
STRANGER = "stranger"
FURTHER_SWAP = "further swap"
"""Swaps beyond those that the general model of attempts learns from."""
SWAPPED = frozenset({"swap", FURTHER_SWAP, STRANGER})
LONG_ENOUGH = 12
"""Words a reply must have to be shuffled or passed off on another customer."""

KIND_ENOUGH = 3
"""Presence criteria that a reply must meet for a sentence to be put into it."""
_QUIET = ("no_blame", "no_minimising", "calm_tone")


def mixed_in(genuine: list[Example], single: list[Example]) -> list[Example]:
    """Return kind replies with one sentence put in that breaks a criterion, or nearly does.

    They teach that a breach counts whatever else the reply does. Each reply is there once with a
    breach and once with a near miss, so that a sentence from elsewhere gives nothing away; what the
    sentence does to the other breaches is known for some only. Rules are left out: beside help
    they break nothing. Sentence and reply belong to one fold.
    """
    found: list[Example] = []
    for reply in genuine:
        draw = hash_of("into" + reply.ident)
        kind = sum(reply.labels.get(name, False) for name in LIBRARY if name not in ABSENCE)
        harmed = any(reply.labels.get(name, True) for name in (*_QUIET, "no_policy_hiding"))
        if not reply.valid or harmed or kind < KIND_ENOUGH or reserved(reply.group):
            continue
        for broken in (True, False):
            name, draw = _QUIET[draw % 3], hash_of(f"into {broken} {reply.ident}")
            fold = fold_of(reply.group)
            own = [
                s for s in single
                if s.kind is Kind.SENTENCE
                and s.labels.get(name) is broken and fold_of(s.group) == fold
                and (broken or not any(s.labels.values()))
            ]  # fmt: skip
            chosen = own[draw // 8 % len(own)]
            found.append(_with(reply, chosen, kind, draw))
    return found


def _with(reply: Example, sentence: Example, kind: int, draw: int) -> Example:
    """Return a reply that meets `kind` presence criteria with a sentence put in somewhere."""
    clauses = reply.passage.clauses
    at = clauses[draw // 4096 % len(clauses)].start
    at = len(reply.text) if draw // 16 % 2 else at
    text = f"{reply.text[:at].rstrip()} {sentence.text} {reply.text[at:].lstrip()}".strip()
    told = {name: sentence.labels[name] for name in _QUIET if name in sentence.labels}
    labels = {k: v for k, v in reply.labels.items() if k not in _QUIET} | told
    harm = any(told.values())
    band = min(reply.band, 2 if kind > 2 * KIND_ENOUGH else 1) if harm else reply.band
    ident = f"{reply.ident}{'-spoilt' if harm else '-into'}"
    return Example(
        ident, reply.group, Kind.REPLY, reply.case, text, labels, band, valid=True
    )  # fmt: skip


def strangers(genuine: list[Example], near: Mapping[str, tuple[str, ...]]) -> list[Example]:
    """Return each good reply twice beside the case of another: one of those `near`, and any.

    What it breaks it breaks still; it retells nothing of that case.
    """
    cases = {e.group: e.case for e in genuine}
    order = sorted(near)
    found = []
    for reply in genuine:
        if not reply.valid or reply.group not in near or len(reply.text.split()) < LONG_ENOUGH:
            continue
        for place, pool in enumerate((near[reply.group], order)):
            group = pool[hash_of(f"beside {place} {reply.ident}") % len(pool)]
            if group == reply.group:
                continue
            ident = f"{reply.ident}-stranger{place}"
            text = _renamed(reply.text, reply.case, cases[group], ident)
            labels = {n: v for n, v in reply.labels.items() if n in ABSENCE} | {"paraphrase": False}
            found.append(
                Example(
                    ident, group, Kind.TRAP, cases[group], text, labels, 0, valid=False,
                    trap=STRANGER,
                )
            )  # fmt: skip
    return found


def traps(folder: Path, genuine: list[Example]) -> list[Example]:
    """Return what is no attempt: written attacks, shuffled replies, and replies to another case.

    Among them are the genuine replies that only look like an attack. Nothing is made from reserved
    replies.
    """
    cases = {e.group: e.case for e in genuine}
    order = sorted(cases)
    found: list[Example] = []

    def add(ident: str, group: str, text: str, trap: str) -> None:
        genuine = trap == LOOKS_LIKE
        found.append(
            Example(ident, group, Kind.TRAP, cases[group], text, {}, 0, valid=genuine, trap=trap)
        )

    for reply in genuine:
        if not reply.valid or reserved(reply.group):
            continue
        words = reply.text.split()
        if len(words) >= LONG_ENOUGH and hash_of("mix" + reply.ident) % 3 == 0:
            mixed = sorted(range(len(words)), key=lambda i: hash_of(f"{reply.ident} {i}"))
            add(reply.ident + "-mix", reply.group, " ".join(words[i] for i in mixed), "mix")
        told = reply.labels.get("paraphrase") and len(words) > LONG_ENOUGH
        if told:
            other = order[hash_of("to" + reply.ident) % len(order)]
            if other != reply.group:
                text = _renamed(reply.text, reply.case, cases[other], reply.ident)
                half = hash_of("swap" + reply.ident) % 2 == 0
                add(reply.ident + "-swap", other, text, "swap" if half else FURTHER_SWAP)
    briefly = rows_of(folder / BRIEF / "scenarios.jsonl")
    cases = {row["id"]: case_of(row) for row in briefly} | cases
    for row in (row for name in ATTACKS for row in rows_of(folder / name)):
        if row["kind"] in NO_ATTEMPT | {LOOKS_LIKE} and row["scenario"] in cases:
            add(row["id"], row["scenario"], row["reply"], row["kind"])
    return found


def _renamed(text: str, home: Case, other: Case, ident: str) -> str:
    """Return `text` with the other customer's name, for two replies in three."""
    mine, theirs = sorted(read_case(home).names), sorted(read_case(other).names)
    if not theirs or hash_of("name" + ident) % 3 == 0:
        return text
    for name in mine:
        text = re.sub(rf"(?i)\b{re.escape(name)}\b", theirs[-1].title(), text)
    return text
