"""The project's own labelled texts, as every part of the training sees them."""

from __future__ import annotations

import hashlib
import json
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
_BRIEF = "n33"
BARBED = "x"
"""Scenarios with understated breaches, whose writers were asked for every breach of the library."""


def further(group: str) -> bool:
    """Say whether a scenario was written after the cues."""
    return group[0] in "uvwx"


def reserved(group: str) -> bool:
    """Say whether a scenario is never tuned on, but kept for fitting what uses the reading.

    These are u34 to u46, of the later ones every third, and of those told briefly every fifth of
    the last writers.
    """
    if told_briefly(group):
        return group >= _BRIEF and int(group[3:]) % 5 == 0
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


BANDS = "bands.jsonl"
"""Bands of replies read once more, by the definition of the bands alone."""


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


def has_words(text: str) -> bool:
    """Say whether there is anything to read in a text; a face or a dash alone has no clause."""
    return any(character.isalnum() for character in text)


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


def read_again(folder: Path) -> dict[str, int]:
    """Return the bands that were read by the definition alone, by id of the reply."""
    return {row["id"]: int(row["band"]) for row in rows_of(folder / BANDS)}


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
    return [e for e in found if has_words(e.text)]


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
    return [e for e in found if has_words(e.text)]


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
    return [e for e in found if has_words(e.text)]
