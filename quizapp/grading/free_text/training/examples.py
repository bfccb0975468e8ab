"""The project's own labelled texts, as every part of the training sees them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from quizapp.domain.marking import ABSENCE, LIBRARY, Case
from quizapp.grading.free_text.case_facts import CaseFacts, read_case
from quizapp.grading.free_text.text import Passage, read
from quizapp.grading.free_text.vocabulary import repair

FOLDS = 3
_RESERVE, _LATER, _ORDINARY, _CLASS = "u34", "u47", "u71", ("v", "w", "x")
BARBED = "x"
"""Scenarios with understated breaches, whose writers were asked for every breach of the library."""


def further(group: str) -> bool:
    """Say whether a scenario was written after the cues."""
    return group[0] in "uvwx"


def reserved(group: str) -> bool:
    """Say whether a scenario is never tuned on, but kept for fitting what uses the reading.

    These are u34 to u46, and of the later ones every third.
    """
    if not further(group) or group < _RESERVE:
        return False
    return not later(group) or int(group[1:]) % 3 == 0


def later(group: str) -> bool:
    """Say whether a scenario came with the second or a later set of further replies."""
    return further(group) and group >= _LATER


def asked(group: str, name: str) -> bool:
    """Say whether the writers of the replies to a scenario were asked for this breach."""
    return name not in UNASKED or not later(group) or group.startswith(BARBED)


def of_a_class(group: str) -> bool:
    """Say whether a scenario is answered by a class of all abilities: the third and fourth set."""
    return group.startswith(_CLASS)


def ordinary(group: str) -> bool:
    """Say whether breaches are as rare among the replies to a scenario as in life."""
    return further(group) and group >= _ORDINARY


BREACHES = "breaches.jsonl"
"""Sentences that are labelled for four breaches at once."""
SHORT_REPLIES = "short-replies.jsonl"
"""Short whole replies with the same labels; one that two readers judged differently is left out."""
TWINS = "twins.jsonl"
"""The same in twos: like replies to one customer, of which one breaks a criterion."""
PAIRS = "pairs.jsonl"
"""Sentences in twos: one meets a criterion, the other has its words and does not."""
SWAPS = "swaps.jsonl"
"""Short texts in twos: in one the firm did what went wrong, in the other the customer did."""
UNASKED = frozenset({"plain_language", "no_overpromise"})
"""Breaches that the writers of most later replies were not asked for. Those replies hold next to
none and would teach that there are none, so that only the few that are there are learnt from."""
MORE = "more"
"""Folder of the replies that were written after the cues."""
BRIEF = "brief"
"""Folder of the replies to cases told in a sentence or two; their scenarios begin with an n."""


class Kind(StrEnum):
    """What a text is, and so which of its labels are known."""

    REPLY = "reply"
    SENTENCE = "sentence"
    SHORT = "short"
    """A short whole reply that is labelled for the four harmful breaches alone."""
    TRAP = "trap"
    BESIDE = "beside"
    """A short whole reply to a case, labelled like a short one, with that case in view."""


@dataclass(frozen=True)
class Example:
    """One text with its case and what is known about it.

    `labels` speak of events: met for a presence criterion, broken for an absence criterion. A
    sentence has the label of the criterion it was written for, a trap has none.
    """

    ident: str
    group: str
    kind: Kind
    case: Case
    text: str
    labels: Mapping[str, bool]
    band: int
    valid: bool
    trap: str = ""

    @cached_property
    def passage(self) -> Passage:
        """The text as the marker reads it."""
        return read(self.text, repair)

    @cached_property
    def facts(self) -> CaseFacts:
        """What the case says."""
        return read_case(self.case)

    @property
    def home(self) -> str:
        """The reply this text was made from; its own id where it was written as it is."""
        return self.ident.removesuffix("-swap")


def hash_of(text: str) -> int:
    """Return a number that is the same in every process."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def told_briefly(group: str) -> bool:
    """Say whether a scenario is told in a sentence or two."""
    return group.startswith("n")


def fold_of(group: str) -> int:
    """Return the fold of a scenario; all replies to it share one."""
    return hash_of("fold" + group) % FOLDS


def held_out(group: str) -> bool:
    """Say whether a scenario's replies were not read while cues were written."""
    return hash_of(group) % 3 == 0 or further(group)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def digest_of(folder: Path) -> str:
    """Return the hash of all texts and labels, path by path."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.jsonl")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def case_of(row: Mapping[str, str]) -> Case:
    """Return the case of a scenario's row."""
    return Case(
        situation=row["situation"], customer_message=row["customer_message"], channel=row["channel"]
    )


def replies(folder: Path) -> list[Example]:
    """Return the whole replies with their adjudicated labels, old and new."""
    return [*_labelled(folder), *_labelled(folder / MORE)]


def brief(folder: Path) -> list[Example]:
    """Return the replies to cases told in a sentence or two; some answer another case."""
    return _labelled(folder / BRIEF)


def _labelled(part: Path) -> list[Example]:
    """Return the labelled replies of one folder to its scenarios."""
    if not (part / "replies.jsonl").is_file():
        return []
    found = []
    cases = {row["id"]: case_of(row) for row in rows_of(part / "scenarios.jsonl")}
    labels = {row["id"]: row for row in rows_of(part / "labels.jsonl")}
    for row in rows_of(part / "replies.jsonl"):
        label = labels.get(row["id"])
        if label is None:
            continue
        events = {
            name: bool(met) != (name in ABSENCE)
            for name, met in label["criteria"].items()
            if name in LIBRARY and met is not None and (not met or asked(row["scenario"], name))
        }
        trap = label.get("trap", "")
        found.append(
            Example(
                row["id"], row["scenario"], Kind.TRAP if trap else Kind.REPLY,
                cases[row["scenario"]], row["reply"],
                events, int(label["band"]), bool(label["valid_attempt"]), trap,
            )
        )  # fmt: skip
    return [e for e in found if e.passage.clauses]


def sentences(folder: Path) -> list[Example]:
    """Return the labelled sentences, and the short replies labelled like them."""
    found = []
    for name in LIBRARY:
        for row in rows_of(folder / "sentences" / f"{name}.jsonl"):
            context = row.get("context") or ""
            channel = "social" if name == "no_public_data" else "email"
            case = Case(situation=context, customer_message=context, channel=channel)
            group = f"s{hash_of(row['id']) % 97}"
            labels = {name: bool(row["label"])}
            found.append(
                Example(row["id"], group, Kind.SENTENCE, case, row["text"], labels, 2, valid=True)
            )
    harms = ((BREACHES, Kind.SENTENCE), (SHORT_REPLIES, Kind.SHORT), (TWINS, Kind.SHORT))
    for file, kind in harms:
        for row in rows_of(folder / "sentences" / file):
            own = row["id"][:-1] if file == TWINS else row["id"]  # both of a pair go together
            group, case = f"s{hash_of(own) % 97}", Case(situation="", customer_message="")
            labels = {name: bool(broken) for name, broken in row["breaks"].items()}
            found.append(Example(row["id"], group, kind, case, row["text"], labels, 2, valid=True))
    for row in rows_of(folder / "sentences" / PAIRS):
        group, case = f"s{hash_of(row['id'][:-1]) % 97}", Case(situation="", customer_message="")
        labels = {row["criterion"]: bool(row["label"])}
        found.append(
            Example(row["id"], group, Kind.SENTENCE, case, row["text"], labels, 2, valid=True)
        )
    for row in rows_of(folder / "sentences" / SWAPS):
        group, case = f"s{hash_of(row['id'][:-1]) % 97}", Case(situation="", customer_message="")
        found.append(
            Example(
                row["id"], group, Kind.SENTENCE, case, row["text"], row["events"], 2, valid=True
            )
        )
    return [e for e in found if e.passage.clauses]


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


NO_ATTEMPT = frozenset(
    [
        "stuffing", "list_as_sentences", "gibberish", "lecture", "instruction", "other_language",
        "copy", "copy_edited", "shuffled", "repetition", "other_case",
    ]
)  # fmt: skip
BY_WORDING = NO_ATTEMPT - {"copy", "copy_edited", "other_case", "other_language"} | {"mix"}
"""Traps that the reply alone gives away, without its case."""


BESIDE = "beside.jsonl"
"""Short replies that can only be judged beside their case, and answers to other cases."""


def beside(folder: Path, genuine: list[Example]) -> list[Example]:
    """Return the short replies to cases, with their labels, and the fluent answers to others."""
    cases = {e.group: e.case for e in genuine}
    found = []
    for row in rows_of(folder / "sentences" / BESIDE):
        other = row["kind"] == "other"
        labels = {name: bool(broken) for name, broken in row["breaks"].items()}
        found.append(
            Example(
                row["id"], row["scenario"], Kind.TRAP if other else Kind.BESIDE,
                cases[row["scenario"]], row["text"], labels, 0 if other else 2,
                valid=not other, trap="other_case" if other else "",
            )
        )  # fmt: skip
    return [e for e in found if e.passage.clauses]


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


STRANGER = "stranger"
FURTHER_SWAP = "further swap"
"""Swaps beyond those that the general model of attempts learns from."""
SWAPPED = frozenset({"swap", FURTHER_SWAP, STRANGER})
LONG_ENOUGH = 12
"""Words a reply must have to be shuffled or passed off on another customer."""


def traps(folder: Path, genuine: list[Example]) -> list[Example]:
    """Return what is no attempt: written attacks, shuffled replies, and replies to another case.

    Nothing is made from reserved replies.
    """
    cases = {e.group: e.case for e in genuine}
    order = sorted(cases)
    found: list[Example] = []

    def add(ident: str, group: str, text: str, trap: str) -> None:
        found.append(
            Example(ident, group, Kind.TRAP, cases[group], text, {}, 0, valid=False, trap=trap)
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
    for row in rows_of(folder / "attacks.jsonl"):
        if row["kind"] in NO_ATTEMPT and row["scenario"] in cases:
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
